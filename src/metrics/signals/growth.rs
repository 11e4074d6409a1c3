//! Signals of growth and feedback.

use super::Observed;
use super::examined::{Check, Examined, Limit, Looked, Role, Seen};
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;
use crate::history::Meeting;
use crate::model::entry::Outcome;

/// The time runs from the last entry, of any kind, with a human word under growth or feedback that was held or may have
/// been; where there is none, from the first held meeting.
pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Examined<'h>> {
    let history = observed.history;
    let took_place = |outcome: Outcome| matches!(outcome, Outcome::Held | Outcome::Unconfirmed);
    let is_talk = |m: &Meeting| m.date <= history.today && m.growth && took_place(m.outcome);
    let talks = history.meetings.iter().enumerate().filter(|(_, meeting)| is_talk(meeting));
    let last = talks.max_by_key(|(_, meeting)| meeting.date);
    let since = last.map(|(_, meeting)| meeting.date);
    let from = since.or(observed.held_dates.first().copied());
    let silent: Vec<_> = observed.held.iter().filter(|(_, m)| since.is_none_or(|since| m.date > since)).collect();
    let days = from.map(|from| (history.today - from).num_days());
    let (days_needed, meetings) = (Limit::AtLeast(thresholds.growth_days as f64), thresholds.growth_meetings as f64);
    let checks = vec![
        Check { name: "days_without_growth", value: days.map(|days| days as f64), limit: days_needed },
        Check {
            name: "meetings_without_growth",
            value: from.map(|_| silent.len() as f64),
            limit: Limit::AtLeast(meetings),
        },
    ];
    let talk = last.map(|(index, _)| Seen { what: Looked::Meeting(index), role: Role::Measure });
    let looked_at = silent.iter().map(|(index, _)| Seen::new(Looked::Meeting(*index), true)).chain(talk);
    vec![Examined::new("no-growth-talk", vec![checks], looked_at.collect(), || {
        let finding = Finding::NoGrowthTalk { days: days?, meetings: silent.len(), ever: last.is_some() };
        Some(Signal::new(finding, silent.iter().map(|(index, _)| Evidence::entry(*index))))
    })]
}
