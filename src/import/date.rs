//! A date in the words of a heading: every form that people write, with or without the year, and what is nearly one.

use std::ops::Range;

use super::date_forms::Reader;
use super::words::is_year;

/// A date that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The year, where it is written.
    pub year: Option<i32>,
    /// The day and month.
    pub day: Day,
    /// Which of the two came first, where only one reading of a date in digits exists.
    pub order: Option<DayOrder>,
    /// Whether dots stand between its numbers: those are always day first.
    pub is_dotted: bool,
    /// Whether it is digits without a year, which may be a fraction, too.
    pub is_short: bool,
}

/// A day of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Month and day.
    Known(u32, u32),
    /// `3/4`: what is written first and second, each of which may be the month.
    Either(u32, u32),
    /// `21-03-16`: month and day where days come first; where that is not known, no date.
    Short(u32, u32),
}

impl Day {
    /// Month and day, where they are known or `order` tells which is which.
    pub fn read(self, order: Option<DayOrder>) -> Option<(u32, u32)> {
        match (self, order) {
            (Self::Known(month, day), _)
            | (Self::Either(month, day), Some(DayOrder::MonthFirst))
            | (Self::Either(day, month) | Self::Short(month, day), Some(DayOrder::DayFirst)) => Some((month, day)),
            (Self::Either(..), None) | (Self::Short(..), _) => None,
        }
    }
}

/// The order of the dates in these texts that have one reading only, where they agree.
pub fn shown_order<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Option<DayOrder> {
    let found = texts.into_iter().filter_map(|text| match scan(text.as_ref()) {
        Scan::Date(found) => found.order,
        _ => None,
    });
    let orders: Vec<DayOrder> = found.collect();
    orders.first().copied().filter(|first| orders.iter().all(|order| order == first))
}

/// What stands first in a date of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// `12/18/2018`.
    MonthFirst,
    /// `18/12/2018`.
    DayFirst,
}

/// What a text has of dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// The first date in it.
    Date(Found),
    /// Something that is meant as a date and is none.
    Broken(Range<usize>),
    /// Nothing of the kind.
    None,
}

/// The first date in a text, else what was meant as one.
pub fn scan(text: &str) -> Scan {
    let mut broken = None;
    let (mut before, mut earlier) = (None, None);
    for (at, c) in text.char_indices() {
        // The second number of `1:1` and `10:30` begins no date.
        let is_second = matches!(before, Some(':' | '/' | '-')) && earlier.is_some_and(|c: char| c.is_ascii_digit());
        // A year behind such a number does: `1-1-2021-03-16`, `o3-2021-03-30`.
        let is_year_first = || {
            let head = text[at..].split_at_checked(4);
            head.is_some_and(|(year, rest)| is_year(year) && rest.starts_with(['-', '/', '.', '_']))
        };
        let begins = c.is_alphanumeric()
            && !before.is_some_and(char::is_alphanumeric)
            && (!(c.is_ascii_digit() && is_second) || is_year_first());
        (before, earlier) = (Some(c), before);
        if !begins {
            continue;
        }
        match Reader::new(text, at).date() {
            Scan::None => {}
            Scan::Broken(range) => broken = broken.or(Some(range)),
            date @ Scan::Date(_) => return date,
        }
    }
    broken.map_or(Scan::None, Scan::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        match scan(text) {
            Scan::None => "none".to_owned(),
            Scan::Broken(range) => format!("broken {}", &text[range]),
            Scan::Date(found) => {
                let year = found.year.map_or("?".to_owned(), |year| year.to_string());
                match found.day {
                    Day::Known(month, day) => format!("{year}-{month}-{day}"),
                    Day::Either(one, other) => format!("{year} {one}|{other}"),
                    Day::Short(month, day) => format!("{year}-{month}-{day}?"),
                }
            }
        }
    }

    #[test]
    fn forms() {
        for (text, expected) in [
            ("December 28, 2021 Cancelled", "2021-12-28"),
            ("Apr 06, 2021", "2021-4-6"),
            ("Mar 23rd, 2021", "2021-3-23"),
            ("Dec. 6 2023", "2023-12-6"),
            ("Tuesday, December 9, 11a - Noon (Pacific Time)", "?-12-9"),
            ("December 23 - CANCELLED", "?-12-23"),
            ("2023/12/06", "2023-12-6"),
            ("2023/10/25 [Cancelled]", "2023-10-25"),
            ("2023-12-06T10:00", "2023-12-6"),
            ("2023_12_06_notes", "2023-12-6"),
            ("20231206", "2023-12-6"),
            ("2023 December 6", "2023-12-6"),
            ("12/18/2018", "2018-12-18"),
            ("18/12/2018", "2018-12-18"),
            ("3/4/2018", "2018 3|4"),
            ("3.4.2018", "2018-4-3"),
            ("3/3/18", "2018-3-3"),
            ("6 December 2023", "2023-12-6"),
            ("6th of Dec, 2023", "2023-12-6"),
            ("06-Dec-2023", "2023-12-6"),
            ("12/18", "?-12-18"),
            ("1:1 March 9, 2021", "2021-3-9"),
            ("1-1 March 9, 2021", "2021-3-9"),
            ("1/1 March 9", "?-1-1"),
            ("10:30 March 9, 2021", "2021-3-9"),
            ("1-1 2021_03_09", "2021-3-9"),
            ("Next meeting Jan 2nd 2024", "2024-1-2"),
            ("Jan 3, 14:00", "?-1-3"),
            ("Jan 3, 2024: the plan", "2024-1-3"),
            ("10:30am Pacific", "none"),
            ("March 2021", "none"),
            ("2018 Meetings", "none"),
            ("2023-12", "none"),
            ("May be 5", "none"),
            ("v1.2.3", "none"),
            ("Fourth Tuesday", "none"),
            ("Decembre 6, 2023", "broken Decembre 6, 2023"),
            ("Febuary 3, 2023", "broken Febuary 3, 2023"),
            ("February 31, 20233", "broken February 31, 20233"),
            ("2023-13-06", "broken 2023-13-06"),
            ("2023-12-066", "broken 2023-12-066"),
            ("13/31/2023", "broken 13/31/2023"),
            ("January 45, 2023", "broken January 45, 2023"),
            ("2021–03–16", "2021-3-16"),
            ("2021 03 16", "2021-3-16"),
            ("202-03-16", "broken 202-03-16"),
            ("2021-0316", "broken 2021-0316"),
            ("2021-2022", "none"),
            ("21-03-16", "2016-3-21?"),
            ("1-1-2021-03-16", "2021-3-16"),
            ("1:1-2021-03-16", "2021-3-16"),
            ("1-1/2021-03-09", "2021-3-9"),
            ("o3-2021-03-30", "2021-3-30"),
            ("meeting-3-2021-04-13", "2021-4-13"),
            ("Febuary 10", "broken Febuary 10"),
            ("Remember 3 things", "none"),
            ("March l6, 2021", "broken March l6, 2021"),
            ("Mars 16, 2021", "broken Mars 16, 2021"),
            ("Week 12, 2021", "none"),
            ("Budget 2021", "none"),
            ("", "none"),
            ("陳 2023-12-06 é", "2023-12-6"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
