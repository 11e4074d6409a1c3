//! Which file a meeting is, where some are there already: the same day and words first, then the same text under another
//! date, and what is left is new.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::entries::{Made, stem};
use crate::format::frontmatter::key_spans;
use crate::format::item_line::{self, task_box};
use crate::format::source::Source;
use crate::model::entry::EntryName;

/// An entry that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There<'a> {
    /// The file's name.
    pub name: &'a EntryName,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Where a meeting goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Into a new file of that name.
    New(String),
    /// It is this file, as it was imported before; what is new in it has to be put in.
    Known(String),
    /// It is this file, under the date that stood in the document by mistake; it goes to a new file of the second name.
    Moved(String, String),
    /// Somebody wrote this entry of that day; it stays as it is, and the meeting is left out.
    Taken(String),
}

/// Where each meeting goes, given the entries that are there.
pub fn place(made: &[Made], there: &[There<'_>]) -> Vec<Place> {
    let mut placing = Placing::new(made, there);
    placing.on_its_day();
    placing.read_as_another_day();
    placing.the_rest();
    placing.places.into_iter().flatten().collect()
}

/// Meetings on their way to their files.
struct Placing<'m> {
    made: &'m [Made],
    there: &'m [There<'m>],
    /// The entries of each day.
    by_date: BTreeMap<NaiveDate, Vec<&'m There<'m>>>,
    /// The entries that were imported, each with its document.
    imported: Vec<(String, &'m There<'m>)>,
    /// The meetings in the order of time.
    order: Vec<usize>,
    places: Vec<Option<Place>>,
}

impl<'m> Placing<'m> {
    fn new(made: &'m [Made], there: &'m [There<'m>]) -> Self {
        let mut by_date: BTreeMap<NaiveDate, Vec<&There<'_>>> = BTreeMap::new();
        for entry in there {
            if let Some(date) = entry.name.date {
                by_date.entry(date).or_default().push(entry);
            }
        }
        let imported = there.iter().filter_map(|entry| Some((imported_from(entry.bytes)?, entry))).collect();
        let mut order: Vec<usize> = (0..made.len()).collect();
        order.sort_by_key(|index| (made[*index].date, made[*index].ordinal));
        Self { made, there, by_date, imported, order, places: vec![None; made.len()] }
    }

    /// The meetings that have no place yet, in the order of time.
    fn unplaced(&self) -> Vec<usize> {
        self.order.iter().copied().filter(|index| self.places[*index].is_none()).collect()
    }

    /// Of the entries of its day: the same words first, then the same heading, then what is left of the same document.
    fn on_its_day(&mut self) {
        let mut matched: HashSet<&str> = HashSet::new();
        for is_same in [same_body as fn(&[u8], &[u8]) -> bool, same_heading, |_: &[u8], _: &[u8]| true] {
            for index in self.unplaced() {
                let made = &self.made[index];
                let is_it = |entry: &&&There<'_>| {
                    !matched.contains(entry.name.file.as_str())
                        && (imported_from(entry.bytes).is_some_and(|from| is_same_document(&from, &made.source))
                            || same_body(entry.bytes, &made.bytes))
                        && is_same(entry.bytes, &made.bytes)
                };
                if let Some(entry) = self.by_date.get(&made.date).and_then(|entries| entries.iter().find(is_it)) {
                    matched.insert(&entry.name.file);
                    self.places[index] = Some(Place::Known(entry.name.file.clone()));
                }
            }
        }
    }

    /// The same file or section on another day: its date was read otherwise the last time.
    fn read_as_another_day(&mut self) {
        for index in self.unplaced() {
            let made = &self.made[index];
            let is_it = |(from, entry): &&(String, &There<'_>)| {
                *from == made.source && !body(entry.bytes).is_empty() && same_body(entry.bytes, &made.bytes)
            };
            if let Some((_, entry)) = self.imported.iter().find(is_it) {
                self.places[index] = Some(Place::Known(entry.name.file.clone()));
            }
        }
    }

    /// Beside an entry that somebody wrote, from another date, or new.
    fn the_rest(&mut self) {
        let unplaced = self.unplaced();
        if unplaced.is_empty() {
            return;
        }
        let mut taken: HashSet<String> = self.there.iter().map(|entry| entry.name.file.clone()).collect();
        let dates: HashSet<NaiveDate> = self.made.iter().map(|made| made.date).collect();
        let words: HashMap<&str, Option<Vec<String>>> =
            self.there.iter().map(|entry| (entry.name.file.as_str(), own_words(entry.bytes))).collect();
        for index in unplaced {
            let made = &self.made[index];
            let entries = self.by_date.get(&made.date).into_iter().flatten();
            let by_hand = entries.into_iter().find(|entry| imported_from(entry.bytes).is_none());
            if let Some(entry) = by_hand {
                self.places[index] = Some(Place::Taken(entry.name.file.clone()));
                continue;
            }
            let free = (1..).map(|ordinal| EntryName::of(made.date, ordinal)).find(|name| !taken.contains(name));
            let name = free.unwrap_or_default();
            taken.insert(name.clone());
            self.places[index] = Some(match self.under_another_date(made, &dates, &words) {
                Some(file) => Place::Moved(file, name),
                None => Place::New(name),
            });
        }
    }

