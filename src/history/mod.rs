//! The history of a pair: its entries in order with what became of each, and its items over their whole lives.

pub mod diagnostics;
pub mod identity;
mod writing;

use chrono::NaiveDate;

pub use identity::{Item, ItemMention, ItemState, Origin};
pub use writing::{Lines, Writing};

use crate::model::entry::{Entry, Outcome, Status, outcome};
use crate::model::item::{Mention, normalise_text};
use crate::model::pair::Pair;
use crate::model::section::Section;
use identity::{Resolved, Resolver};

/// What the files of a pair say, each read by itself.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Every file in `entries/`, in any order.
    pub entries: Vec<Entry>,
    /// The lines of `backlog.md`.
    pub backlog: Vec<Mention>,
    /// The lines of `goals.md`.
    pub goals: Vec<Mention>,
}

/// One entry and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// What the file says.
    pub entry: Entry,
    /// The day on which it is or was held.
    pub date: NaiveDate,
    /// Whether it is of the pair's own kind, and so a meeting in the figures.
    pub own_kind: bool,
    /// Whether somebody wrote something in it.
    pub human: bool,
    /// Whether somebody wrote something under growth or feedback.
    pub growth: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it was prepared, as far as can be known; from the entry or from git.
    pub prepared: Option<bool>,
    /// Who wrote it, as far as git knows; looked up of the newest meetings only, and only for a report.
    pub writing: Option<Writing>,
}

/// A pair's history up to a day.
#[derive(Debug, Clone)]
pub struct History {
    /// The pair.
    pub pair: Pair,
    /// The day on which the history is looked at.
    pub today: NaiveDate,
    /// Every entry with a date, in order of date, then file name.
    pub meetings: Vec<Meeting>,
    /// Files in `entries/` that have no date.
    pub undated: Vec<Entry>,
    /// Every item, in the order of first mentions.
    pub items: Vec<Item>,
    /// The first entry after today that is planned, as an index of `meetings`.
    pub upcoming: Option<usize>,
    /// The older of the two newest imported entries that items are read from, as an index of `meetings`.
    second_newest_imported: Option<usize>,
}

impl History {
    /// Joins the files of a pair into its history.
    pub fn new(pair: Pair, files: Files, today: NaiveDate) -> Self {
        let (dated, mut undated): (Vec<Entry>, Vec<Entry>) =
            files.entries.into_iter().partition(|entry| entry.date.is_some());
        undated.sort_by(|a, b| a.name.cmp(&b.name));
        let mut meetings: Vec<Meeting> = dated.into_iter().filter_map(|entry| meeting(entry, &pair, today)).collect();
        meetings.sort_by(|a, b| (a.date, &a.entry.name).cmp(&(b.date, &b.entry.name)));
        let upcoming = meetings.iter().position(|m| m.date > today && m.own_kind && m.outcome == Outcome::Planned);
        let mut resolver = Resolver::new(&pair);
        resolver.read(Origin::Backlog, None, &files.backlog);
        resolver.read(Origin::Goals, None, &files.goals);
        for (index, meeting) in meetings.iter_mut().enumerate() {
            if meeting.date <= today || upcoming == Some(index) {
                let date = meeting.date.min(today);
                let resolved = resolver.read(Origin::Entry(index), Some(date), &meeting.entry.mentions);
                meeting.judge(&resolved, today);
            }
        }
        let is_read = |index: &usize| meetings[*index].date <= today || upcoming == Some(*index);
        let imported = (0..meetings.len()).rev().filter(|index| meetings[*index].entry.imported);
        let second_newest_imported = imported.filter(is_read).nth(1);
        Self { pair, today, meetings, undated, items: resolver.items(), upcoming, second_newest_imported }
    }

    /// The meetings of the pair's own kind.
    pub fn own(&self) -> impl Iterator<Item = (usize, &Meeting)> {
        self.meetings.iter().enumerate().filter(|(_, meeting)| meeting.own_kind)
    }

    /// Those of them that were held, in order.
    pub fn held(&self) -> impl Iterator<Item = (usize, &Meeting)> {
        self.own().filter(|(_, meeting)| meeting.outcome == Outcome::Held)
    }

    /// Whether an earlier version of a meeting's entry has human content: carried items are known from the history.
    pub fn is_human(&self, entry: &Entry, meeting: usize) -> bool {
        let is_carried = |mention: &Mention| {
            let same = |item: &&Item| {
                let by_id = mention.ids.iter().any(|id| item.ids.contains(id));
                let by_text = || normalise_text(&item.text) == normalise_text(&mention.text);
                by_id || (mention.ids.is_empty() && by_text())
            };
            let from_elsewhere = |item: &Item| item.mentions.first().is_some_and(|m| m.origin < Origin::Entry(meeting));
            mention.mark.is_open() && self.items.iter().filter(same).any(from_elsewhere)
        };
        !entry.unreadable && (entry.prose || entry.score.is_some() || entry.mentions.iter().any(|m| !is_carried(m)))
    }

    /// The path of the file that an origin names.
    pub fn path(&self, origin: Origin) -> String {
        match origin {
            Origin::Backlog => "backlog.md".to_owned(),
            Origin::Goals => "goals.md".to_owned(),
            Origin::Entry(index) => self.meetings.get(index).map(|m| m.entry.path()).unwrap_or_default(),
        }
    }

    /// Whether an item is imported, never ticked and too old to be carried.
    pub fn is_unresolved(&self, item: &Item) -> bool {
        let is_old = |index: usize| self.meetings[index].entry.imported && Some(index) < self.second_newest_imported;
        let is_old_mention = |origin: Origin| matches!(origin, Origin::Entry(index) if is_old(index));
        item.state.is_open() && item.mentions.iter().all(|mention| is_old_mention(mention.origin))
    }

    /// Entries whose status says `held` although their day has not come.
    pub fn held_in_future(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(|m| m.entry.status == Some(Status::Held) && m.date > self.today)
    }
}

fn meeting(entry: Entry, pair: &Pair, today: NaiveDate) -> Option<Meeting> {
    let date = entry.date?;
    let own_kind = entry.kind.as_ref().is_none_or(|kind| *kind == pair.kind);
    let human = entry.prose || entry.score.is_some() || !entry.mentions.is_empty();
    let growth = entry.growth_prose;
    let outcome = outcome(&entry, date, human, today);
    let prepared = entry.prepared.map(|prepared| prepared <= date);
    Some(Meeting { entry, date, own_kind, human, growth, outcome, prepared, writing: None })
}

impl Meeting {
    /// Takes back what only carried items made look human.
    fn judge(&mut self, resolved: &[Resolved], today: NaiveDate) {
        let is_human = |answer: &Resolved| !matches!(answer, Resolved::Item { carried: true });
        let in_growth = |mention: &Mention| matches!(mention.section, Section::Growth | Section::Feedback);
        let mut human = resolved.iter().zip(&self.entry.mentions).filter(|(answer, _)| is_human(answer));
        self.growth |= human.clone().any(|(_, mention)| in_growth(mention));
        self.human = self.entry.prose || self.entry.score.is_some() || human.next().is_some();
        self.outcome = outcome(&self.entry, self.date, self.human, today);
    }
}
