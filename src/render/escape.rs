//! Makes every character that a reader cannot see, or that would steer a terminal, visible.
//!
//! Escaped are control characters (C0, C1, DEL), line and paragraph separators, bidirectional controls and all
//! characters that Unicode calls default-ignorable. Kept are the joiner and the variation selectors where they belong
//! to an emoji or to an ideograph, since such names and words are written with them.

/// The text with each hidden or steering character as a visible escape (`\n`, `\t`, `\r`, `\u{202e}`).
///
/// The result has no control character at all, so it stays on one line. Doing it twice changes nothing.
pub fn visible(text: &str) -> String {
    rewritten(
        text,
        |_| false,
        |c, out| match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.extend(c.escape_unicode()),
        },
    )
}

/// The text with each hidden character, unless `keep` says so, replaced by what `escape` writes.
pub(crate) fn rewritten(text: &str, keep: impl Fn(char) -> bool, escape: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if !is_hidden(c) || keep(c) || belongs(before, c, rest.clone().next()) {
            out.push(c);
            before = Some(c);
        } else {
            escape(c, &mut out);
            before = None;
        }
    }
    out
}

/// Whether a character cannot be seen, or steers what is around it.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a hidden character is a regular part of the emoji or ideograph around it.
fn belongs(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        '\u{200d}' => (is_pictograph(before) || before == '\u{fe0f}') && after.is_some_and(is_pictograph),
        '\u{fe0e}' | '\u{fe0f}' => is_pictograph(before) || matches!(before, '0'..='9' | '#' | '*'),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_ideograph(before),
        _ => false,
    }
}

/// Whether a character lies in the blocks of symbols and emoji.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2100}'..='\u{214f}' | '\u{2190}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character lies in the blocks of ideographs.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_characters_become_visible() {
        assert_eq!(
            visible("a\u{1b}[31mb\u{202e}c\u{200b}\r\n\t\u{9b}"),
            "a\\u{1b}[31mb\\u{202e}c\\u{200b}\\r\\n\\t\\u{9b}"
        );
    }

    #[test]
    fn emoji_and_ideographs_keep_their_joiners() {
        for text in ["👩‍💻", "❤️", "👍🏽", "葛\u{e0100}城", "1️⃣", "José", "e\u{301}"] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn a_joiner_between_letters_is_shown() {
        assert_eq!(visible("a\u{200d}b\u{fe0f}"), "a\\u{200d}b\\u{fe0f}");
        assert_eq!(visible("👩\u{200d}"), "👩\\u{200d}");
        assert_eq!(visible("👩\u{fe0f}\u{fe0f}"), "👩\u{fe0f}\\u{fe0f}");
    }
}
