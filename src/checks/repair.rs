//! What puts findings right, as new bytes of files. Each line becomes what it looks like and nothing else: where a repair
//! would change what became of a meeting, it is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checked, Finding, find};
use crate::format::diagnostic::Code;
use crate::format::edit::apply;
use crate::format::entry;
use crate::history::{Files, History, Item, Meeting, Origin};
use crate::model::section::Section;

/// A line of a file.
type Place = (String, u32);

/// What the repairs of a pair come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repairs {
    /// The files that change, with their bytes then.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The lines that are put right.
    pub lines: Vec<Place>,
    /// The lines that are not, since a meeting would then look as if it had not been held, or had.
    pub left_out: Vec<Place>,
}

/// Puts right what the checks find, as far as these codes go.
pub fn plan(pair: Checked<'_>, codes: &[Code]) -> Repairs {
    let findings = find(pair);
    let mut wanted: Vec<&Finding> = findings
        .iter()
        .filter(|finding| !finding.repair.is_empty() && codes.contains(&finding.diagnostic.code))
        .collect();
    let mut rejected: Vec<&Finding> = Vec::new();
    loop {
        let suspects = suspects(pair, &wanted);
        let (bad, good): (Vec<&Finding>, Vec<&Finding>) =
            wanted.iter().partition(|finding| suspects.is_blamed(&place(finding)));
        if bad.is_empty() {
            break;
        }
        rejected.extend(bad);
        wanted = good;
    }
    // Not all that were blamed together are to blame.
    let mut is_settled = rejected.is_empty();
    while !is_settled {
        is_settled = true;
        for finding in std::mem::take(&mut rejected) {
            wanted.push(finding);
            if suspects(pair, &wanted).are_none() {
                is_settled = false;
            } else {
                wanted.pop();
                rejected.push(finding);
            }
        }
    }
    let places = |findings: &[&Finding]| {
        let mut places: Vec<Place> = findings.iter().map(|finding| place(finding)).collect();
        places.sort();
        places
    };
    Repairs { files: repaired(pair, &wanted), lines: places(&wanted), left_out: places(&rejected) }
}

fn place(finding: &Finding) -> Place {
    (finding.diagnostic.path.clone(), finding.diagnostic.line)
}

fn repaired(pair: Checked<'_>, wanted: &[&Finding]) -> BTreeMap<String, Vec<u8>> {
    let mut edits: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for finding in wanted {
        edits.entry(&finding.diagnostic.path).or_default().extend(finding.repair.iter().cloned());
    }
    let apply_to =
        |(path, edits): (&str, Vec<_>)| pair.files.get(path).map(|bytes| (path.to_owned(), apply(bytes, edits)));
    edits.into_iter().filter_map(apply_to).collect()
}

/// What would change of meetings that should stay as they are.
#[derive(Default)]
struct Suspects {
    lines: BTreeSet<Place>,
    /// Something changes of which no line is to blame.
    all: bool,
}

impl Suspects {
    fn are_none(&self) -> bool {
        self.lines.is_empty() && !self.all
    }

    fn is_blamed(&self, place: &Place) -> bool {
        self.all || self.lines.contains(place)
    }
}

/// The lines by which what became of a meeting would change.
fn suspects(pair: Checked<'_>, wanted: &[&Finding]) -> Suspects {
    let mut suspects = Suspects::default();
    if wanted.is_empty() {
        return suspects;
    }
    let after = history_with(pair, &repaired(pair, wanted));
    // Two versions read as one text say nothing that could be kept.
    let in_conflict =
        |path: &str| wanted.iter().any(|it| it.diagnostic.code == Code::ConflictMarkers && it.diagnostic.path == path);
    for (index, (was, is)) in pair.history.meetings.iter().zip(&after.meetings).enumerate() {
        let path = was.entry.path();
        if is_same(was, is) || in_conflict(&path) {
            continue;
        }
        let mut blamed: BTreeSet<Place> =
            wanted.iter().map(|finding| place(finding)).filter(|place| place.0 == path).collect();
        // A line elsewhere can take from a line here that it is the first of its item.
        let here = |item: &&Item| item.mentions.iter().any(|mention| mention.origin == Origin::Entry(index));
        for mention in after.items.iter().filter(here).flat_map(|item| &item.mentions) {
            let place = (after.path(mention.origin), mention.line);
            if wanted.iter().any(|finding| self::place(finding) == place) {
                blamed.insert(place);
            }
        }
        suspects.all |= blamed.is_empty();
        suspects.lines.extend(blamed);
    }
    suspects
}

fn is_same(was: &Meeting, is: &Meeting) -> bool {
    (was.date, was.outcome, was.human, was.growth) == (is.date, is.outcome, is.human, is.growth)
        && was.entry.score == is.entry.score
}

/// The history with other bytes in these files.
fn history_with(pair: Checked<'_>, files: &BTreeMap<String, Vec<u8>>) -> History {
    let bytes = |path: &str| files.get(path).or_else(|| pair.files.get(path));
    let entry = |known: &crate::model::entry::Entry| match files.get(&known.path()) {
        Some(bytes) => entry::read(&known.name.file, bytes, pair.vocabulary).entry,
        None => known.clone(),
    };
    let list = |path: &str, section: Section| {
        bytes(path).map(|bytes| entry::read_list(path, bytes, section).0).unwrap_or_default()
    };
    let known = pair.history.meetings.iter().map(|meeting| &meeting.entry).chain(&pair.history.undated);
    let files = Files {
        entries: known.map(entry).collect(),
        backlog: list("backlog.md", Section::Topics),
        goals: list("goals.md", Section::Milestones),
    };
    History::new(pair.history.pair.clone(), files, pair.history.today)
}
