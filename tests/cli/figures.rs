//! What the report has to say about histories that tempt to say something else.

use serde_json::Value;

use crate::env::Env;

fn cadence(env: &Env) -> Value {
    let report: Value = serde_json::from_str(&env.ok("report --format json").stdout).unwrap();
    report["pairs"][0]["cadence"].clone()
}

#[test]
fn meetings_with_scores_that_nobody_closed_were_held() {
    let mut env = Env::new();
    env.on("2026-09-04").ok("init 'Alice Chen' --start 2026-09-04");
    let mut day: chrono::NaiveDate = "2026-09-04".parse().unwrap();
    for _ in 0..11 {
        env.on(&day.to_string()).ok("new");
        let path = format!("entries/{day}.md");
        env.write(&path, &env.read(&path).replace("status: planned\n", "status: planned\nengagement: 8\n"));
        day += chrono::TimeDelta::days(7);
    }
    env.on("2026-11-19");
    let cadence = cadence(&env);
    assert_eq!(cadence["adherence"], 1.0);
    assert_eq!((&cadence["expected"], &cadence["on_time"]), (&11.into(), &11.into()));
    assert!(env.ok("report").stdout.contains("100%"));
}

#[test]
fn entries_that_nobody_touched_are_ghosts() {
    let mut env = Env::new();
    env.on("2022-12-09").ok("init 'Alice Chen' --start 2022-12-09");
    env.ok("new");
    let template = env.read("entries/2022-12-09.md");
    let mut day: chrono::NaiveDate = "2022-12-09".parse().unwrap();
    for _ in 1..206 {
        day += chrono::TimeDelta::days(7);
        // What `new` makes of the template, without 206 commits.
        env.write(&format!("entries/{day}.md"), &template.replace("2022-12-09", &day.to_string()));
    }
    env.on(&(day + chrono::TimeDelta::days(6)).to_string());
    let cadence = cadence(&env);
    let ghosts = cadence["slots"].as_array().unwrap().iter().filter(|slot| slot["reason"] == "ghost").count();
    assert_eq!((ghosts, &cadence["missed"], &cadence["on_time"]), (206, &206.into(), &0.into()));
    assert_eq!(cadence["adherence"], 0.0);
}
