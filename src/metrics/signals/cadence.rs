//! Signals of the cadence: meetings that do not take place, or of which nobody knows.

use super::Observed;
use super::examined::{Check, Examined, Limit, Looked, Seen};
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;
use crate::metrics::meetings::to_confirm;
use crate::metrics::slots::{Reason, Slot, SlotOutcome};
use crate::model::entry::Outcome;

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Examined<'h>> {
    vec![
        cascade(observed, thresholds),
        reschedule_habit(observed, thresholds),
        ghost(observed),
        overdue(observed),
        unconfirmed(observed),
        undocumented(observed, thresholds),
    ]
}

fn entries<'s>(slots: impl Iterator<Item = &'s Slot>) -> impl Iterator<Item = Evidence> {
    slots.filter_map(|slot| slot.entry).map(Evidence::entry)
}

fn seen<'h>(slot: &Slot, speaks_for_it: bool) -> Seen<'h> {
    Seen::new(Looked::Slot(slot.clone()), speaks_for_it)
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
fn cascade<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let no_entry = SlotOutcome::Missed(Reason::NoEntry);
    let fell_out = |slot: &&Slot| slot.outcome == SlotOutcome::Cancelled || slot.outcome == no_entry;
    let run: Vec<&Slot> = over(observed).take_while(fell_out).collect();
    let ends = over(observed).nth(run.len());
    let without = run.iter().filter(|slot| slot.outcome == no_entry).count();
    let looked_at = run.iter().map(|slot| seen(slot, true)).chain(ends.map(|slot| seen(slot, false)));
    let checks = vec![Check::count("slots_in_a_row", run.len(), thresholds.cascade_slots)];
    Examined::new("cancellation-cascade", vec![checks], looked_at.collect(), || {
        let finding = Finding::CancellationCascade {
            cancelled: run.len() - without,
            no_entry: without,
            last_held: observed.held_dates.last().copied(),
        };
        Some(Signal::new(finding, entries(run.iter().copied())))
    })
}

fn reschedule_habit<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let needed = thresholds.reschedule_slots;
    let last: Vec<&Slot> = expected(observed).take(needed).collect();
    let is_moved = |slot: &Slot| matches!(slot.outcome, SlotOutcome::Moved | SlotOutcome::Missed(Reason::Postponed));
    let moved: Vec<&Slot> = last.iter().copied().filter(|slot| is_moved(slot)).collect();
    let half = Limit::AtLeast(needed as f64 / 2.0);
    let checks = vec![
        Check::count("slots_looked_at", last.len(), needed),
        Check { name: "slots_moved", value: Some(moved.len() as f64), limit: half },
    ];
    let looked_at = last.iter().map(|slot| seen(slot, is_moved(slot))).collect();
    Examined::new("reschedule-habit", vec![checks], looked_at, || {
        let finding = Finding::RescheduleHabit { moved: moved.len(), of: last.len() };
        Some(Signal::new(finding, entries(moved.iter().copied())))
    })
}

fn ghost<'h>(observed: &Observed<'h>) -> Examined<'h> {
    // The next slot counts already where it was held early, but has not passed.
    let newest = over(observed).find(|slot| slot.date <= observed.history.today);
    let ghost = newest.filter(|slot| slot.outcome == SlotOutcome::Missed(Reason::Ghost));
    let checks = vec![Check::count("newest_slot_untouched", usize::from(ghost.is_some()), 1)];
    let looked_at = newest.map(|slot| seen(slot, ghost.is_some())).into_iter().collect();
    Examined::new("ghost-meeting", vec![checks], looked_at, || {
        ghost.map(|slot| Signal::new(Finding::GhostMeeting { slot: slot.date }, entries(std::iter::once(slot))))
    })
}

/// A meeting that was moved to today or later is not overdue.
fn overdue<'h>(observed: &Observed<'h>) -> Examined<'h> {
    let today = observed.history.today;
    let is_to_come = |slot: &Slot| {
        let meeting = slot.entry.map(|index| &observed.history.meetings[index]);
        meeting.is_some_and(|meeting| meeting.outcome == Outcome::Planned && meeting.date >= today)
    };
    let slots = observed.slots.counted.iter();
    let pending: Vec<&Slot> = slots.filter(|slot| slot.outcome == SlotOutcome::Pending && slot.date < today).collect();
    let overdue: Vec<&Slot> = pending.iter().copied().filter(|slot| !is_to_come(slot)).collect();
    let checks = vec![Check::count("slots_overdue", overdue.len(), 1)];
    let looked_at = pending.iter().map(|slot| seen(slot, !is_to_come(slot))).collect();
    Examined::new("meeting-overdue", vec![checks], looked_at, || {
        let slot = overdue.first()?;
        Some(Signal::new(Finding::MeetingOverdue { slot: slot.date }, entries(std::iter::once(*slot))))
    })
}

fn unconfirmed<'h>(observed: &Observed<'h>) -> Examined<'h> {
    let unconfirmed: Vec<_> = to_confirm(observed.history).collect();
    let checks = vec![Check::count("meetings_unconfirmed", unconfirmed.len(), 1)];
    let looked_at = unconfirmed.iter().map(|(index, _)| Seen::new(Looked::Meeting(*index), true)).collect();
    Examined::new("unconfirmed-meetings", vec![checks], looked_at, || {
        let dates = unconfirmed.iter().map(|(_, meeting)| meeting.date).collect();
        let evidence = unconfirmed.iter().map(|(index, _)| Evidence::entry(*index));
        Some(Signal::new(Finding::UnconfirmedMeetings { dates }, evidence))
    })
}

fn undocumented<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let last = observed.last_held(thresholds.undocumented_meetings);
    let without: Vec<usize> = last.iter().filter(|(_, m)| !m.human).map(|(index, _)| *index).collect();
    let checks = vec![Check::count("meetings_without_notes", without.len(), thresholds.undocumented)];
    let looked_at = last.iter().map(|(index, m)| Seen::new(Looked::Meeting(*index), !m.human)).collect();
    Examined::new("undocumented-meetings", vec![checks], looked_at, || {
        let finding = Finding::UndocumentedMeetings { undocumented: without.len(), of: last.len() };
        Some(Signal::new(finding, without.iter().copied().map(Evidence::entry)))
    })
}
