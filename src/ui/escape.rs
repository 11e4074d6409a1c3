//! Text of others made visible: what a terminal or a reader's eye would act on, and not show, becomes a visible escape.
//!
//! Every string that a person, a file, git or a server supplied passes [`visible`] or [`visible_multiline`] before it is
//! styled and printed; [`gate`] checks once more all that is written.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use super::style;
use super::zero_width::harmless;

/// What a text may hold unescaped beside plain characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Nothing: the text is to stay on one line.
    Line,
    /// Newlines and tabs.
    Lines,
}

/// One line of text with everything visible: ESC as `^[`, a newline as `\n`, a right-to-left override as `\u{202e}`.
///
/// Joiners and variation selectors stay inside emoji and where a script is written with them.
///
/// ```
/// use oneonone::ui::escape::visible;
///
/// assert_eq!(visible("Ana \u{1b}]0;x\u{7}\u{202e}"), r"Ana ^[]0;x^G\u{202e}");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    escape(text, Layout::Line)
}

/// As [`visible`], but newlines and tabs stay, and a CRLF becomes a newline.
#[must_use]
pub fn visible_multiline(text: &str) -> Cow<'_, str> {
    escape(text, Layout::Lines)
}

/// One line of bytes that may be no UTF-8: such bytes are shown as `\xff`.
#[must_use]
pub fn visible_bytes(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        shown.push_str(&visible(chunk.valid()));
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    shown
}

/// A path on one line, made visible.
#[must_use]
pub fn visible_path(path: &Path) -> String {
    visible_bytes(path.as_os_str().as_encoded_bytes())
}

/// JSON with the same meaning in which nothing invisible is left: such characters stand only in strings, and there
/// become `\u` escapes.
#[must_use]
pub fn json(text: &str) -> Cow<'_, str> {
    replace(text, |context, c, out| {
        if matches!(c, '\n' | '\t') || !hidden(context, c) {
            return false;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
        true
    })
}

/// The last check before a stream: all is made visible but newlines, tabs, CRLF and, where colour is on, the very
/// styles of [`style`].
#[must_use]
pub fn gate(text: &str, color: bool) -> Cow<'_, str> {
    replace(text, |context, c, out| {
        let allowed = match c {
            '\n' | '\t' => true,
            '\r' => context.after.starts_with('\n'),
            '\x1b' => color && style::starts_with_sequence(context.after),
            _ => !hidden(context, c),
        };
        if !allowed {
            push_escape(c, out);
        }
        !allowed
    })
}

/// The characters around one.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// What stands before it.
    pub(super) before: &'a str,
    /// What stands after it.
    pub(super) after: &'a str,
}

fn escape(text: &str, layout: Layout) -> Cow<'_, str> {
    replace(text, |context, c, out| {
        match c {
            '\n' | '\t' if layout == Layout::Lines => return false,
            '\r' if layout == Layout::Lines && context.after.starts_with('\n') => return true,
            _ if !hidden(context, c) => return false,
            _ => push_escape(c, out),
        }
        true
    })
}

