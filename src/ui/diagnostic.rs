//! A diagnostic on the screen: where, what, the user's own line, a caret, what to do.
//!
//! ```text
//! entries/2026-11-20.md:3:15: error[bad-date]: `2026-02-30` is no date
//!   3 | - [ ] Call due:2026-02-30
//!     |            ^^^^^^^^^^^^^^
//!   help: write a day that exists, such as `due:2026-02-28`
//! ```

use super::escape::visible;
use super::style::Palette;
use super::window::Window;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Something was not read, or not as it may have been meant.
    Error,
    /// To be looked at.
    Warning,
    /// Read as it is meant; it may be better.
    Remark,
}

/// A place in a file and what is wrong there. The texts are as they were found; they are made visible here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The file's path as it is shown.
    pub path: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters are meant; at least one caret is drawn.
    pub length: usize,
    /// The whole line without its end.
    pub line_text: String,
    /// The diagnostic's name.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do, where it is known.
    pub remedy: Option<String>,
}

/// The diagnostic as lines, each ended by a newline, excerpts no wider than `columns`.
#[must_use]
pub fn render(excerpt: &Excerpt, palette: Palette, columns: usize, unicode: bool) -> String {
    let mut text = headline(excerpt, palette);
    if excerpt.line > 0 {
        let number = excerpt.line.to_string();
        let room = columns.saturating_sub(number.len() + 5).max(10);
        let window = Window::new(&excerpt.line_text, excerpt.column, excerpt.length, room, unicode);
        let gutter = palette.dim(&format!("  {number} |"));
        let blank = palette.dim(&format!("  {} |", " ".repeat(number.len())));
        let carets = palette.bad(&"^".repeat(window.carets));
        let space = if window.text.is_empty() { "" } else { " " };
        text.push_str(&format!("{gutter}{space}{}\n{blank} {}{carets}\n", window.text, " ".repeat(window.indent)));
    }
    if let Some(remedy) = &excerpt.remedy {
        text.push_str(&format!("  {} {}\n", palette.good("help:"), visible(remedy)));
    }
    text
}

/// `path:line:column: error[code]: message`
fn headline(excerpt: &Excerpt, palette: Palette) -> String {
    let path = visible(&excerpt.path);
    let place = match excerpt.line {
        0 => path.into_owned(),
        line => format!("{path}:{line}:{}", excerpt.column),
    };
    let code = visible(&excerpt.code);
    let kind = match excerpt.severity {
        Severity::Error => palette.bad(&format!("error[{code}]")),
        Severity::Warning => palette.warn(&format!("warning[{code}]")),
        Severity::Remark => palette.id(&format!("remark[{code}]")),
    };
    format!("{}: {kind}: {}\n", palette.bold(&place), visible(&excerpt.message))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::width::width;

    fn at(line_text: &str, column: usize, length: usize) -> Excerpt {
        Excerpt {
            path: "entries/2026-11-20.md".to_owned(),
            line: 3,
            column,
            length,
            line_text: line_text.to_owned(),
            code: "bad-date".to_owned(),
            severity: Severity::Error,
            message: "`2026-02-30` is no date".to_owned(),
            remedy: Some("write a day that exists".to_owned()),
        }
    }

    /// The excerpt's two lines.
    fn drawn_lines(excerpt: &Excerpt, columns: usize, unicode: bool) -> (String, String) {
        let text = render(excerpt, Palette::plain(), columns, unicode);
        let lines: Vec<&str> = text.lines().collect();
        (lines[1].to_owned(), lines[2].to_owned())
    }

    #[test]
    fn the_whole() {
        assert_eq!(
            render(&at("- [ ] Call due:2026-02-30", 12, 14), Palette::plain(), 80, true),
            "entries/2026-11-20.md:3:12: error[bad-date]: `2026-02-30` is no date\n\
             \x20 3 | - [ ] Call due:2026-02-30\n\
             \x20   |            ^^^^^^^^^^^^^^\n\
             \x20 help: write a day that exists\n"
        );
        let file = Excerpt { line: 0, remedy: None, severity: Severity::Warning, ..at("", 1, 1) };
        assert_eq!(
            render(&file, Palette::plain(), 80, true),
            "entries/2026-11-20.md: warning[bad-date]: `2026-02-30` is no date\n"
        );
    }

    #[test]
    fn the_caret_stands_below_its_character() {
        for (line, column, length, shown, carets) in [
            ("陳大文 x", 5, 1, "  3 | 陳大文 x", "    |        ^"),
            ("陳大文", 2, 1, "  3 | 陳大文", "    |   ^^"),
            ("\tx", 2, 1, "  3 |     x", "    |     ^"),
            ("ab\tx", 4, 1, "  3 | ab  x", "    |     ^"),
            ("👩‍💻 x", 5, 1, "  3 | 👩‍💻 x", "    |    ^"),
            ("e\u{301} x", 4, 1, "  3 | e\u{301} x", "    |   ^"),
            ("a\u{1b}[31mx", 2, 1, "  3 | a^[[31mx", "    |  ^^"),
            ("a\u{202e}x", 3, 1, "  3 | a\\u{202e}x", "    |          ^"),
            ("ab", 3, 1, "  3 | ab", "    |   ^"),
            ("ab", 99, 5, "  3 | ab", "    |   ^"),
            ("", 1, 0, "  3 |", "    | ^"),
            ("abc", 0, 2, "  3 | abc", "    | ^^"),
        ] {
            let (text, below) = drawn_lines(&at(line, column, length), 80, true);
            assert_eq!((text.as_str(), below.as_str()), (shown, carets), "{line:?} at {column}");
        }
    }

    #[test]
    fn long_lines_show_the_place() {
        let line = format!("{}due:x{}", "a".repeat(100), "b".repeat(100));
        let (text, carets) = drawn_lines(&at(&line, 101, 5), 40, true);
        assert_eq!(text, "  3 | …aaaaaaaaaadue:xbbbbbbbbbbbbbbbbb…");
        assert_eq!(carets, "    |            ^^^^^");
        let (text, carets) = drawn_lines(&at(&line, 1, 5), 40, false);
        assert_eq!(text, format!("  3 | {}...", "a".repeat(31)));
        assert_eq!(carets, "    | ^^^^^");
        let (text, carets) = drawn_lines(&at(&line, 205, 1), 40, true);
        assert!(text.starts_with("  3 | …bbb") && text.ends_with('b') && carets.len() == text.chars().count());
    }

    #[test]
    fn a_line_of_150_000_characters() {
        let line = "陳".repeat(150_000);
        let (text, carets) = drawn_lines(&at(&line, 75_000, 70_000), 80, true);
        assert!(width(&text) <= 80 && width(&carets) <= 80);
    }

    proptest! {
        #[test]
        fn always_three_or_four_clean_lines(
            line in "[a-c\t陳é👩\u{200d}\u{1b}\u{202e}\u{301} ]{0,120}",
            column in 0_usize..140,
            length in 0_usize..140,
            columns in 20_usize..100,
            unicode: bool,
        ) {
            let text = render(&at(&line, column, length), Palette::plain(), columns, unicode);
            prop_assert_eq!(text.lines().count(), 4);
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
            let (shown, carets) = drawn_lines(&at(&line, column, length), columns, unicode);
            prop_assert!(width(&shown) <= columns && width(&carets) <= columns, "{shown}\n{carets}");
            prop_assert!(carets.ends_with('^'));
        }
    }
}
