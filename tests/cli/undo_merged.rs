//! `undo` after a merge: one's own last write is taken back, and nothing of the other's.

use insta::assert_snapshot;

use crate::sharing::Two;

const ENTRY: &str = "entries/2026-11-20.md";

/// Both wrote apart from each other, and met.
fn met() -> Two {
    let two = Two::joined();
    two.bob.all_ok(&["new alice", "note alice 'before'", "sync"]);
    two.alice.ok("sync");
    two.bob.ok("note alice 'by Bob'");
    two.alice.ok("note 'by Alice'");
    settle(&two);
    two
}

fn settle(two: &Two) {
    for env in [&two.bob, &two.alice, &two.bob, &two.alice] {
        env.ok("sync");
    }
    assert_eq!(two.bob.read(ENTRY), theirs(two), "both have the same");
}

fn theirs(two: &Two) -> String {
    std::fs::read_to_string(two.alices().join(ENTRY)).unwrap()
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("- ")).collect()
}

#[test]
fn each_takes_back_their_own() {
    let two = met();
    assert_eq!(lines(&two.bob.read(ENTRY)), ["- before", "- by Alice", "- by Bob"]);
    assert_snapshot!(two.bob.shows("undo alice"), @"
    exit 0
    --- stderr
    saved: undid `note entries/2026-11-20.md`
    ");
    assert_eq!(lines(&two.bob.read(ENTRY)), ["- before", "- by Alice"]);
    assert_snapshot!(two.alice.shows("undo"), @"
    exit 0
    --- stderr
    saved: undid `note entries/2026-11-20.md`
    ");
    settle(&two);
    assert_eq!(lines(&two.bob.read(ENTRY)), ["- before"]);
    // The next one is the one before; hers is none of it.
    two.bob.ok("undo alice");
    settle(&two);
    assert_eq!(lines(&theirs(&two)), [""; 0]);
    assert_eq!(two.alice.run("undo").code, 1, "nothing of hers is left");
    two.bob.is_clean();
}

/// What somebody else has changed since is not taken back with the line.
#[test]
fn what_the_other_changed_since_stays() {
    let two = Two::joined();
    two.bob.all_ok(&["new alice", "note alice -a 'Send the plan'", "sync"]);
    two.alice.ok("sync");
    let path = two.alices().join(ENTRY);
    std::fs::write(&path, theirs(&two).replace("Send the plan", "Send the whole plan")).unwrap();
    two.alice.all_ok(&["save", "sync"]);
    two.bob.ok("sync");
    assert_snapshot!(two.bob.shows("undo alice"), @"
    exit 1
    --- stderr
    error: `entries/2026-11-20.md` was changed on the same lines since: `- [ ] Send the whole plan`
    hint: nothing was undone; `oneonone edit` changes the entry by hand
    ");
    assert!(two.bob.read(ENTRY).contains("Send the whole plan"));
    two.bob.is_clean();
}

/// A line of one's own that a merge put beside other words goes; the other's stands.
#[test]
fn two_texts_of_one_line() {
    let two = Two::joined();
    two.bob.all_ok(&["new alice", "note alice -a 'Send the plan'", "sync"]);
    two.alice.ok("sync");
    let edit = |env: &crate::env::Env, path: &std::path::Path, to: &str| {
        let text = std::fs::read_to_string(path).unwrap();
        std::fs::write(path, text.replace("Send the plan", to)).unwrap();
        env.ok("save");
    };
    edit(&two.bob, &two.bob.path(ENTRY), "Send the whole plan");
    edit(&two.alice, &two.alices().join(ENTRY), "Send the short plan");
    settle(&two);
    let text = two.bob.read(ENTRY);
    assert!(text.contains("- [ ] Send the short plan\n  also: Send the whole plan\n"), "{text}");
    // What was typed by hand is never taken back; the last write of a verb is the note.
    assert_snapshot!(two.bob.shows("undo alice"), @"
    exit 1
    --- stderr
    error: `entries/2026-11-20.md` was changed on the same lines since: `- [ ] Send the short plan`, `also: Send the whole plan`
    hint: nothing was undone; `oneonone edit` changes the entry by hand
    ");
    assert!(two.bob.read(ENTRY).contains("Send the short plan"));
    two.bob.is_clean();
}
