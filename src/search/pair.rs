//! The lines of a pair's files that have all words, with what is known of each: the meeting, the section, the item and its
//! state.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::lines;
use super::query::Query;
use crate::format::body::{Body, Vocabulary};
use crate::format::source::Source;
use crate::history::{History, Item, Origin};
use crate::model::entry::Outcome;
use crate::model::section::Section;

/// What is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only lines that mention an item.
    pub items: bool,
    /// Only items that are open.
    pub open: bool,
    /// Only entries of that day or later.
    pub since: Option<NaiveDate>,
    /// Only entries of that day or earlier.
    pub until: Option<NaiveDate>,
    /// How many lines are shown around each one found.
    pub context: usize,
}

impl Scope {
    /// Whether a day lies in it; what has no day lies in none that has an end.
    pub fn has(&self, date: Option<NaiveDate>) -> bool {
        let is_whole = self.since.is_none() && self.until.is_none();
        date.map_or(is_whole, |date| {
            self.since.is_none_or(|since| since <= date) && self.until.is_none_or(|until| date <= until)
        })
    }
}

/// The lines found in one file.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundFile<'h> {
    /// The path inside the pair's folder.
    pub path: String,
    /// The day of the meeting; none in the lists and in files without a date.
    pub date: Option<NaiveDate>,
    /// What became of the meeting.
    pub outcome: Option<Outcome>,
    /// The lines, in order, with those around them.
    pub lines: Vec<FoundLine<'h>>,
}

/// A line that was found, or one around it.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundLine<'h> {
    /// Its number, from 1.
    pub number: u32,
    /// The whole line, without its end.
    pub text: String,
    /// Where the words stand in it, in bytes; of a line that is only around one, `None`.
    pub places: Option<Vec<Range<usize>>>,
    /// The heading that it stands under.
    pub heading: Option<String>,
    /// The section that it stands in.
    pub section: Section,
    /// The item that it mentions.
    pub item: Option<&'h Item>,
}

/// A file of the pair.
struct File {
    path: String,
    origin: Option<Origin>,
    date: Option<NaiveDate>,
}

/// The lines of all files that have the words, newest meeting first, then what has no day. Of the lines that mention one
/// item only the newest is told.
pub fn find<'h>(
    query: &Query,
    scope: &Scope,
    history: &'h History,
    vocabulary: &Vocabulary,
    bytes: &BTreeMap<String, Vec<u8>>,
) -> Vec<FoundFile<'h>> {
    let items = items_by_line(history);
    let mut told: HashSet<usize> = HashSet::new();
    let mut found = Vec::new();
    for file in files(history).iter().filter(|file| scope.has(file.date)) {
        let Some(bytes) = bytes.get(&file.path) else { continue };
        let source = Source::new(bytes);
        if !query.may_be_in(&source.text) {
            continue;
        }
        let body = Body::read(&source, vocabulary);
        let item_of = |number: u32| file.origin.and_then(|origin| items.get(&(origin, number)).copied());
        let mut hits = lines::find(query, &source, &body);
        hits.retain(|hit| match item_of(hit.number) {
            Some(index) => !scope.open || history.items[index].state.is_open(),
            None => !scope.items && !scope.open,
        });
        // Later lines of a file are newer mentions.
        hits.reverse();
        hits.retain(|hit| item_of(hit.number).is_none_or(|index| told.insert(index)));
        hits.reverse();
        if hits.is_empty() {
            continue;
        }
        let describe = |number: u32, places| FoundLine {
            number,
            text: source.line(number).to_owned(),
            places,
            heading: heading(&source, &body, number).map(|(text, _)| text),
            section: section(file.origin, &source, &body, number),
            item: item_of(number).and_then(|index| history.items.get(index)),
        };
        let lines = with_context(hits, scope.context, &source);
        let lines = lines.into_iter().map(|(number, places)| describe(number, places)).collect();
        let outcome = match file.origin {
            Some(Origin::Entry(index)) => history.meetings.get(index).map(|meeting| meeting.outcome),
            _ => None,
        };
        found.push(FoundFile { path: file.path.clone(), date: file.date, outcome, lines });
    }
    found
}

/// Every file with text, the newest meeting first.
fn files(history: &History) -> Vec<File> {
    let entry = |(index, meeting): (usize, &crate::history::Meeting)| File {
        path: meeting.entry.path(),
        origin: Some(Origin::Entry(index)),
        date: Some(meeting.date),
    };
    let undated = |entry: &crate::model::entry::Entry| File { path: entry.path(), origin: None, date: None };
    let list = |origin: Origin| File { path: history.path(origin), origin: Some(origin), date: None };
    let mut files: Vec<File> = history.meetings.iter().enumerate().map(entry).collect();
    files.reverse();
    files.extend([list(Origin::Backlog), list(Origin::Goals)]);
    files.extend(history.undated.iter().map(undated));
    files
}

/// Which item a line mentions.
fn items_by_line(history: &History) -> HashMap<(Origin, u32), usize> {
    let each = history.items.iter().enumerate();
    each.flat_map(|(index, item)| item.mentions.iter().map(move |mention| ((mention.origin, mention.line), index)))
        .collect()
}

fn heading(source: &Source<'_>, body: &Body, number: u32) -> Option<(String, Section)> {
    let index = (number as usize).checked_sub(source.lines_before_body + 1)?;
    let heading = body.headings.get(body.lines.get(index)?.heading?)?;
    Some((heading.text.clone(), heading.section))
}

fn section(origin: Option<Origin>, source: &Source<'_>, body: &Body, number: u32) -> Section {
    match origin {
        Some(Origin::Backlog) => Section::Topics,
        Some(Origin::Goals) => Section::Milestones,
        _ => heading(source, body, number).map_or(Section::Other, |(_, section)| section),
    }
}

/// The lines found and those around them, each once; the frontmatter is not around the body.
fn with_context(hits: Vec<lines::Line>, context: usize, source: &Source<'_>) -> Vec<(u32, Option<Vec<Range<usize>>>)> {
    let (before_body, last) = (source.lines_before_body, source.lines.len());
    let mut lines: BTreeMap<usize, Option<Vec<Range<usize>>>> = BTreeMap::new();
    for hit in hits {
        let number = hit.number as usize;
        let (first, last) = if number > before_body { (before_body + 1, last) } else { (1, before_body) };
        let around = number.saturating_sub(context).max(first)..=number.saturating_add(context).min(last);
        for near in around {
            lines.entry(near).or_default();
        }
        lines.insert(number, Some(hit.places));
    }
    lines.into_iter().filter_map(|(number, places)| Some((u32::try_from(number).ok()?, places))).collect()
}
