//! What `check --fix` writes: only the lines named, nothing to do the second time, and no figure but those of items.

use std::collections::{BTreeMap, BTreeSet};

use oneonone::checks::Checked;
use oneonone::checks::repair::{Repairs, plan};
use oneonone::format::body::Vocabulary;
use oneonone::format::diagnostic::Code;
use oneonone::format::lines::spans;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::config;
use crate::common::histories::{RawHistory, history};

const CODES: [Code; 4] = [Code::ConflictMarkers, Code::AlmostABox, Code::BulletUnderActions, Code::BoxElsewhere];

/// Lines as people type them, with and without what makes them items.
fn odd_line() -> impl Strategy<Value = &'static str> {
    select(
        &[
            "- [] ship the importer",
            "[ ] cut the p99",
            "- [x]hire a tester",
            "- [ ]@bob write the guide",
            "-[ ] Plan the offsite due:2026-12-04",
            "* ship the importer",
            "- @alice cut the p99",
            "- [ ] hire a tester soon",
            "- [x] Alice Chen",
            "- None",
            "1. [X ] write the guide",
            "text",
            "",
        ][..],
    )
}

fn part() -> impl Strategy<Value = String> {
    let heading = select(&["Action items", "Look forward", "Blockers", "Notes", "Attendance", "Engagement"][..]);
    (heading, vec(odd_line(), 1..5)).prop_map(|(heading, lines)| format!("## {heading}\n\n{}\n", lines.join("\n")))
}

/// A history in whose entries some such parts stand, with either line end.
fn odd_history() -> impl Strategy<Value = RawHistory> {
    (history(), vec((0..10_usize, part(), any::<bool>()), 0..6), odd_line()).prop_map(|(mut history, parts, line)| {
        for (at, part, crlf) in parts {
            if let Some((_, text)) = history.entries.get_mut(at) {
                text.push_str(&part);
                if crlf {
                    *text = text.replace("\r\n", "\n").replace('\n', "\r\n");
                }
            }
        }
        history.backlog.push_str(&format!("{line}\n"));
        history
    })
}

fn repairs(raw: &RawHistory) -> (BTreeMap<String, Vec<u8>>, Repairs) {
    let history = raw.read();
    let vocabulary = Vocabulary::of(&history.pair);
    let entry = |(name, text): &(String, String)| (format!("entries/{name}"), text.clone().into_bytes());
    let mut files: BTreeMap<String, Vec<u8>> = raw.entries.iter().map(entry).collect();
    files.insert("backlog.md".to_owned(), raw.backlog.clone().into_bytes());
    files.insert("goals.md".to_owned(), raw.goals.clone().into_bytes());
    let repairs = plan(Checked { history: &history, vocabulary: &vocabulary, files: &files }, &CODES);
    (files, repairs)
}

fn repaired(raw: &RawHistory, repairs: &Repairs) -> RawHistory {
    let text = |path: &str, old: &str| {
        repairs.files.get(path).map_or_else(|| old.to_owned(), |bytes| String::from_utf8(bytes.clone()).expect("text"))
    };
    let entry = |(name, old): &(String, String)| (name.clone(), text(&format!("entries/{name}"), old));
    RawHistory {
        entries: raw.entries.iter().map(entry).collect(),
        backlog: text("backlog.md", &raw.backlog),
        goals: text("goals.md", &raw.goals),
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn only_the_lines_named_change(raw in odd_history()) {
        let (files, repairs) = repairs(&raw);
        let named: BTreeSet<&(String, u32)> = repairs.lines.iter().collect();
        for (path, after) in &repairs.files {
            let (before, after) = (std::str::from_utf8(&files[path]).expect("text"), std::str::from_utf8(after).expect("text"));
            let (old, new) = (spans(before, 0), spans(after, 0));
            prop_assert_eq!(old.len(), new.len());
            for (number, (old, new)) in (1_u32..).zip(old.iter().zip(&new)) {
                let is_named = named.contains(&(path.clone(), number));
                let (old, new) = (&before[old.full.clone()], &after[new.full.clone()]);
                prop_assert_eq!(old != new, is_named, "{}:{} {:?} {:?}", path, number, old, new);
            }
        }
    }

    #[test]
    fn the_second_time_there_is_nothing_to_do(raw in odd_history()) {
        let (_, first) = repairs(&raw);
        let (_, second) = repairs(&repaired(&raw, &first));
        prop_assert!(second.files.is_empty(), "{:?}", second.lines);
    }

    #[test]
    fn no_figure_but_those_of_items_changes(raw in odd_history()) {
        let (_, repairs) = repairs(&raw);
        let (before, after) = (raw.figures(), repaired(&raw, &repairs).figures());
        for figure in ["cadence", "meetings", "engagement", "to_confirm"] {
            prop_assert_eq!(&before[figure], &after[figure], "{}", figure);
        }
        // A box is never taken away.
        let items = |figures: &serde_json::Value| figures["action_items"]["items"].as_array().map_or(0, Vec::len);
        prop_assert!(items(&after) >= items(&before) || repairs.files.is_empty());
    }
}
