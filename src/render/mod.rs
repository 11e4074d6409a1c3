//! Renderings of the report: text for a terminal, Markdown, HTML, CSV and JSON of the same values.
//!
//! `page` and `team` say what is shown, once and in words; each writer only lays that out. Everything that a user wrote
//! passes [`escape::visible`] on its way in, and the writer's own escaping on its way out.

pub mod charts;
mod csv;
pub mod escape;
pub mod figure;
mod html;
mod json;
pub mod look;
mod markdown;
mod page;
mod team;
mod text;
mod words;

use std::str::FromStr;

use crate::explain::names::Figure;
use crate::explain::value::Explanations;
use crate::report::value::Report;
pub use look::Look;

/// What a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// The values themselves.
    Json,
    /// For a forge or a mail.
    Markdown,
    /// One page that stands alone.
    Html,
    /// One row a pair, for a spreadsheet.
    Csv,
}

impl Format {
    /// The words that name the formats, in the order of the help.
    pub const NAMES: [&'static str; 5] = ["text", "json", "md", "html", "csv"];
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format is called `{0}`; there are `text`, `json`, `md`, `html` and `csv`")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, UnknownFormat> {
        match word {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            "md" | "markdown" => Ok(Self::Markdown),
            "html" => Ok(Self::Html),
            "csv" => Ok(Self::Csv),
            _ => Err(UnknownFormat(escape::visible(word))),
        }
    }
}

/// How much is shown of each pair. JSON and CSV are the same in either shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A page a pair, in the order of the report.
    Page,
    /// A line a pair, the most urgent first.
    Team,
}

/// Writes a report. The result ends with a line break, unless there is nothing to say.
pub fn render(report: &Report, format: Format, look: &Look, shape: Shape) -> String {
    match format {
        Format::Text => text::write(report, look, shape),
        Format::Json => json::write(report),
        Format::Markdown => markdown::write(report, shape),
        Format::Html => html::write(report, shape),
        Format::Csv => csv::write(report),
    }
}

/// Writes explanations as text or JSON; there are no others.
pub fn explanations(explained: &Explanations, format: Format, look: &Look) -> Option<String> {
    match format {
        Format::Text => Some(text::explanations(explained, look)),
        Format::Json => Some(json::write(explained)),
        Format::Markdown | Format::Html | Format::Csv => None,
    }
}

/// Writes the names of what can be explained as text or JSON.
pub fn names(figures: &[Figure], format: Format, look: &Look) -> Option<String> {
    match format {
        Format::Text => Some(text::names(figures, look)),
        Format::Json => Some(json::write(&figures)),
        Format::Markdown | Format::Html | Format::Csv => None,
    }
}
