//! Whether the meetings took place, and how they were.

use super::{Fact, Row};
use crate::render::charts::strip;
use crate::render::figure::{counted, days, number, ratio};
use crate::report::value::{CadenceFigures, MeetingFigures};

/// Slots in the strip: half a year of weeks.
const SLOTS: usize = 26;

/// The rows of the block.
pub(super) fn rows(cadence: &CadenceFigures, meetings: &MeetingFigures) -> Vec<Row> {
    let marks = strip(&cadence.slots, SLOTS);
    let mut rows = vec![Row::Facts(adherence(cadence))];
    if !marks.is_empty() {
        rows.push(Row::Strip(marks));
    }
    rows.extend([rhythm(cadence), notes(meetings)].into_iter().filter(|facts| !facts.is_empty()).map(Row::Facts));
    rows
}

/// The share of the meetings that took place, and what became of the others.
fn adherence(cadence: &CadenceFigures) -> Vec<Fact> {
    let mut facts = match cadence.adherence {
        None => vec![Fact::no_data()],
        Some(_) => {
            let held = counted(cadence.adherence, cadence.on_time + cadence.moved, cadence.expected);
            vec![Fact::strong(format!("{held} took place"))]
        }
    };
    let counts = [
        (cadence.moved, "moved"),
        (cadence.cancelled, "cancelled"),
        (cadence.missed, "missed"),
        (cadence.unconfirmed, "to confirm"),
        (cadence.excused, "away"),
        (cadence.extra, "extra"),
    ];
    facts.extend(counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| Fact::plain(format!("{n} {word}"))));
    facts
}

/// The last meeting, the longest gap, the rows of held and of not held ones.
fn rhythm(cadence: &CadenceFigures) -> Vec<Fact> {
    let last = cadence.days_since_last.map(|n| match n {
        0 => "last one today".to_owned(),
        n => format!("last one {} ago", days(n)),
    });
    let streak = (cadence.streak > 1).then(|| format!("{} held in a row", cadence.streak));
    let gap = cadence.longest_gap_days.map(|n| format!("longest gap {}", days(n)));
    let run = (cadence.worst_run > 1).then(|| format!("at most {} in a row not held", cadence.worst_run));
    [last, streak, gap, run].into_iter().flatten().map(Fact::plain).collect()
}

/// Preparation, length and notes of the held meetings.
fn notes(meetings: &MeetingFigures) -> Vec<Fact> {
    let agenda = meetings
        .agenda_rate
        .map(|rate| format!("agenda ready in {}", ratio(Some(rate), meetings.prepared, meetings.prepared_known)));
    let minutes = meetings.median_minutes.map(|n| format!("median {} minutes", number(n)));
    let notes = (meetings.held > 0 && meetings.documented < meetings.held)
        .then(|| format!("{} of {} with notes", meetings.documented, meetings.held));
    [agenda, minutes, notes].into_iter().flatten().map(Fact::plain).collect()
}
