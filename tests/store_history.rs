//! The history of files, undoing, and importing many commits.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make their own folders"
)]

mod store_support;

use std::fs;

use oneonone::git::{Change, Commit, Identity, PairRepository};
use store_support::{begin, git, isolated, owned, pair};

const NOTE: &str = "entries/2026-11-20.md";

fn by(who: &str, seconds: i64, message: &str, changes: Vec<Change>) -> Commit {
    Commit {
        message: message.to_owned(),
        changes,
        when: Some((seconds, 60)),
        author: Some(Identity { name: who.to_owned(), email: format!("{who}@example.com") }),
    }
}

#[test]
fn imports_and_reads_a_history() {
    isolated("imports_and_reads_a_history", |folder| {
        let repository = PairRepository::create(&folder.join("alice")).unwrap();
        let root = repository.root();
        let mut commits = vec![by("alice", 1_700_000_000, "oneonone init", vec![Change::write("goals.md", "g\n")])];
        for day in 1..=28 {
            for (number, who) in ["alice", "bob"].into_iter().enumerate() {
                let path = format!("entries/2026-02-{day:02}.md");
                let text = if number == 0 { "one\n" } else { "one\ntwo\n" };
                let seconds = 1_700_000_000 + day * 86_400 + number as i64;
                commits.push(by(who, seconds, &format!("oneonone note: {path}"), vec![Change::write(path, text)]));
            }
        }
        commits.push(by("bob", 1_790_000_000, "oneonone x", vec![Change::remove("entries/2026-02-28.md")]));
        let mut session = begin(&repository);
        let head = session.import(commits).unwrap().unwrap();
        assert_eq!(session.changed_outside(&["", "entries"], &owned).unwrap(), []);
        drop(session);
        assert_eq!(git(root, &["rev-parse", "HEAD"]).trim(), head.to_string());
        assert_eq!(git(root, &["rev-list", "--count", "HEAD"]), "58\n");
        assert_eq!(git(root, &["status", "--porcelain"]), "");
        assert_eq!(git(root, &["fsck", "--strict", "--no-progress"]), "");

        let history = repository.commits_touching("entries").unwrap();
        assert_eq!(history.len(), 28);
        let first = &history["entries/2026-02-01.md"];
        assert_eq!(first.iter().map(|commit| commit.author.name.as_str()).collect::<Vec<_>>(), ["alice", "bob"]);
        assert_eq!((first[1].seconds, first[1].offset_minutes), (1_700_086_401, 60));
        assert_eq!(repository.blob(first[0].blob.unwrap()).unwrap(), b"one\n");
        let gone = &history["entries/2026-02-28.md"];
        assert_eq!((gone.len(), gone[2].blob), (3, None));
        git(root, &["gc", "-q"]);
        assert_eq!(repository.commits_touching("entries").unwrap(), history);
        // One commit more: walked from where the last walk ended, or from the start, it is the same.
        let one_more = Commit::new("oneonone x", vec![Change::write("entries/2026-02-01.md", "three\n")]);
        begin(&repository).commit(one_more).unwrap().unwrap();
        let longer = repository.commits_touching("entries").unwrap();
        assert_eq!(longer["entries/2026-02-01.md"].len(), 3);
        let memory = root.join(".git/oneonone/history-entries");
        fs::remove_file(&memory).unwrap();
        assert_eq!(repository.commits_touching("entries").unwrap(), longer);
        fs::write(&memory, "rubbish").unwrap();
        assert_eq!(repository.commits_touching("entries").unwrap(), longer);
        git(root, &["commit", "-q", "--amend", "-m", "x"]);
        let amended = repository.commits_touching("entries").unwrap();
        assert_ne!(amended, longer);
        assert_eq!(amended.len(), longer.len());
        assert!(repository.commits_touching("none").unwrap().is_empty());
    });
}

