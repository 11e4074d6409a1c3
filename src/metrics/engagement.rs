//! Figures of the engagement scores (`docs/metrics.md`).

use chrono::{NaiveDate, TimeDelta};

use super::scope::Scope;
use super::statistics::{median, theil_sen_slope};

/// How many successive scores make the reference.
pub const REFERENCE_WINDOW: usize = 5;
/// How many of the newest scores are no part of it.
pub const REFERENCE_LEAVES_OUT: usize = 2;
/// How old its scores can be, in days.
pub const REFERENCE_DAYS: i64 = 182;
/// How many of the newest scores make the slope.
pub const SLOPE_SCORES: usize = 12;
/// Under how many there is none.
pub const SLOPE_LEAST: usize = 6;

/// A score that counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DatedScore {
    /// The meeting's date.
    pub date: NaiveDate,
    /// 1 to 10.
    pub value: f64,
    /// The meeting, as an index of the history's meetings.
    pub meeting: usize,
}

/// Successive scores, and their median.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// The first of them, as an index of the scores.
    pub first: usize,
    /// The median.
    pub median: f64,
}

/// The scores that count and what they say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Engagement {
    /// Oldest first.
    pub scores: Vec<DatedScore>,
    /// The medians of 5 successive scores each, of those of the last 182 days, the last 2 left out; newest first.
    pub windows: Vec<Window>,
    /// Points per 30 days.
    pub slope_per_30_days: Option<f64>,
}

impl Engagement {
    /// Works out the figures.
    pub fn new(scope: &Scope<'_>) -> Self {
        let score = |(meeting, m): (usize, &crate::history::Meeting)| {
            m.entry.score.map(|score| DatedScore { date: m.date, value: score.value, meeting })
        };
        let scores: Vec<DatedScore> = scope.held().filter_map(score).collect();
        let windows = References::new(&scores).windows(scope.today(), scores.len()).collect();
        Self { windows, slope_per_30_days: slope(&scores), scores }
    }

    /// The highest of the medians.
    pub fn reference(&self) -> Option<f64> {
        highest(self.windows.iter().copied())
    }

    /// The newest scores, of which the slope is made.
    pub fn slope_scores(&self) -> &[DatedScore] {
        newest(&self.scores)
    }

    /// The newest score.
    pub fn latest(&self) -> Option<f64> {
        self.scores.last().map(|score| score.value)
    }

    /// The newest score less the one before it.
    pub fn change(&self) -> Option<f64> {
        let before = self.scores.len().checked_sub(2)?;
        Some(self.latest()? - self.scores[before].value)
    }
}

/// The medians of every 5 successive scores, worked out once for the references of many days.
#[derive(Debug, Clone)]
pub struct References<'s> {
    scores: &'s [DatedScore],
    medians: Vec<Option<f64>>,
}

impl<'s> References<'s> {
    /// Works out the medians of scores, oldest first.
    pub fn new(scores: &'s [DatedScore]) -> Self {
        Self { scores, medians: scores.windows(REFERENCE_WINDOW).map(|window| median(&values(window))).collect() }
    }

    /// The reference of a day on which the first `count` of the scores were known: the highest median of 5 successive
    /// ones of the 182 days up to `today`, the last 2 left out.
    pub fn on(&self, today: NaiveDate, count: usize) -> Option<f64> {
        highest(self.windows(today, count))
    }

    /// The medians that such a reference is the highest of, newest first.
    pub fn windows(&self, today: NaiveDate, count: usize) -> impl Iterator<Item = Window> {
        let from = today - TimeDelta::days(REFERENCE_DAYS);
        let windows = (count + 1).saturating_sub(REFERENCE_LEAVES_OUT + REFERENCE_WINDOW).min(self.medians.len());
        let settled = self.scores.iter().zip(&self.medians).take(windows).enumerate();
        let recent = settled.rev().take_while(move |(_, (score, _))| score.date >= from);
        recent.filter_map(|(first, (_, median))| median.map(|median| Window { first, median }))
    }
}

fn highest(windows: impl Iterator<Item = Window>) -> Option<f64> {
    windows.map(|window| window.median).max_by(f64::total_cmp)
}

/// The newest scores, as many as make a slope; none where they are too few.
fn newest(scores: &[DatedScore]) -> &[DatedScore] {
    if scores.len() < SLOPE_LEAST { &[] } else { &scores[scores.len().saturating_sub(SLOPE_SCORES)..] }
}

fn slope(scores: &[DatedScore]) -> Option<f64> {
    let newest = newest(scores);
    let first = newest.first()?.date;
    let points: Vec<(f64, f64)> =
        newest.iter().map(|score| ((score.date - first).num_days() as f64, score.value)).collect();
    theil_sen_slope(&points).map(|slope| slope * 30.0)
}

/// The values of scores.
pub fn values(scores: &[DatedScore]) -> Vec<f64> {
    scores.iter().map(|score| score.value).collect()
}
