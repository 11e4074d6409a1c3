//! "Did you mean": the names closest to one that is not known.

use strsim::{jaro_winkler, normalized_damerau_levenshtein};

use super::lists::list_or;

/// The most names that are suggested.
const MOST: usize = 3;

/// A word longer than this is no mistyped name.
const LONGEST: usize = 100;

/// The candidates (slugs, names, handles) closest to the word, the best first, at most three, each once; case does not
/// count. A candidate is close where it begins with the word, has a word that does, contains it, or is spelt like it.
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.trim().to_lowercase();
    if word.is_empty() || word.chars().count() > LONGEST {
        return Vec::new();
    }
    let mut scored: Vec<(f64, &str)> = Vec::new();
    for candidate in candidates {
        let score = score(&word, &candidate.to_lowercase());
        if score > 0.0 && !scored.iter().any(|(_, known)| *known == candidate) {
            scored.push((score, candidate));
        }
    }
    scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    scored.into_iter().take(MOST).map(|(_, candidate)| candidate).collect()
}

/// ``did you mean `alice-chen` or `alina`?`` for what [`closest`] found; `None` where that is nothing.
#[must_use]
pub fn did_you_mean(names: &[&str]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", list_or(&quoted)))
}

/// How close, 0 for not at all. Both in lower case.
fn score(word: &str, candidate: &str) -> f64 {
    let parts = || candidate.split([' ', '-', '_', '.', '@']).filter(|part| !part.is_empty());
    if candidate == word {
        return 5.0;
    }
    if candidate.starts_with(word) {
        return 4.0;
    }
    if parts().any(|part| part.starts_with(word)) {
        return 3.0;
    }
    let spelling = parts().chain([candidate]).map(|part| alike(word, part)).fold(0.0, f64::max);
    if spelling > 0.0 {
        return 1.0 + spelling;
    }
    if word.chars().count() >= 3 && candidate.contains(word) { 1.0 } else { 0.0 }
}

/// How alike two spellings are, 0 below the bar, up to 1.
fn alike(word: &str, other: &str) -> f64 {
    let edits = normalized_damerau_levenshtein(word, other);
    // One edit in three letters, or a common beginning with little that differs.
    if edits >= 0.66 || (edits >= 0.5 && jaro_winkler(word, other) >= 0.9) { edits } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SLUGS: [&str; 6] = ["alice-chen", "bob-diaz", "alina-costa", "carol-meyer", "陳大文", "Zoë"];

    #[test]
    fn names() {
        for (word, expected) in [
            ("alcie", vec!["alice-chen"]),
            ("alice-chne", vec!["alice-chen"]),
            ("ALICE", vec!["alice-chen"]),
            ("ali", vec!["alice-chen", "alina-costa"]),
            ("chen", vec!["alice-chen"]),
            ("cheng", vec!["alice-chen"]),
            ("meyr", vec!["carol-meyer"]),
            ("bobb", vec!["bob-diaz"]),
            ("陳", vec!["陳大文"]),
            ("zoe", vec!["Zoë"]),
            ("quentin", vec![]),
            ("", vec![]),
            ("  ", vec![]),
        ] {
            assert_eq!(closest(word, SLUGS), expected, "{word}");
        }
        assert!(closest(&"a".repeat(1000), SLUGS).is_empty());
    }

    #[test]
    fn the_sentence() {
        assert_eq!(did_you_mean(&[]), None);
        assert_eq!(did_you_mean(&["a", "b"]).as_deref(), Some("did you mean `a` or `b`?"));
    }

    proptest! {
        #[test]
        fn the_name_itself_is_first(at in 0_usize..6) {
            prop_assert_eq!(closest(SLUGS[at], SLUGS)[0], SLUGS[at]);
        }

        #[test]
        fn never_more_than_three(word in ".{0,20}", names in prop::collection::vec(".{0,10}", 0..20)) {
            prop_assert!(closest(&word, names.iter().map(String::as_str)).len() <= MOST);
        }
    }
}
