//! The bytes of a file, cut into a byte order mark, frontmatter and body. Nothing is changed, so that putting the parts
//! together gives the same bytes.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::diagnostic::{column, to_u32};
use super::lines::{LineSpan, spans};

/// The longest frontmatter that is read, in bytes (see `docs/format.md`): deeper YAML takes parsers too long.
pub const FRONTMATTER_LIMIT: usize = 16 * 1024;

/// A file's text with the place of its parts. Offsets are those of the bytes.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// The text: the bytes, with each byte that is no UTF-8 shown as `?`.
    pub text: Cow<'a, str>,
    /// The offset of the first byte that is no UTF-8.
    pub invalid: Option<usize>,
    /// The frontmatter between its two lines, both lines not included.
    pub frontmatter: Option<Range<usize>>,
    /// Where the body begins.
    pub body: usize,
    /// Every line of the file.
    pub lines: Vec<LineSpan>,
    /// The number of lines before the body.
    pub lines_before_body: usize,
}

impl<'a> Source<'a> {
    /// Cuts a file into its parts; every input has them.
    pub fn new(bytes: &'a [u8]) -> Self {
        let (text, invalid) = readable(bytes);
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let lines = spans(&text, start);
        let fence = |line: &LineSpan, closing: bool| {
            let content = text[line.content.clone()].trim_end();
            content == "---" || (closing && content == "...")
        };
        let close = match lines.first() {
            Some(first) if fence(first, false) => lines.iter().skip(1).position(|line| fence(line, true)),
            _ => None,
        };
        let (frontmatter, body, lines_before_body) = match close {
            Some(between) => {
                let from = lines[0].full.end;
                (Some(from..lines[between + 1].full.start), lines[between + 1].full.end, between + 2)
            }
            None => (None, start, 0),
        };
        Self { text, invalid, frontmatter, body, lines, lines_before_body }
    }

    /// The lines of the body.
    pub fn body_lines(&self) -> &[LineSpan] {
        &self.lines[self.lines_before_body..]
    }

    /// The text of the frontmatter.
    pub fn frontmatter_text(&self) -> Option<&str> {
        self.frontmatter.clone().map(|range| &self.text[range])
    }

    /// Where a byte offset lies: the line and the column in characters, both from 1.
    pub fn place(&self, offset: usize) -> (u32, u32) {
        let index = self.lines.partition_point(|line| line.full.end <= offset);
        match self.lines.get(index) {
            Some(line) => (to_u32(index + 1), column(&self.text, if index == 0 { 0 } else { line.full.start }, offset)),
            None => super::diagnostic::place(&self.text, self.text.len()),
        }
    }

    /// The text of a line, counted from 1, without its end.
    pub fn line(&self, number: u32) -> &str {
        let index = (number as usize).saturating_sub(1);
        self.lines.get(index).map_or("", |line| &self.text[line.content.clone()])
    }
}

/// The bytes as text of the same length.
fn readable(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => {
            let first = error.valid_up_to();
            let mut text = String::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|_| '?'));
            }
            (Cow::Owned(text), Some(first))
        }
    }
}

/// The lines of a body that somebody may have written: without headings and comments, which a template makes.
pub fn written_lines(bytes: &[u8]) -> HashSet<Vec<u8>> {
    let body = &bytes[Source::new(bytes).body..];
    let lines = body.split(|byte| *byte == b'\n').map(|line| line.trim_ascii().to_vec());
    lines.filter(|line| !line.is_empty() && !line.starts_with(b"#") && !line.starts_with(b"<!--")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frontmatter_is_the_first_block_and_nothing_else() {
        let table: [(&str, Option<&str>, &str); 8] = [
            ("---\na: 1\n---\nx", Some("a: 1\n"), "x"),
            ("\u{feff}---  \r\na: 1\r\n... \r\nx", Some("a: 1\r\n"), "x"),
            ("---\n---\n", Some(""), ""),
            ("---\na: 1\n", None, "---\na: 1\n"),
            ("x\n---\na: 1\n---\n", None, "x\n---\na: 1\n---\n"),
            (" ---\na: 1\n---\n", None, " ---\na: 1\n---\n"),
            ("", None, ""),
            ("---", None, "---"),
        ];
        for (text, frontmatter, body) in table {
            let source = Source::new(text.as_bytes());
            assert_eq!(source.frontmatter_text(), frontmatter, "{text:?}");
            assert_eq!(&source.text[source.body..], body, "{text:?}");
        }
    }

    #[test]
    fn text_has_the_length_of_the_bytes() {
        let bytes = b"a\xff\xfe\xe4b\xc3";
        let source = Source::new(bytes);
        assert_eq!(source.text, "a???b?");
        assert_eq!(source.invalid, Some(1));
    }
}
