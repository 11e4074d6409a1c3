//! A folder of dated files, one a meeting: which of them are meetings of the two, on what day, and as what entry.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};

use super::cancelled::{self, Said};
use super::date::Day;
use super::document::{Document, Options, QuestionKind, Remark, fingerprint};
use super::entries::{Made, head, with_head};
use super::heading::{Dated, Reading, Strength};
use super::outline::{Style, candidates};
use super::page::{MOOD_SCALE, Mood, Page, TextDate};
use super::path_date::{PathDate, order_of, stem};
use crate::format::diagnostic::to_u32;
use crate::format::edit::{EditError, set_key, yaml_string};
use crate::format::frontmatter::parse_mapping;
use crate::format::lines::ending;
use crate::format::source::Source;
use crate::model::pair::{KINDS, ONE_ON_ONE};
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
            let page = Page::read(&source);
            if let Some(kind) = page.other_kind(&file.path) {
                folder.leave_out(file, LeftOut::OtherKind(kind));
                continue;
            }
            let of_path = PathDate::of(&file.path);
            let of_text = match (page.day(&source, names, order), &of_path) {
                (TextDate::Day(date, line), _) => Some((date, line)),
                (TextDate::Either, PathDate::None) => return Err(ask(QuestionKind::Order, file)),
                _ => None,
            };
            let date = match (of_path.day(order, options.year), of_text, &of_path) {
                (Some(date), ..) if days(&source, names, date) < 2 => date,
                (Some(date), ..) => {
                    folder.leave_out(file, LeftOut::Document(days(&source, names, date)));
                    continue;
                }
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
            let Ok(bytes) = entry_of(file, &source, &page, names, date) else {
                folder.leave_out(file, LeftOut::Frontmatter);
                continue;
            };
            seen.insert(print, &file.path);
            if let Some(Mood::NoScore(said, line)) = page.mood() {
                folder.remarks.push((file.path.clone(), no_score(&source, line, &said)));
            }
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

/// How many days a file has whole sections for, its own among them: below that it is one meeting that speaks of others.
fn days(source: &Source<'_>, names: &SectionNames, date: NaiveDate) -> usize {
    let mut of_styles: BTreeMap<Style, BTreeSet<(u32, u32)>> = BTreeMap::new();
    for candidate in candidates(source, names) {
        if let Reading::Dated(Dated { found, strength: Strength::Bare, .. }) = &candidate.reading
            && let Day::Known(month, day) = found.day
            && candidate.style != Style::Plain
        {
            of_styles.entry(candidate.style).or_default().insert((month, day));
        }
    }
    let own = of_styles.values().filter(|days| days.contains(&(date.month(), date.day())));
    own.map(BTreeSet::len).max().unwrap_or_default()
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

/// The file as an entry: every byte of it, and what it needs in its frontmatter.
fn entry_of(
    file: &File,
    source: &Source<'_>,
    page: &Page,
    names: &SectionNames,
    date: NaiveDate,
) -> Result<Vec<u8>, EditError> {
    let prepared = file.written.filter(|day| *day < date && !page.has("prepared"));
    let (cancelled, is_unsaid) = became(file, source, page, names, date);
    let score = match page.mood() {
        Some(Mood::Score(score)) => Some(format!("{{score: {score}, scale: {MOOD_SCALE}}}")),
        _ => None,
    };
    let Some(block) = source.frontmatter.clone() else {
        let mut lines = head(date, cancelled.as_deref(), is_unsaid, &file.path);
        let more = [score.map(|score| format!("engagement: {score}")), prepared.map(|day| format!("prepared: {day}"))];
        lines.splice(lines.len() - 1..lines.len() - 1, more.into_iter().flatten());
        let end = ending(&source.text);
        let head: String = lines.iter().map(|line| format!("{line}{end}")).collect();
        return Ok(with_head(&file.bytes, &head));
    };
    if parse_mapping(&source.text[block]).is_err() {
        return Err(EditError::UnreadableFrontmatter);
    }
    let mut bytes = set_key(&file.bytes, "imported", &yaml_string(&file.path))?;
    if let Some(said) = page.key("date").filter(|said| *said != date.to_string()) {
        bytes = set_key(&bytes, "date", &format!("{date} # {}", in_file(said, file)))?;
    }
    // Other people's words for it are none of ours, and would keep the meeting out of the figures.
    if let Some(said) = page.key("kind").filter(|said| !KINDS.contains(said)) {
        bytes = set_key(&bytes, "kind", &format!("{} # {}", ONE_ON_ONE, in_file(said, file)))?;
    }
    if let Some(score) = score {
        bytes = set_key(&bytes, "engagement", &score)?;
    }
    if let Some(day) = prepared {
        bytes = set_key(&bytes, "prepared", &day.to_string())?;
    }
    let is_said = page.key("status").is_some_and(|said| said == "cancelled" || !page.is_cancelled());
    if cancelled.is_some() && !is_said {
        bytes = set_key(&bytes, "status", "cancelled")?;
    }
    Ok(bytes)
}

/// What stood in the place of a value, as a comment.
fn in_file(said: &str, file: &File) -> String {
    let was: String = said.chars().filter(|c| !c.is_control()).take(40).collect();
    format!("{was} in {}", file.path.replace('#', "-"))
}

/// Whether the meeting was cancelled, and why; and whether nothing but its date is said.
fn became(
    file: &File,
    source: &Source<'_>,
    page: &Page,
    names: &SectionNames,
    date: NaiveDate,
) -> (Option<String>, bool) {
    if page.is_cancelled() {
        return (Some(String::new()), false);
    }
    let options = Options { year: Some(date.year()), order: None };
    if let Ok(document) = Document::read(&file.bytes, names, &options)
        && let Some((_, meeting)) = document.meetings().next()
        && meeting.date == date
    {
        return (meeting.cancelled.clone(), meeting.is_unsaid);
    }
    let lines: Vec<&str> = source.body_lines().iter().map(|line| &source.text[line.content.clone()]).collect();
    let name = file.path.rsplit('/').next().unwrap_or_default();
    match cancelled::said_by_file(stem(name), &lines) {
        Said::Cancelled(why) => (Some(why), false),
        Said::Nothing | Said::Doubtful => (None, false),
    }
}

/// A `mood` that is no score.
fn no_score(source: &Source<'_>, line: u32, said: &str) -> Remark {
    Remark {
        code: "bad-engagement",
        line,
        column: 1,
        length: to_u32(source.line(line).trim_end().chars().count().max(1)),
        message: format!("`{said}` is no score from 1 to {MOOD_SCALE}, and there is none"),
        remedy: format!("write a whole number from 1 to {MOOD_SCALE}, or `engagement:` with one from 1 to 10"),
    }
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
