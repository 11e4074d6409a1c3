//! Dates of the calendar: in digits, or a day and a month with or without the year.

use chrono::{Datelike, Months, NaiveDate};

use super::error::shown;
use super::grammar::Reader;
use super::words::{day, is_digits, month};
use super::{Direction, PhraseError, numeric};

impl Reader<'_> {
    /// A date of the calendar: digits, or a day and a month, with or without the year.
    pub(super) fn calendar(&self, words: &[&str]) -> Result<NaiveDate, PhraseError> {
        match *words {
            [word] if numeric::is_numeric(word) => numeric::parse(word, self.phrase, self.today, self.direction),
            [name] if month(name).is_some() => self.month_alone(name, None),
            [name, year] if month(name).is_some() && is_year(year) => self.month_alone(name, Some(year)),
            [a, b] => {
                let (month, day) = self.month_and_day(a, b)?;
                nearest(self.today, self.direction, |year| NaiveDate::from_ymd_opt(year, month, day))
                    .ok_or_else(|| self.no_such_day())
            }
            [a, b, year] => {
                let (month, day) = self.month_and_day(a, b)?;
                self.in_year(month, day, year)
            }
            _ => Err(self.unknown()),
        }
    }

    /// The month and the day, in either order.
    fn month_and_day(&self, a: &str, b: &str) -> Result<(u32, u32), PhraseError> {
        let found = month(a).zip(day(b)).or_else(|| month(b).zip(day(a)));
        found.ok_or_else(|| self.unknown())
    }

    /// A day of a year in words; a year of two digits is refused.
    fn in_year(&self, month: u32, day: u32, year: &str) -> Result<NaiveDate, PhraseError> {
        if !is_digits(year) {
            return Err(self.unknown());
        }
        let short = year.len() <= 2;
        let year: i32 = year.parse().map_err(|_| self.out_of_range())?;
        let year = if short { 2000 + year } else { year };
        if !(1900..=9999).contains(&year) {
            return Err(self.out_of_range());
        }
        let date = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| self.no_such_day())?;
        if short {
            return Err(PhraseError::Ambiguous { phrase: shown(self.phrase), readings: vec![date] });
        }
        Ok(date)
    }

    /// The refusal of `december` and `december 2026`.
    fn month_alone(&self, name: &str, year: Option<&str>) -> Result<NaiveDate, PhraseError> {
        let month = month(name).ok_or_else(|| self.unknown())?;
        let last = match year.map(str::parse) {
            Some(year) => year.ok().and_then(|year| last_of(year, month)),
            None => nearest(self.today, self.direction, |year| last_of(year, month)),
        };
        let ends = last.and_then(|last| Some((last.with_day(1)?, last)));
        let (first, last) = ends.ok_or_else(|| self.out_of_range())?;
        Err(PhraseError::MonthAlone { phrase: shown(self.phrase), first, last })
    }

    /// A weekday and the date that it belongs to.
    pub(super) fn checked(&self, name: &str, rest: &[&str]) -> Result<NaiveDate, PhraseError> {
        let said = self.weekday_named(name)?;
        let date = self.calendar(rest)?;
        if date.weekday() == said {
            return Ok(date);
        }
        Err(PhraseError::WrongWeekday { phrase: shown(self.phrase), said, date })
    }
}

/// The nearest date in the direction, today included, that a function gives for some year.
pub(super) fn nearest(
    today: NaiveDate,
    direction: Direction,
    of_year: impl Fn(i32) -> Option<NaiveDate>,
) -> Option<NaiveDate> {
    (0..=8).find_map(|years| match direction {
        Direction::Ahead => of_year(today.year() + years).filter(|date| *date >= today),
        Direction::Back => of_year(today.year() - years).filter(|date| *date <= today),
    })
}

/// The last day of the date's month.
pub(super) fn last_of_month(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The last day of a month.
pub(super) fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    last_of_month(NaiveDate::from_ymd_opt(year, month, 1)?)
}

/// Whether the word is a year of four digits.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && is_digits(word)
}
