//! The plainest Markdown, read without a Markdown reader: headings of plain words, bullets at the left edge, lines of
//! words, comments of one line, blank lines. Most entries have nothing else, and a history has hundreds of them.
//!
//! What is accepted here means the same to the Markdown reader (a property test compares the two); a body with any other
//! line is left to it.

use std::ops::Range;

use super::body::Heading;
use super::lines::LineSpan;
use crate::model::section::Section;

/// What a body of such lines consists of.
#[derive(Debug, Default)]
pub(super) struct SimpleBody {
    /// The headings, their sections not named yet.
    pub(super) headings: Vec<Heading>,
    /// The bytes of the comments.
    pub(super) comments: Vec<Range<usize>>,
    /// The lines on which a list item begins, by index, and where it has its content.
    pub(super) items: Vec<(usize, usize)>,
}

/// Reads the lines of a body; `None` where one is of another kind.
pub(super) fn read<'l>(text: &str, lines: impl Iterator<Item = &'l LineSpan>) -> Option<SimpleBody> {
    let mut body = SimpleBody::default();
    for (index, span) in lines.enumerate() {
        let line = &text[span.content.clone()];
        if text.as_bytes()[span.full.end - 1] == b'\r' {
            return None;
        }
        match line.as_bytes().first() {
            None => {}
            Some(b'#') => body.headings.push(heading(line, index)?),
            Some(b'<') => body.comments.push(comment(line, span.content.start)?),
            Some(b'-' | b'*' | b'+') => {
                let content = line[1..].strip_prefix(' ').filter(|content| begins_words(content, true))?;
                is_plain(content).then(|| body.items.push((index, span.content.start + 2)))?;
            }
            Some(_) => (begins_words(line, false) && is_plain(line)).then_some(())?,
        }
    }
    Some(body)
}

/// Whether a line cannot begin anything but words (or, in a list item, a box).
fn begins_words(text: &str, in_item: bool) -> bool {
    match text.as_bytes().first() {
        Some(b) if b.is_ascii_alphabetic() || !b.is_ascii() => true,
        Some(b'[' | b'@' | b'(' | b'"') => in_item,
        _ => false,
    }
}

/// Whether a line has no HTML in it, nor what could make some of other lines.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|b| matches!(b, b'<' | b'\0' | b'\t' | 0x0b | 0x0c))
}

fn heading(line: &str, index: usize) -> Option<Heading> {
    let words = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - words.len()).ok().filter(|level| *level <= 6)?;
    let words = words.strip_prefix(' ')?.trim_matches(' ');
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | ',' | '.' | '(' | ')' | '/' | '?' | ':' | '\'');
    (!words.is_empty() && words.chars().all(plain)).then(|| Heading {
        level,
        text: words.to_owned(),
        named: None,
        section: Section::Other,
        owner: None,
        lines: index..index + 1,
    })
}

/// A comment that is the whole of its line.
fn comment(line: &str, start: usize) -> Option<Range<usize>> {
    let inside = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    (!inside.contains("--") && !inside.contains('<')).then(|| start..start + line.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::lines::spans;

    fn accepted(text: &str) -> bool {
        read(text, spans(text, 0).iter()).is_some()
    }

    #[test]
    fn what_most_entries_consist_of_is_simple() {
        let entry = "# Alice and Bob\n\n## Look back\n- [x] Ship `it` ^k3f9aa\n* two *three*\n\nWords, _more_.\r\n<!-- why? -->\n";
        assert!(accepted(entry));
        assert!(accepted(""));
    }

    #[test]
    fn anything_else_is_left_to_the_markdown_reader() {
        let others = [
            "---",
            "===",
            "- ",
            "-",
            "- - a",
            "- # a",
            "- 1. a",
            "1. a",
            "  - a",
            "\ta",
            "> a",
            "```",
            "a <b>",
            "- a <!-- b -->",
            "<!-- a",
            "<div>",
            "<!-- a --> b",
            "<!--> -->",
            "# a *b*",
            "#a",
            "####### a",
            "#",
            "a\rb",
            "-  a",
            "[a]: b",
            "- > a",
        ];
        for text in others {
            assert!(!accepted(text), "{text:?}");
        }
    }
}
