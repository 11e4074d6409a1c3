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

/// Figures of the held meetings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meetings {
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
        let minutes: Vec<f64> = scope.held().filter_map(|(_, m)| m.entry.minutes).map(f64::from).collect();
        let mut figures = Self { median_minutes: median(&minutes), ..Self::default() };
        for (_, meeting) in scope.held() {
            figures.held += 1;
            figures.documented += u64::from(meeting.human);
            figures.prepared_known += u64::from(meeting.prepared.is_some());
            figures.prepared += u64::from(meeting.prepared == Some(true));
            figures.scored += u64::from(meeting.entry.score.is_some());
        }
        figures
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
