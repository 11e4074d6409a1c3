//! The memo of a report never changes what the report shows.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make their own folders and start the program"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

const NEWEST: &str = "entries/2026-11-13.md";

/// What happens between two reports: its name, the change, and whether the report shows it.
type Change = (&'static str, fn(&Path), bool);

/// A home with one pair, and the environment of the program.
struct Place {
    folder: PathBuf,
}

impl Place {
    fn new(folder: PathBuf) -> Self {
        let root = folder.join("home/alice");
        fs::create_dir_all(root.join("entries")).unwrap();
        let pair = "schema: 1\nkind: one-on-one\ndirect_report: {name: Alice Chen, handle: alice}\n\
            manager: {name: Bob Diaz, handle: bob}\ncadence:\n  - {from: 2026-10-30, every: week}\n";
        fs::write(root.join("oneonone.yaml"), pair).unwrap();
        for date in ["2026-10-30", "2026-11-06", "2026-11-13"] {
            let text = format!("---\nstatus: held\nengagement: 8\n---\n## Actions\n- [ ] Write the page of {date}\n");
            fs::write(root.join("entries").join(format!("{date}.md")), text).unwrap();
        }
        let place = Self { folder };
        place.git(&["init", "-q", "-b", "main"]);
        place.commit();
        place
    }

    fn root(&self) -> PathBuf {
        self.folder.join("home/alice")
    }

    fn memo(&self) -> PathBuf {
        self.root().join(".git/oneonone/memo")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.folder)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("LC_ALL", "C")
            .current_dir(self.root());
        command
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=Bob", "-c", "user.email=bob@example.com"];
        assert!(self.command("git").args(identity).args(arguments).status().unwrap().success());
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
    }

    fn report_with(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(env!("CARGO_BIN_EXE_oneonone"));
        command.arg("--home").arg(self.folder.join("home")).args(["--today", "2026-11-18", "report", "alice"]);
        command.args(arguments).output().unwrap()
    }

    fn report(&self) -> Output {
        self.report_with(&[])
    }

    /// What the report shows where there is no memo.
    fn truth(&self, arguments: &[&str]) -> Output {
        let _ = fs::remove_dir_all(self.memo());
        self.report_with(arguments)
    }
}

/// Changes a file's bytes, and sets the time of the change back to what it was.
fn sly(path: &Path, change: impl Fn(&Path)) {
    let before = fs::metadata(path).unwrap();
    change(path);
    let after = fs::File::options().write(true).open(path).unwrap();
    after.set_modified(before.modified().unwrap()).unwrap();
    assert_eq!(fs::metadata(path).unwrap().len(), before.len());
}

fn replace(path: &Path, from: &str, to: &str) {
    fs::write(path, fs::read_to_string(path).unwrap().replace(from, to)).unwrap();
}

fn each_memo(root: &Path, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    for item in fs::read_dir(root.join(".git/oneonone/memo")).unwrap() {
        let path = item.unwrap().path();
        fs::write(&path, change(fs::read(&path).unwrap())).unwrap();
    }
}

