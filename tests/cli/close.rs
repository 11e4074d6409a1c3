use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn with_flags() {
    let env = Env::with_alice();
    env.all_ok(&[
        "note --action 'Email the CEO due:2026-11-25'",
        "note -s decisions 'We hire two'",
        "note -s 'look forward' '[ ] Cut the p99'",
    ]);
    assert_snapshot!(env.shows("close -e 8 -m 40 --next '@bob Ask about the budget due:tomorrow' --next 'Write it down'"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz, Fri 20 Nov 2026

    Decided
    - We hire two

    Until next time
    - @alice Cut the p99

    Action items
    - @alice Email the CEO (due Wed 25 Nov 2026)
    - @bob Ask about the budget (due Sat 21 Nov 2026)
    - @alice Write it down

    Next meeting: Fri 27 Nov 2026
    --- stderr
    tomorrow: Sat 21 Nov 2026 (tomorrow)
    saved: entries/2026-11-20.md is held
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone close: entries/2026-11-20.md
    -status: planned
    +status: held
    +engagement: 8
    +minutes: 40
    -- [ ] Cut the p99
    +- [>] Cut the p99
    -- [ ] Email the CEO due:2026-11-25
    +- [>] Email the CEO due:2026-11-25
    +- [>] @bob Ask about the budget due:2026-11-21
    +- [>] Write it down
    ");
    env.is_clean();
    assert!(!env.read("entries/2026-11-20.md").contains("\n- [ ]"), "no open box is left");
}

#[test]
fn without_anybody_to_ask() {
    let env = Env::with_alice();
    env.ok("note something");
    assert_snapshot!(env.shows("close --no-input"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz, Fri 20 Nov 2026

    Next meeting: Fri 27 Nov 2026
    --- stderr
    saved: entries/2026-11-20.md is held
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone close: entries/2026-11-20.md
    -status: planned
    +status: held
    ");
}

#[test]
fn held_early_or_on_another_day() {
    let mut env = Env::with_alice();
    env.on("2026-11-18").ok("note something");
    assert_snapshot!(env.shows("close"), @r"
    exit 1
    --- stderr
    error: the next meeting, of Fri 20 Nov 2026, has not come yet
    hint: `--date today` closes it as held today
    ");
    assert_snapshot!(env.shows("close --date today -e 7"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz, Wed 18 Nov 2026

    Next meeting: Fri 27 Nov 2026
    --- stderr
    today: Wed 18 Nov 2026 (today)
    saved: entries/2026-11-20.md is held
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone close: entries/2026-11-20.md
    -date: 2026-11-20
    -status: planned
    +date: 2026-11-18
    +status: held
    +scheduled: 2026-11-20
    +engagement: 7
    ");
    env.on("2026-11-29").ok("new --date 2026-11-27");
    assert_snapshot!(env.shows("close --date yesterday --quiet --no-summary"), @"exit 0");
    assert_snapshot!(env.last_change(), @r"
    oneonone close: entries/2026-11-27.md
    -date: 2026-11-27
    -status: planned
    +date: 2026-11-28
    +status: held
    +scheduled: 2026-11-27
    ");
    assert_snapshot!(env.shows("close --date 2027-01-01"), @r"
    exit 2
    --- stderr
    error: Fri 1 Jan 2027 has not come yet
    ");
}

#[test]
fn closed_already() {
    let env = Env::with_alice();
    env.all_ok(&["note x", "close -e 8 --no-summary"]);
    let log = env.log();
    assert_snapshot!(env.shows("close --no-summary"), @r"
    exit 0
    --- stderr
    the meeting of Fri 20 Nov 2026 is closed already; what you say now is added
    nothing was changed
    ");
    assert_eq!(env.log(), log);
    assert_snapshot!(env.shows("close --no-summary -m 30"), @r"
    exit 0
    --- stderr
    the meeting of Fri 20 Nov 2026 is closed already; what you say now is added
    saved: entries/2026-11-20.md is held
    ");
}

#[test]
fn without_an_entry() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("close -e 8 --next 'Write it down'"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz, Fri 20 Nov 2026

    Action items
    - @alice Write it down

    Next meeting: Fri 27 Nov 2026
    --- stderr
    saved: entries/2026-11-20.md is held
    ");
    assert_snapshot!(env.read("entries/2026-11-20.md").lines().take(5).collect::<Vec<_>>().join("\n"), @r"
    ---
    date: 2026-11-20
    status: held
    engagement: 8
    ---
    ");
    let mut env = Env::with_alice();
    env.on("2026-11-22");
    assert_snapshot!(env.shows("close -e 8"), @r"
    exit 2
    --- stderr
    error: on which day was the meeting of Fri 20 Nov 2026 held?
    hint: say it with --date DATE
    ");
    assert_snapshot!(env.shows("close -e 8 --date saturday --no-summary"), @r"
    exit 0
    --- stderr
    saturday: Sat 21 Nov 2026 (yesterday)
    saved: entries/2026-11-21.md is held
    ");
    assert_snapshot!(env.read("entries/2026-11-21.md").lines().take(6).collect::<Vec<_>>().join("\n"), @r"
    ---
    date: 2026-11-21
    scheduled: 2026-11-20
    status: held
    engagement: 8
    ---
    ");
    env.is_clean();
}

#[test]
fn nothing_to_close() {
    let mut env = Env::with_alice();
    env.on("2026-11-19");
    assert_snapshot!(env.shows("close"), @r"
    exit 1
    --- stderr
    error: there is no meeting to close
    hint: `oneonone close alice-chen --date today` closes one that was held today
    ");
}

#[test]
fn wrong_values() {
    let env = Env::with_alice();
    env.ok("new");
    let before = env.tree();
    assert_snapshot!(env.shows("close -e 11"), @r"
    exit 2
    --- stderr
    error: invalid value '11' for '--engagement <N>': 11 is not in 1..=10

    For more information, try '--help'.
    ");
    assert_snapshot!(env.shows("close --next 'x due:someday'"), @r"
    exit 2
    --- stderr
    error: `someday` is no date that is understood; write one such as `friday`, `in 2 weeks`, `1 dec` or `2026-12-01`
    ");
    assert!(env.tree() == before, "nothing is written");
}

#[test]
fn unreadable_frontmatter() {
    let env = Env::with_alice();
    env.ok("new");
    env.write("entries/2026-11-20.md", "---\nstatus: [planned\n---\n## Topics\n- x\n");
    assert_snapshot!(env.shows("close -e 8"), @r"
    exit 1
    --- stderr
    error: the frontmatter of `entries/2026-11-20.md` cannot be read
    hint: `oneonone check` shows where; put it right, then close the meeting
    ");
}

#[test]
fn a_meeting_to_confirm_is_told() {
    let mut env = Env::with_alice();
    env.on("2026-11-19").ok("note something");
    env.on("2026-11-27").ok("new");
    assert_snapshot!(env.shows("close -e 8"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz, Fri 27 Nov 2026

    Next meeting: Fri 4 Dec 2026
    --- stderr
    1 meeting to confirm: Fri 20 Nov 2026 (held, moved, cancelled, not held?)
    saved: entries/2026-11-27.md is held
    ");
}

/// Nobody prepared it: what is open comes along all the same, and is asked about.
#[test]
fn what_is_open_comes_along() {
    let env = Env::with_alice();
    env.ok("close alice --date 2026-11-13 -e 8 --next '@alice Draft due:2026-11-18' --next '@bob Room'");
    let run = env.ok("close alice --date 2026-11-20 -e 7");
    assert!(run.stdout.contains("Draft") && run.stdout.contains("Room"), "{}", run.text());
    let entry = env.read("entries/2026-11-20.md");
    assert!(entry.contains("- [>] @alice Draft due:2026-11-18 ^") && entry.contains("- [>] @bob Room ^"), "{entry}");
    // In an earlier meeting that is closed late there is nothing to carry back.
    env.ok("close alice --date 2026-11-06 -e 6");
    assert!(!env.read("entries/2026-11-06.md").contains("Draft"));
    env.is_clean();
}
