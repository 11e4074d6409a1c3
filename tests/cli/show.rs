use insta::assert_snapshot;

use crate::env::Env;
use crate::sharing::Two;

fn history() -> Env {
    let mut env = Env::with_alice();
    let short = "# {direct_report}\n\n## Topics\n\n## Decisions\n\n## Action items\n";
    std::fs::create_dir(env.path("templates")).unwrap();
    env.write("templates/six-part.md", short);
    env.all_ok(&[
        "note 'first week'",
        "note -s decisions 'We hire two'",
        "note -a --owner bob --due 2026-11-25 'Email the CEO'",
        "close -e 8 -m 40 --no-summary",
    ]);
    env.on("2026-11-27").all_ok(&[
        "prep",
        "note 'second week'",
        "action done 'Email the CEO'",
        "close -e 7 --no-summary",
    ]);
    env.on("2026-11-28").ok("note 'for next time'");
    env
}

#[test]
fn which_meeting() {
    let env = history();
    assert_snapshot!(env.shows("show"), @r"
    exit 0
    --- stdout
    ── entries/2026-11-27.md ──
    ---
    date: 2026-11-27
    status: held
    prepared: 2026-11-27
    engagement: 7
    ---
    # Alice Chen

    ## Topics
    - second week

    ## Decisions

    ## Action items
    - [x] @bob Email the CEO due:2026-11-25 ^zmgmei done:2026-11-27
    ");
    assert_snapshot!(env.shows("show alice next"), @r"
    exit 0
    --- stdout
    ── entries/2026-12-04.md ──
    ---
    date: 2026-12-04
    status: planned
    prepared: 2026-11-28
    ---
    # Alice Chen

    ## Topics
    - for next time

    ## Decisions

    ## Action items
    ");
    for line in [
        "show 2026-11-20",
        "show alice 2026-11-20",
        "show last friday --today 2026-11-22",
        "show entries/2026-11-20.md",
    ] {
        assert!(env.ok(line).stdout.contains("first week"), "{line}");
    }
    assert_eq!(env.ok("show --all").stdout.matches("──").count(), 6);
    assert_eq!(env.ok("show -n 2").stdout.matches("──").count(), 4);
    assert_snapshot!(env.shows("show --all --print-path"), @r"
    exit 0
    --- stdout
    [dir]/oneonones/alice-chen/entries/2026-11-20.md
    [dir]/oneonones/alice-chen/entries/2026-11-27.md
    [dir]/oneonones/alice-chen/entries/2026-12-04.md
    ");
    assert_snapshot!(env.shows("show 2020-01-01"), @r"
    exit 1
    --- stderr
    error: alice-chen has no meeting on Wed 1 Jan 2020
    hint: `oneonone show alice-chen --all` prints what there is
    ");
    assert_snapshot!(env.shows("show nobody"), @r"
    exit 2
    --- stderr
    error: no pair is called `nobody`
    hint: `oneonone status` lists the pairs
    ");
    assert_snapshot!(env.shows("show alice nonsense"), @r"
    exit 2
    --- stderr
    error: `nonsense` is no date that is understood; write one such as `friday`, `in 2 weeks`, `1 dec` or `2026-12-01`
    ");
}

#[test]
fn nothing_to_show() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("show"), @r"
    exit 1
    --- stderr
    error: alice-chen has no meeting yet
    hint: `oneonone prep alice-chen` makes the next entry
    ");
    assert_snapshot!(env.shows("show next"), @r"
    exit 1
    --- stderr
    error: alice-chen has no next entry
    hint: `oneonone prep alice-chen` makes it
    ");
    assert_snapshot!(env.shows("summary"), @r"
    exit 1
    --- stderr
    error: alice-chen has no meeting yet
    hint: `oneonone prep alice-chen` makes the next entry
    ");
}

#[test]
fn control_characters_are_visible() {
    let env = Env::with_alice();
    env.write("entries/2026-11-20.md", "## Topics\n- \u{1b}[31mred\u{202e} <script>\n");
    assert_snapshot!(env.shows("show"), @r"
    exit 0
    --- stdout
    ── entries/2026-11-20.md ──
    ## Topics
    - ^[[31mred\u{202e} <script>
    ");
}

#[test]
fn summaries() {
    let env = history();
    assert_snapshot!(env.shows("summary 2026-11-20"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz, Fri 20 Nov 2026

    Decided
    - We hire two

    Next meeting: Fri 4 Dec 2026
    ");
    assert_snapshot!(env.shows("summary"), @r"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz, Fri 27 Nov 2026

    Done
    - Email the CEO

    Next meeting: Fri 4 Dec 2026
    ");
}

/// Words and figures that change after a meeting was closed; not ticks, nor what a merge brings.
#[test]
fn amended_after_the_close() {
    let two = Two::joined();
    two.bob.all_ok(&["note alice -a 'Send the plan'", "note alice 'One thing'", "sync"]);
    two.alice.ok("sync");
    two.bob.all_ok(&["close alice -e 7 --no-summary", "sync", "action done alice plan"]);
    let path = "entries/2026-11-20.md";
    assert!(!two.bob.ok("show alice").stdout.contains("amended"), "a tick is no amendment");
    // Written apart from the close, at the same time or later, and merged with it.
    two.alice.all_ok(&["note 'by Alice, before she knew'", "sync"]);
    two.bob.ok("sync");
    let text = two.bob.read(path);
    two.bob.write(path, &text.replace("engagement: 7", "engagement: 8").replace("One thing", "Another thing"));
    two.bob.ok("save");
    assert_snapshot!(two.bob.ok("show alice").stdout.lines().take(5).collect::<Vec<_>>().join("\n"), @"
    ── entries/2026-11-20.md ──
    amended on Fri 20 Nov 2026 by Alice Chen (unverified)
    amended on Fri 20 Nov 2026 by Bob Diaz (unverified)
    ---
    date: 2026-11-20
    ");
    let json = two.bob.ok("show alice --print-path").stdout;
    assert_eq!(json.lines().count(), 1);
}
