//! A machine with a pair on it, and with things outside of the pair that must stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What stands in files outside; it must never be printed.
pub(crate) const SECRET: &str = "the-secret-of-somebody-else";

/// Everything that a person may run on a pair.
const VERBS: &[&[&str]] = &[
    &["status"],
    &["sync"],
    &["report"],
    &["report", "PAIR"],
    &["report", "PAIR", "--format", "json"],
    &["report", "PAIR", "--format", "md"],
    &["report", "PAIR", "--format", "html"],
    &["report", "PAIR", "--format", "csv"],
    &["report", "PAIR", "--explain", "adherence"],
    &["report", "PAIR", "--explain", "say_do"],
    &["report", "PAIR", "--since", "2026-01-01", "--until", "2026-11-19"],
    &["check"],
    &["check", "--strict", "--format", "json"],
    &["check", "PAIR", "--fix", "--dry-run"],
    &["log", "PAIR"],
    &["log", "PAIR", "--new", "--format", "json"],
    &["diff", "PAIR", "--since", "2026-01-01"],
    &["diff", "PAIR", "--new", "--format", "json"],
    &["import", "PAIR", "home/alice-chen", "--dry-run"],
    &["search", "-E", ".", "--context", "1"],
    &["search", "-E", ".", "--format", "lines", "--pair", "PAIR"],
    &["note", "--private", "PAIR", "a thought for nobody else"],
    &["private", "list"],
    &["import", "PAIR", "old.md", "--dry-run"],
    &["import", "PAIR", "old.md"],
    &["import", "PAIR", "answer.md"],
    &["show", "PAIR", "--all"],
    &["summary", "PAIR"],
    &["action", "list", "PAIR", "--all"],
    &["due", "--within", "30d"],
    &["note", "PAIR", "a thought of mine"],
    &["action", "add", "PAIR", "something to do"],
    &["new", "PAIR", "--date", "2026-12-11"],
    &["prep", "PAIR"],
    &["prep", "PAIR", "--mail"],
    &["edit", "PAIR"],
    &["save", "PAIR"],
    &["close", "PAIR", "--engagement", "7", "--date", "today"],
    &["reschedule", "PAIR", "--to", "2026-12-12"],
    &["cancel", "PAIR", "--reason", "ill"],
    &["away", "PAIR", "2026-12-21", "2026-12-24"],
    &["pair", "show", "PAIR"],
    &["check", "PAIR", "--fix"],
    &["action", "done", "PAIR", "something to do"],
    &["private", "share", "PAIR", "1", "--yes"],
    &["private", "unsend", "PAIR", "--yes"],
    &["undo", "PAIR"],
    &["sync"],
];

pub(crate) struct World {
    root: PathBuf,
    today: &'static str,
}

impl World {
    /// A machine in this folder, with a pair that is shared in `hub.git`.
    pub(crate) fn new(root: &Path) -> Self {
        let world = Self { root: root.to_owned(), today: "2026-11-20" };
        fs::create_dir_all(root.join("config/oneonone")).unwrap();
        fs::write(root.join("config/oneonone/config.yaml"), "auto_sync: off\n").unwrap();
        fs::write(root.join("gitconfig"), "[user]\n\tname = Bob Diaz\n\temail = bob@example.com\n").unwrap();
        fs::create_dir_all(root.join("outside/entries")).unwrap();
        for file in ["secret.md", "entries/2026-11-13.md", "oneonone.yaml"] {
            fs::write(world.outside().join(file), format!("# {SECRET}\n\n## Action items\n- [ ] {SECRET}\n")).unwrap();
        }
        fs::write(root.join("old.md"), "## 2025-03-04\n\n- [ ] a plan\n\n## 2025-03-11\n\n- a talk\n").unwrap();
        fs::write(root.join("answer.md"), "-- entries/2026-11-20.md\n\nBlockers and support\n- the build\n").unwrap();
        world.ok(&["init", "Alice Chen", "--email", "alice@example.com", "--start", "2026-11-06"]);
        world.ok(&["note", "alice", "a first thought"]);
        world.ok(&["share", "alice", &world.hub().to_string_lossy()]);
        world
    }

