//! Commit messages name verb, entry and ids, and never hold a word of a note.

use crate::env::Env;

#[test]
fn no_word_of_a_note() {
    let mut env = Env::with_alice();
    env.set("EDITOR", "sh -c 'echo \"- zebra\" >> \"$1\"' sh");
    env.all_ok(&[
        "note 'zebra one'",
        "note -a 'zebra two' --due friday",
        "note --topic 'zebra three'",
        "action add 'zebra four'",
        "edit",
        "action done 'zebra two'",
        "action drop 'zebra three'",
        "action reopen 'zebra three'",
        "close -e 8 --next 'zebra five'",
    ]);
    env.on("2026-11-26");
    env.all_ok(&["prep", "reschedule --to 2026-12-01 --reason zebra", "cancel --reason zebra", "undo"]);
    env.write("backlog.md", "- [ ] zebra\n");
    env.all_ok(&[
        "save",
        "away 2026-12-21 2027-01-01 --why zebra",
        "pair set --role zebra",
        "cadence month --from 2027-01-08",
    ]);
    env.on("2026-12-02");
    env.all_ok(&["cancel --missed --date 2026-12-01", "end 2027-03-31"]);
    let log = env.git("log --format=%B");
    assert!(!log.to_lowercase().contains("zebra"), "{log}");
    for line in log.lines().filter(|line| !line.is_empty()) {
        assert!(line.starts_with("oneonone "), "{line}");
    }
    env.is_clean();
}
