//! The day of a meeting in the name of its file and the folders that it lies in: `2020-12-07-one-to-one.md`,
//! `2019/02/11.md`, `2021/March 3.md`.

use chrono::NaiveDate;

use super::date::{Day, DayOrder, Found, Scan, scan};
use super::words::is_year;

/// What a path says of its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PathDate {
    /// The day.
    Day(NaiveDate),
    /// A day and a month, either of which may be the month, and perhaps a year.
    Either(Option<i32>, u32, u32),
    /// A month and a day, without a year anywhere.
    NoYear(u32, u32),
    /// What is meant as a date and is none.
    Broken(String),
    /// Nothing.
    None,
}

impl PathDate {
    /// What a path, with `/` between its parts, says.
    pub(super) fn of(path: &str) -> Self {
        let mut folders: Vec<&str> = path.split('/').collect();
        let stem = stem(folders.pop().unwrap_or_default());
        let plain = plain(stem);
        let own = scan(&plain);
        if let Scan::Date(found) = &own
            && found.year.is_some()
        {
            return Self::read(found, None);
        }
        // `2019/02/11`, `2021/March 3`, `2021/03-12 notes`: a date that goes on into the name.
        for above in 1..=folders.len().min(2) {
            let before = &folders[folders.len() - above..];
            for separator in ["/", "-"] {
                let joined = format!("{}{separator}{plain}", before.join(separator));
                let begins = joined.len() - plain.len();
                if let Scan::Date(found) = scan(&joined)
                    && found.year.is_some()
                    && found.range.end > begins
                {
                    return Self::read(&found, None);
                }
            }
        }
        let year = folders.iter().rev().find_map(|folder| year_in(folder));
        match own {
            Scan::Date(found) => Self::read(&found, year),
            Scan::Broken(range) => Self::Broken(plain[range].to_owned()),
            Scan::None => Self::None,
        }
    }

    fn read(found: &Found, year: Option<i32>) -> Self {
        let year = found.year.or(year);
        match (found.day, year) {
            (Day::Either(first, second), year) => Self::Either(year, first, second),
            // No month has that number, so it is a day only where days come first.
            (Day::Short(month, day), year) => Self::Either(year, day, month),
            (Day::Known(month, day), None) => Self::NoYear(month, day),
            (Day::Known(month, day), Some(year)) => match NaiveDate::from_ymd_opt(year, month, day) {
                Some(date) => Self::Day(date),
                None => Self::Broken(format!("{year}-{month:02}-{day:02}")),
            },
        }
    }

    /// The day, once the order of digits is known and a year for those that have none.
    pub(super) fn day(&self, order: Option<DayOrder>, year: Option<i32>) -> Option<NaiveDate> {
        match (self, order) {
            (Self::Day(date), _) => Some(*date),
            (Self::NoYear(month, day), _) => NaiveDate::from_ymd_opt(year?, *month, *day),
            (Self::Either(own, month, day), Some(DayOrder::MonthFirst))
            | (Self::Either(own, day, month), Some(DayOrder::DayFirst)) => {
                NaiveDate::from_ymd_opt(own.or(year)?, *month, *day)
            }
            _ => None,
        }
    }
}

/// Which of the two comes first in these names, where some of them have one reading only.
pub(super) fn order_of<'p>(paths: impl IntoIterator<Item = &'p str>) -> Option<DayOrder> {
    let found = paths.into_iter().filter_map(|path| {
        let name = path.rsplit('/').next().unwrap_or_default();
        match scan(&plain(stem(name))) {
            Scan::Date(found) => found.order,
            _ => None,
        }
    });
    let orders: Vec<DayOrder> = found.collect();
    orders.first().copied().filter(|first| orders.iter().all(|order| order == first))
}

/// A file's name without its ending, and without the 32 digits that Notion puts behind it.
pub(super) fn stem(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match stem.rsplit_once(' ') {
        Some((title, id)) if id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) => title,
        _ => stem,
    }
}

/// `_` between words is a space.
fn plain(stem: &str) -> String {
    let is_between_digits = |at: usize| {
        let bytes = stem.as_bytes();
        let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))
    };
    stem.char_indices().map(|(at, c)| if c == '_' && !is_between_digits(at) { ' ' } else { c }).collect()
}

/// The year with which a folder's name begins or ends.
fn year_in(folder: &str) -> Option<i32> {
    let mut words = folder.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.find(|word| is_year(word)).and_then(|year| year.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_paths() {
        for (path, expected) in [
            ("2020-12-07-one-to-one.md", "2020-12-07"),
            ("March-09-2021.md", "2021-03-09"),
            ("Mar 09 2021.markdown", "2021-03-09"),
            ("20210309.txt", "2021-03-09"),
            ("notes_20210309_bob.md", "2021-03-09"),
            ("2019/02/11.md", "2019-02-11"),
            ("one-on-ones/2019/02/11 second.md", "2019-02-11"),
            ("2021/March 3.md", "2021-03-03"),
            ("2021/alice/March 3.md", "2021-03-03"),
            ("2021/03-12 notes.md", "2021-03-12"),
            ("2021 notes/Q1/Feb 3rd.md", "2021-02-03"),
            ("1-1 2021_03_09.md", "2021-03-09"),
            ("One on one March 9, 2021 1f0a3c5d7e9b1f0a3c5d7e9b1f0a3c5d.md", "2021-03-09"),
            ("3-9-2021.md", "2021 3|9"),
            ("2021/3-25-2021.md", "2021-03-25"),
            ("March 3.md", "no year"),
            ("2021-02-30.md", "broken 2021-02-30"),
            ("2021-13-01.md", "broken 2021-13-01"),
            ("README.md", "none"),
            ("2021/README.md", "none"),
            ("", "none"),
        ] {
            let said = match PathDate::of(path) {
                PathDate::Day(date) => date.to_string(),
                PathDate::Either(year, one, other) => format!("{} {one}|{other}", year.unwrap_or(0)),
                PathDate::NoYear(..) => "no year".to_owned(),
                PathDate::Broken(text) => format!("broken {text}"),
                PathDate::None => "none".to_owned(),
            };
            assert_eq!(said, expected, "{path}");
        }
        let either = PathDate::of("3-9-2021.md");
        assert_eq!(either.day(Some(DayOrder::DayFirst), None), NaiveDate::from_ymd_opt(2021, 9, 3));
        assert_eq!(either.day(None, None), None);
        assert_eq!(order_of(["a/3-9-2021.md", "b/3-25-2021.md"]), Some(DayOrder::MonthFirst));
        assert_eq!(order_of(["3-9-2021.md"]), None);
    }
}
