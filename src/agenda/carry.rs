//! What the next entry takes over: the open items that moved within the last 4 held meetings; the others are counted
//! (`docs/format.md`, carrying).

use chrono::NaiveDate;

use super::ids::id_of;
use crate::history::{History, Item, ItemMention, Origin};
use crate::metrics::scope::Scope;
use crate::model::item::Kind;
use crate::model::section::Section;

/// How many held meetings back an item must have moved to be carried.
pub const RECENT_MEETINGS: usize = 4;

/// An item that is carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The item, as an index of the history's items.
    pub item: usize,
    /// The section that it is put under.
    pub section: Section,
    /// The line.
    pub line: String,
    /// Its id.
    pub id: String,
    /// Where the item stands without its id until now: the file and the line.
    pub id_goes_to: Option<(String, u32)>,
}

/// What an entry takes over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carry {
    /// New lines, in the order of the agenda.
    pub carried: Vec<Carried>,
    /// Items that the entry has already.
    pub already: usize,
    /// Open items that did not move lately, as indices of the history's items.
    pub older: Vec<usize>,
}

/// What the entry of a day takes over; one that is there is given by its index. What stands in later entries alone is
/// theirs.
pub fn carry(history: &History, entry: Option<usize>, date: NaiveDate) -> Carry {
    let is_before = |other: usize| match entry {
        Some(entry) => other < entry,
        None => history.meetings[other].date <= date,
    };
    let cutoff = cutoff(history);
    let mut carry = Carry::default();
    for (index, item) in history.items.iter().enumerate() {
        let in_entry = |mention: &ItemMention, is_it: &dyn Fn(usize) -> bool| match mention.origin {
            Origin::Entry(other) => is_it(other),
            _ => false,
        };
        let stands_before = item.mentions.iter().any(|mention| in_entry(mention, &is_before));
        let stands_here = item.mentions.iter().any(|mention| in_entry(mention, &|other| Some(other) == entry));
        if !item.state.is_open() || !(stands_before || stands_here) || history.is_unresolved(item) {
            continue;
        }
        if stands_here {
            carry.already += 1;
        } else if cutoff.is_none_or(|cutoff| moved_since(item, cutoff)) {
            carry.carried.push(carried(history, index, item));
        } else {
            carry.older.push(index);
        }
    }
    carry.carried.sort_by_key(|carried| carried.section);
    carry
}

/// The date of the 4th newest held meeting; before there are 4, everything is recent.
fn cutoff(history: &History) -> Option<NaiveDate> {
    let dates = Scope { history, since: None }.held_dates();
    dates.len().checked_sub(RECENT_MEETINGS).map(|index| dates[index])
}

/// Whether an item was created, ticked, edited or due on or after a day.
fn moved_since(item: &Item, day: NaiveDate) -> bool {
    let is_recent = |mention: &ItemMention| mention.date.is_some_and(|date| date >= day);
    let created = item.created.is_some_and(|created| created >= day);
    let due = item.due.is_some_and(|due| due >= day);
    let changed = item.mentions.windows(2).any(|pair| {
        let (before, now) = (&pair[0], &pair[1]);
        let edited = now.text != before.text || (now.due.is_some() && now.due != before.due) || now.reopened;
        is_recent(now) && (edited || !now.mark.is_open())
    });
    created || due || changed
}

/// The section of an entry that an item of that kind is put under.
pub fn section_of(kind: Kind) -> Section {
    match kind {
        Kind::Commitment => Section::LookBack,
        Kind::ActionItem => Section::Actions,
        Kind::Blocker => Section::Blockers,
        Kind::Topic => Section::Topics,
        Kind::Milestone => Section::Milestones,
    }
}

fn carried(history: &History, index: usize, item: &Item) -> Carried {
    let (id, is_new) = id_of(history, item);
    let newest = item.mentions.last().filter(|_| is_new);
    Carried {
        item: index,
        section: section_of(item.kind),
        line: line_of(history, item, &id),
        id_goes_to: newest.map(|mention| (history.path(mention.origin), mention.line)),
        id,
    }
}

/// The line that carries an item. Owners are written where they are not those that the line would have by itself; on a
/// blocker, topic or milestone they would make an action item of it.
pub fn line_of(history: &History, item: &Item, id: &str) -> String {
    let by_default = std::slice::from_ref(&history.pair.direct_report.handle);
    let shown = match item.kind {
        Kind::ActionItem => true,
        Kind::Commitment => item.owners != by_default,
        _ => false,
    };
    let mut words: Vec<String> = vec!["- [ ]".to_owned()];
    if shown {
        words.extend(item.owners.iter().map(|owner| format!("@{owner}")));
    }
    words.push(item.text.clone());
    if matches!(item.kind, Kind::ActionItem | Kind::Commitment) {
        words.extend(item.due.map(|due| format!("due:{due}")));
    }
    words.push(format!("^{id}"));
    words.join(" ")
}
