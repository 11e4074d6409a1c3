//! A folder of dated files, one a meeting: which of them are meetings of the two, on what day, and as what entry.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::cancelled;
use super::date::{Day, Scan, scan};
use super::document::{Document, Options, QuestionKind, Remark, fingerprint};
use super::entries::{Made, head, with_head};
use super::heading::{Dated, Reading, Strength};
use super::outline::{Candidate, candidates};
use super::path_date::{PathDate, order_of};
use super::words::words;
use crate::format::diagnostic::to_u32;
use crate::format::edit::{EditError, set_key, yaml_string};
use crate::format::frontmatter::{key_spans, parse_mapping};
use crate::format::lines::ending;
use crate::format::source::Source;
use crate::model::section::SectionNames;

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative to the folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The day on which somebody first wrote in it, as the folder's own git has it.
    pub written: Option<NaiveDate>,
}

/// Why a file is no entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// It has no day: neither its name nor its text. The day on which it was first written, where git knows.
    NoDate(Option<NaiveDate>),
    /// What is meant as its day is none.
    BrokenDate(String),
    /// It is a document of so many meetings.
    Document(usize),
    /// It is of another kind of meeting, by this word.
    OtherKind(String),
    /// It says the same as this file of the same day.
    Again(String),
    /// It is no text.
    NotText,
    /// Its frontmatter cannot be read.
    Frontmatter,
}

/// What only the user can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderQuestion {
    /// What.
    pub kind: QuestionKind,
    /// The file that it is about.
    pub path: String,
}

/// A folder, read.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// The meetings, in the order of their days.
    pub made: Vec<Made>,
    /// What became of the other files.
    pub left_out: Vec<(String, LeftOut)>,
    /// What was not understood, with its file.
    pub remarks: Vec<(String, Remark)>,
}

/// Keys that say what kind of a meeting a file is of.
const KIND_KEYS: [&str; 4] = ["context", "kind", "type", "category"];

/// Their values that say that it is one of the two.
const ONE_ON_ONE: [&str; 10] =
    ["one on one", "one to one", "1 on 1", "1 1", "1on1", "oneonone", "o3", "1to1", "1 to 1", "1 2 1"];

/// Their values that say nothing.
const ANY_KIND: [&str; 11] =
    ["meeting", "meetings", "meeting notes", "note", "notes", "minutes", "post", "page", "journal", "log", "entry"];

/// Words in a file's name that are another kind of meeting.
const OTHER_KINDS: [&str; 9] =
    ["standup", "retro", "retrospective", "allhands", "townhall", "refinement", "grooming", "demo", "planning"];

/// Among how many of the first lines it stands what the whole page is about: its date, properties as Notion writes them.
const PROPERTY_LINES: usize = 15;

/// The highest score of a `mood`.
const MOOD_SCALE: i64 = 5;

impl Folder {
    /// Reads files, which are in the order of their paths.
    ///
    /// # Errors
    /// A [`FolderQuestion`] where a day has several readings that only the user can tell apart.
    pub fn read(files: &[File], names: &SectionNames, options: &Options) -> Result<Self, FolderQuestion> {
        let order = options.order.or_else(|| order_of(files.iter().map(|file| file.path.as_str())));
        let mut folder = Self::default();
        let mut of_days: HashMap<NaiveDate, u32> = HashMap::new();
        let mut seen: HashMap<(NaiveDate, u64), &str> = HashMap::new();
        for file in files {
            if file.bytes.contains(&0) {
                folder.leave_out(file, LeftOut::NotText);
                continue;
            }
            let source = Source::new(&file.bytes);
            let keys = keys(&source);
            if let Some(kind) = other_kind(&file.path, &keys) {
                folder.leave_out(file, LeftOut::OtherKind(kind));
                continue;
            }
            let of_path = PathDate::of(&file.path);
            let of_text = text_date(&source, names);
            let date = match (of_path.day(order, options.year), of_text, &of_path) {
                (Some(date), ..) => date,
                (None, _, PathDate::Broken(text)) => {
                    folder.leave_out(file, LeftOut::BrokenDate(text.clone()));
                    continue;
                }
                (None, Some((date, _)), _) if meetings(&file.bytes, names, date) < 2 => date,
                (None, Some((date, _)), _) => {
                    folder.leave_out(file, LeftOut::Document(meetings(&file.bytes, names, date)));
                    continue;
                }
                (None, None, PathDate::Either(..)) if order.is_none() => return Err(ask(QuestionKind::Order, file)),
                (None, None, PathDate::Either(..) | PathDate::NoYear(..)) if options.year.is_none() => {
                    return Err(ask(QuestionKind::Year, file));
                }
                _ => {
                    folder.leave_out(file, LeftOut::NoDate(file.written));
                    continue;
                }
            };
            let print = (date, fingerprint(&source.text[source.body..]));
            if let Some(first) = seen.get(&print) {
                folder.leave_out(file, LeftOut::Again((*first).to_owned()));
                continue;
            }
            let Ok(bytes) = entry_of(file, &source, &keys, names, date) else {
                folder.leave_out(file, LeftOut::Frontmatter);
                continue;
            };
            seen.insert(print, &file.path);
            if let Some((said, line)) = of_text.filter(|(said, _)| *said != date) {
                folder.remarks.push((file.path.clone(), clash(&source, line, said, date)));
            }
            let ordinal = of_days.entry(date).or_default();
            *ordinal += 1;
            folder.made.push(Made {
                date,
                ordinal: *ordinal,
                lines: (1, to_u32(source.lines.len().max(1))),
                source: file.path.clone(),
                bytes,
            });
        }
        folder.made.sort_by_key(|made| (made.date, made.ordinal));
        Ok(folder)
    }

