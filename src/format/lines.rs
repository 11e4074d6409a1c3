//! Lines of a text: a line ends with `\n`, `\r\n` or a lone `\r`, as in CommonMark.

use std::ops::Range;

/// The lines of a text in order, as byte ranges: `content` without the line end, `full` with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineSpan {
    /// The line without its end.
    pub content: Range<usize>,
    /// The line with its end.
    pub full: Range<usize>,
}

/// The lines from `start` on. A text that ends with a line end has no empty last line.
pub fn spans(text: &str, start: usize) -> Vec<LineSpan> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 32 + 1);
    let mut at = start;
    while at < bytes.len() {
        let content_end = bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(bytes.len(), |n| at + n);
        let end = match (bytes.get(content_end), bytes.get(content_end + 1)) {
            (Some(b'\r'), Some(b'\n')) => content_end + 2,
            (Some(_), _) => content_end + 1,
            (None, _) => content_end,
        };
        lines.push(LineSpan { content: at..content_end, full: at..end });
        at = end;
    }
    lines
}

/// Where each line starts.
pub fn starts(text: &str) -> impl Iterator<Item = usize> {
    spans(text, 0).into_iter().map(|line| line.full.start)
}

/// The line end that a text uses: that of its first line, `\n` where it has none.
pub fn ending(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}
