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
