//! The program beside git, in one run: `cargo bench --bench compare [ROUNDS]`.
//!
//! Makes a pair of 520 entries, then runs each command once a round and prints medians and ratios. `docs/performance.md`
//! says what is measured and has figures. Nothing here is asserted: machines differ, and so do their neighbours.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a benchmark makes its own folders, starts programs and prints"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};

const ENTRIES: u64 = 520;
const TODAY: &str = "2026-11-20";
const PROGRAM: &str = env!("CARGO_BIN_EXE_oneonone");

/// A home with one pair, made in `folder`.
struct Bench<'f> {
    folder: &'f Path,
}

impl Bench<'_> {
    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.join("home/alice")).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", self.folder);
        command.env("ONEONONE_HOME", self.folder.join("home")).env("ONEONONE_TODAY", TODAY);
        command.env("GIT_CONFIG_NOSYSTEM", "1").stdout(Stdio::null()).stderr(Stdio::null());
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Bob Diaz").env(format!("GIT_{who}_EMAIL"), "bob@example.com");
        }
        command
    }

    fn time(&self, program: &str, arguments: &[&str]) -> Duration {
        let mut command = self.command(program, arguments);
        let start = Instant::now();
        let status = command.status().unwrap();
        let taken = start.elapsed();
        assert!(status.success(), "{program} {arguments:?}");
        taken
    }

    fn report(&self) -> Duration {
        self.time(PROGRAM, &["report", "alice"])
    }

    /// Ten years of weekly meetings, one commit each.
    fn make_pair(&self) {
        let root = self.folder.join("home/alice");
        fs::create_dir_all(root.join("entries")).unwrap();
        self.time("git", &["init", "-q", "-b", "main"]);
        for setting in ["gc.auto=0", "maintenance.auto=false"] {
            let (key, value) = setting.split_once('=').unwrap();
            self.time("git", &["config", key, value]);
        }
        let today: NaiveDate = TODAY.parse().unwrap();
        let first = today - Days::new(7 * (ENTRIES - 1));
        let pair = format!(
            "schema: 1\nkind: one-on-one\ndirect_report: {{name: Alice Chen, handle: alice, email: [alice@example.com]}}\n\
             manager: {{name: Bob Diaz, handle: bob, email: [bob@example.com]}}\ncadence:\n  \
             - {{from: {first}, every: week, time: \"14:00\", minutes: 60}}\n"
        );
        let mut stream = String::new();
        commit(&mut stream, 0, "oneonone.yaml", &pair);
        let mut writer = Writer { seed: 1, open: Vec::new() };
        for week in 0..ENTRIES {
            let date = first + Days::new(7 * week);
            commit(&mut stream, week + 1, &format!("entries/{date}.md"), &writer.entry(week, date));
        }
        let mut import = self.command("git", &["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
        import.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
        assert!(import.wait().unwrap().success());
        self.time("git", &["reset", "-q", "--hard"]);
    }

    /// Takes away what was kept of the last report.
    fn forget(&self) {
        let _ = fs::remove_dir_all(self.folder.join("home/alice/.git/oneonone/memo"));
    }

    /// Changes one word of one entry.
    fn change(&self, round: usize) {
        let path = self.folder.join("home/alice/entries/2026-11-13.md");
        let text = fs::read_to_string(&path).unwrap();
        let kept = text.split("\nRound ").next().unwrap().to_owned();
        fs::write(path, format!("{kept}\nRound {round}\n")).unwrap();
    }

    fn git_commit(&self, round: usize) -> Duration {
        self.change(round);
        let add = self.time("git", &["-c", "core.fsync=all", "add", "entries/2026-11-13.md"]);
        add + self.time("git", &["-c", "core.fsync=all", "commit", "-q", "-m", "a note"])
    }

    /// The files that a report opens, where `strace` is there to tell.
    fn list_files(&self) {
        let trace = self.folder.join("trace");
        let arguments = ["-f", "-qq", "-e", "trace=open,openat,creat", "-o"];
        let status = self.command("strace", &arguments).arg(&trace).args([PROGRAM, "report", "alice"]).status();
        let Ok(text) = fs::read_to_string(&trace).map_err(|_| status) else {
            println!("  (no strace here)");
            return;
        };
        let folder = format!("{}/", self.folder.display());
        let mut opened: BTreeMap<String, u32> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.contains("ENOENT")) {
            let Some(path) = line.split('"').nth(1) else { continue };
            let path = path.strip_prefix(&folder).map_or(path.to_owned(), |path| format!("~/{path}"));
            let path = if path.ends_with(".md") { "~/home/alice/entries/*.md".to_owned() } else { path };
            *opened.entry(path).or_default() += 1;
        }
        opened.iter().for_each(|(path, times)| println!("  {times:>4} {path}"));
    }
}

