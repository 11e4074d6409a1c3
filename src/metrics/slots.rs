//! What became of every slot (`docs/metrics.md`).
//!
//! 1. Every entry of the pair's kind has a planned date, and belongs to the nearest slot within half a gap.
//! 2. Of the held entries of a slot the nearest decides it.
//! 3. Each held entry left over fills the nearest slot without one, within a whole gap; else it is extra.
//! 4. A slot without a held entry has the outcome of its other entries, or is pending while its window is open.

use chrono::NaiveDate;

use crate::history::{History, Meeting};
use crate::model::entry::Outcome;

/// What became of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotOutcome {
    /// Held on its own date.
    OnTime,
    /// Held on another date.
    Moved,
    /// Called off.
    Cancelled,
    /// Not held, for that reason.
    Missed(Reason),
    /// Prepared, and nobody said whether it took place.
    Unconfirmed,
    /// Inside an `away` range.
    Excused,
    /// Its window is still open.
    Pending,
}

/// Why a slot is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Somebody said so.
    Missed,
    /// Its meeting is still planned for a later day.
    Postponed,
    /// Its entry is an untouched template.
    Ghost,
    /// There is no entry.
    NoEntry,
}

impl SlotOutcome {
    /// The name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Missed(_) => "missed",
            Self::Unconfirmed => "unconfirmed",
            Self::Excused => "excused",
            Self::Pending => "pending",
        }
    }

    /// The reason's name in the report.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Missed(Reason::Missed) => Some("missed"),
            Self::Missed(Reason::Postponed) => Some("postponed"),
            Self::Missed(Reason::Ghost) => Some("ghost"),
            Self::Missed(Reason::NoEntry) => Some("no_entry"),
            _ => None,
        }
    }

    /// Whether the slot's meeting was held.
    pub fn is_held(self) -> bool {
        matches!(self, Self::OnTime | Self::Moved)
    }

    /// Whether the slot was expected to be held: it counts below the line of the adherence.
    pub fn is_expected(self) -> bool {
        matches!(self, Self::OnTime | Self::Moved | Self::Cancelled | Self::Missed(_))
    }
}

/// A slot that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The slot's date.
    pub date: NaiveDate,
    /// What became of it.
    pub outcome: SlotOutcome,
    /// The entry that decided, as an index of the history's meetings.
    pub entry: Option<usize>,
}

/// All slots that count, and what fills none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots {
    /// The slots on or before today, and the next one where it was held early.
    pub counted: Vec<Slot>,
    /// Held entries that fill no slot.
    pub extra: Vec<usize>,
    /// The first slot after today that is not excused and on which no entry was held or cancelled.
    pub next_free: Option<NaiveDate>,
    /// The same, of which no entry is planned either.
    pub next_unplanned: Option<NaiveDate>,
}

impl Slots {
    /// Works out the slots of a history.
    pub fn new(history: &History) -> Self {
        let today = history.today;
        let ahead = history.own().filter(|(_, m)| m.date.max(m.entry.scheduled.unwrap_or(m.date)) > today).count();
        let grid = Grid::new(history, history.pair.slots(today, ahead + 5));
        let belonging = grid.belonging(history);
        let (decided, extra) = grid.decide(history, &belonging);
        Self {
            counted: grid.counted(history, &belonging, &decided),
            extra,
            next_free: grid.next_without(history, &belonging, &decided, |m| {
                matches!(m.outcome, Outcome::Held | Outcome::Cancelled)
            }),
            next_unplanned: grid.next_without(history, &belonging, &decided, |m| {
                matches!(m.outcome, Outcome::Held | Outcome::Cancelled | Outcome::Planned)
            }),
        }
    }
}

/// The dates of the whole cadence and what is known of each.
struct Grid {
    dates: Vec<NaiveDate>,
    excused: Vec<bool>,
    /// How many lie on or before today.
    past: usize,
}

impl Grid {
    fn new(history: &History, dates: Vec<NaiveDate>) -> Self {
        let excused = dates.iter().map(|date| history.pair.is_away(*date)).collect();
        let past = dates.partition_point(|date| *date <= history.today);
        Self { dates, excused, past }
    }

    /// Slots that entries can belong to: those on or before today and the next two.
    fn open_to_entries(&self) -> usize {
        (self.past + 2).min(self.dates.len())
    }

    fn gap_before(&self, index: usize) -> Option<i64> {
        index.checked_sub(1).map(|before| (self.dates[index] - self.dates[before]).num_days())
    }

    fn gap_after(&self, index: usize) -> Option<i64> {
        self.dates.get(index + 1).map(|after| (*after - self.dates[index]).num_days())
    }

    /// The days to the neighbour on the side of `day`; without one, to the one on the other side; alone, 14.
    fn gap_towards(&self, index: usize, day: NaiveDate) -> i64 {
        let (before, after) = (self.gap_before(index), self.gap_after(index));
        let gap = if day < self.dates[index] { before.or(after) } else { after.or(before) };
        gap.unwrap_or(14)
    }

    fn nearest(&self, day: NaiveDate, among: impl Iterator<Item = usize>) -> Option<usize> {
        among.min_by_key(|index| ((self.dates[*index] - day).num_days().abs(), *index))
    }

    /// For every slot the entries that belong to it, in order.
    fn belonging(&self, history: &History) -> Vec<Vec<usize>> {
        let mut entries = vec![Vec::new(); self.dates.len()];
        for (index, meeting) in history.own() {
            let planned = self.planned_date(meeting);
            let Some(slot) = self.nearest(planned, self.around(planned, self.open_to_entries())) else { continue };
            let distance = (planned - self.dates[slot]).num_days().abs();
            if 2 * distance <= self.gap_towards(slot, planned) {
                entries[slot].push(index);
            }
        }
        entries
    }

