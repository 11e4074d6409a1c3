//! The phrases themselves: words in, a date out.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};

use super::error::shown;
use super::words::{Unit, day, is_digits, month, number, unit, weekday};
use super::{Direction, PhraseError, Understood, numeric, say};

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

/// The words in lower case: a date in digits is one, `2w` and `1dec` are two, a sign is one, and the words that only
/// join others are left out.
fn split(phrase: &str) -> Vec<String> {
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

/// One phrase, and what it is read against.
struct Reader<'a> {
    phrase: &'a str,
    today: NaiveDate,
    direction: Direction,
}

impl Reader<'_> {
    fn unknown(&self) -> PhraseError {
        PhraseError::Unknown { phrase: shown(self.phrase) }
    }

    fn out_of_range(&self) -> PhraseError {
        PhraseError::OutOfRange { phrase: shown(self.phrase) }
    }

    fn no_such_day(&self) -> PhraseError {
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

    /// A date of the calendar: digits, or a day and a month, with or without the year.
    fn calendar(&self, words: &[&str]) -> Result<NaiveDate, PhraseError> {
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
    fn checked(&self, name: &str, rest: &[&str]) -> Result<NaiveDate, PhraseError> {
        let said = self.weekday_named(name)?;
        let date = self.calendar(rest)?;
        if date.weekday() == said {
            return Ok(date);
        }
        Err(PhraseError::WrongWeekday { phrase: shown(self.phrase), said, date })
    }

    fn weekday_named(&self, name: &str) -> Result<Weekday, PhraseError> {
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

/// The last day of a month.
fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    last_of_month(NaiveDate::from_ymd_opt(year, month, 1)?)
}

/// Whether the word is a year of four digits.
fn is_year(word: &str) -> bool {
    word.len() == 4 && is_digits(word)
}
