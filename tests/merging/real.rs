//! The same histories with the real program and real git: three clones and a hub, with processes that are killed and clocks
//! that jump. `GIT_HISTORIES=2000 cargo test --release --test merging real -- --nocapture` runs all.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::history::{CLASHES, Clash, Dice, History};

const ENTRY: &str = "entries/2026-11-20.md";

/// A home each; the third is Bob's second machine.
const HOMES: [(&str, &str, &str); 3] = [
    ("bob", "Bob Diaz", "bob@example.com"),
    ("alice", "Alice Chen", "alice@example.com"),
    ("laptop", "Bob Diaz", "bob@example.com"),
];

/// Three homes and a hub in one folder.
struct World {
    root: PathBuf,
}

impl World {
    fn pair(&self, home: usize) -> PathBuf {
        let name = if HOMES[home].0 == "alice" { "bob-diaz" } else { "alice-chen" };
        self.root.join(HOMES[home].0).join("oneonones").join(name)
    }

    fn hub(&self) -> PathBuf {
        self.root.join("hub.git")
    }

    /// A command in the pair's folder of a home, with the clock where `dice` puts it.
    fn command(&self, home: usize, program: &str, arguments: &[&str], dice: &mut Dice) -> Command {
        let place = self.root.join(HOMES[home].0);
        let mut command = Command::new(program);
        let folder = self.pair(home);
        command.args(arguments).current_dir(if folder.is_dir() { &folder } else { &place }).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", &place).env("TZ", "UTC");
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C").env("ONEONONE_HOME", place.join("oneonones"));
        command.env("ONEONONE_TODAY", format!("2026-{:02}-{:02}", 10 + dice.below(3), 1 + dice.below(28)));
        let when = format!("2026-11-{:02}T{:02}:00:00Z", 1 + dice.below(28), dice.below(24));
        command.env("GIT_AUTHOR_DATE", &when).env("GIT_COMMITTER_DATE", &when);
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, home: usize, program: &str, arguments: &[&str], dice: &mut Dice) -> Result<String, String> {
        let output = self.command(home, program, arguments, dice).output().map_err(|error| error.to_string())?;
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if output.status.success() {
            return Ok(out.into_owned());
        }
        Err(format!("{}: `{program} {}` failed: {out}{err}", HOMES[home].0, arguments.join(" ")))
    }

    fn sync(&self, home: usize, dice: &mut Dice) -> Result<(), String> {
        self.run(home, env!("CARGO_BIN_EXE_oneonone"), &["sync"], dice).map(|_| ())
    }

    /// A sync that is killed after some time, if it has not ended by then; what it had started goes on.
    fn killed_sync(&self, home: usize, dice: &mut Dice) {
        let after = Duration::from_micros(dice.next() % 60_000);
        let mut command = self.command(home, env!("CARGO_BIN_EXE_oneonone"), &["sync"], dice);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(after);
        let _ = child.kill();
        let _ = child.wait();
    }

    /// One pair that is shared by three homes, with nothing in it.
    fn first(root: &Path) -> World {
        let world = World { root: root.to_owned() };
        let mut dice = Dice::new(0);
        for (home, name, email) in HOMES {
            fs::create_dir_all(root.join(home)).unwrap();
            let settings = format!(
                "[user]\n\tname = {name}\n\temail = {email}\n[gc]\n\tauto = 0\n[safe]\n\tbareRepository = all\n"
            );
            fs::write(root.join(home).join(".gitconfig"), settings).unwrap();
        }
        let program = env!("CARGO_BIN_EXE_oneonone");
        let hub = world.hub().display().to_string();
        world.run(0, "git", &["init", "-q", "--bare", "-b", "main", &hub], &mut dice).unwrap();
        let init = ["init", "Alice Chen", "--email", "alice@example.com", "--no-input"];
        world.run(0, program, &init, &mut dice).unwrap();
        world.run(0, program, &["share", "alice", &hub], &mut dice).unwrap();
        for home in [1, 2] {
            world.run(home, program, &["join", &hub], &mut dice).unwrap();
        }
        world
    }

