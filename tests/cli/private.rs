//! Private notes: kept apart, shown where asked for, shared openly, and stopped before they go out by mistake.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::env::Env;
use crate::questions::asked;

fn store(env: &Env) -> PathBuf {
    env.root().join(".local/share/oneonone/private")
}

/// Bob, with Alice's pair shared at a folder, who sends nothing by himself.
fn shared() -> (Env, String) {
    let env = Env::with_alice();
    env.configure("auto_sync: off\n");
    let hub = env.root().join("hub.git").display().to_string();
    env.ok(&format!("share alice '{hub}'"));
    (env, hub)
}

/// Whether any object of a repository, packed or not, reachable or not, has these words.
fn objects_hold(repository: &Path, words: &str) -> bool {
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
fn named(env: &Env) {
    for (key, value) in [("user.name", "Bob Diaz"), ("user.email", "bob@example.com")] {
        let output = std::process::Command::new("git").arg("-C").arg(store(env)).args(["config", key, value]).output();
        assert!(output.unwrap().status.success());
    }
}

#[test]
fn a_leak_is_stopped() {
    let (env, hub) = shared();
    env.ok("note --private alice 'She may leave in spring'");
    env.ok("note alice 'I think she *may* leave  in Spring.'");
    assert_snapshot!(env.shows("sync"), @"
    exit 1
    --- stderr
    error: a private note is in what would be sent: nothing was sent
    caused by: entries/2026-11-20.md:25
    hint: `oneonone private allow alice-chen` lets a line go out
    hint: docs/private.md tells how a line is taken out of what was not sent yet
    ");
    assert!(!objects_hold(Path::new(&hub), "pring"));
    named(&env);
    // Only who sits at the terminal sees the line.
    assert_snapshot!(asked(&env, "2026-11-20", "sync", &[]), @"
    exit 1
    --- stdout
    --- stderr
      private: She may leave in spring
    error: a private note is in what would be sent: nothing was sent
    caused by: entries/2026-11-20.md:25
    hint: `oneonone private allow alice-chen` lets a line go out
    hint: docs/private.md tells how a line is taken out of what was not sent yet
    ");
    assert_snapshot!(env.shows("private allow alice"), @"
    exit 2
    --- stderr
    error: which of them? found at entries/2026-11-20.md:25
    hint: `oneonone private allow alice-chen PLACE` lets the line there go out
    ");
    assert_snapshot!(env.shows("private allow alice entries/2026-11-20.md:1"), @"
    exit 2
    --- stderr
    error: no private line would be sent at `entries/2026-11-20.md:1`
    hint: `oneonone sync` tells the places
    ");
    assert_snapshot!(asked(&env, "2026-11-20", "private allow alice", &["n"]), @"
    exit 1
    --- stdout
    --- stderr
    entries/2026-11-20.md:25
      private: She may leave in spring
    Let it go out to alice-chen? [y/N] nothing was allowed
    ");
    let place = env.run("sync").stderr.lines().find_map(|line| line.split_once("caused by: ")).unwrap().1.to_owned();
    assert_snapshot!(env.shows(&format!("private allow alice '{place}'")), @"
    exit 0
    --- stderr
    1 private line may go out to alice-chen
    ");
    assert_snapshot!(env.shows("private list --allowed"), @"
    exit 0
    --- stdout
    private lines that may go out to alice-chen
       1  She may leave in spring
    ");
    env.ok("sync");
    assert!(objects_hold(Path::new(&hub), "pring"));
    // What is there already is no news; the same line elsewhere is.
    assert_snapshot!(env.shows("private withdraw alice 1"), @"
    exit 0
    --- stderr
    1 private line may go out to alice-chen no more
    what was sent already stays there
    ");
    env.ok("note alice 'something else'");
    env.ok("sync");
    env.write("goals.md", "She may leave in spring\n");
    assert_snapshot!(env.shows("sync"), @"
    exit 1
    --- stderr
    error: a private note is in what would be sent: nothing was sent
    caused by: goals.md:1
    hint: `oneonone private allow alice-chen` lets a line go out
    hint: docs/private.md tells how a line is taken out of what was not sent yet
    ");
    assert_snapshot!(asked(&env, "2026-11-20", "private allow alice", &["y"]), @"
    exit 0
    --- stdout
    --- stderr
    goals.md:1
      private: She may leave in spring
    Let it go out to alice-chen? [y/N] 1 private line may go out to alice-chen
    ");
    env.ok("sync");
}

/// Whatever of a commit would travel is looked through, and each pair knows the notes about everybody.
#[test]
fn everything_that_would_go_is_looked_through() {
    let (env, hub) = shared();
    env.ok("init 'Tom Becker' --start 2026-11-20");
    env.ok("note --private tom 'Leaving soon'");
    env.ok("note --private tom 'no raise this year'");
    env.git("commit -q --allow-empty -m 'No raise this year, I fear'");
    assert_snapshot!(message(&env), @"caused by: the message of commit [id]");
    env.git("reset -q --hard HEAD~1");
    env.write("leaving-soon.txt", "nothing");
    env.git("add -A");
    env.git("commit -q -m 'a file'");
    assert_snapshot!(message(&env), @"caused by: the name of a file");
    env.git("reset -q --hard HEAD~1");
    env.git("commit -q --allow-empty -m x --author 'No raise this year <x@example.com>'");
    assert_snapshot!(message(&env), @"caused by: the author of commit [id]");
    env.git("reset -q --hard HEAD~1");
    env.write("notes.txt", "no raise\nthis year");
    env.git("add -A");
    env.git("commit -q -m 'put in'");
    env.git("rm -q notes.txt");
    env.git("commit -q -m 'and taken out again'");
    assert_snapshot!(message(&env), @"caused by: notes.txt:1");
    for words in ["raise", "oon"] {
        assert!(!objects_hold(Path::new(&hub), words), "{words}");
    }
    // As docs/private.md says it: what was not sent yet becomes one commit without the line.
    let seen = fs::read_to_string(env.path(".git/oneonone/contact")).unwrap();
    env.git(&format!("reset -q --soft {}", seen.trim()));
    env.ok("sync");
}

/// What `sync` says without the names of commits, which hang on every byte.
fn message(env: &Env) -> String {
    let run = env.run("sync");
    let text = run.text();
    let place = text.lines().find(|line| line.starts_with("caused by: ")).unwrap_or_else(|| panic!("{text}"));
    let is_name = |word: &&str| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    place.split(' ').map(|word| if is_name(&word) { "[id]" } else { word }).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_file_to_be_mailed_is_looked_through() {
    let env = Env::with_alice();
    env.ok("note --private alice 'She may leave in spring'");
    env.write("backlog.md", "- she may leave in spring\n");
    assert_snapshot!(env.shows("share alice --bundle alice.bundle"), @"
    exit 1
    --- stderr
    saved what was changed by hand: backlog.md
    error: a private note is in what would be sent: nothing was sent
    caused by: backlog.md:1
    hint: `oneonone private allow alice-chen` lets a line go out
    hint: docs/private.md tells how a line is taken out of what was not sent yet
    ");
    assert!(!env.root().join("alice.bundle").exists());
    env.ok("private allow alice backlog.md:1");
    env.ok("share alice --bundle alice.bundle");
    assert!(env.root().join("alice.bundle").exists());
}

/// The sending in the background has nobody to tell; the next verb tells.
#[test]
fn the_background_is_stopped_too() {
    let (env, hub) = shared();
    env.configure("auto_sync: on\n");
    env.ok("note --private alice 'She may leave in spring'");
    env.ok("note alice 'she may leave in spring'");
    let until = Instant::now() + Duration::from_secs(60);
    let told = loop {
        let run = env.run("status");
        if run.stderr.contains("private") {
            break run.stderr;
        }
        assert!(Instant::now() < until, "nobody tells");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_snapshot!(told, @"warning: alice-chen: a private note is in what would be sent, and so nothing is; `oneonone sync alice-chen` shows where");
    assert!(env.run("note 'one more'").stderr.contains("a private note is in what would be sent"));
    assert!(!objects_hold(Path::new(&hub), "pring"));
    let place = env.run("sync").stderr.lines().find_map(|line| line.split_once("caused by: ")).unwrap().1.to_owned();
    env.ok(&format!("private allow alice '{place}'"));
    env.ok("sync");
    assert!(!env.run("status").stderr.contains("private"));
    assert!(objects_hold(Path::new(&hub), "pring"));
}

/// A store that cannot be read stops the sending: nobody knows what is in it.
#[test]
fn what_cannot_be_looked_through_stays() {
    let (env, hub) = shared();
    env.ok("note --private alice 'She may leave in spring'");
    let day = store(&env).join("notes/alice-chen/2026-11-20.md");
    fs::remove_file(&day).unwrap();
    fs::create_dir(&day).unwrap();
    fs::create_dir(store(&env).join("notes/tom")).unwrap();
    fs::File::create(store(&env).join("notes/tom/2026-11-20.md")).unwrap().set_len(11_000_000).unwrap();
    env.ok("note alice 'a word'");
    assert_snapshot!(env.shows("sync"), @"
    exit 1
    --- stderr
    error: the private notes cannot be looked through, so nothing was sent: `[dir]/.local/share/oneonone/private/notes/tom/2026-11-20.md` is larger than 10 MB
    ");
    assert!(!objects_hold(Path::new(&hub), "a word"));
}

/// Both keep their own.
#[test]
fn for_both_alike() {
    let (env, hub) = shared();
    let alice = Env::of("Alice Chen", "alice@example.com");
    alice.configure("auto_sync: off\n");
    alice.ok(&format!("join '{hub}'"));
    alice.ok("note --private 'He never listens to me'");
    alice.ok("note 'he never listens to me'");
    assert_eq!(alice.run("sync").code, 1);
    // Bob knows nothing of it, and writes the same by chance.
    env.ok("note 'he never listens to me'");
    env.ok("sync");
    // It is no news any more: he has it himself.
    assert_eq!(alice.run("sync").code, 0);
}
