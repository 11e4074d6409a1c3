//! Replays the console blocks of a Markdown page: every command runs in one home made for the page, in a terminal, and
//! what it prints takes the place of what the page says.
//!
//! ````text
//! ```console
//! # Mon 2 Nov 2026                  the day, until the next such line
//! $ oneonone close                  a command; what follows is what the terminal shows
//! Engagement (1-10): «8»            a question, and what is typed as its answer
//! ```
//! ```typed entries/2026-11-09.md ## Blockers      lines put below that line of a pair's file, as with an editor
//! - Waiting for the new laptop.
//! ```
//! ```typed editor ## Blockers                     the same, in the editor that the next command opens
//! ```web /srv/alice.git entries/2026-11-09.md ## Blockers      the same by Alice, in the browser of whoever serves that repository
//! ```web /srv/alice.git entries/2026-11-09.md                  all that the file says from now on
//! ````
//!
//! `alice$ oneonone …` is a command on the machine of the other person; after each command what is sent in the background is
//! waited for. The home folder is printed as `~`, the folder for temporary files as `/tmp`, the one that all machines reach as
//! `/srv`, the time at which the other side was last reached as 9:40. Paths of `typed` are inside the only pair. A command that fails ends in a line `[exit code 1]`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test makes its own folders and programs")]

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

mod terminal;

/// What a terminal takes to clear the line, as progress does.
const CLEARED: &str = "\x1b[K";

/// Whose machine a command runs on: the prompt, the home, the name, the address.
type Person = (&'static str, &'static str, &'static str, &'static str);
const BOB: Person = ("$ ", "home", "Bob Diaz", "bob@example.com");
const ALICE: Person = ("alice$ ", "home-of-alice", "Alice Chen", "alice@example.com");

