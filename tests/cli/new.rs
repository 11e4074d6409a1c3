use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn the_next_entry() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("new"), @r"
    exit 0
    --- stdout
    entries/2026-11-20.md: Fri 20 Nov 2026 (today)
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone new: entries/2026-11-20.md
    +---
    +date: 2026-11-20
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
    +
    +## Engagement
    +<!-- 1 to 10: how are you feeling about your work? Every time. A number here, or `engagement: 8` above. -->
    ");
    let log = env.log();
    assert_snapshot!(env.shows("new alice"), @r"
    exit 0
    --- stdout
    entries/2026-11-20.md is there already: Fri 20 Nov 2026 (today)
    ");
    assert_eq!(env.log(), log);
    env.is_clean();
}

#[test]
fn for_a_day() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("new --date 'next tuesday'"), @r"
    exit 0
    --- stdout
    entries/2026-11-24.md: Tue 24 Nov 2026 (in 4 days)
    --- stderr
    next tuesday: Tue 24 Nov 2026 (in 4 days)
    ");
    assert_snapshot!(env.shows("new --date 2026-11-24 --another"), @r"
    exit 0
    --- stdout
    entries/2026-11-24-2.md: Tue 24 Nov 2026 (in 4 days)
    ");
    assert_snapshot!(env.shows("new --date 2026-11-24 --another --print-path"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-24-3.md
    ");
    assert_snapshot!(env.shows("new --date 03/04/26"), @r"
    exit 2
    --- stderr
    error: `03/04/26` could be 3 April or 4 March 2026; write 2026-04-03 or 2026-03-04
    ");
    assert_snapshot!(env.shows("new --date"), @r"
    exit 2
    --- stderr
    error: a value is required for '--date <DATE>' but none was supplied

    For more information, try '--help'.
    ");
}

#[test]
fn whose() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("new alcie"), @r"
    exit 2
    --- stderr
    error: no pair is called `alcie`
    hint: did you mean `alice-chen`?
    ");
    assert_snapshot!(env.shows("new someone"), @r"
    exit 2
    --- stderr
    error: no pair is called `someone`
    hint: `oneonone status` lists the pairs
    ");
    env.all_ok(&["init 'Alicia Keys'", "init 'Tom Becker'"]);
    assert_snapshot!(env.shows("new ali"), @r"
    exit 2
    --- stderr
    error: `ali` can be several pairs
    hint: name one of alice-chen or alicia-keys
    ");
    assert_snapshot!(env.shows("new al --print-path"), @r"
    exit 2
    --- stderr
    error: `al` can be several pairs
    hint: name one of alice-chen or alicia-keys
    ");
    // Alice's slot is today; nobody else meets today.
    assert_snapshot!(env.shows("new --print-path"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-20.md
    ");
    assert_snapshot!(env.shows("new @TOM --print-path"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/tom-becker/entries/2026-11-27.md
    ");
}

#[test]
fn nothing_to_come() {
    let mut env = Env::with_alice();
    env.ok("end alice-chen yesterday");
    assert_snapshot!(env.shows("new"), @r"
    exit 1
    --- stderr
    error: no meeting is to come: alice-chen ended on Thu 19 Nov 2026
    hint: `oneonone new alice-chen --date DATE` makes an entry for a day all the same
    ");
    assert_snapshot!(env.on("2026-11-21").shows("new --date today --print-path"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-21.md
    --- stderr
    today: Sat 21 Nov 2026 (today)
    ");
}
