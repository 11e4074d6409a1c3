use std::os::unix::fs::PermissionsExt;

use insta::assert_snapshot;

use crate::env::Env;

/// Alice's pair with an entry, and an editor that runs this script on the file `$1`.
fn editing(script: &str) -> Env {
    let mut env = Env::with_alice();
    env.on("2026-11-19").ok("new");
    editor(&mut env, script);
    env
}

fn editor(env: &mut Env, script: &str) {
    let path = env.root().join("my editor");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    env.set("EDITOR", &format!("'{}'", path.display()));
}

#[test]
fn what_was_saved_is_committed() {
    let env = editing("echo '- typed' >> \"$1\"");
    assert_snapshot!(env.shows("edit"), @r"
    exit 0
    --- stderr
    saved: entries/2026-11-20.md
    ");
    assert_snapshot!(env.last_change(), @r"
    oneonone edit: entries/2026-11-20.md
    +prepared: 2026-11-19
    +- typed
    ");
    env.is_clean();
}

#[test]
fn arguments_and_quotes() {
    let mut env = editing("[ \"$1\" = '-c two words' ] && [ \"$2\" = --wait ] && echo '- typed' >> \"$3\"");
    let command = format!("\"{}\" '-c two words' --wait", env.root().join("my editor").display());
    env.set("VISUAL", &command).set("EDITOR", "false");
    assert_eq!(env.ok("edit alice next").code, 0);
    assert!(env.read("entries/2026-11-20.md").ends_with("- typed\n"));
}

#[test]
fn nothing_saved() {
    let env = editing("true");
    let log = env.log();
    assert_snapshot!(env.shows("edit 2026-11-20"), @r"
    exit 0
    --- stderr
    nothing was changed
    ");
    assert_eq!(env.log(), log);
}

#[test]
fn only_a_key_is_no_preparation() {
    let env = editing("sed -i 's/status: planned/status: planned\\nminutes: 30/' \"$1\"");
    env.ok("edit");
    assert!(!env.read("entries/2026-11-20.md").contains("prepared"));
}

#[test]
fn a_note_taken_meanwhile_survives() {
    let mut env = editing("true");
    let program = env!("CARGO_BIN_EXE_oneonone");
    editor(
        &mut env,
        &format!(
            "sed -i 's/^## Growth/- typed\\n\\n&/' \"$1\"\n'{program}' note --section growth 'noted meanwhile' 2>&1"
        ),
    );
    assert_snapshot!(env.shows("edit"), @"
    exit 0
    --- stdout
    saved for Alice Chen, Fri 20 Nov 2026 (tomorrow), under Growth
      entries/2026-11-20.md: - noted meanwhile
    --- stderr
    `entries/2026-11-20.md` was changed while it was open; kept from there:
      prepared: 2026-11-19
      - noted meanwhile
    saved: entries/2026-11-20.md
    ");
    let entry = env.read("entries/2026-11-20.md");
    assert!(entry.contains("- typed\n") && entry.contains("- noted meanwhile\n"), "{entry}");
    env.is_clean();
}

#[test]
fn on_the_same_lines_both_are_kept() {
    let mut env = editing("true");
    let program = env!("CARGO_BIN_EXE_oneonone");
    editor(&mut env, &format!("echo '- typed' >> \"$1\"\n'{program}' note --section engagement 'noted' 2>&1"));
    assert_snapshot!(env.shows("edit"), @"
    exit 0
    --- stdout
    saved for Alice Chen, Fri 20 Nov 2026 (tomorrow), under Engagement
      entries/2026-11-20.md: - noted
    --- stderr
    `entries/2026-11-20.md` was changed while it was open; kept from there:
      prepared: 2026-11-19
      - noted
    saved: entries/2026-11-20.md
    ");
    let entry = env.read("entries/2026-11-20.md");
    assert!(entry.contains("- typed\n") && entry.contains("- noted\n"), "{entry}");
}

#[test]
fn a_failed_editor_keeps_the_draft() {
    let env = editing("echo '- typed' >> \"$1\"; exit 3");
    assert_snapshot!(env.shows("edit"), @r"
    exit 1
    --- stderr
    error: the editor ended with code 3; nothing was written
    hint: what it saved is kept in `[dir]/oneonones/alice-chen/.git/oneonone/drafts/entries-2026-11-20.md`, and `oneonone edit` offers it again
    ");
    let draft = env.path(".git/oneonone/drafts/entries-2026-11-20.md");
    assert!(std::fs::read_to_string(&draft).unwrap().ends_with("- typed\n"));
    assert!(!env.read("entries/2026-11-20.md").contains("typed"));
    // Nobody is there to say whether to go on with it: it is kept aside.
    let mut env = env;
    editor(&mut env, "echo '- again' >> \"$1\"");
    assert_snapshot!(env.shows("edit"), @r"
    exit 0
    --- stderr
    saved: entries/2026-11-20.md
    ");
    assert!(std::fs::read_to_string(draft.with_extension("1.md")).unwrap().ends_with("- typed\n"));
}

#[test]
fn no_such_editor() {
    let mut env = editing("true");
    env.set("EDITOR", "/no/such/editor");
    assert_snapshot!(env.shows("edit"), @r"
    exit 2
    --- stderr
    error: cannot start the editor `/no/such/editor`; set `VISUAL` or `EDITOR` to one that is installed
    hint: for example: `export EDITOR=nano`
    ");
}

#[test]
fn shown_only() {
    let env = editing("echo '- typed' >> \"$1\"");
    let before = env.tree();
    assert_snapshot!(env.shows("edit --dry-run"), @r"
    exit 0
    --- stdout
    diff --git a/entries/2026-11-20.md b/entries/2026-11-20.md
    --- a/entries/2026-11-20.md
    +++ b/entries/2026-11-20.md
    @@ -37,2 +37,3 @@ status: planned
     ## Engagement
     <!-- 1 to 10: how are you feeling about your work? Every time. A number here, or `engagement: 8` above. -->
    +- typed
    --- stderr
    nothing was written (--dry-run)
    ");
    assert!(env.tree() == before, "nothing is written");
}

/// Nobody is there who could close it.
#[test]
fn no_editor_without_input() {
    let env = Env::with_alice();
    for line in ["edit alice --no-input", "prep alice --edit --no-input"] {
        let run = env.run(line);
        assert!(run.code == 2 && run.stderr.contains("no editor is opened with `--no-input`"), "{}", run.text());
    }
}
