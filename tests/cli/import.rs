//! A document of many meetings, from end to end.

use std::fmt::Write as _;

use insta::assert_snapshot;

use crate::env::Env;
use crate::questions::asked;

const NOTES: &str = "# Alice and Bob\n\nA link.\n\n## Nov 13, 2026\n\n### Action items\n- [ ] @alice Write it down\n- a plain one\n\n## Nov 6 - CANCELLED\n\nCancelled due to a holiday.\n\n## Octobre 30, 2026\nLost?\n\n## Oct 23, 2026\nWe talked.\n\n### Next meeting Oct 30th 2026\n";

fn with_notes(text: &str) -> Env {
    let env = Env::with_alice();
    std::fs::write(env.root().join("notes.md"), text).unwrap();
    env
}

#[test]
fn a_document_is_shown_and_taken_in() {
    let env = with_notes(NOTES);
    let before = env.tree();
    let shown = env.ok("import alice notes.md --dry-run");
    assert!(env.tree() == before);
    for part in [
        "notes.md: 3 meetings from Fri 23 Oct 2026 to Fri 13 Nov 2026, newest first",
        "2026-11-13 Fri   7 days      held             1      1  lines 5-10\n",
        "2026-11-06 Fri   14 days     cancelled        0      0  lines 11-14\n",
        "2026-10-23 Fri   -           held             0      0  lines 18-21\n",
        "2 held, 1 cancelled; 1 item, and 1 line that looks like an item\n",
        "notes.md:15:4: warning[bad-date]: `Octobre 30, 2026` is no date",
        "notes.md:21:5: warning[date-in-text]",
    ] {
        assert!(shown.stdout.contains(part), "{part}\n{}", shown.text());
    }
    let run = env.ok("import alice notes.md");
    assert!(run.stderr.contains("saved: 3 new meetings; in all 2 held, 1 cancelled"), "{}", run.text());
    assert!(run.stderr.contains("notes.md:15:4"), "{}", run.text());
    assert_eq!(env.log().lines().next(), Some("oneonone import: 3 entries, 2026-10-23 to 2026-11-13"));
    assert_eq!(
        env.read("entries/2026-11-06.md"),
        "---\ndate: 2026-11-06\nstatus: cancelled\nreason: a holiday\nimported: notes.md\n---\n## Nov 6 - CANCELLED\n\nCancelled due to a holiday.\n\n"
    );
    assert_eq!(env.read("imported/notes.md"), "# Alice and Bob\n\nA link.\n\n## Octobre 30, 2026\nLost?\n\n");
    env.is_clean();
    // Once more, and nothing happens.
    let log = env.log();
    assert!(env.ok("import alice notes.md").stderr.contains("nothing in it is new"));
    assert_eq!(env.log(), log);
    env.ok("undo alice");
    assert!(!env.path("entries/2026-11-13.md").exists() && !env.path("imported/notes.md").exists());
    env.is_clean();
}

#[test]
fn a_longer_version_adds_what_is_new_and_keeps_what_was_done() {
    let env = with_notes(NOTES);
    env.ok("import alice notes.md");
    env.ok("action done 'write it down'");
    let longer = NOTES
        .replace("- a plain one\n", "- a plain one\n- and a late one\n")
        .replace("## Octobre 30", "## October 30")
        .replace("## Nov 13", "## Nov 20, 2026\nNew.\n\n## Nov 13");
    std::fs::write(env.root().join("notes (1).md"), longer).unwrap();
    let run = env.ok("import alice 'notes (1).md'");
    assert!(run.stderr.contains("saved: 2 new meetings, more in 1 meeting"), "{}", run.text());
    let entry = env.read("entries/2026-11-13.md");
    assert!(entry.contains("- [x] @alice Write it down") && entry.contains("- and a late one"), "{entry}");
    assert!(env.path("entries/2026-10-30.md").exists());
    assert!(env.ok("import alice 'notes (1).md'").stderr.contains("nothing in it is new"));
    env.is_clean();
}

