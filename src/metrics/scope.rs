//! Which part of a history the figures are about: all of it, or what lies on or after `--since`.

use chrono::NaiveDate;

use crate::history::{History, Meeting};

/// A history and the first day that counts.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'h> {
    /// The history.
    pub history: &'h History,
    /// The first day that counts; `None` for all days.
    pub since: Option<NaiveDate>,
}

impl<'h> Scope<'h> {
    /// Whether a day counts.
    pub fn counts(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| day >= since)
    }

    /// The day on which the history is looked at.
    pub fn today(&self) -> NaiveDate {
        self.history.today
    }

    /// The held meetings that count, in order.
    pub fn held(&self) -> impl Iterator<Item = (usize, &'h Meeting)> + use<'h> {
        let scope = *self;
        self.history.held().filter(move |(_, meeting)| scope.counts(meeting.date))
    }

    /// The distinct dates of the held meetings that count, in order.
    pub fn held_dates(&self) -> Vec<NaiveDate> {
        let mut dates: Vec<NaiveDate> = self.held().map(|(_, meeting)| meeting.date).collect();
        dates.dedup();
        dates
    }
}

/// The first of these dates (in order) that lies after the day.
pub fn first_after(dates: &[NaiveDate], day: NaiveDate) -> Option<NaiveDate> {
    dates.get(dates.partition_point(|date| *date <= day)).copied()
}

/// The first of these dates (in order) that lies on or after the day.
pub fn first_on_or_after(dates: &[NaiveDate], day: NaiveDate) -> Option<NaiveDate> {
    dates.get(dates.partition_point(|date| *date < day)).copied()
}

/// How many of these dates (in order) lie after `from` and on or before `to`.
pub fn count_between(dates: &[NaiveDate], from: NaiveDate, to: NaiveDate) -> u64 {
    let upto = |day: NaiveDate| dates.partition_point(|date| *date <= day);
    upto(to).saturating_sub(upto(from)) as u64
}
