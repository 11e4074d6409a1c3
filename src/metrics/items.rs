//! Figures of action items, blockers and commitments (`docs/metrics.md`).

use chrono::NaiveDate;

use super::scope::{Scope, count_between, first_after, first_on_or_after};
use super::statistics::{median, ratio};
use crate::history::{Item, ItemState, Origin};
use crate::model::item::Kind;
use crate::model::pair::Role;
use crate::model::section::Section;

/// Figures of the action items.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ActionItems<'h> {
    /// Every action item, and what it adds to the figures.
    pub all: Vec<ActionItem<'h>>,
    /// Open ones.
    pub open: u64,
    /// Open ones that were due before today.
    pub overdue: u64,
    /// Done ones.
    pub done: u64,
    /// Dropped ones.
    pub dropped: u64,
    /// Imported ones, open and too old to be carried.
    pub unresolved: u64,
    /// The median age of the open ones, in days.
    pub median_age_days: Option<f64>,
    /// The share that was done by the next meeting.
    pub done_by_next: Option<f64>,
}

/// One action item, and what it adds to the figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActionItem<'h> {
    /// The item.
    pub item: &'h Item,
    /// Whether it is imported, never ticked and too old to be carried: then it is in no figure but that one.
    pub unresolved: bool,
    /// Days since it was created.
    pub age_days: Option<i64>,
    /// Days past its due date, where it is open and that is over.
    pub overdue_days: Option<i64>,
    /// Whether it was done by the next meeting.
    pub by_next: ByNext,
}

impl ActionItem<'_> {
    /// Whether it is one of the open ones.
    pub fn is_open(&self) -> bool {
        !self.unresolved && self.item.state.is_open()
    }

    /// Whether it is one of the done ones.
    pub fn is_done(&self) -> bool {
        matches!(self.item.state, ItemState::Done(_))
    }

    /// Whether it is one of the dropped ones.
    pub fn is_dropped(&self) -> bool {
        matches!(self.item.state, ItemState::Dropped(_))
    }
}

/// Whether an item that was created in a held meeting was done by the next one, of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByNext {
    /// It was.
    Done(NaiveDate),
    /// It was not.
    NotDone(NaiveDate),
    /// It was dropped by then, and does not count.
    Dropped(NaiveDate),
    /// There was no meeting after the one in which it was created, and it does not count yet.
    NoNext,
    /// It was not created on a day with a held meeting, and does not count.
    NotInMeeting,
    /// It is not resolved, and does not count.
    Unresolved,
}

impl ByNext {
    fn of(item: &Item, held: &[NaiveDate]) -> Self {
        let Some(created) = item.created.filter(|created| held.binary_search(created).is_ok()) else {
            return Self::NotInMeeting;
        };
        let Some(next) = first_after(held, created) else { return Self::NoNext };
        match item.state {
            ItemState::Dropped(Some(dropped)) if dropped <= next => Self::Dropped(next),
            ItemState::Done(Some(done)) if done <= next => Self::Done(next),
            _ => Self::NotDone(next),
        }
    }

    /// Whether it was done; `None` where it does not count.
    pub fn counts(self) -> Option<bool> {
        match self {
            Self::Done(_) => Some(true),
            Self::NotDone(_) => Some(false),
            _ => None,
        }
    }
}

/// An item as the figures see it.
#[derive(Debug, Clone, Copy)]
pub struct Viewed<'h> {
    /// The item.
    pub item: &'h Item,
    /// Whether it is imported, never ticked and too old to be carried: then it is in no figure but its own count.
    pub unresolved: bool,
}

/// Every item that an entry mentions, in order.
pub fn in_entries<'h>(scope: &Scope<'h>) -> Vec<Viewed<'h>> {
    let history = scope.history;
    let in_entry = |item: &&Item| item.mentions.iter().any(|mention| matches!(mention.origin, Origin::Entry(_)));
    let items = history.items.iter().filter(in_entry);
    items.map(|item| Viewed { item, unresolved: history.is_unresolved(item) }).collect()
}

/// The days since an item was created.
pub fn age_days(item: &Item, today: NaiveDate) -> Option<i64> {
    item.created.map(|created| (today - created).num_days())
}

/// The days past an open item's due date.
pub fn overdue_days(item: &Item, today: NaiveDate) -> Option<i64> {
    let late = (today - item.due?).num_days();
    (item.state.is_open() && late > 0).then_some(late)
}

/// The held meetings that an item has been carried through: held dates after the day it was created.
pub fn carried(item: &Item, held_dates: &[NaiveDate], today: NaiveDate) -> u64 {
    item.created.map_or(0, |created| count_between(held_dates, created, today))
}

