//! The phrases themselves: words in, a date out.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};

use super::calendar::{is_year, last_of, last_of_month, nearest};
use super::error::shown;
use super::tokens::split;
use super::words::{Unit, month, number, unit, weekday};
use super::{Direction, PhraseError, Understood, say};

/// A phrase longer than this is none.
const LONGEST: usize = 200;

/// Reads a phrase.
pub(super) fn parse(phrase: &str, today: NaiveDate, direction: Direction) -> Result<Understood, PhraseError> {
    if phrase.trim().is_empty() {
        return Err(PhraseError::Empty);
    }
    let reader = Reader { phrase, today, direction };
    if phrase.len() > LONGEST {
        return Err(reader.unknown());
    }
    let words = split(phrase);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let date = reader.any(&words)?;
    if !(1900..=9999).contains(&date.year()) {
        return Err(reader.out_of_range());
    }
    Ok(Understood { date, echo: say::echo(date) })
}

/// One phrase, and what it is read against.
pub(super) struct Reader<'a> {
    pub(super) phrase: &'a str,
    pub(super) today: NaiveDate,
    pub(super) direction: Direction,
}

impl Reader<'_> {
    pub(super) fn unknown(&self) -> PhraseError {
        PhraseError::Unknown { phrase: shown(self.phrase) }
    }

    pub(super) fn out_of_range(&self) -> PhraseError {
        PhraseError::OutOfRange { phrase: shown(self.phrase) }
    }

    pub(super) fn no_such_day(&self) -> PhraseError {
        PhraseError::NoSuchDay { phrase: shown(self.phrase) }
    }

    /// Any phrase.
    fn any(&self, words: &[&str]) -> Result<NaiveDate, PhraseError> {
        match *words {
            ["today" | "now"] => Ok(self.today),
            ["tomorrow"] => self.days(1),
            ["yesterday"] => self.days(-1),
            ["day", "after", "tomorrow"] => self.days(2),
            ["day", "before", "yesterday"] => self.days(-2),
            ["end", ref period @ ..] => self.end(period),
            ["next", "week", name] | [name, "next", "week"] => self.of_week(name, 1),
            ["last", "week", name] | [name, "last", "week"] => self.of_week(name, -1),
            ["this", "week", name] | [name, "this", "week"] => self.of_week(name, 0),
            ["eow"] => self.end(&["week"]),
            ["eom"] => self.end(&["month"]),
            ["eoy"] => self.end(&["year"]),
            ["next", what] => self.next(what),
            ["last", what] => self.last(what),
            ["this", what] => self.weekday_named(what).and_then(|day| self.this(day)),
            ["in", count, of] | ["+", count, of] | [count, of, "from", "now" | "today"] => self.count(count, of, 1),
            ["-", count, of] | [count, of, "ago"] => self.count(count, of, -1),
            [count, of] if number(count).is_some() && unit(of).is_some() => self.either_way(count, of),
            [name] if weekday(name).is_some() => self.weekday_named(name).and_then(|day| self.near(day)),
            [name, ref rest @ ..] if weekday(name).is_some() => self.checked(name, rest),
            _ => self.calendar(words),
        }
    }

    pub(super) fn weekday_named(&self, name: &str) -> Result<Weekday, PhraseError> {
        weekday(name).ok_or_else(|| self.unknown())
    }

    /// Today with days added.
    fn days(&self, days: i64) -> Result<NaiveDate, PhraseError> {
        let date = TimeDelta::try_days(days).and_then(|delta| self.today.checked_add_signed(delta));
        date.ok_or_else(|| self.out_of_range())
    }

    /// The nearest such weekday in the direction, not today.
    fn near(&self, day: Weekday) -> Result<NaiveDate, PhraseError> {
        match self.direction {
            Direction::Ahead => self.days(days_until(self.today, day, 1)),
            Direction::Back => self.days(days_until(self.today, day, 1) - if self.is_today(day) { 14 } else { 7 }),
        }
    }

    /// The nearest such weekday in the direction, today included.
    fn this(&self, day: Weekday) -> Result<NaiveDate, PhraseError> {
        if self.is_today(day) { Ok(self.today) } else { self.near(day) }
    }

    fn is_today(&self, day: Weekday) -> bool {
        self.today.weekday() == day
    }

    /// That weekday in the calendar week so many weeks on.
    fn of_week(&self, name: &str, weeks: i64) -> Result<NaiveDate, PhraseError> {
        let day = i64::from(self.weekday_named(name)?.num_days_from_monday());
        self.days(weeks * 7 + day - i64::from(self.today.weekday().num_days_from_monday()))
    }

    /// What `next` names: a weekday of next week, or one unit on.
    fn next(&self, what: &str) -> Result<NaiveDate, PhraseError> {
        if weekday(what).is_some() { self.of_week(what, 1) } else { self.period(what, 1) }
    }

    /// What `last` names: the latest such weekday before today, or one unit back.
    fn last(&self, what: &str) -> Result<NaiveDate, PhraseError> {
        match weekday(what) {
            Some(day) => Self { direction: Direction::Back, ..*self }.near(day),
            None => self.period(what, -1),
        }
    }

    /// One week, month or year on or back.
    fn period(&self, what: &str, sign: i64) -> Result<NaiveDate, PhraseError> {
        match what {
            "week" | "month" | "quarter" | "year" => self.count("1", what, sign),
            _ => Err(self.unknown()),
        }
    }

    /// A count of units on or back.
    fn count(&self, count: &str, of: &str, sign: i64) -> Result<NaiveDate, PhraseError> {
        let (count, of) = number(count).zip(unit(of)).ok_or_else(|| self.unknown())?;
        let date = match of {
            Unit::Days(days) => return self.days(sign * i64::from(count) * i64::from(days)),
            Unit::Months(months) => count.checked_mul(months).map(Months::new).and_then(|months| match sign {
                1 => self.today.checked_add_months(months),
                _ => self.today.checked_sub_months(months),
            }),
        };
        date.ok_or_else(|| self.out_of_range())
    }

    /// The refusal of `2 weeks`.
    fn either_way(&self, count: &str, of: &str) -> Result<NaiveDate, PhraseError> {
        let readings = vec![self.count(count, of, 1)?, self.count(count, of, -1)?];
        if readings.iter().any(|date| !(1900..=9999).contains(&date.year())) {
            return Err(self.out_of_range());
        }
        Err(PhraseError::Ambiguous { phrase: shown(self.phrase), readings })
    }

    /// The end of a week (its Friday), a month or a year.
    fn end(&self, period: &[&str]) -> Result<NaiveDate, PhraseError> {
        let date = match *period {
            ["week"] | ["this", "week"] => return self.days(days_until(self.today, Weekday::Fri, 0)),
            ["next", "week"] => return self.of_week("friday", 1),
            ["month"] | ["this", "month"] => last_of_month(self.today),
            ["next", "month"] => self.today.checked_add_months(Months::new(1)).and_then(last_of_month),
            ["year"] | ["this", "year"] => last_of(self.today.year(), 12),
            ["next", "year"] => last_of(self.today.year() + 1, 12),
            [name] if month(name).is_some() => {
                month(name).and_then(|month| nearest(self.today, self.direction, |year| last_of(year, month)))
            }
            [name, year] if month(name).is_some() && is_year(year) => {
                month(name).and_then(|month| last_of(year.parse().ok()?, month))
            }
            _ => return Err(self.unknown()),
        };
        date.ok_or_else(|| self.out_of_range())
    }
}

/// Days from the date to the next such weekday, at least this many (0 or 1).
fn days_until(date: NaiveDate, day: Weekday, least: i64) -> i64 {
    let from = date.checked_add_days(Days::new(least.unsigned_abs())).unwrap_or(date);
    least + i64::from(day.days_since(from.weekday()))
}
