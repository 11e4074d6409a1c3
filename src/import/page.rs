//! What a file says of itself: in the keys of its frontmatter, in properties under its title as Notion writes them, in its
//! first heading. Its day, its kind, its score, whether it was cancelled.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::cancelled;
use super::date::{DayOrder, Found, Scan, scan};
use super::heading::{Dated, Reading, Strength};
use super::outline::{Candidate, candidates};
use super::words::words;
use crate::format::diagnostic::to_u32;
use crate::format::frontmatter::{key_spans, parse_mapping, value_text};
use crate::format::lines::LineSpan;
use crate::format::source::Source;
use crate::model::section::SectionNames;

/// Keys that say what kind of a meeting a file is of.
const KIND_KEYS: [&str; 4] = ["context", "kind", "type", "category"];

/// Their values that say that it is one of the two.
const ONE_ON_ONE: [&str; 10] =
    ["one on one", "one to one", "1 on 1", "1 1", "1on1", "oneonone", "o3", "1to1", "1 to 1", "1 2 1"];

/// Their values that say nothing.
const ANY_KIND: [&str; 17] = [
    "meeting",
    "meetings",
    "meeting notes",
    "note",
    "notes",
    "minutes",
    "post",
    "page",
    "journal",
    "log",
    "entry",
    "work",
    "people",
    "person",
    "weekly",
    "private",
    "personal",
];

/// Words in a file's name that are another kind of meeting.
const OTHER_KINDS: [&str; 9] =
    ["standup", "retro", "retrospective", "allhands", "townhall", "refinement", "grooming", "demo", "planning"];

/// Among how many of the first lines it stands what the whole page is about: its date, properties as Notion writes them.
const PROPERTY_LINES: usize = 15;

/// The highest score of a `mood`.
pub(super) const MOOD_SCALE: i64 = 5;

/// A value, and the line where it is said.
type Said = (String, u32);

/// What a file says of itself, by key or property in lower case.
pub(super) struct Page {
    keys: HashMap<String, Said>,
    properties: HashMap<String, Said>,
}

/// The day in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextDate {
    /// The day, and the line that says it.
    Day(NaiveDate, u32),
    /// One that may be read day first or month first.
    Either,
    /// There is none.
    None,
}

/// What stands for a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mood {
    /// A score.
    Score(i64),
    /// A number that is none, and its line.
    NoScore(String, u32),
}

impl Page {
    pub(super) fn read(source: &Source<'_>) -> Self {
        Self { keys: keys(source), properties: properties(source) }
    }

    /// Whether its frontmatter has this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// The value of a key of its frontmatter.
    pub(super) fn key(&self, key: &str) -> Option<&str> {
        self.keys.get(key).map(|(value, _)| value.as_str())
    }

    /// The word by which it is of another kind of meeting.
    pub(super) fn other_kind(&self, path: &str) -> Option<String> {
        for key in KIND_KEYS {
            let Some((value, _)) = self.keys.get(key).filter(|(value, _)| !value.is_empty()) else { continue };
            let said = words(value).join(" ").replace("1s", "1").replace("ones", "one");
            if ONE_ON_ONE.iter().any(|name| format!(" {said} ").contains(&format!(" {name} "))) {
                return None;
            }
            if !ANY_KIND.contains(&said.as_str()) {
                return Some(value.clone());
            }
        }
        let other = |text: &str| {
            let text = text.to_lowercase().replace("stand-up", "standup").replace("all-hands", "allhands");
            words(&text).into_iter().find(|word| OTHER_KINDS.contains(&word.as_str()))
        };
        let property = KIND_KEYS.iter().find_map(|key| other(&self.properties.get(*key)?.0));
        property.or_else(|| other(path.rsplit('/').next().unwrap_or_default()))
    }

    /// The score, where it has no `engagement` of its own.
    pub(super) fn mood(&self) -> Option<Mood> {
        let (said, line) = self.keys.get("mood").or_else(|| self.properties.get("mood"))?;
        match said.parse::<i64>() {
            _ if self.has("engagement") => None,
            Ok(score) if (1..=MOOD_SCALE).contains(&score) => Some(Mood::Score(score)),
            _ if said.starts_with(|c: char| c.is_ascii_digit()) => Some(Mood::NoScore(said.clone(), *line)),
            _ => None,
        }
    }

