use insta::assert_snapshot;

use crate::env::Env;

#[test]
fn hand_edits() {
    let env = Env::with_alice();
    env.ok("new");
    assert_snapshot!(env.shows("save"), @r"
    exit 0
    --- stderr
    nothing was changed by hand
    ");
    let text = env.read("entries/2026-11-20.md").replace("## Blockers\n", "## Blockers\n- typed\n");
    env.write("entries/2026-11-20.md", &text);
    env.write("backlog.md", "- [ ] Pay bands\n");
    let before = env.tree();
    assert_snapshot!(env.shows("save --dry-run"), @r"
    exit 0
    --- stdout
    alice-chen: would save backlog.md and entries/2026-11-20.md
    ");
    assert!(env.tree() == before, "nothing is written");
    assert_snapshot!(env.shows("save alice"), @r"
    exit 0
    --- stderr
    saved what was changed by hand: backlog.md and entries/2026-11-20.md
    ");
    assert_snapshot!(env.git("log -2 --format=%s --name-only"), @r"
    oneonone save: entries/2026-11-20.md

    entries/2026-11-20.md
    oneonone save: backlog.md entries/2026-11-20.md

    backlog.md
    entries/2026-11-20.md
    ");
    assert!(env.read("entries/2026-11-20.md").contains("prepared: 2026-11-20\n"));
    env.is_clean();
}

#[test]
fn before_another_write() {
    let env = Env::with_alice();
    env.ok("new");
    env.write("goals.md", "- [ ] Lead a project\n");
    assert_snapshot!(env.shows("note something"), @"
    exit 0
    --- stderr
    saved what was changed by hand: goals.md
    saved for Alice Chen, Fri 20 Nov 2026 (today), under Open discussion
      entries/2026-11-20.md: - something
    ");
    assert_snapshot!(env.log(), @r"
    oneonone note: entries/2026-11-20.md
    oneonone save: goals.md
    oneonone new: entries/2026-11-20.md
    oneonone init: oneonone.yaml
    ");
}

#[test]
fn others_files_are_theirs() {
    let env = Env::with_alice();
    for path in ["notes.txt", "entries/photo.png", "entries/.draft.md", "secret.md"] {
        env.write(path, "mine");
    }
    std::fs::create_dir(env.path("entries/deep")).unwrap();
    env.write("entries/deep/2026-11-20.md", "mine");
    env.write("staged.txt", "staged");
    env.git("add staged.txt");
    let before = env.git("status --porcelain -uall");
    assert_snapshot!(env.shows("save"), @r"
    exit 0
    --- stderr
    nothing was changed by hand
    ");
    env.ok("note something");
    assert_eq!(env.git("status --porcelain -uall"), before);
    assert_snapshot!(env.git("ls-tree -r --name-only HEAD"), @r"
    .gitattributes
    README.md
    backlog.md
    entries/2026-11-20.md
    goals.md
    oneonone.yaml
    ");
}

#[cfg(unix)]
#[test]
fn a_link_is_left_out() {
    let env = Env::with_alice();
    std::fs::write(env.root().join("outside.md"), "secret\n").unwrap();
    std::os::unix::fs::symlink(env.root().join("outside.md"), env.path("entries/2026-11-20.md")).unwrap();
    assert_snapshot!(env.shows("save"), @r"
    exit 0
    --- stderr
    warning: `entries/2026-11-20.md` is not a regular file, and is left out
    ");
    assert_snapshot!(env.shows("note something"), @"
    exit 0
    --- stderr
    warning: `entries/2026-11-20.md` is not a regular file, and is left out
    saved for Alice Chen, Fri 27 Nov 2026 (in 7 days), under Open discussion
      entries/2026-11-27.md: - something
    warning: 1 problem in the files; `oneonone check` shows what and where
    ");
    assert_eq!(std::fs::read_to_string(env.root().join("outside.md")).unwrap(), "secret\n");
}

/// A file that is not there is no wish to have it removed: a folder may be moved away, or not be checked out.
#[test]
fn what_is_missing_is_put_back() {
    let env = Env::with_alice();
    env.ok("close alice --date 2026-11-13 --engagement 7 --no-input");
    let path = "entries/2026-11-13.md";
    std::fs::remove_file(env.path(path)).unwrap();
    let run = env.ok("note alice later");
    assert!(
        run.stderr.contains("warning: missing, and put back from git: entries/2026-11-13.md; to delete"),
        "{}",
        run.text()
    );
    assert!(env.git("ls-tree -r --name-only HEAD").contains(path));
    env.is_clean();
    std::fs::remove_file(env.path(path)).unwrap();
    env.ok("undo alice");
    env.is_clean();
    // Git's own way to leave a file out.
    env.git(&format!("update-index --skip-worktree {path}"));
    std::fs::remove_file(env.path(path)).unwrap();
    let run = env.ok("note alice again");
    assert!(!run.stderr.contains("missing"), "{}", run.text());
    assert!(env.git("ls-tree -r --name-only HEAD").contains(path));
    env.git(&format!("update-index --no-skip-worktree {path}"));
    // Notes in a file that is missing are not written over.
    env.ok("note alice first");
    std::fs::remove_file(env.path("entries/2026-11-20.md")).unwrap();
    env.ok("note alice second");
    let entry = env.read("entries/2026-11-20.md");
    assert!(entry.contains("- first") && entry.contains("- second"), "{entry}");
    std::fs::remove_file(env.path(path)).unwrap();
    // Asked for, it goes; but not all of them at once.
    let run = env.ok("save alice --dry-run");
    assert!(run.stdout.contains("would delete entries/2026-11-13.md"), "{}", run.text());
    let run = env.ok("save alice");
    assert!(run.stderr.contains("warning: deleted, as the files are gone: entries/2026-11-13.md"), "{}", run.text());
    std::fs::rename(env.path("entries"), env.path("moved")).unwrap();
    let run = env.run("save alice");
    assert!(run.code == 1 && run.stderr.contains("all entries are gone, and nothing was saved"), "{}", run.text());
}

/// A file that was given another name is both.
#[test]
fn a_renamed_file_is_saved() {
    let env = Env::with_alice();
    env.ok("close alice --date 2026-11-13 --engagement 7 --no-input");
    std::fs::rename(env.path("entries/2026-11-13.md"), env.path("entries/2026-11-12.md")).unwrap();
    env.ok("note alice later");
    let files = env.git("ls-tree -r --name-only HEAD");
    assert!(files.contains("entries/2026-11-12.md") && !files.contains("entries/2026-11-13.md"), "{files}");
    // A template alone makes no other file the same.
    env.all_ok(&["new alice --date 2026-11-27", "new alice --date 2026-12-04"]);
    let typed = env.read("entries/2026-12-04.md") + "- Salary\n- Thinking of leaving\n";
    std::fs::write(env.path("entries/2026-12-04.md"), typed).unwrap();
    env.ok("save alice");
    std::fs::remove_file(env.path("entries/2026-12-04.md")).unwrap();
    std::fs::write(env.path("entries/2026-12-11.md"), env.read("entries/2026-11-27.md")).unwrap();
    env.ok("note alice more");
    assert!(env.read("entries/2026-12-04.md").contains("Salary"));
}
