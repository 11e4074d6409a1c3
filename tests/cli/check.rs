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
          "diagnostics": [],
          "remarks_left_out": 0
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
              "text": "status: done",
              "remark": false
            },
            {
              "code": "bad-engagement",
              "path": "entries/2026-11-13.md",
              "line": 3,
              "column": 13,
              "message": "`engagement` is no score: `11`",
              "remedy": "write a whole number from 1 to 10, or {score: 4, scale: 5}",
              "text": "engagement: 11",
              "remark": false
            },
            {
              "code": "bad-date",
              "path": "entries/2026-11-13.md",
              "line": 6,
              "column": 9,
              "message": "`due:friday` is no date, and stays text",
              "remedy": "write YYYY-MM-DD, a day that the calendar has",
              "text": "- [ ] x due:friday",
              "remark": false
            },
            {
              "code": "no-date",
              "path": "entries/notes.md",
              "line": 1,
              "column": 1,
              "message": "this file has no date, and is no meeting",
              "remedy": "name it YYYY-MM-DD.md, or write `date: YYYY-MM-DD` between two lines `---` at its top",
              "text": "no date",
              "remark": false
            }
          ],
          "remarks_left_out": 0
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

/// Two meetings with a colleague who types what comes.
fn odd_lines() -> Env {
    let env = Env::with_alice();
    env.write(
        "entries/2026-11-13.md",
        "---\nstatus: held\n---\n## Action items\n- [] Send the plan\n- @bob call the landlord\n- None\n\n\
         ## Who was there\n- [x] Alice Chen\n- [x] Bob Diaz\n\n## Minutes\n- [ ] send the minutes to all\n",
    );
    env.write(
        "entries/2026-11-06.md",
        "---\nstatus: held\n---\n## Topics\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> x\n",
    );
    env.git("add -A");
    env.git("commit -qm typed");
    env
}