    /// Whether a key or a property says that the meeting was cancelled, in whatever spelling.
    pub(super) fn is_cancelled(&self) -> bool {
        let said = self.keys.get("status").or_else(|| self.properties.get("status"));
        said.is_some_and(|(said, _)| cancelled::is_in_heading(said))
    }

    /// The day that it says: the frontmatter's, that of a line `Date: …` near the top, that of its first heading with a
    /// whole date, else the one on which it was made.
    pub(super) fn day(&self, source: &Source<'_>, names: &SectionNames, order: Option<DayOrder>) -> TextDate {
        let said = |said: Option<&Said>| {
            let (value, line) = said?;
            let Scan::Date(found) = scan(value) else { return None };
            whole(&found, *line, order)
        };
        let property = |of: &[&str]| {
            let lines = source.body_lines().iter().take(PROPERTY_LINES).enumerate();
            lines
                .filter_map(|(index, line)| {
                    let (name, value) = source.text[line.content.clone()].split_once(':')?;
                    let name = name.trim_matches(['*', ' ', '-']).to_lowercase();
                    let Scan::Date(found) = scan(value) else { return None };
                    let line = to_u32(source.lines_before_body + index + 1);
                    of.contains(&name.as_str()).then(|| whole(&found, line, order)).flatten()
                })
                .next()
        };
        let heading = || {
            let near = |candidate: &&Candidate| candidate.lines.start < source.lines_before_body + PROPERTY_LINES;
            candidates(source, names).iter().take_while(near).find_map(|candidate| match &candidate.reading {
                Reading::Dated(Dated { found, strength, .. }) if *strength > Strength::Weak => {
                    whole(found, to_u32(candidate.lines.start + 1), order)
                }
                _ => None,
            })
        };
        said(self.keys.get("date"))
            .or_else(|| property(&["date", "meeting date", "when"]))
            .or_else(heading)
            .or_else(|| property(&["created", "created time"]))
            .unwrap_or(TextDate::None)
    }
}

fn whole(found: &Found, line: u32, order: Option<DayOrder>) -> Option<TextDate> {
    let Some((month, day)) = found.day.read(order) else { return found.year.map(|_| TextDate::Either) };
    NaiveDate::from_ymd_opt(found.year?, month, day).map(|date| TextDate::Day(date, line))
}

/// The keys of a frontmatter with their values as text, those of a list one behind the other.
fn keys(source: &Source<'_>) -> HashMap<String, Said> {
    let Some(block) = source.frontmatter.clone() else { return HashMap::new() };
    let mapping = parse_mapping(&source.text[block.clone()]).unwrap_or_default();
    let spans = key_spans(&source.text, block);
    let keys = spans.into_iter().map(|key| {
        let written = source.text[key.value.clone()].trim().trim_matches(['"', '\'']).to_owned();
        let value = value_text(&mapping, &key.key).unwrap_or(written);
        (key.key.to_lowercase(), (value, source.place(key.name.start).0))
    });
    keys.collect()
}

/// The lines `Name: value` that stand together under the title.
fn properties(source: &Source<'_>) -> HashMap<String, Said> {
    let text = |line: &LineSpan| source.text[line.content.clone()].trim().to_owned();
    let lines = source.body_lines().iter().map(text).enumerate().take(PROPERTY_LINES);
    let mut lines = lines.skip_while(|(_, line)| line.is_empty());
    if !lines.next().is_some_and(|(_, title)| title.starts_with("# ")) {
        return HashMap::new();
    }
    let property = |(index, line): (usize, String)| {
        let (name, value) = line.split_once(':')?;
        let is_name = name.len() <= 30 && name.starts_with(char::is_alphabetic);
        let line = to_u32(source.lines_before_body + index + 1);
        is_name.then(|| (name.trim().to_lowercase(), (value.trim().to_owned(), line)))
    };
    lines.skip_while(|(_, line)| line.is_empty()).map_while(property).collect()
}
