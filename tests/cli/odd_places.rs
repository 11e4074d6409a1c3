//! Homes, folders and repositories that are not as `init` makes them.

use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn inside_a_pairs_folder() {
    let mut env = Env::with_alice();
    env.all_ok(&["init 'Tom Becker' --start 2026-11-20", "new alice"]);
    let here = env.path("");
    let (status, path) = (env.within(&here).shows("status"), env.ok("new --print-path").stdout);
    assert_snapshot!(status, @r"
    exit 0
    --- stdout
    Fri 20 Nov 2026
      Alice Chen  Fri 20 Nov 2026, today          not prepared  0 open
    ");
    for folder in ["entries", ".git"] {
        let folder = env.path(folder);
        env.within(&folder);
        assert_eq!((env.shows("status"), env.ok("new --print-path").stdout), (status.clone(), path.clone()));
    }
    env.ok("note -a 'for her'");
    assert_snapshot!(env.shows("action done 'for her'"), @r#"
    exit 0
    --- stderr
    saved: "for her" is done (entries/2026-11-20.md)
    "#);
    assert_snapshot!(env.shows("due"), @r"
    exit 0
    --- stdout
    Fri 20 Nov 2026 14:00  Alice Chen  prepared
    ");
}

#[test]
fn inside_a_pairs_folder_that_is_in_no_home() {
    let mut env = Env::with_alice();
    let folder = env.root().join("elsewhere");
    std::fs::rename(env.pair("alice-chen"), &folder).unwrap();
    std::fs::remove_dir(env.home()).unwrap();
    env.within(&folder);
    for line in [
        "status",
        "note -a 'for her'",
        "action list",
        "action done 'for her'",
        "report alice",
        "check",
        "save",
        "show",
        "prep",
    ] {
        let run = env.run(line);
        assert_eq!(run.code, 0, "{line}: {}", run.text());
    }
}

#[cfg(unix)]
#[test]
fn a_home_behind_a_link() {
    let mut env = Env::with_alice();
    let link = env.root().join("link");
    std::os::unix::fs::symlink(env.home(), &link).unwrap();
    env.set("ONEONONE_HOME", &link.to_string_lossy());
    env.all_ok(&["note x", "status", "report", "check", "init 'Tom Becker'"]);
    assert_snapshot!(env.shows("note alice y --print-path"), @"
    exit 0
    --- stdout
    [dir]/link/alice-chen/entries/2026-11-20.md
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - y
    ");
    env.within(&link.join("alice-chen"));
    assert_snapshot!(env.shows("new --print-path"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-20.md
    ");
}

#[test]
fn no_repository() {
    let env = Env::with_alice();
    env.ok("note x");
    std::fs::remove_dir_all(env.path(".git")).unwrap();
    for line in ["report", "status", "show", "check", "action list"] {
        env.ok(line);
    }
    let before = env.tree();
    assert_snapshot!(env.shows("note y"), @r"
    exit 1
    --- stderr
    error: `[dir]/oneonones/alice-chen` is not a git repository
    hint: it can be read but not written; `git init [dir]/oneonones/alice-chen` makes it one
    ");
    for line in ["prep", "close -e 8", "save", "undo", "action add x", "new", "end", "edit"] {
        assert_eq!(env.run(line).code, 1, "{line}: {}", env.run(line).text());
    }
    assert!(env.tree() == before, "nothing is written");
}

#[test]
fn in_the_middle_of_a_merge() {
    let env = Env::with_alice();
    env.all_ok(&["note x"]);
    env.git("switch -q -c other HEAD~1");
    env.write("goals.md", "theirs\n");
    env.git("commit -qam theirs");
    env.git("switch -q main");
    env.write("goals.md", "ours\n");
    env.git("commit -qam ours");
    let mut merge = std::process::Command::new("git");
    let merge = merge.env_remove("GIT_DIR").env("GIT_CONFIG_GLOBAL", env.root().join("gitconfig"));
    let merge = merge.arg("-C").arg(env.pair("alice-chen")).args(["merge", "-q", "other"]).output().unwrap();
    assert!(!merge.status.success());
    assert_eq!(env.run("status").code, 0);
    assert_eq!(env.run("report").code, 0);
    let before = env.tree();
    assert_snapshot!(env.shows("note y"), @r"
    exit 1
    --- stderr
    error: cannot write in `[dir]/oneonones/alice-chen/`: a merge is not finished; finish or abort it with `git` (see `git status`)
    ");
    assert!(env.tree() == before, "nothing is written");
}

#[test]
fn no_entries_folder() {
    let env = Env::with_alice();
    std::fs::remove_dir(env.path("entries")).unwrap();
    for line in ["status", "report", "check"] {
        env.ok(line);
    }
    assert_snapshot!(env.shows("note x"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - x
    ");
    env.is_clean();
}

#[test]
fn no_cadence() {
    let env = Env::with_alice();
    let text = env.read("oneonone.yaml");
    env.write("oneonone.yaml", &text[..text.find("cadence:").unwrap()]);
    assert_snapshot!(env.shows("status"), @r"
    exit 0
    --- stdout
    Fri 20 Nov 2026
      Alice Chen  no meeting to come                        0 open

    changed by hand in alice-chen: oneonone.yaml; `oneonone save` commits it
    ");
    assert_snapshot!(env.shows("note x"), @r"
    exit 1
    --- stderr
    saved what was changed by hand: oneonone.yaml
    error: no meeting is to come: alice-chen has no cadence
    hint: set one with `oneonone cadence alice-chen week --from DATE`
    hint: `oneonone new alice-chen --date DATE` makes an entry for one day
    ");
    assert_snapshot!(env.shows("new --date today"), @r"
    exit 0
    --- stdout
    entries/2026-11-20.md: Fri 20 Nov 2026 (today)
    --- stderr
    today: Fri 20 Nov 2026 (today)
    ");
    assert_snapshot!(env.shows("note x"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - x
    ");
    assert_snapshot!(env.shows("cadence week --from friday"), @r"
    exit 0
    --- stderr
    friday: Fri 27 Nov 2026 (in 7 days)
    saved: every week, first on Fri 27 Nov 2026 (in 7 days)
    ");
    assert_snapshot!(env.read("oneonone.yaml"), @r#"
    schema: 1
    kind: one-on-one
    direct_report: {name: Alice Chen, handle: alice, email: ["alice@example.com"]}
    manager: {name: Bob Diaz, handle: bob, email: ["bob@example.com"]}
    template: six-part
    cadence:
      - {from: 2026-11-27, every: week}
    "#);
}

#[test]
fn an_unreadable_pair_file() {
    let env = Env::with_alice();
    env.write("oneonone.yaml", "schema: 1\ndirect_report: {name: Alice\n");
    assert_snapshot!(env.shows("status"), @r"
    exit 0
    --- stdout
    Fri 20 Nov 2026
      alice-chen  no meeting to come                        0 open

    changed by hand in alice-chen: oneonone.yaml; `oneonone save` commits it
    --- stderr
    warning: 1 problem in the files; `oneonone check` shows what and where
    ");
    assert_snapshot!(env.shows("note x"), @r"
    exit 1
    --- stderr
    saved what was changed by hand: oneonone.yaml
    error: no meeting is to come: `oneonone.yaml` cannot be read
    hint: `oneonone check` shows where; put it right first
    ");
    assert_snapshot!(env.shows("away 2026-12-21 2027-01-01"), @r"
    exit 1
    --- stderr
    error: `oneonone.yaml` cannot be read; put it right first (`oneonone check` shows where)
    caused by: the frontmatter cannot be read; put it right first (`oneonone check` shows where)
    ");
}

#[test]
fn a_home_that_is_a_file() {
    let mut env = Env::new();
    std::fs::write(env.root().join("file"), "").unwrap();
    let file = env.root().join("file").to_string_lossy().into_owned();
    env.set("ONEONONE_HOME", &file);
    assert_snapshot!(env.shows("status"), @r"
    exit 1
    --- stderr
    error: cannot list `[dir]/file`
    caused by: Not a directory (os error 20)
    ");
    assert_snapshot!(env.shows("init 'Alice Chen'"), @r"
    exit 1
    --- stderr
    error: cannot list `[dir]/file`
    caused by: Not a directory (os error 20)
    ");
}

/// A home that is named wins over the folder that we are in.
#[test]
fn a_named_home_is_the_one_that_is_meant() {
    let mut env = Env::with_alice();
    env.ok("--home other init 'Carl Xu'");
    let (here, other) = (env.path(""), env.root().join("other"));
    let run = env.within(&here).ok(&format!("--home {} note 'for Carl'", other.display()));
    assert!(run.stderr.contains("saved for Carl Xu"), "{}", run.text());
    assert!(env.ok("note 'for her'").stderr.contains("saved for Alice Chen"));
    let home = env.home();
    assert!(env.ok(&format!("--home {} note 'for her'", home.display())).stderr.contains("saved for Alice Chen"));
}
