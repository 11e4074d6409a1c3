//! The page for one person.

use super::{escaped, fact, facts, first, sentence};
use crate::render::charts::{self, Mark, Outcome, sparkline};
use crate::render::page::{Block, Fact, Page, Row};

/// A heading, the facts under it, then a section a block.
pub(super) fn write(page: &Page) -> String {
    let head = format!(
        "# {}\n\n{} · {}\n",
        escaped(page.name.text()),
        facts(&page.head),
        facts(std::slice::from_ref(&page.as_of))
    );
    page.blocks.iter().fold(head, |out, block| format!("{out}\n{}", section(block)))
}

/// A block with its label as heading. Rows of a list stand together, all others apart.
fn section(block: &Block) -> String {
    let mut out = format!("## {}\n", block.label);
    let mut in_list = false;
    for row in &block.rows {
        let listed = matches!(row, Row::Item(..) | Row::Signal(..));
        if !(in_list && listed) {
            out.push('\n');
        }
        out.push_str(&written(row));
        out.push('\n');
        in_list = listed;
    }
    out
}

/// One row.
pub(super) fn written(row: &Row) -> String {
    match row {
        Row::Facts(row) => facts(row),
        Row::Sentence(pieces) => sentence(pieces),
        Row::Strip(marks) => strip(marks),
        Row::Scores(scores, _, beside) => format!("{} {}", sparkline(scores, true), facts(beside)),
        Row::Owner(name, n) => format!("### {} ({n})", escaped(name.text())),
        Row::Item(text, notes) => format!("- {}{}", first(text), bracketed(notes)),
        Row::Signal(message, evidence) => format!("- {}{}", first(message), bracketed(evidence)),
    }
}

/// Notes in brackets, where there are any.
fn bracketed(notes: &[Fact]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    format!(" ({})", notes.iter().map(fact).collect::<Vec<_>>().join(", "))
}

/// The strip, and under it what its marks mean.
fn strip(marks: &[Mark]) -> String {
    let line: String = marks.iter().map(|mark| mark.outcome.glyph(true)).collect();
    format!("{line}\n\n{}", legend(&charts::legend(marks)))
}

/// What the marks mean.
pub(super) fn legend(outcomes: &[Outcome]) -> String {
    outcomes.iter().map(|outcome| format!("{} {}", outcome.glyph(true), outcome.word())).collect::<Vec<_>>().join(", ")
}
