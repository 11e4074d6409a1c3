//! The direct report who answers by mail, and nothing else.

use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn an_agenda_that_is_answered() {
    let mut env = Env::with_alice();
    env.ok("action add --owner alice --due 2026-11-27 'Draft the plan'");
    env.ok("close --engagement 8");
    env.on("2026-11-24");
    assert_snapshot!(env.shows("prep --mail"), @"
    exit 0
    --- stdout
    One-on-one of Alice Chen and Bob Diaz, Fri 27 Nov 2026

    Write under the headings and send it back; leave out what you like. An `x` between the brackets of a
    line means that it is done.

    ## Look back
    (What I said I would do, and what I did)

    ## Look forward
    (What I will do until we meet again)

    ## Performance

    ## Milestones
    (Goals on the way, and how far they are)

    ## Blockers
    (What stands in the way, and what would help)

    ## Open discussion
    (Whatever else: the running backlog is in backlog.md)

    ## Growth
    (Where is this going? What would make the next step possible?)

    ## Feedback
    (Both ways: what helped, what did not)

    ## Decisions
    (What we agreed on)

    ## Action items
    (Who does what by when)
    - [ ] @alice Draft the plan due:2026-11-27 ^qnog38

    ## Engagement
    (1 to 10: how are you feeling about your work? Every time)

    -- entries/2026-11-27.md
    ");
    let mail = env.ok("prep --mail").stdout;
    let answer = mail
        .replace("- [ ] @alice Draft", "- [x] @alice Draft")
        .replace(
            "(What stands in the way, and what would help)",
            "Waiting for access to staging,\nsince Monday.\n\n- And a second thing",
        )
        .replace("## Engagement\n", "## Engagement\n7\n");
    let answer = format!("Hi Bob!\n\n{answer}\n-- \nAlice\n");
    std::fs::write(env.root().join("reply.txt"), &answer).unwrap();
    let before = env.tree();
    assert_snapshot!(env.shows("import alice reply.txt --dry-run"), @"
    exit 0
    --- stdout
    diff --git a/entries/2026-11-27.md b/entries/2026-11-27.md
    --- a/entries/2026-11-27.md
    +++ b/entries/2026-11-27.md
    @@ -2,4 +2,6 @@
     date: 2026-11-27
     status: planned
    +prepared: 2026-11-24
    +engagement: 7
     ---
     # Alice Chen and Bob Diaz
    @@ -19,4 +21,6 @@ status: planned
     ## Blockers
     <!-- What stands in the way, and what would help: `- [ ] Waiting for access to staging` -->
    +- Waiting for access to staging, since Monday.
    +- And a second thing

     ## Open discussion
    @@ -34,5 +38,5 @@ status: planned
     ## Action items
     <!-- Who does what by when: `- [ ] @alice Email the CEO due:2026-11-27` -->
    -- [ ] @alice Draft the plan due:2026-11-27 ^qnog38
    +- [x] @alice Draft the plan due:2026-11-27 ^qnog38 done:2026-11-24

     ## Engagement
    --- stderr
    nothing was written (--dry-run)
    warning: 3 lines found no place:
      reply.txt:1: Hi Bob!
      reply.txt:47: --
      reply.txt:48: Alice
    ");
    assert!(env.tree() == before);
    assert_snapshot!(env.shows("import alice reply.txt"), @"
    exit 0
    --- stderr
    saved for Fri 27 Nov 2026: 2 notes, 1 item changed, the score (entries/2026-11-27.md)
    warning: 3 lines found no place:
      reply.txt:1: Hi Bob!
      reply.txt:47: --
      reply.txt:48: Alice
    ");
    assert_snapshot!(env.shows("import alice reply.txt"), @"
    exit 0
    --- stderr
    nothing in it is new for entries/2026-11-27.md
    warning: 3 lines found no place:
      reply.txt:1: Hi Bob!
      reply.txt:47: --
      reply.txt:48: Alice
    ");
    assert_snapshot!(env.read("entries/2026-11-27.md"), @"
    ---
    date: 2026-11-27
    status: planned
    prepared: 2026-11-24
    engagement: 7
    ---
    # Alice Chen and Bob Diaz

    ## Look back
    <!-- What I said I would do, and what I did. -->

    ## Look forward
    <!-- What I will do until we meet again: `- [ ] Ship the importer due:2026-12-01` -->

    ## Performance
    <!-- The numbers, live from the system of record: add `systems:` to oneonone.yaml -->

    ## Milestones
    <!-- Goals on the way, and how far they are. -->

    ## Blockers
    <!-- What stands in the way, and what would help: `- [ ] Waiting for access to staging` -->
    - Waiting for access to staging, since Monday.
    - And a second thing

    ## Open discussion
    <!-- Whatever else: the running backlog is in backlog.md. -->

    ## Growth
    <!-- Where is this going? What would make the next step possible? -->

    ## Feedback
    <!-- Both ways: what helped, what did not. -->

    ## Decisions
    <!-- What we agreed on. -->

    ## Action items
    <!-- Who does what by when: `- [ ] @alice Email the CEO due:2026-11-27` -->
    - [x] @alice Draft the plan due:2026-11-27 ^qnog38 done:2026-11-24

    ## Engagement
    <!-- 1 to 10: how are you feeling about your work? Every time. A number here, or `engagement: 8` above. -->
    ");
    env.is_clean();
    // The same on standard input, quoted below an answer on top.
    let quoted: String = mail.lines().map(|line| format!("> {line}\n")).collect();
    let on_top = format!("## Topics\nCan we talk about pay?\n\nAm 24.11.2026 schrieb Bob Diaz:\n{quoted}");
    assert_snapshot!(env.run_with("import alice -", &on_top).text(), @"
    exit 0
    --- stderr
    saved for Fri 27 Nov 2026: 1 note (entries/2026-11-27.md)
    warning: 1 line found no place:
      -:4: Am 24.11.2026 schrieb Bob Diaz:
    ");
}

#[test]
fn an_answer_to_an_entry_that_is_not_there() {
    let env = Env::with_alice();
    assert_snapshot!(env.run_with("import alice -", "## Topics\nx\n-- entries/2020-01-01.md\n").text(), @"
    exit 1
    --- stderr
    error: the answer is about `entries/2020-01-01.md`, which is not there
    ");
    assert_snapshot!(env.run_with("import alice -", "").text(), @"
    exit 0
    --- stderr
    saved for Fri 20 Nov 2026:  (entries/2026-11-20.md)
    ");
    assert_snapshot!(env.shows("import alice missing.txt"), @"
    exit 1
    --- stderr
    error: cannot read `[dir]/missing.txt`
    caused by: No such file or directory (os error 2)
    ");
}
