//! Random histories of a pair, and how one is read.

use chrono::{Days, NaiveDate};
use oneonone::format::{body::Vocabulary, entry, pair_file};
use oneonone::history::{Files, History};
use oneonone::model::section::Section;
use oneonone::report::build::pair_report;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The day on which every random history is looked at.
pub const TODAY: &str = "2026-11-20";

/// The pair file of every random history.
pub const PAIR_FILE: &str = "schema: 1
direct_report: {name: Alice Chen, handle: alice}
manager: {name: Bob Diaz, handle: bob}
cadence:
  - {from: 2026-09-01, every: week}
  - {from: 2026-10-20, every: 2 weeks}
away:
  - {from: 2026-10-05, to: 2026-10-12}
";

/// The files of a pair.
#[derive(Debug, Clone)]
pub struct RawHistory {
    /// The entries: name and text.
    pub entries: Vec<(String, String)>,
    /// `backlog.md`.
    pub backlog: String,
    /// `goals.md`.
    pub goals: String,
}

impl RawHistory {
    /// Reads the files in the order in which they stand here.
    pub fn read(&self) -> History {
        let (pair, diagnostics) = pair_file::read(PAIR_FILE.as_bytes());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let vocabulary = Vocabulary::of(&pair);
        let read = |(name, text): &(String, String)| entry::read(name, text.as_bytes(), &vocabulary).entry;
        let files = Files {
            entries: self.entries.iter().map(read).collect(),
            backlog: entry::read_list("backlog.md", self.backlog.as_bytes(), Section::Topics).0,
            goals: entry::read_list("goals.md", self.goals.as_bytes(), Section::Milestones).0,
        };
        History::new(pair, files, today())
    }

    /// Every figure, as the report has it.
    pub fn figures(&self) -> serde_json::Value {
        serde_json::to_value(pair_report(
            "alice-chen",
            &self.read(),
            &[],
            None,
            &oneonone::metrics::signals::Thresholds::default(),
        ))
        .expect("a report is JSON")
    }
}

/// [`TODAY`] as a date.
pub fn today() -> NaiveDate {
    TODAY.parse().expect("a date")
}

/// Lines that mention items. Each text has one id of its own, borne or not.
pub fn item_line() -> impl Strategy<Value = String> {
    let mark = prop_oneof![4 => Just(' '), 2 => Just('x'), 1 => Just('-'), 2 => Just('>')];
    let text =
        select(&["ship the importer", "cut the p99", "hire a tester", "write the guide", "Plan the offsite"][..]);
    let owner = select(&["", "", "@bob ", "@alice "][..]);
    let due = select(&["", "", " due:2026-10-30", " due:2026-12-04"][..]);
    let done = select(&["", "", "", " done:2026-11-02", " reopened:2026-11-03"][..]);
    (mark, text, owner, due, done, any::<bool>()).prop_map(|(mark, text, owner, due, done, with_id)| {
        let id = if with_id { format!(" ^{}", id_of(text)) } else { String::new() };
        format!("- [{mark}] {owner}{text}{due}{done}{id}")
    })
}

fn id_of(text: &str) -> String {
    text.bytes().filter(u8::is_ascii_lowercase).take(6).map(char::from).collect()
}

fn entry_text() -> impl Strategy<Value = String> {
    let status =
        select(&["", "", "status: held\n", "status: planned\n", "status: cancelled\n", "status: missed\n"][..]);
    let score = prop_oneof![Just(String::new()), (1..11_u8).prop_map(|score| format!("engagement: {score}\n"))];
    let more = select(&["", "", "minutes: 45\n", "kind: mentor\n", "prepared: 2026-10-01\n"][..]);
    let heading = select(&["Look back", "Look forward", "Action items", "Blockers", "Milestones", "Notes"][..]);
    let part = (heading, vec(item_line(), 0..3), any::<bool>()).prop_map(|(heading, lines, prose)| {
        let prose = if prose { "- Words of a person.\n" } else { "" };
        format!("## {heading}\n{}{prose}\n", lines.iter().map(|line| format!("{line}\n")).collect::<String>())
    });
    (status, score, more, vec(part, 0..4)).prop_map(|(status, score, more, parts)| {
        format!("---\n{status}{score}{more}---\n# Alice and Bob\n\n{}", parts.concat())
    })
}

/// A history of up to ten entries around today.
pub fn history() -> impl Strategy<Value = RawHistory> {
    let entry = (0..95_u64, 0..8_u32, entry_text());
    let list = || vec(item_line(), 0..3).prop_map(|lines| lines.iter().map(|line| format!("{line}\n")).collect());
    (vec(entry, 0..10), list(), list()).prop_map(|(drafts, backlog, goals)| {
        let first: NaiveDate = "2026-08-28".parse().expect("a date");
        let mut entries: Vec<(String, String)> = Vec::new();
        for (ahead, second, text) in drafts {
            let day = first.checked_add_days(Days::new(ahead)).expect("a day");
            let name = if second == 0 { format!("{day}-2.md") } else { format!("{day}.md") };
            if entries.iter().all(|(taken, _)| *taken != name) {
                entries.push((name, text));
            }
        }
        RawHistory { entries, backlog, goals }
    })
}
