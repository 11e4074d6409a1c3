//! The page for one person: labels on the left, what they say beside them.

use super::line::{Line, Style};
use super::row;
use crate::render::look::{Look, truncate};
use crate::render::page::{Block, Page};

/// The columns of the labels.
const LABELS: usize = 15;

/// The lines of the page.
pub(super) fn lines(page: &Page, look: &Look) -> Vec<Line> {
    let mut lines = header(page, look);
    for block in &page.blocks {
        lines.push(Line::new());
        lines.extend(labelled(block, look));
    }
    lines
}

/// The name with the day at the right end, and who, how often, when next.
fn header(page: &Page, look: &Look) -> Vec<Line> {
    let mut name = Line::new();
    name.fact(&page.name);
    let mut day = Line::new();
    day.fact(&page.as_of);
    let mut lines = vec![];
    if name.width() + 2 + day.width() <= look.columns() {
        name.fill(look.columns() - day.width());
        name.extend(day);
        lines.push(name);
    } else {
        lines.extend([name, day]);
    }
    lines.extend(row::flow(&page.head, look, look.columns()));
    lines
}

/// A block beside its label, and the names of owners beside their first item.
fn labelled(block: &Block, look: &Look) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, (owner, content)) in row::lines(&block.rows, look, look.columns() - LABELS).into_iter().enumerate() {
        let mut line = match owner {
            _ if at == 0 => Line::of(block.label, Style::Label),
            Some(name) => Line::of(truncate(&format!("  {name}"), LABELS - 1, look.ellipsis()), Style::Plain),
            None => Line::new(),
        };
        line.fill(LABELS);
        line.extend(content);
        lines.push(line);
    }
    lines
}
