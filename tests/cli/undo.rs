use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn a_note() {
    let env = Env::with_alice();
    env.ok("note first");
    let before = env.read("entries/2026-11-20.md");
    env.ok("note second");
    assert_snapshot!(env.shows("undo"), @r"
    exit 0
    --- stderr
    saved: undid `note entries/2026-11-20.md`
    ");
    assert_eq!(env.read("entries/2026-11-20.md"), before);
    assert_snapshot!(env.shows("undo alice"), @r"
    exit 0
    --- stderr
    saved: undid `note entries/2026-11-20.md`
    ");
    assert!(!env.path("entries/2026-11-20.md").exists());
    assert_snapshot!(env.shows("undo"), @r"
    exit 1
    --- stderr
    error: there is no write of yours to undo
    hint: `git log` in the pair's folder shows all of them
    ");
    env.is_clean();
}

#[test]
fn what_came_later_stays() {
    let env = Env::with_alice();
    env.all_ok(&["note -s topics mine", "new"]);
    let text = env.read("entries/2026-11-20.md").replace("## Blockers\n", "## Blockers\n- by hand\n");
    env.write("entries/2026-11-20.md", &text);
    assert_snapshot!(env.shows("undo"), @r"
    exit 0
    --- stderr
    saved: undid `note entries/2026-11-20.md`
    ");
    assert_eq!(env.run("undo").code, 1, "what was typed by hand is never taken back");
    assert!(env.read("entries/2026-11-20.md").contains("- by hand\n"), "what was typed is there");
    assert!(!env.read("entries/2026-11-20.md").contains("- mine\n"));
}

#[test]
fn never_the_other_persons() {
    let mut env = Env::with_alice();
    env.ok("note mine");
    env.set("GIT_AUTHOR_NAME", "Alice Chen").set("GIT_AUTHOR_EMAIL", "alice@example.com");
    env.ok("note hers");
    env.set("GIT_AUTHOR_NAME", "Bob Diaz").set("GIT_AUTHOR_EMAIL", "bob@example.com");
    assert_snapshot!(env.shows("undo"), @r"
    exit 0
    --- stderr
    saved: undid `note entries/2026-11-20.md`
    ");
    let entry = env.read("entries/2026-11-20.md");
    assert!(entry.contains("- hers\n") && !entry.contains("- mine\n"), "{entry}");
    assert_snapshot!(env.log(), @r"
    oneonone undo: [id] note entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone init: oneonone.yaml
    ");
}

#[test]
fn words_that_were_changed_since() {
    let env = Env::with_alice();
    env.all_ok(&["note first", "note second"]);
    env.write("entries/2026-11-20.md", &env.read("entries/2026-11-20.md").replace("- second", "- second, and more"));
    assert_snapshot!(env.shows("undo"), @r"
    exit 1
    --- stderr
    error: `entries/2026-11-20.md` was changed on the same lines since: `- second, and more`
    hint: nothing was undone; `oneonone edit` changes the entry by hand
    ");
    assert!(env.read("entries/2026-11-20.md").contains("- second, and more\n"));
}

#[test]
fn a_close() {
    let env = Env::with_alice();
    env.ok("note -a 'Email the CEO'");
    let before = env.read("entries/2026-11-20.md");
    env.ok("close -e 8 -m 30 --no-summary");
    env.ok("undo");
    assert_eq!(env.read("entries/2026-11-20.md"), before);
}
