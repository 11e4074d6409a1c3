//! How a signal is decided: what it looks at, and its conditions, each a number and a limit.

use super::signal::{Signal, Stale};
use crate::metrics::engagement::DatedScore;
use crate::metrics::slots::Slot;

/// Scores on other scales than 1 to 10 are fractions: two that differ by less are equal.
const TOLERANCE: f64 = 1e-9;

/// Whether a value is no more than a limit.
pub(super) fn at_most(value: f64, limit: f64) -> bool {
    value <= limit + TOLERANCE
}

/// What a value is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
    /// Less than this.
    Below(f64),
    /// More than this.
    Above(f64),
}

/// A condition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Check {
    /// What is compared, as a name (`slots_in_a_row`).
    pub name: &'static str,
    /// The value; `None` where there is nothing to compare: then the condition does not hold.
    pub value: Option<f64>,
    /// The limit.
    pub limit: Limit,
}

impl Check {
    /// That a count is this or more, and not nothing.
    pub(super) fn count(name: &'static str, count: usize, least: usize) -> Self {
        Self { name, value: Some(count as f64), limit: Limit::AtLeast(least.max(1) as f64) }
    }

    /// Whether the condition holds.
    pub fn holds(&self) -> bool {
        self.value.is_some_and(|value| match self.limit {
            Limit::AtLeast(limit) => at_most(limit, value),
            Limit::AtMost(limit) => at_most(value, limit),
            Limit::Below(limit) => value < limit,
            Limit::Above(limit) => !at_most(value, limit),
        })
    }
}

/// Something that a signal looks at.
#[derive(Debug, Clone, PartialEq)]
pub enum Looked<'h> {
    /// A slot.
    Slot(Slot),
    /// An entry, as an index of the history's meetings.
    Meeting(usize),
    /// A score.
    Score(DatedScore),
    /// An item.
    Item(Stale<'h>),
}

/// What it means for the signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It speaks for it.
    For,
    /// It was looked at, and does not speak for it.
    Against,
    /// The others are compared with it.
    Measure,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen<'h> {
    /// What it is.
    pub what: Looked<'h>,
    /// What it means.
    pub role: Role,
}

impl<'h> Seen<'h> {
    /// Something that speaks for the signal, or does not.
    pub(super) fn new(what: Looked<'h>, speaks_for_it: bool) -> Self {
        Self { what, role: if speaks_for_it { Role::For } else { Role::Against } }
    }
}

/// A signal, on or off, and how that was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined<'h> {
    /// The signal's name.
    pub code: &'static str,
    /// The ways to be on: where every condition of one of them holds.
    pub ways: Vec<Vec<Check>>,
    /// What was looked at.
    pub seen: Vec<Seen<'h>>,
    /// The signal, where it is on.
    pub signal: Option<Signal<'h>>,
}

impl<'h> Examined<'h> {
    /// Decides a signal by its conditions; `signal` is asked only where they hold.
    pub(super) fn new(
        code: &'static str,
        ways: Vec<Vec<Check>>,
        seen: Vec<Seen<'h>>,
        signal: impl FnOnce() -> Option<Signal<'h>>,
    ) -> Self {
        let is_on = ways.iter().any(|checks| checks.iter().all(Check::holds));
        Self { code, ways, seen, signal: if is_on { signal() } else { None } }
    }
}
