//! One version of a file: the keys of its frontmatter, and the lines that somebody wrote.

use chrono::NaiveDate;

use crate::format::body::{Body, BodyLine, Vocabulary};
use crate::format::entry;
use crate::format::frontmatter::key_spans;
use crate::format::item_line::{self, task_box};
use crate::format::source::Source;
use crate::model::entry::Entry;
use crate::model::item::{Mark, is_placeholder, normalise_text};
use crate::model::section::Section;

/// Keys that mean something, and are told in words of their own.
const KNOWN_KEYS: [&str; 8] = ["date", "scheduled", "status", "reason", "engagement", "minutes", "prepared", "kind"];

/// A line that somebody wrote: an item, a bullet, a line of prose, a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The section that it stands in.
    pub section: Section,
    /// The text of the heading that it stands under.
    pub heading: Option<String>,
    /// What it says, without bullet, box, owners, fields and ids; white space runs are one space.
    pub text: String,
    /// The box and what goes with it, where it has one.
    pub task: Option<Box>,
    /// Whether it is a heading itself.
    pub is_heading: bool,
    /// Its number in the file, from 1.
    pub number: u32,
}

/// The box of a line, and the fields behind the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Box {
    /// The state.
    pub mark: Mark,
    /// The owners named on the line.
    pub owners: Vec<String>,
    /// The due date.
    pub due: Option<NaiveDate>,
    /// The day on which it was done.
    pub done: Option<NaiveDate>,
    /// The day on which it was opened again.
    pub reopened: Option<NaiveDate>,
    /// The ids.
    pub ids: Vec<String>,
}

impl Line {
    /// The ids of the line.
    pub fn ids(&self) -> &[String] {
        self.task.as_ref().map_or(&[], |task| &task.ids)
    }

    /// The text as texts are compared.
    pub fn normalised(&self) -> String {
        normalise_text(&self.text)
    }

    /// Whether it says the same in the same place, wherever in the file that is.
    pub fn is_same(&self, other: &Self) -> bool {
        self.section == other.section
            && self.is_heading == other.is_heading
            && self.text == other.text
            && self.task == other.task
    }
}

/// One version of a file, read.
#[derive(Debug, Clone, Default)]
pub struct Version {
    /// What it says as an entry, where it is one.
    pub entry: Option<Entry>,
    /// The keys that mean nothing here, with their values; all keys of the pair file.
    pub keys: Vec<(String, String)>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// What a file is to those who read what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file in `entries/`.
    Entry,
    /// `backlog.md` or `goals.md`: all of one section.
    List(Section),
    /// `oneonone.yaml`.
    PairFile,
    /// Anything else, of which only is told that it changed.
    Other,
}

impl Kind {
    pub(super) fn of(path: &str) -> Self {
        let entry = path.strip_prefix("entries/").filter(|name| !name.contains('/') && name.ends_with(".md"));
        match path {
            "backlog.md" => Self::List(Section::Topics),
            "goals.md" => Self::List(Section::Milestones),
            "oneonone.yaml" => Self::PairFile,
            _ if entry.is_some() => Self::Entry,
            _ => Self::Other,
        }
    }
}

impl Version {
    /// Reads the file at `path`; every input has a reading.
    pub fn read(path: &str, bytes: &[u8], vocabulary: &Vocabulary) -> Self {
        match Kind::of(path) {
            Kind::Entry => {
                let entry = entry::read(path.trim_start_matches("entries/"), bytes, vocabulary).entry;
                let source = Source::new(bytes);
                let keys = match source.frontmatter.clone() {
                    Some(block) => keys(&source.text, block),
                    None => Vec::new(),
                };
                let keys = keys.into_iter().filter(|(key, _)| !KNOWN_KEYS.contains(&key.as_str())).collect();
                let mut lines = lines(&source, vocabulary, None);
                // The score is told as what it is.
                let score = entry.score.map(|score| score.line);
                lines.retain(|line| Some(line.number) != score);
                Self { entry: Some(entry), keys, lines }
            }
            Kind::List(section) => {
                let lines = lines(&Source::new(bytes), &Vocabulary::default(), Some(section));
                Self { lines, ..Self::default() }
            }
            Kind::PairFile => {
                let text = String::from_utf8_lossy(bytes);
                Self { keys: keys(&text, 0..text.len()), ..Self::default() }
            }
            Kind::Other => Self::default(),
        }
    }
}

