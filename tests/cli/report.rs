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

#[test]
fn a_figure_is_explained() {
    let env = history();
    assert_snapshot!(env.ok("report alice --explain adherence").stdout, @r"
    Alice Chen                                                            5 Dec 2026
    cadence.adherence: the share of the expected meetings that took place

    cancelled
      Fri 4 Dec  entries/2026-12-04.md:3  status: cancelled
                 entries/2026-12-04.md:4  reason: Sick

    held on the day (2)
      Fri 20 Nov  entries/2026-11-20.md:3  status: held
      Fri 27 Nov  entries/2026-11-27.md:3  status: held

    2 / (1 + 2) = 2 / 3 = 0.6667
    adherence: 67% (2 of 3)
    ");
    assert_snapshot!(env.ok("report --explain action_items.open").stdout, @r"
    Alice Chen                                                            5 Dec 2026
    action_items.open: the action items that are open

    open
      Fri 20 Nov  @alice, due 26 Nov
                  entries/2026-11-20.md:39  - [>] Email the CEO due:2026-11-26 ^zmg…
                  entries/2026-11-27.md:40  - [>] @alice Email the CEO due:2026-11-…

    open: 1
    ");
    let json: Value = serde_json::from_str(&env.ok("report --explain latest --format json").stdout).unwrap();
    assert_eq!((&json["schema"], &json["pairs"][0]["value"]), (&"oneonone.explanation/1".into(), &Value::from(7.0)));
    assert_eq!(json["pairs"][0]["terms"][0]["places"][0]["words"], "engagement: 7");
    let names = env.ok("report --explain").stdout;
    assert!(names.lines().next().unwrap().starts_with("cadence.slots  ") && names.contains("say_do"), "{names}");
    assert_snapshot!(env.shows("report --explain open"), @r"
    exit 2
    --- stderr
    error: several figures are called `open`
    hint: say which: `action_items.open`, `blockers.open`
    ");
    assert_snapshot!(env.shows("report --explain adherance"), @r"
    exit 2
    --- stderr
    error: no figure or signal is called `adherance`
    hint: did you mean `cadence.adherence`?
    hint: `oneonone report --explain` lists the names; a pair is named before it: `oneonone report PAIR --explain FIGURE`
    ");
    assert_snapshot!(env.shows("report --explain latest --format csv"), @r"
    exit 2
    --- stderr
    error: an explanation is written as `text` or `json`
    ");
}

#[test]
fn a_signal_is_explained() {
    let env = history();
    assert_snapshot!(env.ok("report --explain cancellation-cascade").stdout, @r"
    Alice Chen                                                            5 Dec 2026
    cancellation-cascade: the newest meetings were all cancelled, or have no entry

    cancelled
      Fri 4 Dec  entries/2026-12-04.md:3  status: cancelled
                 entries/2026-12-04.md:4  reason: Sick

    Looked at too

    ends the row: held on the day
      Fri 27 Nov  entries/2026-11-27.md:3  status: held

    the newest meetings in a row that were cancelled or have no entry: 1 (needs 2 or
    more): no
    cancellation-cascade is off
    ");
    assert_snapshot!(env.ok("report --explain engagement-drop").stdout, @r"
    Alice Chen                                                            5 Dec 2026
    engagement-drop: the score fell far below its usual level, and has not come back

    Looked at too

    the newest scores (2)
      Fri 20 Nov  entries/2026-11-20.md:5  engagement: 8
      Fri 27 Nov  entries/2026-11-27.md:5  engagement: 7

    points that the score lies below the usual level: no data (needs 3 or more): not
    known yet
    or: points that each of two scores in a row lies below the usual level: no data
    (needs 2 or more): not known yet
    engagement-drop is off
    ");
}

#[test]
fn a_period_against_the_one_before() {
    let env = history();
    let page = env.ok("report alice --since 2026-11-27").stdout;
    assert_snapshot!(page, @r"
    Alice Chen                                             27 Nov 2026 to 5 Dec 2026
    with Bob Diaz · every week, 45 min · next Fri 11 Dec
    in brackets: 18 Nov 2026 to 26 Nov 2026

    To do now      Settle with @alice: “Email the CEO” (9 days overdue).

    Meetings       50% (1 of 2) took place (was 100%) · 1 cancelled (was 0)
                   ●✕  ● on time  ✕ not held
                   last one 8 days ago · longest gap 8 days (was 6)
                   agenda ready in 100% (1 of 1) (was 100%)
                   median 30 minutes (was 40)

    Engagement     ▆  7 of 10 (was 8)
                   asked in 100% (1 of 1) (was 100%)

    Action items   1 open (was 1) · 1 overdue (was 0) · median age 15 days
                   0% done by the next meeting
      Alice Chen   Email the CEO                                      overdue 9 days

    Said and done  no data
    ");
    // The report of the days before is that of then, and is shown in brackets.
    let then = env.ok("report alice --since 2026-11-18 --until 2026-11-26 --format json").stdout;
    let now = env.ok("report alice --since 2026-11-27 --format json").stdout;
    let (then, now): (Value, Value) = (serde_json::from_str(&then).unwrap(), serde_json::from_str(&now).unwrap());
    let (then, before) = (&then["pairs"][0], &now["pairs"][0]["before"]);
    assert_eq!((&before["since"], &before["until"]), (&"2026-11-18".into(), &"2026-11-26".into()));
    for group in ["cadence", "meetings", "action_items", "blockers", "commitments", "engagement"] {
        assert_eq!(before[group], then[group], "{group}");
    }
    assert_eq!(before["cadence"]["adherence"], 1.0);
    // Without a period nothing is added to the JSON.
    assert!(!env.ok("report alice --format json").stdout.contains("before"));
    let csv = env.ok("report alice --since 2026-11-27 --format csv").stdout;
    assert!(csv.contains("before_adherence") && csv.contains("2026-11-18,2026-11-26,1,1,"), "{csv}");
    let html = env.ok("report alice --since 2026-11-27 --format html").stdout;
    assert!(html.contains("(was 100%)"), "{html}");
    assert!(env.ok("report alice --since 2026-11-27 --format md").stdout.contains("(was 100%)"));
    assert_snapshot!(env.shows("report --since 2026-11-27 --until 2026-11-20"), @r"
    exit 2
    --- stderr
    error: Fri 27 Nov 2026 is after Fri 20 Nov 2026
    hint: `--since` is the first day, `--until` the last
    ");
    let explained = env.ok("report --explain held --until 2026-11-26").stdout;
    assert!(explained.ends_with("held: 1\n"), "{explained}");
}

/// What is dated later than `--until` is left out: entries, and what was done since.
#[test]
fn until_a_day_that_is_over() {
    let mut env = Env::with_alice();
    for day in ["2026-11-13", "2026-11-20", "2026-11-27"] {
        env.on(day);
        env.ok(&format!("close alice -e 8 --date {day} --next '@alice Task of {day}'"));
    }
    env.ok("action done 'Task of 2026-11-13'");
    let run = env.ok("report alice --until 2026-11-19 --format json --strict");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let pair = &report["pairs"][0];
    assert_eq!((&pair["action_items"]["open"], &pair["action_items"]["done"]), (&1.into(), &0.into()), "{pair}");
    assert_eq!((&pair["meetings"]["held"], &pair["diagnostics"]), (&1.into(), &serde_json::json!([])), "{pair}");
    // Looked at on that day, the files say that two meetings were held that had not come: another page.
    let run = env.ok("report alice --today 2026-11-19 --format json");
    assert!(run.stdout.contains("held-in-future"), "{}", run.text());
    let text = env.ok("report alice --since 2026-11-20").stdout;
    assert!(text.contains("3 open") || text.contains("2 open"), "{text}");
    assert!(text.contains("(was 1)") && !text.contains("(was 2)"), "{text}");
}
