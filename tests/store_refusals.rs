//! What cannot be written rightly is refused, with the reason and before a byte is written.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own folders")]

mod store_support;

use std::fs;
use std::path::Path;

use oneonone::git::{BeginOptions, Change, Commit, GitError, PairRepository, Unwritable};
use store_support::{begin, git, isolated, owned, pair};

const NOTE: &str = "entries/2026-11-20.md";

fn write(repository: &PairRepository) -> Result<(), GitError> {
    let mut session = repository.begin(BeginOptions::default())?;
    session.commit(Commit::new("oneonone note: x", vec![Change::write(NOTE, "two\n")])).map(|_| ())
}

fn unwritable(result: Result<(), GitError>) -> Unwritable {
    match result {
        Err(GitError::Unwritable { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

fn open(folder: &Path) -> Result<(), GitError> {
    PairRepository::open(folder).map(|_| ())
}

#[test]
fn formats_that_cannot_be_written() {
    isolated("formats_that_cannot_be_written", |folder| {
        for (name, option) in [("sha256", "--object-format=sha256"), ("reftable", "--ref-format=reftable")] {
            git(folder, &["init", "-q", option, name]);
        }
        git(folder, &["init", "-q", "--bare", "bare"]);
        fs::create_dir(folder.join("plain")).unwrap();
        assert_eq!(unwritable(open(&folder.join("sha256"))), Unwritable::Sha256);
        assert_eq!(unwritable(open(&folder.join("reftable"))), Unwritable::ReferenceFormat("reftable".into()));
        assert_eq!(unwritable(open(&folder.join("bare"))), Unwritable::Bare);
        assert!(matches!(open(&folder.join("plain")), Err(GitError::NotARepository { .. })));
        assert!(matches!(open(&folder.join("nowhere")), Err(GitError::NotARepository { .. })));
    });
}

#[test]
fn a_split_index() {
    isolated("a_split_index", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n")]);
        git(repository.root(), &["update-index", "--split-index"]);
        assert!(matches!(unwritable(write(&repository)), Unwritable::Index(_)));
        git(repository.root(), &["update-index", "--no-split-index"]);
        write(&repository).unwrap();
    });
}

#[test]
fn states_in_which_a_commit_would_be_in_the_way() {
    isolated("states_in_which_a_commit_would_be_in_the_way", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n")]);
        let root = repository.root();
        git(root, &["switch", "-q", "--detach"]);
        assert_eq!(unwritable(write(&repository)), Unwritable::Detached);
        git(root, &["switch", "-q", "main"]);
        git(root, &["switch", "-q", "-c", "side"]);
        fs::write(root.join(NOTE), "side\n").unwrap();
        git(root, &["commit", "-qam", "side"]);
        git(root, &["switch", "-q", "main"]);
        fs::write(root.join(NOTE), "main\n").unwrap();
        git(root, &["commit", "-qam", "main"]);
        let merge = std::process::Command::new("git").args(["merge", "side"]).current_dir(root).output().unwrap();
        assert!(!merge.status.success());
        assert_eq!(unwritable(write(&repository)), Unwritable::Unfinished("a merge"));
        git(root, &["merge", "--abort"]);
        write(&repository).unwrap();
    });
}

#[test]
fn no_identity() {
    isolated("no_identity", |folder| {
        let repository = PairRepository::create(&folder.join("alice")).unwrap();
        fs::write(folder.join("home/gitconfig"), "").unwrap();
        let repository = PairRepository::open(repository.root()).unwrap();
        let error = write(&repository).unwrap_err();
        assert_eq!(error.to_string(), "git does not know your name; run `git config --global user.name \"Your Name\"`");
        assert!(!repository.root().join(NOTE).exists());
        git(repository.root(), &["config", "user.name", "Local"]);
        git(repository.root(), &["config", "user.email", "local@example.com"]);
        write(&PairRepository::open(repository.root()).unwrap()).unwrap();
    });
}

#[test]
fn filters_that_would_be_skipped() {
    isolated("filters_that_would_be_skipped", |folder| {
        let repository = pair(folder, &[(".gitattributes", "*.md filter=secret\n")]);
        let root = repository.root();
        // Nobody configured it: git stores the bytes as they are, and so do we.
        write(&repository).unwrap();
        git(root, &["config", "filter.secret.clean", "rev"]);
        git(root, &["config", "filter.secret.required", "true"]);
        let repository = PairRepository::open(root).unwrap();
        let mut session = begin(&repository);
        let refused = session.commit(Commit::new("oneonone note: x", vec![Change::write(NOTE, "three\n")]));
        assert!(matches!(refused, Err(GitError::Filtered { filter, .. }) if filter == "secret"));
        assert_eq!(fs::read_to_string(root.join(NOTE)).unwrap(), "two\n");
        let goals = vec![Change::write("goals.txt", "free\n")];
        session.commit(Commit::new("oneonone note: x", goals)).unwrap().unwrap();
    });
}

#[cfg(unix)]
#[test]
fn links() {
    use std::os::unix::fs::symlink;
    isolated("links", |folder| {
        let repository = pair(folder, &[("oneonone.yaml", "schema: 1\n")]);
        let root = repository.root();
        fs::write(folder.join("outside"), "theirs").unwrap();
        fs::create_dir(root.join("entries")).unwrap();
        symlink(folder.join("outside"), root.join(NOTE)).unwrap();
        assert!(write(&repository).unwrap_err().to_string().ends_with("is not a regular file"));
        let changes = begin(&repository).changed_outside(&["entries"], &owned).unwrap();
        assert_eq!(changes[0].kind, oneonone::git::OutsideKind::NotRegular);
        assert!(begin(&repository).commit_outside(&[NOTE.to_owned()], "oneonone save").is_err());
        fs::remove_dir_all(root.join("entries")).unwrap();
        fs::create_dir(folder.join("elsewhere")).unwrap();
        symlink(folder.join("elsewhere"), root.join("entries")).unwrap();
        assert!(write(&repository).is_err());
        assert_eq!(fs::read(folder.join("outside")).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.join("elsewhere")).unwrap().count(), 0);
        for path in ["../x", ".git/config", "/etc/x", "a/../../x"] {
            let change = vec![Change::write(path, "x")];
            let refused = begin(&repository).commit(Commit::new("oneonone note: x", change));
            assert!(matches!(refused, Err(GitError::BadPath { .. })), "{path}");
        }
    });
}

#[test]
fn locks_of_a_living_git() {
    isolated("locks_of_a_living_git", |folder| {
        let repository = pair(folder, &[(NOTE, "one\n")]);
        let root = repository.root();
        let index_lock = root.join(".git/index.lock");
        fs::write(&index_lock, "").unwrap();
        let mut session = begin(&repository);
        session.commit(Commit::new("oneonone note: x", vec![Change::write(NOTE, "two\n")])).unwrap().unwrap();
        assert_eq!(session.warnings().len(), 1);
        drop(session);
        assert!(index_lock.exists());
        assert_eq!(git(root, &["show", &format!("HEAD:{NOTE}")]), "two\n");
        fs::remove_file(&index_lock).unwrap();
        drop(begin(&repository));
        assert_eq!(git(root, &["status", "--porcelain"]), "");

        let branch_lock = root.join(".git/refs/heads/main.lock");
        fs::write(&branch_lock, "").unwrap();
        let refused = begin(&repository).commit(Commit::new("oneonone note: x", vec![Change::write(NOTE, "3\n")]));
        assert!(matches!(refused, Err(GitError::NotCommitted { .. })));
        assert!(branch_lock.exists());
        assert_eq!(fs::read_to_string(root.join(NOTE)).unwrap(), "3\n");
        fs::remove_file(&branch_lock).unwrap();
        let mut session = begin(&repository);
        session.commit_outside(&[NOTE.to_owned()], "oneonone save: x").unwrap().unwrap();
        drop(session);
        assert_eq!(git(root, &["status", "--porcelain"]), "");
    });
}

#[cfg(unix)]
#[test]
fn signs_where_git_signs() {
    use std::os::unix::fs::PermissionsExt;
    isolated("signs_where_git_signs", |folder| {
        let program = folder.join("fake-gpg");
        let script = "#!/bin/sh\ncat > /dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\n\
            printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nfake\\n-----END PGP SIGNATURE-----\\n'\n";
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let repository = pair(folder, &[(NOTE, "one\n")]);
        let root = repository.root();
        git(root, &["config", "commit.gpgsign", "true"]);
        git(root, &["config", "gpg.program", program.to_str().unwrap()]);
        let repository = PairRepository::open(root).unwrap();
        assert!(repository.signing_required().unwrap());
        write(&repository).unwrap();
        assert!(git(root, &["cat-file", "commit", "HEAD"]).contains("gpgsig -----BEGIN PGP SIGNATURE-----"));
        assert_eq!(git(root, &["log", "-1", "--format=%s|%an|%P"]).matches('|').count(), 2);
        assert_eq!(git(root, &["rev-list", "--count", "HEAD"]), "2\n");
        assert_eq!(git(root, &["status", "--porcelain"]), "");
        assert_eq!(git(root, &["fsck", "--strict", "--no-progress"]), "");

        fs::write(&program, "#!/bin/sh\nexit 1\n").unwrap();
        let mut session = begin(&repository);
        let refused = session.commit(Commit::new("oneonone note: x", vec![Change::write(NOTE, "three\n")]));
        assert!(matches!(refused, Err(GitError::NotCommitted { .. })));
        drop(session);
        assert_eq!(fs::read_to_string(root.join(NOTE)).unwrap(), "three\n");
        drop(begin(&repository));
    });
}
