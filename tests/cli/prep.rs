use insta::assert_snapshot;

use crate::env::Env;

/// Three held meetings with items of every kind.
fn history() -> Env {
    let mut env = Env::with_alice();
    env.write("backlog.md", "# Backlog\n\n- [ ] Pay bands\n- [ ] Desk\n");
    env.write("goals.md", "# Goals\n\n- [ ] Lead a project\n");
    env.ok("note -a 'Email the CEO due:2026-11-25'");
    env.ok("note -a --owner bob 'Ask about the budget'");
    env.ok("note -s 'look forward' '[ ] Cut the p99'");
    env.ok("note -s blockers '[ ] No access to staging'");
    env.ok("note --topic 'Holidays'");
    env.ok("close --engagement 8 --minutes 40 --no-summary");
    env.on("2026-11-26");
    env
}

#[test]
fn the_first_and_the_second_time() {
    let env = history();
    assert_snapshot!(env.shows("prep"), @r#"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
    Fri 27 Nov 2026 (tomorrow): entries/2026-11-27.md (made)

    Overdue
      @alice Email the CEO  due Wed 25 Nov 2026  ^zmgmei

    Said last time
      @alice Cut the p99  ^clun4g

    Action items
      @bob Ask about the budget  ^p58mgm

    Blockers
      No access to staging  ^2dvzu2

    Topics
      Holidays  ^k9ipfa

    Backlog: 2 topics in backlog.md
    --- stderr
    hint: add to it with `oneonone note alice-chen "…"`, or `oneonone prep alice-chen --edit`
    "#);
    assert_snapshot!(env.log(), @r"
    oneonone prep: entries/2026-11-27.md entries/2026-11-20.md ^clun4g ^2dvzu2 ^k9ipfa ^zmgmei ^p58mgm
    oneonone close: entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone note: entries/2026-11-20.md
    oneonone save: backlog.md goals.md
    oneonone init: oneonone.yaml
    ");
    assert_snapshot!(env.read("entries/2026-11-27.md"), @r"
    ---
    date: 2026-11-27
    status: planned
    ---
    # Alice Chen and Bob Diaz

    ## Look back
    <!-- What I said I would do, and what I did. -->
    - [ ] Cut the p99 ^clun4g

    ## Look forward
    <!-- What I will do until we meet again: `- [ ] Ship the importer due:2026-12-01` -->

    ## Performance
    <!-- The numbers, live from the system of record: add `systems:` to oneonone.yaml -->

    ## Milestones
    <!-- Goals on the way, and how far they are. -->

    ## Blockers
    <!-- What stands in the way, and what would help: `- [ ] Waiting for access to staging` -->
    - [ ] No access to staging ^2dvzu2

    ## Open discussion
    <!-- Whatever else: the running backlog is in backlog.md. -->
    - [ ] Holidays ^k9ipfa

    ## Growth
    <!-- Where is this going? What would make the next step possible? -->

    ## Feedback
    <!-- Both ways: what helped, what did not. -->

    ## Decisions
    <!-- What we agreed on. -->

    ## Action items
    <!-- Who does what by when: `- [ ] @alice Email the CEO due:2026-11-27` -->
    - [ ] @alice Email the CEO due:2026-11-25 ^zmgmei
    - [ ] @bob Ask about the budget ^p58mgm

    ## Engagement
    <!-- 1 to 10: how are you feeling about your work? Every time. A number here, or `engagement: 8` above. -->
    ");
    env.is_clean();
    let before = env.tree();
    assert_snapshot!(env.shows("prep alice"), @r#"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
    Fri 27 Nov 2026 (tomorrow): entries/2026-11-27.md (there already)

    Overdue
      @alice Email the CEO  due Wed 25 Nov 2026  ^zmgmei

    Said last time
      @alice Cut the p99  ^clun4g

    Action items
      @bob Ask about the budget  ^p58mgm

    Blockers
      No access to staging  ^2dvzu2

    Topics
      Holidays  ^k9ipfa

    Backlog: 2 topics in backlog.md
    --- stderr
    hint: add to it with `oneonone note alice-chen "…"`, or `oneonone prep alice-chen --edit`
    "#);
    assert!(env.tree() == before, "nothing is written");
    assert_snapshot!(env.shows("prep --print-path"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-27.md
    ");
    assert_snapshot!(env.shows("prep --quiet").lines().last().unwrap(), @"Backlog: 2 topics in backlog.md");
}

#[test]
fn the_first_meeting() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("prep"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
    Fri 20 Nov 2026 (today): entries/2026-11-20.md (made)

    Nothing is open.
    ");
}

#[test]
fn older_items_are_one_line() {
    let mut env = history();
    for day in ["2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2026-12-25"] {
        env.on(day).all_ok(&["new", "note busy", "close --engagement 7 --no-summary"]);
    }
    env.on("2026-12-30");
    assert_snapshot!(env.shows("prep"), @r#"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
    Fri 1 Jan 2027 (in 2 days): entries/2027-01-01.md (made)

    5 older open items: `oneonone action list alice-chen --all`

    Backlog: 2 topics in backlog.md
    --- stderr
    hint: add to it with `oneonone note alice-chen "…"`, or `oneonone prep alice-chen --edit`
    "#);
    let entry = env.read("entries/2027-01-01.md");
    assert_snapshot!(entry.lines().filter(|line| line.contains("older")).collect::<Vec<_>>().join("\n"), @"<!-- 5 older open items: oneonone action list --all -->");
    let before = env.tree();
    env.ok("prep");
    assert!(env.tree() == before, "nothing is written");
}

#[test]
fn an_overdue_slot() {
    let mut env = Env::with_alice();
    env.on("2026-11-22");
    assert_snapshot!(env.shows("prep"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
    Sun 22 Nov 2026 (today): entries/2026-11-22.md (made)
    The meeting of Fri 20 Nov 2026 has not been held yet.

    Nothing is open.
    ");
    assert_snapshot!(env.read("entries/2026-11-22.md").lines().take(5).collect::<Vec<_>>().join("\n"), @r"
    ---
    date: 2026-11-22
    scheduled: 2026-11-20
    status: planned
    ---
    ");
}

#[test]
fn with_the_editor() {
    let mut env = Env::with_alice();
    env.set("EDITOR", "sh -c 'echo \"- typed\" >> \"$1\"' sh").on("2026-11-19");
    assert_snapshot!(env.shows("prep --edit"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz
    Fri 20 Nov 2026 (tomorrow): entries/2026-11-20.md (made)

    Nothing is open.
    --- stderr
    saved: entries/2026-11-20.md
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone edit: entries/2026-11-20.md
    +prepared: 2026-11-19
    +- typed
    ");
}

/// What stands in a later entry alone is not carried back into an earlier one.
#[test]
fn nothing_is_carried_back() {
    let env = Env::with_alice();
    env.ok("new alice");
    std::fs::write(
        env.path("entries/2026-11-27.md"),
        "---\nstatus: planned\n---\n## Action items\n- [ ] @bob Bring the slides\n",
    )
    .unwrap();
    env.ok("save alice");
    env.ok("prep alice");
    assert!(!env.read("entries/2026-11-20.md").contains("slides"), "{}", env.read("entries/2026-11-20.md"));
    let report = env.ok("report alice --format json").stdout;
    assert!(report.contains("\"held\": 0"), "{report}");
}

/// Of the entries to come only the nearest is read: one that is made before it knows what that one said.
#[test]
fn a_nearer_entry_knows_what_was_done() {
    let env = Env::with_alice();
    std::fs::write(
        env.path("entries/2026-11-13.md"),
        "---\nstatus: held\n---\n## Action items\n- [ ] @bob Call ^aaaa\n",
    )
    .unwrap();
    std::fs::write(
        env.path("entries/2026-12-18.md"),
        "---\nstatus: planned\n---\n## Action items\n- [x] @bob Call ^aaaa\n- [ ] @alice Plan\n",
    )
    .unwrap();
    env.ok("save alice");
    let open = env.ok("action list alice").stdout;
    env.all_ok(&["new alice", "cancel alice --reason x", "prep alice"]);
    let entry = env.read("entries/2026-11-27.md");
    assert!(entry.contains("- [x] @bob Call done:") && entry.contains("- [ ] @alice Plan ^"), "{entry}");
    assert_eq!(env.ok("action list alice").stdout, open);
    env.ok("prep alice");
    assert_eq!(env.read("entries/2026-11-27.md"), entry);
}

/// Ids that `prep` gives to lines of past meetings are no evidence of how those were prepared.
#[test]
fn preparing_changes_no_figure() {
    let env = Env::with_alice();
    for day in ["2026-10-30", "2026-11-06", "2026-11-13"] {
        let text = format!("---\nstatus: held\n---\n## Action items\n- [ ] @bob Thing of {day}\n");
        std::fs::write(env.path(&format!("entries/{day}.md")), text).unwrap();
    }
    env.ok("save alice");
    let figures = || {
        let report = env.ok("report alice --format json").stdout;
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        (report["pairs"][0]["meetings"].clone(), report["pairs"][0]["signals"].clone())
    };
    let before = figures();
    assert_eq!(before.0["prepared_known"], 0);
    env.all_ok(&["prep alice", "action done 'Thing of 2026-10-30'"]);
    let after = figures();
    assert_eq!(after.0["prepared_known"], 0, "{} {}", before.0, after.0);
}

/// What is noted ahead into an entry without a status does not make a meeting of it.
#[test]
fn a_note_ahead_is_no_meeting() {
    let env = Env::with_alice();
    std::fs::write(env.path("entries/2026-11-20.md"), "# Agenda\n\n## Open discussion\n").unwrap();
    env.all_ok(&["save alice", "note alice 'ask about pay'"]);
    assert!(env.read("entries/2026-11-20.md").starts_with("---\nprepared: 2026-11-20\nstatus: planned\n---\n"));
    assert!(env.ok("report alice --format json").stdout.contains("\"held\": 0"));
}

/// However much there is, the page is one screen.
#[test]
fn one_screen() {
    let env = Env::with_alice();
    let mut text = "---\nstatus: planned\n---\n".to_owned();
    for section in ["Look back", "Blockers", "Open discussion", "Milestones", "Action items"] {
        text.push_str(&format!("## {section}\n"));
        for item in 0..4 {
            text.push_str(&format!("- [ ] {section} {item} due:2026-1{}-0{}\n", item % 3, item + 1));
        }
        text.push_str("- [x] done\n- a note\n- another\n");
    }
    std::fs::write(env.path("entries/2026-11-20.md"), text).unwrap();
    env.ok("save alice");
    let page = env.ok("prep alice").stdout;
    assert!(page.lines().count() <= 22, "{page}");
}
