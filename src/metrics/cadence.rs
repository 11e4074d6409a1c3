//! Figures of the cadence (`docs/metrics.md`): `adherence = (on_time + moved) / expected`, the gaps, the runs and what is due
//! next.

use chrono::NaiveDate;

use super::scope::Scope;
use super::slots::{Slot, SlotOutcome, Slots};
use super::statistics::ratio;
use crate::model::entry::Outcome;

/// The days between two held meetings, or from the last one to today (to the end, where the pair has ended).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The day of the meeting before.
    pub from: NaiveDate,
    /// The day of the meeting after, or the last day.
    pub to: NaiveDate,
    /// The days that were not away.
    pub days: i64,
    /// The days that were.
    pub away: i64,
    /// Whether it ends with no meeting.
    pub is_open: bool,
}

/// The next meeting, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextDue {
    /// The day of a planned entry, which is this one of the history's meetings.
    Planned(NaiveDate, usize),
    /// The oldest slot that is pending.
    Pending(NaiveDate),
    /// The first slot to come that is free.
    Slot(NaiveDate),
}

impl NextDue {
    /// The day.
    pub fn date(self) -> NaiveDate {
        match self {
            Self::Planned(date, _) | Self::Pending(date) | Self::Slot(date) => date,
        }
    }
}

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
    /// Held entries that fill no slot, as indices of the history's meetings.
    pub extra: Vec<usize>,
    /// The spans without a meeting, oldest first.
    pub spans: Vec<Span>,
    /// Days since the last meeting.
    pub days_since_last: Option<i64>,
    /// The day of the next meeting.
    pub next: Option<NextDue>,
    /// The slots that count.
    pub slots: Vec<Slot>,
}

impl Cadence {
    /// Works out the figures.
    pub fn new(scope: &Scope<'_>, slots: &Slots) -> Self {
        let kept: Vec<Slot> = slots.counted.iter().filter(|slot| scope.counts(slot.date)).cloned().collect();
        let count = |is: fn(SlotOutcome) -> bool| kept.iter().filter(|slot| is(slot.outcome)).count() as u64;
        let extra = slots.extra.iter().copied().filter(|index| scope.counts(scope.history.meetings[*index].date));
        let held = scope.held_dates();
        Self {
            on_time: count(|outcome| outcome == SlotOutcome::OnTime),
            moved: count(|outcome| outcome == SlotOutcome::Moved),
            cancelled: count(|outcome| outcome == SlotOutcome::Cancelled),
            missed: count(|outcome| matches!(outcome, SlotOutcome::Missed(_))),
            unconfirmed: count(|outcome| outcome == SlotOutcome::Unconfirmed),
            excused: count(|outcome| outcome == SlotOutcome::Excused),
            pending: count(|outcome| outcome == SlotOutcome::Pending),
            extra: extra.collect(),
            spans: spans(scope, &held),
            days_since_last: days_since_last(scope, &held),
            next: next_due(scope, slots),
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

    /// The longest span without a meeting, in days that were not away.
    pub fn longest_gap_days(&self) -> Option<i64> {
        self.spans.iter().map(|span| span.days).max()
    }

    /// The newest slots in a row that were held, newest first; what counts neither way is passed over.
    pub fn streak(&self) -> Vec<&Slot> {
        let expected = self.slots.iter().rev().filter(|slot| slot.outcome.is_expected());
        expected.take_while(|slot| slot.outcome.is_held()).collect()
    }

    /// The longest row of slots that were not, the newest of such rows; what counts neither way is passed over.
    pub fn worst_run(&self) -> Vec<&Slot> {
        let expected: Vec<&Slot> = self.slots.iter().filter(|slot| slot.outcome.is_expected()).collect();
        let runs = expected.split(|slot| slot.outcome.is_held());
        runs.max_by_key(|run| run.len()).unwrap_or_default().to_vec()
    }

    /// The day of the next meeting.
    pub fn next_due(&self) -> Option<NaiveDate> {
        self.next.map(NextDue::date)
    }
}

fn spans(scope: &Scope<'_>, held: &[NaiveDate]) -> Vec<Span> {
    let Some(last) = held.last() else { return Vec::new() };
    let end = scope.history.pair.ended.map_or(scope.today(), |ended| ended.min(scope.today()));
    let between = held.windows(2).map(|pair| (pair[0], pair[1], false));
    let span = |(from, to, is_open): (NaiveDate, NaiveDate, bool)| {
        let days = days_not_away(scope, from, to);
        Span { from, to, days, away: (to - from).num_days().max(0) - days, is_open }
    };
    between.chain([(*last, end, true)]).map(span).collect()
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

fn next_due(scope: &Scope<'_>, slots: &Slots) -> Option<NextDue> {
    if scope.history.pair.ended.is_some_and(|ended| scope.today() > ended) {
        return None;
    }
    let planned = scope.history.own().filter(|(_, m)| m.outcome == Outcome::Planned && m.date >= scope.today());
    let pending = slots.counted.iter().find(|slot| slot.outcome == SlotOutcome::Pending);
    let first = planned.min_by_key(|(_, m)| m.date).map(|(index, m)| NextDue::Planned(m.date, index));
    first.or(pending.map(|slot| NextDue::Pending(slot.date))).or(slots.next_free.map(NextDue::Slot))
}
