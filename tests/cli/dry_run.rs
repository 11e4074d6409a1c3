//! `--dry-run` writes nothing, with every verb that writes.

use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn nothing_is_written() {
    let mut env = Env::with_alice();
    env.set("EDITOR", "sh -c 'echo \"- typed\" >> \"$1\"' sh");
    env.all_ok(&["note -a 'Email the CEO'", "close -e 8 --no-summary"]);
    env.on("2026-11-26");
    env.write("backlog.md", "- [ ] by hand\n");
    let before = env.tree();
    for line in [
        "init 'Tom Becker'",
        "new",
        "note x",
        "note -a x",
        "prep",
        "prep --edit",
        "close --date today -e 7",
        "edit",
        "edit last",
        "action add x",
        "action done ceo",
        "action drop ceo",
        "reschedule --to 2026-12-01",
        "cancel --reason x",
        "cadence '2 weeks' --from friday",
        "away 2026-12-21 2027-01-01",
        "away --all 2026-12-21 2027-01-01",
        "end",
        "pair set --name 'Alice Meyer'",
        "undo",
        "save",
    ] {
        let run = env.ok(&format!("{line} --dry-run"));
        assert!(!run.stderr.contains("saved"), "{line}: {}", run.text());
        assert!(!run.stdout.is_empty(), "{line} shows what it would do");
        let now = env.tree();
        assert_eq!(
            now.iter().map(|(path, _)| path).collect::<Vec<_>>(),
            before.iter().map(|(path, _)| path).collect::<Vec<_>>(),
            "{line}"
        );
        assert!(now == before, "{line}");
    }
    assert_snapshot!(env.shows("note x --dry-run"), @"");
    assert_snapshot!(env.shows("prep --dry-run"), @"");
    assert_snapshot!(env.shows("init 'Tom Becker' --dry-run").lines().take(4).collect::<Vec<_>>().join("\n"), @"");
}
