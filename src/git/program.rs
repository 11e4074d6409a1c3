//! The `git` program, for what libgit2 cannot do.
//!
//! It runs in one language, without standard input, hooks and file-system monitor, and its bytes are parsed by pure
//! functions.
#![expect(clippy::disallowed_methods, reason = "this module owns the git program")]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::error::GitError;

#[cfg(windows)]
const NOWHERE: &str = "NUL";
#[cfg(not(windows))]
const NOWHERE: &str = "/dev/null";

/// Git's own variables that would send it to another repository than the one meant.
const REDIRECTIONS: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE"];

/// How long we sleep at most between two looks at a program that may take until a deadline.
const LONGEST_PAUSE: Duration = Duration::from_millis(10);

/// One call of `git`.
#[derive(Default)]
pub(super) struct Call<'a> {
    /// The arguments, the first of which is git's verb.
    pub(super) arguments: &'a [&'a str],
    /// Settings that hold for this call above all others: `core.fsync=all`.
    pub(super) settings: &'a [&'a str],
    /// More variables of its environment.
    pub(super) variables: &'a [(&'a str, String)],
    /// What it reads from its standard input.
    pub(super) input: &'a [u8],
    /// When it is ended, if it has not ended by itself.
    pub(super) deadline: Option<Instant>,
    /// Whether it may ask the person at the terminal, for a password say.
    pub(super) may_ask: bool,
}

/// Runs `git` in `folder` with `arguments` and more `variables`, gives it `input`, and returns what it prints.
///
/// # Errors
/// [`GitError::Program`] with git's own words where it is missing or fails.
pub fn run(folder: &Path, arguments: &[&str], variables: &[(&str, String)], input: &[u8]) -> Result<Vec<u8>, GitError> {
    let call = Call { arguments, variables, input, ..Call::default() };
    let output = call.run(folder)?;
    if output.status.success() { Ok(output.stdout) } else { Err(call.failed(complaint(&output.stderr))) }
}

impl Call<'_> {
    /// Runs it in `folder`, however it ends.
    ///
    /// # Errors
    /// [`GitError::Program`] where it cannot be started, [`GitError::TooSlow`] where it was ended at the deadline.
    pub(super) fn run(&self, folder: &Path) -> Result<Output, GitError> {
        let mut command = Command::new("git");
        command
            .args(["-c", "core.fsmonitor=false", "-c", &format!("core.hooksPath={NOWHERE}")])
            .args(["-c", "core.fsync=all"])
            .args(self.settings.iter().flat_map(|setting| ["-c", *setting]))
            .args(self.arguments)
            .current_dir(folder)
            .stdin(if self.input.is_empty() { Stdio::null() } else { Stdio::piped() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for name in REDIRECTIONS {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", if self.may_ask { "1" } else { "0" });
        command.envs(self.variables.iter().map(|(name, value)| (*name, value)));
        let mut child = command.spawn().map_err(|error| self.failed(format!("cannot be started: {error}")))?;
        if let Some(mut stdin) = child.stdin.take() {
            // Where git does not read it all, its own message says why.
            let _ = stdin.write_all(self.input);
        }
        match self.deadline {
            None => child.wait_with_output().map_err(|error| self.failed(error.to_string())),
            Some(deadline) => self.wait(child, deadline),
        }
    }

    fn wait(&self, mut child: Child, deadline: Instant) -> Result<Output, GitError> {
        let stdout = child.stdout.take().map(drain);
        let stderr = child.stderr.take().map(drain);
        let Some(status) = wait_until(&mut child, deadline) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(GitError::TooSlow { action: self.verb() });
        };
        // What it started may hold the streams open: that is not waited for.
        let all = |reader: Option<thread::JoinHandle<Vec<u8>>>| reader.and_then(|reader| reader.join().ok());
        let (stdout, stderr) = (all(stdout).unwrap_or_default(), all(stderr).unwrap_or_default());
        Ok(Output { status, stdout, stderr })
    }

    /// The error of a call that failed with these words.
    pub(super) fn failed(&self, message: String) -> GitError {
        GitError::Program { arguments: vec![self.verb()], message }
    }

    /// Git's verb alone: addresses, which may hold secrets, are not repeated.
    fn verb(&self) -> String {
        self.arguments.first().map_or_else(String::new, |verb| (*verb).to_owned())
    }
}

/// Reads a stream to its end in a thread, so that its writer is never held up.
fn drain(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

fn wait_until(child: &mut Child, deadline: Instant) -> Option<ExitStatus> {
    let mut pause = Duration::from_micros(200);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(pause),
            _ => return None,
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// What git complains about: its last lines, without the prefix.
pub(super) fn complaint(stderr: &[u8]) -> String {
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

    #[test]
    fn a_deadline_ends_it() {
        let call = Call {
            arguments: &["wait"],
            settings: &["alias.wait=!sleep 60"],
            deadline: Some(Instant::now() + Duration::from_millis(50)),
            ..Call::default()
        };
        assert!(matches!(call.run(Path::new(".")), Err(GitError::TooSlow { .. })));
    }
}
