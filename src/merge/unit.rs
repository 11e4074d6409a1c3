//! A file cut into the units that are merged. Every byte belongs to one: put together they give the file.

use crate::format::source::Source;
use crate::model::section::{Section, SectionNames, normalise_heading};

use super::kind::FileKind;
use super::text;

/// The mark at the beginning of a file that some editors write.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A file in its parts.
pub(super) struct Document<'a> {
    /// The byte order mark, or nothing.
    pub(super) mark: &'a [u8],
    /// The frontmatter with its two lines, or the whole pair file.
    pub(super) head: &'a [u8],
    /// The body, by line.
    pub(super) body: Vec<Unit<'a>>,
}

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit<'a> {
    /// The line without its end.
    pub(super) content: &'a [u8],
    /// Its end; nothing at the end of some files.
    pub(super) end: &'a [u8],
    /// Whether it stands under an engagement heading.
    pub(super) under_engagement: bool,
}

impl<'a> Document<'a> {
    /// Cuts a file.
    pub(super) fn read(kind: FileKind, bytes: &'a [u8]) -> Self {
        let mark = &bytes[..if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }];
        let body = match kind {
            FileKind::Entry => Source::new(bytes).body,
            FileKind::PairFile | FileKind::Other => bytes.len(),
        };
        let body = body.max(mark.len());
        Self { mark, head: &bytes[mark.len()..body], body: units(&bytes[body..]) }
    }
}

/// The lines of bytes, whatever they are.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let content = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let end = match &rest[content..] {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        let (line, after) = rest.split_at(content + end);
        rest = after;
        Some(line.split_at(content))
    })
}

fn units(bytes: &[u8]) -> Vec<Unit<'_>> {
    let names = SectionNames::default();
    let mut under_engagement = false;
    lines(bytes)
        .map(|(content, end)| {
            let unit = Unit { content, end, under_engagement };
            if let Some(name) = heading(content) {
                under_engagement = names.lookup_normalised(&normalise_heading(&name)) == Some(Section::Engagement);
            }
            Unit { under_engagement: unit.under_engagement && heading(content).is_none(), ..unit }
        })
        .collect()
}

/// The text of a line that is a heading by its `#`.
pub(super) fn heading(content: &[u8]) -> Option<String> {
    let line = text(content);
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']))).then(|| rest.trim().to_owned())
}

impl Unit<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.content.iter().all(u8::is_ascii_whitespace)
    }

    pub(super) fn is_heading(&self) -> bool {
        heading(self.content).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_belongs_to_one() {
        for bytes in [
            &b""[..],
            b"a",
            b"a\nb\r\nc\rd",
            b"\n\r\n",
            b"\xff\xfe\r",
            b"---\na: 1\n---\nx",
            b"\xef\xbb\xbf---\n---\nx",
        ] {
            for kind in [FileKind::Entry, FileKind::PairFile] {
                let document = Document::read(kind, bytes);
                let mut all = [document.mark, document.head].concat();
                document.body.iter().for_each(|unit| all.extend([unit.content, unit.end].concat()));
                assert_eq!(all, bytes);
            }
        }
    }
}
