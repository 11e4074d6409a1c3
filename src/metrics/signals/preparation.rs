//! Signals of the preparation. A meeting of which it cannot be known whether it was prepared is passed over, and one
//! that anybody prepared is prepared: nobody is accused on a guess.

use super::Observed;
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let known = observed.held.iter().filter(|(_, meeting)| meeting.prepared.is_some());
    let newest: Vec<_> = known.rev().take(thresholds.unprepared_meetings).collect();
    let unprepared = newest.iter().all(|(_, meeting)| meeting.prepared == Some(false));
    (unprepared && !newest.is_empty() && newest.len() == thresholds.unprepared_meetings).then(|| {
        let finding = Finding::NoPreparation { meetings: newest.len() };
        Signal::new(finding, newest.iter().map(|(index, _)| Evidence::entry(*index)))
    })
}
