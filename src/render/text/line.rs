//! A line of styled text, which is never wider than the page.

use anstyle::{AnsiColor, Style as Ansi};

use crate::render::charts::Outcome;
use crate::render::look::{Look, truncate, width};
use crate::render::page::{Fact, Tone};

/// How a piece of a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As the terminal has it.
    Plain,
    /// Bold.
    Strong,
    /// Dim.
    Quiet,
    /// Yellow.
    Warn,
    /// The label of a block.
    Label,
    /// The mark of an outcome, or a score.
    Outcome(Outcome),
    /// The line of scores.
    Scores,
}

impl Style {
    /// The style of a fact.
    pub(super) fn of(tone: Tone) -> Self {
        match tone {
            Tone::Plain | Tone::Code => Self::Plain,
            Tone::Strong => Self::Strong,
            Tone::Quiet => Self::Quiet,
            Tone::Warn => Self::Warn,
        }
    }

    /// The style of a terminal.
    fn ansi(self) -> Ansi {
        let coloured = |colour: AnsiColor| Ansi::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Ansi::new(),
            Self::Strong => Ansi::new().bold(),
            Self::Quiet | Self::Outcome(Outcome::Excused | Outcome::Pending) => Ansi::new().dimmed(),
            Self::Warn | Self::Outcome(Outcome::Unconfirmed) => coloured(AnsiColor::Yellow),
            Self::Label | Self::Scores | Self::Outcome(Outcome::Moved) => coloured(AnsiColor::Cyan),
            Self::Outcome(Outcome::OnTime) => coloured(AnsiColor::Green),
            Self::Outcome(Outcome::NotHeld) => coloured(AnsiColor::Red),
        }
    }
}

/// A line, piece by piece.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pieces: Vec<(String, Style)>,
}

impl Line {
    /// A blank line.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A line of one piece.
    pub(super) fn of(text: impl Into<String>, style: Style) -> Self {
        Self { pieces: vec![(text.into(), style)] }
    }

    /// Adds a piece.
    pub(super) fn push(&mut self, text: impl Into<String>, style: Style) {
        let text = text.into();
        match self.pieces.last_mut() {
            Some((last, same)) if *same == style => last.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.pieces.push((text, style)),
        }
    }

    /// Adds a fact; what is to be typed stands in backquotes.
    pub(super) fn fact(&mut self, fact: &Fact) {
        let text = if fact.tone == Tone::Code { format!("`{}`", fact.text()) } else { fact.text().to_owned() };
        self.push(text, Style::of(fact.tone));
    }

    /// Adds another line.
    pub(super) fn extend(&mut self, line: Line) {
        self.pieces.extend(line.pieces);
    }

    /// Adds spaces up to a column.
    pub(super) fn fill(&mut self, column: usize) {
        self.push(" ".repeat(column.saturating_sub(self.width())), Style::Plain);
    }

    /// The columns that it takes.
    pub(super) fn width(&self) -> usize {
        width(&self.plain())
    }

    /// The text alone.
    pub(super) fn plain(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// The line as it is printed: cut to the page, without spaces at its end.
    pub(super) fn printed(&self, look: &Look) -> String {
        let plain = self.plain();
        let text = truncate(plain.trim_end(), look.columns(), look.ellipsis());
        if look.colour { self.styled(&text) } else { text }
    }

    /// The text that is left of the line, with the styles of its pieces.
    fn styled(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        let mut last = Style::Plain;
        for (piece, style) in &self.pieces {
            let common = common_length(piece, rest);
            let (head, tail) = rest.split_at(common);
            push_styled(&mut out, head, *style);
            rest = tail;
            last = *style;
            if common < piece.len() {
                break;
            }
        }
        push_styled(&mut out, rest, last);
        out
    }
}

/// The bytes at the start that two texts share.
fn common_length(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// Writes text between the codes of its style.
fn push_styled(out: &mut String, text: &str, style: Style) {
    let ansi = style.ansi();
    if text.trim().is_empty() || ansi == Ansi::new() {
        out.push_str(text);
    } else {
        out.push_str(&format!("{ansi}{text}{ansi:#}"));
    }
}
