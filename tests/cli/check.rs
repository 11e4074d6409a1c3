use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn silent_where_there_is_nothing() {
    let env = Env::with_alice();
    env.all_ok(&["note x", "close -e 8 --no-summary"]);
    assert_snapshot!(env.shows("check"), @"exit 0");
    assert_snapshot!(env.shows("check --format json"), @r#"
    exit 0
    --- stdout
    {
      "schema": "oneonone.check/1",
      "pairs": [
        {
          "slug": "alice-chen",
          "diagnostics": []
        }
      ]
    }
    "#);
}

#[test]
fn problems_with_their_lines() {
    let env = Env::with_alice();
    env.write("entries/2026-11-13.md", "---\nstatus: done\nengagement: 11\n---\n## Action items\n- [ ] x due:friday\n");
    env.write("entries/notes.md", "no date\n");
    let before = env.tree();
    assert_snapshot!(env.shows("check"), @r"
    exit 1
    --- stdout
    entries/2026-11-13.md:2:9: warning[bad-status]: `status` is `done`, which counts as absent
      2 | status: done
        |         ^^^^
      help: write planned, held, cancelled or missed
    entries/2026-11-13.md:3:13: warning[bad-engagement]: `engagement` is no score: `11`
      3 | engagement: 11
        |             ^^
      help: write a whole number from 1 to 10, or {score: 4, scale: 5}
    entries/2026-11-13.md:6:9: warning[bad-date]: `due:friday` is no date, and stays text
      6 | - [ ] x due:friday
        |         ^^^^^^^^^^
      help: write YYYY-MM-DD, a day that the calendar has
    entries/notes.md:1:1: warning[no-date]: this file has no date, and is no meeting
      1 | no date
        | ^
      help: name it YYYY-MM-DD.md, or write `date: YYYY-MM-DD` between two lines `---` at its top
    --- stderr
    4 problems found
    ");
    assert_snapshot!(env.shows("check --quiet").lines().last().unwrap(), @"4 problems found");
    assert_snapshot!(env.shows("check --format json"), @r#"
    exit 1
    --- stdout
    {
      "schema": "oneonone.check/1",
      "pairs": [
        {
          "slug": "alice-chen",
          "diagnostics": [
            {
              "code": "bad-status",
              "path": "entries/2026-11-13.md",
              "line": 2,
              "column": 9,
              "message": "`status` is `done`, which counts as absent",
              "remedy": "write planned, held, cancelled or missed",
              "text": "status: done"
            },
            {
              "code": "bad-engagement",
              "path": "entries/2026-11-13.md",
              "line": 3,
              "column": 13,
              "message": "`engagement` is no score: `11`",
              "remedy": "write a whole number from 1 to 10, or {score: 4, scale: 5}",
              "text": "engagement: 11"
            },
            {
              "code": "bad-date",
              "path": "entries/2026-11-13.md",
              "line": 6,
              "column": 9,
              "message": "`due:friday` is no date, and stays text",
              "remedy": "write YYYY-MM-DD, a day that the calendar has",
              "text": "- [ ] x due:friday"
            },
            {
              "code": "no-date",
              "path": "entries/notes.md",
              "line": 1,
              "column": 1,
              "message": "this file has no date, and is no meeting",
              "remedy": "name it YYYY-MM-DD.md, or write `date: YYYY-MM-DD` between two lines `---` at its top",
              "text": "no date"
            }
          ]
        }
      ]
    }
    "#);
    assert!(env.tree() == before, "nothing is written");
    env.ok("init 'Tom Becker'");
    assert!(env.run("check").stdout.starts_with("alice-chen/entries/"));
    assert_eq!(env.run("check tom").code, 0);
    assert_snapshot!(env.shows("check --format xml"), @r"
    exit 2
    --- stderr
    error: invalid value 'xml' for '--format <FORMAT>'
      [possible values: text, json]

    For more information, try '--help'.
    ");
}
