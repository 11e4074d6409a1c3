//! Dates in words, as they are shown.

use chrono::{Datelike, NaiveDate, Weekday};

/// The date as people read it: `Fri 27 Nov 2026`. [`parse`](super::parse) reads it back.
#[must_use]
pub fn echo(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// How far a date is from today: `today`, `tomorrow`, `in 7 days`, `3 weeks ago`. Days up to 13, then weeks up to 8,
/// months up to 23 and years, each rounded to the nearest.
#[must_use]
pub fn relative(date: NaiveDate, today: NaiveDate) -> String {
    let days = (date - today).num_days();
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        _ if days > 0 => format!("in {}", length(days)),
        _ => format!("{} ago", length(-days)),
    }
}

/// A length of 2 days or more in the unit that fits it.
fn length(days: i64) -> String {
    let (count, unit) = match days {
        ..14 => (days, "day"),
        14..60 => ((days + 3) / 7, "week"),
        60..716 => ((days * 4800 + 73_050) / 146_100, "month"),
        _ => ((days * 8 + 1461) / 2922, "year"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// `3 April 2026`.
pub(super) fn echo_date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// `Friday`.
pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// `3 April or 4 March 2026`: the year once, where it is the same.
pub(super) fn readings(dates: &[NaiveDate]) -> String {
    let same_year = dates.windows(2).all(|pair| matches!(pair, [a, b] if a.year() == b.year()));
    let last = dates.len().saturating_sub(1);
    let said: Vec<String> = dates
        .iter()
        .enumerate()
        .map(|(at, date)| if same_year && at < last { date.format("%-d %B").to_string() } else { echo_date(*date) })
        .collect();
    said.join(" or ")
}

/// `1 to 31 December 2026`.
pub(super) fn span(first: NaiveDate, last: NaiveDate) -> String {
    format!("{} to {}", first.day(), echo_date(last))
}

/// `2026-04-03 or 2026-03-04`.
pub(super) fn iso(dates: &[NaiveDate]) -> String {
    dates.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(" or ")
}
