//! The places of terms in the pair's files, and the user's own lines.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::value::Place;
use crate::format::body::Vocabulary;
use crate::format::frontmatter::key_spans;
use crate::format::human;
use crate::format::source::Source;
use crate::history::{History, Item, ItemMention, ItemState, Origin};
use crate::model::entry::{Outcome, Status};
use crate::model::item::Mark;
use crate::model::section::Section;

/// The file that says how often a pair meets.
const PAIR_FILE: &str = "oneonone.yaml";

/// The files of a pair, by their paths, and its history.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The bytes of every file that was read.
    pub files: &'a BTreeMap<String, Vec<u8>>,
    /// What the pair calls things.
    pub vocabulary: &'a Vocabulary,
    /// Its history.
    pub history: &'a History,
}

impl Sources<'_> {
    fn bytes(&self, path: &str) -> &[u8] {
        self.files.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// A line of a file; without one the whole file.
    fn place(&self, path: &str, line: Option<u32>) -> Place {
        match line.filter(|line| *line > 0) {
            Some(line) => Place {
                at: format!("{path}:{line}"),
                words: Source::new(self.bytes(path)).line(line).trim().to_owned(),
            },
            None => Place { at: path.to_owned(), words: String::new() },
        }
    }

    /// The line of a key in the frontmatter of an entry.
    fn key_line(&self, path: &str, key: &str) -> Option<u32> {
        let source = Source::new(self.bytes(path));
        let keys = key_spans(&source.text, source.frontmatter.clone()?);
        keys.iter().find(|span| span.key == key).map(|span| source.place(span.name.start).0)
    }

    /// The key of an entry, where it is there.
    pub(super) fn key(&self, meeting: usize, key: &str) -> Option<Place> {
        let path = self.history.path(Origin::Entry(meeting));
        self.key_line(&path, key).map(|line| self.place(&path, Some(line)))
    }

    /// The line with a meeting's score.
    pub(super) fn score(&self, meeting: usize) -> Place {
        let path = self.history.path(Origin::Entry(meeting));
        self.place(&path, self.history.meetings[meeting].entry.score.map(|score| score.line))
    }

    /// The first line of an entry that somebody wrote, under growth and feedback alone where that is asked.
    pub(super) fn first_words(&self, meeting: usize, growth: bool) -> Option<Place> {
        let path = self.history.path(Origin::Entry(meeting));
        let counts = |section| !growth || matches!(section, Section::Growth | Section::Feedback);
        human::first_line(self.bytes(&path), self.vocabulary, counts).map(|line| self.place(&path, Some(line)))
    }

    /// A whole entry.
    pub(super) fn entry(&self, meeting: usize) -> Place {
        self.place(&self.history.path(Origin::Entry(meeting)), None)
    }

    /// What makes a meeting what it is: its status, or the score, the minutes or the first words for want of one.
    pub(super) fn outcome(&self, meeting: usize) -> Vec<Place> {
        let entry = &self.history.meetings[meeting].entry;
        let status = entry.status.and_then(|_| self.key(meeting, "status"));
        let by_itself = match self.history.meetings[meeting].outcome {
            Outcome::Held => entry.status == Some(Status::Held),
            Outcome::Cancelled | Outcome::Missed | Outcome::Planned | Outcome::Ghost => true,
            Outcome::Unconfirmed => false,
        };
        let measured = || {
            let score = entry.score.map(|_| self.score(meeting));
            score.or_else(|| self.key(meeting, "minutes")).or_else(|| self.first_words(meeting, false))
        };
        let more = if by_itself && status.is_some() { None } else { measured() };
        let places: Vec<Place> = status.into_iter().chain(more).collect();
        if places.is_empty() { vec![self.entry(meeting)] } else { places }
    }

    /// The row of the pair file with that first day: of the cadence, or of what is `away`.
    pub(super) fn row(&self, list: &str, from: NaiveDate) -> Place {
        let source = Source::new(self.bytes(PAIR_FILE));
        let keys = key_spans(&source.text, 0..source.text.len());
        let span = keys.iter().find(|span| span.key == list).map(|span| span.full.clone());
        let day = from.to_string();
        let line = span.and_then(|span| {
            let inside = |line: &&crate::format::lines::LineSpan| span.contains(&line.full.start);
            let has_day = |line: &&crate::format::lines::LineSpan| {
                let text = &source.text[line.content.clone()];
                text.contains(&day) && text.find("from").is_some_and(|key| text.find(&day).is_some_and(|at| key < at))
            };
            source.lines.iter().filter(inside).find(has_day).map(|line| source.place(line.full.start).0)
        });
        self.place(PAIR_FILE, line)
    }

    /// A mention of an item.
    pub(super) fn mention(&self, mention: &ItemMention) -> Place {
        self.place(&self.history.path(mention.origin), Some(mention.line))
    }

    /// The first mention of an item, and the one that made it what it is: the tick, the drop, or the newest.
    pub(super) fn item(&self, item: &Item) -> Vec<Place> {
        let reopened = item.mentions.iter().filter(|mention| mention.reopened).map(|m| m.origin).next_back();
        let counting = || item.mentions.iter().filter(|m| reopened.is_none_or(|from| m.origin >= from));
        let decided = match item.state {
            ItemState::Open => item.mentions.last(),
            ItemState::Done(_) => counting().find(|mention| mention.mark == Mark::Done),
            ItemState::Dropped(_) => counting().find(|mention| mention.mark == Mark::Dropped),
        };
        let mut places: Vec<Place> =
            item.mentions.first().into_iter().chain(decided).map(|m| self.mention(m)).collect();
        places.dedup();
        places
    }

    /// The line that gives an item its due date.
    pub(super) fn due(&self, item: &Item) -> Option<Place> {
        item.mentions.iter().rev().find(|mention| mention.due.is_some()).map(|mention| self.mention(mention))
    }
}
