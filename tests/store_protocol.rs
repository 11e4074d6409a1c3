//! The write protocol: one commit of exactly the paths touched, and nothing of anybody else's.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own folders")]

mod store_support;

use std::fs;

use oneonone::git::{Change, Commit, GitError, OutsideKind, PairRepository};
use store_support::{begin, git, isolated, owned, pair};

const NOTE: &str = "entries/2026-11-20.md";

#[test]
fn a_write_is_one_clean_commit() {
    isolated("a_write_is_one_clean_commit", |folder| {
        let repository = PairRepository::create(&folder.join("alice")).unwrap();
        let root = repository.root().to_owned();
        assert_eq!(repository.current_branch().unwrap(), "main");
        for (number, text) in ["one\n", "one\ntwo\n"].iter().enumerate() {
            let mut session = begin(&repository);
            let change = Change::write(NOTE, *text);
            let id = session.commit(Commit::new(format!("oneonone note: {NOTE}"), vec![change])).unwrap().unwrap();
            drop(session);
            assert_eq!(fs::read_to_string(root.join(NOTE)).unwrap(), *text);
            assert_eq!(git(&root, &["rev-parse", "HEAD"]).trim(), id.to_string());
            assert_eq!(git(&root, &["status", "--porcelain"]), "");
            assert_eq!(git(&root, &["fsck", "--strict", "--no-progress"]), "");
            assert_eq!(repository.committed(NOTE).unwrap().unwrap(), text.as_bytes());
            assert_eq!(git(&root, &["reflog"]).lines().count(), number + 1);
            assert_eq!(git(&root, &["rev-list", "HEAD"]).lines().count(), number + 1);
        }
        let log = git(&root, &["log", "-1", "--format=%an|%ae|%cn|%s"]);
        assert_eq!(log, "Test Person|test@example.com|Test Person|oneonone note: entries/2026-11-20.md\n");
        assert_eq!(fs::read(root.join(".git/oneonone/journal")).unwrap(), b"");
    });
}

#[test]
fn nothing_new_is_no_commit() {
    isolated("nothing_new_is_no_commit", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n")]);
        let mut session = begin(&repository);
        let again = Commit::new("oneonone note: again", vec![Change::write(NOTE, "one\n")]);
        assert_eq!(session.commit(again).unwrap(), None);
    });
}

#[test]
fn others_files_stay_as_they_are() {
    isolated("others_files_stay_as_they_are", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n"), ("photo.txt", "a\n")]);
        let root = repository.root();
        fs::write(root.join("photo.txt"), "b\n").unwrap();
        fs::write(root.join("staged.txt"), "s\n").unwrap();
        fs::write(root.join("untracked.txt"), "u\n").unwrap();
        git(root, &["add", "staged.txt"]);
        let mut session = begin(&repository);
        session.commit(Commit::new("oneonone note: x", vec![Change::write(NOTE, "two\n")])).unwrap().unwrap();
        drop(session);
        let status = git(root, &["status", "--porcelain"]);
        assert_eq!(status, " M photo.txt\nA  staged.txt\n?? untracked.txt\n");
        assert_eq!(git(root, &["show", "--name-only", "--format=", "HEAD"]), format!("{NOTE}\n"));
    });
}

#[test]
fn hand_edits_are_noticed_and_committed() {
    isolated("hand_edits_are_noticed_and_committed", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n"), ("entries/2026-11-13.md", "old\n"), ("backlog.md", "b\n")]);
        let root = repository.root();
        assert_eq!(repository.changed_outside(&["", "entries"], &owned).unwrap(), []);
        fs::write(root.join(NOTE), "eno\n").unwrap();
        fs::remove_file(root.join("entries/2026-11-13.md")).unwrap();
        fs::write(root.join("goals.md"), "g\n").unwrap();
        fs::write(root.join("theirs.txt"), "g\n").unwrap();
        let mut session = begin(&repository);
        let changes = session.changed_outside(&["", "entries"], &owned).unwrap();
        let found: Vec<_> = changes.iter().map(|change| (change.path.as_str(), change.kind)).collect();
        assert_eq!(
            found,
            [
                ("entries/2026-11-13.md", OutsideKind::Deleted),
                (NOTE, OutsideKind::Modified),
                ("goals.md", OutsideKind::Added)
            ]
        );
        let paths: Vec<String> = changes.into_iter().map(|change| change.path).collect();
        session.commit_outside(&paths, "oneonone save: by hand").unwrap().unwrap();
        assert_eq!(session.changed_outside(&["", "entries"], &owned).unwrap(), []);
        drop(session);
        assert_eq!(git(root, &["status", "--porcelain"]), "?? theirs.txt\n");
        assert_eq!(git(root, &["show", &format!("HEAD:{NOTE}")]), "eno\n");
        assert_eq!(git(root, &["fsck", "--no-progress"]), "");
    });
}

#[test]
fn nothing_is_written_over_what_changed() {
    isolated("nothing_is_written_over_what_changed", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n")]);
        fs::write(repository.root().join(NOTE), "by hand\n").unwrap();
        let mut session = begin(&repository);
        let change = Change::write(NOTE, "one\ntwo\n").based_on(Some(b"one\n"));
        let refused = session.commit(Commit::new("oneonone note: x", vec![change]));
        assert!(matches!(refused, Err(GitError::ChangedMeanwhile { .. })));
        assert_eq!(fs::read_to_string(repository.root().join(NOTE)).unwrap(), "by hand\n");
        let change = Change::write(NOTE, "one\n").based_on(None);
        assert!(session.commit(Commit::new("oneonone new: x", vec![change])).is_err());
    });
}

#[test]
fn a_removed_file_leaves_no_empty_folder_in_the_tree() {
    isolated("a_removed_file_leaves_no_empty_folder_in_the_tree", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n"), ("oneonone.yaml", "schema: 1\n")]);
        let mut session = begin(&repository);
        session.commit(Commit::new("oneonone undo: x", vec![Change::remove(NOTE)])).unwrap().unwrap();
        drop(session);
        assert_eq!(git(repository.root(), &["ls-tree", "--name-only", "HEAD"]), "oneonone.yaml\n");
        assert_eq!(git(repository.root(), &["status", "--porcelain"]), "");
        assert_eq!(git(repository.root(), &["fsck", "--no-progress"]), "");
    });
}

#[test]
fn given_authors_and_times_are_kept() {
    isolated("given_authors_and_times_are_kept", |folder| {
        let repository = PairRepository::create(&folder.join("alice")).unwrap();
        let mut session = begin(&repository);
        let mut commit = Commit::new("oneonone note: x", vec![Change::write(NOTE, "one\n")]);
        commit.when = Some((1_700_000_000, 90));
        commit.author = Some(oneonone::git::Identity { name: "Alice Chen".into(), email: "alice@example.com".into() });
        session.commit(commit).unwrap().unwrap();
        let log = git(repository.root(), &["log", "-1", "--format=%an <%ae> %ad %cd", "--date=raw"]);
        assert_eq!(log, "Alice Chen <alice@example.com> 1700000000 +0130 1700000000 +0130\n");
    });
}
