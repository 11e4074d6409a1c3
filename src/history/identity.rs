//! Which lines are one item, and what became of it (`docs/format.md`, identity and state).

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use crate::model::item::{Kind, Mark, Mention};
use crate::model::pair::Pair;
use crate::model::section::Section;

/// A file that mentions items, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// `backlog.md`.
    Backlog,
    /// `goals.md`.
    Goals,
    /// An entry, by its index in the history.
    Entry(usize),
}

/// One mention of an item, resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemMention {
    /// Where it stands.
    pub origin: Origin,
    /// The day that it counts as (`None` in the backlog and the goals).
    pub date: Option<NaiveDate>,
    /// The line of the file, from 1.
    pub line: u32,
    /// The section.
    pub section: Section,
    /// The box.
    pub mark: Mark,
    /// The kind that the line alone would have.
    pub kind: Kind,
    /// The text without ids.
    pub text: String,
    /// The owners, as this line alone would have them.
    pub owners: Vec<String>,
    /// The due date given here.
    pub due: Option<NaiveDate>,
    /// The date of completion given here.
    pub done: Option<NaiveDate>,
    /// Whether it opens the item again.
    pub reopened: bool,
    /// Whether it makes an action item of a blocker, topic or milestone.
    pub makes_action_item: bool,
    /// Whether the line, or an equal one in its file, is ticked: equal lines act as one mention.
    pub ticked_as_one: bool,
}

/// One item over its whole life.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its ids, the first one seen first.
    pub ids: Vec<String>,
    /// Its kind now.
    pub kind: Kind,
    /// The text of its newest mention.
    pub text: String,
    /// Its owners' handles.
    pub owners: Vec<String>,
    /// The newest due date given.
    pub due: Option<NaiveDate>,
    /// The date of the first entry that mentions it (as what it is now); `None` where none does.
    pub created: Option<NaiveDate>,
    /// What became of it.
    pub state: ItemState,
    /// All its mentions, in reading order.
    pub mentions: Vec<ItemMention>,
}

/// The state of an item; the day is unknown where it was ticked only outside the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemState {
    /// Neither done nor dropped.
    Open,
    /// Done.
    Done(Option<NaiveDate>),
    /// Dropped.
    Dropped(Option<NaiveDate>),
}

impl ItemState {
    /// Whether it is open.
    pub fn is_open(self) -> bool {
        self == Self::Open
    }
}

/// What items are compared by: kind, owners and text.
type Key = (Kind, Vec<String>, String);

/// Joins mentions to items, file by file in reading order.
#[derive(Debug, Default)]
pub struct Resolver {
    direct_report: String,
    manager: String,
    items: Vec<Draft>,
    by_id: HashMap<String, usize>,
    by_key: HashMap<Key, BTreeSet<usize>>,
}

/// An item while it is read.
#[derive(Debug, Default)]
struct Draft {
    ids: Vec<String>,
    mentions: Vec<ItemMention>,
    /// As it was after the files before the one being read.
    before: Option<(Key, bool)>,
    /// The item that it was united with.
    united_with: Option<usize>,
}

/// What a line of a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// No item after all.
    None,
    /// A mention of an item; `carried` where it is an open one of an item that another file mentioned first.
    Item {
        /// Nothing new: an open mention of an item from another file.
        carried: bool,
    },
}

struct Line<'m> {
    index: usize,
    mention: &'m Mention,
    ids: Vec<String>,
    kind: Kind,
    owners: Vec<String>,
    text: String,
    key: Key,
}

impl Resolver {
    /// A resolver for one pair: its parties own what nobody else does.
    pub fn new(pair: &Pair) -> Self {
        Self {
            direct_report: pair.direct_report.handle.clone(),
            manager: pair.manager.handle.clone(),
            ..Self::default()
        }
    }

