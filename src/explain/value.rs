//! The values of `oneonone report --explain`: what a figure is made of, each term with its place and the user's own line.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

/// The name and version of the JSON shape.
pub const SCHEMA: &str = "oneonone.explanation/1";

/// The explanations of one figure or signal for one or more pairs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanations {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The day on which the history is looked at.
    pub today: NaiveDate,
    /// The first day that counts, where `--since` was given.
    pub since: Option<NaiveDate>,
    /// One a pair.
    pub pairs: Vec<PairExplanation>,
}

/// The explanation for one pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairExplanation {
    /// The pair's folder name on this machine.
    pub slug: String,
    /// The direct report's name.
    pub direct_report: String,
    /// What the figure is made of.
    #[serde(flatten)]
    pub explanation: Explanation,
}

/// What a figure is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The figure's path in the JSON of the report.
    pub figure: &'static str,
    /// What it says, in a few words.
    pub meaning: &'static str,
    /// What is done with the values of the terms.
    pub operation: Operation,
    /// What it is made of.
    pub terms: Vec<Term>,
    /// What one could think of, and is no part of it; each says why.
    pub left_out: Vec<Term>,
    /// How the terms make the figure, in numbers.
    pub arithmetic: String,
    /// Of a signal the ways to be on: where all conditions of one hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Vec<CheckRow>>,
    /// The figure, as the JSON of the report has it; how many there are, where it is a list; whether it is on, of a signal.
    pub value: Value,
    /// The signal's sentence, where it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The figure, as the page of the report shows it.
    #[serde(skip)]
    pub amount: Amount,
}

/// What is done with the values of the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// How many there are.
    Count,
    /// Their sum (each is 0 or 1) divided by how many there are.
    Share,
    /// The middle one; of an even number the mean of the two middle ones.
    Median,
    /// The largest.
    Largest,
    /// The one that there is.
    Only,
    /// The second less the first.
    Difference,
    /// The Theil–Sen slope over their dates, times 30.
    Slope,
    /// The date of the one that there is.
    Date,
    /// A signal is on or off by its conditions.
    Signal,
}

/// A condition of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CheckRow {
    /// What is compared.
    pub name: &'static str,
    /// Its value.
    pub value: Option<f64>,
    /// `at_least`, `at_most`, `below` or `above`.
    pub needs: &'static str,
    /// What it is compared with: a threshold of the configuration, or half of one.
    pub limit: f64,
    /// Whether it holds.
    pub holds: bool,
}

/// One thing that a figure is made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Term {
    /// What it is; of what is left out, why. Terms that say the same stand together.
    pub says: String,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// What it adds; `None` for what is left out.
    pub value: Option<f64>,
    /// What else is to be known of it.
    pub note: Option<String>,
    /// Where it can be seen.
    pub places: Vec<Place>,
}

/// A place in the pair's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// `path:line`, or the path alone where the whole file is meant.
    pub at: String,
    /// The user's own line.
    pub words: String,
}

/// A figure as it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// How many.
    Count(u64),
    /// A share, its part and its whole.
    Share(Option<f64>, u64, u64),
    /// A number.
    Number(Option<f64>),
    /// A number with its sign.
    Signed(Option<f64>),
    /// A number of days.
    Days(Option<i64>),
    /// A day.
    Date(Option<NaiveDate>),
    /// Whether a signal is on.
    On(bool),
}

impl Amount {
    /// The figure, as the JSON of the report has it.
    pub fn value(self) -> Value {
        match self {
            Self::Count(count) => count.into(),
            Self::Share(value, ..) | Self::Number(value) | Self::Signed(value) => value.into(),
            Self::Days(days) => days.into(),
            Self::On(on) => on.into(),
            Self::Date(date) => date.map(|date| date.to_string()).into(),
        }
    }
}
