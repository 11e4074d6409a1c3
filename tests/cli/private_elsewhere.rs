//! Private notes on another machine, and encrypted.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::env::Env;
use crate::private::{objects_hold, shared, store};

/// Bob's second machine: the same person elsewhere.
fn second_machine() -> Env {
    let env = Env::with_alice();
    env.configure("auto_sync: off\n");
    env
}

#[test]
fn a_place_of_ones_own() {
    let (env, hub) = shared();
    let place = env.root().join("mine.git").display().to_string();
    env.ok("note --private alice 'She may leave in spring'");
    assert_snapshot!(env.shows("private remote"), @"
    exit 0
    --- stderr
    private notes are on this machine alone
    ");
    assert_snapshot!(env.shows("private sync"), @"
    exit 1
    --- stderr
    error: private notes are on this machine alone
    hint: `oneonone private remote URL` names another place
    ");
    assert_snapshot!(env.shows(&format!("private remote '{place}'")), @"
    exit 0
    --- stderr
    private notes go to [dir]/mine.git
    hint: who runs that place can read them; `oneonone private encrypt` hides them first
    hint: `oneonone private sync` brings them there, and takes in what other machines brought
    ");
    assert_snapshot!(env.shows("private sync"), @"
    exit 0
    --- stdout
    private notes  sent 1 change
    ");
    assert!(objects_hold(Path::new(&place), "in spring"));
    let other = second_machine();
    other.ok(&format!("private remote '{place}'"));
    assert_snapshot!(other.shows("private sync"), @"
    exit 0
    --- stdout
    private notes  received 1 change
    ");
    assert_snapshot!(other.shows("private list"), @"
    exit 0
    --- stdout
    private notes about alice-chen
       1  Fri 20 Nov 2026  She may leave in spring
    ");
    // Both write, and both have both.
    env.ok("note --private alice 'from here'");
    other.ok("note --private alice 'from there'");
    env.ok("private sync");
    assert_snapshot!(other.shows("private sync"), @"
    exit 0
    --- stdout
    private notes  received 1 change, sent 1
    ");
    assert_snapshot!(env.shows("private sync"), @"
    exit 0
    --- stdout
    private notes  received 1 change
    ");
    assert_eq!(env.ok("private show alice").stdout, other.ok("private show alice").stdout);
    assert_eq!(env.ok("private list").stdout.matches("from ").count(), 2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let day = store(&other).join("notes/alice-chen/2026-11-20.md");
        assert_eq!(fs::metadata(day).unwrap().permissions().mode() & 0o077, 0);
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o077, 0);
    }
    // What vanished there is not followed.
    fs::remove_dir_all(&place).unwrap();
    let run = std::process::Command::new("git").args(["init", "-q", "--bare", &place]).output().unwrap();
    assert!(run.status.success());
    assert_snapshot!(env.shows("private sync"), @"
    exit 1
    --- stderr
    error: what was at that place before is not there any more: nothing was changed
    hint: `oneonone private remote URL` says that it is to be used all the same, and begins anew there
    ");
    env.ok(&format!("private remote '{place}'"));
    env.ok("private sync");
    assert_snapshot!(env.shows("private remote --off"), @"
    exit 0
    --- stderr
    private notes are on this machine alone from now on; what is there stays there
    ");
    assert!(!objects_hold(Path::new(&hub), "in spring"));
}

/// Two machines that began on their own are put together, and nothing that either had is lost.
#[test]
fn two_beginnings() {
    let (env, _) = shared();
    let other = second_machine();
    let place = env.root().join("mine.git").display().to_string();
    for (machine, words) in [(&env, "from here"), (&other, "from there")] {
        machine.ok(&format!("note --private alice '{words}'"));
        machine.ok("note --private alice 'the same on both'");
        machine.ok(&format!("private remote '{place}'"));
        machine.ok("private sync");
    }
    env.ok("private sync");
    let listed = env.ok("private list").stdout;
    assert_eq!(listed, other.ok("private list").stdout);
    for words in ["from here", "from there", "the same on both"] {
        assert_eq!(listed.matches(words).count(), 1, "{listed}");
    }
}

/// A place that a pair uses, however it is written, is none for private notes; nor the other way round.
#[test]
fn no_pairs_place() {
    let (env, hub) = shared();
    env.ok("note --private alice 'She may leave in spring'");
    assert_snapshot!(env.shows(&format!("private remote '{hub}'")), @"
    exit 2
    --- stderr
    error: private notes cannot be sent there: `[dir]/oneonones/alice-chen` uses it
    hint: give a repository that nobody else uses
    ");
    for same in ["hub", "./hub.git", &format!("file://{hub}"), &env.pair("alice-chen").display().to_string()] {
        let run = env.run(&format!("private remote '{same}'"));
        assert_eq!((run.code, run.stderr.contains("cannot be sent there")), (2, true), "{same}\n{}", run.text());
    }
    // By hand, and by another name that nobody can see through: what is there tells.
    env.git("config remote.backup.pushurl git@example.com:bob/notes.git");
    let run = env.run("private remote https://example.com/bob/Notes");
    assert!(run.stderr.contains("cannot be sent there"), "{}", run.text());
    let copy = env.root().join("copy.git");
    let output = std::process::Command::new("git").args(["clone", "-q", "--bare", &hub]).arg(&copy).output().unwrap();
    assert!(output.status.success());
    env.ok(&format!("private remote '{}'", copy.display()));
    assert_snapshot!(env.shows("private sync"), @"
    exit 2
    --- stderr
    error: private notes cannot be sent there: a pair is there
    hint: give a repository that nobody else uses
    ");
    assert!(!objects_hold(&copy, "in spring"));
    let place = env.root().join("mine.git").display().to_string();
    env.ok(&format!("private remote '{place}'"));
    env.ok("init 'Tom Becker' --start 2026-11-20");
    assert_snapshot!(env.shows(&format!("share tom '{place}'")), @"
    exit 2
    --- stderr
    error: your private notes are at this address
    hint: share the pair at another one
    ");
}

/// A program called `age` that hides well enough for a test, and reads only with the file that it was given.
#[cfg(unix)]
fn with_age(env: &mut Env) {
    let folder = env.root().join("bin");
    fs::create_dir_all(&folder).unwrap();
    let script = "#!/bin/sh
[ -r \"$3\" ] || { echo 'age: error: failed to open the key' >&2; exit 1; }
[ \"$2\" = --identity ] && read -r key <\"$3\" || { echo 'age: error: no key' >&2; exit 1; }
case $1 in
--encrypt) echo \"age $key\"; base64 ;;
--decrypt) read -r line; [ \"$line\" = \"age $key\" ] || { echo 'age: error: no identity matched' >&2; exit 1; }; base64 -d ;;
esac
";
    let age = folder.join("age");
    fs::write(&age, script).unwrap();
    fs::set_permissions(&age, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    fs::write(env.root().join("key"), "KEY-1\n").unwrap();
    fs::write(env.root().join("wrong"), "KEY-2\n").unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    env.set("PATH", &path);
}

/// Whether any file of the store, or any object of its repository, can be read.
fn readable(env: &Env, words: &str) -> bool {
    let files = walkdir::WalkDir::new(store(env)).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    let in_files =
        files.map(|entry| fs::read(entry.path()).unwrap()).any(|bytes| String::from_utf8_lossy(&bytes).contains(words));
    in_files || objects_hold(&store(env), words)
}

#[cfg(unix)]
#[test]
fn encrypted() {
    let (mut env, hub) = shared();
    with_age(&mut env);
    env.ok("note --private alice 'She may leave in spring'");
    assert!(readable(&env, "in spring"));
    assert_snapshot!(env.shows("private encrypt --identity nowhere"), @"
    exit 1
    --- stderr
    error: cannot read `[dir]/nowhere`
    caused by: No such file or directory (os error 2)
    ");
    fs::write(env.root().join("locked"), "age-encryption.org/v1\n").unwrap();
    assert_snapshot!(env.shows("private encrypt --identity locked"), @"
    exit 1
    --- stderr
    error: `[dir]/locked` cannot be the key of private notes: it has a passphrase, which nobody could type when pairs are sent in the background
    hint: `age-keygen -o FILE` makes one
    ");
    fs::write(env.path("key"), "KEY-1\n").unwrap();
    assert!(env.run(&format!("private encrypt -i '{}'", env.path("key").display())).stderr.contains("lies in a pair"));
    fs::remove_file(env.path("key")).unwrap();
    assert!(readable(&env, "in spring"), "nothing was done");
    assert_snapshot!(env.shows("private encrypt --identity key"), @"
    exit 0
    --- stderr
    the private notes are encrypted now (1 file)
    hint: keep a copy of `[dir]/key`: without it nobody reads them again
    ");
    assert!(!readable(&env, "in spring"), "neither a file nor the history");
    // Everything goes on as before.
    env.ok("note --private alice 'and take Tom with her'");
    env.set("EDITOR", "sh -c 'echo \"- typed by hand\" >> \"$1\"' sh");
    env.ok("private edit alice");
    assert_snapshot!(env.shows("private show alice"), @"
    exit 0
    --- stdout
    private notes about alice-chen
    1  Fri 20 Nov 2026
      She may leave in spring
    2  Fri 20 Nov 2026
      and take Tom with her
    3  Fri 20 Nov 2026
      typed by hand
    ");
    for words in ["in spring", "with her", "by hand"] {
        assert!(!readable(&env, words), "{words}");
    }
    env.ok("note alice 'she may leave in spring'");
    assert_eq!(env.run("sync").code, 1);
    assert!(!objects_hold(Path::new(&hub), "in spring"));
    let place = env.run("sync").stderr.lines().find_map(|line| line.split_once("caused by: ")).unwrap().1.to_owned();
    env.ok(&format!("private allow alice '{place}'"));
    assert!(!readable(&env, "in spring"));
    env.ok("sync");
    // Without the key nothing is read, and nothing is sent.
    fs::rename(env.root().join("key"), env.root().join("away")).unwrap();
    assert_snapshot!(env.shows("private list"), @"
    exit 1
    --- stderr
    error: `age` failed: failed to open the key
    hint: is it the key with which they were encrypted? `oneonone private encrypt --identity FILE` names another
    ");
    env.ok("note alice 'something else'");
    assert_snapshot!(env.shows("sync"), @"
    exit 1
    --- stderr
    error: the private notes cannot be looked through, so nothing was sent: `age` failed: failed to open the key
    ");
    assert_snapshot!(env.shows("private encrypt --identity wrong"), @"
    exit 1
    --- stderr
    error: `age` failed: no identity matched
    hint: is it the key with which they were encrypted? `oneonone private encrypt --identity FILE` names another
    ");
    fs::rename(env.root().join("away"), env.root().join("key")).unwrap();
    env.ok("sync");
    assert_snapshot!(env.shows("private decrypt"), @"
    exit 0
    --- stderr
    the private notes are plain text again (2 files)
    ");
    assert!(readable(&env, "with her"));
    assert_eq!(env.ok("private list").stdout.lines().count(), 4);
    // The program is needed no more; to hide them again, it is.
    env.set("PATH", &std::env::var("PATH").unwrap());
    env.ok("private list");
    fs::create_dir(env.root().join("empty")).unwrap();
    env.set("PATH", &env.root().join("empty").display().to_string());
    assert_snapshot!(env.shows("private encrypt --identity key"), @"
    exit 1
    --- stderr
    error: the `age` program cannot be started
    caused by: No such file or directory (os error 2)
    hint: https://age-encryption.org tells where to get it
    ");
    env.set("PATH", &std::env::var("PATH").unwrap());
    env.ok("note --private alice 'no key was noted'");
    assert!(readable(&env, "no key was noted"));
}

#[cfg(unix)]
#[test]
fn encrypted_at_two_machines() {
    let (mut env, _) = shared();
    with_age(&mut env);
    let place = env.root().join("mine.git").display().to_string();
    env.ok("note --private alice 'She may leave in spring'");
    env.ok(&format!("private remote '{place}'"));
    env.ok("private sync");
    assert_snapshot!(env.shows("private encrypt --identity key"), @"
    exit 1
    --- stderr
    error: the private notes are at another place already, where they can be read
    hint: `oneonone private remote --off` first, and another, empty place afterwards; remove what is at the old one
    ");
    env.ok("private remote --off");
    env.ok("private encrypt --identity key");
    fs::remove_dir_all(&place).unwrap();
    env.ok(&format!("private remote '{place}'"));
    env.ok("private sync");
    assert!(!objects_hold(Path::new(&place), "in spring"));
    let mut other = second_machine();
    with_age(&mut other);
    other.ok(&format!("private remote '{place}'"));
    other.ok("private sync");
    assert_snapshot!(other.shows("private list"), @"
    exit 1
    --- stderr
    error: the private notes are encrypted, and it is not said with which key they are read
    hint: `oneonone private encrypt --identity FILE` says with which
    ");
    other.ok("private encrypt --identity key");
    env.ok("note --private alice 'from here'");
    other.ok("note --private alice 'from there'");
    for machine in [&env, &other, &env] {
        machine.ok("private sync");
    }
    assert_snapshot!(env.shows("private list"), @"
    exit 0
    --- stdout
    private notes about alice-chen
       1  Fri 20 Nov 2026  She may leave in spring
       2  Fri 20 Nov 2026  from here
       3  Fri 20 Nov 2026  from there
    ");
    assert_eq!(env.ok("private list").stdout, other.ok("private list").stdout);
    assert!(!objects_hold(Path::new(&place), "from "));
}