    /// The slots next to a day, below `limit`: the nearest is among them.
    fn around(&self, day: NaiveDate, limit: usize) -> std::ops::Range<usize> {
        let after = self.dates[..limit].partition_point(|date| *date < day);
        after.saturating_sub(1)..(after + 1).min(limit)
    }

    /// `scheduled`, else the date; a meeting held on or after the next slot that follows `scheduled` is that later one.
    fn planned_date(&self, meeting: &Meeting) -> NaiveDate {
        let Some(scheduled) = meeting.entry.scheduled else { return meeting.date };
        let first_after = self.dates.partition_point(|date| *date <= scheduled);
        let next = (first_after..self.dates.len()).find(|index| !self.excused[*index]).map(|index| self.dates[index]);
        let is_later_one = meeting.outcome == Outcome::Held && next.is_some_and(|next| meeting.date >= next);
        if is_later_one { meeting.date } else { scheduled }
    }

    /// For every slot the held entry that decides it, and the held entries that decide none.
    fn decide(&self, history: &History, belonging: &[Vec<usize>]) -> (Vec<Option<usize>>, Vec<usize>) {
        let held = |index: &usize| history.meetings[*index].outcome == Outcome::Held;
        let distance = |slot: usize, index: &usize| (history.meetings[*index].date - self.dates[slot]).num_days().abs();
        let mut decided: Vec<Option<usize>> = (0..self.dates.len())
            .map(|slot| {
                let entries = belonging[slot].iter().copied().filter(|_| !self.excused[slot]).filter(held);
                entries.min_by_key(|index| (distance(slot, index), *index))
            })
            .collect();
        let deciding: std::collections::HashSet<usize> = decided.iter().flatten().copied().collect();
        let mut extra = Vec::new();
        for (index, meeting) in history.held().filter(|(index, _)| !deciding.contains(index)) {
            let free = (0..self.open_to_entries()).filter(|slot| {
                let away = (meeting.date - self.dates[*slot]).num_days().abs();
                decided[*slot].is_none() && !self.excused[*slot] && away <= self.gap_towards(*slot, meeting.date)
            });
            match self.nearest(meeting.date, free) {
                Some(slot) => decided[slot] = Some(index),
                None => extra.push(index),
            }
        }
        (decided, extra)
    }

    fn counted(&self, history: &History, belonging: &[Vec<usize>], decided: &[Option<usize>]) -> Vec<Slot> {
        let next = (self.past..self.dates.len()).find(|slot| !self.excused[*slot]);
        let early = next.filter(|slot| decided[*slot].is_some());
        (0..self.past).chain(early).map(|slot| self.judge(history, slot, &belonging[slot], decided[slot])).collect()
    }

    fn judge(&self, history: &History, slot: usize, entries: &[usize], decided: Option<usize>) -> Slot {
        let date = self.dates[slot];
        let of = |outcome: Outcome| entries.iter().copied().find(|index| history.meetings[*index].outcome == outcome);
        let (outcome, entry) = if self.excused[slot] {
            (SlotOutcome::Excused, None)
        } else if let Some(index) = decided {
            let on_time = history.meetings[index].date == date;
            (if on_time { SlotOutcome::OnTime } else { SlotOutcome::Moved }, Some(index))
        } else if let Some(index) = of(Outcome::Unconfirmed) {
            (SlotOutcome::Unconfirmed, Some(index))
        } else if let Some(index) = of(Outcome::Cancelled) {
            (SlotOutcome::Cancelled, Some(index))
        } else if let Some(index) = of(Outcome::Missed) {
            (SlotOutcome::Missed(Reason::Missed), Some(index))
        } else if history.today <= self.window_closes(slot) {
            (SlotOutcome::Pending, of(Outcome::Planned).or(of(Outcome::Ghost)))
        } else if let Some(index) = of(Outcome::Planned) {
            (SlotOutcome::Missed(Reason::Postponed), Some(index))
        } else if let Some(index) = of(Outcome::Ghost) {
            (SlotOutcome::Missed(Reason::Ghost), Some(index))
        } else {
            (SlotOutcome::Missed(Reason::NoEntry), None)
        };
        Slot { date, outcome, entry }
    }

    /// The last day on which the slot's meeting can still be held: half a gap after it.
    fn window_closes(&self, slot: usize) -> NaiveDate {
        let gap = self.gap_after(slot).or(self.gap_before(slot)).unwrap_or(14);
        self.dates[slot] + chrono::TimeDelta::days(gap / 2)
    }

    /// The first slot after today that is not excused and on which no entry `is_taken`.
    fn next_without(
        &self,
        history: &History,
        belonging: &[Vec<usize>],
        decided: &[Option<usize>],
        is_taken: impl Fn(&Meeting) -> bool,
    ) -> Option<NaiveDate> {
        let takes = |index: &usize| is_taken(&history.meetings[*index]);
        let on =
            |date: NaiveDate| history.own().any(|(index, meeting)| takes(&index) && self.planned_date(meeting) == date);
        let is_free = |slot: &usize| {
            let taken = decided[*slot].is_some() || belonging[*slot].iter().any(takes) || on(self.dates[*slot]);
            !self.excused[*slot] && !taken
        };
        (self.past..self.dates.len()).find(is_free).map(|slot| self.dates[slot])
    }
}