    /// Reads the next file: one answer per mention.
    pub fn read(&mut self, origin: Origin, date: Option<NaiveDate>, mentions: &[Mention]) -> Vec<Resolved> {
        let mut resolved = vec![Resolved::None; mentions.len()];
        let lines = self.lines(origin, mentions);
        let mut touched = Vec::new();
        for group in groups(&lines) {
            let item = self.join(&lines, &group, origin);
            touched.push(item);
            let ticked = group.lines.iter().any(|index| lines[*index].mention.mark == Mark::Done);
            for line in group.lines.iter().map(|index| &lines[*index]) {
                let mention = item_mention(line, origin, date, ticked);
                let first_elsewhere = self.items[item].mentions.first().is_some_and(|first| first.origin != origin);
                let carried = first_elsewhere && mention.mark.is_open();
                resolved[line.index] = Resolved::Item { carried };
                self.items[item].mentions.push(mention);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for item in touched {
            self.settle(item);
        }
        resolved
    }

    /// All items, in the order of their first mentions.
    pub fn items(self) -> Vec<Item> {
        let drafts = self.items.into_iter().filter(|draft| draft.united_with.is_none() && !draft.mentions.is_empty());
        let mut items: Vec<Item> = drafts.map(|draft| derive(draft.ids, draft.mentions)).collect();
        items.sort_by_key(|item| item.mentions.first().map(|mention| (mention.origin, mention.line)));
        items
    }

    fn lines<'m>(&self, origin: Origin, mentions: &'m [Mention]) -> Vec<Line<'m>> {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut lines = Vec::with_capacity(mentions.len());
        for (index, mention) in mentions.iter().enumerate() {
            let borne = |id: &String| self.by_id.contains_key(id) || seen.contains(id.as_str());
            let inner: Vec<String> = mention.inner_ids.iter().filter(|id| borne(id)).cloned().collect();
            let mut ids = inner.clone();
            ids.extend(mention.ids.iter().filter(|id| !inner.contains(id)).cloned());
            seen.extend(mention.ids.iter().map(String::as_str));
            let kind = match origin {
                Origin::Backlog => Some(Kind::Topic),
                Origin::Goals => Some(Kind::Milestone),
                Origin::Entry(_) => mention.kind(!ids.is_empty()),
            };
            let Some(kind) = kind else { continue };
            let owners = self.owners(mention, kind);
            let text = mention.text_without(&inner);
            let key = key(kind, &owners, &text);
            lines.push(Line { index, mention, ids, kind, owners, text, key });
        }
        lines
    }

    fn owners(&self, mention: &Mention, kind: Kind) -> Vec<String> {
        if !mention.owners.is_empty() {
            return mention.owners.clone();
        }
        match (&mention.heading_owner, kind) {
            (Some(owner), _) => vec![owner.clone()],
            (None, Kind::Blocker) => vec![self.manager.clone()],
            (None, _) => vec![self.direct_report.clone()],
        }
    }