/// The machines made for one page, a home each.
struct Home {
    folder: tempfile::TempDir,
    today: NaiveDate,
    /// How many commands have run; each a minute after the one before.
    minute: u32,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["tmp", "srv"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        for (_, home, name, email) in [BOB, ALICE] {
            fs::create_dir(folder.path().join(home)).unwrap();
            let settings = format!("[user]\n\tname = {name}\n\temail = {email}\n");
            fs::write(folder.path().join(home).join(".gitconfig"), settings).unwrap();
        }
        Self { folder, today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(), minute: 0 }
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    /// What the terminal shows when the command runs, the answers typed in their turn.
    fn run(&mut self, who: Person, command: &str, answers: Vec<String>) -> String {
        let home = self.path(who.1);
        let command = command.replace("cargo run --release -- ", "oneonone ");
        let command = command.replace("/tmp/", &format!("{}/", self.path("tmp").display()));
        let command = command.replace("/srv/", &format!("{}/", self.path("srv").display()));
        let program = Path::new(env!("CARGO_BIN_EXE_oneonone"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(program.parent().unwrap().to_owned()).chain(std::env::split_paths(&path));
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &command]).current_dir(&home).env_clear();
        shell.env("PATH", std::env::join_paths(path).unwrap()).env("HOME", &home);
        shell.env("TMPDIR", self.path("tmp")).env("EDITOR", self.path("editor")).env("PAGER", "cat");
        shell.env("GIT_CONFIG_NOSYSTEM", "1").env("TZ", "UTC").env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1");
        shell.env("COLUMNS", "80").env("LINES", "1000").env("ONEONONE_TODAY", self.today.to_string());
        self.minute += 1;
        let time = self.time();
        shell.env("GIT_AUTHOR_DATE", &time).env("GIT_COMMITTER_DATE", &time);
        let (shown, code) = terminal::run_with_all(shell, answers);
        let shown: String = shown.split_inclusive('\n').map(as_seen).collect();
        let _ = fs::remove_file(self.path("editor"));
        let shown = [(home, "~"), (self.path("tmp"), "/tmp"), (self.path("srv"), "/srv")]
            .into_iter()
            .fold(shown, |shown, (path, name)| shown.replace(path.to_str().unwrap(), name));
        match code {
            Some(0) => shown,
            Some(code) => format!("{shown}[exit code {code}]\n"),
            None => format!("{shown}[killed]\n"),
        }
    }

    fn time(&self) -> String {
        format!("{}T{:02}:{:02}:00Z", self.today, 8 + self.minute / 60, self.minute % 60)
    }

    fn git(&self, folder: &Path, arguments: &[&str]) {
        let (_, home, name, email) = ALICE;
        let mut git = std::process::Command::new("git");
        git.args(arguments).current_dir(folder).env("HOME", self.path(home)).env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{who}_NAME"), name).env(format!("GIT_{who}_EMAIL"), email);
            git.env(format!("GIT_{who}_DATE"), self.time());
        }
        let output = git.output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// What Alice types in a browser is a commit of hers in the repository that is served.
    fn web(&mut self, place: &str, lines: &str) {
        self.minute += 1;
        let mut place = place.splitn(3, ' ');
        let mut next = || place.next().filter(|part| !part.is_empty());
        let hub = next().expect("`web REPOSITORY FILE [LINE]`").replace("/srv", self.path("srv").to_str().unwrap());
        let (file, below) = (next().expect("`web REPOSITORY FILE [LINE]`"), next());
        let clone = self.path("browser");
        self.git(self.folder.path(), &["clone", "-q", &hub, clone.to_str().unwrap()]);
        match below {
            Some(below) => insert(&clone.join(file), below, lines),
            None => {
                fs::create_dir_all(clone.join(file).parent().unwrap()).unwrap();
                fs::write(clone.join(file), lines).unwrap();
            }
        }
        self.git(&clone, &["add", "-A"]);
        self.git(&clone, &["commit", "-q", "-m", &format!("Update {file}")]);
        self.git(&clone, &["push", "-q"]);
        fs::remove_dir_all(clone).unwrap();
    }

    /// Puts the lines below a line of a file, or has the next editor do so.
    fn typed(&self, place: &str, lines: &str) {
        let (file, below) = place.split_once(' ').unwrap_or_else(|| panic!("`typed FILE LINE`, not `typed {place}`"));
        if file == "editor" {
            fs::write(self.path("typed"), lines).unwrap();
            let script = format!(
                "#!/bin/sh\nset -e\nawk -v below='{below}' '{{ print }} $0 == below {{ while ((getline l < \"{typed}\") > 0) print l }}' \"$1\" > \"{typed}.new\"\ncat \"{typed}.new\" > \"$1\"\n",
                typed = self.path("typed").display()
            );
            fs::write(self.path("editor"), script).unwrap();
            terminal::make_executable(&self.path("editor"));
            return;
        }
        let pairs = fs::read_dir(self.path("home/oneonones")).unwrap();
        let pairs: Vec<PathBuf> = pairs.map(|pair| pair.unwrap().path()).collect();
        assert_eq!(pairs.len(), 1, "`typed` is for a home with one pair");
        insert(&pairs[0].join(file), below, lines);
    }
}

/// Puts the lines below the first such line of a file.
fn insert(file: &Path, below: &str, lines: &str) {
    let text = fs::read_to_string(file).unwrap();
    let at = text.find(&format!("{below}\n")).unwrap_or_else(|| panic!("`{below}` is missing in {}", file.display()));
    let at = at + below.len() + 1;
    fs::write(file, format!("{}{lines}{}", &text[..at], &text[at..])).unwrap();
}

/// The page with what the commands print today.
pub(crate) fn replay(page: &str) -> String {
    let mut home = Home::new();
    let mut replayed = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        push(&mut replayed, line);
        let Some(info) = line.strip_prefix("```") else { continue };
        let place = info.split_once(' ').filter(|(kind, _)| ["typed", "web"].contains(kind));
        if let Some((kind, place)) = place {
            let mut typed = String::new();
            for line in lines.by_ref() {
                push(&mut replayed, line);
                if line == "```" {
                    break;
                }
                push(&mut typed, line);
            }
            match kind {
                "web" => home.web(place, &typed),
                _ => home.typed(place, &typed),
            }
            continue;
        }
        while let Some(line) = lines.next_if(|line| info != "console" || *line != "```") {
            if info != "console" {
                push(&mut replayed, line);
                if line == "```" {
                    break;
                }
            } else if let Some((who, command)) = command(line) {
                push(&mut replayed, line);
                let mut answers = Vec::new();
                while let Some(said) = lines.next_if(|next| *next != "```" && command_is_none(next) && !is_day(next)) {
                    answers.extend(answer(said));
                }
                replayed.push_str(&home.run(who, command, answers));
            } else {
                home.today = day(line).unwrap_or_else(|| panic!("neither a command nor a day: `{line}`"));
                push(&mut replayed, line);
            }
        }
        if info == "console" {
            push(&mut replayed, lines.next().unwrap_or_else(|| panic!("a console block does not end")));
        }
    }
    replayed
}

/// Replays the page and compares; `UPDATE=1` writes it anew.
pub(crate) fn check(file: &Path) {
    let page = fs::read_to_string(file).unwrap();
    let replayed = replay(&page);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file, replayed).unwrap();
        return;
    }
    for (number, (said, shown)) in page.lines().zip(replayed.lines()).enumerate() {
        assert_eq!(shown, said, "{}:{}, `UPDATE=1` writes it anew", file.display(), number + 1);
    }
    assert_eq!(replayed.lines().count(), page.lines().count(), "{}, `UPDATE=1` writes it anew", file.display());
}

/// A line without what was cleared from it, and without the time of the machine.
fn as_seen(line: &str) -> String {
    let line = line.rsplit(CLEARED).next().unwrap_or(line);
    match line.strip_prefix("as of ").and_then(|rest| rest.split_once(", offline")) {
        Some((_, rest)) => format!("as of 9:40, offline{rest}"),
        None => line.to_owned(),
    }
}

/// The command of a line, and who types it.
fn command(line: &str) -> Option<(Person, &str)> {
    [BOB, ALICE].into_iter().find_map(|who| Some((who, line.strip_prefix(who.0)?)))
}

fn command_is_none(line: &str) -> bool {
    command(line).is_none()
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The day of a line `# Mon 2 Nov 2026`.
fn day(line: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(line.strip_prefix("# ")?, "%a %d %b %Y").ok()
}

fn is_day(line: &str) -> bool {
    day(line).is_some()
}

/// What is typed in a line of the page.
fn answer(line: &str) -> Option<String> {
    let (_, rest) = line.split_once('«')?;
    rest.strip_suffix('»').map(str::to_owned)
}
