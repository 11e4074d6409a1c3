//! Signals of the cadence: meetings that do not take place, or of which nobody knows.

use super::Observed;
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;
use crate::metrics::meetings::to_confirm;
use crate::metrics::slots::{Reason, Slot, SlotOutcome};
use crate::model::entry::Outcome;

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Signal<'h>> {
    let found = [
        cascade(observed, thresholds),
        reschedule_habit(observed, thresholds),
        ghost(observed),
        overdue(observed),
        unconfirmed(observed),
        undocumented(observed, thresholds),
    ];
    found.into_iter().flatten().collect()
}

fn entries<'s>(slots: impl Iterator<Item = &'s Slot>) -> impl Iterator<Item = Evidence> {
    slots.filter_map(|slot| slot.entry).map(Evidence::entry)
}

/// The slots that were expected to be held, newest first: pending, unconfirmed and excused ones are passed over.
fn expected<'o>(observed: &'o Observed<'_>) -> impl Iterator<Item = &'o Slot> {
    observed.slots.counted.iter().rev().filter(|slot| slot.outcome.is_expected())
}

/// The slots that are over, newest first: pending and excused ones are passed over.
fn over<'o>(observed: &'o Observed<'_>) -> impl Iterator<Item = &'o Slot> {
    let is_over = |slot: &&Slot| !matches!(slot.outcome, SlotOutcome::Pending | SlotOutcome::Excused);
    observed.slots.counted.iter().rev().filter(is_over)
}

/// An unconfirmed meeting may have been held, and ends the row.
fn cascade<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let no_entry = SlotOutcome::Missed(Reason::NoEntry);
    let fell_out = |slot: &&Slot| slot.outcome == SlotOutcome::Cancelled || slot.outcome == no_entry;
    let run: Vec<&Slot> = over(observed).take_while(fell_out).collect();
    let without = run.iter().filter(|slot| slot.outcome == no_entry).count();
    let finding = Finding::CancellationCascade {
        cancelled: run.len() - without,
        no_entry: without,
        last_held: observed.held_dates.last().copied(),
    };
    (!run.is_empty() && run.len() >= thresholds.cascade_slots).then(|| Signal::new(finding, entries(run.into_iter())))
}

fn reschedule_habit<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let last: Vec<&Slot> = expected(observed).take(thresholds.reschedule_slots).collect();
    let is_moved = |slot: &&&Slot| matches!(slot.outcome, SlotOutcome::Moved | SlotOutcome::Missed(Reason::Postponed));
    let moved = last.iter().filter(is_moved).count();
    let of = last.len();
    (of > 0 && of == thresholds.reschedule_slots && 2 * moved >= of).then(|| {
        let slots = last.iter().filter(is_moved).copied();
        Signal::new(Finding::RescheduleHabit { moved, of }, entries(slots))
    })
}

fn ghost<'h>(observed: &Observed<'h>) -> Option<Signal<'h>> {
    // The next slot counts already where it was held early, but has not passed.
    let newest = over(observed).find(|slot| slot.date <= observed.history.today)?;
    (newest.outcome == SlotOutcome::Missed(Reason::Ghost))
        .then(|| Signal::new(Finding::GhostMeeting { slot: newest.date }, entries(std::iter::once(newest))))
}

/// A meeting that was moved to today or later is not overdue.
fn overdue<'h>(observed: &Observed<'h>) -> Option<Signal<'h>> {
    let today = observed.history.today;
    let is_to_come = |slot: &Slot| {
        let meeting = slot.entry.map(|index| &observed.history.meetings[index]);
        meeting.is_some_and(|meeting| meeting.outcome == Outcome::Planned && meeting.date >= today)
    };
    let mut slots = observed.slots.counted.iter();
    let slot = slots.find(|slot| slot.outcome == SlotOutcome::Pending && slot.date < today && !is_to_come(slot))?;
    Some(Signal::new(Finding::MeetingOverdue { slot: slot.date }, entries(std::iter::once(slot))))
}

fn unconfirmed<'h>(observed: &Observed<'h>) -> Option<Signal<'h>> {
    let unconfirmed: Vec<_> = to_confirm(observed.history).collect();
    let dates = unconfirmed.iter().map(|(_, meeting)| meeting.date).collect();
    let evidence = unconfirmed.iter().map(|(index, _)| Evidence::entry(*index));
    (!unconfirmed.is_empty()).then(|| Signal::new(Finding::UnconfirmedMeetings { dates }, evidence))
}

fn undocumented<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let last = observed.last_held(thresholds.undocumented_meetings);
    let without: Vec<usize> = last.iter().filter(|(_, m)| !m.human).map(|(index, _)| *index).collect();
    let finding = Finding::UndocumentedMeetings { undocumented: without.len(), of: last.len() };
    (!without.is_empty() && without.len() >= thresholds.undocumented)
        .then(|| Signal::new(finding, without.into_iter().map(Evidence::entry)))
}
