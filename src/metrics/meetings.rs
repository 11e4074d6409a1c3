//! Figures of the held meetings (`docs/metrics.md`): documented, prepared, and how long they took.

use super::scope::Scope;
use super::statistics::{median, ratio};
use crate::history::{History, Meeting};
use crate::model::entry::Outcome;

/// The meetings of which somebody has to say whether they took place. An entry of a day to come that cannot be read is
/// unconfirmed too, but there is nothing to say about it yet.
pub fn to_confirm(history: &History) -> impl Iterator<Item = (usize, &Meeting)> {
    history.own().filter(|(_, meeting)| meeting.outcome == Outcome::Unconfirmed && meeting.date <= history.today)
}

/// One held meeting, and what it adds to the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The meeting, as an index of the history's meetings.
    pub meeting: usize,
    /// Whether it has human content.
    pub documented: bool,
    /// Whether it was prepared; `None` where it cannot be known.
    pub prepared: Option<bool>,
    /// Whether it has a score.
    pub scored: bool,
    /// How long it took.
    pub minutes: Option<u32>,
}

/// Figures of the held meetings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meetings {
    /// Every held entry, oldest first.
    pub all: Vec<Held>,
    /// Held entries.
    pub held: u64,
    /// Held entries with human content.
    pub documented: u64,
    /// Held entries of which it can be known whether they were prepared.
    pub prepared_known: u64,
    /// Of those, the prepared ones.
    pub prepared: u64,
    /// Held entries with a score.
    pub scored: u64,
    /// The median length in minutes.
    pub median_minutes: Option<f64>,
}

impl Meetings {
    /// Works out the figures.
    pub fn new(scope: &Scope<'_>) -> Self {
        let held = |(meeting, m): (usize, &Meeting)| Held {
            meeting,
            documented: m.human,
            prepared: m.prepared,
            scored: m.entry.score.is_some(),
            minutes: m.entry.minutes,
        };
        let all: Vec<Held> = scope.held().map(held).collect();
        let count = |is: fn(&Held) -> bool| all.iter().filter(|held| is(held)).count() as u64;
        let minutes: Vec<f64> = all.iter().filter_map(|held| held.minutes).map(f64::from).collect();
        Self {
            held: all.len() as u64,
            documented: count(|held| held.documented),
            prepared_known: count(|held| held.prepared.is_some()),
            prepared: count(|held| held.prepared == Some(true)),
            scored: count(|held| held.scored),
            median_minutes: median(&minutes),
            all,
        }
    }

    /// The share of the meetings that were prepared, where it can be known.
    pub fn agenda_rate(&self) -> Option<f64> {
        ratio(self.prepared, self.prepared_known)
    }

    /// The share of the meetings that ended with the engagement question.
    pub fn asked_rate(&self) -> Option<f64> {
        ratio(self.scored, self.held)
    }
}