    fn copy(&self, to: &Path) -> World {
        let status = Command::new("cp").arg("-a").arg(&self.root).arg(to).status().unwrap();
        assert!(status.success());
        let world = World { root: to.to_owned() };
        for home in 0..HOMES.len() {
            let config = world.pair(home).join(".git/config");
            let text = fs::read_to_string(&config).unwrap();
            let text = text.replace(self.hub().to_str().unwrap(), world.hub().to_str().unwrap());
            fs::write(&config, text).unwrap();
        }
        world
    }

    fn write(&self, home: usize, text: Option<&str>) {
        let file = self.pair(home).join(ENTRY);
        match text {
            Some(text) => {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, text).unwrap();
            }
            None => drop(fs::remove_file(file)),
        }
    }
}

/// Plays one history; what broke, or the clashes that it had.
fn play(first: &World, folder: &Path, seed: u64) -> Result<Vec<Clash>, String> {
    let history = History::of(seed);
    let mut dice = Dice::new(seed ^ 0xa5a5);
    let world = first.copy(folder);
    if let Some(begin) = &history.begin {
        world.write(0, Some(begin));
        for home in 0..HOMES.len() {
            world.sync(home, &mut dice)?;
        }
    }
    for (home, text) in history.texts.iter().enumerate() {
        world.write(home, text.as_deref());
    }
    for _ in 0..2 + dice.below(5) {
        let home = dice.below(HOMES.len());
        if dice.one_in(2) {
            world.killed_sync(home, &mut dice);
        } else {
            world.sync(home, &mut dice)?;
        }
    }
    for home in [0, 1, 2, 0, 1, 2] {
        world.sync(home, &mut dice)?;
    }
    let hub = world.hub().display().to_string();
    let last = world.run(0, "git", &["--git-dir", &hub, "rev-parse", "main"], &mut dice)?;
    for (home, (name, ..)) in HOMES.iter().enumerate() {
        if world.run(home, "git", &["rev-parse", "HEAD"], &mut dice)? != last {
            return Err(format!("{name} does not end where the hub does"));
        }
        for (looked, arguments) in [
            ("status", &["status", "--porcelain"][..]),
            ("fsck", &["fsck", "--strict", "--no-progress", "--no-dangling"]),
        ] {
            let said = world.run(home, "git", arguments, &mut dice)?;
            if !said.is_empty() {
                return Err(format!("{looked} of {name} says: {said}"));
            }
        }
    }
    let text = fs::read_to_string(world.pair(0).join(ENTRY)).map_err(|error| error.to_string())?;
    history.check(&text).map_err(|what| format!("{what}\n{text}"))?;
    fs::remove_dir_all(folder).map_err(|error| error.to_string())?;
    Ok(history.clashes)
}

#[test]
fn real_clones_end_in_one_tree_with_every_word() {
    let histories: u64 = std::env::var("GIT_HISTORIES").ok().and_then(|count| count.parse().ok()).unwrap_or(12);
    let folder = tempfile::tempdir().unwrap();
    let first = World::first(&folder.path().join("first"));
    let next = AtomicU64::new(0);
    let failed: Mutex<Vec<String>> = Mutex::default();
    let counts: Mutex<BTreeMap<Clash, u64>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= histories {
                        break;
                    }
                    match play(&first, &folder.path().join(format!("history-{seed}")), seed) {
                        Ok(clashes) => {
                            let mut counts = counts.lock().unwrap();
                            clashes.into_iter().for_each(|clash| *counts.entry(clash).or_insert(0) += 1);
                        }
                        Err(what) => failed.lock().unwrap().push(format!("history {seed}: {what}")),
                    }
                }
            });
        }
    });
    let (failed, counts) = (failed.into_inner().unwrap(), counts.into_inner().unwrap());
    println!("{histories} histories with git, {} wrong", failed.len());
    for clash in CLASHES {
        println!("  {clash:?}: {}%", 100 * counts.get(&clash).unwrap_or(&0) / histories);
    }
    for what in &failed {
        println!("{what}");
    }
    assert!(failed.is_empty(), "{} of {histories}; the first: {}", failed.len(), failed[0]);
}
