//! Which entry a verb is about.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::history::{History, Meeting};
use crate::metrics::cadence::Cadence;
use crate::metrics::scope::Scope;
use crate::metrics::slots::{SlotOutcome, Slots};
use crate::model::entry::{EntryName, Outcome, Status};

/// The entry of the next meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextEntry {
    /// It is there, as an index of the history's meetings.
    Existing(usize),
    /// It has to be made.
    New(NewEntry),
}

/// An entry to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The file's name.
    pub file: String,
    /// The meeting's date.
    pub date: NaiveDate,
    /// The slot's date, where it is another.
    pub scheduled: Option<NaiveDate>,
}

impl NewEntry {
    /// An entry made for that date: the first free name.
    pub fn on(history: &History, date: NaiveDate) -> Self {
        let taken: HashSet<&str> = history
            .meetings
            .iter()
            .map(|meeting| &meeting.entry)
            .chain(&history.undated)
            .map(|entry| entry.name.file.as_str())
            .collect();
        let free = (1..).map(|ordinal| EntryName::of(date, ordinal)).find(|name| !taken.contains(name.as_str()));
        Self { file: free.unwrap_or_else(|| EntryName::of(date, 1)), date, scheduled: None }
    }
}

/// The entry of the next meeting: the first planned one from today on, else that of a slot whose window is still open,
/// else one to be made for the next slot. `None` where no slot is to come.
pub fn next_entry(history: &History) -> Option<NextEntry> {
    let slots = Slots::new(history);
    if let Some(index) = planned(history) {
        // An entry planned further ahead does not stand for the slots before it.
        let earlier = slots.next_unplanned.filter(|slot| *slot < history.meetings[index].date);
        return Some(earlier.map_or(NextEntry::Existing(index), |slot| NextEntry::New(NewEntry::on(history, slot))));
    }
    let pending = slots.counted.iter().find(|slot| slot.outcome == SlotOutcome::Pending);
    if let Some(index) = pending.and_then(|slot| slot.entry) {
        return Some(NextEntry::Existing(index));
    }
    let next = Cadence::new(&Scope { history, since: None }, &slots).next_due()?;
    let date = next.max(history.today);
    let scheduled = (date != next).then_some(next);
    Some(NextEntry::New(NewEntry { scheduled, ..NewEntry::on(history, date) }))
}

/// The day of the next meeting: its entry's, else its slot's.
pub fn next_date(history: &History) -> Option<NaiveDate> {
    next_entry(history).map(|next| match next {
        NextEntry::Existing(index) => history.meetings[index].date,
        NextEntry::New(new) => new.scheduled.unwrap_or(new.date),
    })
}

/// Where a note goes: into today's entry, unless it is closed (what comes to mind after a meeting is for the next one),
/// else into the next one.
pub fn entry_for_note(history: &History) -> Option<NextEntry> {
    let is_closed = |index: &usize| history.meetings[*index].entry.status == Some(Status::Held);
    today(history).filter(|index| !is_closed(index)).map(NextEntry::Existing).or_else(|| next_entry(history))
}

/// Whether a history of the entries from today on alone tells where a note goes, and so as all of them would: earlier
/// entries decide which slot is next, and which of two entries of today is still to be held, but nothing else of it.
pub fn tells_entry_for_note(from_today: &History) -> bool {
    let is_here = |m: &Meeting| m.date == from_today.today && matches!(m.outcome, Outcome::Planned | Outcome::Held);
    match from_today.own().filter(|(_, m)| is_here(m)).count() {
        0 | 1 => {
            planned(from_today).is_some()
                && entry_for_note(from_today).is_some_and(|next| matches!(next, NextEntry::Existing(_)))
        }
        _ => false,
    }
}

/// The first entry from today on that nobody closed. One of today in which somebody wrote without saying how it stands
/// counts as held in the figures, and is still the one to prepare and to close.
fn planned(history: &History) -> Option<usize> {
    let is_open = |m: &Meeting| m.outcome == Outcome::Planned || is_unsaid(m, history.today);
    let is_next = |m: &Meeting| is_open(m) && m.date >= history.today;
    history.own().find(|(_, meeting)| is_next(meeting)).map(|(index, _)| index)
}

/// Whether it is an entry of today of which nobody said how it stands, as people leave it who type in a browser.
fn is_unsaid(meeting: &Meeting, today: NaiveDate) -> bool {
    meeting.date == today && meeting.outcome == Outcome::Held && meeting.entry.status.is_none()
}

/// Today's entry: a planned one before one that was held.
pub fn today(history: &History) -> Option<usize> {
    let of_today = |outcome: Outcome| {
        let on_day = history.own().filter(|(_, m)| m.date == history.today && m.outcome == outcome);
        on_day.last().map(|(index, _)| index)
    };
    of_today(Outcome::Planned).or_else(|| of_today(Outcome::Held))
}

/// The entry that `close` is about: today's, else the newest past one that nobody closed, else the next planned one.
pub fn entry_to_close(history: &History) -> Option<usize> {
    let open = |m: &Meeting| m.entry.status != Some(Status::Held);
    let is_open =
        |m: &Meeting| matches!(m.outcome, Outcome::Planned | Outcome::Unconfirmed | Outcome::Ghost | Outcome::Held);
    let of_today = history.own().filter(|(_, m)| m.date == history.today && is_open(m) && open(m)).last();
    let newest_held = history.held().filter(|(_, m)| m.entry.status.is_some()).last().map(|(_, m)| m.date);
    let past = history
        .own()
        .filter(|(_, m)| m.date < history.today && is_open(m) && open(m))
        .filter(|(_, m)| newest_held.is_none_or(|held| m.date > held))
        .last();
    of_today.or(past).map(|(index, _)| index).or_else(|| planned(history)).or_else(|| today(history))
}

/// Past meetings to ask about, newest first: those that were prepared and of which nobody said whether they took place,
/// and of the last [`ASKED_DAYS`] also those whose entry was never filled in.
pub fn to_ask_about(history: &History) -> Vec<usize> {
    let is_recent = |m: &Meeting| (history.today - m.date).num_days() <= ASKED_DAYS;
    let is_unknown = |m: &Meeting| m.outcome == Outcome::Unconfirmed || (m.outcome == Outcome::Ghost && is_recent(m));
    let mut indices: Vec<usize> =
        history.own().filter(|(_, m)| m.date < history.today && is_unknown(m)).map(|(index, _)| index).collect();
    indices.reverse();
    indices
}

/// How long an entry that was never filled in is asked about, in days.
pub const ASKED_DAYS: i64 = 28;

/// Meetings that were prepared and of which nobody said whether they took place, newest first.
pub fn unconfirmed(history: &History) -> Vec<usize> {
    let mut indices: Vec<usize> =
        history.own().filter(|(_, m)| m.outcome == Outcome::Unconfirmed).map(|(index, _)| index).collect();
    indices.reverse();
    indices
}
