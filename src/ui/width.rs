//! Columns on the screen: CJK characters and emoji take two, combining marks none.
//!
//! The text is one visible line without styles; styles are added to what comes out.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that the text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    clusters(text).map(cluster_width).sum()
}

/// The text filled up on the right; unchanged where it is wider.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text filled up on the left; unchanged where it is wider.
#[must_use]
pub fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text cut to so many columns, with `…` for what is left out, or `...` where only ASCII is drawn.
#[must_use]
pub fn truncate(text: &str, columns: usize, unicode: bool) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    // The dots are ASCII, so bytes are columns.
    let mark = if unicode { ellipsis(true) } else { ellipsis(false).get(..columns.min(3)).unwrap_or_default() };
    let mut left = columns.saturating_sub(width(mark));
    let mut end = 0;
    for cluster in clusters(text) {
        let columns = cluster_width(cluster);
        if columns > left {
            break;
        }
        left -= columns;
        end += cluster.len();
    }
    let kept = text.get(..end).unwrap_or_default();
    Cow::Owned(format!("{}{mark}", kept.trim_end()))
}

/// The text cut and filled to exactly so many columns.
#[must_use]
pub fn fit(text: &str, columns: usize, unicode: bool) -> String {
    pad(&truncate(text, columns, unicode), columns)
}

/// The sign for what is left out.
#[must_use]
pub const fn ellipsis(unicode: bool) -> &'static str {
    if unicode { "…" } else { "..." }
}

/// The pieces of the text that are drawn as one: a character with its marks, an emoji with all that is joined to it, a
/// flag of two letters.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let cluster = rest.get(..cluster_end(rest)).filter(|cluster| !cluster.is_empty())?;
        rest = rest.get(cluster.len()..).unwrap_or_default();
        Some(cluster)
    })
}

/// Columns of one piece.
pub(super) fn cluster_width(cluster: &str) -> usize {
    // Two columns are the most that a terminal gives to one piece.
    UnicodeWidthStr::width(cluster).min(2)
}

/// Where the first piece ends.
fn cluster_end(text: &str) -> usize {
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else { return 0 };
    let (mut last, mut flag_open) = (first, is_flag_letter(first));
    for (at, c) in chars {
        let pairs = flag_open && is_flag_letter(c);
        if !(pairs || joins_before(c) || last == '\u{200d}' && !c.is_ascii()) {
            return at;
        }
        flag_open &= !pairs;
        last = c;
    }
    text.len()
}

/// One of the letters that make a flag in pairs.
fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Marks, joiners, selectors and skin tones belong to what stands before them.
fn joins_before(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}') || c.width() == Some(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn widths() {
        for (text, expected) in [
            ("", 0),
            ("Alice", 5),
            ("José", 4),
            ("Jose\u{301}", 4),
            ("陳大文", 6),
            ("ｶﾅ", 2),
            ("한글", 4),
            ("👩‍💻", 2),
            ("👩🏽‍💻 Ana", 6),
            ("❤️", 2),
            ("🇩🇪🇫🇷", 4),
            ("1️⃣", 2),
            ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
            ("…", 1),
            ("▁▂▃▄▅▆▇█", 8),
        ] {
            assert_eq!(width(text), expected, "{text}");
        }
    }

    #[test]
    fn cutting() {
        for (text, columns, unicode, expected) in [
            ("Alice Chen", 10, true, "Alice Chen"),
            ("Alice Chen", 9, true, "Alice Ch…"),
            ("Alice Chen", 7, true, "Alice…"),
            ("Alice Chen", 9, false, "Alice..."),
            ("Alice Chen", 2, false, ".."),
            ("Alice Chen", 1, true, "…"),
            ("Alice Chen", 0, true, ""),
            ("陳大文", 5, true, "陳大…"),
            ("陳大文", 4, true, "陳…"),
            ("👩‍💻👩‍💻", 3, true, "👩‍💻…"),
        ] {
            assert_eq!(truncate(text, columns, unicode), expected, "{text} to {columns}");
        }
        assert_eq!(fit("陳大文", 4, true), "陳… ");
    }

    #[test]
    fn filling() {
        assert_eq!(pad("陳", 4), "陳  ");
        assert_eq!(pad_left("8", 3), "  8");
        assert_eq!(pad("long", 2), "long");
    }

    proptest! {
        #[test]
        fn pieces_make_the_text(text in ".{0,40}") {
            prop_assert_eq!(clusters(&text).collect::<String>(), text);
        }

        #[test]
        fn cut_text_fits(text in "[a陳é👩💻\u{200d}\u{fe0f}🇩🇪\u{301} ]{0,30}", columns in 0_usize..20, unicode: bool) {
            prop_assert!(width(&truncate(&text, columns, unicode)) <= columns);
            prop_assert_eq!(width(&fit(&text, columns, unicode)), columns);
        }
    }
}