fn commit(stream: &mut String, week: u64, path: &str, text: &str) {
    let when = 1_479_400_000 + week * 7 * 86_400;
    writeln!(stream, "commit refs/heads/main\ncommitter Bob Diaz <bob@example.com> {when} +0000").unwrap();
    writeln!(stream, "data 5\nentry\nM 100644 inline {path}\ndata {}\n{text}", text.len()).unwrap();
}

/// Writes entries of words that nobody has said.
struct Writer {
    seed: u64,
    open: Vec<(String, u64)>,
}

impl Writer {
    fn number(&mut self, below: u64) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) % below
    }

    fn words(&mut self) -> String {
        let all =
            ["importer", "latency", "budget", "roadmap", "review", "vendor", "hiring", "schema", "invoice", "deck"];
        (0..5).map(|_| all[self.number(10) as usize]).collect::<Vec<_>>().join(" ")
    }

    fn entry(&mut self, week: u64, date: NaiveDate) -> String {
        let (score, prepared) = (5 + self.number(5), date - Days::new(1));
        let mut text = format!(
            "---\ndate: {date}\nstatus: held\nengagement: {score}\nminutes: 45\nprepared: {prepared}\n---\n\
             # Alice Chen and Bob Diaz\n\n## Look back\n<!-- What I said I would do, and what I did. -->\n"
        );
        (0..3).for_each(|_| writeln!(text, "- {}", self.words()).unwrap());
        text.push_str("\n## Look forward\n");
        (0..2).for_each(|n| writeln!(text, "- [ ] {} {week} ^c{week:04}{n}", self.words()).unwrap());
        for heading in ["Blockers", "Open discussion", "Growth", "Feedback", "Decisions"] {
            writeln!(text, "\n## {heading}\n- {}", self.words()).unwrap();
        }
        text.push_str("\n## Action items\n");
        for (item, since) in std::mem::take(&mut self.open) {
            if week - since > self.number(4) {
                writeln!(text, "- [x] @alice {item} done:{date}").unwrap();
            } else {
                writeln!(text, "- [>] @alice {item}").unwrap();
                self.open.push((item, since));
            }
        }
        for n in 0..2 {
            let item = format!("{} {week} ^a{week:04}{n}", self.words());
            writeln!(text, "- [>] @alice {item} due:{}", date + Days::new(10)).unwrap();
            self.open.push((item, week));
        }
        text + "\n## Engagement\nFine.\n"
    }
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e3
}

/// Prints the medians of several things that were done in turns, as ratios to the first of them.
fn in_turns<const N: usize>(names: [&str; N], rounds: usize, mut turn: impl FnMut(usize) -> [Duration; N]) {
    let mut times: Vec<[Duration; N]> = (0..rounds).map(&mut turn).collect();
    times.sort_unstable();
    let medians: Vec<f64> =
        (0..N).map(|n| median(&mut times.iter().map(|times| times[n]).collect::<Vec<_>>())).collect();
    for (name, taken) in names.iter().zip(&medians) {
        println!("  {name:<42} {taken:>7.2} ms  {:>6.2}", taken / medians[0]);
    }
}

fn main() {
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(100);
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench { folder: folder.path() };
    bench.make_pair();
    // A memo is kept only of files that have been at rest.
    std::thread::sleep(Duration::from_secs(4));
    println!("\n`report` on {ENTRIES} entries ({rounds} rounds, medians, ratios to the first line)");
    let names = ["git --version", "oneonone --version", "report, nothing known", "report, nothing changed"];
    in_turns(names, rounds, |_| {
        let first = [bench.time("git", &["--version"]), bench.time(PROGRAM, &["--version"])];
        bench.forget();
        [first[0], first[1], bench.report(), bench.report()]
    });
    println!("files opened where nothing has changed:");
    bench.list_files();
    bench.forget();
    println!("files opened where nothing is known:");
    bench.list_files();
    println!("`report` after a change");
    in_turns(["git --version", "report, one entry changed"], rounds, |round| {
        bench.change(round);
        [bench.time("git", &["--version"]), bench.report()]
    });
    println!("`note`, with its durable commit");
    bench.git_commit(rounds);
    // What was made before is on the disk before anybody waits for it.
    let _ = bench.command("sync", &[]).status();
    in_turns(["git add + git commit, core.fsync=all", "note"], rounds / 2, |round| {
        let git = bench.git_commit(round);
        [git, bench.time(PROGRAM, &["note", "alice", "a thought"])]
    });
}
