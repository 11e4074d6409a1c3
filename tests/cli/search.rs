use insta::assert_snapshot;

use crate::env::Env;
use crate::questions::on_terminal;

/// Two meetings and one to come with Alice, and nothing yet with Tom.
fn history() -> Env {
    let mut env = Env::with_alice();
    env.ok("init 'Tom Becker' --start 2026-11-25");
    env.write(
        "entries/2026-11-13.md",
        "---\nstatus: held\nengagement: 8\n---\n# Alice Chen\n\n## Look back\n- Budget approved. <!-- which budget? -->\n\n\
         ## Open discussion\n- The CEO asked about hiring.\n- Hiring waits for the budget.\n\n\
         ## Action items\n- [ ] @bob Ask about the budget due:2026-11-16 ^1b8cc4\n- [x] Draft the plan done:2026-11-12\n",
    );
    env.write(
        "entries/2026-11-20.md",
        "---\nstatus: planned\n---\n## Action items\n- [ ] @bob Ask about the budget due:2026-11-16 ^1b8cc4\n",
    );
    env.write("backlog.md", "- [ ] A budget for books\n");
    env.on("2026-11-20");
    env
}

#[test]
fn words_with_meeting_section_and_item() {
    let env = history();
    assert_snapshot!(env.shows("search budget alice"), @r"
    exit 0
    --- stdout
    Fri 20 Nov 2026 · planned · entries/2026-11-20.md
      Action items
      5: - [ ] @bob Ask about the budget due:2026-11-16 ^1b8cc4
         open · overdue since Mon 16 Nov 2026 · in 2 entries since Fri 13 Nov 2026

    Fri 13 Nov 2026 · entries/2026-11-13.md
      Look back
       8: - Budget approved. <!-- which budget? -->
      Open discussion
      12: - Hiring waits for the budget.

    backlog.md
      1: - [ ] A budget for books
         open
    ");
    assert_snapshot!(env.shows("search hiring budget"), @r"
    exit 0
    --- stdout
    Fri 13 Nov 2026 · alice-chen/entries/2026-11-13.md
      Open discussion
      12: - Hiring waits for the budget.
    ");
    assert_snapshot!(env.shows("search --items -C 1 'ask about' --until 2026-11-13"), @r"
    exit 0
    --- stdout
    Fri 13 Nov 2026 · alice-chen/entries/2026-11-13.md
      14- ## Action items
      15: - [ ] @bob Ask about the budget due:2026-11-16 ^1b8cc4
          open · overdue since Mon 16 Nov 2026 · in 2 entries since Fri 13 Nov 2026
      16- - [x] Draft the plan done:2026-11-12
    ");
    let before = env.tree();
    env.run("search budget");
    assert!(env.tree() == before, "nothing is written");
}

#[test]
fn nothing_is_found() {
    let env = history();
    assert_snapshot!(env.shows("search banana"), @r"
    exit 1
    --- stderr
    nothing found for `banana` in alice-chen and tom-becker
    ");
    assert_snapshot!(env.shows("search banana tom-becker"), @r"
    exit 1
    --- stderr
    nothing found for `banana` in tom-becker
    ");
    assert_snapshot!(env.shows("search banana ali"), @r"
    exit 1
    --- stderr
    nothing found for `banana` and `ali` on one line in alice-chen and tom-becker
    hint: `--pair alice-chen` looks for the other words there
    ");
    assert_snapshot!(env.shows("search -q banana"), @"exit 1");
    assert_snapshot!(env.shows("search held"), @r"
    exit 1
    --- stderr
    nothing found for `held` in alice-chen and tom-becker
    ");
    assert_snapshot!(env.shows("search banana --format json"), @r#"
    exit 1
    --- stdout
    {
      "schema": "oneonone.search/1",
      "hits": []
    }
    "#);
    assert_snapshot!(env.shows("search banana --format lines"), @"exit 1");
}

/// How many hits a line of arguments has.
fn hits(env: &Env, line: &str) -> usize {
    env.run(&format!("search --format lines {line}")).stdout.lines().count()
}

#[test]
fn what_counts() {
    let env = history();
    for (line, expected) in [
        ("budget", 4),
        ("Budget", 1),
        ("-i BUDGET", 4),
        ("which", 0),
        ("plan", 1),
        ("-w plan", 1),
        ("-w pla", 0),
        ("--items budget", 2),
        ("--open budget", 2),
        ("--open plan", 0),
        ("--items plan", 1),
        ("budget --since 2026-11-20", 1),
        ("budget --until 2026-11-13", 3),
        ("budget --since 2026-11-14 --until 2026-11-19", 0),
        ("-E 'b.dget\\.?$'", 1),
        ("-E 'c[a-e]o' 'hiring\\.$'", 1),
        ("^1b8cc4", 1),
        ("'[x]'", 1),
    ] {
        assert_eq!(hits(&env, line), expected, "{line}");
    }
}

#[test]
fn pairs_and_words_are_told_apart() {
    let env = history();
    std::fs::write(env.pair("tom-becker").join("backlog.md"), "- [ ] Ask alice about the budget\n").unwrap();
    assert_eq!(hits(&env, "budget"), 5);
    assert_eq!(hits(&env, "budget alice"), 4, "the last word names a pair");
    assert_eq!(hits(&env, "budget 'Alice Chen'"), 4);
    assert_eq!(hits(&env, "budget tom-becker alice"), 5);
    assert_eq!(hits(&env, "alice"), 3, "the first word never does");
    assert_eq!(hits(&env, "budget ask alic"), 1, "nor does the beginning of a name");
    assert_eq!(hits(&env, "--pair tom budget alice"), 1, "nor any word beside `--pair`");
    assert_eq!(hits(&env, "--pair tom -p alice budget"), 5);
    let mut env = env;
    let inside = env.path("entries");
    env.within(&inside);
    assert_eq!(hits(&env, "budget"), 4, "inside a pair's folder only there");
}

#[test]
fn for_programs_and_editors() {
    let env = history();
    assert_snapshot!(env.shows("search --format lines ceo"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-13.md:11:7:- The CEO asked about hiring.
    ");
    assert_snapshot!(env.shows("search --format json -C 1 hiring waits"), @r#"
    exit 0
    --- stdout
    {
      "schema": "oneonone.search/1",
      "hits": [
        {
          "pair": "alice-chen",
          "path": "entries/2026-11-13.md",
          "date": "2026-11-13",
          "outcome": "held",
          "line": 12,
          "section": "topics",
          "heading": "Open discussion",
          "text": "- Hiring waits for the budget.",
          "matches": [
            {
              "column": 3,
              "length": 6
            },
            {
              "column": 10,
              "length": 5
            }
          ],
          "before": [
            "- The CEO asked about hiring."
          ],
          "after": [
            ""
          ],
          "item": null
        }
      ]
    }
    "#);
    assert_snapshot!(env.shows("search --format json draft"), @r#"
    exit 0
    --- stdout
    {
      "schema": "oneonone.search/1",
      "hits": [
        {
          "pair": "alice-chen",
          "path": "entries/2026-11-13.md",
          "date": "2026-11-13",
          "outcome": "held",
          "line": 16,
          "section": "actions",
          "heading": "Action items",
          "text": "- [x] Draft the plan done:2026-11-12",
          "matches": [
            {
              "column": 7,
              "length": 5
            }
          ],
          "before": [],
          "after": [],
          "item": {
            "id": null,
            "kind": "action item",
            "state": "done",
            "text": "Draft the plan",
            "owners": [
              "alice"
            ],
            "due": null,
            "created": "2026-11-13",
            "done": "2026-11-12",
            "dropped": null,
            "mentions": [
              "entries/2026-11-13.md:16"
            ]
          }
        }
      ]
    }
    "#);
}

#[test]
fn what_was_found_is_in_colour() {
    let env = history();
    let shown = env.run("search ceo --color always").stdout;
    assert!(shown.contains("- The \u{1b}[1m\u{1b}[31mCEO\u{1b}[0m asked"), "{shown:?}");
    assert!(!env.run("search ceo").stdout.contains('\u{1b}'));
}

#[test]
fn lines_that_are_odd() {
    let env = history();
    let long = format!("- {}budget{}\n- \u{1b}[31mbudget \u{202e}\tx\n", "é".repeat(70_000), "x".repeat(80_000));
    env.write("entries/2026-11-06.md", &format!("---\nkey: [\n---\n{long}"));
    let shown = env.run("search budget --until 2026-11-06 --color always").stdout;
    assert!(shown.len() < 1500 && !shown.contains("\u{1b}[31mbudget \u{202e}"), "{shown:?}");
    assert!(shown.contains('…') && shown.contains("^[[31m"), "{shown:?}");
}

#[test]
fn words_that_cannot_be_looked_for() {
    let env = history();
    assert_snapshot!(env.shows("search"), @r"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      <WORDS>...

    Usage: oneonone search [OPTIONS] WORDS... [PAIR]...

    For more information, try '--help'.
    ");
    assert_snapshot!(env.shows("search ''"), @r"
    exit 2
    --- stderr
    error: there is no word to look for
    hint: say what to look for, such as `oneonone search budget`
    ");
    assert_snapshot!(env.shows("search -E '(x'"), @r"
    exit 2
    --- stderr
    error: `(x` is no regular expression
    caused by: regex parse error:
    caused by:     (?:(x)
    caused by:     ^
    caused by: error: unclosed group
    hint: leave `--regex` out to look for the text as it stands
    ");
    assert_snapshot!(env.shows("search budget --since someday"), @r"
    exit 2
    --- stderr
    error: `someday` is no date that is understood; write one such as `friday`, `in 2 weeks`, `1 dec` or `2026-12-01`
    ");
    assert_snapshot!(env.shows("search budget --pair nobody"), @r"
    exit 2
    --- stderr
    error: no pair is called `nobody`
    hint: `oneonone status` lists the pairs
    ");
}

#[test]
fn private_notes_on_a_terminal_alone() {
    let env = history();
    env.all_ok(&["note --private alice 'The budget is\nhers soon'", "note --private tom 'budget of Tom'"]);
    assert!(!env.run("search budget").text().contains("hers soon"), "not unless asked for");
    assert!(!on_terminal(&env, "2026-11-20", "search budget").contains("hers soon"));
    assert_snapshot!(on_terminal(&env, "2026-11-20", "search --private budget is"), @r"
    exit 0
    --- stdout
    private notes about alice-chen
    1  Fri 20 Nov 2026
      private: The budget is
      private: hers soon
    --- stderr
    ");
    assert!(on_terminal(&env, "2026-11-20", "search --private budget").contains("private: budget of Tom"));
    assert!(!on_terminal(&env, "2026-11-20", "search --private budget alice").contains("Tom"));
    assert!(!on_terminal(&env, "2026-11-20", "search --private budget --until 2026-11-19").contains("private"));
    assert_snapshot!(env.shows("search --private budget"), @r"
    exit 2
    --- stderr
    error: private notes are found on a terminal alone
    hint: leave `--private` out; `oneonone private show` prints them
    ");
    assert_snapshot!(env.shows("search --private budget --format json").lines().nth(2).unwrap_or_default(), @"error: the argument '--private' cannot be used with '--format <FORMAT>'");
}
