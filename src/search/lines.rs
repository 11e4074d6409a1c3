//! The lines of one file that have all words.

use std::borrow::Cow;
use std::ops::Range;

use grep_matcher::LineTerminator;
use grep_searcher::{BinaryDetection, Searcher, SearcherBuilder, Sink, SinkMatch};

use super::query::Query;
use crate::format::body::Body;
use crate::format::source::Source;

/// The keys of the frontmatter that the program writes: what they say is no text of anybody.
const KEYS: [&str; 8] = ["date", "scheduled", "status", "engagement", "minutes", "prepared", "kind", "imported"];

/// A line that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Where the words stand in it, in bytes.
    pub places: Vec<Range<usize>>,
}

/// The lines of a file that have all words, in order. Words in HTML comments do not count, nor do the frontmatter's keys
/// that the program itself writes.
pub fn find(query: &Query, source: &Source<'_>, body: &Body) -> Vec<Line> {
    let text = with_line_feeds(&source.text);
    let start = source.lines.first().map_or(0, |line| line.full.start);
    let mut numbers = Numbers::default();
    let mut searcher = SearcherBuilder::new()
        .line_number(true)
        .line_terminator(LineTerminator::byte(b'\n'))
        .binary_detection(BinaryDetection::none())
        .bom_sniffing(false)
        .build();
    // Neither the sink nor the matcher can fail, and there is no file to read.
    let _ = searcher.search_slice(query, &text.as_bytes()[start..], &mut numbers);
    let lines = numbers.0.into_iter().filter_map(|number| {
        let span = source.lines.get(number.checked_sub(1)?)?.content.clone();
        let content = &source.text[span.clone()];
        if number <= source.lines_before_body && is_of_the_program(content) {
            return None;
        }
        let is_shown = |range: &Range<usize>| !is_hidden(body, &(span.start + range.start..span.start + range.end));
        let places = query.places(content, is_shown)?;
        Some(Line { number: u32::try_from(number).ok()?, places })
    });
    lines.collect()
}

/// The numbers of the lines found.
#[derive(Default)]
struct Numbers(Vec<usize>);

impl Sink for &mut Numbers {
    type Error = std::io::Error;

    fn matched(&mut self, _: &Searcher, found: &SinkMatch<'_>) -> Result<bool, Self::Error> {
        self.0.extend(found.line_number().and_then(|number| usize::try_from(number).ok()));
        Ok(true)
    }
}

/// The text with every line ended as the searcher knows it; a lone `\r` ends one in Markdown too. All offsets stay.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_lone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(is_lone) {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    result.extend(text.char_indices().map(|(at, c)| if is_lone(at) { '\n' } else { c }));
    Cow::Owned(result)
}

fn is_of_the_program(line: &str) -> bool {
    let line = line.trim();
    let key = line.split_once(':').map_or("", |(key, _)| key.trim_matches(['"', '\'', ' ', '\t']));
    line == "---" || line == "..." || KEYS.contains(&key)
}

fn is_hidden(body: &Body, range: &Range<usize>) -> bool {
    let next = body.comments.partition_point(|comment| comment.end < range.end);
    body.comments.get(next).is_some_and(|comment| comment.start <= range.start && range.end <= comment.end)
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "lists of one place are meant")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::body::Vocabulary;
    use crate::search::Options;

    fn found(word: &str, text: &[u8]) -> Vec<(u32, Vec<Range<usize>>)> {
        let query = Query::new(&word.split(' ').collect::<Vec<_>>(), Options::default()).expect("a query");
        let source = Source::new(text);
        let body = Body::read(&source, &Vocabulary::default());
        find(&query, &source, &body).into_iter().map(|line| (line.number, line.places)).collect()
    }

    #[test]
    fn lines_have_their_numbers_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["# One", "", "two budget", "three", "Budget"].join(end);
            assert_eq!(found("budget", text.as_bytes()), [(3, vec![4..10]), (5, vec![0..6])], "{end:?}");
        }
        assert_eq!(found("one", "\u{feff}one\n".as_bytes()), [(1, vec![0..3])]);
        assert_eq!(found("two", b"one\xff\0\ntwo\n"), [(2, vec![0..3])]);
    }

    #[test]
    fn words_are_sought_on_one_line() {
        assert_eq!(found("a b", b"a\nb\n"), []);
        assert_eq!(found("a b", b"b then a\n"), [(1, vec![0..1, 7..8])]);
    }

    #[test]
    fn what_the_program_writes_is_not_found() {
        let text = b"---\ndate: 2026-11-20\nstatus: held\nreason: held up\nown: held\n---\nheld <!-- held --> x\n<!-- held -->\n";
        assert_eq!(found("held", text), [(4, vec![8..12]), (5, vec![5..9]), (7, vec![0..4])]);
        assert_eq!(found("---", b"---\nx: 1\n---\na\n\n---\n"), [(6, vec![0..3])]);
        assert_eq!(found("a b", b"a <!-- b -->\n"), []);
    }

    #[test]
    fn a_line_of_157_000_characters() {
        let text = format!("{}budget{}", "x".repeat(100_000), "y".repeat(57_000));
        assert_eq!(found("budget", text.as_bytes()), [(1, vec![100_000..100_006])]);
    }

    proptest! {
        /// Any bytes at all, and every line that has the word outside of comments.
        #[test]
        fn every_line_with_the_word(lines in prop::collection::vec("(ab|x|é| |-|`){0,6}", 1..12), crlf: bool) {
            let text = lines.join(if crlf { "\r\n" } else { "\n" });
            let expected: Vec<u32> =
                (1_u32..).zip(&lines).filter(|(_, line)| line.contains("ab")).map(|(number, _)| number).collect();
            // What looks like frontmatter has rules of its own.
            prop_assume!(!text.trim_start().starts_with("---"));
            prop_assert_eq!(found("ab", text.as_bytes()).into_iter().map(|line| line.0).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for (_, places) in found("a", &bytes) {
                prop_assert!(!places.is_empty());
            }
        }
    }
}
