//! Text as it is compared: letters and digits alone, in lower case, with the places where words begin and end. White space,
//! case, emphasis, quotes, lists, where a line is broken, and how a file name separates its words make no difference.

use unicode_normalization::UnicodeNormalization;

/// A text without all that does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Squashed {
    /// Letters and digits, composed and in lower case.
    pub(super) text: String,
    /// Where in it words begin; its length is one more.
    bounds: Vec<bool>,
    /// Where in it each line after the first begins.
    lines: Vec<usize>,
}

impl Squashed {
    /// Squashes a text.
    pub(super) fn new(text: &str) -> Self {
        let mut result = Self::default();
        let mut apart = true;
        for c in text.nfkc().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() {
                // In a script that puts no space between words, every sign may begin one.
                let alone = is_unspaced(c);
                result.bounds.push(apart || alone);
                result.bounds.resize(result.text.len() + c.len_utf8(), false);
                result.text.push(c);
                apart = alone;
            } else {
                apart = true;
                if c == '\n' {
                    result.lines.push(result.text.len());
                }
            }
        }
        result.bounds.push(true);
        result
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.starts().count()
    }

    /// Where words begin.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> + '_ {
        let all = self.bounds.iter().take(self.text.len()).enumerate();
        all.filter(|(_, begins)| **begins).map(|(at, _)| at)
    }

    /// Whether a word ends there.
    pub(super) fn ends_at(&self, at: usize) -> bool {
        self.bounds.get(at).copied().unwrap_or(false)
    }

    /// The line of a place, from 1 on.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|begin| *begin <= at) + 1
    }
}

fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff
            | 0x2_0000..=0x3_ffff)
}

/// The text without tags, the targets of links, and with the commonest entities read: what a browser would show of it. None
/// where that is no other text.
pub(super) fn shown_by_browser(text: &str) -> Option<String> {
    if !text.contains(['<', '&']) && !text.contains("](") {
        return None;
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', ']']) {
        shown.push_str(&rest[..at]);
        rest = &rest[at..];
        let skipped = tag(rest).or_else(|| target(rest)).map(|length| (length, None)).or_else(|| entity(rest));
        match skipped {
            Some((length, sign)) => {
                // What is left out keeps its line ends, so that a hit is told at its line.
                shown.extend(rest[..length].chars().filter(|c| *c == '\n'));
                shown.extend(sign);
                rest = &rest[length..];
            }
            None => {
                shown.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    shown.push_str(rest);
    Some(shown)
}

/// The longest tag, link target or entity that is left out: one that never ends is searched no further.
const LONGEST: usize = 2_000;

/// The first so many bytes of a text, at a character's end.
fn beginning(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    is_tag.then(|| beginning(text, LONGEST).find('>').map(|end| end + 1))?
}

fn target(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("](")?;
    beginning(inside, LONGEST).find(')').map(|end| end + 3)
}

fn entity(text: &str) -> Option<(usize, Option<char>)> {
    let inside = text.strip_prefix('&')?;
    let end = beginning(inside, 10).find(';')?;
    let sign = match &inside[..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "shy" => return Some((end + 2, None)),
        number => {
            let number = number.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?
        }
    };
    Some((end + 2, Some(sign)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_makes_no_difference() {
        for text in [
            "she may leave",
            "She  MAY\n> leave!",
            "**she** m_a_y `leave`",
            "she-may_leave",
            "ＳＨＥ may leave",
            "- she may, leave.",
        ] {
            assert_eq!(Squashed::new(text).text, "shemayleave", "{text}");
        }
        assert_eq!(Squashed::new("cafe\u{301}").text, Squashed::new("CAFÉ").text);
        assert_eq!(Squashed::new("she may leave").words(), 3);
        assert_eq!(Squashed::new("彼女は辞める").words(), 6);
        assert_eq!(Squashed::new("-- !! 🔥").words(), 0);
    }

    #[test]
    fn lines_are_counted() {
        let squashed = Squashed::new("one\n\ntwo three\nfour\n");
        for (word, line) in [("one", 1), ("two", 3), ("three", 3), ("four", 4)] {
            assert_eq!(squashed.line_of(squashed.text.find(word).unwrap()), line, "{word}");
        }
    }

    #[test]
    fn what_a_browser_shows() {
        let shown = |text| shown_by_browser(text).unwrap();
        assert_eq!(shown("she <b class=\"x\">may</b> leave"), "she may leave");
        assert_eq!(shown("she [may](https://example.com/a) leave"), "she [may leave");
        assert_eq!(shown("R&amp;D &#233;t&#xe9; &bogus; a < b"), "R&D été &bogus; a < b");
        assert_eq!(shown("<b\n>two"), "\ntwo");
        assert_eq!(shown_by_browser("plain - text"), None);
    }

    proptest! {
        #[test]
        fn total(text in "[a-zA-Z<>&;#x\\[\\]()0-9 \n\u{301}é彼\u{1f525}İ]{0,60}") {
            let squashed = Squashed::new(&text);
            prop_assert_eq!(squashed.bounds.len(), squashed.text.len() + 1);
            for start in squashed.starts() {
                prop_assert!(squashed.text.is_char_boundary(start));
                prop_assert!(squashed.line_of(start) <= text.matches('\n').count() + 1);
            }
            if let Some(shown) = shown_by_browser(&text) {
                prop_assert!(shown.matches('\n').count() >= text.matches('\n').count());
            }
        }
    }
}
