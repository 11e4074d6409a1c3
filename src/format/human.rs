//! Where a file first says something: the line to point at, for who asks why an entry counts as held.

use super::body::{Body, BodyLine, Vocabulary};
use super::diagnostic::to_u32;
use super::source::Source;
use crate::model::item::is_placeholder;
use crate::model::section::Section;

/// The first line of an entry with a human word in a section that `counts`, from 1. Open boxes may have been carried from
/// another entry: they are pointed at only where there is nothing else.
pub fn first_line(bytes: &[u8], vocabulary: &Vocabulary, counts: impl Fn(Section) -> bool) -> Option<u32> {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let says = |line: &BodyLine| {
        let shown = body.without_comments(&source.text, line.span.content.clone());
        let bare = shown.trim().trim_start_matches(['-', '*', '+']).trim_start().to_owned();
        let skipped = line.flags.heading || line.flags.rule || line.flags.fence;
        let section = body.section(line);
        (!skipped && section != Section::Attendance && counts(section) && !is_placeholder(&bare)).then_some(bare)
    };
    let lines = || body.lines.iter().enumerate().filter_map(|(index, line)| Some((index, says(line)?)));
    let is_open_box = |text: &str| text.starts_with("[ ]") || text.starts_with("[>]");
    let found = lines().find(|(_, text)| !is_open_box(text)).or_else(|| lines().next());
    found.map(|(index, _)| to_u32(source.lines_before_body + index + 1))
}
