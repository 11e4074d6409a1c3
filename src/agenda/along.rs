//! What a meeting that is called off leaves to the next one. An entry that is cancelled ahead is not read until its day, so what
//! stands in it alone would be gone until then: the items that it has, with what became of them, and the notes.

use std::collections::HashSet;

use super::carry::{line_of, section_of};
use super::ids::id_of;
use super::prose;
use crate::format::body::{Body, Vocabulary};
use crate::format::diagnostic::to_u32;
use crate::format::item_line::task_box;
use crate::format::source::Source;
use crate::history::{History, Item, ItemState, Origin};
use crate::model::item::is_placeholder;
use crate::model::section::Section;

/// What goes along.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Along {
    /// The lines, each with the section that it goes under.
    pub lines: Vec<(Section, String)>,
    /// Where items get their ids: the file, the line, the id.
    pub ids: Vec<(String, u32, String)>,
    /// How many of the lines are items.
    pub items: usize,
    /// How many are notes.
    pub notes: usize,
}

/// What the entry `index` of `before` leaves: its items of which `after`, in which it is called off, knows less, and the notes
/// in its `bytes` that the next entry (`next` are its bytes) has not.
pub fn along(
    before: &History,
    after: &History,
    index: usize,
    (bytes, next): (&[u8], &[u8]),
    vocabulary: &Vocabulary,
) -> Along {
    let mut along = Along::default();
    for item in &before.items {
        let Some(here) = item.mentions.iter().rfind(|mention| mention.origin == Origin::Entry(index)) else { continue };
        let known = known_as(before, after, item);
        if known.is_some_and(|known| is_as_much(known, item)) {
            continue;
        }
        let (id, is_new) = id_of(before, item);
        if let Some(mention) = item.mentions.last().filter(|_| is_new) {
            along.ids.push((before.path(mention.origin), mention.line, id.clone()));
        }
        // Where it stood: what was said under look forward is not said back.
        let section = if here.kind == item.kind { here.section } else { section_of(item.kind) };
        let was_settled = known.is_some_and(|known| !known.state.is_open());
        along.lines.push((section, line(before, item, &id, was_settled)));
        along.items += 1;
    }
    let there: HashSet<String> = prose::lines(next, vocabulary).into_iter().map(|said| said.text).collect();
    for (section, text) in notes(bytes, vocabulary, before, index) {
        if !there.contains(&text) {
            along.lines.push((section, format!("- {text}")));
            along.notes += 1;
        }
    }
    along.lines.sort_by_key(|(section, _)| *section);
    along
}

/// The lines that somebody wrote and that are no items, as text; code, quotations and what is about that meeting alone
/// stay where they are.
fn notes(bytes: &[u8], vocabulary: &Vocabulary, before: &History, index: usize) -> Vec<(Section, String)> {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let items: HashSet<u32> = before
        .items
        .iter()
        .flat_map(|item| &item.mentions)
        .filter(|mention| mention.origin == Origin::Entry(index))
        .map(|mention| mention.line)
        .collect();
    let mut notes = Vec::new();
    for (at, line) in body.lines.iter().enumerate() {
        let flags = line.flags;
        if flags.heading || flags.rule || flags.fence || flags.code || flags.quote {
            continue;
        }
        let section = match body.section(line) {
            Section::Engagement | Section::Attendance => continue,
            Section::Other => Section::Topics,
            section => section,
        };
        let from = line.item.unwrap_or(line.span.content.start);
        let text = body.without_comments(&source.text, from..line.span.content.end).trim().to_owned();
        let text = match task_box(&text) {
            Some(_) if items.contains(&to_u32(source.lines_before_body + at + 1)) => continue,
            Some((_, behind)) => text[behind..].trim().to_owned(),
            None => text,
        };
        if text.contains(char::is_alphanumeric) && !is_placeholder(&text) {
            notes.push((section, text));
        }
    }
    notes
}

/// The same item in another history.
fn known_as<'h>(before: &History, after: &'h History, item: &Item) -> Option<&'h Item> {
    let places = |history: &History, item: &Item| -> Vec<(String, u32)> {
        item.mentions.iter().map(|mention| (history.path(mention.origin), mention.line)).collect()
    };
    let here = places(before, item);
    let is_it = |other: &&Item| {
        other.ids.iter().any(|id| item.ids.contains(id))
            || places(after, other).iter().any(|place| here.contains(place))
    };
    after.items.iter().find(is_it)
}

/// Whether all that is known of an item is known there.
fn is_as_much(known: &Item, item: &Item) -> bool {
    (known.state, known.kind, &known.text, known.due) == (item.state, item.kind, &item.text, item.due)
        && item.ids.iter().all(|id| known.ids.contains(id))
}

/// The line of an item with what became of it.
fn line(history: &History, item: &Item, id: &str, was_settled: bool) -> String {
    let open = line_of(history, item, id);
    let (mark, field) = match item.state {
        ItemState::Open if was_settled => ("- [ ]", Some(format!("reopened:{}", history.today))),
        ItemState::Open => return open,
        ItemState::Done(day) => ("- [x]", day.map(|day| format!("done:{day}"))),
        ItemState::Dropped(_) => ("- [-]", None),
    };
    let marked = open.replacen("- [ ]", mark, 1);
    match (field, marked.strip_suffix(&format!(" ^{id}"))) {
        (Some(field), Some(text)) => format!("{text} {field} ^{id}"),
        _ => marked,
    }
}
