//! Whether two lines say the same in nearly the same words: people type a line again more often than they copy it.

use std::collections::BTreeSet;

use super::item::normalise_text;

/// The fewest words that say something of their own.
const FEWEST: usize = 3;

/// How many words two lines have both, of those that either has, where one is probably the other in other words.
const SAME_WORDS: f64 = 0.75;

/// How much of two lines is the same letter by letter where one is probably the other with slips of the hand.
const SAME_LETTERS: f64 = 0.85;

/// Longer lines are compared by words alone: to compare letters takes as long as the product of both lengths.
const LONGEST: usize = 400;

/// The words of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// In order.
    text: String,
    words: BTreeSet<String>,
}

impl Wording {
    /// Of a text or a whole line; marks and ids are no words.
    pub fn new(text: &str) -> Self {
        let text = normalise_text(text);
        let parts = text.split_whitespace().filter(|part| !part.starts_with('^'));
        let words = parts.flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        Self { text: words.join(" "), words: words.into_iter().map(str::to_owned).collect() }
    }

    /// The words, each once.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether there are enough words to say what is meant.
    pub fn is_telling(&self) -> bool {
        self.words.len() >= FEWEST
    }

    /// How much alike two lines are, from 0 to 1; `None` where they are not alike enough to be one.
    pub fn likeness(&self, other: &Self) -> Option<f64> {
        let shared = self.words.intersection(&other.words).count();
        let either = self.words.len() + other.words.len() - shared;
        let by_words = if either == 0 { 0.0 } else { shared as f64 / either as f64 };
        if self.is_telling() && other.is_telling() && by_words >= SAME_WORDS {
            return Some(by_words);
        }
        // A letter more or less is one edit at least.
        let lengths = [&self.text, &other.text].map(|text| text.chars().count());
        let [longer, shorter] = [lengths[0].max(lengths[1]), lengths[0].min(lengths[1])];
        if longer == 0 || longer > LONGEST || (shorter as f64) < longer as f64 * SAME_LETTERS {
            return None;
        }
        let edits = strsim::osa_distance(&self.text, &other.text);
        let by_letters = 1.0 - edits as f64 / longer as f64;
        (by_letters >= SAME_LETTERS).then_some(by_letters)
    }

    /// Whether every word of this line is in the other, too.
    pub fn is_within(&self, other: &Self) -> bool {
        self.words.is_subset(&other.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_alike(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(Wording::new);
        assert_eq!(one.likeness(&other).is_some(), other.likeness(&one).is_some());
        one.likeness(&other).is_some()
    }

    #[test]
    fn the_same_in_other_words() {
        for other in ["Send the new plan to the board", "send **plan** to the board", "Sned the plan to the baord"] {
            assert!(is_alike("Send the plan to the board", other), "{other}");
        }
        for other in ["Send the invoice to Alice", "plan board", "", "Send the plan"] {
            assert!(!is_alike("Send the plan to the board", other), "{other}");
        }
    }

    #[test]
    fn few_words_have_to_agree_letter_by_letter() {
        assert!(!is_alike("the plan", "the plane crash"));
        assert!(is_alike("quarterly budgets", "quarterly budget"));
        assert!(!is_alike("budget", "gadget"));
        assert!(!is_alike("", ""));
        let long = "a".repeat(100_000);
        assert!(!is_alike(&long, &format!("{long}b")));
    }
}
