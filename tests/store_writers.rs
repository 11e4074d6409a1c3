//! Many writers at once, and the writer that `tests/crash/run.sh` kills.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used, reason = "tests are programs")]

mod store_support;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use oneonone::git::{BeginOptions, Change, Commit, GitError, PairRepository};
use store_support::{again, git, isolated, owned, pair};

const NOTE: &str = "entries/2026-11-20.md";

/// What a note does, at its smallest: hand edits first, then one line more.
fn note(repository: &PairRepository, text: &str) -> Result<(), GitError> {
    let mut session = repository.begin(BeginOptions::default())?;
    let changes = session.changed_outside(&["", "entries"], &owned)?;
    let paths: Vec<String> = changes.into_iter().map(|change| change.path).collect();
    session.commit_outside(&paths, "oneonone save: by hand")?;
    let before = oneonone::store::files::read_if_there(&repository.root().join(NOTE))?;
    let mut bytes = before.clone().unwrap_or_default();
    bytes.extend_from_slice(format!("- {text}\n").as_bytes());
    let change = Change::write(NOTE, bytes).based_on(before.as_deref());
    session.commit(Commit::new(format!("oneonone note: {NOTE}"), vec![change]))?;
    Ok(())
}

/// Not a test: writes `ONEONONE_TEST_TEXT` into `ONEONONE_TEST_PAIR`, as often as `ONEONONE_TEST_TIMES` says.
#[test]
#[ignore = "started by other tests"]
fn writer() -> ExitCode {
    let Some(pair) = env::var_os("ONEONONE_TEST_PAIR").map(PathBuf::from) else { return ExitCode::SUCCESS };
    let text = env::var("ONEONONE_TEST_TEXT").unwrap_or_default();
    let times = env::var("ONEONONE_TEST_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let repository = match PairRepository::open(&pair) {
        Ok(repository) => repository,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    for time in 0..times {
        let text = if times == 1 { text.clone() } else { format!("{text}-{time}") };
        if let Err(error) = note(&repository, &text) {
            eprintln!("error: {error} ({error:?})");
            return ExitCode::FAILURE;
        }
        println!("saved");
    }
    ExitCode::SUCCESS
}

#[test]
fn eight_processes_lose_nothing() {
    isolated("eight_processes_lose_nothing", |folder| {
        let repository = pair(folder, &[("oneonone.yaml", "schema: 1\n")]);
        let root = repository.root();
        let writers: Vec<_> = (0..8)
            .map(|number| {
                again("writer", folder)
                    .env("ONEONONE_TEST_PAIR", root)
                    .env("ONEONONE_TEST_TEXT", format!("w{number}"))
                    .env("ONEONONE_TEST_TIMES", "10")
                    .spawn()
                    .unwrap()
            })
            .collect();
        for mut writer in writers {
            assert!(writer.wait().unwrap().success());
        }
        let text = fs::read_to_string(root.join(NOTE)).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), 80);
        assert_eq!(git(root, &["rev-list", "--count", "HEAD"]), "81\n");
        assert_eq!(git(root, &["status", "--porcelain"]), "");
        assert_eq!(git(root, &["fsck", "--no-progress"]), "");
    });
}

#[test]
fn plain_commits_in_between_are_kept() {
    isolated("plain_commits_in_between_are_kept", |folder| {
        let repository = pair(folder, &[("oneonone.yaml", "schema: 1\n")]);
        let root = repository.root();
        let mut writer = again("writer", folder)
            .env("ONEONONE_TEST_PAIR", root)
            .env("ONEONONE_TEST_TEXT", "ours")
            .env("ONEONONE_TEST_TIMES", "60")
            .spawn()
            .unwrap();
        let mut theirs = 0;
        while writer.try_wait().unwrap().is_none() {
            let done = std::process::Command::new("git")
                .args(["commit", "--allow-empty", "-q", "-m", "theirs"])
                .current_dir(root)
                .output()
                .unwrap();
            theirs += usize::from(done.status.success());
        }
        assert!(writer.wait().unwrap().success());
        let subjects = git(root, &["log", "--format=%s"]);
        assert_eq!(subjects.lines().filter(|subject| *subject == "theirs").count(), theirs);
        assert_eq!(fs::read_to_string(root.join(NOTE)).unwrap().lines().count(), 60);
        // One more turn settles what a busy index left open.
        note(&repository, "last").unwrap();
        assert_eq!(git(root, &["status", "--porcelain"]), "");
        assert_eq!(git(root, &["show", &format!("HEAD:{NOTE}")]).lines().count(), 61);
        assert_eq!(git(root, &["fsck", "--no-progress", "--no-dangling"]), "");
    });
}
