//! `almost-a-score`: a number under engagement with words behind it, which is no score.

use super::Finding;
use super::boxes::is_plain_line;
use crate::format::body::{Body, Vocabulary};
use crate::format::diagnostic::{Code, Diagnostic, column, to_u32};
use crate::format::entry;
use crate::format::source::Source;
use crate::model::section::Section;

/// The first line under engagement that begins with a number from 1 to 10, where the entry has no score.
pub(super) fn find(path: &str, bytes: &[u8], vocabulary: &Vocabulary) -> Option<Finding> {
    if entry::read(path.trim_start_matches("entries/"), bytes, vocabulary).entry.score.is_some() {
        return None;
    }
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let is_there = |line: &&crate::format::body::BodyLine| {
        body.section(line) == Section::Engagement && is_plain_line(&source, &body, line)
    };
    let line = body.lines.iter().find(is_there)?;
    let content = line.span.content.clone();
    let from = line.item.unwrap_or(content.end - source.text[content.clone()].trim_start().len());
    let text = &source.text[from..content.end];
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = text[..digits].parse().ok().filter(|number| (1..=10).contains(number))?;
    // `7 (tired)`, `7, a good week`, `7/10 again`; but not `10 minutes late`.
    let behind = text[digits..].trim_start();
    if behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    let number_line = to_u32(source.place(from).0 as usize);
    let diagnostic = Diagnostic {
        code: Code::AlmostAScore,
        path: path.to_owned(),
        line: number_line,
        column: column(&source.text, if number_line == 1 { 0 } else { line.span.full.start }, from),
        length: to_u32(text.trim_end().chars().count().max(1)),
        message: "this begins like a score, and is none: other words stand on its line".to_owned(),
        remedy: format!("leave the number alone on the line, and put the words below; or write `engagement: {number}`"),
    };
    Some(Finding { diagnostic, repair: Vec::new() })
}
