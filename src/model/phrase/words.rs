//! The words that phrases are made of: weekdays, months, units and numbers.

use chrono::Weekday;

/// A length of time that phrases count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Days, this many.
    Days(u32),
    /// Months, this many.
    Months(u32),
}

/// A weekday by its name or a usual short form.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" | "monday" => Weekday::Mon,
        "tue" | "tues" | "tuesday" => Weekday::Tue,
        "wed" | "weds" | "wednesday" => Weekday::Wed,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thu,
        "fri" | "friday" => Weekday::Fri,
        "sat" | "saturday" => Weekday::Sat,
        "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// A month, 1 to 12, by its name or a usual short form.
pub(super) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "jan" | "january" => 1,
        "feb" | "february" => 2,
        "mar" | "march" => 3,
        "apr" | "april" => 4,
        "may" => 5,
        "jun" | "june" => 6,
        "jul" | "july" => 7,
        "aug" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "oct" | "october" => 10,
        "nov" | "november" => 11,
        "dec" | "december" => 12,
        _ => return None,
    })
}

/// A unit by its name or its letter.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "d" | "day" | "days" => Unit::Days(1),
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Days(7),
        "fortnight" | "fortnights" => Unit::Days(14),
        "m" | "mo" | "month" | "months" => Unit::Months(1),
        "quarter" | "quarters" => Unit::Months(3),
        "y" | "year" | "years" => Unit::Months(12),
        _ => return None,
    })
}

/// A count in digits or as a word up to twelve. A count too large for any date is `u32::MAX`.
pub(super) fn number(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if is_digits(word) {
        return Some(word.parse().unwrap_or(u32::MAX));
    }
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    NAMES.iter().zip(1..).find(|(name, _)| **name == word).map(|(_, n)| n)
}

/// A day of a month, in digits with or without an ordinal's ending: `1`, `01`, `1st`. Not yet held against a month.
pub(super) fn day(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    (is_digits(digits) && digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// Whether the word is one ASCII digit or more and nothing else.
pub(super) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}
