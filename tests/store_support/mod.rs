//! What the tests of the write protocol share: a process, a home and a git of their own.
#![allow(dead_code, reason = "each test file uses a part")]

use std::env;
use std::path::Path;
use std::process::Command;

use oneonone::git::{BeginOptions, Change, Commit, PairRepository, Session};

/// Tells the process that it is the inner one, and its folder.
pub(crate) const INNER: &str = "ONEONONE_TEST_FOLDER";

/// The configuration of every test's own git.
pub(crate) const CONFIGURATION: &str =
    "[user]\n\tname = Test Person\n\temail = test@example.com\n[init]\n\tdefaultBranch = trunk\n[gc]\n\tauto = 0\n";

/// Runs `body` in a process of its own, with an empty environment but for its own home and git configuration, and an
/// empty folder. `name` is the test's own name.
pub(crate) fn isolated(name: &str, body: impl FnOnce(&Path)) {
    if let Some(folder) = env::var_os(INNER) {
        return body(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = again(name, folder.path());
    if env::var_os("ONEONONE_TEST_SHOW").is_some() {
        assert!(command.status().unwrap().success());
        return;
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// This test program once more, for the test `name` in `folder`.
pub(crate) fn again(name: &str, folder: &Path) -> Command {
    let home = folder.join("home");
    std::fs::create_dir_all(&home).unwrap();
    let configuration = home.join("gitconfig");
    if !configuration.exists() {
        std::fs::write(&configuration, CONFIGURATION).unwrap();
    }
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args([name, "--exact", "--nocapture", "--test-threads=1", "--include-ignored"])
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .env("HOME", &home)
        .env("XDG_CONFIG_HOME", home.join("none"))
        .env("GIT_CONFIG_GLOBAL", &configuration)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LC_ALL", "C")
        .env("TZ", "UTC")
        .env(INNER, folder);
    if let Some(root) = env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}

/// What git's program prints.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git").args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A pair with these files, committed.
pub(crate) fn pair(folder: &Path, files: &[(&str, &str)]) -> PairRepository {
    let repository = PairRepository::create(&folder.join("alice")).unwrap();
    let changes = files.iter().map(|(path, text)| Change::write(*path, *text)).collect();
    begin(&repository).commit(Commit::new("oneonone init", changes)).unwrap().unwrap();
    repository
}

/// A turn with the usual patience.
pub(crate) fn begin(repository: &PairRepository) -> Session<'_> {
    repository.begin(BeginOptions::default()).unwrap()
}

/// Whether a path is the pair's own.
pub(crate) fn owned(path: &str) -> bool {
    ["oneonone.yaml", "backlog.md", "goals.md", "README.md", ".gitattributes"].contains(&path)
        || (path.starts_with("entries/") && path.ends_with(".md"))
        || path.starts_with("templates/")
}
