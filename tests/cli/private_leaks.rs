//! Private lines in what would be sent: it is stopped, told, and let go line by line.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::env::Env;
use crate::private::{named, objects_hold, shared, store};
use crate::questions::asked;

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
    hint: to keep it, take it out of the file; then `oneonone private unsend alice-chen`
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
    hint: to keep it, take it out of the file; then `oneonone private unsend alice-chen`
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
    hint: to keep it, take it out of the file; then `oneonone private unsend alice-chen`
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

/// A line that was taken out of the file is still in the commits that were not sent.
#[test]
fn what_was_not_sent_becomes_one_commit() {
    let (env, hub) = shared();
    env.ok("note --private alice 'She may leave in spring'");
    env.ok("note alice 'one'");
    env.ok("note alice 'she may leave in spring'");
    env.ok("note alice 'two'");
    assert_snapshot!(env.shows("private unsend alice --yes"), @"
    exit 1
    --- stderr
    error: a private line still stands in entries/2026-11-20.md:26
    hint: take it out there, with `oneonone undo` or your editor, and try again
    ");
    let file = env.pair("alice-chen").join("entries/2026-11-20.md");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("- she may leave in spring\n", "")).unwrap();
    assert_eq!(env.run("sync").code, 1);
    assert_snapshot!(env.shows("private unsend alice"), @"
    exit 2
    --- stderr
    error: 4 commits would become one
    hint: say `--yes`
    ");
    assert_snapshot!(env.shows("private unsend alice --yes"), @"
    exit 0
    --- stderr
    4 commits not sent yet became one, in which no private line is
    ");
    assert_snapshot!(env.shows("sync"), @"
    exit 0
    --- stdout
    alice-chen  sent 1 change
    ");
    assert_snapshot!(env.shows("private unsend alice --yes"), @"
    exit 0
    --- stderr
    no private line is in what would be sent
    ");
    assert!(!objects_hold(Path::new(&hub), "pring"));
    assert_eq!(env.git_in("alice-chen", "status --porcelain"), "");
    assert_eq!(env.git_in("alice-chen", "fsck --strict --no-dangling"), "");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("- one\n- two\n"), "{text}");
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
    hint: to keep it, take it out of the file; then `oneonone private unsend alice-chen`
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

/// A store whose repository was removed is still looked through.
#[test]
fn without_its_repository() {
    let (env, hub) = shared();
    env.ok("note --private alice 'She may leave in spring'");
    fs::remove_dir_all(store(&env).join(".git")).unwrap();
    env.ok("note alice 'she may leave in spring'");
    assert_eq!(env.run("sync").code, 1);
    assert!(!objects_hold(Path::new(&hub), "pring"));
    env.ok("note --private alice 'and more'");
    assert!(objects_hold(&store(&env), "and more"));
}
