//! Signals: named warnings, each with the evidence for it (`docs/metrics.md` has every
//! condition with an example that fires it and one just short of it).
//!
//! Signals look at the whole history, whatever `--since` leaves out of the figures.

mod cadence;
mod engagement;
mod examined;
mod growth;
mod items;
mod preparation;
mod signal;
mod thresholds;
mod writing;

use chrono::NaiveDate;

pub use examined::{Check, Examined, Limit, Looked, Role, Seen};
pub use signal::{CODES, Evidence, Finding, Severity, Signal, Stale};
pub use thresholds::Thresholds;

use super::engagement::Engagement;
use super::items::Viewed;
use super::scope::Scope;
use super::slots::Slots;
use crate::history::{History, Meeting};

/// What the signals look at: a whole history and what was already worked out of it.
#[derive(Debug)]
pub struct Observed<'h> {
    history: &'h History,
    slots: &'h Slots,
    items: &'h [Viewed<'h>],
    held: Vec<(usize, &'h Meeting)>,
    held_dates: Vec<NaiveDate>,
    engagement: Engagement,
}

impl<'h> Observed<'h> {
    /// Puts together what the signals look at.
    pub fn new(history: &'h History, slots: &'h Slots, items: &'h [Viewed<'h>]) -> Self {
        let whole = Scope { history, since: None };
        Self {
            history,
            slots,
            items,
            held: whole.held().collect(),
            held_dates: whole.held_dates(),
            engagement: Engagement::new(&whole),
        }
    }

    /// Every signal that is on, gravest first.
    pub fn signals(&self, thresholds: &Thresholds) -> Vec<Signal<'h>> {
        let mut signals: Vec<Signal<'h>> =
            self.examined(thresholds).into_iter().filter_map(|examined| examined.signal).collect();
        signals.sort_by_key(|signal| std::cmp::Reverse(signal.severity()));
        signals
    }

    /// Every signal, on or off, with what it was decided by; in the order of [`CODES`].
    pub fn examined(&self, thresholds: &Thresholds) -> Vec<Examined<'h>> {
        let mut examined = engagement::signals(self, thresholds);
        examined.extend(cadence::signals(self, thresholds));
        examined.extend(items::signals(self, thresholds));
        examined.extend(preparation::signals(self, thresholds));
        examined.extend(writing::signals(self, thresholds));
        examined.extend(growth::signals(self, thresholds));
        examined
    }

    /// The newest `count` held meetings, oldest first (fewer where there are not as many).
    fn last_held(&self, count: usize) -> &[(usize, &'h Meeting)] {
        &self.held[self.held.len().saturating_sub(count)..]
    }
}
