use insta::assert_snapshot;
use serde_json::Value;

use crate::env::Env;

fn history() -> Env {
    let mut env = Env::with_alice();
    env.all_ok(&["note -a --due 2026-11-26 'Email the CEO'", "close -e 8 -m 40 --no-summary"]);
    env.on("2026-11-27").all_ok(&["prep", "note x", "close -e 7 -m 30 --no-summary"]);
    env.on("2026-12-04").ok("cancel --reason 'Sick'");
    env.on("2026-12-05");
    env
}

#[test]
fn the_page() {
    let env = history();
    let page = env.ok("report alice").stdout;
    assert!(page.starts_with("Alice Chen  ") && page.contains("67% (2 of 3) took place"), "{page}");
    assert!(page.contains("Email the CEO"));
    assert_eq!(env.ok("report").stdout, page);
    assert!(env.ok("report alice --since 2026-11-25").stdout.contains("50% (1 of 2) took place"));
    assert_snapshot!(env.run("report --since 'last month'").stderr, @"last month: Thu 5 Nov 2026 (4 weeks ago)");
}

#[test]
fn every_format() {
    let env = history();
    env.ok("init 'Tom Becker'");
    let team = env.ok("report").stdout;
    assert!(team.lines().any(|line| line.starts_with("Alice Chen")) && team.contains("Tom Becker"), "{team}");
    let csv = env.ok("report --format csv").stdout;
    assert!(csv.starts_with("today,since,slug,") && csv.lines().count() == 3, "{csv}");
    assert!(env.ok("report --format md").stdout.contains("**Alice Chen**"));
    let html = env.ok("report alice --format html").stdout;
    assert!(html.starts_with("<!") && html.trim_end().ends_with("</html>"));
    let json: Value = serde_json::from_str(&env.ok("report --format json --since 'last month'").stdout).unwrap();
    assert_eq!((&json["schema"], &json["since"]), (&"oneonone.report/1".into(), &"2026-11-05".into()));
    assert_eq!(json["pairs"][0]["slug"], "alice-chen");
    let two = env.ok("report tom alice --format json").stdout;
    let two: Value = serde_json::from_str(&two).unwrap();
    assert_eq!(two["pairs"].as_array().unwrap().len(), 2);
    assert_snapshot!(env.shows("report --format xml"), @r"
    exit 2
    --- stderr
    error: no format is called `xml`; there are `text`, `json`, `md`, `html` and `csv`
    ");
    assert_snapshot!(env.shows("report nobody"), @r"
    exit 2
    --- stderr
    error: no pair is called `nobody`
    hint: `oneonone status` lists the pairs
    ");
}

#[test]
fn problems_are_counted() {
    let env = Env::with_alice();
    env.write("entries/2026-11-13.md", "---\nstatus: done\ndate: 2026-02-30\n---\n- [ ] x due:friday\n");
    for line in ["report", "report --quiet --format json", "status", "prep", "note x", "note --quiet y", "close -e 8"] {
        let run = env.ok(line);
        let counts = run.stderr.lines().filter(|text| text.contains("3 problems in the files")).count();
        assert_eq!(counts, 1, "{line}: {}", run.text());
    }
    assert_eq!(env.run("report --strict").code, 1);
    assert_eq!(env.run("status --strict").code, 1);
    assert_snapshot!(env.shows("status --strict"), @r"
    exit 1
    --- stdout
    Fri 20 Nov 2026
      Alice Chen  Fri 27 Nov 2026, in 7 days      prepared      0 open
    --- stderr
    warning: 2 problems in the files; `oneonone check` shows what and where
    ");
    assert_eq!(Env::with_alice().run("report --strict").code, 0);
}