    /// The file that has the same text, and no other's, under a date that the document no longer has. One issue is one
    /// meeting, whatever its title says now.
    fn under_another_date(
        &self,
        made: &Made,
        dates: &HashSet<NaiveDate>,
        words: &HashMap<&str, Option<Vec<String>>>,
    ) -> Option<String> {
        let is_free = |file: &String| {
            !self
                .places
                .iter()
                .flatten()
                .any(|place| matches!(place, Place::Known(other) | Place::Moved(other, _) if other == file))
        };
        let own = own_words(&made.bytes);
        let is_own = own.is_some() && words.values().filter(|other| **other == own).count() == 1;
        let is_it = |(from, entry): &&(String, &There<'_>)| {
            let is_gone = || entry.name.date.is_some_and(|date| !dates.contains(&date));
            is_same_document(from, &made.source)
                && is_free(&entry.name.file)
                && (issue(from).is_some() || is_own && is_gone() && words.get(entry.name.file.as_str()) == Some(&own))
        };
        self.imported.iter().find(is_it).map(|(_, entry)| entry.name.file.clone())
    }
}

/// The entries that came from the same document, are not older than it, and are no meeting of it now.
pub fn orphans<'t>(made: &[Made], places: &[Place], there: &[There<'t>]) -> Vec<&'t EntryName> {
    let Some(first) = made.iter().map(|made| made.date).min() else { return Vec::new() };
    // A folder is no document.
    if made.iter().any(|other| other.source != made[0].source) {
        return Vec::new();
    }
    let is_known = |name: &EntryName| {
        places.iter().any(|place| match place {
            Place::Known(file) | Place::Moved(file, _) | Place::Taken(file) => *file == name.file,
            Place::New(_) => false,
        })
    };
    let is_orphan = |entry: &&There<'t>| {
        // What was older may have been cut off; what was newer was there.
        entry.name.date.is_some_and(|date| first <= date)
            && imported_from(entry.bytes).is_some_and(|from| is_same_document(&from, &made[0].source))
            && !is_known(entry.name)
    };
    there.iter().filter(is_orphan).map(|entry| entry.name).collect()
}

/// The value of the key `imported`, as it is written; `None` where there is no such key.
pub fn imported_from(bytes: &[u8]) -> Option<String> {
    let source = Source::new(&bytes[..bytes.len().min(4096)]);
    let keys = key_spans(&source.text, source.frontmatter.clone()?);
    let key = keys.iter().find(|key| key.key == "imported")?;
    Some(source.text[key.value.clone()].trim_matches(['"', '\'']).to_owned())
}

/// Whether two names are of versions of one document: `notes.md`, `notes (2).md`, `Copy of notes.md`; an issue is itself
/// in whatever list it stands.
fn is_same_document(one: &str, other: &str) -> bool {
    match (issue(one), issue(other)) {
        (Some(one), Some(other)) => one == other,
        _ => stem(one) == stem(other),
    }
}

/// The number of an issue.
fn issue(name: &str) -> Option<&str> {
    let number = name.strip_prefix("issue ")?.split_once(" of ")?.0;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
}

/// A line as it was imported, whatever became of its item since.
fn as_imported(line: &str) -> String {
    let item = line.trim().trim_start_matches(['-', '*', '+', ' ']);
    match task_box(item) {
        Some((_, at)) => item_line::read(&item[at..]).text,
        None => line.trim().to_owned(),
    }
}

fn body(bytes: &[u8]) -> String {
    let source = Source::new(bytes);
    let lines = source.body_lines().iter().map(|line| as_imported(&source.text[line.content.clone()]));
    lines.flat_map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>().join(" ")
}

fn same_body(one: &[u8], other: &[u8]) -> bool {
    body(one) == body(other)
}

fn same_heading(one: &[u8], other: &[u8]) -> bool {
    let first = |bytes: &[u8]| {
        let source = Source::new(bytes);
        source.body_lines().first().map(|line| source.text[line.content.clone()].trim().to_owned())
    };
    first(one) == first(other)
}

/// Fewer words than these are said of many meetings.
const OWN_WORDS: usize = 3;

/// What a body says under its first line, whatever became of its items; none where that is said of many meetings.
fn own_words(bytes: &[u8]) -> Option<Vec<String>> {
    let source = Source::new(bytes);
    let lines = source.body_lines().iter().map(|line| as_imported(&source.text[line.content.clone()]));
    let rest: Vec<String> = lines.filter(|line| !line.is_empty()).skip(1).collect();
    let own = rest.iter().filter(|line| !line.starts_with('#')).flat_map(|line| line.split_whitespace());
    let number = own.filter(|word| word.contains(char::is_alphabetic)).take(OWN_WORDS).count();
    (number == OWN_WORDS).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_one_document() {
        for (one, other, expected) in [
            ("notes.md", "notes (2).md", true),
            ("Copy of Notes.md", "notes.markdown", true),
            ("notes (old).md", "notes.md", false),
            ("a.md", "b.md", false),
            ("issue 3 of issues.json", "issue 3 of june.json", true),
            ("issue 3 of issues.json", "issue 4 of issues.json", false),
        ] {
            assert_eq!(is_same_document(one, other), expected, "{one} {other}");
        }
    }
}
