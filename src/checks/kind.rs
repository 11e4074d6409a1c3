//! `unknown-kind`: a meeting that is in no figure for a word that means nothing here.

use super::{Checked, Finding};
use crate::format::diagnostic::{Code, Diagnostic, column, quoted, to_u32};
use crate::format::frontmatter::key_spans;
use crate::format::source::Source;
use crate::model::pair::KINDS;

/// The entries whose `kind` is none of those that there are.
pub(super) fn find(pair: Checked<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for meeting in &pair.history.meetings {
        let path = meeting.entry.path();
        let (Some(kind), Some(bytes)) = (&meeting.entry.kind, pair.files.get(&path)) else { continue };
        if KINDS.contains(&kind.as_str()) {
            continue;
        }
        let source = Source::new(bytes);
        let keys = source.frontmatter.clone().map(|block| key_spans(&source.text, block)).unwrap_or_default();
        let Some(key) = keys.into_iter().find(|key| key.key == "kind") else { continue };
        let line = source.place(key.name.start).0;
        let diagnostic = Diagnostic {
            code: Code::UnknownKind,
            path,
            line,
            column: column(&source.text, key.full.start, key.value.start),
            length: to_u32(source.text[key.value].chars().count().max(1)),
            message: format!("`kind` is `{}`, which is none, so that the meeting is in no figure", quoted(kind)),
            remedy: format!("write {}, or take the line out", KINDS.join(", ")),
        };
        found.push(Finding { diagnostic, repair: Vec::new() });
    }
    found
}
