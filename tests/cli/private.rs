//! Private notes: kept apart, shown where asked for, shared openly, and stopped before they go out by mistake.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::env::Env;
use crate::questions::asked;

pub(crate) fn store(env: &Env) -> PathBuf {
    env.root().join(".local/share/oneonone/private")
}

/// Bob, with Alice's pair shared at a folder, who sends nothing by himself.
pub(crate) fn shared() -> (Env, String) {
    let env = Env::with_alice();
    env.configure("auto_sync: off\n");
    let hub = env.root().join("hub.git").display().to_string();
    env.ok(&format!("share alice '{hub}'"));
    (env, hub)
}

/// Whether any object of a repository, packed or not, reachable or not, has these words.
pub(crate) fn objects_hold(repository: &Path, words: &str) -> bool {
    let git = |arguments: &[&str], input: &str| {
        use std::io::Write as _;
        use std::process::{Command, Stdio};
        let mut command = Command::new("git");
        command.arg("-C").arg(repository).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    let names = git(&["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"], "");
    let all = git(&["cat-file", "--batch"], &String::from_utf8(names).unwrap());
    String::from_utf8_lossy(&all).contains(words)
}

#[test]
fn kept_apart() {
    let env = Env::with_alice();
    let before = env.tree();
    assert_snapshot!(env.shows("note --private alice 'She may leave in spring'"), @"
    exit 0
    --- stderr
    kept privately about Alice Chen, as note 1
    hint: `oneonone private show alice-chen` prints them; nobody else sees them
    ");
    assert_snapshot!(env.shows("note --private alice 'Money\nis not the reason'"), @"
    exit 0
    --- stderr
    kept privately about Alice Chen, as note 2
    hint: `oneonone private show alice-chen` prints them; nobody else sees them
    ");
    assert!(env.tree() == before, "nothing of it is in the pair or beside it");
    assert_snapshot!(env.shows("private list"), @"
    exit 0
    --- stdout
    private notes about alice-chen
       1  Fri 20 Nov 2026  She may leave in spring
       2  Fri 20 Nov 2026  Money …
    ");
    assert_snapshot!(env.shows("private show alice"), @"
    exit 0
    --- stdout
    private notes about alice-chen
    1  Fri 20 Nov 2026
      She may leave in spring
    2  Fri 20 Nov 2026
      Money
      is not the reason
    ");
    assert_snapshot!(env.shows("private show 2"), @"
    exit 0
    --- stdout
    private notes about alice-chen
    2  Fri 20 Nov 2026
      Money
      is not the reason
    ");
    assert_snapshot!(env.shows("private show alice 3"), @"
    exit 1
    --- stderr
    error: `alice-chen` has no private note 3
    hint: `oneonone private list alice-chen` lists them with their numbers
    ");
    assert_snapshot!(env.shows("private show alice 2026-11-19"), @r#"
    exit 1
    --- stderr
    error: there are no private notes about alice-chen of Thu 19 Nov 2026
    hint: `oneonone note --private PAIR "…"` writes one
    "#);
    for line in
        ["report", "report alice", "report --format json", "show --all", "status", "prep", "prep --mail", "check"]
    {
        let run = env.run(line);
        assert!(!run.text().contains("spring") && !run.text().contains("Money"), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let env = Env::with_alice();
    env.ok("note --private alice 'She may leave in spring'");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&store(&env)), 0o700);
    assert_eq!(mode(&store(&env).join("notes/alice-chen/2026-11-20.md")), 0o600);
    // What somebody has opened is closed again.
    fs::set_permissions(store(&env), fs::Permissions::from_mode(0o755)).unwrap();
    env.ok("private list");
    assert_eq!(mode(&store(&env)), 0o700);
}

#[test]
fn nothing_yet() {
    let env = Env::with_alice();
    assert_snapshot!(env.shows("private list"), @r#"
    exit 1
    --- stderr
    error: there are no private notes
    hint: `oneonone note --private PAIR "…"` writes one
    "#);
    assert_snapshot!(env.shows("note --private alice 'x y z' --dry-run"), @"
    exit 0
    --- stderr
    would keep a private note about Alice Chen
    nothing was written (--dry-run)
    ");
    assert!(!store(&env).exists());
    assert_snapshot!(env.shows("note --private --action alice 'x y z'"), @"
    exit 2
    --- stderr
    error: the argument '--private' cannot be used with '--action'

    Usage: oneonone note [OPTIONS] [PAIR] TEXT

    For more information, try '--help'.
    ");
    assert_eq!(env.run("note --private alice ''").code, 2);
}

/// Where others see it, or may see it, nothing private is kept.
#[test]
fn places() {
    let env = Env::with_alice();
    env.configure(&format!("private: {}\n", env.path("private").display()));
    assert_snapshot!(env.shows("note --private alice 'She may leave'"), @"
    exit 1
    --- stderr
    error: private notes cannot be kept in `[dir]/oneonones/alice-chen/private`: it lies in the pair `[dir]/oneonones/alice-chen`
    hint: `private: FOLDER` in your configuration puts them elsewhere (docs/configuration.md)
    ");
    assert!(!env.path("private").exists());
    env.configure(&format!("private: {}\n", env.root().join("dotfiles/private").display()));
    fs::create_dir_all(env.root().join("dotfiles/.git")).unwrap();
    fs::write(env.root().join("dotfiles/.git/config"), "[remote \"origin\"]\n\turl = elsewhere\n").unwrap();
    assert!(env.run("note --private alice 'She may leave'").stderr.contains("which is shared"));
    env.configure("private: ~/apart\n");
    env.ok("note --private alice 'She may leave'");
    assert!(env.root().join("apart/notes/alice-chen/2026-11-20.md").is_file());
}

#[test]
fn edited() {
    let mut env = Env::with_alice();
    env.ok("note --private alice 'She may leave in spring'");
    env.set("EDITOR", "sh -c 'echo \"- typed by hand\" >> \"$1\"' sh");
    assert_snapshot!(env.shows("private edit alice"), @"
    exit 0
    --- stderr
    saved the private notes of Fri 20 Nov 2026
    ");
    assert_snapshot!(env.shows("private show"), @"
    exit 0
    --- stdout
    private notes about alice-chen
    1  Fri 20 Nov 2026
      She may leave in spring
    2  Fri 20 Nov 2026
      typed by hand
    ");
    env.set("EDITOR", "true");
    assert_snapshot!(env.shows("private edit"), @"
    exit 0
    --- stderr
    nothing was changed
    ");
    env.set("EDITOR", "sh -c 'echo gone > \"$1\"; exit 1' sh");
    assert_snapshot!(env.shows("private edit alice today"), @"
    exit 1
    --- stderr
    error: the editor failed; the private notes are as they were
    ");
    // A note that is written while the editor is open stays.
    let program = env!("CARGO_BIN_EXE_oneonone");
    let script = format!("sh -c 'sed -i s/typed/written/ \"$1\"; {program} note --private alice meanwhile' sh");
    env.set("EDITOR", &script);
    env.ok("private edit alice 1");
    let text = fs::read_to_string(store(&env).join("notes/alice-chen/2026-11-20.md")).unwrap();
    assert_snapshot!(text, @"
    - She may leave in spring
    - written by hand
    - meanwhile
    ");
    assert!(fs::read_dir(store(&env).join(".git/oneonone/drafts")).unwrap().next().is_none());
}

#[test]
fn shared_openly() {
    let (env, hub) = shared();
    env.ok("note --private alice 'Ask about\nthe salary'");
    env.ok("note --private alice 'She may leave in spring'");
    assert_snapshot!(env.shows("private share alice 1"), @"
    exit 2
    --- stderr
    error: nothing was shared
    hint: `--yes` says that it may be
    ");
    assert_snapshot!(env.shows("private share alice one --yes"), @"
    exit 2
    --- stderr
    error: which note?
    hint: `oneonone private list alice-chen` lists them with their numbers
    ");
    assert!(env.ok("private share alice 1 --dry-run").stdout.contains("+- Ask about"));
    assert_snapshot!(env.shows("private share 1 --yes --section feedback"), @"
    exit 0
    --- stderr
    shared with Alice Chen, Fri 20 Nov 2026 (today), under Feedback: entries/2026-11-20.md
    it is no private note any more
    ");
    assert!(env.read("entries/2026-11-20.md").contains("- Ask about\n  the salary\n"));
    assert_snapshot!(env.shows("private list"), @"
    exit 0
    --- stdout
    private notes about alice-chen
       1  Fri 20 Nov 2026  She may leave in spring
    ");
    assert_snapshot!(env.log(), @"
    oneonone private share: entries/2026-11-20.md
    oneonone init: oneonone.yaml
    ");
    env.ok("sync");
    assert!(objects_hold(Path::new(&hub), "the salary"));
    assert!(!objects_hold(Path::new(&hub), "in spring"));
}

#[test]
fn sharing_is_asked_about() {
    let env = Env::with_alice();
    env.ok("note --private alice 'Ask about the salary'");
    named(&env);
    assert_snapshot!(asked(&env, "2026-11-20", "private share alice 1", &["n"]), @"
    exit 2
    --- stdout
    --- stderr
      private: Ask about the salary
    Put it into the next entry, where Alice Chen reads it? [y/N] error: nothing was shared
    ");
    assert_snapshot!(asked(&env, "2026-11-20", "private share alice 1", &["y"]), @"
    exit 0
    --- stdout
    --- stderr
      private: Ask about the salary
    Put it into the next entry, where Alice Chen reads it? [y/N] shared with Alice Chen, Fri 20 Nov 2026 (today), under Open discussion: entries/2026-11-20.md
    it is no private note any more
    ");
    assert_eq!(env.ok("private list").stdout, "");
}

/// The verb that runs in the test's own process commits by the name that the store knows.
pub(crate) fn named(env: &Env) {
    for (key, value) in [("user.name", "Bob Diaz"), ("user.email", "bob@example.com")] {
        let output = std::process::Command::new("git").arg("-C").arg(store(env)).args(["config", key, value]).output();
        assert!(output.unwrap().status.success());
    }
}
