//! Sharing beside git, in one run: `cargo bench --bench sync [ROUNDS]`.
//!
//! `sync --all` of 20 pairs in which nothing is new, beside 20 times `git fetch`, two at a time; and a `note` in a shared
//! pair, which is sent in the background, beside one in the same pair that is not. Medians and ratios are printed, nothing
//! is asserted.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a benchmark makes its own folders, starts programs and prints"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PAIRS: usize = 20;
const PROGRAM: &str = env!("CARGO_BIN_EXE_oneonone");

struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.folder).env_clear().env("HOME", &self.folder);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("ONEONONE_TODAY", "2026-11-20");
        command.env("GIT_CONFIG_NOSYSTEM", "1").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = self.command(program, arguments).stderr(Stdio::piped()).output().unwrap();
        assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn slug(number: usize) -> String {
        format!("person-{number:02}")
    }

    fn pair(&self, number: usize) -> PathBuf {
        self.folder.join("oneonones").join(Self::slug(number))
    }

    fn auto_sync(&self, on: bool) {
        let folder = self.folder.join(".config/oneonone");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.yaml"), if on { "auto_sync: on\n" } else { "auto_sync: off\n" }).unwrap();
    }

    fn make(&self) {
        fs::write(
            self.folder.join(".gitconfig"),
            "[user]\n\tname = Bob Diaz\n\temail = bob@example.com\n[gc]\n\tauto = 0\n",
        )
        .unwrap();
        self.auto_sync(false);
        for number in 0..PAIRS {
            let slug = Self::slug(number);
            self.run(PROGRAM, &["init", &format!("Person {number:02}"), "--slug", &slug, "--no-input"]);
            let hub = self.folder.join(format!("hub/{slug}.git")).display().to_string();
            self.run(PROGRAM, &["share", &slug, &hub]);
        }
    }

    fn sync_all(&self) -> Duration {
        let start = Instant::now();
        self.run(PROGRAM, &["sync", "--all"]);
        start.elapsed()
    }

    /// 20 times `git fetch`, two at a time.
    fn fetch_all(&self) -> Duration {
        let start = Instant::now();
        let mut running: Vec<Child> = Vec::new();
        for number in 0..PAIRS {
            if running.len() == 2 {
                assert!(running.remove(0).wait().unwrap().success());
            }
            let mut fetch = self.command("git", &["fetch", "-q"]);
            running.push(fetch.current_dir(self.pair(number)).spawn().unwrap());
        }
        running.iter_mut().for_each(|child| assert!(child.wait().unwrap().success()));
        start.elapsed()
    }

    fn note(&self, text: &str) -> Duration {
        let mut command = self.command(PROGRAM, &["note", &Self::slug(0), text]);
        let start = Instant::now();
        assert!(command.status().unwrap().success());
        start.elapsed()
    }

    fn wait_until_sent(&self) {
        let main = |folder: &Path| fs::read(folder.join("refs/heads/main")).ok();
        let hub = self.folder.join(format!("hub/{}.git", Self::slug(0)));
        let deadline = Instant::now() + Duration::from_secs(30);
        while main(&hub) != main(&self.pair(0).join(".git")) {
            assert!(Instant::now() < deadline, "it is never sent");
            std::thread::sleep(Duration::from_millis(10));
        }
        // What the process still does after the push.
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn main() {
    let rounds: usize = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(30);
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench { folder: folder.path().to_owned() };
    bench.make();
    bench.sync_all();
    let (mut syncs, mut fetches, mut sent, mut kept) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        syncs.push(bench.sync_all());
        fetches.push(bench.fetch_all());
        bench.auto_sync(true);
        sent.push(bench.note(&format!("sent {round}")));
        bench.wait_until_sent();
        bench.auto_sync(false);
        kept.push(bench.note(&format!("kept {round}")));
        bench.run(PROGRAM, &["sync", &Bench::slug(0)]);
    }
    let (sync, fetch, sent, kept) = (median(syncs), median(fetches), median(sent), median(kept));
    println!("{rounds} rounds, medians in ms");
    println!("sync --all of {PAIRS} unchanged pairs  {sync:8.2}");
    println!("git fetch, {PAIRS} times, two at a time {fetch:8.2}  ratio {:.2}", sync / fetch);
    println!("note that is sent in the background {sent:8.2}");
    println!("note that is not                    {kept:8.2}  more {:.2} ms", sent - kept);
}
