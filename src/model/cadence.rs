//! How often a pair meets: the rows of the pair file's `cadence` and the slots that follow from them (`docs/format.md`,
//! `docs/metrics.md`).

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// One step of a cadence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Monday to Friday.
    WorkingDay,
    /// That many days; a week is 7.
    Days(u32),
    /// That many months, counted from the row's first day and clamped to the end of a short month.
    Months(u32),
    /// The first, second, third or fourth such weekday of every month (1 to 4).
    Nth(u8, Weekday),
    /// The last such weekday of every month.
    Last(Weekday),
}

impl Every {
    /// Reads `day`, `week`, `month`, `2 weeks`, `biweekly`, `first monday` and so on; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            ["day" | "daily"] => Some(Self::WorkingDay),
            ["week" | "weekly"] => Some(Self::Days(7)),
            ["biweekly"] => Some(Self::Days(14)),
            ["month" | "monthly"] => Some(Self::Months(1)),
            ["quarterly"] => Some(Self::Months(3)),
            ["every", rest @ ..] if !rest.is_empty() => Self::parse(&rest.join(" ")),
            [count, unit] => Self::counted(count, unit).or_else(|| Self::of_month(count, unit)),
            _ => None,
        }
    }

    /// The same, as people say it: `fortnightly` too, which no file has.
    pub fn said(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        match text.strip_prefix("every ").unwrap_or(&text).trim() {
            "fortnight" | "fortnightly" => Some(Self::Days(14)),
            _ => Self::parse(&text),
        }
    }

    fn counted(count: &str, unit: &str) -> Option<Self> {
        if !count.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let count: u32 = count.parse().ok().filter(|n| (1..=1000).contains(n))?;
        match unit {
            "day" | "days" => Some(Self::Days(count)),
            "week" | "weeks" => Some(Self::Days(count * 7)),
            "month" | "months" => Some(Self::Months(count)),
            _ => None,
        }
    }

    fn of_month(nth: &str, weekday: &str) -> Option<Self> {
        let weekday = parse_weekday(weekday)?;
        match nth {
            "first" => Some(Self::Nth(1, weekday)),
            "second" => Some(Self::Nth(2, weekday)),
            "third" => Some(Self::Nth(3, weekday)),
            "fourth" => Some(Self::Nth(4, weekday)),
            "last" => Some(Self::Last(weekday)),
            _ => None,
        }
    }

    /// The `index`-th slot (from 0) of a row that starts at `from`; `None` past the end of the calendar.
    fn slot(self, from: NaiveDate, index: u32) -> Option<NaiveDate> {
        match self {
            Self::WorkingDay => {
                let first = working_day_on_or_after(from)?;
                let ahead = u64::from(first.weekday().num_days_from_monday()) + u64::from(index);
                first
                    .checked_sub_days(Days::new(u64::from(first.weekday().num_days_from_monday())))?
                    .checked_add_days(Days::new(ahead / 5 * 7 + ahead % 5))
            }
            Self::Days(days) => from.checked_add_days(Days::new(u64::from(days) * u64::from(index))),
            Self::Months(months) => from.checked_add_months(Months::new(months.checked_mul(index)?)),
            Self::Nth(..) | Self::Last(_) => {
                let first_of_month = from.with_day(1)?;
                let skip = u32::from(self.in_month(first_of_month)? < from);
                self.in_month(first_of_month.checked_add_months(Months::new(index.checked_add(skip)?))?)
            }
        }
    }

    /// The date of a weekday-of-month step in the month that starts at `first_of_month`.
    fn in_month(self, first_of_month: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Nth(nth, weekday) => {
                NaiveDate::from_weekday_of_month_opt(first_of_month.year(), first_of_month.month(), weekday, nth)
            }
            Self::Last(weekday) => (1..=5).rev().find_map(|nth| {
                NaiveDate::from_weekday_of_month_opt(first_of_month.year(), first_of_month.month(), weekday, nth)
            }),
            _ => None,
        }
    }
}

impl std::fmt::Display for Every {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::WorkingDay => f.write_str("day"),
            Self::Days(7) => f.write_str("week"),
            Self::Days(1) => f.write_str("1 days"),
            Self::Days(days) if days % 7 == 0 => write!(f, "{} weeks", days / 7),
            Self::Days(days) => write!(f, "{days} days"),
            Self::Months(1) => f.write_str("month"),
            Self::Months(months) => write!(f, "{months} months"),
            Self::Nth(nth, weekday) => {
                let nth = ["first", "second", "third", "fourth"].get(usize::from(*nth) - 1).unwrap_or(&"first");
                write!(f, "{nth} {}", weekday_name(*weekday))
            }
            Self::Last(weekday) => write!(f, "last {}", weekday_name(*weekday)),
        }
    }
}

