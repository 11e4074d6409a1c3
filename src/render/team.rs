//! The team: a line a person, the most urgent first, without any layout.

use std::cmp::Reverse;

use super::charts::{self, Mark};
use super::figure::{count, narrow, number, short_day, signed};
use super::page::{Fact, Row, Tone, header::as_of};
use super::words::short;
use crate::report::value::{PairReport, Report};

/// Slots in a line's strip.
pub(super) const SLOTS: usize = 12;
/// Scores in a line.
const SCORES: usize = 6;

/// What is said about one person.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Person {
    /// The direct report's name.
    pub(super) name: Fact,
    /// The newest slots.
    pub(super) strip: Vec<Mark>,
    /// Adherence.
    pub(super) held: Fact,
    /// The newest scores.
    pub(super) scores: Vec<f64>,
    /// The newest score.
    pub(super) latest: Fact,
    /// Its change.
    pub(super) change: Fact,
    /// Open action items.
    pub(super) open: Fact,
    /// Overdue ones.
    pub(super) overdue: Fact,
    /// The next meeting.
    pub(super) next: Fact,
    /// The gravest signal in a few words.
    pub(super) signal: Fact,
}

/// The report as a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Team {
    /// One a pair, the most urgent first.
    pub(super) people: Vec<Person>,
    /// How many people and signals there are, and the day.
    pub(super) foot: Vec<Fact>,
    /// Problems in the files, and lines that look like items.
    pub(super) files: Vec<Row>,
}

/// The pairs, the most urgent first, then by slug.
pub(super) fn worst_first(report: &Report) -> Vec<&PairReport> {
    let mut pairs: Vec<&PairReport> = report.pairs.iter().collect();
    pairs.sort_by_key(|pair| (Reverse(pair.urgency), &pair.slug));
    pairs
}

impl Team {
    /// The report, a line a person.
    pub(super) fn new(report: &Report) -> Self {
        let problems = report.pairs.iter().map(|pair| pair.diagnostics.len()).sum();
        let unread = report.pairs.iter().map(|pair| pair.unread_items).sum();
        Self {
            people: worst_first(report).into_iter().map(|pair| person(report, pair)).collect(),
            foot: foot(report),
            files: super::page::signals::files(problems, unread),
        }
    }
}

/// The words for the one who has most need of them.
fn person(report: &Report, pair: &PairReport) -> Person {
    let (cadence, engagement) = (&pair.cadence, &pair.engagement);
    let overdue = pair.action_items.overdue;
    let optional = |value: Option<String>| value.map_or_else(|| Fact::quiet("-"), Fact::plain);
    Person {
        name: Fact::strong(&pair.direct_report),
        strip: charts::strip(&cadence.slots, SLOTS),
        held: Fact::plain(narrow(cadence.adherence, cadence.on_time + cadence.moved, cadence.expected)),
        scores: charts::scores(&engagement.scores, SCORES),
        latest: optional(engagement.latest.map(number)),
        change: Fact::quiet(engagement.change.map(signed).filter(|change| change != "0").unwrap_or_default()),
        open: Fact::plain(pair.action_items.open.to_string()),
        overdue: if overdue > 0 { Fact::warn(overdue.to_string()) } else { Fact::quiet("-") },
        next: next(report, pair),
        signal: signal(pair),
    }
}

/// The next meeting: a day, a day that has passed, or that the pair has ended.
fn next(report: &Report, pair: &PairReport) -> Fact {
    match (pair.ended, pair.cadence.next_due) {
        (Some(ended), _) if ended < report.today => Fact::quiet("ended"),
        (_, Some(due)) if due == report.today => Fact::strong("today"),
        (_, Some(due)) => {
            Fact::new(short_day(due, report.today), if due < report.today { Tone::Warn } else { Tone::Plain })
        }
        (_, None) => Fact::quiet("-"),
    }
}

/// The gravest signal, and how many more there are.
fn signal(pair: &PairReport) -> Fact {
    match pair.signals.as_slice() {
        [] => Fact::plain(""),
        [one] => Fact::warn(short(one.code)),
        [first, more @ ..] => Fact::warn(format!("{} +{}", short(first.code), more.len())),
    }
}

/// How many people and signals there are, and the day.
fn foot(report: &Report) -> Vec<Fact> {
    let signals: usize = report.pairs.iter().map(|pair| pair.signals.len()).sum();
    let mut facts = vec![Fact::plain(count(report.pairs.len() as u64, "person", "people"))];
    facts.push(Fact::plain(match signals {
        0 => "no signals".to_owned(),
        n => count(n as u64, "signal", "signals"),
    }));
    facts.push(Fact::quiet(as_of(report)));
    facts
}
