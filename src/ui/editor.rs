//! The user's editor. The one place that starts it; the terminal is handed over until it ends.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Command;

use thiserror::Error;

use super::escape::visible;

/// How an editor ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditorOutcome {
    /// It ended well; what it saved is in the file.
    Closed,
    /// It failed or was killed; the file may hold anything.
    Failed {
        /// Its exit code, where it was not killed.
        code: Option<i32>,
    },
}

/// An editor that could not be started.
#[derive(Debug, Error)]
pub enum EditorError {
    /// There is no command.
    #[error("no editor is set; set `VISUAL` or `EDITOR`")]
    NoCommand,
    /// The program was not started.
    #[error("cannot start the editor `{program}`; set `VISUAL` or `EDITOR` to one that is installed")]
    Start {
        /// The program's name, made visible.
        program: String,
        /// Why.
        source: io::Error,
    },
}

/// The editor's command and its arguments: the first that is set of `VISUAL`, `EDITOR` and what `git var GIT_EDITOR`
/// says, else the system's own. Quotes and backslashes are read as a shell reads them; nothing is expanded.
#[must_use]
pub fn command(visual: Option<&str>, editor: Option<&str>, git_editor: Option<&str>) -> Vec<OsString> {
    let system = if cfg!(windows) { "notepad" } else { "vi" };
    let chosen = [visual, editor, git_editor].into_iter().flatten().find(|value| !value.trim().is_empty());
    split(chosen.unwrap_or(system))
}

/// Opens the file and waits until the editor ends.
///
/// # Errors
///
/// [`EditorError`] where it could not be started.
pub fn open(command: &[OsString], path: &Path) -> Result<EditorOutcome, EditorError> {
    let (program, arguments) = command.split_first().ok_or(EditorError::NoCommand)?;
    let ended = start(program, arguments, path)
        .map_err(|source| EditorError::Start { program: visible(&program.to_string_lossy()).into_owned(), source })?;
    Ok(if ended.success() { EditorOutcome::Closed } else { EditorOutcome::Failed { code: ended.code() } })
}

#[expect(clippy::disallowed_methods, reason = "this file starts the editor")]
fn start(program: &OsString, arguments: &[OsString], path: &Path) -> io::Result<std::process::ExitStatus> {
    Command::new(program).args(arguments).arg(path).status()
}

/// The words of a command line. One that cannot be split (an open quote) is taken as a program's path.
pub(super) fn split(line: &str) -> Vec<OsString> {
    // A backslash is the separator of Windows paths, not an escape.
    let unescaped = if cfg!(windows) { line.replace('\\', "\\\\") } else { line.to_owned() };
    match shell_words::split(&unescaped) {
        Ok(words) => words.into_iter().map(OsString::from).collect(),
        Err(_) => vec![line.trim().into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands() {
        let set = Some;
        for (visual, editor, git, expected) in [
            (set("code --wait"), set("ed"), set("nano"), vec!["code", "--wait"]),
            (None, set("'/path with space/ed' -n"), set("nano"), vec!["/path with space/ed", "-n"]),
            (set("  "), None, set("vim -c \"set tw=72\""), vec!["vim", "-c", "set tw=72"]),
            (None, None, None, vec![if cfg!(windows) { "notepad" } else { "vi" }]),
            (set("an 'open quote"), None, None, vec!["an 'open quote"]),
        ] {
            assert_eq!(command(visual, editor, git), expected, "{visual:?} {editor:?} {git:?}");
        }
    }

    #[test]
    fn no_command_and_no_program() {
        assert!(matches!(open(&[], Path::new("x")), Err(EditorError::NoCommand)));
        let missing = [OsString::from("/no/such/editor\u{1b}")];
        let error = open(&missing, Path::new("x")).expect_err("no such program");
        assert!(error.to_string().starts_with("cannot start the editor `/no/such/editor^[`"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn the_exit_status_decides() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a note.md");
        let editor = command(Some("sh -c 'printf saved > \"$1\"; exit ${2:-0}' sh"), None, None);
        assert_eq!(open(&editor, &file).expect("started"), EditorOutcome::Closed);
        assert_eq!(std::fs::read_to_string(&file).expect("saved"), "saved");
        let fails = command(Some("sh -c 'exit 3'"), None, None);
        assert_eq!(open(&fails, &file).expect("started"), EditorOutcome::Failed { code: Some(3) });
        let killed = command(Some("sh -c 'kill -9 $$'"), None, None);
        assert_eq!(open(&killed, &file).expect("started"), EditorOutcome::Failed { code: None });
    }
}
