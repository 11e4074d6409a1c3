//! What is looked for: several words, all of which a line has to have, in any order.

use std::ops::Range;

use grep_matcher::{Match, Matcher, NoCaptures, NoError};
use grep_regex::{RegexMatcher, RegexMatcherBuilder};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// The most memory that one expression may take once it is compiled.
const SIZE_LIMIT: usize = 10 << 20;

/// How words are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Each word is a regular expression.
    pub regex: bool,
    /// Upper and lower case are the same, whatever the case of the words.
    pub ignore_case: bool,
    /// Only whole words count.
    pub whole_words: bool,
}

/// Why something cannot be looked for.
#[derive(Debug, Error)]
pub enum QueryError {
    /// There is no word.
    #[error("there is no word to look for")]
    Empty,
    /// A word is no regular expression.
    #[error("`{word}` is no regular expression")]
    BadRegex {
        /// The word.
        word: String,
        /// What is wrong with it, over several lines.
        why: String,
    },
}

/// Words to be looked for. A line has to have all of them, in any order; a word in lower case finds every case, and one
/// with a capital only that.
#[derive(Debug, Clone)]
pub struct Query {
    words: Vec<RegexMatcher>,
}

impl Query {
    /// Reads the words. Unless they are regular expressions, white space inside of one stands for any white space, and
    /// accented letters are found however they are composed.
    pub fn new<S: AsRef<str>>(words: &[S], options: Options) -> Result<Self, QueryError> {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).filter(|word| !word.trim().is_empty()).collect();
        if words.is_empty() {
            return Err(QueryError::Empty);
        }
        let words = words.into_iter().map(|word| matcher(word, options)).collect::<Result<_, _>>()?;
        Ok(Self { words })
    }

    /// Whether each word stands somewhere in the text: where one does not, no line has them all.
    pub fn may_be_in(&self, text: &str) -> bool {
        self.words.iter().all(|word| is_match(word, text.as_bytes()))
    }

    /// Where the words stand in a line, in order, parts that overlap as one; `None` unless it has all of them. Those that
    /// `counts` refuses are as good as absent.
    pub fn places(&self, line: &str, counts: impl Fn(&Range<usize>) -> bool) -> Option<Vec<Range<usize>>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            let before = places.len();
            let each = word.find_iter(line.as_bytes(), |found| {
                let range = found.start()..found.end();
                if counts(&range) {
                    places.push(range);
                }
                true
            });
            match each {
                Ok(()) if places.len() > before => {}
                Ok(()) => return None,
                Err(never) => absurd(never),
            }
        }
        Some(united(places))
    }
}

/// A line matches where all words do, so lines are what is asked for: there is no terminator to search across.
impl Matcher for Query {
    type Captures = NoCaptures;
    type Error = NoError;

    fn find_at(&self, line: &[u8], at: usize) -> Result<Option<Match>, NoError> {
        let Some((first, others)) = self.words.split_first() else { return Ok(None) };
        if !others.iter().all(|word| is_match(word, line)) {
            return Ok(None);
        }
        first.find_at(line, at)
    }

    fn new_captures(&self) -> Result<NoCaptures, NoError> {
        Ok(NoCaptures::new())
    }
}

fn is_match(word: &RegexMatcher, text: &[u8]) -> bool {
    word.is_match(text).unwrap_or_else(absurd)
}

/// The matcher's error has no value, but its type does not tell the compiler.
fn absurd<T: Default>(_: NoError) -> T {
    T::default()
}

fn matcher(word: &str, options: Options) -> Result<RegexMatcher, QueryError> {
    let mut builder = RegexMatcherBuilder::new();
    builder.case_smart(!options.ignore_case).case_insensitive(options.ignore_case).word(options.whole_words);
    builder.multi_line(true).line_terminator(Some(b'\n')).crlf(true).size_limit(SIZE_LIMIT);
    let patterns = if options.regex { vec![word.to_owned()] } else { literal(word) };
    builder
        .build_many(&patterns)
        .map_err(|error| QueryError::BadRegex { word: word.to_owned(), why: error.to_string().trim().to_owned() })
}

/// The word as it stands, as expressions: composed, and taken apart where that makes a difference.
fn literal(word: &str) -> Vec<String> {
    let expression = |text: String| text.split_whitespace().map(escaped).collect::<Vec<_>>().join(r"\s+");
    let composed: String = word.nfc().collect();
    let apart: String = word.nfd().collect();
    if composed == apart { vec![expression(composed)] } else { vec![expression(composed), expression(apart)] }
}

