//! The report in Markdown, for a forge or a mail.

mod escape;
mod page;
mod team;

use super::Shape;
use super::page::{Fact, Page, Tone};
use super::team::Team;
use crate::report::value::Report;
use escape::escaped;

/// Writes the report.
pub(super) fn write(report: &Report, shape: Shape) -> String {
    match shape {
        Shape::Page => {
            let pages: Vec<String> = report.pairs.iter().map(|pair| page::write(&Page::new(report, pair))).collect();
            pages.join("\n---\n\n")
        }
        Shape::Team => team::write(&Team::new(report)),
    }
}

/// A fact with its emphasis.
fn fact(fact: &Fact) -> String {
    match fact.tone {
        _ if fact.text().is_empty() => String::new(),
        Tone::Plain | Tone::Quiet => escaped(fact.text()),
        Tone::Strong | Tone::Warn => format!("**{}**", escaped(fact.text())),
        Tone::Code => format!("`{}`", fact.text()),
    }
}

/// Facts side by side.
fn facts(facts: &[Fact]) -> String {
    facts.iter().map(fact).collect::<Vec<_>>().join(" · ")
}

/// Pieces one behind the other; a space at the edge of an emphasis would undo it, so there is none.
fn sentence(pieces: &[Fact]) -> String {
    pieces
        .iter()
        .map(|piece| if piece.tone == Tone::Plain { escape::inner(piece.text()) } else { fact(piece) })
        .collect()
}
