//! People who run `git pull` by hand: git calls `merge-file`, which `init` and `join` have set up.

use std::path::Path;

use insta::assert_snapshot;

use crate::env::Env;
use crate::sharing::Two;

const ENTRY: &str = "entries/2026-11-20.md";

/// As it is where the program is installed.
fn installed(env: &mut Env) {
    let program = Path::new(env!("CARGO_BIN_EXE_oneonone")).parent().unwrap();
    env.set("PATH", &format!("{}:{}", program.display(), std::env::var("PATH").unwrap()));
}

/// Both wrote to one entry; Bob's is at the hub.
fn apart() -> Two {
    let mut two = Two::joined();
    installed(&mut two.alice);
    two.bob.ok("new alice");
    two.bob.ok("note alice -a 'Send the plan'");
    two.bob.ok("sync");
    two.alice.ok("sync");
    let edit = |env: &Env, path: &Path, from: &str, to: &str| {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{text}");
        std::fs::write(path, text.replace(from, to)).unwrap();
        env.ok("save");
    };
    edit(&two.bob, &two.bob.path(ENTRY), "Send the plan", "Send the whole plan");
    two.bob.ok("note alice 'by Bob'");
    two.bob.ok("sync");
    edit(&two.alice, &two.alices().join(ENTRY), "Send the plan", "Send the short plan");
    two.alice.ok("note 'by Alice'");
    two
}

#[test]
fn both_sides_are_there_and_no_marker() {
    let two = apart();
    two.alice.git_in("bob-diaz", "pull -q --no-rebase --no-edit");
    let text = std::fs::read_to_string(two.alices().join(ENTRY)).unwrap();
    let said: String = text
        .lines()
        .filter(|line| line.contains("plan") || line.contains("by "))
        .fold(String::new(), |all, line| all + line + "\n");
    assert_snapshot!(said, @"
    status: planned
    - by Alice
    - by Bob
    <!-- Who does what by when: `- [ ] @alice Email the CEO due:2026-11-27` -->
    - [ ] Send the short plan
      also: Send the whole plan
    ");
    assert!(!text.contains("<<<<"), "{text}");
    assert_eq!(two.alice.git_in("bob-diaz", "status --porcelain"), "");
    two.alice.ok("sync");
    two.bob.ok("sync");
    assert_eq!(two.bob.read(ENTRY), text);
}

#[test]
fn a_rebase_does_the_same() {
    let two = apart();
    two.alice.git_in("bob-diaz", "pull -q --rebase");
    let text = std::fs::read_to_string(two.alices().join(ENTRY)).unwrap();
    for words in ["by Bob", "by Alice", "whole plan", "short plan"] {
        assert!(text.contains(words), "{text}");
    }
    two.alice.ok("sync");
    two.bob.ok("sync");
    assert_eq!(two.bob.read(ENTRY), text);
}

#[test]
fn files_that_git_names() {
    let env = Env::with_alice();
    for (name, text) in [("o", "## Topics\n- a\n"), ("a", "## Topics\n- a\n- b\n"), ("b", "## Topics\n- a\n- c\n")] {
        env.write(name, text);
    }
    let of = |name: &str| env.path(name).display().to_string();
    let line = format!("merge-file '{}' '{}' '{}' entries/2026-11-20.md", of("o"), of("a"), of("b"));
    assert_snapshot!(env.shows(&line), @"exit 0");
    assert_snapshot!(env.read("a"), @"
    ## Topics
    - a
    - b
    - c
    ");
    assert_snapshot!(env.shows("merge-file nowhere nowhere nowhere x.md"), @"
    exit 1
    --- stderr
    error: cannot read `[dir]/nowhere`
    caused by: No such file or directory (os error 2)
    ");
}
