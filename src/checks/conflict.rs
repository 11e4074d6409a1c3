//! `conflict-markers`: what another tool's merge left.

use super::Finding;
use crate::format::diagnostic::{Code, Diagnostic, to_u32};
use crate::format::edit::Edit;
use crate::format::source::Source;
use crate::merge::{FileKind, repair};

/// The first marker of a file, with both versions put together as the repair.
pub(super) fn find(path: &str, bytes: &[u8]) -> Option<Finding> {
    let kind = FileKind::of(path);
    let repaired = (kind != FileKind::Other).then(|| repair(kind, bytes)).flatten()?;
    let source = Source::new(bytes);
    let is_first = |line: &crate::format::lines::LineSpan| source.text[line.content.clone()].starts_with("<<<<<<<");
    let line = source.lines.iter().position(is_first)?;
    let diagnostic = Diagnostic {
        code: Code::ConflictMarkers,
        path: path.to_owned(),
        line: to_u32(line + 1),
        column: 1,
        length: 7,
        message: "another tool's merge stopped here, and both versions are read as one text".to_owned(),
        remedy: "`oneonone check --fix` puts the two versions together; or take out what is wrong, and the markers"
            .to_owned(),
    };
    // What is no text is left to a person.
    let repair = match String::from_utf8(repaired) {
        Ok(text) if source.invalid.is_none() => vec![Edit { range: 0..bytes.len(), text }],
        _ => Vec::new(),
    };
    Some(Finding { diagnostic, repair })
}