fn working_day_on_or_after(date: NaiveDate) -> Option<NaiveDate> {
    let ahead = match date.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    date.checked_add_days(Days::new(ahead))
}

fn parse_weekday(word: &str) -> Option<Weekday> {
    const WEEKDAYS: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    WEEKDAYS.into_iter().find(|weekday| weekday_name(*weekday) == word)
}

/// The English name in lower case.
pub fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

/// One row of the pair file's `cadence`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CadenceRow {
    /// The first day on which it is in force.
    pub from: NaiveDate,
    /// The step.
    pub every: Every,
    /// The time of day, `HH:MM`.
    pub time: Option<String>,
    /// The planned length in minutes.
    pub minutes: Option<u32>,
}

/// An `away` range of the pair file: both ends included; slots inside are excused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// The first day away.
    pub from: NaiveDate,
    /// The last day away.
    pub to: NaiveDate,
    /// Why.
    pub why: Option<String>,
}

impl Away {
    /// Whether the day lies in the range.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// The dates of all slots in order, up to and including the first `beyond` slots after `today` that `counts` accepts
/// (or to the end of the cadence). Rows are in force from their `from` until the day before the next row's `from`; a
/// slot less than half a step before the next row's `from` is dropped.
pub fn slots(
    rows: &[CadenceRow],
    ended: Option<NaiveDate>,
    today: NaiveDate,
    beyond: usize,
    counts: impl Fn(NaiveDate) -> bool,
) -> Vec<NaiveDate> {
    let mut rows: Vec<&CadenceRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.from);
    let mut slots = Vec::new();
    let mut ahead = 0;
    for (position, row) in rows.iter().enumerate() {
        let next_from = rows.get(position + 1).map(|next| next.from);
        for index in 0.. {
            let Some(date) = row.every.slot(row.from, index) else { break };
            if next_from.is_some_and(|next| date >= next) || ended.is_some_and(|ended| date > ended) {
                break;
            }
            if let (Some(next), Some(following)) = (next_from, row.every.slot(row.from, index + 1))
                && 2 * (next - date).num_days() < (following - date).num_days()
            {
                continue;
            }
            slots.push(date);
            if date > today && counts(date) {
                ahead += 1;
                if ahead >= beyond {
                    return slots;
                }
            }
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn first(every: &str, from: &str, count: usize) -> Vec<String> {
        let every = Every::parse(every).unwrap();
        (0..count as u32).map(|index| every.slot(date(from), index).unwrap().to_string()).collect()
    }

    #[test]
    fn months_are_clamped_to_short_months() {
        assert_eq!(first("month", "2026-01-31", 4), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
    }

    #[test]
    fn working_days_skip_weekends() {
        assert_eq!(first("day", "2026-11-19", 4), ["2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24"]);
        assert_eq!(first("day", "2026-11-21", 2), ["2026-11-23", "2026-11-24"]);
    }

    #[test]
    fn weekdays_of_the_month_start_on_or_after_from() {
        assert_eq!(first("first monday", "2026-11-03", 2), ["2026-12-07", "2027-01-04"]);
        assert_eq!(first("last friday", "2026-11-01", 2), ["2026-11-27", "2026-12-25"]);
    }

    #[test]
    fn every_reads_what_it_writes() {
        for text in ["day", "week", "2 weeks", "10 days", "month", "3 months", "second tuesday", "last sunday"] {
            assert_eq!(Every::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "0 weeks", "fifth monday", "sometimes", "2", "-1 days", "99999999999 days"] {
            assert_eq!(Every::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_slot_close_before_the_next_row_is_dropped() {
        let row = |from: &str, every: &str| CadenceRow {
            from: date(from),
            every: Every::parse(every).unwrap(),
            time: None,
            minutes: None,
        };
        let rows = [row("2026-01-06", "week"), row("2026-01-22", "2 weeks")];
        let all = slots(&rows, Some(date("2026-02-20")), date("2026-02-01"), 9, |_| true);
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        assert_eq!(all, ["2026-01-06", "2026-01-13", "2026-01-22", "2026-02-05", "2026-02-19"]);
    }
}
