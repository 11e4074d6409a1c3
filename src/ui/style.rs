//! The styles by what they mean. Plain text comes out where colour is off.

use anstyle::{AnsiColor, Color, Style};

const HEADING: Style = Style::new().bold();
const GOOD: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));
const WARN: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));
const BAD: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red))).bold();
const DIM: Style = Style::new().dimmed();
const ID: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));

/// The styles, on or off. The text of others is made visible before it is styled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    enabled: bool,
}

impl Palette {
    /// The styles, on or off.
    #[must_use]
    pub const fn new(enabled: bool) -> Self {
        Self { enabled }
    }

    /// No styles: for text that goes into files.
    #[must_use]
    pub const fn plain() -> Self {
        Self::new(false)
    }

    /// Whether styles are printed.
    #[must_use]
    pub const fn is_enabled(self) -> bool {
        self.enabled
    }

    /// A heading.
    #[must_use]
    pub fn heading(self, text: &str) -> String {
        self.paint(HEADING, text)
    }

    /// All is well.
    #[must_use]
    pub fn good(self, text: &str) -> String {
        self.paint(GOOD, text)
    }

    /// To be looked at.
    #[must_use]
    pub fn warn(self, text: &str) -> String {
        self.paint(WARN, text)
    }

    /// Wrong, or overdue.
    #[must_use]
    pub fn bad(self, text: &str) -> String {
        self.paint(BAD, text)
    }

    /// Of less weight.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.paint(DIM, text)
    }

    /// An item's id, a slug, a path.
    #[must_use]
    pub fn id(self, text: &str) -> String {
        self.paint(ID, text)
    }

    /// Emphasis.
    #[must_use]
    pub fn bold(self, text: &str) -> String {
        self.paint(HEADING, text)
    }

    fn paint(self, style: Style, text: &str) -> String {
        if self.enabled && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Whether the text, which an ESC precedes, goes on as one of the sequences that the styles print. No others pass the
/// gate: a sequence may conceal text.
pub(super) fn starts_with_sequence(after_escape: &str) -> bool {
    // Reset, bold, dimmed, red, green, yellow, cyan.
    ["[0m", "[1m", "[2m", "[31m", "[32m", "[33m", "[36m"].iter().any(|sequence| after_escape.starts_with(sequence))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Paint = fn(Palette, &str) -> String;
    const ALL: [Paint; 7] =
        [Palette::heading, Palette::good, Palette::warn, Palette::bad, Palette::dim, Palette::id, Palette::bold];

    #[test]
    fn plain_where_off_and_where_empty() {
        for paint in ALL {
            assert_eq!(paint(Palette::plain(), "x"), "x");
            assert_eq!(paint(Palette::new(true), ""), "");
        }
    }

    #[test]
    fn every_style_passes_the_gate() {
        for paint in ALL {
            let text = paint(Palette::new(true), "x");
            assert!(text.starts_with('\x1b') && text.ends_with("x\x1b[0m"), "{text:?}");
            for (at, _) in text.match_indices('\x1b') {
                assert!(starts_with_sequence(&text[at + 1..]), "{text:?}");
            }
        }
    }
}
