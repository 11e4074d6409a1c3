//! What tells of the history, beside git's own: `cargo bench --bench history [ROUNDS]`.
//!
//! Makes a pair of 520 entries in 1,560 commits (made, prepared by the direct report, closed), then runs each command once a round and prints medians and
//! ratios. `docs/performance.md` has figures. Nothing here is asserted.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a benchmark makes its own folders, starts programs and prints"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};

const ENTRIES: u64 = 520;
const TODAY: &str = "2026-11-20";
const PROGRAM: &str = env!("CARGO_BIN_EXE_oneonone");

fn command(folder: &Path, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder.join("home/alice")).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder);
    command.env("ONEONONE_HOME", folder.join("home")).env("ONEONONE_TODAY", TODAY);
    command.env("GIT_CONFIG_NOSYSTEM", "1").stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn time(folder: &Path, program: &str, arguments: &[&str]) -> Duration {
    let mut command = command(folder, program, arguments);
    let start = Instant::now();
    let status = command.status().unwrap();
    let taken = start.elapsed();
    assert!(status.success(), "{program} {arguments:?}");
    taken
}

/// Ten years of weekly meetings, three commits each.
fn make_pair(folder: &Path) {
    std::fs::create_dir_all(folder.join("home/alice/entries")).unwrap();
    time(folder, "git", &["init", "-q", "-b", "main"]);
    let today: NaiveDate = TODAY.parse().unwrap();
    let first = today - Days::new(7 * (ENTRIES - 1));
    let pair = format!(
        "schema: 1\nkind: one-on-one\ndirect_report: {{name: Alice Chen, handle: alice, email: [alice@example.com]}}\n\
         manager: {{name: Bob Diaz, handle: bob, email: [bob@example.com]}}\ncadence:\n  - {{from: {first}, every: week}}\n"
    );
    let mut stream = String::new();
    let mut commits = 0_u64;
    let mut commit = |who: &str, path: &str, text: &str| {
        commits += 1;
        let when = 1_479_400_000 + commits * 200_000;
        writeln!(stream, "commit refs/heads/main\ncommitter {who} <{who}@example.com> {when} +0000").unwrap();
        writeln!(stream, "data 5\nentry\nM 100644 inline {path}\ndata {}\n{text}", text.len()).unwrap();
    };
    commit("bob", "oneonone.yaml", &pair);
    for week in 0..ENTRIES {
        let date = first + Days::new(7 * week);
        let path = format!("entries/{date}.md");
        let head = |status: &str| {
            format!("---\ndate: {date}\nstatus: {status}\n---\n# Alice Chen and Bob Diaz\n\n## Look back\n")
        };
        let items: String =
            (0..4).map(|n| format!("- [ ] Thing {n} of week {week} for the plan ^a{week:04}{n}\n")).collect();
        let notes: String = (0..8).map(|n| format!("- A note {n} of week {week}, as long as notes are\n")).collect();
        let made = format!("{}\n## Action items\n{items}", head("planned"));
        let prepared = format!("{}{notes}\n## Action items\n{items}", head("planned"));
        let ticked = items.replacen("[ ]", "[x]", 2);
        let closed = format!("{}{notes}\n## Action items\n{ticked}\n## Engagement\n8\n", head("held"));
        commit("bob", &path, &made);
        commit("alice", &path, &prepared);
        commit("bob", &path, &closed);
    }
    let mut import = command(folder, "git", &["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    import.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
    time(folder, "git", &["reset", "-q", "--hard"]);
}

fn main() {
    let rounds: usize = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(20);
    let folder = tempfile::tempdir().unwrap();
    make_pair(folder.path());
    let commands: [(&str, &[&str]); 6] = [
        ("git", &["log", "-p"]),
        (PROGRAM, &["log", "alice"]),
        (PROGRAM, &["log", "alice", "--item", "a00002"]),
        (PROGRAM, &["diff", "alice"]),
        (PROGRAM, &["show", "alice"]),
        (PROGRAM, &["show", "alice", "--all"]),
    ];
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); commands.len()];
    for _ in 0..rounds {
        for (index, (program, arguments)) in commands.iter().enumerate() {
            times[index].push(time(folder.path(), program, arguments));
        }
    }
    println!("\n{ENTRIES} entries, {} commits ({rounds} rounds, medians, ratios to the first line)", 3 * ENTRIES + 1);
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e3
    };
    let medians: Vec<f64> = times.iter_mut().map(median).collect();
    for ((program, arguments), taken) in commands.iter().zip(&medians) {
        let name = if *program == PROGRAM { "oneonone" } else { program };
        println!("  {:<32} {taken:>8.2} ms  {:>6.2}", format!("{name} {}", arguments.join(" ")), taken / medians[0]);
    }
}
