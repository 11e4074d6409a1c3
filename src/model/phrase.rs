//! Dates and times as people say them: `friday`, `next tuesday`, `in 2 weeks`, `end of month`, `1 dec`, `2026-12-01`.
//!
//! The day it is said on is an argument, so a phrase always means the same on the same day. Case and spaces do not
//! count. What the words mean, where English leaves a choice:
//!
//! | phrase | the date |
//! |---|---|
//! | `friday`, `fri`, `on friday` | the next Friday after today, never today itself |
//! | `this friday` | today where today is one, else the next one |
//! | `next friday`, `friday next week` | the Friday of the next calendar week; weeks begin on Monday |
//! | `last friday` | the latest Friday before today |
//! | `next week`, `last week` | the same weekday, 7 days on or back |
//! | `next month`, `in 2 months`, `2 years ago` | the same day of that month, or its last day where it is shorter |
//! | `end of week`, `end of next week` | the Friday of that week; on a weekend the coming Friday |
//! | `end of month`, `end of next month` | its last day |
//! | `1 dec`, `Dec 1`, `1st of December` | the nearest such day from today on |
//!
//! `next tuesday` said on a Monday may be heard as tomorrow or as the day in eight days, so every caller shows
//! [`Understood::echo`]. What has several readings that an echo would not mend (`03/04/26`, `3.4.`, a month alone, a
//! year of two digits, `2 weeks` with neither `in` nor `ago`) is refused with its readings.

mod calendar;
mod error;
mod grammar;
mod numeric;
mod say;
#[cfg(test)]
mod tests;
mod time;
mod tokens;
mod words;

pub(crate) use words::weekday;

use chrono::NaiveDate;

pub use error::PhraseError;
pub use say::{echo, relative};
pub use time::{TimeError, parse_time};

/// A date that was understood, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The date, in the years 1900 to 9999.
    pub date: NaiveDate,
    /// The date as it is shown back to whoever typed the phrase: `Tue 1 Dec 2026`.
    pub echo: String,
}

/// Which way a phrase without a direction of its own looks: `friday`, `1 dec`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// From today on.
    Ahead,
    /// Up to today.
    Back,
}

/// Reads a phrase that names a day to come: `friday` is the next one.
///
/// ```
/// use oneonone::model::phrase::parse;
///
/// let today = "2026-11-18".parse().unwrap();
/// assert_eq!(parse("in 2 weeks", today).unwrap().echo, "Wed 2 Dec 2026");
/// assert_eq!(
///     parse("03/04/26", today).unwrap_err().to_string(),
///     "`03/04/26` could be 3 April or 4 March 2026; write 2026-04-03 or 2026-03-04"
/// );
/// ```
///
/// # Errors
///
/// [`PhraseError`], which says what to write instead.
pub fn parse(phrase: &str, today: NaiveDate) -> Result<Understood, PhraseError> {
    grammar::parse(phrase, today, Direction::Ahead)
}

/// Reads a phrase that names the day of something that happened: `friday` is the last one, `1 dec` the latest, today
/// included. Phrases with a direction of their own (`in 2 days`, `next week`) keep it; the caller compares with today.
///
/// # Errors
///
/// [`PhraseError`], which says what to write instead.
pub fn parse_past(phrase: &str, today: NaiveDate) -> Result<Understood, PhraseError> {
    grammar::parse(phrase, today, Direction::Back)
}