/// Runs over the text; a character that the function wrote a replacement for is left out. Borrows while nothing changes.
fn replace(text: &str, mut write: impl FnMut(Context<'_>, char, &mut String) -> bool) -> Cow<'_, str> {
    let (mut out, mut written, mut copied) = (String::new(), String::new(), 0);
    for (at, c) in text.char_indices().filter(|(_, c)| !matches!(c, ' '..='~')) {
        let end = at + c.len_utf8();
        let context =
            Context { before: text.get(..at).unwrap_or_default(), after: text.get(end..).unwrap_or_default() };
        written.clear();
        if write(context, c, &mut written) {
            out.push_str(text.get(copied..at).unwrap_or_default());
            out.push_str(&written);
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// Writes the visible form of a character.
fn push_escape(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..='\x1f' => out.extend(['^', char::from(c as u8 + b'@')]),
        '\x7f' => out.push_str("^?"),
        _ => out.extend(c.escape_unicode()),
    }
}

/// Whether the character would act or hide where it stands.
fn hidden(context: Context<'_>, c: char) -> bool {
    match c {
        _ if c.is_control() => true,
        // Arabic letter mark, direction marks, overrides and isolates.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => true,
        // Line and paragraph separators.
        '\u{2028}' | '\u{2029}' => true,
        // Of no width: spaces, joiners, fillers, invisible operators, annotation marks.
        '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{ad}' | '\u{34f}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}' => true,
        // Of no width, and at home in emoji and in some scripts.
        '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' => {
            !harmless(context, c)
        }
        '\u{e0000}'..='\u{e0fff}' => !harmless(context, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_acts_or_hides_is_shown() {
        for (text, shown) in [
            ("plain, été, 陳, مرحبا", "plain, été, 陳, مرحبا"),
            ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
            ("\x1b]8;;http://x\x07y\x1b\\", "^[]8;;http://x^Gy^[\\"),
            ("\x1b[31mred", "^[[31mred"),
            ("\0\x08\x7f", "^@^H^?"),
            ("\u{9b}31m\u{9d}", "\\u{9b}31m\\u{9d}"),
            ("a\u{202e}b\u{2066}c\u{200f}\u{61c}", "a\\u{202e}b\\u{2066}c\\u{200f}\\u{61c}"),
            ("a\u{200b}b\u{2060}\u{feff}", "a\\u{200b}b\\u{2060}\\u{feff}"),
            ("a\u{2028}b", "a\\u{2028}b"),
            ("a\u{200d}b", "a\\u{200d}b"),
            ("a\u{200c}b", "a\\u{200c}b"),
            ("a\u{fe0f}", "a\\u{fe0f}"),
            ("a\u{e0041}", "a\\u{e0041}"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }

    #[test]
    fn emoji_and_scripts_keep_their_joiners() {
        for text in ["👩‍💻", "👩🏽‍💻", "❤️", "🏳️‍🌈", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "ශ්‍රී", "葛󠄀"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text:?} became {}", visible(text));
        }
        assert_eq!(visible("👩\u{200d}"), "👩\\u{200d}");
        assert_eq!(visible("\u{200d}💻"), "\\u{200d}💻");
    }

    #[test]
    fn several_lines_keep_newlines_and_tabs() {
        assert_eq!(visible_multiline("a\r\n\tb\rc\x1b"), "a\n\tb\\rc^[");
    }

    #[test]
    fn bytes_that_are_no_text() {
        assert_eq!(visible_bytes(b"a\xff\x1b\xe2\x82"), "a\\xff^[\\xe2\\x82");
        assert_eq!(visible_path(Path::new("entries/a\nb.md")), "entries/a\\nb.md");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let value = serde_json::json!({"a\u{202e}\u{7f}": ["\x1b\u{9b}\u{e0041}", "👩‍💻"]});
        let text = serde_json::to_string_pretty(&value).expect("JSON");
        let shown = json(&text);
        assert!(shown.contains("\\u202e\\u007f") && shown.contains("\\udb40\\udc41") && shown.contains("👩‍💻"));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).expect("JSON"), value);
    }

    #[test]
    fn the_gate_lets_only_our_styles_through() {
        let styled = crate::ui::Palette::new(true).bad("x");
        assert_eq!(gate(&styled, true), styled);
        assert!(!gate(&styled, false).contains('\x1b'));
        assert_eq!(gate("\x1b[8mhidden", true), "^[[8mhidden");
        assert_eq!(gate("\x1b]52;c;eA==\x07", true), "^[]52;c;eA==^G");
        assert_eq!(gate("a\r\nb\rc", true), "a\r\nb\\rc");
    }

    /// Strings rich in what must not pass.
    fn hostile() -> impl Strategy<Value = String> {
        let any = prop_oneof![
            any::<char>(),
            prop::sample::select(vec![
                '\x1b',
                '[',
                ']',
                '3',
                '1',
                'm',
                '\u{9b}',
                '\u{9d}',
                '\x07',
                '\r',
                '\n',
                '\t',
                '\u{202e}',
                '\u{200d}',
                '\u{200c}',
                '\u{fe0f}',
                '👩',
                '💻',
                '\u{e0067}',
                '\u{e007f}',
                '🏴',
                'a',
                'ک',
                '葛',
                '\u{e0100}',
            ]),
        ];
        prop::collection::vec(any, 0..40).prop_map(String::from_iter)
    }

    fn clean(text: &str, allowed: &[char]) -> bool {
        text.chars().all(|c| {
            allowed.contains(&c)
                || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'))
        })
    }

    proptest! {
        #[test]
        fn no_control_character_is_left(text in hostile()) {
            prop_assert!(clean(&visible(&text), &[]));
            prop_assert!(clean(&visible_multiline(&text), &['\n', '\t']));
            prop_assert!(clean(&visible_bytes(text.as_bytes()), &[]));
            prop_assert!(clean(&gate(&text, false), &['\n', '\t', '\r']));
            prop_assert!(clean(&json(&serde_json::to_string(&text).expect("JSON")), &[]));
        }

        #[test]
        fn with_colour_an_escape_begins_a_style(text in hostile()) {
            let passed = gate(&text, true);
            prop_assert!(clean(&passed, &['\n', '\t', '\r', '\x1b']));
            prop_assert!(passed.match_indices('\x1b').all(|(at, _)| style::starts_with_sequence(&passed[at + 1..])));
        }

        #[test]
        fn bytes_are_as_clean(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(clean(&visible_bytes(&bytes), &[]));
        }

        #[test]
        fn what_is_visible_stays(text in hostile()) {
            let once = visible(&text).into_owned();
            prop_assert_eq!(visible(&once), once.as_str());
        }

        #[test]
        fn json_means_the_same(text in hostile()) {
            let written = serde_json::to_string(&text).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<String>(&json(&written)).expect("JSON"), text);
        }
    }
}
