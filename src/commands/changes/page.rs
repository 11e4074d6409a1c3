//! What changed in a file, as lines for people.

use crate::changes::{Fate, Field, FileChanges, LineChange, PieceKind, say};
use crate::context::Context;
use crate::ui::escape::visible;

/// One of the things that are told about a file.
pub(in crate::commands) enum Mark<'c> {
    /// What became of it as a whole.
    Fate,
    /// What it says about the meeting.
    Field(&'c Field),
    /// A line of it.
    Line(&'c LineChange),
}

/// The file's name, and a line for each change in it; `by` says of each who made it, where that is to be told.
pub(in crate::commands) fn file_lines(
    context: &Context,
    file: &FileChanges,
    by: &dyn Fn(Mark<'_>) -> String,
) -> String {
    let palette = context.ui.palette();
    let fate = match &file.fate {
        Fate::Made => " (made)".to_owned(),
        Fate::Removed => " (removed)".to_owned(),
        Fate::Renamed { from } => format!(" (was {})", visible(from)),
        Fate::Changed => String::new(),
    };
    let end = |mark| match by(mark) {
        by if by.is_empty() => "\n".to_owned(),
        by => format!("{}\n", palette.dim(&format!("  [{}]", visible(&by)))),
    };
    let mut text = format!("  {}{}{}", visible(&file.path), palette.dim(&fate), end(Mark::Fate));
    let arrow = if context.ui.settings().unicode { "→" } else { "->" };
    for field in &file.fields {
        text.push_str(&format!("    {}{}", visible(&say::field(field, arrow)), end(Mark::Field(field))));
    }
    for change in file.told() {
        let said = say::line(change);
        let section = change.line().map(say::section).filter(|section| !section.is_empty());
        let place = section.map_or_else(String::new, |section| format!(" ({})", visible(&section)));
        let details = if said.details.is_empty() { String::new() } else { format!("  {}", visible(&said.details)) };
        let shown: Vec<String> = said
            .text
            .iter()
            .map(|piece| {
                let text = visible(&piece.text);
                match piece.kind {
                    PieceKind::Kept => text.into_owned(),
                    PieceKind::Added => palette.good(&format!("{{+{text}+}}")),
                    PieceKind::Removed => palette.bad(&format!("[-{text}-]")),
                }
            })
            .collect();
        let shown = shown.join(" ");
        let end = end(Mark::Line(change));
        text.push_str(&format!("    {}{place}: {shown}{}{end}", said.what, palette.dim(&details)));
    }
    text
}
