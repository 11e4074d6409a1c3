//! Dates, numbers and lists in sentences.

use chrono::{Datelike, NaiveDate};

/// `3 Nov`, with the year where it is not today's.
pub(crate) fn day(date: NaiveDate, today: NaiveDate) -> String {
    let format = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.format(format).to_string()
}

/// A score: whole where it is whole, else with one decimal.
pub(crate) fn score(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// `1 day`, `2 days`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// An item's text in quotes, cut to what a line can hold.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 48;
    if text.chars().count() <= LONGEST {
        return format!("“{text}”");
    }
    let cut: String = text.chars().take(LONGEST - 1).collect();
    format!("“{}…”", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(day(date("2026-11-03"), date("2026-11-20")), "3 Nov");
        assert_eq!(day(date("2025-11-03"), date("2026-11-20")), "3 Nov 2025");
        assert_eq!([score(8.0), score(7.75), score(8.5)], ["8", "7.8", "8.5"]);
        assert_eq!([count(1, "day"), count(2, "day")], ["1 day", "2 days"]);
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(quoted(&"x".repeat(60)).chars().count(), 50);
    }
}
