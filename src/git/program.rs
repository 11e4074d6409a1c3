//! The `git` program, for what libgit2 cannot do.
//!
//! It runs in one language, without standard input, hooks and file-system monitor, and its bytes are parsed by pure
//! functions.
#![expect(clippy::disallowed_methods, reason = "this module owns the git program")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::error::GitError;

#[cfg(windows)]
const NOWHERE: &str = "NUL";
#[cfg(not(windows))]
const NOWHERE: &str = "/dev/null";

/// Git's own variables that would send it to another repository than the one meant.
const REDIRECTIONS: [&str; 5] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"];

/// Runs `git` in `folder` with `arguments` and more `variables`, gives it `input`, and returns what it prints.
///
/// # Errors
/// [`GitError::Program`] with git's own words where it is missing or fails.
pub fn run(folder: &Path, arguments: &[&str], variables: &[(&str, String)], input: &[u8]) -> Result<Vec<u8>, GitError> {
    let failed = |message: String| GitError::Program {
        arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
        message,
    };
    let mut command = Command::new("git");
    command
        .args(["-c", "core.fsmonitor=false", "-c", &format!("core.hooksPath={NOWHERE}")])
        .args(["-c", "core.fsync=all"])
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0")
        .envs(variables.iter().map(|(name, value)| (*name, value)))
        .stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for name in REDIRECTIONS {
        command.env_remove(name);
    }
    let mut child = command.spawn().map_err(|error| failed(format!("cannot be started: {error}")))?;
    if let Some(mut stdin) = child.stdin.take() {
        // Where git does not read it all, its own message says why.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().map_err(|error| failed(error.to_string()))?;
    if output.status.success() { Ok(output.stdout) } else { Err(failed(complaint(&output.stderr))) }
}

/// What git complains about: its last lines, without the prefix.
fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines: Vec<&str> =
        text.lines().map(|line| line.trim_start_matches("fatal: ").trim_start_matches("error: ").trim()).collect();
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_are_one_line() {
        assert_eq!(
            complaint(b"error: gpg failed\nfatal: failed to write commit object\n"),
            "gpg failed; failed to write commit object"
        );
        assert_eq!(complaint(b""), "");
    }
}
