//! The report in Markdown, for a forge or a mail.

mod escape;
mod page;
mod team;

use super::Shape;
use super::page::{Fact, Page, Tone};
use super::team::Team;
use crate::report::value::Report;
use escape::{escaped, inner};

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
        Tone::Plain | Tone::Quiet => inner(fact.text()),
        Tone::Strong | Tone::Warn => format!("**{}**", inner(fact.text().trim())),
        Tone::Code => format!("`{}`", fact.text()),
    }
}

/// A fact at the start of a line, where more characters mean something.
fn first(one: &Fact) -> String {
    match one.tone {
        Tone::Plain | Tone::Quiet => escaped(one.text()),
        _ => fact(one),
    }
}

/// Facts side by side, from the start of a line.
fn facts(facts: &[Fact]) -> String {
    let words = facts.iter().enumerate().map(|(at, one)| if at == 0 { first(one) } else { fact(one) });
    words.collect::<Vec<_>>().join(" · ")
}

/// Pieces one behind the other.
fn sentence(pieces: &[Fact]) -> String {
    pieces.iter().map(fact).collect()
}