    fn leave_out(&mut self, file: &File, why: LeftOut) {
        self.left_out.push((file.path.clone(), why));
    }
}

/// Whether the name of a file says a day.
pub fn has_day(name: &str) -> bool {
    !matches!(PathDate::of(name), PathDate::None | PathDate::Broken(_))
}

fn ask(kind: QuestionKind, file: &File) -> FolderQuestion {
    FolderQuestion { kind, path: file.path.clone() }
}

/// How many days a file has meetings on.
fn meetings(bytes: &[u8], names: &SectionNames, date: NaiveDate) -> usize {
    let options = Options { year: Some(date.year()), order: None };
    let Ok(document) = Document::read(bytes, names, &options) else { return 2 };
    let mut dates: Vec<NaiveDate> = document.meetings().map(|(_, meeting)| meeting.date).collect();
    dates.sort_unstable();
    dates.dedup();
    dates.len()
}

/// The keys of a frontmatter with their values as text, and their lines.
fn keys(source: &Source<'_>) -> HashMap<String, (String, u32)> {
    let Some(block) = source.frontmatter.clone() else { return HashMap::new() };
    let spans = key_spans(&source.text, block);
    let value = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
    spans
        .into_iter()
        .map(|key| {
            let line = source.place(key.name.start).0;
            (key.key.to_lowercase(), (value(&source.text[key.value.clone()]), line))
        })
        .collect()
}

/// The word by which a file is of another kind of meeting.
fn other_kind(path: &str, keys: &HashMap<String, (String, u32)>) -> Option<String> {
    for key in KIND_KEYS {
        let Some((value, _)) = keys.get(key).filter(|(value, _)| !value.is_empty()) else { continue };
        let said = words(value).join(" ");
        if ONE_ON_ONE.contains(&said.as_str()) {
            return None;
        }
        if !ANY_KIND.contains(&said.as_str()) {
            return Some(value.clone());
        }
    }
    let name = path.rsplit('/').next().unwrap_or_default().to_lowercase().replace("stand-up", "standup");
    words(&name.replace("all-hands", "allhands")).into_iter().find(|word| OTHER_KINDS.contains(&word.as_str()))
}

