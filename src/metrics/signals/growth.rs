//! Signals of growth and feedback.

use super::Observed;
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;
use crate::model::entry::Outcome;

/// The time runs from the last entry, of any kind, with a human word under growth or feedback that was held or may have
/// been; where there is none, from the first held meeting.
pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let history = observed.history;
    let took_place = |outcome: Outcome| matches!(outcome, Outcome::Held | Outcome::Unconfirmed);
    let talks = history.meetings.iter().filter(|m| m.date <= history.today && m.growth && took_place(m.outcome));
    let last = talks.map(|meeting| meeting.date).max();
    let from = last.or(observed.held_dates.first().copied())?;
    let silent: Vec<_> = observed.held.iter().filter(|(_, m)| last.is_none_or(|last| m.date > last)).collect();
    let days = (history.today - from).num_days();
    (days >= thresholds.growth_days && silent.len() >= thresholds.growth_meetings).then(|| {
        let finding = Finding::NoGrowthTalk { days, meetings: silent.len(), ever: last.is_some() };
        Signal::new(finding, silent.iter().map(|(index, _)| Evidence::entry(*index)))
    })
}
