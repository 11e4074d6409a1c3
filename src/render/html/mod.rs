//! One HTML page that stands alone: no script, nothing loaded from anywhere, every word of a user escaped.

mod chart;
mod escape;
mod page;
mod team;

use super::page::{Fact, Page, Tone};
use super::team::{Team, worst_first};
use super::{Shape, figure};
use crate::report::value::Report;
use escape::escaped;

/// The look of the page.
const STYLE: &str = include_str!("style.css");

/// Nothing may be loaded, run or sent; only the page's own style holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes the report: in the shape of a team the table comes first, and leads to the pages below it.
pub(super) fn write(report: &Report, shape: Shape) -> String {
    let (table, pairs) = match shape {
        Shape::Page => (String::new(), report.pairs.iter().collect()),
        Shape::Team => (team::write(&Team::new(report)), worst_first(report)),
    };
    let pages: String =
        pairs.into_iter().enumerate().map(|(at, pair)| page::write(&Page::new(report, pair), at + 1)).collect();
    document(&title(report), &format!("{table}{pages}"))
}

/// The words on the window's frame.
fn title(report: &Report) -> String {
    let whom = match report.pairs.as_slice() {
        [pair] => Fact::plain(&pair.direct_report),
        _ => Fact::plain("One-on-ones"),
    };
    format!("{}, {}", whom.text(), figure::full_day(report.today))
}

/// The frame around the content.
fn document(title: &str, content: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{content}</main>\n</body>\n</html>\n",
        escaped(title)
    )
}

/// A fact in an element of its own, apart from the direction in which its neighbours are written.
fn fact(fact: &Fact) -> String {
    let text = escaped(fact.text());
    match fact.tone {
        _ if text.is_empty() => text,
        Tone::Plain => format!("<bdi>{text}</bdi>"),
        Tone::Strong => format!("<bdi class=\"strong\">{text}</bdi>"),
        Tone::Quiet => format!("<bdi class=\"quiet\">{text}</bdi>"),
        Tone::Warn => format!("<bdi class=\"warn\">{text}</bdi>"),
        Tone::Code => format!("<code>{text}</code>"),
    }
}

/// Facts side by side.
fn facts(facts: &[Fact]) -> String {
    facts.iter().map(fact).collect::<Vec<_>>().join("<span class=\"dot\"> · </span>")
}

/// Pieces one behind the other.
fn sentence(pieces: &[Fact]) -> String {
    pieces.iter().map(fact).collect()
}