impl<'h> ActionItems<'h> {
    /// Works out the figures.
    pub fn new(scope: &Scope<'h>, items: &[Viewed<'h>]) -> Self {
        // `--since` names what it leaves out, and action items are not among it.
        let held = Scope { history: scope.history, since: None }.held_dates();
        let one = |viewed: &Viewed<'h>| ActionItem {
            item: viewed.item,
            unresolved: viewed.unresolved,
            age_days: age_days(viewed.item, scope.today()),
            overdue_days: overdue_days(viewed.item, scope.today()),
            by_next: if viewed.unresolved { ByNext::Unresolved } else { ByNext::of(viewed.item, &held) },
        };
        let all: Vec<ActionItem<'h>> =
            items.iter().filter(|viewed| viewed.item.kind == Kind::ActionItem).map(one).collect();
        let count = |is: fn(&ActionItem<'h>) -> bool| all.iter().filter(|one| is(one)).count() as u64;
        let ages: Vec<f64> =
            all.iter().filter(|one| one.is_open()).filter_map(|one| one.age_days).map(|days| days as f64).collect();
        Self {
            open: count(ActionItem::is_open),
            overdue: count(|one| one.is_open() && one.overdue_days.is_some()),
            done: count(ActionItem::is_done),
            dropped: count(ActionItem::is_dropped),
            unresolved: count(|one| one.unresolved),
            median_age_days: median(&ages),
            done_by_next: ratio(
                count(|one| one.by_next.counts() == Some(true)),
                count(|one| one.by_next.counts().is_some()),
            ),
            all,
        }
    }
}

/// The blockers that are open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Blockers<'h> {
    /// They, and the days since each was created.
    pub open: Vec<(&'h Item, Option<i64>)>,
    /// The median of these days.
    pub median_age_days: Option<f64>,
}

impl<'h> Blockers<'h> {
    /// Works out the figures.
    pub fn new(scope: &Scope<'h>, items: &[Viewed<'h>]) -> Self {
        let is_open = |viewed: &&Viewed<'h>| viewed.item.kind == Kind::Blocker && viewed.item.state.is_open();
        let counts = items.iter().filter(is_open).filter(|viewed| !viewed.unresolved).map(|viewed| viewed.item);
        let open: Vec<(&Item, Option<i64>)> = counts.map(|item| (item, age_days(item, scope.today()))).collect();
        let ages: Vec<f64> = open.iter().filter_map(|(_, days)| *days).map(|days| days as f64).collect();
        Self { median_age_days: median(&ages), open }
    }
}

/// What one party said and did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SayDo<'h> {
    /// Every commitment of the party that was announced, and what became of it.
    pub all: Vec<(&'h Item, Delivery)>,
    /// Commitments that have fallen due.
    pub made: u64,
    /// Of those, the delivered ones.
    pub delivered: u64,
}

/// What became of a commitment that was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Done by the meeting of that day, on which it fell due.
    Delivered(NaiveDate),
    /// Not done by then.
    NotDelivered(NaiveDate),
    /// Dropped by then; it does not count.
    Dropped(NaiveDate),
    /// No meeting was held yet by which it falls due; it does not count yet.
    NotDue,
    /// It was not written on a day with a held meeting that counts, and does not count.
    NotInMeeting,
}

impl<'h> SayDo<'h> {
    /// Works out what a party said under look forward, and did.
    pub fn new(scope: &Scope<'_>, items: &[Viewed<'h>], role: Role) -> Self {
        let handle = scope.history.pair.party(role).handle.as_str();
        let held = scope.held_dates();
        let is_theirs = |viewed: &&Viewed<'h>| viewed.item.owners.iter().any(|owner| owner == handle);
        let counts = items.iter().filter(|viewed| !viewed.unresolved).filter(is_theirs).map(|viewed| viewed.item);
        let all: Vec<(&Item, Delivery)> =
            counts.filter_map(|item| Some((item, Delivery::of(item, &held, scope.today())?))).collect();
        let is_delivered = |delivery: &Delivery| delivery.counts() == Some(true);
        Self {
            made: all.iter().filter(|(_, delivery)| delivery.counts().is_some()).count() as u64,
            delivered: all.iter().filter(|(_, delivery)| is_delivered(delivery)).count() as u64,
            all,
        }
    }

    /// `delivered / made`.
    pub fn rate(&self) -> Option<f64> {
        ratio(self.delivered, self.made)
    }
}

impl Delivery {
    /// What became of a commitment; `None` where it is none, or was not announced.
    fn of(item: &Item, held: &[NaiveDate], today: NaiveDate) -> Option<Self> {
        let first = item.mentions.first()?;
        if item.kind != Kind::Commitment || first.section != Section::LookForward {
            return None;
        }
        let Some(made_on) = first.date.filter(|date| held.binary_search(date).is_ok()) else {
            return Some(Self::NotInMeeting);
        };
        let due = first_after(held, made_on)
            .and_then(|next| first_on_or_after(held, item.due.map_or(next, |due| due.max(next))))
            .filter(|due| *due <= today);
        let Some(due) = due else { return Some(Self::NotDue) };
        Some(match item.state {
            ItemState::Dropped(Some(dropped)) if dropped <= due => Self::Dropped(due),
            ItemState::Done(Some(done)) if done <= due => Self::Delivered(due),
            _ => Self::NotDelivered(due),
        })
    }

    /// Whether it was delivered; `None` where it does not count.
    pub fn counts(self) -> Option<bool> {
        match self {
            Self::Delivered(_) => Some(true),
            Self::NotDelivered(_) => Some(false),
            _ => None,
        }
    }
}

/// Commitments whose first mention is ticked and stands in look back: done without having been announced.
pub fn unplanned<'h>(items: &[Viewed<'h>]) -> Vec<&'h Item> {
    let is_unplanned = |viewed: &&Viewed<'_>| {
        let first = viewed.item.mentions.first();
        viewed.item.kind == Kind::Commitment
            && !viewed.unresolved
            && first.is_some_and(|first| first.ticked_as_one && first.section == Section::LookBack)
    };
    items.iter().filter(is_unplanned).map(|viewed| viewed.item).collect()
}
