//! `log`: who changed what.

use insta::assert_snapshot;

use crate::env::Env;

/// The output without the times of the commits.
fn shown(env: &Env, arguments: &str) -> String {
    let text = env.shows(arguments);
    let line = |line: &str| match line.rsplit_once("  ") {
        Some((when, who)) if when.contains(" 20") && when.contains(':') => format!("[when]  {who}"),
        _ => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn with_history() -> (Env, String) {
    let env = Env::with_alice();
    env.ok("note alice 'One thing'");
    env.ok("note alice --action '@alice Draft the plan due:2026-11-27'");
    env.ok("close alice --engagement 7 --no-input");
    env.ok("prep alice");
    let text = std::fs::read_to_string(env.pair("alice-chen").join("entries/2026-11-27.md")).unwrap();
    let id = text.lines().find(|line| line.contains("Draft the plan")).and_then(|line| line.split('^').nth(1)).unwrap();
    let edited = text.replace("Draft the plan", "Draft the whole plan");
    std::fs::write(env.pair("alice-chen").join("entries/2026-11-27.md"), edited).unwrap();
    env.ok("save");
    env.ok(&format!("action done alice {id}"));
    (env, id.to_owned())
}

#[test]
fn by_item_and_section() {
    let (env, _) = with_history();
    assert_snapshot!(shown(&env, "log alice"), @r"
    exit 0
    --- stdout
    [when]  Bob Diaz
      entries/2026-11-27.md
        done (Action items): Draft the whole plan

    [when]  Bob Diaz
      entries/2026-11-27.md
        edited (Action items): Draft the {+whole+} plan

    [when]  Bob Diaz
      entries/2026-11-27.md (made)
        carried (Action items): Draft the plan  @alice, due Fri 27 Nov 2026

    [when]  Bob Diaz
      entries/2026-11-20.md
        held
        engagement 7
        carried on (Action items): Draft the plan

    [when]  Bob Diaz
      entries/2026-11-20.md
        added (Action items): Draft the plan  @alice, due Fri 27 Nov 2026

    [when]  Bob Diaz
      entries/2026-11-20.md (made)
        added (Open discussion): One thing

    [when]  Bob Diaz
      .gitattributes (made)
      README.md (made)
      backlog.md (made)
        added (Open discussion): Topics for some day, one a line: `- [ ] Pay bands`.
      goals.md (made)
        added (Milestones): Milestones on the way, one a line: `- [ ] Lead a project`.
      oneonone.yaml (made)
    ");
}

#[test]
fn one_item_through_its_life() {
    let (env, id) = with_history();
    assert_snapshot!(shown(&env, &format!("log alice --item ^{id}")), @r"
    exit 0
    --- stdout
    [when]  Bob Diaz
      entries/2026-11-27.md
        done (Action items): Draft the whole plan

    [when]  Bob Diaz
      entries/2026-11-27.md
        edited (Action items): Draft the {+whole+} plan

    [when]  Bob Diaz
      entries/2026-11-27.md
        carried (Action items): Draft the plan  @alice, due Fri 27 Nov 2026

    [when]  Bob Diaz
      entries/2026-11-20.md
        carried on (Action items): Draft the plan

    [when]  Bob Diaz
      entries/2026-11-20.md
        added (Action items): Draft the plan  @alice, due Fri 27 Nov 2026
    ");
    assert_snapshot!(env.shows("log alice --item ^nosuch"), @r"
    exit 1
    --- stderr
    error: there is no item `^nosuch`
    hint: `oneonone action list alice-chen --all` shows them with their ids
    ");
}

#[test]
fn since_one_last_looked() {
    let (env, _) = with_history();
    assert!(env.ok("log alice --new").stdout.contains("Draft the whole plan"));
    assert_snapshot!(env.shows("log alice --new"), @r"
    exit 0
    --- stderr
    nothing was changed
    ");
    env.ok("note alice 'Another thing'");
    assert_snapshot!(shown(&env, "log alice --new"), @r"
    exit 0
    --- stdout
    [when]  Bob Diaz
      entries/2026-11-27.md
        added (Open discussion): Another thing
    ");
}

#[test]
fn as_json() {
    let (env, id) = with_history();
    let value: serde_json::Value = serde_json::from_str(&env.ok("log alice --format json").stdout).unwrap();
    assert_eq!(value["schema"], "oneonone.log/1");
    let newest = &value["commits"][0];
    assert_eq!(newest["author"], "Bob Diaz");
    assert_eq!(newest["files"][0]["lines"][0]["what"], serde_json::json!(["done"]));
    assert_eq!(newest["files"][0]["lines"][0]["after"]["ids"], serde_json::json!([id]));
}
