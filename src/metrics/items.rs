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
pub struct ActionItems {
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

impl ActionItems {
    /// Works out the figures.
    pub fn new(scope: &Scope<'_>, items: &[Viewed<'_>]) -> Self {
        let mut figures = Self::default();
        let mut ages = Vec::new();
        let mut by_next = (0, 0);
        // `--since` names what it leaves out, and action items are not among it.
        let held = Scope { history: scope.history, since: None }.held_dates();
        for viewed in items.iter().filter(|viewed| viewed.item.kind == Kind::ActionItem) {
            let item = viewed.item;
            if viewed.unresolved {
                figures.unresolved += 1;
                continue;
            }
            match item.state {
                ItemState::Open => {
                    figures.open += 1;
                    figures.overdue += u64::from(overdue_days(item, scope.today()).is_some());
                    ages.extend(age_days(item, scope.today()).map(|days| days as f64));
                }
                ItemState::Done(_) => figures.done += 1,
                ItemState::Dropped(_) => figures.dropped += 1,
            }
            if let Some(done) = done_by_next_meeting(item, &held) {
                by_next.0 += u64::from(done);
                by_next.1 += 1;
            }
        }
        figures.median_age_days = median(&ages);
        figures.done_by_next = ratio(by_next.0, by_next.1);
        figures
    }
}

/// Whether an item created in a held meeting was done by the next; `None` where it does not count.
fn done_by_next_meeting(item: &Item, held: &[NaiveDate]) -> Option<bool> {
    let created = item.created.filter(|created| held.binary_search(created).is_ok())?;
    let next = first_after(held, created)?;
    match item.state {
        ItemState::Dropped(Some(dropped)) if dropped <= next => None,
        ItemState::Done(done) => Some(done.is_some_and(|done| done <= next)),
        _ => Some(false),
    }
}

/// The open blockers and their median age.
pub fn blockers<'h>(scope: &Scope<'h>, items: &[Viewed<'h>]) -> (Vec<&'h Item>, Option<f64>) {
    let is_open = |viewed: &&Viewed<'h>| viewed.item.kind == Kind::Blocker && viewed.item.state.is_open();
    let open: Vec<&Item> = items.iter().filter(is_open).filter(|v| !v.unresolved).map(|viewed| viewed.item).collect();
    let ages: Vec<f64> = open.iter().filter_map(|item| age_days(item, scope.today())).map(|days| days as f64).collect();
    (open, median(&ages))
}

/// What one party said and did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SayDo {
    /// Commitments that have fallen due.
    pub made: u64,
    /// Of those, the delivered ones.
    pub delivered: u64,
}

impl SayDo {
    /// Works out what a party said under look forward, and did.
    pub fn new(scope: &Scope<'_>, items: &[Viewed<'_>], role: Role) -> Self {
        let handle = scope.history.pair.party(role).handle.as_str();
        let held = scope.held_dates();
        let mut say_do = Self::default();
        for viewed in items.iter().filter(|viewed| !viewed.unresolved) {
            if viewed.item.owners.iter().any(|owner| owner == handle)
                && let Some(delivered) = delivery(viewed.item, &held, scope.today())
            {
                say_do.made += 1;
                say_do.delivered += u64::from(delivered);
            }
        }
        say_do
    }

    /// `delivered / made`.
    pub fn rate(&self) -> Option<f64> {
        ratio(self.delivered, self.made)
    }
}

/// Whether a commitment that has fallen due was delivered; `None` where it is none, or has not.
fn delivery(item: &Item, held: &[NaiveDate], today: NaiveDate) -> Option<bool> {
    let first = item.mentions.first()?;
    if item.kind != Kind::Commitment || first.section != Section::LookForward {
        return None;
    }
    let made_on = first.date.filter(|date| held.binary_search(date).is_ok())?;
    let next = first_after(held, made_on)?;
    let due = first_on_or_after(held, item.due.map_or(next, |due| due.max(next)))?;
    match item.state {
        _ if due > today => None,
        ItemState::Dropped(Some(dropped)) if dropped <= due => None,
        ItemState::Done(done) => Some(done.is_some_and(|done| done <= due)),
        _ => Some(false),
    }
}

/// Commitments whose first mention is ticked and stands in look back: done without having been announced.
pub fn unplanned(items: &[Viewed<'_>]) -> u64 {
    let is_unplanned = |viewed: &&Viewed<'_>| {
        let first = viewed.item.mentions.first();
        viewed.item.kind == Kind::Commitment
            && !viewed.unresolved
            && first.is_some_and(|first| first.ticked_as_one && first.section == Section::LookBack)
    };
    items.iter().filter(is_unplanned).count() as u64
}
