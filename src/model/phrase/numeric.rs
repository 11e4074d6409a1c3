//! Dates in digits alone: `2026-12-01` is understood, `03/04/26` is refused with its readings.

use chrono::NaiveDate;

use super::calendar::{last_of_month, nearest};
use super::error::shown;
use super::words::is_digits;
use super::{Direction, PhraseError};

/// What stands between the numbers of a date.
const SEPARATORS: [char; 3] = ['-', '/', '.'];

/// Whether the word is a date in digits: numbers with separators between them.
pub(super) fn is_numeric(word: &str) -> bool {
    let parts = parts(word);
    parts.len() > 1 && parts.iter().all(|part| is_digits(part))
}

/// The date in such a word. Year first is understood; with a year of four digits last, where only one reading exists.
pub(super) fn parse(
    word: &str,
    phrase: &str,
    today: NaiveDate,
    direction: Direction,
) -> Result<NaiveDate, PhraseError> {
    let phrase = shown(phrase);
    let unknown = PhraseError::Unknown { phrase: phrase.clone() };
    match parts(word).as_slice() {
        [y, m, d] if y.len() == 4 => ymd(y, m, d).ok_or(PhraseError::NoSuchDay { phrase }),
        [a, b, y] if y.len() == 4 => match distinct([ymd(y, b, a), ymd(y, a, b)]).as_slice() {
            [] => Err(PhraseError::NoSuchDay { phrase }),
            [only] => Ok(*only),
            readings => Err(PhraseError::Ambiguous { phrase, readings: readings.to_vec() }),
        },
        [a, b, c] if [a, b, c].iter().all(|part| part.len() <= 2) => {
            let mut readings = distinct([century(c, b, a), century(c, a, b)]);
            readings.extend(century(a, b, c).filter(|_| readings.is_empty()));
            refuse(phrase, readings)
        }
        [y, m] if y.len() == 4 => month(phrase, y, m),
        [m, y] if y.len() == 4 => month(phrase, y, m),
        [a, b] if a.len() <= 2 && b.len() <= 2 => {
            let near = |month: &str, day: &str| {
                nearest(today, direction, |year| NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?))
            };
            refuse(phrase, distinct([near(b, a), near(a, b)]))
        }
        _ => Err(unknown),
    }
}

/// The numbers of the word, without a last empty one (`3.4.`).
fn parts(word: &str) -> Vec<&str> {
    word.strip_suffix('.').unwrap_or(word).split(SEPARATORS).collect()
}

/// A date of three numbers.
fn ymd(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A date of three numbers, the year of this century.
fn century(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    ymd(&format!("20{year:0>2}"), month, day)
}

/// The readings that exist, each once.
fn distinct(readings: [Option<NaiveDate>; 2]) -> Vec<NaiveDate> {
    let mut all: Vec<NaiveDate> = readings.into_iter().flatten().collect();
    all.dedup();
    all
}

/// The refusal of a form that has these readings.
fn refuse(phrase: String, readings: Vec<NaiveDate>) -> Result<NaiveDate, PhraseError> {
    Err(if readings.is_empty() {
        PhraseError::NoSuchDay { phrase }
    } else {
        PhraseError::Ambiguous { phrase, readings }
    })
}

/// The refusal of `2026-12`.
fn month(phrase: String, year: &str, month: &str) -> Result<NaiveDate, PhraseError> {
    let first = ymd(year, month, "1");
    Err(match first.and_then(|first| Some((first, last_of_month(first)?))) {
        Some((first, last)) => PhraseError::MonthAlone { phrase, first, last },
        None => PhraseError::NoSuchDay { phrase },
    })
}