#[test]
fn remarks_are_counted_and_shown_if_asked_for() {
    let env = odd_lines();
    assert_snapshot!(env.shows("check"), @r"
    exit 1
    --- stdout
    entries/2026-11-06.md:5:1: warning[conflict-markers]: another tool's merge stopped here, and both versions are read as one text
      5 | <<<<<<< HEAD
        | ^^^^^^^
      help: `oneonone check --fix` puts the two versions together; or take out what is wrong, and the markers
    entries/2026-11-13.md:5:3: warning[almost-a-box]: this looks like a box, and is read as text
      5 | - [] Send the plan
        |   ^^
      help: write `- [ ] Send the plan`; `oneonone check --fix` does it
    --- stderr
    2 problems found
    2 remarks: 1 bullet-under-actions and 1 box-elsewhere; `oneonone check --strict` shows them
    ");
    assert_snapshot!(env.shows("check --strict"), @r"
    exit 1
    --- stdout
    entries/2026-11-06.md:5:1: warning[conflict-markers]: another tool's merge stopped here, and both versions are read as one text
      5 | <<<<<<< HEAD
        | ^^^^^^^
      help: `oneonone check --fix` puts the two versions together; or take out what is wrong, and the markers
    entries/2026-11-13.md:5:3: warning[almost-a-box]: this looks like a box, and is read as text
      5 | - [] Send the plan
        |   ^^
      help: write `- [ ] Send the plan`; `oneonone check --fix` does it
    entries/2026-11-13.md:6:3: remark[bullet-under-actions]: this stands under action items, and is none: it has no box
      6 | - @bob call the landlord
        |   ^^^^^^^^^^^^^^^^^^^^^^
      help: write `- [ ]` before it; `oneonone check --fix` does it
    entries/2026-11-13.md:14:3: remark[box-elsewhere]: under `Minutes` a box without owner, due date or id is no item
      14 | - [ ] send the minutes to all
         |   ^^^
      help: put it under action items, or name an owner, as in `- [ ] @alice …`
    --- stderr
    2 problems and 2 remarks found
    ");
    assert_snapshot!(env.shows("check --only box-elsewhere"), @r"
    exit 1
    --- stdout
    entries/2026-11-13.md:14:3: remark[box-elsewhere]: under `Minutes` a box without owner, due date or id is no item
      14 | - [ ] send the minutes to all
         |   ^^^
      help: put it under action items, or name an owner, as in `- [ ] @alice …`
    --- stderr
    1 remark found
    ");
    assert_snapshot!(env.shows("check --only almost-box"), @r"
    exit 2
    --- stderr
    error: there is no check `almost-box`
    hint: did you mean `almost-a-box` or `almost-a-score`?
    ");
    assert_eq!(env.run("report --strict").code, 0, "the checks are no problems of a report");
}

#[test]
fn fixes_are_shown_and_written() {
    let env = odd_lines();
    let meetings = || {
        let report: serde_json::Value = serde_json::from_str(&env.ok("report --format json").stdout).unwrap();
        report["pairs"][0]["meetings"].clone()
    };
    let known = meetings();
    // After the report, which may keep what it showed.
    let before = env.tree();
    assert_snapshot!(env.shows("check --fix --dry-run"), @r"
    exit 1
    --- stdout
    diff --git a/entries/2026-11-06.md b/entries/2026-11-06.md
    --- a/entries/2026-11-06.md
    +++ b/entries/2026-11-06.md
    @@ -3,7 +3,4 @@ status: held
     ---
     ## Topics
    -<<<<<<< HEAD
     - a
    -=======
     - b
    ->>>>>>> x
    diff --git a/entries/2026-11-13.md b/entries/2026-11-13.md
    --- a/entries/2026-11-13.md
    +++ b/entries/2026-11-13.md
    @@ -3,6 +3,6 @@ status: held
     ---
     ## Action items
    -- [] Send the plan
    -- @bob call the landlord
    +- [ ] Send the plan
    +- [ ] @bob call the landlord
     - None

    --- stderr
    nothing was written (--dry-run)
    ");
    assert_snapshot!(env.shows("check --fix").lines().rev().take(3).collect::<Vec<_>>().join("\n"), @r"
    hint: `--yes` writes it without asking
    nothing was written: nobody is there to be asked
    --- stderr
    ");
    assert!(env.tree() == before, "nothing is written");
    assert_snapshot!(env.shows("check --fix --yes").lines().rev().take(6).collect::<Vec<_>>().join("\n"), @r"
    1 remark: 1 box-elsewhere; `oneonone check --strict` shows them
    put 3 lines in 2 files right; `oneonone undo alice-chen` takes it back
    --- stderr

     - None
    +- [ ] @bob call the landlord
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone check: entries/2026-11-06.md entries/2026-11-13.md
    -<<<<<<< HEAD
    -=======
    ->>>>>>> x
    -- [] Send the plan
    -- @bob call the landlord
    +- [ ] Send the plan
    +- [ ] @bob call the landlord
    ");
    env.is_clean();
    assert_snapshot!(env.shows("check --fix --yes"), @r"
    exit 0
    --- stderr
    there is nothing that can be put right by itself
    1 remark: 1 box-elsewhere; `oneonone check --strict` shows them
    ");
    env.ok("check --fix --yes --only box-elsewhere");
    assert_snapshot!(env.last_change(), @r"
    oneonone check: entries/2026-11-13.md
    -- [ ] send the minutes to all
    +- [ ] send the minutes to all ^ohczz6
    ");
    assert_eq!(meetings(), known, "how meetings were prepared is known as little as before");
    env.all_ok(&["undo", "undo"]);
    assert_eq!(meetings(), known);
    assert!(env.read("entries/2026-11-13.md").contains("- [] Send the plan\n"));
}

#[test]
fn a_box_that_would_hide_a_meeting_is_left_out() {
    let env = Env::with_alice();
    env.write("entries/2026-11-06.md", "---\nstatus: held\n---\n## Action items\n- [ ] Send the plan\n");
    env.write("entries/2026-11-13.md", "## Action items\n- Send the plan\n");
    let before = env.tree();
    assert_snapshot!(env.shows("check --fix --yes"), @r"
    exit 0
    --- stderr
    warning: alice-chen: 1 line left alone: with a box it would look as if a meeting had not been held
    there is nothing that can be put right by itself
    1 remark: 1 bullet-under-actions; `oneonone check --strict` shows them
    ");
    assert!(env.tree() == before);
}
