//! How the output may look, and the display width of text.

use unicode_width::UnicodeWidthStr;

/// What the place that the output goes to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether ANSI styles may be used.
    pub colour: bool,
    /// Whether characters outside of ASCII may be used for drawings and marks. Names and notes stay as they are written.
    pub unicode: bool,
    /// Columns to a line.
    pub width: usize,
}

impl Look {
    /// The narrowest page that is laid out.
    pub const NARROWEST: usize = 40;

    /// The columns to lay out for: [`Look::width`], but no fewer than [`Look::NARROWEST`].
    pub fn columns(&self) -> usize {
        self.width.max(Self::NARROWEST)
    }

    /// What stands between two facts on one line.
    pub fn separator(&self) -> &'static str {
        if self.unicode { " · " } else { ", " }
    }

    /// What stands where text was left off.
    pub fn ellipsis(&self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }
}

/// The columns that a text takes on a terminal: 2 for an ideograph or an emoji, joined emoji included.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with spaces behind it up to `columns`; a wider one stays as it is.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text with spaces before it up to `columns`; a wider one stays as it is.
pub fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text, cut to `columns` with an ellipsis where it is wider.
pub fn truncate(text: &str, columns: usize, ellipsis: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let (head, _) = split(text, columns.saturating_sub(width(ellipsis)));
    let cut = format!("{}{ellipsis}", head.trim_end());
    if width(&cut) <= columns { cut } else { split(&cut, columns).0.to_owned() }
}

/// The text in lines of at most `columns`, broken between words, and inside a word only where it alone is wider.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined) <= columns {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = broken(word, columns.max(2), &mut lines);
    }
    lines.push(line);
    lines
}

/// Breaks a word that is too wide for a line; all but its end go to `lines`.
fn broken(word: &str, columns: usize, lines: &mut Vec<String>) -> String {
    let mut rest = word;
    while width(rest) > columns {
        let (head, tail) = split(rest, columns);
        if head.is_empty() {
            break;
        }
        lines.push(head.to_owned());
        rest = tail;
    }
    rest.to_owned()
}

/// Splits a text before the first character that no longer fits, never inside of what is drawn as one.
fn split(text: &str, columns: usize) -> (&str, &str) {
    let mut end = 0;
    let mut joined = false;
    let mut so_far = 0;
    for (at, c) in text.char_indices() {
        let attached = joined || width(c.encode_utf8(&mut [0; 4])) == 0 || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c);
        if !attached {
            if width(&text[..at]) > columns {
                break;
            }
            end = at;
        }
        joined = c == '\u{200d}';
        so_far = at + c.len_utf8();
    }
    if so_far == text.len() && width(text) <= columns { (text, "") } else { text.split_at(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_a_terminal() {
        assert_eq!([width("Alice"), width("山田"), width("👩‍💻"), width("é"), width("❤️")], [5, 4, 2, 1, 2]);
    }

    #[test]
    fn a_cut_never_splits_what_is_drawn_as_one() {
        assert_eq!(truncate("山田太郎", 5, "…"), "山田…");
        assert_eq!(truncate("山田太郎", 6, "…"), "山田…");
        assert_eq!(truncate("a👩‍💻b", 3, "…"), "a…");
        assert_eq!(truncate("ab👩‍💻", 3, "…"), "ab…");
        assert_eq!(truncate("e\u{301}e\u{301}e\u{301}", 2, "…"), "e\u{301}…");
        assert_eq!(truncate("abc", 3, "…"), "abc");
        assert_eq!(truncate("abcd", 1, "..."), ".");
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(wrap("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(wrap("a 山田山田山 b", 5), ["a", "山田", "山田", "山 b"]);
        assert_eq!(wrap("", 5), [""]);
    }
}
