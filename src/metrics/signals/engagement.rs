//! Signals of the engagement scores.
//!
//! `engagement-drop` is a walk over the scores: at each, the reference is what it was on that day, and a drop stays on
//! until a score comes close to the reference that it fell from. Scores before `engagement_reset` are left out of the
//! walk once that day has come.

use super::Observed;
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;
use crate::metrics::engagement::{DatedScore, References, SLOPE_SCORES, values};
use crate::metrics::statistics::median;

/// Scores on other scales than 1 to 10 are fractions: two that differ by less are equal.
const TOLERANCE: f64 = 1e-9;

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Signal<'h>> {
    let found = [
        drop(observed, thresholds),
        low(observed, thresholds),
        decline(observed, thresholds),
        not_asked(observed, thresholds),
    ];
    found.into_iter().flatten().collect()
}

fn at_most(value: f64, limit: f64) -> bool {
    value <= limit + TOLERANCE
}

fn evidence(observed: &Observed<'_>, scores: &[DatedScore]) -> Vec<Evidence> {
    let place = |score: &DatedScore| {
        let line = observed.history.meetings[score.meeting].entry.score.map(|score| score.line);
        Evidence { line, ..Evidence::entry(score.meeting) }
    };
    scores.iter().map(place).collect()
}

/// A drop that is on: the reference that the score fell from, and which scores (first, last) showed it.
struct Fall {
    reference: f64,
    first: usize,
    last: usize,
}

fn drop<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let reset = observed.history.pair.engagement_reset.filter(|reset| *reset <= observed.history.today);
    let all = &observed.engagement.scores;
    let scores = &all[all.partition_point(|score| reset.is_some_and(|reset| score.date < reset))..];
    let references = References::new(scores);
    let mut on: Option<Fall> = None;
    for newest in 0..scores.len() {
        on = on.filter(|fall| !at_most(fall.reference - thresholds.recovered_points, scores[newest].value));
        if on.is_none() {
            on = fall(&scores[..=newest], &references, thresholds);
        }
    }
    let fall = on?;
    let latest = scores.last()?;
    let finding =
        Finding::EngagementDrop { reference: fall.reference, fell_to: scores[fall.last].value, latest: latest.value };
    let mut shown = scores[fall.first..=fall.last].to_vec();
    shown.push(*latest);
    Some(Signal::new(finding, evidence(observed, &shown)))
}

/// Whether the newest of these scores shows a drop from the reference of its day.
fn fall(scores: &[DatedScore], references: &References<'_>, thresholds: &Thresholds) -> Option<Fall> {
    let (newest, before) = scores.split_last()?;
    let reference = references.on(newest.date, scores.len())?;
    let last = before.len();
    let twice = |score: &DatedScore| at_most(score.value, reference - thresholds.drop_points_twice);
    if at_most(newest.value, reference - thresholds.drop_points) {
        Some(Fall { reference, first: last, last })
    } else if twice(newest) && before.last().is_some_and(twice) {
        Some(Fall { reference, first: last - 1, last })
    } else {
        None
    }
}

fn low<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let scores = &observed.engagement.scores;
    let last = &scores[scores.len().checked_sub(thresholds.low_scores)?..];
    let is_low = last.iter().all(|score| at_most(score.value, thresholds.low_score));
    (is_low && !last.is_empty())
        .then(|| Signal::new(Finding::EngagementLow { scores: values(last) }, evidence(observed, last)))
}

fn decline<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let scores = &observed.engagement.scores;
    let slope = observed.engagement.slope_per_30_days?;
    let newest = &scores[scores.len().saturating_sub(SLOPE_SCORES)..];
    let ends = thresholds.decline_ends.min(newest.len());
    let (first, last) = (&newest[..ends], &newest[newest.len() - ends..]);
    let (from, to) = (median(&values(first))?, median(&values(last))?);
    let falls = at_most(slope, -thresholds.decline_per_30_days) && at_most(to, from - thresholds.decline_points);
    falls.then(|| {
        let finding = Finding::EngagementDecline { from, to, since: first[0].date };
        Signal::new(finding, evidence(observed, &[first, last].concat()))
    })
}

fn not_asked<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let last = observed.last_held(thresholds.asked_meetings);
    let (of, needed) = (last.len(), thresholds.asked_meetings);
    let asked = last.iter().filter(|(_, meeting)| meeting.entry.score.is_some()).count();
    let unasked = last.iter().filter(|(_, meeting)| meeting.entry.score.is_none());
    (of == needed && 2 * asked < of).then(|| {
        Signal::new(Finding::EngagementNotAsked { asked, of }, unasked.map(|(index, _)| Evidence::entry(*index)))
    })
}