/// What people did to an entry stands against the document that it came from.
#[test]
fn what_was_done_by_hand_stands_against_a_longer_version() {
    let env = with_notes("## 2026-11-06\n- No meeting in two weeks\n\n## 2026-11-13\n- a\n- secret about pay\n- b\n");
    env.ok("import alice notes.md");
    let path = "entries/2026-11-13.md";
    std::fs::write(env.path(path), env.read(path).replace("- secret about pay\n", "")).unwrap();
    env.ok("close alice --date 2026-11-13 --engagement 7 --minutes 45 --no-input");
    let other = "entries/2026-11-06.md";
    std::fs::write(
        env.path(other),
        "---\ndate: 2026-11-06\nstatus: held\nimported: notes.md\n---\n## 2026-11-06\n- No meeting in two weeks\n",
    )
    .unwrap();
    env.ok("save alice");
    std::fs::write(
        env.root().join("notes.md"),
        "## 2026-11-06\n- No meeting in two weeks\n- hiring\n\n## 2026-11-13\n- a\n- secret about pay\n- b\n- c\n",
    )
    .unwrap();
    let run = env.ok("import alice notes.md");
    assert!(run.stderr.contains("saved: more in 2 meetings"), "{}", run.text());
    let entry = env.read(path);
    for kept in ["status: held\n", "engagement: 7\n", "minutes: 45\n", "- b\n- c\n"] {
        assert!(entry.contains(kept), "{kept}{entry}");
    }
    assert!(!entry.contains("secret"), "{entry}");
    let entry = env.read(other);
    assert!(
        entry.contains("status: held\n") && !entry.contains("cancelled") && entry.contains("- hiring\n"),
        "{entry}"
    );
    assert!(env.ok("import alice notes.md").stderr.contains("nothing in it is new"));
    // What the document no longer has stays, too.
    std::fs::write(env.root().join("notes.md"), "## 2026-11-13\n- something else\n").unwrap();
    env.ok("import alice notes.md");
    assert!(env.read(path).contains("- a\n- b\n- c\n"), "{}", env.read(path));
    env.is_clean();
}

#[test]
fn a_date_that_was_put_right_moves_its_meeting() {
    let env = with_notes("## 2026-11-13\n- pay\n\n## 2012-11-06\n- old\n- [ ] @bob x y\n\n## 2026-10-30\n- older\n");
    env.ok("import alice notes.md");
    std::fs::write(
        env.root().join("notes.md"),
        "## 2026-11-13\n- pay\n\n## 2026-11-06\n- old\n- [ ] @bob x y\n\n## 2026-10-30\n- older\n",
    )
    .unwrap();
    let run = env.ok("import alice notes.md");
    assert!(run.stderr.contains("saved: 1 meeting under another date"), "{}", run.text());
    assert!(!env.path("entries/2012-11-06.md").exists());
    assert_eq!(
        env.read("entries/2026-11-06.md"),
        "---\ndate: 2026-11-06\nimported: notes.md\n---\n## 2026-11-06\n- old\n- [ ] @bob x y\n\n"
    );
    env.is_clean();
    env.ok("undo");
    assert!(env.path("entries/2012-11-06.md").exists() && !env.path("entries/2026-11-06.md").exists());
    // One that is not in the document now, and is not found in it elsewhere, is told.
    std::fs::write(
        env.root().join("notes.md"),
        "## 2026-11-13\n- pay\n\n## 2026-11-05\n- in other words\n\n## 2012-11-05\n- x\n",
    )
    .unwrap();
    let run = env.ok("import alice notes.md");
    assert!(run.stderr.contains("warning: `entries/2012-11-06.md` and 1 more came from"), "{}", run.text());
}

