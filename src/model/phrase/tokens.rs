//! A phrase cut into words.

use super::numeric;
use super::words::day;

/// The words in lower case: a date in digits is one, `2w` and `1dec` are two, a sign is one, and the words that only
/// join others are left out.
pub(super) fn split(phrase: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let lower = phrase.to_lowercase();
    for chunk in lower.split(|c: char| c.is_whitespace() || c == ',').filter(|chunk| !chunk.is_empty()) {
        if numeric::is_numeric(chunk) {
            words.push(chunk.to_owned());
            continue;
        }
        let (sign, rest) = match chunk.chars().next() {
            Some(sign @ ('+' | '-')) => (Some(sign), chunk.get(1..).unwrap_or_default()),
            _ => (None, chunk),
        };
        words.extend(sign.map(String::from));
        for part in rest.split(['-', '/', '.']).filter(|part| !part.is_empty()) {
            split_digits(part, &mut words);
        }
    }
    words.retain(|word| !matches!(word.as_str(), "the" | "of"));
    if matches!(words.first().map(String::as_str), Some("on" | "by")) {
        words.remove(0);
    }
    words
}

/// Splits `in2weeks` where letters and digits meet, but not `1st`.
fn split_digits(part: &str, words: &mut Vec<String>) {
    if day(part).is_some() {
        words.push(part.to_owned());
        return;
    }
    let mut word = String::new();
    for c in part.chars() {
        if word.chars().last().is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit()) {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
}
