use insta::assert_snapshot;

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
    assert_snapshot!(env.shows("report alice"), @r"
    exit 0
    --- stdout
    Alice Chen                                                            5 Dec 2026
    with Bob Diaz · every week, 45 min · next Fri 11 Dec

    To do now      Settle with @alice: “Email the CEO” (9 days overdue).

    Meetings       67% (2 of 3) took place · 1 cancelled
                   ●●✕  ● on time  ✕ not held
                   last one 8 days ago · longest gap 8 days
                   agenda ready in 100% (2 of 2) · median 35 minutes

    Engagement     ▆▆  7 of 10 · -1 since last time
                   asked in 100% (2 of 2)

    Action items   1 open · 1 overdue · median age 15 days
                   0% done by the next meeting
      Alice Chen   Email the CEO                                      overdue 9 days

    Said and done  no data
    ");
    assert_eq!(env.ok("report").stdout, env.ok("report alice").stdout);
    assert_snapshot!(env.shows("report alice --since 2026-11-25"), @r"
    exit 0
    --- stdout
    Alice Chen                                             25 Nov 2026 to 5 Dec 2026
    with Bob Diaz · every week, 45 min · next Fri 11 Dec

    To do now      Settle with @alice: “Email the CEO” (9 days overdue).

    Meetings       50% (1 of 2) took place · 1 cancelled
                   ●✕  ● on time  ✕ not held
                   last one 8 days ago · longest gap 8 days
                   agenda ready in 100% (1 of 1) · median 30 minutes

    Engagement     ▆  7 of 10
                   asked in 100% (1 of 1)

    Action items   1 open · 1 overdue · median age 15 days
      Alice Chen   Email the CEO                                      overdue 9 days

    Said and done  no data
    ");
}

#[test]
fn every_format() {
    let mut env = history();
    env.ok("init 'Tom Becker'");
    assert_snapshot!(env.shows("report"), @r"
    exit 0
    --- stdout
                meetings     held  engagem  open late  next    signals
    Alice Chen           ●●✕  2/3  ▆▆ 7 -1     1    1  11 Dec
    Tom Becker                  -     -        0    -  14 Dec

    ● on time  ✕ not held
    2 people · no signals · 5 Dec 2026
    ");
    assert_snapshot!(env.shows("report --format csv"), @r#"
    exit 0
    --- stdout
    today,since,slug,direct_report,manager,direct_report_handle,manager_handle,kind,role,rhythm,ended,expected,on_time,moved,cancelled,missed,unconfirmed,excused,pending,extra,adherence,moved_rate,longest_gap_days,days_since_last,streak,worst_run,next_due,held,documented,prepared_known,prepared,agenda_rate,median_minutes,actions_open,actions_overdue,actions_done,actions_dropped,actions_unresolved,actions_median_age_days,actions_done_by_next,blockers_open,blockers_median_age_days,direct_report_made,direct_report_delivered,direct_report_say_do,manager_made,manager_delivered,manager_say_do,unplanned,scores,asked_rate,engagement_latest,engagement_change,engagement_reference,engagement_slope_per_30_days,topics_open,milestones_open,to_confirm,unread_items,signals,urgency,diagnostics
    2026-12-05,,alice-chen,Alice Chen,Bob Diaz,alice,bob,one-on-one,,"every week, 45 min",,3,2,0,1,0,0,0,0,0,0.6666666666666666,0,8,8,0,1,2026-12-11,2,2,2,2,1,35,1,1,0,0,0,15,0,0,,0,0,,0,0,,0,2,1,7,-1,,,0,0,0,0,,2,0
    2026-12-05,,tom-becker,Tom Becker,Bob Diaz,tom,bob,one-on-one,,"every week, 60 min",,0,0,0,0,0,0,0,0,0,,,,,0,0,2026-12-14,0,0,0,0,,,0,0,0,0,0,,,0,,0,0,,0,0,,0,0,,,,,,0,0,0,0,,0,0
    "#);
    assert_snapshot!(env.shows("report --format md"), @r"
    exit 0
    --- stdout
    | | Meetings | Held | Engagement | Open | Overdue | Next | Signal |
    |---|---|--:|---|--:|--:|---|---|
    | **Alice Chen** | ●●✕ | 2/3 | ▆▆ 7 -1 | 1 | **1** | 11 Dec |  |
    | **Tom Becker** |  | - | - | 0 | - | 14 Dec |  |

    ● on time, ✕ not held

    2 people · no signals · 5 Dec 2026
    ");
    let html = env.ok("report alice --format html").stdout;
    assert!(html.starts_with("<!") && html.trim_end().ends_with("</html>"));
    let json: serde_json::Value =
        serde_json::from_str(&env.ok("report --format json --since 'last month'").stdout).unwrap();
    assert_eq!(json["schema"], "oneonone.report/1");
    assert_eq!(json["since"], "2026-11-05");
    assert_eq!(json["pairs"][0]["slug"], "alice-chen");
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
    env.on("2026-12-06");
    assert_snapshot!(env.shows("report tom alice --format csv").lines().count().to_string(), @"5");
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
