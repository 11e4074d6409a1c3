//! `import` of a folder of dated files.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use insta::assert_snapshot;

use crate::env::Env;

/// Bob's files of a year, in the ways in which people name them.
fn folder(env: &Env) -> PathBuf {
    let root = env.root().join("old");
    for (path, text) in [
        ("2020-12-07-one-to-one.md", "# 7 Dec 2020\n\n- [ ] Send the plan\n- pay\n"),
        ("2020/December 14.md", "Talked about the move.\n"),
        ("2021/01/04.md", "---\nmood: 4\ntags: [alice]\n---\n# Notes\n\n- a new year\n"),
        ("2021/01/11.md", "Cancelled: ill.\n"),
        ("2021/Jan 18 2021.txt", "[ ] no bullet\n"),
        ("2021/Jan 18 2021 second.txt", "- one more on that day\n"),
        ("20210125.md", "\u{feff}# Notes\r\n- with CRLF\r\n"),
        ("2021-02-01 standup.md", "- not for here\n"),
        ("2021-02-08.md", "---\ncontext: team retro\n---\n- not for here either\n"),
        ("2021-02-15.md", "---\ndate: 2021-02-16\ncontext: 1:1\n---\n- on which day?\n"),
        ("2021-02-15 copy.md", "---\ndate: 2021-02-16\ncontext: 1:1\n---\n- on which day?\n"),
        ("2021-02-30.md", "- no such day\n"),
        ("README.md", "How I keep notes.\n"),
        ("all.md", "## 2021-03-01\n- a\n\n## 2021-03-08\n- b\n"),
        ("from the text.md", "# One on one, March 15, 2021\n\n- found by its heading\n"),
        ("broken.md", "---\ndate: 2021-03-22\ndate: 2021-03-23\n---\n- x\n"),
        ("binary 2021-03-29.md", "a\0b"),
        ("photo.png", "x"),
        (".obsidian/2021-04-05.md", "- hidden\n"),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

#[test]
fn in_every_form() {
    let env = Env::with_alice();
    folder(&env);
    let before = env.git("rev-parse HEAD");
    assert_snapshot!(env.shows("import alice old --dry-run"), @"
    exit 0
    --- stdout
    old: 9 meetings from Mon 7 Dec 2020 to Mon 15 Mar 2021

      date             after       what         items  alike  file
      2020-12-07 Mon   -           held             0      1  2020-12-07-one-to-one.md
      2020-12-14 Mon   7 days      held             0      0  2020/December 14.md
      2021-01-04 Mon   21 days     held             0      0  2021/01/04.md
      2021-01-11 Mon   7 days      cancelled        0      0  2021/01/11.md
      2021-01-18 Mon   7 days      held             0      0  2021/Jan 18 2021 second.txt
      2021-01-18 Mon   7 days      held             0      1  2021/Jan 18 2021.txt
      2021-01-25 Mon   7 days      held             0      0  20210125.md
      2021-02-15 Mon   21 days     held             0      0  2021-02-15 copy.md
      2021-03-15 Mon   28 days     held             0      0  from the text.md

    8 held, 1 cancelled; 0 items, and 2 lines that look like items
    2021-02-15 copy.md:2:1: warning[date-differs]: the text says 2021-02-16, the file's name 2021-02-15; it is taken as the name says
      2 | date: 2021-02-16
        | ^^^^^^^^^^^^^^^^
      help: put the one that is wrong right, and import again
    left out, `2021-02-30` is no day; put the name right and import again: 2021-02-30.md
    left out, a document of 2 meetings; import it by itself: all.md
    left out, another kind of meeting: standup: 2021-02-01 standup.md
    left out, another kind of meeting: team retro: 2021-02-08.md
    left out, its frontmatter cannot be read; put it right and import again: broken.md
    left out, no day in the name or the text; put it into the name: `2020-12-07.md`: README.md
    left out, no text: binary 2021-03-29.md
    left out, the same text as another of its day: 2021-02-15.md = 2021-02-15 copy.md
    not looked at in `old`: 1 file of other kinds
    --- stderr
    nothing was written (--dry-run)
    ");
    assert_eq!(env.git("rev-parse HEAD"), before);
    assert_snapshot!(env.shows("import alice old"), @"
    exit 0
    --- stderr
    2021-02-15 copy.md:2:1: warning[date-differs]: the text says 2021-02-16, the file's name 2021-02-15; it is taken as the name says
      2 | date: 2021-02-16
        | ^^^^^^^^^^^^^^^^
      help: put the one that is wrong right, and import again
    left out, `2021-02-30` is no day; put the name right and import again: 2021-02-30.md
    left out, a document of 2 meetings; import it by itself: all.md
    left out, another kind of meeting: standup: 2021-02-01 standup.md
    left out, another kind of meeting: team retro: 2021-02-08.md
    left out, its frontmatter cannot be read; put it right and import again: broken.md
    left out, no day in the name or the text; put it into the name: `2020-12-07.md`: README.md
    left out, no text: binary 2021-03-29.md
    left out, the same text as another of its day: 2021-02-15.md = 2021-02-15 copy.md
    not looked at in `old`: 1 file of other kinds
    saved: 9 new meetings; in all 8 held, 1 cancelled; 0 items, and 2 lines that look like items
    ");
    for (entry, expected) in [
        (
            "2020-12-07",
            "---\ndate: 2020-12-07\nimported: \"2020-12-07-one-to-one.md\"\n---\n# 7 Dec 2020\n\n- [ ] Send the plan\n- pay\n",
        ),
        (
            "2021-01-04",
            "---\nmood: 4\ntags: [alice]\nimported: \"2021/01/04.md\"\nengagement: {score: 4, scale: 5}\n---\n# Notes\n\n- a new year\n",
        ),
        (
            "2021-01-11",
            "---\ndate: 2021-01-11\nstatus: cancelled\nreason: ill\nimported: \"2021/01/11.md\"\n---\nCancelled: ill.\n",
        ),
        (
            "2021-01-25",
            "\u{feff}---\r\ndate: 2021-01-25\r\nimported: \"20210125.md\"\r\n---\r\n# Notes\r\n- with CRLF\r\n",
        ),
        (
            "2021-02-15",
            "---\ndate: 2021-02-15 # 2021-02-16 in 2021-02-15 copy.md\ncontext: 1:1\nimported: \"2021-02-15 copy.md\"\n---\n- on which day?\n",
        ),
    ] {
        assert_eq!(env.read(&format!("entries/{entry}.md")), expected);
    }
    env.is_clean();
    assert_snapshot!(env.shows("import alice old"), @"
    exit 0
    --- stderr
    2021-02-15 copy.md:2:1: warning[date-differs]: the text says 2021-02-16, the file's name 2021-02-15; it is taken as the name says
      2 | date: 2021-02-16
        | ^^^^^^^^^^^^^^^^
      help: put the one that is wrong right, and import again
    left out, `2021-02-30` is no day; put the name right and import again: 2021-02-30.md
    left out, a document of 2 meetings; import it by itself: all.md
    left out, another kind of meeting: standup: 2021-02-01 standup.md
    left out, another kind of meeting: team retro: 2021-02-08.md
    left out, its frontmatter cannot be read; put it right and import again: broken.md
    left out, no day in the name or the text; put it into the name: `2020-12-07.md`: README.md
    left out, no text: binary 2021-03-29.md
    left out, the same text as another of its day: 2021-02-15.md = 2021-02-15 copy.md
    not looked at in `old`: 1 file of other kinds
    nothing in it is new: 8 held, 1 cancelled; 0 items, and 2 lines that look like items
    ");
    env.ok("undo alice");
    assert!(!env.path("entries/2020-12-07.md").exists());
}

#[test]
fn what_is_new_is_added() {
    let env = Env::with_alice();
    let root = env.root().join("old");
    fs::create_dir_all(&root).unwrap();
    fs::write(root.join("2021-01-04.md"), "- [ ] Send the plan\n").unwrap();
    env.ok("import alice old");
    let ticked = env.read("entries/2021-01-04.md").replace("- [ ] Send the plan", "- [x] Send the plan");
    env.write("entries/2021-01-04.md", &ticked);
    fs::write(root.join("2021-01-04.md"), "- [ ] Send the plan\n- added later\n").unwrap();
    fs::write(root.join("2021-01-11.md"), "- a new file\n").unwrap();
    assert_snapshot!(env.shows("import alice old"), @"
    exit 0
    --- stderr
    saved what was changed by hand: entries/2021-01-04.md
    saved: 1 new meeting, more in 1 meeting; in all 2 held; 0 items, and 1 line that looks like an item
    ");
    assert_snapshot!(env.read("entries/2021-01-04.md"), @r#"
    ---
    date: 2021-01-04
    imported: "2021-01-04.md"
    ---
    - [x] Send the plan
    - added later
    "#);
    // An entry that somebody wrote here stays.
    env.write("entries/2021-01-18.md", "---\ndate: 2021-01-18\n---\n- our own\n");
    env.ok("save");
    fs::write(root.join("2021-01-18.md"), "- theirs\n").unwrap();
    assert_snapshot!(env.shows("import alice old"), @"
    exit 0
    --- stderr
    warning: `entries/2021-01-18.md` was not imported and stays as it is; 2021-01-18.md of `old` is left out
    nothing in it is new: 3 held; 0 items, and 1 line that looks like an item
    ");
}

#[test]
fn what_has_to_be_asked() {
    let env = Env::with_alice();
    let root = env.root().join("old");
    fs::create_dir_all(&root).unwrap();
    assert_snapshot!(env.shows("import alice old"), @"
    exit 1
    --- stderr
    error: no Markdown and no text file was found in `old`
    ");
    fs::write(root.join("March 3.md"), "- a\n").unwrap();
    assert_snapshot!(env.shows("import alice old"), @"
    exit 2
    --- stderr
    error: `old/March 3.md` has no year in its name, its folders or its text
    hint: say which year such files are of: `--year 2024`
    ");
    fs::remove_file(root.join("March 3.md")).unwrap();
    fs::write(root.join("3-4-2021.md"), "- a\n").unwrap();
    assert_snapshot!(env.shows("import alice old"), @"
    exit 2
    --- stderr
    error: the day of `old/3-4-2021.md` may be read day first or month first
    hint: say which: `--dates day-first` or `--dates month-first`
    ");
    env.ok("import alice old --dates day-first");
    assert!(env.path("entries/2021-04-03.md").exists());
    // Another name tells.
    fs::write(root.join("3-25-2021.md"), "- b\n").unwrap();
    assert_snapshot!(env.shows("import alice old"), @"
    exit 0
    --- stderr
    saved: 1 new meeting; in all 2 held; 0 items
    ");
    assert!(env.path("entries/2021-03-25.md").exists() && !env.path("entries/2021-03-04.md").exists());
}

/// What the folder's own git knows: which meetings were prepared, and when a file without a day was written.
#[test]
fn with_its_history() {
    let env = Env::with_alice();
    let root = env.root().join("old");
    fs::create_dir_all(root.join("alice")).unwrap();
    let git = |line: &str, day: &str| {
        let date = format!("{day}T09:00:00Z");
        let mut command = Command::new("git");
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", env.root());
        command.env("GIT_CONFIG_GLOBAL", env.root().join("gitconfig")).env("GIT_AUTHOR_DATE", &date);
        command.env("GIT_COMMITTER_DATE", &date).arg("-C").arg(&root);
        assert!(command.args(shell_words::split(line).unwrap()).status().unwrap().success(), "{line}");
    };
    git("init -q", "2021-01-01");
    // A program that a repository names is never run.
    git("config core.fsmonitor 'touch ran; false'", "2021-01-01");
    for (day, path, text) in [
        ("2021-01-02", "alice/2021-01-04.md", "- prepared\n"),
        ("2021-01-04", "alice/2021-01-04.md", "- prepared\n- talked\n"),
        ("2021-01-11", "alice/2021-01-11.md", "- written on the day\n"),
        ("2021-01-14", "alice/2021-01-18.md", "# Notes\n"),
        ("2021-01-18", "alice/2021-01-18.md", "# Notes\n- only then\n"),
        ("2021-01-25", "alice/thoughts.md", "- some\n"),
    ] {
        fs::write(root.join(path), text).unwrap();
        git("add -A", day);
        git("commit -q -m x", day);
    }
    let _ = fs::remove_file(root.join("ran"));
    assert_snapshot!(env.shows("import alice old/alice"), @"
    exit 0
    --- stderr
    left out, no day in the name or the text; git has its first words on Mon 25 Jan 2021: thoughts.md
    saved: 3 new meetings; in all 3 held; 0 items
    ");
    assert!(!root.join("ran").exists());
    for (entry, prepared) in [("2021-01-04", Some("2021-01-02")), ("2021-01-11", None), ("2021-01-18", None)] {
        let text = env.read(&format!("entries/{entry}.md"));
        let said = text.lines().find_map(|line| line.strip_prefix("prepared: "));
        assert_eq!(said, prepared, "{text}");
    }
}

/// A document without a day is told, instead of being put into the next entry.
#[test]
fn a_file_without_a_day() {
    let env = Env::with_alice();
    fs::write(env.root().join("plain.md"), "How I keep notes.\n").unwrap();
    assert_snapshot!(env.shows("import alice plain.md"), @"
    exit 1
    --- stderr
    error: `plain.md` has no day, and no heading of an agenda
    hint: meetings begin with a heading such as `## 2024-01-31`, or a day in the file's name in a folder; an answer to `prep --mail` has its headings; what is only a note goes in with `oneonone note PAIR - <FILE`
    ");
    fs::write(env.root().join("2021-01-04 plain.md"), "How I keep notes.\n").unwrap();
    assert_snapshot!(env.shows("import alice '2021-01-04 plain.md'"), @"
    exit 0
    --- stderr
    saved: 1 new meeting; in all 1 held; 0 items
    ");
    fs::write(env.root().join("reply.txt"), "Engagement:\n8\n").unwrap();
    assert_snapshot!(env.shows("import alice reply.txt"), @"
    exit 0
    --- stderr
    saved for Fri 20 Nov 2026: the score (entries/2026-11-20.md)
    ");
}

/// What was before the first of the imported meetings, and between them, counts; that is said.
#[test]
fn meetings_that_are_missing() {
    let env = Env::new();
    env.ok("init 'Alice Chen' --start 2026-09-04");
    let root = env.root().join("old");
    fs::create_dir_all(&root).unwrap();
    fs::write(root.join("2026-09-18.md"), "- a\n").unwrap();
    assert_snapshot!(env.shows("import alice old"), @"
    exit 0
    --- stderr
    saved: 1 new meeting; in all 1 held; 0 items
    hint: 10 expected meetings of 11 have no entry and count as not held; where you met less often or not at all, say so: `oneonone cadence alice-chen` shows what is expected, `oneonone cadence alice-chen month --from DATE` and `oneonone away alice-chen FROM TO` change it
    ");
}

/// What files say of themselves.
#[test]
fn kinds_moods_properties_and_sections() {
    let env = Env::with_alice();
    let root = env.root().join("old");
    fs::create_dir_all(&root).unwrap();
    for (path, text) in [
        ("2026-10-02.md", "---\nkind: meeting\nmood: 3\n---\n- a\n"),
        ("2026-10-05.md", "---\nkind: 1:1\nmood: 4 # good\n---\n- b\n"),
        ("2026-10-09.md", "---\nmood: 6\n---\n- c\n"),
        ("2026-10-12.md", "---\ncontext:\n  - standup\n---\n- d\n"),
        (
            "With Alice 1f0a3c5d7e9b1f0a3c5d7e9b1f0a3c5d.md",
            "# With Alice\n\nDate: October 16, 2026\nStatus: Cancelled\nMood: 2\n",
        ),
        ("Daily 2f0a3c5d7e9b1f0a3c5d7e9b1f0a3c5d.md", "# Daily\n\nDate: October 19, 2026\nType: Standup\n\n- e\n"),
        ("2026-10-23.md", "# Notes\n## 2026-10-23\n- f\n## 2026-10-30\n- g\n"),
        ("2026-10-26-cancelled-contract-talk.md", "- one\n- two\n- three\n"),
    ] {
        fs::write(root.join(path), text).unwrap();
    }
    let run = env.ok("import alice old");
    assert!(run.stderr.contains("saved: 5 new meetings; in all 4 held, 1 cancelled"), "{}", run.text());
    assert!(
        run.stderr.contains("2026-10-09.md:2:1: warning[bad-engagement]: `6` is no score from 1 to 5"),
        "{}",
        run.text()
    );
    for left_out in ["standup", "2026-10-23.md"] {
        assert!(run.stderr.contains(left_out), "{}", run.text());
    }
    assert_eq!(
        env.read("entries/2026-10-02.md"),
        "---\nkind: one-on-one # meeting in 2026-10-02.md\nmood: 3\nimported: \"2026-10-02.md\"\nengagement: {score: 3, scale: 5}\n---\n- a\n"
    );
    assert!(env.read("entries/2026-10-05.md").contains("engagement: {score: 4, scale: 5}\n"));
    assert!(env.read("entries/2026-10-16.md").contains("status: cancelled\n"));
    assert!(!env.read("entries/2026-10-26.md").contains("status"));
    // A day that may be read in two ways is asked for, and not taken from when the page was made.
    fs::write(root.join("page.md"), "# Page\n\nCreated: October 1, 2026 9:00 AM\nDate: 10/03/2026\n\n- x\n").unwrap();
    let run = env.run("import alice old");
    assert!(run.code == 2 && run.stderr.contains("page.md"), "{}", run.text());
}