/// The keys of a block of YAML, each with its value as one line.
fn keys(text: &str, block: std::ops::Range<usize>) -> Vec<(String, String)> {
    let value = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let spans = key_spans(text, block);
    spans.into_iter().map(|key| (key.key, one_line(value(key.value.start, key.full.end)))).collect()
}

/// The text with each run of white space as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(source: &Source<'_>, vocabulary: &Vocabulary, only: Option<Section>) -> Vec<Line> {
    let body = Body::read(source, vocabulary);
    let mut lines = Vec::new();
    for (index, line) in body.lines.iter().enumerate() {
        let number = u32::try_from(source.lines_before_body + index + 1).unwrap_or(u32::MAX);
        let place = |text: String, task: Option<Box>, is_heading: bool| Line {
            section: only.unwrap_or_else(|| body.section(line)),
            heading: line.heading.and_then(|index| body.headings.get(index)).map(|heading| heading.text.clone()),
            text,
            task,
            is_heading,
            number,
        };
        if line.flags.heading {
            let heading = line.heading.and_then(|heading| body.headings.get(heading));
            if let Some(heading) = heading.filter(|heading| heading.lines.start == index && !heading.text.is_empty()) {
                lines.push(place(one_line(&heading.text), None, true));
            }
        } else if let Some((text, task)) = written(source, &body, line) {
            lines.push(place(text, task, false));
        }
    }
    lines
}

/// What somebody wrote on a line, and its box; nothing on a blank one, a comment, a rule, a fence or a placeholder.
fn written(source: &Source<'_>, body: &Body, line: &BodyLine) -> Option<(String, Option<Box>)> {
    if line.flags.rule || line.flags.fence {
        return None;
    }
    let end = line.span.content.end;
    if line.flags.code || line.flags.quote {
        let text = one_line(&body.without_comments(&source.text, line.span.content.clone()));
        return (!text.is_empty()).then_some((text, None));
    }
    let from = line.item.unwrap_or(line.span.content.start);
    if let Some((mark, after)) = line.item.and_then(|item| task_box(&source.text[item..end])) {
        let read = item_line::read(&body.without_comments(&source.text, from + after..end));
        let task = Box {
            mark: Mark::from_char(mark),
            owners: read.owners,
            due: read.due,
            done: read.done,
            reopened: read.reopened,
            ids: read.ids,
        };
        return (!is_placeholder(&read.text)).then(|| (one_line(&read.text), Some(task)));
    }
    let text = one_line(&body.without_comments(&source.text, from..end));
    (!is_placeholder(&text)).then_some((text, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(path: &str, text: &str) -> Vec<String> {
        let version = Version::read(path, text.as_bytes(), &Vocabulary::default());
        version.lines.iter().map(|line| format!("{}: {}", line.section.name(), line.text)).collect()
    }

    #[test]
    fn lines_are_what_somebody_wrote() {
        let text = "---\ndate: 2026-11-20\n---\n# A and B\n\n## Topics\n<!-- ask -->\n- [ ] Pay @x ^abcd <!-- x -->\n\
                    - TODO\n- [ ]\n***\n> quoted\n## Engagement\n8\nGood.\n";
        assert_eq!(
            shown("entries/2026-11-20.md", text),
            [
                "other: A and B",
                "topics: Topics",
                "topics: Pay @x",
                "topics: > quoted",
                "engagement: Engagement",
                "engagement: Good.",
            ]
        );
        assert_eq!(shown("backlog.md", "# Ideas\n- [ ] a\n"), ["topics: Ideas", "topics: a"]);
        assert_eq!(shown("README.md", "a\n"), Vec::<String>::new());
    }

    #[test]
    fn keys_have_their_values_on_one_line() {
        let version = Version::read("oneonone.yaml", b"a: 1\nb:\n  - {x: 1}\n  - {y: 2}\n", &Vocabulary::default());
        assert_eq!(version.keys, [("a".into(), "1".into()), ("b".into(), "- {x: 1} - {y: 2}".into())]);
        let entry = Version::read("entries/a.md", b"---\nstatus: held\nmood: ok\n---\n", &Vocabulary::default());
        assert_eq!(entry.keys, [("mood".into(), "ok".into())]);
    }
}
