use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn without_a_verb() {
    let env = Env::new();
    assert_snapshot!(env.shows(""), @r#"
    exit 1
    --- stderr
    error: there are no pairs in `[dir]/oneonones` yet
    hint: begin with `oneonone init "Alice Chen"`, or look at `oneonone demo`
    "#);
    let mut env = Env::with_alice();
    assert_snapshot!(env.shows(""), @r"
    exit 0
    --- stdout
    Fri 20 Nov 2026
      Alice Chen  Fri 20 Nov 2026, today          not prepared  0 open
    ");
    env.all_ok(&["init 'Tom Becker' --start 2026-11-26", "init '田中 由紀' --start 2026-11-25", "note alice 'x y'"]);
    assert_snapshot!(env.shows(""), @r"
    exit 0
    --- stdout
    Fri 20 Nov 2026
      Alice Chen  Fri 20 Nov 2026, today          prepared      0 open
      田中 由紀   Wed 25 Nov 2026, in 5 days      not prepared  0 open
      Tom Becker  Thu 26 Nov 2026, in 6 days      not prepared  0 open
    ");
    assert_eq!(env.ok("").stdout, env.ok("status").stdout);
    env.write("backlog.md", "- [ ] Pay bands\n");
    env.on("2026-11-27");
    assert_snapshot!(env.shows("status"), @r"
    exit 0
    --- stdout
    Fri 27 Nov 2026
      田中 由紀   Wed 25 Nov 2026, 2 days ago     not prepared  0 open
      Tom Becker  Thu 26 Nov 2026, yesterday      not prepared  0 open
      Alice Chen  Fri 27 Nov 2026, today          not prepared  0 open

    to confirm: Alice Chen, Fri 20 Nov 2026: held, moved, cancelled, not held?
    changed by hand in alice-chen: backlog.md; `oneonone save` commits it
    ");
    assert_snapshot!(env.shows("status alice"), @r"
    exit 0
    --- stdout
    Fri 27 Nov 2026
      Alice Chen  Fri 27 Nov 2026, today          not prepared  0 open

    to confirm: Alice Chen, Fri 20 Nov 2026: held, moved, cancelled, not held?
    changed by hand in alice-chen: backlog.md; `oneonone save` commits it
    ");
    env.set("LANG", "C");
    assert!(env.ok("status tom").stdout.is_ascii());
}

#[test]
fn of_another_home() {
    let env = Env::with_alice();
    let other = env.root().join("other");
    env.ok(&format!("--home '{}' init 'Tom Becker'", other.display()));
    let shown = env.ok(&format!("status --home '{}'", other.display())).stdout;
    assert!(shown.contains("Tom Becker") && !shown.contains("Alice"), "{shown}");
    std::fs::create_dir_all(env.root().join(".config/oneonone")).unwrap();
    std::fs::write(env.root().join(".config/oneonone/config.yaml"), "home: ~/other\n").unwrap();
    assert_eq!(env.ok("status").stdout, shown);
    let mut env = env;
    let home = env.home().to_string_lossy().into_owned();
    assert!(env.set("ONEONONE_HOME", &home).ok("status").stdout.contains("Alice"));
}

#[test]
fn of_the_demo() {
    let env = Env::new();
    let first = env.ok("demo");
    let again = env.ok("demo");
    assert_eq!(first.stdout, again.stdout);
    assert!(again.stderr.contains("is shown as it is now"), "{}", again.stderr);
    assert_eq!(
        env.ok(&format!("--home '{}' status", env.root().join("oneonone-demo").display())).stdout.lines().count(),
        9
    );
}
