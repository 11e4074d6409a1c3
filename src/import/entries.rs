//! The meetings of a document as files: what is put in front of each, and where the rest goes.

use chrono::NaiveDate;

use super::document::{Document, Meeting, Piece};
use crate::format::edit::yaml_string;
use crate::format::lines::ending;

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

/// The name of a document without what tells its versions apart.
pub(super) fn stem(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.strip_prefix("copy of ").unwrap_or(&name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let uncounted = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match uncounted {
        Some((stem, number)) if number.bytes().all(|b| b.is_ascii_digit()) => stem.to_owned(),
        _ => stem.to_owned(),
    }
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
    fn what_is_kept_apart_has_a_plain_name() {
        assert_eq!(aside_path("../Alice & Bob: 1:1 (3).md"), "imported/alice---bob--1-1.md");
        assert_eq!(aside_path("…"), "imported/document.md");
    }
}