/// A text as the expression that finds it.
fn escaped(text: &str) -> String {
    let mut expression = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(c) {
            expression.push('\\');
        }
        expression.push(c);
    }
    expression
}

/// The ranges in order, without empty ones; those that touch as one.
fn united(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut result: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match result.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => result.push(range),
        }
    }
    result
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "lists of one place are meant")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn query(words: &[&str], options: Options) -> Query {
        Query::new(words, options).expect("a query")
    }

    fn found(words: &[&str], line: &str) -> Option<Vec<Range<usize>>> {
        query(words, Options::default()).places(line, |_| true)
    }

    #[test]
    fn all_words_in_any_order() {
        let line = "Ask about the budget for hiring";
        assert_eq!(found(&["budget"], line), Some(vec![14..20]));
        assert_eq!(found(&["hiring", "ask", "budget"], line), Some(vec![0..3, 14..20, 25..31]));
        assert_eq!(found(&["budget", "firing"], line), None);
        assert_eq!(found(&["ask about", "about the"], line), Some(vec![0..13]));
        assert_eq!(found(&["the ask"], line), None);
        assert_eq!(found(&["ask about"], "ask \t about"), Some(vec![0..11]));
    }

    #[test]
    fn case_is_smart_word_by_word() {
        assert!(found(&["ceo"], "Email the CEO").is_some());
        assert!(found(&["CEO", "email"], "Email the CEO").is_some());
        assert!(found(&["Ceo"], "Email the CEO").is_none());
        let any = Options { ignore_case: true, ..Options::default() };
        assert!(query(&["Ceo"], any).places("Email the CEO", |_| true).is_some());
        assert!(found(&["müller"], "MÜLLER").is_some());
    }

    #[test]
    fn text_is_text_unless_it_is_asked_for() {
        for text in ["a.c", "(x", "c++", r"\d", "^k3f9aa", "[ ]", "50%|60%", "#1", "<b>", "a-z", "x{2}", "~/.x", "R&D"]
        {
            assert_eq!(found(&[text], &format!("- {text} -")), Some(vec![2..2 + text.len()]), "{text}");
            assert_eq!(found(&[text], "abc 1 xx"), None, "{text}");
        }
        let regex = Options { regex: true, ..Options::default() };
        assert_eq!(query(&["b.+t$"], regex).places("a budget", |_| true), Some(vec![2..8]));
        assert_eq!(query(&["x*"], regex).places("abc", |_| true), Some(vec![]));
        let error = Query::new(&["(x"], regex).expect_err("no expression");
        assert!(matches!(error, QueryError::BadRegex { word, why } if word == "(x" && why.contains("unclosed group")));
        let bomb = Query::new(&["(((x{999}){999}){999})"], regex);
        assert!(matches!(bomb, Err(QueryError::BadRegex { .. })));
    }

    #[test]
    fn accents_are_found_however_they_are_composed() {
        assert!(found(&["caf\u{e9}"], "the cafe\u{301} there").is_some());
        assert!(found(&["cafe\u{301}"], "the caf\u{e9} there").is_some());
    }

    #[test]
    fn whole_words() {
        let whole = Options { whole_words: true, ..Options::default() };
        assert!(query(&["plan"], whole).places("the plan.", |_| true).is_some());
        assert!(query(&["plan"], whole).places("the planet", |_| true).is_none());
    }

    #[test]
    fn nothing_is_no_query() {
        assert!(matches!(Query::new::<&str>(&[], Options::default()), Err(QueryError::Empty)));
        assert!(matches!(Query::new(&["", "  "], Options::default()), Err(QueryError::Empty)));
    }

    proptest! {
        #[test]
        fn a_word_finds_itself(word in "[!-~é日]{1,8}", before in "[a-z ]{0,9}") {
            let line = format!("{before}{word}");
            let places = found(&[&word], &line);
            prop_assert!(places.is_some_and(|places| places.last().is_some_and(|last| last.end == line.len())));
        }

        #[test]
        fn any_expression_is_read_or_refused(word in ".{0,20}", line in ".{0,40}") {
            if let Ok(query) = Query::new(&[word], Options { regex: true, ..Options::default() }) {
                let places = query.places(&line, |_| true);
                prop_assert!(places.is_none() || query.may_be_in(&line));
            }
        }
    }
}
