//! The report for a terminal.

mod explain;
mod line;
mod page;
mod row;
mod team;

use super::look::Look;
use super::page::Page;
use super::team::Team;
use super::{Shape, charts::Outcome};
use crate::explain::names::Figure;
use crate::explain::value::Explanations;
use crate::report::value::Report;
use line::{Line, Style};

/// Writes the report.
pub(super) fn write(report: &Report, look: &Look, shape: Shape) -> String {
    match shape {
        Shape::Page => pages(report, look),
        Shape::Team => printed(&team::lines(&Team::new(report), look), look),
    }
}

/// Writes explanations.
pub(super) fn explanations(explained: &Explanations, look: &Look) -> String {
    printed(&explain::lines(explained, look), look)
}

/// Writes the names of what can be explained.
pub(super) fn names(figures: &[Figure], look: &Look) -> String {
    printed(&explain::names(figures, look), look)
}

/// A page a pair, with a rule between them.
fn pages(report: &Report, look: &Look) -> String {
    let rule = if look.unicode { "─" } else { "-" }.repeat(look.columns());
    let rule = [Line::new(), Line::of(rule, Style::Quiet), Line::new()];
    let pages: Vec<Vec<Line>> = report.pairs.iter().map(|pair| page::lines(&Page::new(report, pair), look)).collect();
    printed(&pages.join(&rule[..]), look)
}

/// The lines, each with a line break behind it.
fn printed(lines: &[Line], look: &Look) -> String {
    lines.iter().map(|line| format!("{}\n", line.printed(look))).collect()
}

/// The mark of an outcome.
fn mark(line: &mut Line, outcome: Outcome, look: &Look) {
    line.push(outcome.glyph(look.unicode), Style::Outcome(outcome));
}

/// What the marks mean that were used.
fn legend(outcomes: &[Outcome], look: &Look, columns: usize) -> Vec<Line> {
    let mut lines = vec![Line::new()];
    for &outcome in outcomes {
        let mut entry = Line::new();
        mark(&mut entry, outcome, look);
        entry.push(format!(" {}", outcome.word()), Style::Quiet);
        match lines.last_mut() {
            Some(line) if line.width() == 0 => *line = entry,
            Some(line) if line.width() + 2 + entry.width() <= columns => {
                line.push("  ", Style::Plain);
                line.extend(entry);
            }
            _ => lines.push(entry),
        }
    }
    lines.retain(|line| line.width() > 0);
    lines
}
