//! The page for one person.

use super::{chart, escaped, fact, facts, sentence};
use crate::render::charts;
use crate::render::page::{Block, Fact, Page, Row};

/// The page, which can be reached as `#person-N`.
pub(super) fn write(page: &Page, number: usize) -> String {
    let blocks: String = page.blocks.iter().map(block).collect();
    format!(
        "<article id=\"person-{number}\">\n<header>\n<h1><bdi>{}</bdi></h1>\n<p class=\"day\">{}</p>\n<p class=\"head\">{}</p>\n</header>\n{blocks}</article>\n",
        escaped(page.name.text()),
        fact(&page.as_of),
        facts(&page.head)
    )
}

/// A block beside its label.
fn block(block: &Block) -> String {
    let mut rows = String::new();
    let mut in_list = false;
    for row in &block.rows {
        let listed = matches!(row, Row::Item(..) | Row::Signal(..));
        match (in_list, listed) {
            (false, true) => rows.push_str("<ul>\n"),
            (true, false) => rows.push_str("</ul>\n"),
            _ => {}
        }
        rows.push_str(&written(row));
        in_list = listed;
    }
    if in_list {
        rows.push_str("</ul>\n");
    }
    format!("<section>\n<h2>{}</h2>\n<div>\n{rows}</div>\n</section>\n", escaped(block.label))
}

/// One row.
pub(super) fn written(row: &Row) -> String {
    match row {
        Row::Facts(row) => format!("<p>{}</p>\n", facts(row)),
        Row::Sentence(pieces) => format!("<p>{}</p>\n", sentence(pieces)),
        Row::Strip(marks) => format!("<p>{}</p>\n{}", chart::strip(marks), chart::legend(&charts::legend(marks))),
        Row::Scores(scores, level, beside) => {
            format!("<p class=\"beside\">{}<span>{}</span></p>\n", chart::scores(scores, *level), facts(beside))
        }
        Row::Owner(name, n) => {
            format!("<h3><bdi>{}</bdi> <span class=\"quiet\">{n}</span></h3>\n", escaped(name.text()))
        }
        Row::Item(text, notes) => format!("<li>{}{}</li>\n", fact(text), aside("notes", notes)),
        Row::Signal(message, evidence) => format!("<li>{}{}</li>\n", fact(message), aside("evidence", evidence)),
    }
}

/// Facts at the side of a line, where there are any.
fn aside(class: &str, row: &[Fact]) -> String {
    if row.is_empty() { String::new() } else { format!(" <span class=\"{class}\">{}</span>", facts(row)) }
}
