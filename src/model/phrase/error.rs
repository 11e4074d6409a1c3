//! Why a phrase was refused, and what to write instead.

use chrono::{Datelike, NaiveDate, Weekday};
use thiserror::Error;

use super::say;

/// The most characters of a phrase that an error repeats.
const SHOWN: usize = 40;

/// A phrase that names no day, or more than one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PhraseError {
    /// Nothing but white space.
    #[error("no date was given; write one such as `friday`, `in 2 weeks` or `2026-12-01`")]
    Empty,
    /// No form that is known.
    #[error(
        "`{phrase}` is no date that is understood; write one such as `friday`, `in 2 weeks`, `1 dec` or `2026-12-01`"
    )]
    Unknown {
        /// The phrase, cut where it is long.
        phrase: String,
    },
    /// A form with more than one meaning, or a year of two digits.
    #[error("`{phrase}` could be {}; write {}", say::readings(.readings), say::iso(.readings))]
    Ambiguous {
        /// The phrase, cut where it is long.
        phrase: String,
        /// What it could mean, the commonest meaning first; never empty.
        readings: Vec<NaiveDate>,
    },
    /// A month without a day.
    #[error("`{phrase}` is a month, not a day: it could be any from {}; write {}", say::span(*.first, *.last), say::iso(&[*.first, *.last]))]
    MonthAlone {
        /// The phrase, cut where it is long.
        phrase: String,
        /// The month's first day.
        first: NaiveDate,
        /// The month's last day.
        last: NaiveDate,
    },
    /// A day that its month does not have.
    #[error("`{phrase}` does not exist; look at the day and the month")]
    NoSuchDay {
        /// The phrase, cut where it is long.
        phrase: String,
    },
    /// A weekday that is not the date's.
    #[error("`{phrase}`: {} is a {}, not a {}; leave out the weekday or correct one of the two", say::echo_date(*.date), say::weekday(.date.weekday()), say::weekday(*.said))]
    WrongWeekday {
        /// The phrase, cut where it is long.
        phrase: String,
        /// The weekday in the phrase.
        said: Weekday,
        /// The date in the phrase.
        date: NaiveDate,
    },
    /// A date outside of the years 1900 to 9999.
    #[error("`{phrase}` is out of range; dates lie in the years 1900 to 9999")]
    OutOfRange {
        /// The phrase, cut where it is long.
        phrase: String,
    },
}

/// The phrase as errors repeat it: without white space around it, and not longer than a line bears.
pub(super) fn shown(phrase: &str) -> String {
    let phrase = phrase.trim();
    match phrase.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", phrase.get(..end).unwrap_or_default()),
        None => phrase.to_owned(),
    }
}
