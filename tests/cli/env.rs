//! A home of its own for each test, and the real binary in it: environment cleared, clock and git fixed.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Friday, the day of the tests unless they say otherwise.
pub(crate) const TODAY: &str = "2026-11-20";

pub(crate) struct Env {
    folder: TempDir,
    today: String,
    current: PathBuf,
    variables: Vec<(String, String)>,
}

/// How a run ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Env {
    /// Bob Diaz's machine, without a pair.
    pub(crate) fn new() -> Self {
        Self::of("Bob Diaz", "bob@example.com")
    }

    /// The machine of somebody whom git knows so, without a pair.
    pub(crate) fn of(name: &str, email: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("gitconfig"), format!("[user]\n\tname = {name}\n\temail = {email}\n")).unwrap();
        let current = folder.path().to_owned();
        Self { folder, today: TODAY.to_owned(), current, variables: Vec::new() }
    }

    /// With Alice Chen, met every Friday from 20 November 2026 on.
    pub(crate) fn with_alice() -> Self {
        let env = Self::new();
        env.ok("init 'Alice Chen' --email alice@example.com --start 2026-11-20 --time 14:00 --minutes 45");
        env
    }

    /// Writes the user's configuration.
    pub(crate) fn configure(&self, text: &str) {
        let folder = self.root().join(".config/oneonone");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.yaml"), text).unwrap();
    }

    pub(crate) fn on(&mut self, today: &str) -> &mut Self {
        self.today = today.to_owned();
        self
    }

    pub(crate) fn within(&mut self, folder: &Path) -> &mut Self {
        self.current = folder.to_owned();
        self
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.root().join("oneonones")
    }

    pub(crate) fn pair(&self, slug: &str) -> PathBuf {
        self.home().join(slug)
    }

    /// A file of Alice's pair.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.pair("alice-chen").join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        String::from_utf8(fs::read(self.path(path)).unwrap()).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let date = format!("{}T14:00:00Z", self.today);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.root())
            .env("TMPDIR", self.root())
            .env("GIT_CONFIG_GLOBAL", self.root().join("gitconfig"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .env("ONEONONE_TODAY", &self.today)
            .env("LANG", "C.UTF-8")
            .env("COLUMNS", "80")
            .env("TZ", "UTC")
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(&self.current);
        command
    }

    /// Runs `oneonone` with the words of a line, read as a shell reads them, and nothing on standard input.
    pub(crate) fn run(&self, line: &str) -> Run {
        self.run_with(line, "")
    }

    pub(crate) fn run_with(&self, line: &str, input: &str) -> Run {
        let words = shell_words::split(line).unwrap();
        let mut command = self.command(env!("CARGO_BIN_EXE_oneonone"));
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A verb that does not read its input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        self.ended(child.wait_with_output().unwrap())
    }

    fn ended(&self, output: Output) -> Run {
        let clean = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(&self.root().to_string_lossy().into_owned(), "[dir]")
        };
        let code = output.status.code().unwrap_or(-1);
        Run { code, stdout: clean(output.stdout), stderr: clean(output.stderr) }
    }

    /// Exit code, standard output and standard error, one below the other.
    pub(crate) fn shows(&self, line: &str) -> String {
        self.run(line).text()
    }

    /// Runs it, and expects 0.
    pub(crate) fn ok(&self, line: &str) -> Run {
        let run = self.run(line);
        assert_eq!(run.code, 0, "{line}\n{}", run.text());
        run
    }

    /// Several lines, each to end with 0.
    pub(crate) fn all_ok(&self, lines: &[&str]) {
        for line in lines {
            self.ok(line);
        }
    }

    /// What git says in Alice's pair.
    pub(crate) fn git(&self, line: &str) -> String {
        self.git_in("alice-chen", line)
    }

    pub(crate) fn git_in(&self, slug: &str, line: &str) -> String {
        let mut command = self.command("git");
        let output = command.arg("-C").arg(self.pair(slug)).args(shell_words::split(line).unwrap()).output().unwrap();
        let run = self.ended(output);
        assert_eq!(run.code, 0, "git {line}\n{}", run.text());
        run.stdout
    }

    /// The subjects of the commits, newest first.
    pub(crate) fn log(&self) -> String {
        let log = self.git("log --format=%s");
        // The name of the commit that is undone hangs on every byte before it.
        let subject = |line: &str| match line.strip_prefix("oneonone undo: ").and_then(|rest| rest.split_once(' ')) {
            Some((_, about)) => format!("oneonone undo: [id] {about}"),
            None => line.to_owned(),
        };
        log.lines().map(subject).collect::<Vec<_>>().join("\n")
    }

    /// The newest commit as a patch without context.
    pub(crate) fn last_change(&self) -> String {
        let patch = self.git("show --format=%s -U0 --no-prefix");
        let is_text =
            |line: &&str| !["diff ", "index ", "--- ", "+++ ", "@@", "new file"].iter().any(|s| line.starts_with(s));
        patch.lines().filter(is_text).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Every file below the home with its bytes, `.git` included, but for what only looking changes.
    pub(crate) fn tree(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = walkdir::WalkDir::new(self.home()).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.filter(|file| file.file_type().is_file());
        files.map(|file| (file.path().to_owned(), fs::read(file.path()).unwrap())).collect()
    }

    /// Git finds nothing wrong and nothing to commit.
    pub(crate) fn is_clean(&self) {
        assert_eq!(self.git("status --porcelain"), "");
        self.git("fsck --strict");
    }
}

impl Run {
    pub(crate) fn text(&self) -> String {
        let mut text = format!("exit {}\n", self.code);
        for (name, stream) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !stream.is_empty() {
                let _ = write!(text, "--- {name}\n{stream}");
            }
        }
        // What a snapshot cannot hold at the end of a line.
        // Nor is the name of a blob anybody's matter.
        let lines = text.lines().filter(|line| !line.starts_with("index "));
        lines.map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}
