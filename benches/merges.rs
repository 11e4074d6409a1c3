//! Two people edit one entry: this program's merge beside `git merge-file` and `merge=union`, on the same texts in one run:
//! `cargo bench --bench merges [HISTORIES]`.
//!
//! Each side makes 1, 2, 4 or 8 edits that people make: a tick, a word more in a line, a new line, a line less, a score. Of each
//! result three things are counted: whether it has conflict markers, whether it is corrupt (an item or a key stands
//! twice), whether an edit is lost (a word that was typed, or a tick). Nothing here is asserted.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a benchmark makes its own files, starts programs and prints"
)]

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use oneonone::merge::{FileKind, merge};

const EDITS: [usize; 4] = [1, 2, 4, 8];
const SECTIONS: [&str; 5] = ["Look back", "Look forward", "Blockers", "Open discussion", "Action items"];

/// Numbers from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }
}

/// What one side did, and what must be in the result for it.
#[derive(Default)]
struct Side {
    text: String,
    words: Vec<String>,
    ticked: Vec<String>,
}

fn document(dice: &mut Dice) -> String {
    let mut text = "---\nstatus: planned\n---\n# Alice Chen and Bob Diaz\n".to_owned();
    let mut id = 0;
    for section in SECTIONS {
        text.push_str(&format!("\n## {section}\n"));
        for _ in 0..3 + dice.below(4) {
            id += 1;
            text.push_str(&format!("- [ ] Talk about matter {id} ^id{id:04}\n"));
        }
    }
    text.push_str("\n## Engagement\n");
    text
}

/// One side after so many edits, each of a line of its own.
fn edited(base: &str, edits: usize, word: &mut u32, dice: &mut Dice) -> Side {
    let mut side = Side { text: base.to_owned(), ..Side::default() };
    for _ in 0..edits {
        let items: Vec<String> =
            side.text.lines().filter(|line| line.starts_with("- [ ]")).map(str::to_owned).collect();
        let line = items[dice.below(items.len())].clone();
        let id = line.rsplit('^').next().unwrap().to_owned();
        *word += 1;
        let typed = format!("typed{word}");
        match dice.below(5) {
            0 => {
                side.text = side.text.replace(&line, &line.replacen("[ ]", "[x]", 1));
                side.ticked.push(id);
            }
            1 => {
                side.text = side.text.replace(&line, &line.replacen(" ^", &format!(" {typed} ^"), 1));
                side.words.push(typed);
            }
            2 => {
                side.text = side.text.replace(&line, &format!("{line}\n- noted {typed}"));
                side.words.push(typed);
            }
            3 => {
                // Words that this side typed into the line go with it.
                side.words.retain(|word| !line.split(' ').any(|there| there == word));
                side.text = side.text.replace(&format!("{line}\n"), "");
            }
            _ if !side.text.contains("engagement:") => {
                let score = 1 + dice.below(10);
                side.text =
                    side.text.replacen("status: planned\n", &format!("status: planned\nengagement: {score}\n"), 1);
            }
            _ => {
                side.text = side.text.replacen("## Engagement\n", &format!("## Engagement\nsaid {typed}\n"), 1);
                side.words.push(typed);
            }
        }
    }
    side
}

/// Markers, corrupt, an edit lost.
#[derive(Default, Clone, Copy)]
struct Found {
    markers: u32,
    corrupt: u32,
    lost: u32,
}

fn judge(found: &mut Found, text: &str, sides: [&Side; 2]) {
    let has_markers = text.lines().any(|line| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>"));
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for line in text.lines() {
        let name = match line.split_once(": ") {
            Some((key @ ("status" | "engagement"), _)) => Some(key),
            _ if line.starts_with("- [") => line.rsplit('^').next(),
            _ => None,
        };
        name.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let is_there = |word: &String| text.split_whitespace().any(|there| there == word);
    let is_ticked = |id: &String| text.lines().any(|line| line.starts_with("- [x]") && line.ends_with(id.as_str()));
    let lost = sides.iter().any(|side| {
        // What the other side removed at the same time: a tick goes with its line, unless the line is there.
        let gone = |id: &String| !text.lines().any(|line| line.starts_with("- [") && line.ends_with(id.as_str()));
        !side.words.iter().all(is_there) || !side.ticked.iter().all(|id| is_ticked(id) || gone(id))
    });
    found.markers += u32::from(has_markers);
    found.corrupt += u32::from(counts.values().any(|count| *count > 1));
    found.lost += u32::from(lost);
}

fn git(folder: &Path, union: bool) -> String {
    let mut command = Command::new("git");
    command.args(["merge-file", "-p"]).args(union.then_some("--union")).args(["ours", "base", "theirs"]);
    let output = command.current_dir(folder).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn main() {
    let count: u64 = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(500);
    let folder = tempfile::tempdir().unwrap();
    println!("{count} merges a line; of 100 results, how many have");
    println!("edits a side  tool            markers  corrupt  an edit lost");
    for edits in EDITS {
        let mut all = [Found::default(); 3];
        for seed in 0..count {
            let mut dice = Dice(seed.wrapping_mul(0x1234_5677) + edits as u64);
            let base = document(&mut dice);
            let mut word = 0;
            let (ours, theirs) =
                (edited(&base, edits, &mut word, &mut dice), edited(&base, edits, &mut word, &mut dice));
            for (name, text) in [("base", &base), ("ours", &ours.text), ("theirs", &theirs.text)] {
                fs::write(folder.path().join(name), text).unwrap();
            }
            let merged =
                merge(FileKind::Entry, Some(base.as_bytes()), Some(ours.text.as_bytes()), Some(theirs.text.as_bytes()));
            let merged = String::from_utf8(merged.unwrap_or_default()).unwrap();
            let results = [git(folder.path(), false), git(folder.path(), true), merged];
            for (found, text) in all.iter_mut().zip(&results) {
                judge(found, text, [&ours, &theirs]);
            }
        }
        for (name, found) in ["git merge-file", "merge=union", "oneonone"].iter().zip(all) {
            let share = |number: u32| 100.0 * f64::from(number) / count as f64;
            println!(
                "{edits:>12}  {name:<14}  {:>7.1}  {:>7.1}  {:>12.1}",
                share(found.markers),
                share(found.corrupt),
                share(found.lost)
            );
        }
    }
}
