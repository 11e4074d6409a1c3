use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn into_a_new_entry() {
    let mut env = Env::with_alice();
    env.on("2026-11-18");
    assert_snapshot!(env.shows("note Ask about the offsite"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (in 2 days), under Open discussion
      entries/2026-11-20.md: - Ask about the offsite
    ");
    assert_snapshot!(env.git("show --format=%an,%ae,%ad,%s --stat"), @r"
    Bob Diaz,bob@example.com,Wed Nov 18 14:00:00 2026 +0000,oneonone note: entries/2026-11-20.md

     entries/2026-11-20.md | 40 ++++++++++++++++++++++++++++++++++++++++
     1 file changed, 40 insertions(+)
    ");
    assert_snapshot!(env.read("entries/2026-11-20.md"), @r"
    ---
    date: 2026-11-20
    status: planned
    prepared: 2026-11-18
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

    ## Open discussion
    <!-- Whatever else: the running backlog is in backlog.md. -->
    - Ask about the offsite

    ## Growth
    <!-- Where is this going? What would make the next step possible? -->

    ## Feedback
    <!-- Both ways: what helped, what did not. -->

    ## Decisions
    <!-- What we agreed on. -->

    ## Action items
    <!-- Who does what by when: `- [ ] @alice Email the CEO due:2026-11-27` -->

    ## Engagement
    <!-- 1 to 10: how are you feeling about your work? Every time. A number here, or `engagement: 8` above. -->
    ");
    env.is_clean();
    env.on("2026-11-19");
    assert_snapshot!(env.shows("note alice 'and the budget'"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (tomorrow), under Open discussion
      entries/2026-11-20.md: - and the budget
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone note: entries/2026-11-20.md
    +- and the budget
    ");
}

#[test]
fn into_todays_entry() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("note alice 'She was tired'"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - She was tired
    ");
    env.ok("close --engagement 7 --no-summary");
    assert_snapshot!(env.shows("note alice 'One thing more'"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 27 Nov 2026 (in 7 days), under Open discussion
      entries/2026-11-27.md: - One thing more
    ");
    assert_snapshot!(env.git("show --format= --name-only"), @"entries/2026-11-27.md");
}

#[test]
fn each_option() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("note --section growth 'Wants to lead a project'"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Growth
      entries/2026-11-20.md: - Wants to lead a project
    ");
    assert_snapshot!(env.shows("note -s blockers 'Staging is down'"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Blockers
      entries/2026-11-20.md: - Staging is down
    ");
    assert_snapshot!(env.shows("note --topic 'Pay bands'"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - [ ] Pay bands
    ");
    assert_snapshot!(env.shows("note --action --owner @Bob --due friday 'Ask about the budget'"), @"
    exit 0
    --- stderr
    friday: Fri 27 Nov 2026 (in 7 days)
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Action items
      entries/2026-11-20.md: - [ ] @bob Ask about the budget due:2026-11-27
    ");
    assert_snapshot!(env.shows("note -a 'Write the design due:tomorrow'"), @"
    exit 0
    --- stderr
    tomorrow: Sat 21 Nov 2026 (tomorrow)
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Action items
      entries/2026-11-20.md: - [ ] Write the design due:2026-11-21
    ");
    assert_snapshot!(env.shows("note --print-path 'x y'"), @"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-20.md
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - x y
    ");
    assert_snapshot!(env.shows("--quiet note 'quietly'"), @"exit 0");
    assert_snapshot!(env.shows("note --quiet --print-path 'for scripts'"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-20.md
    ");
    assert_snapshot!(env.read("entries/2026-11-20.md").lines().filter(|line| line.starts_with("- ")).collect::<Vec<_>>().join("\n"), @r"
    - Staging is down
    - [ ] Pay bands
    - x y
    - quietly
    - for scripts
    - Wants to lead a project
    - [ ] @bob Ask about the budget due:2026-11-27
    - [ ] Write the design due:2026-11-21
    ");
}

#[test]
fn wrong_options() {
    let env = Env::with_alice();
    let before = env.tree();
    assert_snapshot!(env.shows("note --section weather hello"), @r"
    exit 2
    --- stderr
    error: no section is called `weather`
    hint: there are look back, look forward, performance, milestones, blockers, topics, growth, feedback, check in, decisions, engagement, actions, attendance
    ");
    assert_snapshot!(env.shows("note --owner bob hello"), @r"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --action

    Usage: oneonone note [OPTIONS] [PAIR] TEXT

    For more information, try '--help'.
    ");
    assert_snapshot!(env.shows("note --action --due 03/04/26 hello"), @r"
    exit 2
    --- stderr
    error: `03/04/26` could be 3 April or 4 March 2026; write 2026-04-03 or 2026-03-04
    ");
    assert_snapshot!(env.shows("note --action hello due:someday"), @r"
    exit 2
    --- stderr
    error: `someday` is no date that is understood; write one such as `friday`, `in 2 weeks`, `1 dec` or `2026-12-01`
    ");
    assert_snapshot!(env.shows("note alice"), @r"
    exit 2
    --- stderr
    error: `alice` is a pair; the text is missing
    ");
    assert_snapshot!(env.shows("note ''"), @r"
    exit 2
    --- stderr
    error: there is no text to write down
    ");
    assert_snapshot!(env.shows("note"), @r"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      <TEXT>...

    Usage: oneonone note [OPTIONS] [PAIR] TEXT

    For more information, try '--help'.
    ");
    assert!(env.tree() == before);
}

#[test]
fn from_standard_input() {
    let env = Env::with_alice();
    assert_snapshot!(env.run_with("note alice -", "First line\n\n  indented\r\nlast").text(), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - First line
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone note: entries/2026-11-20.md
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
    +- First line
    +    indented
    +  last
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
    assert_snapshot!(env.run_with("note -", "\n \n").text(), @r"
    exit 2
    --- stderr
    error: there is no text to write down
    ");
    assert_snapshot!(env.run_with("note --action -", "Two lines\nof an item").text(), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Action items
      entries/2026-11-20.md: - [ ] Two lines
    ");
}

#[test]
fn no_word_is_lost() {
    let mut env = Env::with_alice();
    env.on("2026-11-18");
    for line in ["note a thought", "note bob is away", "note al 2 x", "note aliceish idea"] {
        env.ok(line);
    }
    env.all_ok(&["note alice first", "note 'Alice Chen' second", "note alice-chen third", "note al 'with a space'"]);
    assert_snapshot!(env.read("entries/2026-11-20.md").lines().filter(|line| line.starts_with("- ")).collect::<Vec<_>>().join("\n"), @r"
    - a thought
    - bob is away
    - al 2 x
    - aliceish idea
    - first
    - second
    - third
    - with a space
    ");
}

#[test]
fn which_pair() {
    let mut env = Env::with_alice();
    env.ok("init 'Tom Becker'");
    assert_snapshot!(env.shows("note tom 'He wants to move'"), @"
    exit 0
    --- stderr
    saved for Tom Becker, Fri 27 Nov 2026 (in 7 days), under Open discussion
      entries/2026-11-27.md: - He wants to move
    ");
    assert_snapshot!(env.shows("note 'with Alice, who meets today'"), @"
    exit 0
    --- stderr
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - with Alice, who meets today
    ");
    env.on("2026-11-21");
    assert_snapshot!(env.shows("note 'for nobody'"), @r"
    exit 2
    --- stderr
    error: whose pair?
    hint: name one of alice-chen or tom-becker before the text
    ");
    assert_snapshot!(env.shows("note tmo 'He wants to move'"), @r"
    exit 2
    --- stderr
    error: no pair is called `tmo`
    hint: did you mean `tom-becker`?
    ");
    assert_snapshot!(env.shows("note zzz 'He wants to move'"), @r"
    exit 2
    --- stderr
    error: no pair is called `zzz`
    hint: `oneonone status` lists the pairs
    ");
    assert_snapshot!(env.shows("note bob 'He wants to move'"), @r"
    exit 2
    --- stderr
    error: `bob` can be several pairs
    hint: name one of alice-chen or tom-becker
    ");
}

#[test]
fn a_wrong_name_before_a_quoted_text() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("note alcie 'She was tired'"), @r"
    exit 2
    --- stderr
    error: no pair is called `alcie`
    hint: did you mean `alice-chen`?
    ");
}

#[test]
fn prepared_is_written_once() {
    let mut env = Env::with_alice();
    env.on("2026-11-18").ok("note one");
    env.on("2026-11-19").ok("note two");
    let entry = env.read("entries/2026-11-20.md");
    assert_eq!(entry.matches("prepared: 2026-11-18").count(), 1, "{entry}");
    assert_eq!(entry.matches("prepared:").count(), 1);
}

#[test]
fn an_open_fence_swallows_nothing() {
    let env = Env::with_alice();
    env.ok("new");
    env.write("entries/2026-11-20.md", "---\nstatus: planned\n---\n## Open discussion\n```\nnot closed\n");
    assert_snapshot!(env.shows("note lost"), @r"
    exit 1
    --- stderr
    saved what was changed by hand: entries/2026-11-20.md
    error: `entries/2026-11-20.md`: the text cannot be put under `Open discussion`: what stands above it is not closed
    ");
}

/// What becomes an item has its dates as an action item has; a thought stays as it was typed.
#[test]
fn dates_of_what_becomes_an_item() {
    let env = Env::with_alice();
    env.ok("note alice -t 'Pay review due:friday'");
    env.ok("note alice '[ ] @alice call due:friday'");
    env.ok("note alice 'they said due:friday'");
    let entry = env.read("entries/2026-11-20.md");
    for line in ["- [ ] Pay review due:2026-11-27\n", "@alice call due:2026-11-27\n", "- they said due:friday\n"] {
        assert!(entry.contains(line), "{line}\n{entry}");
    }
}