/// A meeting that moved keeps what was done to it; a text that many meetings have moves none; what was undone comes again.
#[test]
fn more_rounds() {
    let write = |env: &Env, text: &str| std::fs::write(env.root().join("notes.md"), text).unwrap();
    let first = "## 2026-11-13\n- pay and growth talked over\n\n## 2026-11-06\nCancelled\n";
    let env = with_notes(first);
    env.ok("import alice notes.md");
    let entry = env.read("entries/2026-11-13.md").replace("imported", "status: missed\nreason: ill\nimported");
    std::fs::write(env.path("entries/2026-11-13.md"), entry).unwrap();
    env.ok("save alice");
    let moved = first.replace("2026-11-13", "2026-11-12");
    write(&env, &moved);
    env.ok("import alice notes.md");
    assert!(env.read("entries/2026-11-12.md").contains("status: missed\nreason: ill\n"));
    assert!(env.ok("import alice notes.md").stderr.contains("nothing in it is new"));
    assert!(env.read("entries/2026-11-12.md").contains("status: missed\nreason: ill\n"));
    // The old part was cut off, and one more was cancelled.
    write(&env, "## 2026-11-19\nCancelled\n\n## 2026-11-12\n- pay and growth talked over\n");
    env.ok("import alice notes.md");
    assert!(env.path("entries/2026-11-06.md").exists() && env.path("entries/2026-11-19.md").exists());
    // Undone is not taken out by hand.
    write(&env, "## 2026-11-12\n- pay and growth talked over\n- more\n");
    env.ok("import alice notes.md");
    env.ok("undo alice");
    assert!(!env.read("entries/2026-11-12.md").contains("- more"));
    env.ok("import alice notes.md");
    assert!(env.read("entries/2026-11-12.md").contains("- more"));
    env.is_clean();
}

/// Under another name, and after ids came into its entries, a document is still the same meetings.
#[test]
fn another_name_after_prep() {
    let text = "## 2026-11-13\n### Action items\n- [ ] @alice Write it down\n- [ ] @bob Ask\n";
    let env = with_notes(text);
    env.all_ok(&["import alice notes.md", "prep alice", "action done 'Write it'"]);
    std::fs::write(env.root().join("history.md"), text).unwrap();
    let run = env.ok("import alice history.md");
    assert!(run.stderr.contains("nothing in it is new: 1 held"), "{}", run.text());
    assert!(!env.path("entries/2026-11-13-2.md").exists());
}

#[test]
fn what_only_the_user_knows_is_asked() {
    let env = with_notes("## March 9\nWe talked.\n## March 2\nAnd again.\n");
    let run = env.run("import alice notes.md");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("notes.md:1: `March 9` has no year") && run.stderr.contains("--year"),
        "{}",
        run.text()
    );
    env.ok("import alice notes.md --year 2025");
    assert!(env.path("entries/2025-03-09.md").exists() && env.path("entries/2025-03-02.md").exists());
    std::fs::write(env.root().join("other.md"), "**3/4/2024**\na\n").unwrap();
    assert_eq!(env.run("import alice other.md").code, 2);
    env.ok("import alice other.md --dates day-first");
    assert!(env.path("entries/2024-04-03.md").exists());
    std::fs::write(env.root().join("none.md"), "no date\n").unwrap();
    let run = env.run("import alice none.md --year 2024");
    assert!(run.code == 1 && run.stderr.contains("no heading with a date"), "{}", run.text());
}

#[test]
fn an_entry_that_somebody_wrote_stays() {
    let env = with_notes("## 2026-11-13\nFrom the document.\n");
    env.write("entries/2026-11-13.md", "Ours.\n");
    let run = env.ok("import alice notes.md");
    assert!(
        run.stderr.contains("`entries/2026-11-13.md` was not imported and stays as it is; lines 1-2"),
        "{}",
        run.text()
    );
    assert_eq!(env.read("entries/2026-11-13.md"), "Ours.\n");
}

#[test]
fn after_two_years_of_boxes_that_nobody_ticked_the_next_agenda_is_one_screen() {
    let mut text = String::new();
    let mut day: chrono::NaiveDate = "2024-11-22".parse().unwrap();
    for week in 0..104 {
        let _ = write!(text, "## {day}\n### Attendees\n- [x] @alice here\n- [x] @bob here\n\n### Action items\n");
        for item in 0..4 {
            let _ = writeln!(text, "- [ ] thing {item} of week {week}");
        }
        text.push('\n');
        day = day.checked_add_days(chrono::Days::new(7)).unwrap();
    }
    let env = with_notes(&text);
    let run = env.ok("import alice notes.md");
    assert!(run.stderr.contains("104 held; 416 items"), "{}", run.text());
    let prep = env.ok("prep alice");
    let carried = prep.stdout.matches("of week").count();
    assert_eq!(carried, 8, "those of the two newest\n{}", prep.stdout);
    assert!(prep.stdout.lines().count() <= 24, "{}", prep.stdout);
}

