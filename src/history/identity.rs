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
        let mut lines = self.lines(origin, mentions);
        // The items, each with the line that mentions it last.
        let mut touched: Vec<(usize, usize)> = Vec::new();
        for group in groups(&lines) {
            let item = self.join(&lines, &group, origin);
            let ticked = group.lines.iter().any(|index| lines[*index].mention.mark == Mark::Done);
            for index in group.lines {
                touched.push((item, index));
                let line = &mut lines[index];
                let mention = item_mention(line, origin, date, ticked);
                let first_elsewhere = self.items[item].mentions.first().is_some_and(|first| first.origin != origin);
                let carried = first_elsewhere && mention.mark.is_open();
                resolved[line.index] = Resolved::Item { carried };
                self.items[item].mentions.push(mention);
            }
        }
        touched.sort_unstable_by_key(|(item, line)| (*item, std::cmp::Reverse(*line)));
        touched.dedup_by_key(|(item, _)| *item);
        for (item, line) in touched {
            self.settle(item, origin, &lines[line]);
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
        // Only words in the middle of a line ask which ids stand in earlier lines.
        let asks = mentions.iter().any(|mention| !mention.inner_ids.is_empty());
        let mut seen: HashSet<&str> = HashSet::new();
        let mut lines = Vec::with_capacity(mentions.len());
        for (index, mention) in mentions.iter().enumerate() {
            let borne = |id: &String| self.by_id.contains_key(id) || seen.contains(id.as_str());
            let inner: Vec<String> = mention.inner_ids.iter().filter(|id| borne(id)).cloned().collect();
            let mut ids = inner.clone();
            ids.extend(mention.ids.iter().filter(|id| !inner.contains(id)).cloned());
            if asks {
                seen.extend(mention.ids.iter().map(String::as_str));
            }
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
            if self.by_id.get(id) != Some(&item) {
                self.by_id.insert(id.clone(), item);
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

    /// Notes what an item is after a file, for the files that follow; `line` is its newest one in that file.
    fn settle(&mut self, item: usize, origin: Origin, line: &Line<'_>) {
        let draft = &mut self.items[item];
        if draft.united_with.is_some() {
            return;
        }
        draft.mentions.sort_by_key(|mention| (mention.origin, mention.line));
        let summary = summarise(&draft.mentions);
        let is_newest = |newest: &ItemMention| (newest.origin, newest.line) == (origin, line.mention.line);
        let newest = draft.mentions.last().filter(|newest| is_newest(newest));
        let key = match newest {
            Some(newest) if newest.kind == summary.kind && newest.owners == summary.owners => line.key.clone(),
            _ => key(summary.kind, summary.owners, summary.text),
        };
        let is_open = summary.state.is_open();
        match &mut draft.before {
            Some((was, open)) if *was == key => *open = is_open,
            before => {
                self.by_key.entry(key.clone()).or_default().insert(item);
                *before = Some((key, is_open));
            }
        }
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
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_unstable_by(|one, other| (&lines[*one].key, one).cmp(&(&lines[*other].key, other)));
    let mut groups = Vec::with_capacity(lines.len());
    for equal in order.chunk_by(|one, other| lines[*one].key == lines[*other].key) {
        let mut ids = equal.iter().flat_map(|index| &lines[*index].ids);
        let first = ids.next();
        if ids.all(|id| Some(id) == first) {
            groups.push(Group { ids: first.cloned().into_iter().collect(), lines: equal.to_vec() });
        } else {
            groups.extend(equal.iter().map(|index| Group { lines: vec![*index], ids: lines[*index].ids.clone() }));
        }
    }
    // In reading order.
    groups.sort_unstable_by_key(|group| group.lines[0]);
    groups
}

/// The line as a mention, which takes its text and owners.
fn item_mention(line: &mut Line<'_>, origin: Origin, date: Option<NaiveDate>, ticked_as_one: bool) -> ItemMention {
    ItemMention {
        origin,
        date,
        line: line.mention.line,
        section: line.mention.section,
        mark: line.mention.mark,
        kind: line.kind,
        text: std::mem::take(&mut line.text),
        owners: std::mem::take(&mut line.owners),
        due: line.mention.due,
        done: line.mention.done,
        reopened: line.mention.reopened,
        makes_action_item: matches!(origin, Origin::Entry(_)) && line.mention.makes_action_item(),
        ticked_as_one,
    }
}

struct Summary<'m> {
    kind: Kind,
    owners: &'m [String],
    text: &'m str,
    created: Option<NaiveDate>,
    state: ItemState,
}

/// What the mentions of an item, in reading order, add up to.
fn summarise(mentions: &[ItemMention]) -> Summary<'_> {
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
        owners: &mentions[from].owners,
        text: mentions.last().map_or("", |mention| &mention.text),
        created: mentions[from..].iter().find_map(|mention| mention.date),
        state,
    }
}

fn derive(ids: Vec<String>, mentions: Vec<ItemMention>) -> Item {
    let summary = summarise(&mentions);
    Item {
        ids,
        kind: summary.kind,
        text: summary.text.to_owned(),
        owners: summary.owners.to_vec(),
        due: mentions.iter().rev().find_map(|mention| mention.due),
        created: summary.created,
        state: summary.state,
        mentions,
    }
}
