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
    assert_snapshot!(env.shows("note x --dry-run"), @r"
    exit 0
    --- stdout
    diff --git a/entries/2026-11-27.md b/entries/2026-11-27.md
    --- a/entries/2026-11-27.md
    +++ b/entries/2026-11-27.md
    @@ -0,0 +1,40 @@
    +---
    +date: 2026-11-27
    +status: planned
    +prepared: 2026-11-26
    +---
    +# Alice Chen and Bob Diaz
    +
    +## Look back
    +<!-- What I said I would do, and what I did. -->
    +
    +## Look forward
    +<!-- What I will do until we meet again: `- [ ] Ship the importer due:2026-12-01` -->
    +
    +## Performance
    +<!-- The numbers, live from the system of record: add `systems:` to oneonone.yaml -->
    +
    +## Milestones
    +<!-- Goals on the way, and how far they are. -->
    +
    +## Blockers
    +<!-- What stands in the way, and what would help: `- [ ] Waiting for access to staging` -->
    +
    +## Open discussion
    +<!-- Whatever else: the running backlog is in backlog.md. -->
    +- x
    +
    +## Growth
    +<!-- Where is this going? What would make the next step possible? -->
    +
    +## Feedback
    +<!-- Both ways: what helped, what did not. -->
    +
    +## Decisions
    +<!-- What we agreed on. -->
    +
    +## Action items
    +<!-- Who does what by when: `- [ ] @alice Email the CEO due:2026-11-27` -->
    +
    +## Engagement
    +<!-- 1 to 10: how are you feeling about your work? Every time. A number here, or `engagement: 8` above. -->
    --- stderr
    nothing was written (--dry-run)
    ");
    assert_snapshot!(env.shows("prep --dry-run"), @r"
    exit 0
    --- stdout
    diff --git a/entries/2026-11-27.md b/entries/2026-11-27.md
    --- a/entries/2026-11-27.md
    +++ b/entries/2026-11-27.md
    @@ -0,0 +1,39 @@
    +---
    +date: 2026-11-27
    +status: planned
    +---
    +# Alice Chen and Bob Diaz
    +
    +## Look back
    +<!-- What I said I would do, and what I did. -->
    +
    +## Look forward
    +<!-- What I will do until we meet again: `- [ ] Ship the importer due:2026-12-01` -->
    +
    +## Performance
    +<!-- The numbers, live from the system of record: add `systems:` to oneonone.yaml -->
    +
    +## Milestones
    +<!-- Goals on the way, and how far they are. -->
    +
    +## Blockers
    +<!-- What stands in the way, and what would help: `- [ ] Waiting for access to staging` -->
    +
    +## Open discussion
    +<!-- Whatever else: the running backlog is in backlog.md. -->
    +
    +## Growth
    +<!-- Where is this going? What would make the next step possible? -->
    +
    +## Feedback
    +<!-- Both ways: what helped, what did not. -->
    +
    +## Decisions
    +<!-- What we agreed on. -->
    +
    +## Action items
    +<!-- Who does what by when: `- [ ] @alice Email the CEO due:2026-11-27` -->
    +- [ ] @alice Email the CEO ^zmgmei
    +
    +## Engagement
    +<!-- 1 to 10: how are you feeling about your work? Every time. A number here, or `engagement: 8` above. -->
    diff --git a/entries/2026-11-20.md b/entries/2026-11-20.md
    --- a/entries/2026-11-20.md
    +++ b/entries/2026-11-20.md
    @@ -36,5 +36,5 @@ engagement: 8
     ## Action items
     <!-- Who does what by when: `- [ ] @alice Email the CEO due:2026-11-27` -->
    -- [>] Email the CEO
    +- [>] Email the CEO ^zmgmei

     ## Engagement
    --- stderr
    nothing was written (--dry-run)
    ");
    assert_snapshot!(env.shows("init 'Tom Becker' --dry-run").lines().take(4).collect::<Vec<_>>().join("\n"), @r"
    exit 0
    --- stdout
    would make [dir]/oneonones/tom-becker
    ");
}