/// Lines that look like action items are offered, and nothing is made of them unasked.
#[test]
fn action_items_are_offered() {
    let env = Env::with_alice();
    let text = "## 2026-11-13\n\nAI: Bob to send the plan\n- Alice will ask the vendor\n- Carla to order chairs\n\n### Action items\n\
                - Carla: order chairs\n- Bob: book the room\n\n## 2026-11-06\n\n- TODO: old boxes\n\n## 2026-10-30\n\n- AI: Bob to be forgotten\n";
    std::fs::write(env.root().join("notes.md"), text).unwrap();
    assert_snapshot!(env.shows("import alice notes.md --dry-run"), @"
    exit 0
    --- stdout
    notes.md: 3 meetings from Fri 30 Oct 2026 to Fri 13 Nov 2026, newest first

      date             after       what         items  alike  in the document
      2026-11-13 Fri   7 days      held             0      2  lines 1-10
      2026-11-06 Fri   7 days      held             0      0  lines 11-14
      2026-10-30 Fri   -           held             0      0  lines 15-17

    3 held; 0 items, and 2 lines that look like items
    4 lines look like action items of you two, and would be offered:
      2026-11-06  old boxes
      2026-11-13  @bob send the plan
      2026-11-13  @alice ask the vendor
      2026-11-13  @bob book the room
    --- stderr
    1 line looks like an action item of somebody else (Carla), and stays text
    1 line looks like an action item in older meetings, of which nothing comes up again
    nothing was written (--dry-run)
    ");
    assert_snapshot!(env.shows("import alice notes.md"), @"
    exit 0
    --- stderr
    saved: 3 new meetings; in all 3 held; 0 items, and 2 lines that look like items
    1 line looks like an action item of somebody else (Carla), and stays text
    1 line looks like an action item in older meetings, of which nothing comes up again
    hint: 4 lines look like action items of you two; `oneonone import` with `--yes` takes what looks so, on a terminal you are asked
    ");
    assert_eq!(env.ok("action list alice --all").stdout, "");
    // On a terminal one by one.
    assert_snapshot!(asked(&env, "2026-11-20", "import alice notes.md", &["n", "y", "q"]), @"
    exit 0
    --- stdout
    --- stderr
    nothing in it is new: 3 held; 0 items, and 2 lines that look like items
    1 line looks like an action item of somebody else (Carla), and stays text
    1 line looks like an action item in older meetings, of which nothing comes up again
    4 lines look like action items of you two:
    entries/2026-11-06.md:7  old boxes: take, leave, all of them, none more? [y/N/a/q] entries/2026-11-13.md:7  @bob send the plan: take, leave, all of them, none more? [y/N/a/q] entries/2026-11-13.md:8  @alice ask the vendor: take, leave, all of them, none more? [y/N/a/q] saved: 1 action item; `oneonone prep alice-chen` brings them up
    ");
    // What was taken is not offered again.
    assert_snapshot!(env.shows("import alice notes.md --yes"), @"
    exit 0
    --- stderr
    nothing in it is new: 3 held; 0 items, and 2 lines that look like items
    1 line looks like an action item of somebody else (Carla), and stays text
    1 line looks like an action item in older meetings, of which nothing comes up again
    saved: 3 action items; `oneonone prep alice-chen` brings them up
    ");
    assert_snapshot!(env.shows("import alice notes.md --yes"), @"
    exit 0
    --- stderr
    nothing in it is new: 3 held; 0 items, and 2 lines that look like items
    1 line looks like an action item of somebody else (Carla), and stays text
    1 line looks like an action item in older meetings, of which nothing comes up again
    ");
    assert_snapshot!(env.ok("action list alice --all").stdout, @"
    @alice old boxes  ^tldp73
    @bob send the plan  ^ebq49p
    @alice ask the vendor  ^48g6h1
    @bob book the room  ^n6jzsp
    ");
    assert!(env.read("entries/2026-11-13.md").contains("AI: Bob to send the plan\n"), "the text stays");
    env.ok("undo alice");
    env.is_clean();
}
