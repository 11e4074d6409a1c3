//! The lines of a document that may begin a meeting: headings, and paragraphs that begin in bold.

use std::collections::HashMap;
use std::ops::Range;

use super::heading::{self, Reading};
use crate::format::body::{Body, Vocabulary};
use crate::format::source::Source;
use crate::model::section::{SectionNames, normalise_heading};

/// How a line is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Style {
    /// A heading of that level.
    Heading(u8),
    /// A paragraph that begins in bold.
    Bold,
    /// A line that is nothing but a date.
    Plain,
}

/// A line that may begin something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The lines that it takes, as indices.
    pub(super) lines: Range<usize>,
    pub(super) style: Style,
    /// Its text without marks.
    pub(super) text: String,
    pub(super) reading: Reading,
    /// Whether such a heading belongs to a meeting: a known section, or one that comes again.
    pub(super) is_section: bool,
    /// Whether only blank lines stand between it and the next candidate.
    pub(super) is_empty: bool,
}

/// The candidates in order.
pub(super) fn candidates(source: &Source<'_>, names: &SectionNames) -> Vec<Candidate> {
    let body = Body::read(source, &Vocabulary::default());
    let first = source.lines_before_body;
    let mut found = Vec::new();
    for heading in &body.headings {
        let lines = first + heading.lines.start..first + heading.lines.end;
        found.push(candidate(lines, Style::Heading(heading.level), heading.text.clone()));
    }
    let mut is_blank_before = true;
    for (index, line) in body.lines.iter().enumerate() {
        let text = source.text[line.span.content.clone()].trim();
        let flags = line.flags;
        let is_paragraph = !flags.heading && !flags.code && !flags.quote && line.item.is_none();
        if is_paragraph && let Some(bold) = bold(text) {
            found.push(candidate(first + index..first + index + 1, Style::Bold, bold));
        } else if is_paragraph && is_blank_before && text.len() < 60 && text.bytes().any(|b| b.is_ascii_digit()) {
            let plain =
                candidate(first + index..first + index + 1, Style::Plain, text.trim_end_matches(':').to_owned());
            let is_day = matches!(&plain.reading, Reading::Dated(dated) if dated.strength == heading::Strength::Bare);
            found.extend(is_day.then_some(plain));
        }
        is_blank_before = text.is_empty() || flags.heading || flags.rule;
    }
    found.sort_by_key(|candidate| candidate.lines.start);
    name_sections(&mut found, names);
    for index in 1..found.len() {
        let between = found[index - 1].lines.end..found[index].lines.start.max(found[index - 1].lines.end);
        let mut lines = source.lines[between].iter();
        found[index - 1].is_empty = lines.all(|line| source.text[line.content.clone()].trim().is_empty());
    }
    found
}

fn candidate(lines: Range<usize>, style: Style, text: String) -> Candidate {
    let reading = heading::read(&text);
    Candidate { lines, style, text, reading, is_section: false, is_empty: false }
}

/// The text of a line that begins in bold.
fn bold(line: &str) -> Option<String> {
    let mark = ["**", "__"].into_iter().find(|mark| line.starts_with(mark))?;
    let (inside, behind) = line[mark.len()..].split_once(mark)?;
    let text = format!("{inside}{behind}");
    Some(text.replace('\\', "").trim().trim_end_matches(':').to_owned())
}

fn name_sections(found: &mut [Candidate], names: &SectionNames) {
    let mut times: HashMap<String, usize> = HashMap::new();
    let is_other = |candidate: &Candidate| candidate.reading == Reading::Other;
    for candidate in found.iter().filter(|candidate| is_other(candidate)) {
        *times.entry(normalise_heading(&candidate.text)).or_default() += 1;
    }
    for candidate in found.iter_mut().filter(|candidate| is_other(candidate)) {
        let name = normalise_heading(&candidate.text);
        candidate.is_section =
            times.get(&name).is_some_and(|times| *times > 1) || names.lookup_normalised(&name).is_some();
    }
}
