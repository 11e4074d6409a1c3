//! What a meeting that is called off leaves to the next one. An entry that is cancelled ahead is not read until its day, so what
//! stands in it alone would be gone until then: the items that it has, with what became of them, and the notes.

use super::carry::{line_of, section_of};
use super::ids::id_of;
use super::prose;
use crate::format::body::Vocabulary;
use crate::history::{History, Item, ItemState, Origin};
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
        if !item.mentions.iter().any(|mention| mention.origin == Origin::Entry(index)) {
            continue;
        }
        if known_as(before, after, item) == Some(item.state) {
            continue;
        }
        let (id, is_new) = id_of(before, item);
        if let Some(mention) = item.mentions.last().filter(|_| is_new) {
            along.ids.push((before.path(mention.origin), mention.line, id.clone()));
        }
        along.lines.push((section_of(item.kind), line(before, item, &id)));
        along.items += 1;
    }
    let there = String::from_utf8_lossy(next);
    for said in prose::lines(bytes, vocabulary) {
        let section = match said.section {
            Section::Engagement | Section::Attendance => continue,
            Section::Other => Section::Topics,
            section => section,
        };
        if !there.contains(&said.text) && said.text.contains(char::is_alphanumeric) {
            along.lines.push((section, format!("- {}", said.text)));
            along.notes += 1;
        }
    }
    along.lines.sort_by_key(|(section, _)| *section);
    along
}

/// The state of the same item in another history.
fn known_as(before: &History, after: &History, item: &Item) -> Option<ItemState> {
    let places = |history: &History, item: &Item| -> Vec<(String, u32)> {
        item.mentions.iter().map(|mention| (history.path(mention.origin), mention.line)).collect()
    };
    let here = places(before, item);
    let is_it = |other: &&Item| {
        other.ids.iter().any(|id| item.ids.contains(id))
            || places(after, other).iter().any(|place| here.contains(place))
    };
    after.items.iter().find(is_it).map(|item| item.state)
}

/// The line of an item with what became of it.
fn line(history: &History, item: &Item, id: &str) -> String {
    let open = line_of(history, item, id);
    let (mark, day) = match item.state {
        ItemState::Open => return open,
        ItemState::Done(day) => ("- [x]", day),
        ItemState::Dropped(_) => ("- [-]", None),
    };
    let marked = open.replacen("- [ ]", mark, 1);
    match (day, marked.strip_suffix(&format!(" ^{id}"))) {
        (Some(day), Some(text)) => format!("{text} done:{day} ^{id}"),
        _ => marked,
    }
}