    /// The same in another folder.
    pub(crate) fn copy_to(&self, root: &Path) -> Self {
        let status = Command::new("cp").arg("-a").arg(self.root.join(".")).arg(root).status().unwrap();
        assert!(status.success());
        let world = Self { root: root.to_owned(), today: self.today };
        let pair = git2::Repository::open(world.pair()).unwrap();
        pair.config().unwrap().set_str("remote.origin.url", &world.hub().to_string_lossy()).unwrap();
        world
    }

    pub(crate) fn pair(&self) -> PathBuf {
        self.root.join("home/alice-chen")
    }

    pub(crate) fn hub(&self) -> PathBuf {
        self.root.join("hub.git")
    }

    pub(crate) fn outside(&self) -> PathBuf {
        self.root.join("outside")
    }

    /// The file that a command leaves behind if it ever runs.
    pub(crate) fn mark(&self) -> PathBuf {
        self.root.join("ran")
    }

    /// A program that leaves that mark.
    pub(crate) fn script(&self) -> PathBuf {
        let script = self.root.join("script");
        fs::write(&script, format!("#!/bin/sh\necho ran >>'{}'\ncat\n", self.mark().display())).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        script
    }

    fn run(&self, home: &str, words: &[&str]) -> (Option<i32>, Vec<u8>) {
        let output = Command::new(env!("CARGO_BIN_EXE_oneonone"))
            .args(words)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.root)
            .env("XDG_CONFIG_HOME", self.root.join("config"))
            .env("XDG_DATA_HOME", self.root.join("data"))
            .env("TMPDIR", &self.root)
            .env("GIT_CONFIG_GLOBAL", self.root.join("gitconfig"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("ONEONONE_HOME", self.root.join(home))
            .env("ONEONONE_TODAY", self.today)
            .env("EDITOR", "true")
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (output.status.code(), [output.stdout, output.stderr].concat())
    }

    fn ok(&self, words: &[&str]) {
        let (code, said) = self.run("home", words);
        assert_eq!(code, Some(0), "{words:?}: {}", String::from_utf8_lossy(&said));
    }

    /// Runs everything on the pair, and `join` besides; returns what was wrong.
    pub(crate) fn judge(&self) -> Vec<String> {
        let before = self.seen_outside();
        let mut wrong = Vec::new();
        let hub = self.hub().to_string_lossy().into_owned();
        let joining: &[&[&str]] = &[&["join", &hub, "--as", "bob"], &["report"], &["show", "PAIR", "--all"]];
        let runs = VERBS.iter().map(|words| ("home", *words)).chain(joining.iter().map(|words| ("other", *words)));
        for (home, words) in runs {
            let words: Vec<&str> =
                words.iter().map(|word| if *word == "PAIR" { "alice-chen" } else { *word }).collect();
            let (code, said) = self.run(home, &words);
            if !matches!(code, Some(0..=2)) {
                wrong.push(format!("{words:?} ended with {code:?}: {}", String::from_utf8_lossy(&said)));
            }
            if let Some(what) = leaked(&said) {
                wrong.push(format!("{words:?} printed {what}"));
            }
        }
        if self.mark().exists() {
            wrong.push("a command ran".to_owned());
        }
        if self.seen_outside() != before {
            wrong.push("something outside was changed".to_owned());
        }
        wrong
    }

    /// Every file outside of pairs, hub and what git and the program keep for themselves.
    fn seen_outside(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let own = ["home", "other", "hub.git", "script", "data", "hub"].map(|name| self.root.join(name));
        let all = walkdir::WalkDir::new(&self.root).sort_by_file_name().into_iter();
        all.filter_entry(|entry| !own.contains(&entry.path().to_owned()))
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap_or_default()))
            .collect()
    }
}

/// What must never reach a terminal.
fn leaked(said: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(said);
    if text.contains(SECRET) {
        return Some("what stands outside".to_owned());
    }
    let is_raw = |c: char| {
        (c.is_control() && c != '\n' && c != '\r' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}')
    };
    text.chars().find(|c| is_raw(*c)).map(|c| format!("a raw {c:?}"))
}
