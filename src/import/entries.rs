//! The meetings of a document as files: what is put in front of each, and which file it is where some are there already.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::document::{Document, Meeting, Piece};
use crate::format::edit::yaml_string;
use crate::format::frontmatter::key_spans;
use crate::format::item_line::{self, task_box};
use crate::format::lines::ending;
use crate::format::source::Source;
use crate::model::entry::EntryName;

/// A meeting as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its day.
    pub date: NaiveDate,
    /// The order within the day, from 1.
    pub ordinal: u32,
    /// Its lines in the document, both included.
    pub lines: (u32, u32),
    /// What it was made from, as its key `imported` says.
    pub source: String,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
}

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

/// The meetings of a document as files, in the order of the document. `source` is what the key `imported` says.
pub fn make(document: &Document<'_>, source: &str) -> Vec<Made> {
    let end = ending(&document.source.text);
    let made = |(piece, meeting): (&Piece, &Meeting)| Made {
        date: meeting.date,
        ordinal: meeting.ordinal,
        lines: piece.lines,
        source: source.to_owned(),
        bytes: with_head(document.bytes_of(piece), &head_of(meeting, source, end)),
    };
    document.meetings().map(made).collect()
}

fn head_of(meeting: &Meeting, source: &str, end: &str) -> String {
    let lines = head(meeting.date, meeting.cancelled.as_deref(), meeting.is_unsaid, source);
    lines.iter().map(|line| format!("{line}{end}")).collect()
}

/// The lines of a frontmatter for a meeting that was cancelled for a reason (empty where none is said), of which nothing but
/// the date is said, or that was held.
pub(super) fn head(date: NaiveDate, cancelled: Option<&str>, is_unsaid: bool, source: &str) -> Vec<String> {
    let mut lines = vec!["---".to_owned(), format!("date: {date}")];
    if let Some(reason) = cancelled {
        lines.push("status: cancelled".to_owned());
        if !reason.is_empty() {
            lines.push(format!("reason: {}", yaml_string(&one_line(reason))));
        }
    }
    if cancelled.is_none() && is_unsaid {
        lines.push("status: planned".to_owned());
    }
    lines.push(format!("imported: {}", yaml_string(&one_line(source))));
    lines.push("---".to_owned());
    lines
}

/// A text as it can stand in a frontmatter: without control characters, and not too long.
fn one_line(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
    text.trim().to_owned()
}

/// A byte order mark stays in front.
pub(super) fn with_head(bytes: &[u8], head: &str) -> Vec<u8> {
    let mark: &[u8] = "\u{feff}".as_bytes();
    match bytes.strip_prefix(mark) {
        Some(rest) => [mark, head.as_bytes(), rest].concat(),
        None => [head.as_bytes(), bytes].concat(),
    }
}

