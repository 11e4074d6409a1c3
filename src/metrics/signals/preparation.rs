//! Signals of the preparation. A meeting of which it cannot be known whether it was prepared is passed over, and one
//! that anybody prepared is prepared: nobody is accused on a guess.

use super::Observed;
use super::examined::{Check, Examined, Looked, Seen};
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Examined<'h>> {
    let known = observed.held.iter().filter_map(|(index, meeting)| Some((*index, meeting.prepared?)));
    let mut newest: Vec<(usize, bool)> = known.collect();
    newest.drain(..newest.len().saturating_sub(thresholds.unprepared_meetings));
    let unprepared = newest.iter().filter(|(_, prepared)| !prepared).count();
    let checks = vec![Check::count("meetings_not_prepared", unprepared, thresholds.unprepared_meetings)];
    let looked_at = newest.iter().map(|(index, prepared)| Seen::new(Looked::Meeting(*index), !prepared)).collect();
    vec![Examined::new("no-preparation", vec![checks], looked_at, || {
        let finding = Finding::NoPreparation { meetings: newest.len() };
        Some(Signal::new(finding, newest.iter().map(|(index, _)| Evidence::entry(*index))))
    })]
}