/// The day that the text of a file says, and the line on which it does: the frontmatter's, that of a line `Date: …` near the top, that of
/// its first heading with a whole date, else the one on which it was made.
fn text_date(source: &Source<'_>, names: &SectionNames) -> Option<(NaiveDate, u32)> {
    let whole = |found: &super::date::Found| match (found.year, found.day) {
        (Some(year), Day::Known(month, day)) => NaiveDate::from_ymd_opt(year, month, day),
        _ => None,
    };
    if let Some((value, line)) = keys(source).get("date")
        && let Scan::Date(found) = scan(value)
        && let Some(date) = whole(&found)
    {
        return Some((date, *line));
    }
    let property = |names: &[&str]| {
        let lines = source.body_lines().iter().take(PROPERTY_LINES).enumerate();
        lines
            .filter_map(|(index, line)| {
                let (name, value) = source.text[line.content.clone()].split_once(':')?;
                let name = name.trim_matches(['*', ' ', '-']).to_lowercase();
                match (names.contains(&name.as_str()), scan(value)) {
                    (true, Scan::Date(found)) => Some((whole(&found)?, to_u32(source.lines_before_body + index + 1))),
                    _ => None,
                }
            })
            .next()
    };
    let heading = || {
        let near_the_top = |candidate: &&Candidate| candidate.lines.start < source.lines_before_body + PROPERTY_LINES;
        candidates(source, names).iter().take_while(near_the_top).find_map(|candidate| match &candidate.reading {
            Reading::Dated(Dated { found, strength, .. }) if *strength > Strength::Weak => {
                whole(found).map(|date| (date, to_u32(candidate.lines.start + 1)))
            }
            _ => None,
        })
    };
    property(&["date", "meeting date", "when"]).or_else(heading).or_else(|| property(&["created", "created time"]))
}

/// The file as an entry: every byte of it, and what it needs in its frontmatter.
fn entry_of(
    file: &File,
    source: &Source<'_>,
    keys: &HashMap<String, (String, u32)>,
    names: &SectionNames,
    date: NaiveDate,
) -> Result<Vec<u8>, EditError> {
    let prepared = file.written.filter(|day| *day < date && !keys.contains_key("prepared"));
    let Some(block) = source.frontmatter.clone() else {
        let (cancelled, is_unsaid) = became(file, source, names, date);
        let mut lines = head(date, cancelled.as_deref(), is_unsaid, &file.path);
        if let Some(day) = prepared {
            lines.insert(lines.len() - 1, format!("prepared: {day}"));
        }
        let end = ending(&source.text);
        let head: String = lines.iter().map(|line| format!("{line}{end}")).collect();
        return Ok(with_head(&file.bytes, &head));
    };
    if parse_mapping(&source.text[block]).is_err() {
        return Err(EditError::UnreadableFrontmatter);
    }
    let mut bytes = set_key(&file.bytes, "imported", &yaml_string(&file.path))?;
    if let Some((said, _)) = keys.get("date").filter(|(said, _)| *said != date.to_string()) {
        let was: String = said.chars().filter(|c| !c.is_control()).take(40).collect();
        bytes = set_key(&bytes, "date", &format!("{date} # {was} in {}", file.path.replace('#', "-")))?;
    }
    if let Some(score) = keys.get("mood").and_then(|(mood, _)| mood.parse::<i64>().ok())
        && (1..=MOOD_SCALE).contains(&score)
        && !keys.contains_key("engagement")
    {
        bytes = set_key(&bytes, "engagement", &format!("{{score: {score}, scale: {MOOD_SCALE}}}"))?;
    }
    if let Some(day) = prepared {
        bytes = set_key(&bytes, "prepared", &day.to_string())?;
    }
    let (cancelled, _) = became(file, source, names, date);
    if cancelled.is_some() && !keys.contains_key("status") {
        bytes = set_key(&bytes, "status", "cancelled")?;
    }
    Ok(bytes)
}

/// Whether the meeting was cancelled, and why; and whether nothing but its date is said.
fn became(file: &File, source: &Source<'_>, names: &SectionNames, date: NaiveDate) -> (Option<String>, bool) {
    let options = Options { year: Some(date.year()), order: None };
    if let Ok(document) = Document::read(&file.bytes, names, &options)
        && let Some((_, meeting)) = document.meetings().next()
        && meeting.date == date
    {
        return (meeting.cancelled.clone(), meeting.is_unsaid);
    }
    let lines: Vec<&str> = source.body_lines().iter().map(|line| &source.text[line.content.clone()]).collect();
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let cancelled = cancelled::in_body(&lines).or_else(|| cancelled::in_heading(name).then(String::new));
    (cancelled, false)
}

/// The text says another day than the name.
fn clash(source: &Source<'_>, line: u32, said: NaiveDate, date: NaiveDate) -> Remark {
    let text = source.line(line);
    let before = text.len() - text.trim_start_matches(['#', '*', '_', ' ', '\t']).len();
    Remark {
        code: "date-differs",
        line,
        column: to_u32(text[..before].chars().count() + 1),
        length: to_u32(text[before..].trim_end().chars().count().max(1)),
        message: format!("the text says {said}, the file's name {date}; it is taken as the name says"),
        remedy: "put the one that is wrong right, and import again".to_owned(),
    }
}
