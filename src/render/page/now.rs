//! What comes first: meetings to confirm, and what needs doing now.

use chrono::NaiveDate;

use super::{Fact, Row, at_most};
use crate::render::figure::day;
use crate::report::value::{Need, PairReport};

/// Meetings to confirm on one page.
const MOST_TO_CONFIRM: usize = 4;
/// Needs on one page.
const MOST_NEEDS: usize = 5;

/// The meetings of which nobody said whether they took place, and the question.
pub(super) fn to_confirm(pair: &PairReport, today: NaiveDate) -> Vec<Row> {
    let mut rows = at_most(&pair.to_confirm, MOST_TO_CONFIRM, |entry| {
        Row::Facts(vec![Fact::warn(day(entry.date, today)), Fact::quiet(&entry.entry)])
    });
    if !rows.is_empty() {
        rows.push(Row::Facts(vec![Fact::plain("held, moved, cancelled or not held?")]));
    }
    rows
}

/// What needs doing now; meetings to confirm have a block of their own.
pub(super) fn needs(pair: &PairReport) -> Vec<Row> {
    let needs: Vec<&Need> =
        pair.needs.iter().filter(|need| need.code != "confirm" || pair.to_confirm.is_empty()).collect();
    at_most(&needs, MOST_NEEDS, |need| Row::Item(Fact::plain(&need.message), Vec::new()))
}
