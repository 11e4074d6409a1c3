//! The forms in which people write a date, one a function, and what is nearly one.

use super::date::{Day, DayOrder, Found, Scan};
use super::words::{is_year, month, nearly_month};

/// Reads one date, which begins at a place in a text.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    from: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at, from: at }
    }

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

    /// The date, what is meant as one and is none, or nothing of the kind.
    pub(super) fn date(mut self) -> Scan {
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
