use insta::assert_snapshot;

use crate::env::Env;

const ENTRY: &str = "\u{feff}---\r\nstatus: planned\r\n---\r\n## Action items\r\n- [ ] @bob  Email the CEO  due:2026-11-25 ^a7k2mm  \r\n- [ ] Write it down\r\n- [ ] Write it up\r\n";

fn env() -> Env {
    let env = Env::with_alice();
    env.write("entries/2026-11-20.md", ENTRY);
    env.git("add entries");
    env.git("commit -qm 'By hand'");
    env
}

#[test]
fn listed() {
    let mut env = env();
    env.write("backlog.md", "- [ ] Pay bands\n");
    assert_snapshot!(env.shows("action list"), @r"
    exit 0
    --- stdout
      @bob Email the CEO  due Wed 25 Nov 2026  ^a7k2mm
      @alice Write it down  ^lyokw0
      @alice Write it up  ^jxh21d
    ");
    assert_snapshot!(env.shows("action list --all --owner @bob"), @r"
    exit 0
    --- stdout
      @bob Email the CEO  due Wed 25 Nov 2026  ^a7k2mm
    ");
    assert_snapshot!(env.shows("action list --all"), @r"
    exit 0
    --- stdout
      @bob Email the CEO  due Wed 25 Nov 2026  ^a7k2mm
      Pay bands  ^qr7ek9
      @alice Write it down  ^lyokw0
      @alice Write it up  ^jxh21d
    ");
    env.ok("action done ceo");
    assert_snapshot!(env.on("2026-12-01").shows("action list --closed"), @r"
    exit 0
    --- stdout
      @alice Write it down  ^lyokw0
      @alice Write it up  ^jxh21d
    x @bob Email the CEO  due Wed 25 Nov 2026  ^a7k2mm
    ");
    assert_snapshot!(Env::with_alice().shows("action list"), @r"
    exit 0
    --- stderr
    nothing is open
    ");
    env.ok("init 'Tom Becker'");
    assert_snapshot!(env.shows("action list"), @r"
    exit 0
    --- stdout
    alice-chen
      @alice Write it down  ^lyokw0
      @alice Write it up  ^jxh21d
    ");
}

#[test]
fn done_writes_the_tick_and_the_date() {
    let env = env();
    assert_snapshot!(env.shows("action done email the ceo"), @r#"
    exit 0
    --- stderr
    saved: "Email the CEO" is done (entries/2026-11-20.md)
    "#);
    let now = env.read("entries/2026-11-20.md");
    assert_eq!(
        now,
        ENTRY.replace(
            "- [ ] @bob  Email the CEO  due:2026-11-25 ^a7k2mm",
            "- [x] @bob  Email the CEO  due:2026-11-25 ^a7k2mm done:2026-11-20"
        )
    );
    assert_snapshot!(env.log(), @r"
    oneonone action done: entries/2026-11-20.md ^a7k2mm
    By hand
    oneonone init: oneonone.yaml
    ");
    env.is_clean();
    let before = env.tree();
    assert_snapshot!(env.shows("action done ^a7k2mm"), @r#"
    exit 0
    --- stderr
    "Email the CEO" is done already (entries/2026-11-20.md)
    "#);
    assert_snapshot!(env.shows("action drop a7k2mm"), @r#"
    exit 1
    --- stderr
    error: "Email the CEO" is done
    hint: `oneonone action reopen` first, where it is not
    "#);
    assert_snapshot!(env.shows("action done 'the ceo'"), @r#"
    exit 0
    --- stderr
    "Email the CEO" is done already (entries/2026-11-20.md)
    "#);
    assert!(env.tree() == before, "nothing is written");
}

#[test]
fn done_on_another_day() {
    let env = env();
    assert_snapshot!(env.shows("action done alice a7k2mm --on yesterday"), @r#"
    exit 0
    --- stderr
    yesterday: Thu 19 Nov 2026 (yesterday)
    saved: "Email the CEO" is done (entries/2026-11-20.md)
    "#);
    assert_snapshot!(env.last_change(), @r"
    oneonone action done: entries/2026-11-20.md ^a7k2mm
    -- [ ] @bob  Email the CEO  due:2026-11-25 ^a7k2mm  
    +- [x] @bob  Email the CEO  due:2026-11-25 ^a7k2mm done:2026-11-19
    ");
    assert_snapshot!(env.shows("action done 'Write it up' --on 2026-12-24"), @r"
    exit 2
    --- stderr
    error: Thu 24 Dec 2026 has not come yet
    ");
}

#[test]
fn dropped_and_open_again() {
    let env = env();
    assert_snapshot!(env.shows("action drop a7k2mm"), @r#"
    exit 0
    --- stderr
    saved: "Email the CEO" is dropped (entries/2026-11-20.md)
    "#);
    assert_snapshot!(env.shows("action reopen a7k2mm"), @r#"
    exit 0
    --- stderr
    saved: "Email the CEO" is open (entries/2026-11-20.md)
    "#);
    assert_snapshot!(env.shows("action reopen a7k2mm"), @r#"
    exit 0
    --- stderr
    "Email the CEO" is open already (entries/2026-11-20.md)
    "#);
    assert_snapshot!(env.last_change(), @r"
    oneonone action reopen: entries/2026-11-20.md ^a7k2mm
    -- [-] @bob  Email the CEO  due:2026-11-25 ^a7k2mm  
    +- [ ] @bob  Email the CEO  due:2026-11-25 ^a7k2mm reopened:2026-11-20
    ");
}

#[test]
fn which_item() {
    let env = env();
    assert_snapshot!(env.shows("action done write it"), @r"
    exit 2
    --- stderr
    error: 2 items are called `write it`
    hint: say more of its text: `Write it down` (^lyokw0), `Write it up` (^jxh21d)
    ");
    let shown = env.run("action done write it").stderr;
    let id = shown.split("(^").nth(1).unwrap().split(')').next().unwrap().to_owned();
    assert_snapshot!(env.shows(&format!("action done ^{id}")), @r#"
    exit 0
    --- stderr
    saved: "Write it down" is done (entries/2026-11-20.md)
    "#);
    assert_snapshot!(env.shows("action done no such thing"), @r"
    exit 2
    --- stderr
    error: no such item: `no such thing`
    hint: `oneonone action list alice-chen --all` lists them
    ");
    assert_snapshot!(env.shows("action done zzzz"), @r"
    exit 2
    --- stderr
    error: no such item: `zzzz`
    hint: `oneonone action list alice-chen --all` lists them
    ");
    assert_snapshot!(env.shows("action done"), @r"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      <ITEM>...

    Usage: oneonone action done [OPTIONS] [PAIR] ITEM

    For more information, try '--help'.
    ");
}

#[test]
fn of_any_pair_by_its_id() {
    let mut env = env();
    env.ok("init 'Tom Becker'");
    env.on("2026-11-21");
    assert_snapshot!(env.shows("action done a7k2mm"), @r#"
    exit 0
    --- stderr
    saved: "Email the CEO" is done (entries/2026-11-20.md)
    "#);
    assert_snapshot!(env.shows("action done 'Write it up'"), @r"
    exit 2
    --- stderr
    error: which pair?
    hint: name one of alice-chen or tom-becker
    ");
    assert_snapshot!(env.shows("action done alice 'Write it up'"), @r#"
    exit 0
    --- stderr
    saved: "Write it up" is done (entries/2026-11-20.md)
    "#);
}

#[test]
fn added() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("action add 'Ask about the budget' --owner bob --due 'next friday'"), @r"
    exit 0
    --- stderr
    next friday: Fri 27 Nov 2026 (in 7 days)
    saved for Fri 20 Nov 2026, under Action items: entries/2026-11-20.md
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone action add: entries/2026-11-20.md
    +---
    +date: 2026-11-20
    +status: planned
    +prepared: 2026-11-20
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
    +- [ ] @bob Ask about the budget due:2026-11-27
    +
    +## Engagement
    +<!-- 1 to 10: how are you feeling about your work? Every time. A number here, or `engagement: 8` above. -->
    ");
    assert_snapshot!(env.run_with("action add alice -", "From\nstandard input").text(), @r"
    exit 0
    --- stderr
    saved for Fri 20 Nov 2026, under Action items: entries/2026-11-20.md
    ");
    assert_snapshot!(env.shows("action add x --owner 'a b'"), @r"
    exit 2
    --- stderr
    error: `a b` is no handle
    ");
}