#[test]
fn a_merge_that_takes_a_side_changes_nothing() {
    isolated("a_merge_that_takes_a_side_changes_nothing", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n"), ("entries/b.md", "b\n")]);
        let root = repository.root();
        git(root, &["switch", "-q", "-c", "side"]);
        fs::write(root.join(NOTE), "side\n").unwrap();
        git(root, &["commit", "-qam", "side"]);
        git(root, &["switch", "-q", "main"]);
        fs::write(root.join("entries/b.md"), "main\n").unwrap();
        git(root, &["commit", "-qam", "main"]);
        git(root, &["merge", "-q", "--no-edit", "side"]);
        let history = repository.commits_touching("entries").unwrap();
        assert_eq!(history[NOTE].len(), 2);
        assert_eq!(history["entries/b.md"].len(), 2);
    });
}

#[test]
fn undo_takes_back_ones_own_writes_in_turn() {
    isolated("undo_takes_back_ones_own_writes_in_turn", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n")]);
        let root = repository.root();
        let write = |text: &str, author: Option<&str>| {
            let mut commit = Commit::new(format!("oneonone note: {NOTE}"), vec![Change::write(NOTE, text)]);
            commit.author = author.map(|who| Identity { name: who.into(), email: format!("{who}@example.com") });
            begin(&repository).commit(commit).unwrap().unwrap();
        };
        let undo = || {
            let mut session = begin(&repository);
            let Some(last) = repository.own_last_write(&|verb| verb == "note").unwrap() else { return false };
            let changes = repository.undo(&last).unwrap();
            let commit = Commit::new(last.undo_message(), changes);
            session.commit(commit).unwrap().is_some()
        };
        write("one\ntwo\n", None);
        write("one\ntwo\nthree\n", None);
        write("one\ntwo\nthree\ntheirs\n", Some("alice"));
        assert!(undo());
        assert_eq!(fs::read_to_string(root.join(NOTE)).unwrap(), "one\ntwo\ntheirs\n");
        assert!(undo());
        assert_eq!(fs::read_to_string(root.join(NOTE)).unwrap(), "one\ntheirs\n");
        assert!(!undo());
        assert_eq!(git(root, &["rev-list", "--count", "HEAD"]), "6\n");
        assert_eq!(git(root, &["status", "--porcelain"]), "");
    });
}

/// Not a test: how long reading a long history takes.
#[test]
#[ignore = "a measurement"]
fn measure() {
    isolated("measure", |folder| {
        let repository = PairRepository::create(&folder.join("alice")).unwrap();
        let root = repository.root().to_owned();
        let text = "- [ ] something to do, at some length\n".repeat(60);
        let commits: Vec<Commit> = (0..520)
            .map(|number| {
                let path =
                    format!("entries/{}-{:02}-{:02}.md", 2016 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
                by(
                    "alice",
                    1_600_000_000 + number * 600_000,
                    "oneonone note: x",
                    vec![Change::write(path, text.as_str())],
                )
            })
            .collect();
        let timed = |what: &str, work: &mut dyn FnMut()| {
            let start = std::time::Instant::now();
            work();
            eprintln!("{what}: {:?}", start.elapsed());
        };
        timed("import of 520 commits", &mut || {
            let _ = begin(&repository).import(commits.clone()).unwrap();
        });
        for _ in 0..2 {
            timed("list and read 520 entries", &mut || {
                let listing = oneonone::store::files::list_entries(&root).unwrap();
                for name in &listing.names {
                    oneonone::store::files::read_listed(&root.join("entries").join(name)).unwrap();
                }
                assert_eq!(listing.names.len(), 520);
            });
            timed("open", &mut || drop(PairRepository::open(&root).unwrap()));
            timed("changed outside", &mut || drop(repository.changed_outside(&["", "entries"], &owned).unwrap()));
            timed("commits touching, loose", &mut || {
                assert_eq!(repository.commits_touching("entries").unwrap().len(), 520)
            });
        }
        git(&root, &["gc", "-q"]);
        let repository = PairRepository::open(&root).unwrap();
        timed("commits touching, packed", &mut || {
            assert_eq!(repository.commits_touching("entries").unwrap().len(), 520)
        });
    });
}
