//! The verbs about when: reschedule, cancel, cadence, away, end, due.

use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn moved_without_an_entry() {
    let mut env = Env::with_alice();
    env.on("2026-11-19");
    assert_snapshot!(env.shows("reschedule alice --to 'next tuesday' --reason 'board: prep'"), @r"
    exit 0
    --- stderr
    next tuesday: Tue 24 Nov 2026 (in 5 days)
    saved: the meeting of Fri 20 Nov 2026 is on Tue 24 Nov 2026 (in 5 days) now (entries/2026-11-20.md)
    ");
    assert_snapshot!(env.read("entries/2026-11-20.md").lines().take(6).collect::<Vec<_>>().join("\n"), @r#"
    ---
    date: 2026-11-24
    status: planned
    scheduled: 2026-11-20
    reason: "board: prep"
    ---
    "#);
    assert_snapshot!(env.shows("reschedule --to 2026-11-20"), @r"
    exit 0
    --- stderr
    saved: the meeting of Tue 24 Nov 2026 is on Fri 20 Nov 2026 (tomorrow) now (entries/2026-11-20.md)
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone reschedule: entries/2026-11-20.md
    -date: 2026-11-24
    +date: 2026-11-20
    -scheduled: 2026-11-20
    ");
    assert_snapshot!(env.shows("reschedule --to 2026-11-01"), @r"
    exit 2
    --- stderr
    error: Sun 1 Nov 2026 has passed
    hint: a meeting that was held on another day is closed with `oneonone close --date DATE`
    ");
    assert_snapshot!(env.shows("reschedule --to 'next week or so'"), @r"
    exit 2
    --- stderr
    error: `next week or so` is no date that is understood; write one such as `friday`, `in 2 weeks`, `1 dec` or `2026-12-01`
    ");
    assert_snapshot!(env.shows("reschedule"), @r"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --to <DATE>

    Usage: oneonone reschedule --to <DATE> [PAIR]

    For more information, try '--help'.
    ");
}

#[test]
fn cancelled() {
    let mut env = Env::with_alice();
    env.on("2026-11-19");
    assert_snapshot!(env.shows("cancel"), @r#"
    exit 2
    --- stderr
    error: why is it called off?
    hint: say it with --reason "…"
    "#);
    assert_snapshot!(env.shows("cancel --reason 'Sick'"), @r"
    exit 0
    --- stderr
    saved: the meeting of Fri 20 Nov 2026 is cancelled (entries/2026-11-20.md)
    ");
    assert_snapshot!(env.read("entries/2026-11-20.md").lines().take(5).collect::<Vec<_>>().join("\n"), @r"
    ---
    date: 2026-11-20
    status: cancelled
    reason: Sick
    ---
    ");
    assert_snapshot!(env.shows("cancel --date 2026-12-04 --reason 'Offsite'"), @r"
    exit 0
    --- stderr
    saved: the meeting of Fri 4 Dec 2026 is cancelled (entries/2026-12-04.md)
    ");
    assert_snapshot!(env.log(), @r"
    oneonone cancel: entries/2026-12-04.md
    oneonone cancel: entries/2026-11-20.md
    oneonone init: oneonone.yaml
    ");
}

#[test]
fn not_called_off_but_missed() {
    let mut env = Env::with_alice();
    assert_snapshot!(env.shows("cancel --missed --date 2026-11-27"), @r"
    exit 2
    --- stderr
    error: the meeting of Fri 27 Nov 2026 has not come yet
    hint: without --missed it is cancelled
    ");
    env.on("2026-11-22");
    assert_snapshot!(env.shows("cancel --missed"), @r"
    exit 0
    --- stderr
    saved: the meeting of Fri 20 Nov 2026 did not take place (entries/2026-11-20.md)
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone cancel: entries/2026-11-20.md
    +---
    +date: 2026-11-20
    +status: missed
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
    assert_snapshot!(env.shows("cancel --missed"), @r"
    exit 2
    --- stderr
    error: which meeting did not take place?
    hint: give its day with --date DATE
    ");
}

#[test]
fn what_was_held_is_not_cancelled() {
    let env = Env::with_alice();
    env.all_ok(&["note x", "close -e 8 --no-summary"]);
    let before = env.tree();
    assert_snapshot!(env.shows("cancel --date today --reason Sick"), @r"
    exit 1
    --- stderr
    today: Fri 20 Nov 2026 (today)
    error: the meeting of Fri 20 Nov 2026 was held
    hint: if it was not, take its score, minutes and notes out of `entries/2026-11-20.md` first
    ");
    assert!(env.tree() == before, "nothing is written");
}

#[test]
fn another_cadence() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("cadence alice 2 weeks --from 'next friday'"), @r"
    exit 0
    --- stderr
    next friday: Fri 27 Nov 2026 (in 7 days)
    saved: every 2 weeks, first on Fri 27 Nov 2026 (in 7 days)
    ");
    assert_snapshot!(env.last_change(), @r#"
    oneonone cadence: oneonone.yaml
    +  - {from: 2026-11-27, every: "2 weeks", time: "14:00", minutes: 45}
    "#);
    assert_snapshot!(env.shows("cadence 'last friday' --from 2027-01-01 --time 9:00 --minutes 30"), @r"
    exit 0
    --- stderr
    saved: every last friday, first on Fri 29 Jan 2027 (in 2 months)
    ");
    assert_snapshot!(env.last_change(), @r#"
    oneonone cadence: oneonone.yaml
    +  - {from: 2027-01-01, every: last friday, time: "09:00", minutes: 30}
    "#);
    assert_snapshot!(env.shows("cadence sometimes --from friday"), @r"
    exit 2
    --- stderr
    error: `sometimes` is no cadence
    hint: day, week, 2 weeks, 10 days, month, 3 months, biweekly, quarterly, first monday, last friday
    ");
    assert_snapshot!(env.shows("cadence alice --from friday"), @r"
    exit 2
    --- stderr
    error: `alice` is no cadence
    hint: day, week, 2 weeks, 10 days, month, 3 months, biweekly, quarterly, first monday, last friday
    ");
    assert_snapshot!(env.shows("cadence week"), @"
    exit 2
    --- stderr
    error: from which day on is it every week?
    hint: say it with --from DATE: the first meeting of the new cadence
    ");
    assert_snapshot!(env.shows("check"), @"exit 0");
}

#[test]
fn the_same_day_again() {
    let env = Env::with_alice();
    env.ok("cadence 2 weeks --from 2026-12-04");
    assert_snapshot!(env.shows("cadence month --from 2026-12-04"), @r"
    exit 1
    --- stderr
    error: from Fri 4 Dec 2026 on it is every 2 weeks already
    hint: what is written of it stands under `cadence:` in oneonone.yaml, and can be changed there
    ");
    assert_snapshot!(env.read("oneonone.yaml"), @r#"
    schema: 1
    kind: one-on-one
    direct_report: {name: Alice Chen, handle: alice, email: ["alice@example.com"]}
    manager: {name: Bob Diaz, handle: bob, email: ["bob@example.com"]}
    template: six-part
    cadence:
      - {from: 2026-11-20, every: week, time: "14:00", minutes: 45}
      - {from: 2026-12-04, every: "2 weeks", time: "14:00", minutes: 45}
    "#);
}

#[test]
fn away() {
    let env = Env::with_alice();
    env.all_ok(&["init 'Tom Becker'", "init 'Lena Vogel'"]);
    assert_snapshot!(env.shows("away alice 2026-12-21 2027-01-01 --why 'holidays, all of us'"), @r"
    exit 0
    --- stderr
    saved: alice-chen is away from Mon 21 Dec 2026 to Fri 1 Jan 2027
    ");
    assert_snapshot!(env.last_change(), @r#"
    oneonone away: oneonone.yaml
    +away:
    +  - {from: 2026-12-21, to: 2027-01-01, why: "holidays, all of us"}
    "#);
    assert_snapshot!(env.shows("away alice tom 2026-12-21 2027-01-01"), @r"
    exit 0
    --- stderr
    there already: alice-chen is away from Mon 21 Dec 2026 to Fri 1 Jan 2027
    saved: tom-becker is away from Mon 21 Dec 2026 to Fri 1 Jan 2027
    ");
    assert_snapshot!(env.shows("away --all 2026-12-21 2027-01-01"), @r"
    exit 0
    --- stderr
    there already: alice-chen is away from Mon 21 Dec 2026 to Fri 1 Jan 2027
    saved: lena-vogel is away from Mon 21 Dec 2026 to Fri 1 Jan 2027
    there already: tom-becker is away from Mon 21 Dec 2026 to Fri 1 Jan 2027
    ");
    assert_snapshot!(env.shows("away --all tom 2026-12-21 2027-01-01"), @r"
    exit 2
    --- stderr
    error: either --all or names of pairs
    ");
    assert_snapshot!(env.shows("away tom 2027-01-01 2026-12-21"), @r"
    exit 2
    --- stderr
    error: Mon 21 Dec 2026 is before Fri 1 Jan 2027
    ");
    assert_snapshot!(env.shows("away tom friday"), @r"
    exit 2
    --- stderr
    error: `tom` is no date that is understood; write one such as `friday`, `in 2 weeks`, `1 dec` or `2026-12-01`
    hint: the first and the last day: `oneonone away 2026-12-21 2027-01-01`; for one day say it twice
    ");
    assert_snapshot!(env.shows("away nobody friday 'next friday'"), @r"
    exit 2
    --- stderr
    friday: Fri 27 Nov 2026 (in 7 days)
    next friday: Fri 27 Nov 2026 (in 7 days)
    error: no pair is called `nobody`
    hint: `oneonone status` lists the pairs
    ");
}

#[test]
fn ended() {
    let mut env = Env::with_alice();
    assert_snapshot!(env.shows("end alice 2026-12-31"), @r"
    exit 0
    --- stderr
    saved: alice-chen ends on Thu 31 Dec 2026
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone end: oneonone.yaml
    +ended: 2026-12-31
    ");
    assert_snapshot!(env.shows("end"), @r"
    exit 0
    --- stderr
    today: Fri 20 Nov 2026 (today)
    saved: alice-chen ends on Fri 20 Nov 2026
    ");
    env.on("2026-11-21");
    assert_snapshot!(env.shows("status"), @r"
    exit 0
    --- stdout
    Sat 21 Nov 2026
      Alice Chen  ended                                     0 open
    ");
    assert_snapshot!(env.shows("prep"), @r"
    exit 1
    --- stderr
    error: no meeting is to come: alice-chen ended on Fri 20 Nov 2026
    hint: `oneonone new alice-chen --date DATE` makes an entry for a day all the same
    ");
    assert_snapshot!(env.shows("note something"), @r"
    exit 1
    --- stderr
    error: no meeting is to come: alice-chen ended on Fri 20 Nov 2026
    hint: `oneonone new alice-chen --date DATE` makes an entry for a day all the same
    ");
    assert_snapshot!(env.shows("cancel --reason x"), @r"
    exit 1
    --- stderr
    error: no meeting is to come: alice-chen ended on Fri 20 Nov 2026
    hint: `oneonone new alice-chen --date DATE` makes an entry for a day all the same
    ");
    assert_snapshot!(env.shows("due --exit-code"), @"exit 0");
    assert_eq!(env.run("report").code, 0);
}

#[test]
fn due() {
    let mut env = Env::with_alice();
    env.on("2026-11-16");
    assert_snapshot!(env.shows("due --exit-code"), @"exit 0");
    assert_snapshot!(env.shows("due --within 1w"), @r"
    exit 0
    --- stdout
    Fri 20 Nov 2026 14:00  Alice Chen  not prepared yet
    ");
    env.on("2026-11-19");
    // 14:00 of tomorrow is 38 hours after midnight: without a clock the day has just begun.
    assert_snapshot!(env.shows("due --within 37h --exit-code"), @"exit 0");
    assert_snapshot!(env.shows("due --within 38h --exit-code"), @r"
    exit 1
    --- stdout
    Fri 20 Nov 2026 14:00  Alice Chen  not prepared yet
    ");
    env.on("2026-11-20").ok("note something");
    assert_snapshot!(env.shows("due --exit-code alice"), @r"
    exit 1
    --- stdout
    Fri 20 Nov 2026 14:00  Alice Chen  prepared
    ");
    env.ok("close -e 8 --no-summary");
    assert_snapshot!(env.shows("due --exit-code"), @"exit 0");
    assert_snapshot!(env.shows("due --within soon"), @r"
    exit 2
    --- stderr
    error: invalid value 'soon' for '--within <TIME>': write a number and h, d or w, such as 24h

    For more information, try '--help'.
    ");
}

/// What stands in an entry that is called off ahead is not read until its day: it goes along to the next meeting.
#[test]
fn what_is_cancelled_leaves_to_the_next() {
    let mut env = Env::with_alice();
    env.all_ok(&[
        "close alice --date 2026-11-13 -e 8 --next '@bob Ask HR'",
        "prep alice",
        "action done 'Ask HR'",
        "action add '@alice New thing due:2026-11-25'",
        "note alice 'Talk about pay'",
    ]);
    let open = env.ok("action list alice").stdout;
    let run = env.ok("cancel alice --reason ill");
    let along = "is cancelled (entries/2026-11-27.md)\n  2 items and 1 note went along to Fri 4 Dec 2026 (entries/2026-12-04.md)";
    assert!(run.stderr.contains(along), "{}", run.text());
    assert!(env.read("entries/2026-11-27.md").contains("- [ ] @alice New thing due:2026-11-25 ^"));
    let next = env.read("entries/2026-12-04.md");
    for line in ["- [ ] @alice New thing due:2026-11-25 ^", "- [x] @bob Ask HR done:", "- Talk about pay\n"] {
        assert!(next.contains(line), "{line}\n{next}");
    }
    assert_eq!(env.ok("action list alice").stdout, open);
    env.on("2026-12-04");
    assert_eq!(env.ok("action list alice").stdout.replace(", overdue 9 days", ""), open.replace("due in 5 days", ""));
    env.ok("prep alice");
    assert_eq!(env.read("entries/2026-12-04.md").matches("New thing").count(), 1);
    env.is_clean();
}

#[test]
fn only_a_meeting_can_be_cancelled() {
    let env = Env::with_alice();
    env.ok("note alice x");
    env.ok("reschedule alice --to 2026-11-24");
    let run = env.run("cancel alice --date 2026-11-26 --reason x");
    assert!(run.code == 2 && run.stderr.contains("no meeting is expected on Thu 26 Nov 2026"), "{}", run.text());
    let run = env.ok("cancel alice --date 2026-11-20 --reason x");
    assert!(
        run.stderr.contains("the meeting of Tue 24 Nov 2026 is cancelled (entries/2026-11-20.md)"),
        "{}",
        run.text()
    );
}

/// An entry of that day, with this status and text.
fn entry(env: &Env, day: &str, status: &str, text: &str) {
    let text = format!("---\nstatus: {status}\n---\n{text}");
    std::fs::write(env.path(&format!("entries/{day}.md")), text).unwrap();
}

/// Whatever the entry that is called off, moved or hidden by a nearer one said of items is still known.
#[test]
fn nothing_known_of_items_is_lost() {
    let held =
        "## Action items\n- [>] @bob Book the room due:2026-11-20 ^room1\n\n## Topics\n- [>] Salary review ^sal1\n";
    let ahead = "## Action items\n- [ ] @bob Book the big room due:2026-12-30 ^room1\n- [ ] @bob Salary review ^sal1\n- [x] @alice Deck ^deck1\n";
    for line in ["cancel alice --reason x", "new alice --date 2026-11-25", "reschedule alice --to 2026-12-10"] {
        let env = Env::with_alice();
        entry(&env, "2026-11-20", "held", held);
        entry(&env, "2026-11-27", "planned", ahead);
        entry(&env, "2026-12-04", "planned", "");
        env.ok("save alice");
        let before = env.ok("action list alice --all").stdout;
        let figures = |env: &Env| {
            let text = env.ok("report alice --format json").stdout;
            let mut report: serde_json::Value = serde_json::from_str(&text).unwrap();
            // Where it is mentioned does change.
            for item in report["pairs"][0]["action_items"]["items"].as_array_mut().unwrap() {
                item["mentions"].take();
            }
            (report["pairs"][0]["action_items"].clone(), report["pairs"][0]["commitments"].clone())
        };
        let known = figures(&env);
        env.ok(line);
        assert_eq!(env.ok("action list alice --all").stdout, before, "{line}");
        assert_eq!(figures(&env), known, "{line}");
        env.is_clean();
        env.ok("undo alice");
        assert_eq!(env.ok("action list alice --all").stdout, before, "{line}");
    }
}

/// Code is no note, a box that is no item is one, and a note that is there already stands once.
#[test]
fn which_notes_go_along() {
    let env = Env::with_alice();
    entry(&env, "2026-11-20", "held", "- w\n");
    entry(
        &env,
        "2026-11-27",
        "planned",
        "## Topics\n- budget\n- twice\n\n```\n- [ ] @bob Example\n```\n\n## Notes\n- [ ] Ask about leave\n",
    );
    entry(&env, "2026-12-04", "planned", "## Topics\n- budgeting tool demo\n- twice\n");
    env.all_ok(&["save alice", "cancel alice --reason x"]);
    assert_eq!(
        env.read("entries/2026-12-04.md"),
        "---\nstatus: planned\nprepared: 2026-11-20\n---\n## Topics\n- budgeting tool demo\n- twice\n- budget\n- Ask about leave\n"
    );
}

#[test]
fn no_meeting_to_cancel() {
    let env = Env::with_alice();
    entry(&env, "2026-11-20", "held", "- w\n");
    std::fs::write(
        env.path("entries/2026-11-27.md"),
        "---\ndate: 2026-11-20\nscheduled: 2026-11-27\nstatus: held\n---\n- early\n",
    )
    .unwrap();
    env.all_ok(&["save alice", "away alice 2026-12-03 2026-12-05"]);
    let run = env.run("cancel alice --date 2026-12-04 --reason x");
    assert!(run.code == 2 && run.stderr.contains("one of you is away from"), "{}", run.text());
    let run = env.run("cancel alice --date 2026-11-27 --reason x");
    assert!(run.code == 1 && run.stderr.contains("was held"), "{}", run.text());
}

/// Of today's meeting, too, and of the one that was read while an earlier slot waits.
#[test]
fn what_was_read_is_read_still() {
    let env = Env::with_alice();
    env.all_ok(&["action add alice 'mail the CEO'", "new alice --date 2026-11-27", "reschedule alice --to 2026-12-01"]);
    let open = env.ok("action list alice").stdout;
    assert!(open.contains("mail the CEO"), "{open}");
    // An id that is shown is taken, with its sign or without it.
    let id = open.trim().rsplit('^').next().unwrap().to_owned();
    env.ok(&format!("action done alice {id}"));
    let env = Env::with_alice();
    entry(&env, "2026-11-27", "planned", "## Action items\n- [ ] mail the CEO\n");
    env.all_ok(&["save alice", "cancel alice --reason ill"]);
    assert!(env.ok("action list alice").stdout.contains("mail the CEO"));
    assert!(env.read("entries/2026-11-20.md").contains("mail the CEO ^"));
}
