//! Whether the meetings took place, and how they were.

use super::{Fact, Row};
use crate::render::charts::strip;
use crate::render::figure::{counted, days, number, percent, ratio, was};
use crate::report::value::{CadenceFigures, MeetingFigures, PairReport};

/// Slots in the strip: half a year of weeks.
const SLOTS: usize = 26;

/// The rows of the block.
pub(super) fn rows(pair: &PairReport) -> Vec<Row> {
    let (cadence, before) = (&pair.cadence, pair.before.as_ref());
    let marks = strip(&cadence.slots, SLOTS);
    let mut rows = vec![Row::Facts(adherence(cadence, before.map(|before| &before.cadence)))];
    if !marks.is_empty() {
        rows.push(Row::Strip(marks));
    }
    let rhythm = rhythm(cadence, before.map(|before| &before.cadence));
    let notes = notes(&pair.meetings, before.map(|before| &before.meetings));
    rows.extend([rhythm, notes].into_iter().filter(|facts| !facts.is_empty()).map(Row::Facts));
    rows
}

/// The share of the meetings that took place, and what became of the others.
fn adherence(cadence: &CadenceFigures, before: Option<&CadenceFigures>) -> Vec<Fact> {
    let before = before.filter(|before| before.expected > 0);
    let mut facts = match cadence.adherence {
        None => vec![Fact::no_data()],
        Some(_) => {
            let held = counted(cadence.adherence, cadence.on_time + cadence.moved, cadence.expected);
            let was_held = before.and_then(|before| before.adherence).map(percent);
            vec![Fact::strong(was(format!("{held} took place"), was_held))]
        }
    };
    type Count = fn(&CadenceFigures) -> u64;
    let counts: [(Count, &str, bool); 6] = [
        (|cadence| cadence.moved, "moved", true),
        (|cadence| cadence.cancelled, "cancelled", true),
        (|cadence| cadence.missed, "missed", true),
        (|cadence| cadence.unconfirmed, "to confirm", false),
        (|cadence| cadence.excused, "away", false),
        (|cadence| cadence.extra, "extra", false),
    ];
    for (count, word, compared) in counts {
        let (now, before) = (count(cadence), before.filter(|_| compared).map(count));
        if now > 0 || before.is_some_and(|before| before > 0) {
            facts.push(Fact::plain(was(format!("{now} {word}"), before.map(|before| before.to_string()))));
        }
    }
    facts
}

/// The last meeting, the longest gap, the rows of held and of not held ones.
fn rhythm(cadence: &CadenceFigures, before: Option<&CadenceFigures>) -> Vec<Fact> {
    let last = cadence.days_since_last.map(|n| match n {
        0 => "last one today".to_owned(),
        n => format!("last one {} ago", days(n)),
    });
    let streak = (cadence.streak > 1).then(|| format!("{} held in a row", cadence.streak));
    let was_gap = before.and_then(|before| before.longest_gap_days).map(|n| n.to_string());
    let gap = cadence.longest_gap_days.map(|n| was(format!("longest gap {}", days(n)), was_gap));
    let run = (cadence.worst_run > 1).then(|| format!("at most {} in a row not held", cadence.worst_run));
    [last, streak, gap, run].into_iter().flatten().map(Fact::plain).collect()
}

/// Preparation, length and notes of the held meetings.
fn notes(meetings: &MeetingFigures, before: Option<&MeetingFigures>) -> Vec<Fact> {
    let was_ready = before.and_then(|before| before.agenda_rate).map(percent);
    let ready = |rate| format!("agenda ready in {}", ratio(Some(rate), meetings.prepared, meetings.prepared_known));
    let agenda = meetings.agenda_rate.map(|rate| was(ready(rate), was_ready));
    let was_long = before.and_then(|before| before.median_minutes).map(number);
    let minutes = meetings.median_minutes.map(|n| was(format!("median {} minutes", number(n)), was_long));
    let notes = (meetings.held > 0 && meetings.documented < meetings.held)
        .then(|| format!("{} of {} with notes", meetings.documented, meetings.held));
    [agenda, minutes, notes].into_iter().flatten().map(Fact::plain).collect()
}
