//! Figures in words: rounding for display, counts, days.

use chrono::NaiveDate;

/// What stands where nothing can be computed.
pub const NO_DATA: &str = "no data";

/// Below this many cases the counts stand beside a ratio.
const FEW: u64 = 5;

/// A ratio as a whole percentage. Only what is exactly 0 or 1 shows as `0%` or `100%`.
pub fn percent(ratio: f64) -> String {
    let rounded = (ratio * 100.0).round();
    let shown = if ratio > 0.0 && ratio < 1.0 { rounded.clamp(1.0, 99.0) } else { rounded };
    format!("{shown:.0}%")
}

/// A ratio with its counts: `91% (30 of 33)`, or "no data".
pub fn counted(ratio: Option<f64>, part: u64, whole: u64) -> String {
    ratio.map_or_else(|| NO_DATA.to_owned(), |ratio| format!("{} ({part} of {whole})", percent(ratio)))
}

/// A ratio, with its counts where they are few: `92%`, `67% (2 of 3)`, or "no data".
pub fn ratio(ratio: Option<f64>, part: u64, whole: u64) -> String {
    match ratio {
        Some(ratio) if whole >= FEW => percent(ratio),
        ratio => counted(ratio, part, whole),
    }
}

/// What is said now, and what it was in the period before, where there is one to compare with.
pub fn was(now: impl Into<String>, before: Option<String>) -> String {
    let now = now.into();
    before.map_or_else(|| now.clone(), |before| format!("{now} (was {before})"))
}

/// A ratio in a narrow column: `92%`, `2/3` where the cases are few, or `-`.
pub fn narrow(ratio: Option<f64>, part: u64, whole: u64) -> String {
    match ratio {
        Some(_) if whole < FEW => format!("{part}/{whole}"),
        Some(ratio) => percent(ratio),
        None => "-".to_owned(),
    }
}

/// A number to one decimal, which is left off where it is 0.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return NO_DATA.to_owned();
    }
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A number with its sign: `+1`, `-0.5`, `0`.
pub fn signed(value: f64) -> String {
    let text = number(value);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// A count with its noun: `1 day`, `3 days`.
pub fn count(n: impl Into<i128>, one: &str, many: &str) -> String {
    match n.into() {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// A number of days: `1 day`, `3 days`.
pub fn days(n: i64) -> String {
    count(n, "day", "days")
}

/// A day with its weekday, and its year where it is not near: `Tue 24 Nov`, `Tue 24 Nov 2026`.
pub fn day(date: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", date.format("%a"), short_day(date, today))
}

/// A day without its weekday: `24 Nov`, `24 Nov 2026`.
pub fn short_day(date: NaiveDate, today: NaiveDate) -> String {
    let near = (date - today).num_days().abs() <= 183;
    date.format(if near { "%-d %b" } else { "%-d %b %Y" }).to_string()
}

/// A day with its year: `24 Nov 2026`.
pub fn full_day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_is_a_hundred_percent() {
        assert_eq!([percent(1.0), percent(0.999), percent(0.001), percent(0.0)], ["100%", "99%", "1%", "0%"]);
        assert_eq!(percent(2.0 / 3.0), "67%");
    }

    #[test]
    fn few_cases_bring_their_counts() {
        assert_eq!(ratio(Some(2.0 / 3.0), 2, 3), "67% (2 of 3)");
        assert_eq!(ratio(Some(0.8), 4, 5), "80%");
        assert_eq!(ratio(None, 0, 0), "no data");
        assert_eq!(narrow(Some(0.5), 1, 2), "1/2");
    }

    #[test]
    fn numbers_have_a_decimal_only_where_it_says_something() {
        assert_eq!([number(8.0), number(7.75), number(-0.01), number(f64::NAN)], ["8", "7.8", "0", "no data"]);
        assert_eq!([signed(1.5), signed(-2.0), signed(0.0), signed(0.01)], ["+1.5", "-2", "0", "0"]);
    }

    #[test]
    fn the_year_stands_where_the_day_is_far() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        assert_eq!(day(NaiveDate::from_ymd_opt(2027, 1, 5).unwrap(), today), "Tue 5 Jan");
        assert_eq!(day(NaiveDate::from_ymd_opt(2025, 11, 20).unwrap(), today), "Thu 20 Nov 2025");
    }
}