    /// The item that a group of equal lines mentions.
    fn join(&mut self, lines: &[Line<'_>], group: &Group, origin: Origin) -> usize {
        let key = &lines[group.lines[0]].key;
        let mut known: Vec<usize> = group.ids.iter().filter_map(|id| self.by_id.get(id).copied()).collect();
        known.sort_unstable();
        known.dedup();
        let item = match known.split_first() {
            Some((first, rest)) => {
                let item = rest.iter().fold(*first, |item, other| self.unite(item, *other));
                self.items[item].mentions.sort_by_key(|mention| (mention.origin, mention.line));
                item
            }
            None => match self.newest_open(key, !group.ids.is_empty(), origin) {
                Some(item) => item,
                None => {
                    self.items.push(Draft::default());
                    self.items.len() - 1
                }
            },
        };
        for id in &group.ids {
            if self.by_id.insert(id.clone(), item) != Some(item) {
                self.items[item].ids.push(id.clone());
            }
        }
        item
    }

    /// The newest item of that kind, owners and text that was open after the files before.
    fn newest_open(&self, key: &Key, without_id: bool, origin: Origin) -> Option<usize> {
        let candidates = self.by_key.get(key)?.iter().copied();
        candidates
            .filter(|item| {
                let draft = &self.items[*item];
                let same = draft.before.as_ref().is_some_and(|(was, open)| *open && was == key);
                let earlier = draft.mentions.first().is_some_and(|mention| mention.origin != origin);
                draft.united_with.is_none() && same && earlier && (!without_id || draft.ids.is_empty())
            })
            .max_by_key(|item| self.items[*item].mentions.first().map(|mention| (mention.origin, mention.line)))
    }

    fn unite(&mut self, one: usize, other: usize) -> usize {
        let (keep, gone) = if one <= other { (one, other) } else { (other, one) };
        let draft = std::mem::take(&mut self.items[gone]);
        for id in draft.ids {
            self.by_id.insert(id.clone(), keep);
            self.items[keep].ids.push(id);
        }
        self.items[keep].mentions.extend(draft.mentions);
        self.items[gone].united_with = Some(keep);
        keep
    }

    /// Notes what an item is after a file, for the files that follow.
    fn settle(&mut self, item: usize) {
        if self.items[item].united_with.is_some() {
            return;
        }
        self.items[item].mentions.sort_by_key(|mention| (mention.origin, mention.line));
        let summary = summarise(&self.items[item].mentions);
        let key = key(summary.kind, &summary.owners, &summary.text);
        self.by_key.entry(key.clone()).or_default().insert(item);
        self.items[item].before = Some((key, summary.state.is_open()));
    }
}

fn key(kind: Kind, owners: &[String], text: &str) -> Key {
    let mut owners = owners.to_vec();
    owners.sort_unstable();
    (kind, owners, crate::model::item::normalise_text(text))
}

/// Lines of one file that act as one mention.
struct Group {
    lines: Vec<usize>,
    ids: Vec<String>,
}

/// Equal lines with at most one distinct id among them are one group.
fn groups(lines: &[Line<'_>]) -> Vec<Group> {
    let mut by_key: HashMap<&Key, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        by_key.entry(&line.key).or_default().push(index);
    }
    let mut groups = Vec::with_capacity(by_key.len());
    for equal in by_key.into_values() {
        let mut ids = equal.iter().flat_map(|index| &lines[*index].ids);
        let first = ids.next();
        if ids.all(|id| Some(id) == first) {
            groups.push(Group { ids: first.cloned().into_iter().collect(), lines: equal });
        } else {
            groups.extend(equal.iter().map(|index| Group { lines: vec![*index], ids: lines[*index].ids.clone() }));
        }
    }
    // In reading order.
    groups.sort_unstable_by_key(|group| group.lines[0]);
    groups
}

fn item_mention(line: &Line<'_>, origin: Origin, date: Option<NaiveDate>, ticked_as_one: bool) -> ItemMention {
    ItemMention {
        origin,
        date,
        line: line.mention.line,
        section: line.mention.section,
        mark: line.mention.mark,
        kind: line.kind,
        text: line.text.clone(),
        owners: line.owners.clone(),
        due: line.mention.due,
        done: line.mention.done,
        reopened: line.mention.reopened,
        makes_action_item: matches!(origin, Origin::Entry(_)) && line.mention.makes_action_item(),
        ticked_as_one,
    }
}

struct Summary {
    kind: Kind,
    owners: Vec<String>,
    text: String,
    created: Option<NaiveDate>,
    state: ItemState,
}

/// What the mentions of an item, in reading order, add up to.
fn summarise(mentions: &[ItemMention]) -> Summary {
    let first = &mentions[0];
    let becomes_action_item = matches!(first.kind, Kind::Blocker | Kind::Topic | Kind::Milestone);
    let turning = mentions.iter().skip(1).position(|mention| becomes_action_item && mention.makes_action_item);
    // The mention from which the item is what it is now.
    let from = turning.map_or(0, |position| position + 1);
    let kind = if turning.is_some() { Kind::ActionItem } else { first.kind };
    let reopened = mentions.iter().filter(|mention| mention.reopened).map(|mention| mention.origin).next_back();
    let counting = || mentions[from..].iter().filter(|mention| reopened.is_none_or(|from| mention.origin >= from));
    let ticked = counting().find(|mention| mention.mark == Mark::Done);
    let dropped = counting().find(|mention| mention.mark == Mark::Dropped);
    let state = match (ticked, dropped) {
        (Some(mention), _) => ItemState::Done(mention.done.or(mention.date)),
        (None, Some(mention)) => ItemState::Dropped(mention.date),
        (None, None) => ItemState::Open,
    };
    Summary {
        kind,
        owners: mentions[from].owners.clone(),
        text: mentions.last().map_or_else(String::new, |mention| mention.text.clone()),
        created: mentions[from..].iter().find_map(|mention| mention.date),
        state,
    }
}

fn derive(ids: Vec<String>, mentions: Vec<ItemMention>) -> Item {
    let summary = summarise(&mentions);
    let due = mentions.iter().rev().find_map(|mention| mention.due);
    Item {
        ids,
        kind: summary.kind,
        text: summary.text,
        owners: summary.owners,
        due,
        created: summary.created,
        state: summary.state,
        mentions,
    }
}
