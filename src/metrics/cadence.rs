//! Figures of the cadence (`docs/metrics.md`): `adherence = (on_time + moved) / expected`, the gaps, the runs and what is due
//! next.

use chrono::NaiveDate;

use super::scope::Scope;
use super::slots::{Slot, SlotOutcome, Slots};
use super::statistics::ratio;
use crate::model::entry::Outcome;

/// Figures of the cadence. Counts are of slots.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cadence {
    /// Held on the slot's date.
    pub on_time: u64,
    /// Held on another date.
    pub moved: u64,
    /// Called off.
    pub cancelled: u64,
    /// Not held.
    pub missed: u64,
    /// Nobody said.
    pub unconfirmed: u64,
    /// Away.
    pub excused: u64,
    /// Still open.
    pub pending: u64,
    /// Held entries that fill no slot.
    pub extra: u64,
    /// The longest span without a meeting, in days that were not away.
    pub longest_gap_days: Option<i64>,
    /// Days since the last meeting.
    pub days_since_last: Option<i64>,
    /// The newest slots in a row that were held.
    pub streak: u64,
    /// The longest row of slots that were not.
    pub worst_run: u64,
    /// The day of the next meeting.
    pub next_due: Option<NaiveDate>,
    /// The slots that count.
    pub slots: Vec<Slot>,
}

impl Cadence {
    /// Works out the figures.
    pub fn new(scope: &Scope<'_>, slots: &Slots) -> Self {
        let kept: Vec<Slot> = slots.counted.iter().filter(|slot| scope.counts(slot.date)).cloned().collect();
        let count = |is: fn(SlotOutcome) -> bool| kept.iter().filter(|slot| is(slot.outcome)).count() as u64;
        let extra = slots.extra.iter().filter(|index| scope.counts(scope.history.meetings[**index].date)).count();
        let held = scope.held_dates();
        Self {
            on_time: count(|outcome| outcome == SlotOutcome::OnTime),
            moved: count(|outcome| outcome == SlotOutcome::Moved),
            cancelled: count(|outcome| outcome == SlotOutcome::Cancelled),
            missed: count(|outcome| matches!(outcome, SlotOutcome::Missed(_))),
            unconfirmed: count(|outcome| outcome == SlotOutcome::Unconfirmed),
            excused: count(|outcome| outcome == SlotOutcome::Excused),
            pending: count(|outcome| outcome == SlotOutcome::Pending),
            extra: extra as u64,
            longest_gap_days: longest_gap(scope, &held),
            days_since_last: days_since_last(scope, &held),
            streak: streak(&kept),
            worst_run: worst_run(&kept),
            next_due: next_due(scope, slots),
            slots: kept,
        }
    }

    /// Slots that were expected to be held.
    pub fn expected(&self) -> u64 {
        self.on_time + self.moved + self.cancelled + self.missed
    }

    /// The share of the expected slots that were held.
    pub fn adherence(&self) -> Option<f64> {
        ratio(self.on_time + self.moved, self.expected())
    }

    /// The share of the held slots that were moved.
    pub fn moved_rate(&self) -> Option<f64> {
        ratio(self.moved, self.on_time + self.moved)
    }
}

/// The newest slots in a row that were held; what counts neither way is passed over.
fn streak(slots: &[Slot]) -> u64 {
    let expected = slots.iter().rev().filter(|slot| slot.outcome.is_expected());
    expected.take_while(|slot| slot.outcome.is_held()).count() as u64
}

fn worst_run(slots: &[Slot]) -> u64 {
    let mut worst = 0;
    let mut run = 0;
    for slot in slots.iter().filter(|slot| slot.outcome.is_expected()) {
        run = if slot.outcome.is_held() { 0 } else { run + 1 };
        worst = worst.max(run);
    }
    worst
}

fn longest_gap(scope: &Scope<'_>, held: &[NaiveDate]) -> Option<i64> {
    let last = *held.last()?;
    let end = scope.history.pair.ended.map_or(scope.today(), |ended| ended.min(scope.today()));
    let between = held.windows(2).map(|pair| (pair[0], pair[1]));
    between.chain([(last, end)]).map(|(from, to)| days_not_away(scope, from, to)).max()
}

/// The days `d` with `from < d <= to` that lie in no `away` range.
fn days_not_away(scope: &Scope<'_>, from: NaiveDate, to: NaiveDate) -> i64 {
    let days = (to - from).num_days();
    if scope.history.pair.away.iter().all(|away| away.to <= from || away.from > to) {
        return days.max(0);
    }
    from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| !scope.history.pair.is_away(*day)).count() as i64
}

fn days_since_last(scope: &Scope<'_>, held: &[NaiveDate]) -> Option<i64> {
    let has_ended = scope.history.pair.ended.is_some_and(|ended| scope.today() > ended);
    held.last().filter(|_| !has_ended).map(|last| (scope.today() - *last).num_days())
}

fn next_due(scope: &Scope<'_>, slots: &Slots) -> Option<NaiveDate> {
    if scope.history.pair.ended.is_some_and(|ended| scope.today() > ended) {
        return None;
    }
    let planned = scope.history.own().filter(|(_, m)| m.outcome == Outcome::Planned && m.date >= scope.today());
    let pending = slots.counted.iter().find(|slot| slot.outcome == SlotOutcome::Pending);
    planned.map(|(_, m)| m.date).min().or(pending.map(|slot| slot.date)).or(slots.next_free)
}
