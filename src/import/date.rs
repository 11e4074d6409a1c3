//! A date in the words of a heading: every form that people write, with or without the year, and what is nearly one.

use std::ops::Range;

use super::words::{is_year, month, nearly_month};

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
        match (Reader { text, at, from: at }).date() {
            Scan::None => {}
            Scan::Broken(range) => broken = broken.or(Some(range)),
            date @ Scan::Date(_) => return date,
        }
    }
    broken.map_or(Scan::None, Scan::Broken)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    from: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// The digits from here on, which are passed.
    fn digits(&mut self) -> &'t str {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += length;
        &rest[..length]
    }

    /// The letters from here on, which are passed.
    fn letters(&mut self) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Passes characters of these; says whether there was one.
    fn skip(&mut self, of: &[char]) -> bool {
        let rest = self.rest();
        let after = rest.trim_start_matches(of);
        self.at += rest.len() - after.len();
        after.len() < rest.len()
    }

    /// Passes one character of these.
    fn one(&mut self, of: &[char]) -> Option<char> {
        let c = self.rest().chars().next().filter(|c| of.contains(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Whether no word goes on here.
    fn is_end(&self) -> bool {
        let mut rest = self.rest().chars();
        match rest.next() {
            None => true,
            // A time behind the day.
            Some('T') => rest.next().is_some_and(|c| c.is_ascii_digit()),
            Some(c) => !c.is_alphanumeric(),
        }
    }

    fn found(&self, year: Option<i32>, day: Day) -> Scan {
        Scan::Date(Found { range: self.from..self.at, year, day, order: None, is_dotted: false, is_short: false })
    }

    fn broken(&self) -> Scan {
        Scan::Broken(self.from..self.at)
    }

    /// A month and a day by their numbers, or what is none.
    fn checked(&self, year: Option<i32>, month: u32, day: u32) -> Scan {
        if (1..=12).contains(&month) && (1..=31).contains(&day) {
            self.found(year, Day::Known(month, day))
        } else {
            self.broken()
        }
    }

    fn date(mut self) -> Scan {
        if !self.rest().starts_with(|c: char| c.is_ascii_digit()) {
            return self.month_first();
        }
        let first = self.digits();
        match first.len() {
            8 => self.packed(first),
            4 if is_year(first) => self.year_first(number(first)),
            1 | 2 => self.number_first(number(first)),
            3 | 5 => self.slipped_year(),
            _ => Scan::None,
        }
    }

    /// `202-03-16`, `20211-03-16`.
    fn slipped_year(mut self) -> Scan {
        for _ in 0..2 {
            if self.one(&['-']).is_none() || self.digits().len() != 2 {
                return Scan::None;
            }
        }
        if self.is_end() { self.broken() } else { Scan::None }
    }

    /// `20231206`.
    fn packed(&self, digits: &str) -> Scan {
        if !is_year(&digits[..4]) || !self.is_end() {
            return Scan::None;
        }
        match self.checked(Some(number(&digits[..4]) as i32), number(&digits[4..6]), number(&digits[6..])) {
            // A number of eight digits is many things.
            Scan::Broken(_) => Scan::None,
            date => date,
        }
    }

    /// `2023-12-06`, `2023/12/06`, `2023.12.6`, `2023_12_06`, `2023 12 06`, `2023 December 6`.
    fn year_first(mut self, year: u32) -> Scan {
        let year = Some(year as i32);
        let Some(separator) = self.one(&['-', '/', '.', '_', ' ', '\u{2010}', '\u{2011}', '\u{2013}']) else {
            return Scan::None;
        };
        if self.rest().starts_with(|c: char| c.is_ascii_digit()) {
            let month = self.digits();
            // `2021-0316`, but not the years `2021-2022`.
            if month.len() == 4 && separator == '-' && !is_year(month) && self.is_end() {
                return self.broken();
            }
            if month.len() > 2 || self.one(&[separator]).is_none() {
                return Scan::None;
            }
            let day = self.digits();
            if separator == ' ' && (month.len() != 2 || day.len() != 2) {
                return Scan::None;
            }
            if day.is_empty() || day.len() > 2 || !self.is_end() && !self.rest().starts_with('_') {
                self.pass_word();
                return self.broken();
            }
            return self.checked(year, number(month), number(day));
        }
        let Some(month) = month(self.letters()) else { return Scan::None };
        self.skip(&['-', '.', ' ']);
        match self.day_of_month() {
            Some(day) => self.checked(year, month, day),
            None => Scan::None,
        }
    }

    /// `12/18/2018`, `18.12.2018`, `12/18/18`, `12/18`, `6 December 2023`, `06-Dec-2023`.
    fn number_first(mut self, first: u32) -> Scan {
        let after = self.at;
        if let Some(separator) = self.one(&['/', '-', '.']) {
            let second = self.digits();
            if (1..=2).contains(&second.len()) {
                return self.two_numbers(first, number(second), separator);
            }
        }
        self.at = after;
        let ordinal = self.letters();
        if !matches!(ordinal.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th") {
            self.at = after;
        }
        self.skip(&[' ', '-', '.']);
        if self.rest().get(..3).is_some_and(|of| of.eq_ignore_ascii_case("of ")) {
            self.at += 3;
        }
        let Some(month) = month(self.letters()) else { return Scan::None };
        if !self.is_end() {
            return Scan::None;
        }
        let day = first;
        match self.year_behind() {
            Ok(year) => self.checked(year, month, day),
            Err(()) => self.broken(),
        }
    }

    fn two_numbers(mut self, first: u32, second: u32, separator: char) -> Scan {
        let after = self.at;
        let year = match self.one(&[separator]) {
            Some(_) => self.digits(),
            None => "",
        };
        let is_two_digits = year.len() == 2;
        let year = match year.len() {
            4 if is_year(year) => Some(number(year) as i32),
            2 => Some(2000 + number(year) as i32),
            0 if separator == '/' && year.is_empty() && self.at == after => None,
            0 => return Scan::None,
            _ => {
                self.pass_word();
                return self.broken();
            }
        };
        if !self.is_end() {
            return Scan::None;
        }
        // The beginning of `1-1-2021-03-16`.
        let mut behind = self.rest().chars();
        if behind.next() == Some(separator) && behind.next().is_some_and(|c| c.is_ascii_digit()) {
            return Scan::None;
        }
        // `21-03-16` is the 16th of 2021 to one, and the 21st of 2016 to another.
        if separator == '-' && is_two_digits && (13..=31).contains(&first) && (1..=12).contains(&second) {
            return self.found(year, Day::Short(second, first));
        }
        let is_short = year.is_none();
        let month_first = (1..=12).contains(&first) && (1..=31).contains(&second);
        let day_first = (1..=12).contains(&second) && (1..=31).contains(&first);
        let (day, order) = match (separator, month_first, day_first) {
            ('.', _, true) => (Day::Known(second, first), Some(DayOrder::DayFirst)),
            ('.', ..) | (_, false, false) => return if is_short { Scan::None } else { self.broken() },
            (_, true, true) if first == second => (Day::Known(first, second), None),
            (_, true, true) => (Day::Either(first, second), None),
            (_, true, false) => (Day::Known(first, second), Some(DayOrder::MonthFirst)),
            (_, false, true) => (Day::Known(second, first), Some(DayOrder::DayFirst)),
        };
        Scan::Date(Found { range: self.from..self.at, year, day, order, is_dotted: separator == '.', is_short })
    }

    /// `December 6, 2023`, `Dec 6th`, `Dec. 6 2023`.
    fn month_first(mut self) -> Scan {
        let word = self.letters();
        let known = month(word);
        let is_like = known.is_some() || nearly_month(word);
        if !is_like && (self.from > 0 || word.chars().count() < 3 || NUMBERED.contains(&&*word.to_lowercase())) {
            return Scan::None;
        }
        self.skip(&[' ', '.', '-', ',', '\u{a0}']);
        let after = self.at;
        let Some(day) = self.day_of_month() else {
            self.at = after;
            return if known.is_some() { self.slipped_day() } else { Scan::None };
        };
        let year = self.year_behind();
        // Nothing but a word, a day and perhaps a year: `Febuary 3`, `Mars 16, 2021`.
        let is_all = self.from == 0 && self.rest().trim().is_empty();
        match (year, known) {
            (Ok(year), Some(month)) => self.checked(year, month, day),
            (Ok(Some(_)), None) if is_like || is_all => self.broken(),
            (Err(()), _) if is_like => self.broken(),
            (Ok(None), None) if is_like && is_all => self.broken(),
            _ => Scan::None,
        }
    }

    /// `March l6, 2021`: a letter in place of a digit.
    fn slipped_day(mut self) -> Scan {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, is_letter) = (&rest[..length], |c: char| matches!(c, 'l' | 'I' | 'O' | 'o'));
        if !(1..=2).contains(&length)
            || !word.chars().all(|c| c.is_ascii_digit() || is_letter(c))
            || !word.contains(|c: char| c.is_ascii_digit())
        {
            return Scan::None;
        }
        self.at += length;
        match self.year_behind() {
            Ok(Some(_)) => self.broken(),
            _ => Scan::None,
        }
    }

    /// One or two digits, with or without an ordinal's ending, that no word goes on behind.
    fn day_of_month(&mut self) -> Option<u32> {
        let digits = self.digits();
        if !(1..=2).contains(&digits.len()) {
            return None;
        }
        let after = self.at;
        let ordinal = self.letters().to_ascii_lowercase();
        if !matches!(ordinal.as_str(), "" | "st" | "nd" | "rd" | "th") {
            self.at = after;
            return None;
        }
        self.is_end().then(|| number(digits))
    }

    /// The year behind a day; `Err` where digits stand there that are none.
    fn year_behind(&mut self) -> Result<Option<i32>, ()> {
        let after = self.at;
        self.skip(&[' ', ',', '.', '-', '/', '\u{a0}']);
        let digits = self.digits();
        if is_year(digits) && self.is_end() && !self.is_time() {
            return Ok(Some(number(digits) as i32));
        }
        if (digits.len() == 3 || digits.len() >= 5) && self.is_end() {
            return Err(());
        }
        self.at = after;
        Ok(None)
    }

    /// Whether `:30` stands here.
    fn is_time(&self) -> bool {
        let mut rest = self.rest().bytes();
        rest.next() == Some(b':') && rest.next().is_some_and(|b| b.is_ascii_digit())
    }

    fn pass_word(&mut self) {
        let rest = self.rest();
        self.at += rest.find(char::is_whitespace).unwrap_or(rest.len());
    }
}

/// Words that are counted, with or without a year behind: `Week 12, 2021`.
const NUMBERED: [&str; 14] = [
    "week", "sprint", "quarter", "phase", "part", "release", "version", "chapter", "section", "meeting", "notes",
    "item", "session", "room",
];

/// A few digits as a number; anything longer is too large for any part of a date.
fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
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