/// Where each meeting goes, given the entries that are there.
pub fn place(made: &[Made], there: &[There<'_>]) -> Vec<Place> {
    let mut by_date: BTreeMap<NaiveDate, Vec<&There<'_>>> = BTreeMap::new();
    for entry in there {
        if let Some(date) = entry.name.date {
            by_date.entry(date).or_default().push(entry);
        }
    }
    let mut taken: HashSet<String> = there.iter().map(|entry| entry.name.file.clone()).collect();
    let mut places: Vec<Option<Place>> = vec![None; made.len()];
    let mut order: Vec<usize> = (0..made.len()).collect();
    order.sort_by_key(|index| (made[*index].date, made[*index].ordinal));
    let mut matched: HashSet<&str> = HashSet::new();
    // The same words first, then the same heading, then what is left of the same document, in order.
    for is_same in [same_body as fn(&[u8], &[u8]) -> bool, same_heading, |_: &[u8], _: &[u8]| true] {
        for index in &order {
            let Some(entries) = by_date.get(&made[*index].date).filter(|_| places[*index].is_none()) else { continue };
            let entry = entries.iter().find(|entry| {
                !matched.contains(entry.name.file.as_str())
                    && (imported_from(entry.bytes).is_some_and(|from| is_same_document(&from, &made[*index].source))
                        || same_body(entry.bytes, &made[*index].bytes))
                    && is_same(entry.bytes, &made[*index].bytes)
            });
            if let Some(entry) = entry {
                matched.insert(&entry.name.file);
                places[*index] = Some(Place::Known(entry.name.file.clone()));
            }
        }
    }
    // The same file or section on another day: its date was read otherwise the last time.
    let elsewhere: Vec<(String, &There<'_>)> =
        there.iter().filter_map(|entry| Some((imported_from(entry.bytes)?, entry))).collect();
    for index in &order {
        let made = &made[*index];
        let is_it = |(from, entry): &&(String, &There<'_>)| {
            *from == made.source && !body(entry.bytes).is_empty() && same_body(entry.bytes, &made.bytes)
        };
        if places[*index].is_none()
            && let Some((_, entry)) = elsewhere.iter().find(is_it)
        {
            places[*index] = Some(Place::Known(entry.name.file.clone()));
        }
    }
    let known = |places: &[Option<Place>]| -> HashSet<String> {
        let file = |place: &Place| match place {
            Place::Known(file) | Place::Moved(file, _) => Some(file.clone()),
            Place::New(_) | Place::Taken(_) => None,
        };
        places.iter().flatten().filter_map(file).collect()
    };
    let dates: HashSet<NaiveDate> = made.iter().map(|made| made.date).collect();
    let rests: HashMap<&str, Option<Vec<String>>> = match places.iter().any(Option::is_none) {
        true => there.iter().map(|entry| (entry.name.file.as_str(), own_words(entry.bytes))).collect(),
        false => HashMap::new(),
    };
    for index in order {
        if places[index].is_some() {
            continue;
        }
        let made = &made[index];
        let by_hand = by_date.get(&made.date).into_iter().flatten().find(|entry| imported_from(entry.bytes).is_none());
        if let Some(entry) = by_hand {
            places[index] = Some(Place::Taken(entry.name.file.clone()));
            continue;
        }
        let free = (1..).map(|ordinal| EntryName::of(made.date, ordinal)).find(|name| !taken.contains(name));
        let name = free.unwrap_or_default();
        taken.insert(name.clone());
        // The same text, under a date that the document no longer has.
        let rest = own_words(&made.bytes);
        let known = known(&places);
        let before = elsewhere.iter().find(|(from, entry)| {
            if is_issue(from) && is_same_document(from, &made.source) {
                // One issue is one meeting, whatever its title says now.
                return !known.contains(&entry.name.file);
            }
            is_same_document(from, &made.source)
                && !known.contains(&entry.name.file)
                && entry.name.date.is_some_and(|date| !dates.contains(&date))
                && rest.is_some()
                && rests.get(entry.name.file.as_str()) == Some(&rest)
                && rests.values().filter(|other| **other == rest).count() == 1
        });
        places[index] = Some(match before {
            Some((_, entry)) => Place::Moved(entry.name.file.clone(), name),
            None => Place::New(name),
        });
    }
    places.into_iter().flatten().collect()
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

fn is_issue(name: &str) -> bool {
    issue(name).is_some()
}

fn stem(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.strip_prefix("copy of ").unwrap_or(&name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let uncounted = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match uncounted {
        Some((stem, number)) if number.bytes().all(|b| b.is_ascii_digit()) => stem.to_owned(),
        _ => stem.to_owned(),
    }
}

fn body(bytes: &[u8]) -> String {
    let source = Source::new(bytes);
    source.text[source.body..].split_whitespace().collect::<Vec<_>>().join(" ")
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
    let lines = source.body_lines().iter().map(|line| source.text[line.content.clone()].trim().to_owned());
    let said = |line: String| {
        let item = line.trim_start_matches(['-', '*', '+', ' ']);
        match task_box(item) {
            Some((_, at)) => item_line::read(&item[at..]).text,
            None => line,
        }
    };
    let rest: Vec<String> = lines.filter(|line| !line.is_empty()).skip(1).map(said).collect();
    let own = rest.iter().filter(|line| !line.starts_with('#')).flat_map(|line| line.split_whitespace());
    let number = own.filter(|word| word.contains(char::is_alphabetic)).take(OWN_WORDS).count();
    (number == OWN_WORDS).then_some(rest)
}

/// Where what belongs to no meeting is kept, beside the entries, where no figure reads it.
pub fn aside_path(source: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let name: String = stem(source).chars().map(kept).take(80).collect();
    let name = name.trim_matches('-');
    format!("imported/{}.md", if name.is_empty() { "document" } else { name })
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

    #[test]
    fn what_is_kept_apart_has_a_plain_name() {
        assert_eq!(aside_path("../Alice & Bob: 1:1 (3).md"), "imported/alice---bob--1-1.md");
        assert_eq!(aside_path("…"), "imported/document.md");
    }
}