const CHANGES: &[Change] = &[
    ("nothing", |_| (), false),
    ("an edit", |root| replace(&root.join(NEWEST), "engagement: 8", "engagement: 3"), true),
    ("an edit of the same size", |root| sly(&root.join(NEWEST), |path| replace(path, "8", "3")), true),
    (
        "another file of that name",
        |root| {
            sly(&root.join(NEWEST), |path| {
                fs::write(root.join("new"), fs::read_to_string(path).unwrap().replace('8', "3")).unwrap();
                fs::rename(root.join("new"), path).unwrap();
            });
        },
        true,
    ),
    ("an entry less", |root| fs::remove_file(root.join(NEWEST)).unwrap(), true),
    ("another name", |root| fs::rename(root.join(NEWEST), root.join("entries/2026-11-12.md")).unwrap(), true),
    ("an entry more", |root| fs::write(root.join("entries/2026-11-17.md"), "- a\n").unwrap(), true),
    ("the pair", |root| replace(&root.join("oneonone.yaml"), "Alice", "Alina"), true),
    ("a backlog", |root| fs::write(root.join("backlog.md"), "- [ ] Pay\n").unwrap(), true),
    (
        "a link instead of a file",
        |root| {
            fs::rename(root.join(NEWEST), root.join("elsewhere.md")).unwrap();
            std::os::unix::fs::symlink("../elsewhere.md", root.join(NEWEST)).unwrap();
        },
        true,
    ),
    ("a memo of nothing", |root| each_memo(root, |_| Vec::new()), false),
    ("a memo cut off", |root| each_memo(root, |bytes| bytes[..bytes.len() - 1].to_vec()), false),
    ("a memo with more", |root| each_memo(root, |bytes| [bytes, b"x".to_vec()].concat()), false),
    (
        "a memo of noise",
        |root| each_memo(root, |bytes| bytes.iter().map(|byte| byte.wrapping_mul(31)).collect()),
        false,
    ),
    (
        "a wrong letter in a memo",
        |root| {
            each_memo(root, |mut bytes| {
                let last = bytes.len() - 20;
                bytes[last] ^= 1;
                bytes
            });
        },
        false,
    ),
    (
        "a folder instead of a memo",
        |root| {
            fs::remove_dir_all(root.join(".git/oneonone/memo")).unwrap();
            fs::create_dir_all(root.join(".git/oneonone/memo/Text")).unwrap();
        },
        false,
    ),
    (
        "a file instead of the folder of memos",
        |root| {
            fs::remove_dir_all(root.join(".git/oneonone")).unwrap();
            fs::write(root.join(".git/oneonone"), "").unwrap();
        },
        false,
    ),
];

#[test]
fn a_report_is_always_that_of_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let places: Vec<Place> = (0..CHANGES.len()).map(|n| Place::new(folder.path().join(n.to_string()))).collect();
    let asked = Place::new(folder.path().join("asked"));
    let at_once = Place::new(folder.path().join("at once"));
    // Nothing is kept of files that have just changed.
    std::thread::sleep(Duration::from_secs(4));
    for (place, (what, change, shows)) in places.iter().zip(CHANGES) {
        let first = place.report();
        let kept = fs::read(place.memo().join("Text")).unwrap_or_default();
        assert!(String::from_utf8_lossy(&kept).contains("Alice Chen"), "{what}: nothing was kept");
        assert_eq!(place.report(), first, "{what}");
        change(&place.root());
        let second = place.report();
        assert_eq!(second != first, *shows, "{what}");
        assert_eq!(second, place.truth(&[]), "{what}");
    }
    questions(&asked);
    processes(&at_once);
}

/// Another question is another answer.
fn questions(place: &Place) {
    let all: [&[&str]; 7] = [
        &[],
        &["--today", "2026-12-24"],
        &["--since", "2026-11-10"],
        &["--format", "json"],
        &["--format", "md"],
        &["--color", "always"],
        &["--strict"],
    ];
    let truths: Vec<Output> = all.iter().map(|arguments| place.truth(arguments)).collect();
    for _ in 0..2 {
        for (arguments, truth) in all.iter().zip(&truths) {
            assert_eq!(place.report_with(arguments), *truth, "{arguments:?}");
        }
    }
    // A commit is another state, whether the report shows it or not.
    place.report();
    let before = fs::read(place.memo().join("Text")).unwrap();
    place.commit();
    std::thread::sleep(Duration::from_secs(4));
    place.report();
    assert_ne!(fs::read(place.memo().join("Text")).unwrap(), before);
}

/// Several processes may write the memo at once, and no other file is left behind.
fn processes(place: &Place) {
    let outputs: Vec<Output> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..8).map(|_| scope.spawn(|| place.report())).collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(outputs.iter().all(|output| *output == outputs[0]));
    assert_eq!(fs::read_dir(place.memo()).unwrap().count(), 1);
    assert_eq!(place.report(), place.truth(&[]));
}

#[test]
fn outside_of_git_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("plain"));
    fs::remove_dir_all(place.root().join(".git")).unwrap();
    let listing = |folder: &Path| -> Vec<(PathBuf, SystemTime)> {
        let items = fs::read_dir(folder).unwrap().map(|item| item.unwrap());
        items.map(|item| (item.path(), item.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = listing(&place.root());
    std::thread::sleep(Duration::from_secs(4));
    assert!(place.report().status.success());
    assert_eq!(listing(&place.root()), before);
}
