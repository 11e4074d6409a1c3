//! The engagement scores, and what is to be said beside them.

use super::{Fact, Row};
use crate::render::charts::scores;
use crate::render::figure::{number, percent, ratio, signed, was};
use crate::render::words::short;
use crate::report::value::{EngagementFigures, PairReport};

/// Scores in the line.
const SCORES: usize = 26;

/// The rows of the block.
pub(super) fn rows(pair: &PairReport) -> Vec<Row> {
    let engagement = &pair.engagement;
    let mut rows = vec![match engagement.latest {
        None => Row::Facts(vec![Fact::no_data()]),
        Some(latest) => Row::Scores(scores(&engagement.scores, SCORES), engagement.reference, now(pair, latest)),
    }];
    let mut beside = over_time(pair);
    beside.extend(
        pair.signals
            .iter()
            .filter(|signal| signal.code.starts_with("engagement-"))
            .map(|signal| Fact::warn(format!("! {}", short(signal.code)))),
    );
    if !beside.is_empty() {
        rows.push(Row::Facts(beside));
    }
    rows
}

/// The figures of the period before.
fn before(pair: &PairReport) -> Option<&EngagementFigures> {
    pair.before.as_ref().map(|before| &before.engagement)
}

/// The newest score and its change.
fn now(pair: &PairReport, latest: f64) -> Vec<Fact> {
    let engagement = &pair.engagement;
    let was_latest = before(pair).and_then(|before| before.latest).map(number);
    let mut facts = vec![Fact::strong(was(format!("{} of 10", number(latest)), was_latest))];
    facts.extend(engagement.change.map(|change| match signed(change).as_str() {
        "0" => Fact::plain("unchanged"),
        change => Fact::plain(format!("{change} since last time")),
    }));
    facts
}

/// The level, the slope, and how often it was asked.
fn over_time(pair: &PairReport) -> Vec<Fact> {
    let engagement = &pair.engagement;
    let was_level = before(pair).and_then(|before| before.reference).map(number);
    let level = engagement.reference.map(|level| was(format!("reference {}", number(level)), was_level));
    let slope = engagement.slope_per_30_days.map(|slope| match signed(slope).as_str() {
        "0" => "steady".to_owned(),
        slope => format!("{slope} per 30 days"),
    });
    let was_asked = before(pair).and_then(|before| before.asked_rate).map(percent);
    let asked = |rate| format!("asked in {}", ratio(Some(rate), engagement.scores.len() as u64, pair.meetings.held));
    let asked = engagement.asked_rate.map(|rate| was(asked(rate), was_asked));
    [level, slope, asked].into_iter().flatten().map(Fact::plain).collect()
}
