use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn the_eight_verbs_come_first() {
    let env = Env::new();
    let help = env.shows("--help");
    assert_snapshot!(help, @r"
    exit 0
    --- stdout
    One-on-one meetings in plain text: prepare, hold, follow up, tell the truth

    Usage: oneonone [OPTIONS] [COMMAND]

    Every week:
      init    Begin with somebody: make the pair's repository
      prep    Prepare the next meeting: carry the open items, show what is due
      note    Write down a thought for the next meeting
      close   Close a meeting: the score, the open items, the next steps
      report  Tell the truth about one pair, or about all of them
      status  What is next, what is open, what to confirm
      sync    Bring pairs together with the other side, now
      undo    Take back your own last write

    More:
      new         Make an entry
      edit        Open an entry in your editor
      show        Print entries
      search      Find words in what you have written
      log         Tell who changed what and when, by item and section
      diff        Tell what is different now, by item and section
      summary     Print the summary of a meeting, to be sent
      action      List, add, tick, drop or reopen action items
      reschedule  Move the next meeting to another day
      cancel      Call a meeting off
      cadence     Show or change how often you meet
      away        Say when you do not meet
      end         End a pair
      pair        Show or change who the two are
      private     Read, share or edit the notes that nobody else sees
      due         List the meetings that are due soon; silent where there are none
      share       Share a pair with the other person
      join        Join a pair that somebody shares with you
      import      Take in past meetings from files, or an answer by mail
      save        Commit what was changed by hand
      check       Find problems in the files
      demo        Make an example team and show the report on it

    Options:
          --home <DIR>          Where the pairs are [default: ~/oneonones]
          --today <YYYY-MM-DD>  Take this day for today
          --color <WHEN>        Print in colour: auto, always or never
      -q, --quiet               Say nothing but results, warnings and errors
          --no-input            Never ask; take the default, or fail
      -h, --help                Print help
      -V, --version             Print version

    Without a verb: what is next. `oneonone VERB --help` tells more about a verb.
    ");
    assert_eq!(env.shows("-h"), help);
    // Two of the lines are the test's own.
    assert!(help.lines().count() <= 2 + 48 && help.lines().all(|line| line.chars().count() <= 80), "it fits a screen");
    assert_snapshot!(env.shows("--version"), @r"
    exit 0
    --- stdout
    oneonone 0.1.0
    ");
}

#[test]
fn of_each_verb() {
    let env = Env::new();
    assert_snapshot!(env.shows("note -h"), @"
    exit 0
    --- stdout
    Write down a thought for the next meeting

    Usage: oneonone note [OPTIONS] [PAIR] TEXT

    Arguments:
      <TEXT>...  Whose pair (where it is not clear), then the text; `-` reads the
                 text from standard input

    Options:
      -s, --section <SECTION>   The section: look back, blockers, feedback, growth…
      -t, --topic               A topic that stays open until it is ticked
      -a, --action              An action item
          --owner <HANDLE>      Who owns the action item, by handle
          --due <DATE>          When the action item is due: friday, in 2 weeks,
                                2026-12-01
          --private             For yourself alone: into a store of your own, never
                                into the pair
          --print-path          Print the path of the entry alone
          --dry-run             Show what would be written, and write nothing
          --home <DIR>          Where the pairs are [default: ~/oneonones]
          --today <YYYY-MM-DD>  Take this day for today
          --color <WHEN>        Print in colour: auto, always or never
      -q, --quiet               Say nothing but results, warnings and errors
          --no-input            Never ask; take the default, or fail
      -h, --help                Print help (see more with '--help')
    ");
    assert_snapshot!(env.shows("action -h"), @r"
    exit 0
    --- stdout
    List, add, tick, drop or reopen action items

    Usage: oneonone action [OPTIONS] <COMMAND>

    Commands:
      list    The open items, with what names them
      add     Add an action item to today's entry, else the next one
      done    Tick an item
      drop    Give an item up
      reopen  Open an item again

    Options:
          --home <DIR>          Where the pairs are [default: ~/oneonones]
          --today <YYYY-MM-DD>  Take this day for today
          --color <WHEN>        Print in colour: auto, always or never
      -q, --quiet               Say nothing but results, warnings and errors
          --no-input            Never ask; take the default, or fail
      -h, --help                Print help
    ");
    for verb in [
        "init",
        "prep",
        "close",
        "report",
        "status",
        "undo",
        "new",
        "edit",
        "show",
        "summary",
        "action list",
        "action add",
        "action done",
        "action drop",
        "action reopen",
        "reschedule",
        "cancel",
        "cadence",
        "away",
        "end",
        "pair show",
        "pair set",
        "due",
        "save",
        "search",
        "log",
        "diff",
        "check",
        "demo",
    ] {
        for flag in ["-h", "--help"] {
            let run = env.run(&format!("{verb} {flag}"));
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{verb}");
            assert!(
                run.stdout.contains("Usage: oneonone") && !run.stdout.contains("Possible values:\n  - auto"),
                "{verb}"
            );
            assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{verb} fits 80 columns");
        }
    }
}

#[test]
fn wrong_usage() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("nite alice x"), @r"
    exit 2
    --- stderr
    error: unrecognized subcommand 'nite'

      tip: some similar subcommands exist: 'init', 'note'

    Usage: oneonone [OPTIONS] [COMMAND]

    For more information, try '--help'.
    ");
    assert_snapshot!(env.shows("prep --edt"), @r"
    exit 2
    --- stderr
    error: unexpected argument '--edt' found

      tip: a similar argument exists: '--edit'

    Usage: oneonone prep --edit [PAIR]

    For more information, try '--help'.
    ");
    assert_snapshot!(env.shows("--today tomorrow status"), @r"
    exit 2
    --- stderr
    error: `tomorrow` is no date
    hint: write --today YYYY-MM-DD
    ");
    assert_snapshot!(env.shows("--color sometimes status"), @r"
    exit 2
    --- stderr
    error: invalid value 'sometimes' for '--color <WHEN>'
      [possible values: auto, always, never]

    For more information, try '--help'.
    ");
    assert_snapshot!(env.shows("--home '' status"), @r"
    exit 2
    --- stderr
    error: a value is required for '--home <DIR>' but none was supplied

    For more information, try '--help'.
    ");
}
