use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn a_name_is_enough() {
    let env = Env::new();
    assert_snapshot!(env.shows("init 'Alice Chen'"), @r#"
    exit 0
    --- stdout
    Alice Chen and Bob Diaz: every week, first on Fri 27 Nov 2026 (in 7 days)
    --- stderr
    made [dir]/oneonones/alice-chen
    hint: `oneonone prep` prepares the first meeting; `oneonone note "…"` keeps a thought for it
    "#);
    assert_snapshot!(env.read("oneonone.yaml"), @r#"
    schema: 1
    kind: one-on-one
    direct_report: {name: Alice Chen, handle: alice}
    manager: {name: Bob Diaz, handle: bob, email: ["bob@example.com"]}
    template: six-part
    cadence:
      - {from: 2026-11-27, every: week, minutes: 60}
    "#);
    assert_snapshot!(env.git("ls-files"), @r"
    .gitattributes
    README.md
    backlog.md
    goals.md
    oneonone.yaml
    ");
    assert_snapshot!(env.log(), @"oneonone init: oneonone.yaml");
    env.is_clean();
}

#[test]
fn all_flags() {
    let env = Env::new();
    assert_snapshot!(env.shows(
        "init 'Bob Diaz' --email bob@example.com --handle bd --manager 'Mara Silva: VP' --manager-email mara@example.com \
         --cadence 'first monday' --start 'in 2 weeks' --time 9:30 --minutes 30 --kind skip-level --role 'Manager, EU' --slug mara"
    ), @r#"
    exit 0
    --- stdout
    Bob Diaz and Mara Silva: VP: every first monday, first on Mon 7 Dec 2026 (in 2 weeks)
    --- stderr
    in 2 weeks: Fri 4 Dec 2026 (in 2 weeks)
    made [dir]/oneonones/mara
    hint: `oneonone prep` prepares the first meeting; `oneonone note "…"` keeps a thought for it
    "#);
    assert_snapshot!(std::fs::read_to_string(env.pair("mara").join("oneonone.yaml")).unwrap(), @r#"
    schema: 1
    kind: skip-level
    direct_report: {name: Bob Diaz, handle: bd, email: ["bob@example.com"]}
    manager: {name: "Mara Silva: VP", handle: mara, email: ["mara@example.com"]}
    role: "Manager, EU"
    template: six-part
    cadence:
      - {from: 2026-12-04, every: first monday, time: "09:30", minutes: 30}
    "#);
}

#[test]
fn the_second_pair_is_named_in_the_hint() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("init 'José Ruiz'"), @r#"
    exit 0
    --- stdout
    José Ruiz and Bob Diaz: every week, first on Fri 27 Nov 2026 (in 7 days)
    --- stderr
    made [dir]/oneonones/josé-ruiz
    hint: `oneonone prep josé-ruiz` prepares the first meeting; `oneonone note josé-ruiz "…"` keeps a thought for it
    "#);
    assert_snapshot!(env.shows("--quiet init '田中 由紀'"), @r"
    exit 0
    --- stdout
    田中 由紀 and Bob Diaz: every week, first on Fri 27 Nov 2026 (in 7 days)
    ");
}

#[test]
fn the_other_has_the_same_first_name() {
    let env = Env::new();
    env.ok("init 'Bob Chen'");
    assert!(env.home().join("bob-chen/oneonone.yaml").exists());
    assert_snapshot!(env.shows("pair show bob-chen"), @r#"
    exit 0
    --- stdout
    schema: 1
    kind: one-on-one
    direct_report: {name: Bob Chen, handle: bob}
    manager: {name: Bob Diaz, handle: bobdiaz, email: ["bob@example.com"]}
    template: six-part
    cadence:
      - {from: 2026-11-27, every: week, minutes: 60}
    --- stderr
    [dir]/oneonones/bob-chen/oneonone.yaml
    "#);
}

#[test]
fn names_that_are_none() {
    let env = Env::new();
    let long = "x".repeat(80);
    for name in ["../x", "a/b", "CON", "…", "", "a\u{1b}[0m", &long] {
        let run = env.run(&format!("init '{name}'"));
        assert_eq!(run.code, 2, "{name}: {}", run.text());
        assert!(!env.home().exists(), "{name}");
    }
    assert_snapshot!(env.shows("init '../x'"), @r"
    exit 2
    --- stderr
    error: `../x` cannot name a folder: it looks like a path
    ");
    assert_snapshot!(env.shows("init CON"), @r"
    exit 2
    --- stderr
    error: `CON` cannot name a folder: some systems keep that name for themselves; give another one with --slug
    ");
    assert_snapshot!(env.shows("init"), @r#"
    exit 2
    --- stderr
    error: who is it with?
    hint: `oneonone init "Alice Chen"`
    "#);
}

#[test]
fn a_folder_that_is_there() {
    let env = Env::with_alice();
    let before = env.tree();
    assert_snapshot!(env.shows("init 'ALICE  Chen'"), @r"
    exit 1
    --- stderr
    error: there is a folder `alice-chen` in `[dir]/oneonones` already
    hint: give the new pair another folder with --slug NAME
    ");
    assert!(env.tree() == before, "nothing is written");
    std::fs::create_dir(env.home().join("tom-becker")).unwrap();
    assert_snapshot!(env.shows("init 'Tom Becker'"), @r"
    exit 1
    --- stderr
    error: there is a folder `tom-becker` in `[dir]/oneonones` already
    hint: give the new pair another folder with --slug NAME
    ");
}

#[test]
fn wrong_values() {
    let env = Env::new();
    assert_snapshot!(env.shows("init Alice --cadence sometimes"), @r"
    exit 2
    --- stderr
    error: `sometimes` is no cadence
    hint: day, week, 2 weeks, 10 days, month, 3 months, biweekly, quarterly, first monday, last friday
    ");
    assert_snapshot!(env.shows("init Alice --kind friend"), @r"
    exit 2
    --- stderr
    error: no kind is called `friend`
    hint: there are one-on-one, skip-level, mentor, peer
    ");
    assert_snapshot!(env.shows("init Alice --template none"), @r"
    exit 1
    --- stderr
    error: there is no template `none`
    hint: built in: six-part; others stand in templates/ of the pair or of your configuration
    ");
    assert_snapshot!(env.shows("init Alice --time 25:00"), @r"
    exit 2
    --- stderr
    error: `25:00` is no time of day; write one such as `14:00` or `2pm`
    ");
    assert_snapshot!(env.shows("init Alice --start 03/04/26"), @r"
    exit 2
    --- stderr
    error: `03/04/26` could be 3 April or 4 March 2026; write 2026-04-03 or 2026-03-04
    ");
    assert_snapshot!(env.shows("init Alice --handle 'a b'"), @r"
    exit 2
    --- stderr
    error: `a b` is no handle
    hint: letters, digits, `-`, `_` and `.`
    ");
    assert_snapshot!(env.shows("init Alice --minutes 0"), @r"
    exit 2
    --- stderr
    error: invalid value '0' for '--minutes <MINUTES>': 0 is not in 1..=480

    For more information, try '--help'.
    ");
    assert!(!env.home().exists());
}

#[test]
fn nothing_is_made_without_an_identity() {
    let env = Env::new();
    std::fs::write(env.root().join("gitconfig"), "").unwrap();
    assert_snapshot!(env.shows("init 'Alice Chen' --manager 'Bob Diaz'"), @r#"
    exit 1
    --- stderr
    error: git does not know your name; run `git config --global user.name "Your Name"`
    "#);
    assert!(!env.home().exists());
}

#[test]
fn a_template_of_ones_own() {
    let env = Env::new();
    let folder = env.root().join(".config/oneonone/templates");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("short.md"), "# {direct_report}\n\n## Topics\n").unwrap();
    std::fs::write(folder.parent().unwrap().join("config.yaml"), "template: short\n").unwrap();
    env.all_ok(&["init 'Alice Chen'", "new"]);
    assert_snapshot!(env.read("entries/2026-11-27.md"), @r"
    ---
    date: 2026-11-27
    status: planned
    ---
    # Alice Chen

    ## Topics
    ");
}
