//! `import` of what other programs write.

use std::fs;

use insta::assert_snapshot;

use crate::env::Env;

const ISSUES: &str = r#"[
  {"number": 12, "title": "1:1 November 13", "body": "- Bob to send the plan", "createdAt": "2026-11-12T10:00:00Z", "closedAt": null,
   "comments": [{"author": {"login": "bob"}, "body": "we moved the hour", "createdAt": "2026-11-13T15:00:00Z"}]},
  {"number": 9, "title": "Weekly", "body": "We talked.", "createdAt": "2026-11-06T10:00:00Z", "closedAt": "2026-11-06T11:00:00Z", "comments": []},
  {"title": "lost"}
]"#;

#[test]
fn issues() {
    let env = Env::with_alice();
    fs::write(env.root().join("issues.json"), ISSUES).unwrap();
    assert_snapshot!(env.shows("import alice issues.json --dry-run"), @"
    exit 0
    --- stdout
    issues.json: 2 meetings from Fri 6 Nov 2026 to Fri 13 Nov 2026

      date             after       what         items  alike  issue
      2026-11-06 Fri   -           held             0      0  issue 9
      2026-11-13 Fri   7 days      held             0      0  issue 12

    2 held; 0 items
    left out, number 3 of the list: it has no `number`
    1 line looks like an action item of you two, and would be offered:
      2026-11-13  @bob send the plan
    --- stderr
    nothing was written (--dry-run)
    ");
    assert_snapshot!(env.shows("import alice issues.json"), @"
    exit 0
    --- stderr
    left out, number 3 of the list: it has no `number`
    saved: 2 new meetings; in all 2 held; 0 items
    hint: 1 line looks like an action item of you two; `oneonone import` with `--yes` takes what looks so, on a terminal you are asked
    ");
    assert_snapshot!(env.read("entries/2026-11-13.md"), @"
    ---
    date: 2026-11-13
    imported: issue 12 of issues.json
    ---
    # 1:1 November 13

    - Bob to send the plan

    **bob, 2026-11-13:**

    we moved the hour
    ");
    let more = ISSUES.replace("\"We talked.\"", "\"We talked.\\n\\nAnd more.\"").replace(
        "{\"title\": \"lost\"}",
        "{\"number\": 13, \"title\": \"New\", \"body\": \"x\", \"createdAt\": \"2026-11-19T10:00:00Z\"}",
    );
    fs::write(env.root().join("issues.json"), more).unwrap();
    assert_snapshot!(env.shows("import alice issues.json"), @"
    exit 0
    --- stderr
    saved: 1 new meeting, more in 1 meeting; in all 3 held; 0 items
    hint: 1 line looks like an action item of you two; `oneonone import` with `--yes` takes what looks so, on a terminal you are asked
    ");
    assert!(env.read("entries/2026-11-06.md").ends_with("We talked.\n\nAnd more.\n"));
    fs::write(env.root().join("issues.json"), "[\n  {\"number\": }\n]").unwrap();
    assert_snapshot!(env.shows("import alice issues.json"), @"
    exit 1
    --- stderr
    error: issues.json:2:14: this is no JSON: expected value
    hint: `gh issue list --state all --json number,title,body,comments,createdAt,closedAt` prints what is read here
    ");
    env.is_clean();
}

const TABLE: &str = "Date;Status;Mood;Last week;Notes;Action items\n\
    13/11/2026;Done;8;shipped it;pay;\"Send the plan\nBook a room\"\n\
    6/11/2026;Cancelled;;;;\n\
    someday;Held;;;;\n";

#[test]
fn tables() {
    let env = Env::with_alice();
    fs::write(env.root().join("table.csv"), TABLE).unwrap();
    let run = env.run("import alice table.csv");
    assert_snapshot!(run.text(), @"
    exit 2
    --- stdout
    # What the columns are. Take out what is not there, and put right what is not so.
    date: Date
    status: Status
    engagement: Mood
    scale: 10  # the highest score
    sections:
      look back: Last week
      open discussion: Notes
      action items: Action items
    --- stderr
    error: what are the columns of `table.csv`?
    hint: save what is printed here as `map.yaml`, put it right, and say `--map map.yaml`
    ");
    fs::write(env.root().join("map.yaml"), run.stdout).unwrap();
    assert_snapshot!(env.shows("import alice table.csv --map map.yaml --dry-run"), @"
    exit 0
    --- stdout
    table.csv: 2 meetings from Fri 6 Nov 2026 to Fri 13 Nov 2026

      date             after       what         items  alike  line
      2026-11-06 Fri   -           cancelled        0      0  line 4
      2026-11-13 Fri   7 days      held             2      0  line 2

    1 held, 1 cancelled; 2 items
    table.csv:5:1: `someday` is no whole day; the row is left out
    --- stderr
    nothing was written (--dry-run)
    ");
    assert_snapshot!(env.shows("import alice table.csv --map map.yaml"), @"
    exit 0
    --- stderr
    table.csv:5:1: `someday` is no whole day; the row is left out
    saved: 2 new meetings; in all 1 held, 1 cancelled; 2 items
    ");
    assert_snapshot!(env.read("entries/2026-11-13.md"), @"
    ---
    date: 2026-11-13
    status: held
    engagement: 8
    imported: table.csv
    ---
    # 2026-11-13

    ## Look back
    - shipped it

    ## Open discussion
    - pay

    ## Action items
    - [ ] Send the plan
    - [ ] Book a room
    ");
    assert_snapshot!(env.shows("import alice table.csv --map map.yaml"), @"
    exit 0
    --- stderr
    table.csv:5:1: `someday` is no whole day; the row is left out
    nothing in it is new: 1 held, 1 cancelled; 2 items
    ");
    fs::write(env.root().join("table.csv"), TABLE.replace(";pay;", ";\"pay\nleave\";") + "20/11/2026;Held;9;;;\n")
        .unwrap();
    assert_snapshot!(env.shows("import alice table.csv --map map.yaml"), @"
    exit 0
    --- stderr
    table.csv:6:1: `someday` is no whole day; the row is left out
    saved: 1 new meeting, more in 1 meeting; in all 2 held, 1 cancelled; 2 items
    ");
    env.is_clean();
    for (map, table) in [
        ("date: When\n", TABLE),
        ("date: Date\nsections: {weather: Notes}\n", TABLE),
        ("date: Date\ndate_order: x\n", TABLE),
        ("date: Date\n", "Date\n3/4/2026\n"),
    ] {
        fs::write(env.root().join("map.yaml"), map).unwrap();
        fs::write(env.root().join("other.csv"), table).unwrap();
        assert_eq!(env.run("import alice other.csv --map map.yaml").code, 1, "{map}");
    }
    assert_snapshot!(env.shows("import alice other.csv --map map.yaml"), @"
    exit 1
    --- stderr
    error: other.csv:2: `3/4/2026` may be read day first or month first
    hint: say which: `dates: day-first` in the mapping, or `--dates day-first`
    ");
    fs::write(env.root().join("map.yaml"), "date: Date\ndate_order: x\n").unwrap();
    assert_snapshot!(env.shows("import alice other.csv --map map.yaml"), @"
    exit 1
    --- stderr
    error: map.yaml:2:1: the mapping cannot be read: unknown field `date_order`, expected one of `date`, `dates`, `status`, `reason`, `engagement`, `scale`, `minutes`, `sections`
    hint: without `--map` a mapping to begin with is printed
    ");
    fs::write(env.root().join("map.yaml"), "date: When\n").unwrap();
    assert_snapshot!(env.shows("import alice other.csv --map map.yaml"), @"
    exit 1
    --- stderr
    error: map.yaml: there is no column `When`; there are `Date`
    hint: the names are those of the first row
    ");
}
