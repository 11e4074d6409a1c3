//! What an editor took out by saving an old text over a newer one comes back, and is named; what was meant to go does not.

use insta::assert_snapshot;

use crate::env::Env;

const ENTRY: &str = "entries/2026-11-20.md";

/// The entry as it was before the note, and the pair with the note in it.
fn noted(note: &str) -> (Env, String) {
    let env = Env::with_alice();
    env.ok("new");
    env.ok("note 'the first one'");
    let old = env.read(ENTRY);
    env.ok(&format!("note '{note}'"));
    (env, old)
}

#[test]
fn an_old_text_saved_over_a_note() {
    let (env, old) = noted("the CEO asked about prices");
    env.write(ENTRY, &old.replace("## Blockers\n", "## Blockers\n- typed meanwhile\n"));
    assert_snapshot!(env.shows("save"), @"
    exit 0
    --- stderr
    saved what was changed by hand: entries/2026-11-20.md
    warning: `entries/2026-11-20.md` was saved from an older text, over what had come since; that is back (take it out again if it should go):
      - the CEO asked about prices
    ");
    let now = env.read(ENTRY);
    assert!(now.contains("- typed meanwhile\n") && now.contains("- the CEO asked about prices\n"), "{now}");
    assert_snapshot!(env.log(), @"
    oneonone mend: entries/2026-11-20.md
    oneonone save: entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone new: entries/2026-11-20.md
    oneonone init: oneonone.yaml
    ");
    env.is_clean();
    // Taken out once more, it was meant to go.
    env.write(ENTRY, &now.replace("- the CEO asked about prices\n", ""));
    assert_snapshot!(env.shows("save"), @"
    exit 0
    --- stderr
    saved what was changed by hand: entries/2026-11-20.md
    ");
    assert!(!env.read(ENTRY).contains("prices"));
}

#[test]
fn a_note_that_is_rewritten_by_hand() {
    let (env, old) = noted("the CEO asked abuot prices");
    for (was, is) in [("asked abuot prices", "asked about prices"), ("asked about prices", "asked about prices again")]
    {
        let now = env.read(ENTRY);
        assert!(now.contains(was) && now != old);
        env.write(ENTRY, &now.replace(was, is));
        assert_eq!(env.shows("save"), format!("exit 0\n--- stderr\nsaved what was changed by hand: {ENTRY}"));
        assert!(env.read(ENTRY).contains(is) && !env.read(ENTRY).contains(&format!("{was}\n")));
    }
}

#[test]
fn markers_of_a_merge_are_read_back() {
    let (env, old) = noted("the CEO asked about prices");
    let marked = old.replace(
        "- the first one\n",
        "<<<<<<< HEAD\n- the first one\n- mine\n=======\n- the first one\n- theirs\n>>>>>>> other\n",
    );
    env.write(ENTRY, &marked);
    assert_snapshot!(env.shows("save"), @"
    exit 0
    --- stderr
    saved what was changed by hand: entries/2026-11-20.md
    warning: `entries/2026-11-20.md` held the markers of a merge; both texts are in it now, without them
    warning: `entries/2026-11-20.md` was saved from an older text, over what had come since; that is back (take it out again if it should go):
      - the CEO asked about prices
    ");
    let now = env.read(ENTRY);
    for line in ["- mine\n", "- theirs\n", "- the CEO asked about prices\n"] {
        assert_eq!(now.matches(line).count(), 1, "{line}{now}");
    }
    assert!(!now.contains("<<<") && !now.contains("===") && !now.contains(">>>"), "{now}");
}
