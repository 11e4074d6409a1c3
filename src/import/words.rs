//! The words that headings of meetings are made of.

use strsim::damerau_levenshtein as distance;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month, 1 to 12, by its name or a usual short form.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let is = |name: &&str| word == **name || word == name[..3] || (word == "sept" && name.starts_with("sept"));
    MONTHS.iter().zip(1..).find(|(name, _)| is(name)).map(|(_, number)| number)
}

/// Whether a word is one or two letters away from the name of a month, and is none.
pub(super) fn nearly_month(word: &str) -> bool {
    let length = word.chars().count();
    if !(4..=12).contains(&length) {
        return false;
    }
    let word = word.to_lowercase();
    let allowed = if length > 5 { 2 } else { 1 };
    MONTHS.iter().filter(|name| name.len() > 4).any(|name| distance(&word, name) <= allowed)
}

/// Whether the digits are the year of a meeting.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year: u32| (1990..=2100).contains(&year))
}

/// The words of a text in lower case, without what stands between them.
pub(super) fn words(text: &str) -> Vec<String> {
    placed(text).into_iter().map(|(word, _)| word).collect()
}

/// The words of a text in lower case, each with where it ends.
pub(super) fn placed(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                found.push((text[start..at].to_lowercase(), at));
                from = None;
            }
            _ => {}
        }
    }
    found
}
