//! `diff`: what is different, whoever did it and in however many steps.

use insta::assert_snapshot;
use serde_json::Value;

use crate::env::Env;
use crate::sharing::Two;

const NEXT: &str = "entries/2026-11-27.md";

/// A meeting that was closed on 20 November, and what came after it.
fn after_a_meeting() -> Env {
    let mut env = Env::with_alice();
    env.all_ok(&["note 'One thing'", "note -a '@alice Draft the plan due:2026-11-27'", "close -e 7 --no-summary"]);
    env.on("2026-11-24");
    env.all_ok(&["prep", "note 'Another thing'", "note 'Never mind'", "undo"]);
    let text = env.read(NEXT).replace("Draft the plan", "Draft the whole plan");
    env.write(NEXT, &text);
    env.ok("save");
    env.ok("action done plan");
    env
}

#[test]
fn since_the_last_meeting() {
    let env = after_a_meeting();
    assert_snapshot!(env.shows("diff"), @"
    exit 0
    --- stdout
    alice-chen since the meeting of Fri 20 Nov 2026 (4 days ago)
      entries/2026-11-27.md (made)  [Bob Diaz, Tue 24 Nov 2026]
        added (Open discussion): Another thing
        carried, done (Action items): Draft the whole plan  @alice, due Fri 27 Nov 2026
    ");
    assert_eq!(env.shows("diff alice"), env.shows("diff"));
    // What is only in the files is there too, and nothing is written.
    env.write(NEXT, &env.read(NEXT).replace("- Another thing\n", "- Another thing, and more\n"));
    let before = env.git("rev-parse HEAD");
    assert_snapshot!(env.shows("diff"), @"
    exit 0
    --- stdout
    alice-chen since the meeting of Fri 20 Nov 2026 (4 days ago)
      entries/2026-11-27.md (made)
        added (Open discussion): Another thing, and more  [not saved yet]
        carried, done (Action items): Draft the whole plan  @alice, due Fri 27 Nov 2026  [Bob Diaz, Tue 24 Nov 2026]
    ");
    assert_eq!(env.git("rev-parse HEAD"), before);
    std::fs::remove_file(env.path(NEXT)).unwrap();
    assert_snapshot!(env.shows("diff"), @"
    exit 0
    --- stderr
    nothing is different since the meeting of Fri 20 Nov 2026 (4 days ago)
    ");
}

#[test]
fn between_two_days() {
    let mut env = after_a_meeting();
    env.on("2026-11-26");
    env.ok("note 'On Thursday'");
    assert_snapshot!(env.shows("diff --since 2026-11-25"), @"
    exit 0
    --- stdout
    alice-chen since Wed 25 Nov 2026 (yesterday)
      entries/2026-11-27.md  [Bob Diaz, Thu 26 Nov 2026]
        added (Open discussion): On Thursday
    ");
    assert_snapshot!(env.shows("diff --since 2026-11-21 --until 2026-11-23"), @"
    exit 0
    --- stderr
    nothing is different since Sat 21 Nov 2026 (5 days ago) until Mon 23 Nov 2026
    ");
    assert_snapshot!(env.shows("diff --since 2026-11-01 --until 2026-11-20"), @"
    exit 0
    --- stdout
    alice-chen since Sun 1 Nov 2026 (4 weeks ago) until Fri 20 Nov 2026
      .gitattributes (made)  [Bob Diaz, Fri 20 Nov 2026]
      README.md (made)  [Bob Diaz, Fri 20 Nov 2026]
      backlog.md (made)  [Bob Diaz, Fri 20 Nov 2026]
        added (Open discussion): Topics for some day, one a line: `- [ ] Pay bands`.
      entries/2026-11-20.md (made)  [Bob Diaz, Fri 20 Nov 2026]
        held
        engagement 7
        added (Open discussion): One thing
        added, carried on (Action items): Draft the plan  @alice, due Fri 27 Nov 2026
      goals.md (made)  [Bob Diaz, Fri 20 Nov 2026]
        added (Milestones): Milestones on the way, one a line: `- [ ] Lead a project`.
      oneonone.yaml (made)  [Bob Diaz, Fri 20 Nov 2026]
    ");
    assert_snapshot!(env.shows("diff --since 2026-11-25 --until 2026-11-21"), @"
    exit 2
    --- stderr
    error: `--since` is after `--until`
    hint: `--since` is the first day, `--until` the last
    ");
}

#[test]
fn since_one_last_looked() {
    let env = after_a_meeting();
    assert!(env.ok("diff --new").stdout.contains("Draft the whole plan"));
    assert_snapshot!(env.shows("diff --new"), @"
    exit 0
    --- stderr
    nothing is different since you last looked
    ");
    env.ok("note 'And this'");
    assert_snapshot!(env.shows("diff --new"), @"
    exit 0
    --- stdout
    alice-chen since you last looked
      entries/2026-11-27.md  [Bob Diaz, Tue 24 Nov 2026]
        added (Open discussion): And this
    ");
    assert_snapshot!(env.shows("log --new"), @"
    exit 0
    --- stderr
    nothing was changed
    ");
}

#[test]
fn before_any_meeting() {
    let env = Env::with_alice();
    env.ok("note 'One thing'");
    assert_snapshot!(env.shows("diff"), @"
    exit 0
    --- stdout
    alice-chen since the beginning
      .gitattributes (made)  [Bob Diaz, Fri 20 Nov 2026]
      README.md (made)  [Bob Diaz, Fri 20 Nov 2026]
      backlog.md (made)  [Bob Diaz, Fri 20 Nov 2026]
        added (Open discussion): Topics for some day, one a line: `- [ ] Pay bands`.
      entries/2026-11-20.md (made)  [Bob Diaz, Fri 20 Nov 2026]
        added (Open discussion): One thing
      goals.md (made)  [Bob Diaz, Fri 20 Nov 2026]
        added (Milestones): Milestones on the way, one a line: `- [ ] Lead a project`.
      oneonone.yaml (made)  [Bob Diaz, Fri 20 Nov 2026]
    ");
}

/// What both did is told once, with both names; what came by a merge is not the merge's.
#[test]
fn two_hands() {
    let two = Two::joined();
    two.bob.all_ok(&["note alice -a 'Send the plan'", "sync"]);
    two.alice.ok("sync");
    let path = "entries/2026-11-20.md";
    let theirs = two.alices().join(path);
    let text = std::fs::read_to_string(&theirs).unwrap();
    std::fs::write(&theirs, text.replace("Send the plan", "Send the whole plan")).unwrap();
    two.alice.all_ok(&["save", "note 'by Alice'", "sync"]);
    two.bob.all_ok(&["note alice 'by Bob'", "sync", "action done alice plan"]);
    assert_snapshot!(two.bob.shows("diff alice --since 2026-11-20"), @"
    exit 0
    --- stdout
    alice-chen since Fri 20 Nov 2026 (today)
      .gitattributes (made)  [Bob Diaz, Fri 20 Nov 2026]
      README.md (made)  [Bob Diaz, Fri 20 Nov 2026]
      backlog.md (made)  [Bob Diaz, Fri 20 Nov 2026]
        added (Open discussion): Topics for some day, one a line: `- [ ] Pay bands`.
      entries/2026-11-20.md (made)
        added (Open discussion): by Alice  [Alice Chen, Fri 20 Nov 2026]
        added (Open discussion): by Bob  [Bob Diaz, Fri 20 Nov 2026]
        added, done (Action items): Send the whole plan  [Bob Diaz and Alice Chen, Fri 20 Nov 2026]
      goals.md (made)  [Bob Diaz, Fri 20 Nov 2026]
        added (Milestones): Milestones on the way, one a line: `- [ ] Lead a project`.
      oneonone.yaml (made)  [Bob Diaz, Fri 20 Nov 2026]
    ");
    let json: Value = serde_json::from_str(&two.bob.ok("diff alice --since 2026-11-20 --format json").stdout).unwrap();
    assert_eq!(json["schema"], "oneonone.diff/1");
    let entry = json["files"].as_array().unwrap().iter().find(|file| file["path"] == path).unwrap();
    let lines = entry["lines"].as_array().unwrap();
    let plan = lines.iter().find(|line| line["after"]["text"] == "Send the whole plan").unwrap();
    let authors: Vec<&str> = plan["by"].as_array().unwrap().iter().map(|by| by["author"].as_str().unwrap()).collect();
    assert_eq!(authors, ["Bob Diaz", "Alice Chen", "Bob Diaz"]);
    assert_eq!(plan["after"]["state"], "done");
    assert!(json["to"].is_null());
}
