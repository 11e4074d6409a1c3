//! Signals of the engagement scores.
//!
//! `engagement-drop` is a walk over the scores: at each, the reference is what it was on that day, and a drop stays on
//! until a score comes close to the reference that it fell from. Scores before `engagement_reset` are left out of the
//! walk once that day has come.

use super::Observed;
use super::examined::{Check, Examined, Limit, Looked, Role, Seen, at_most};
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;
use crate::metrics::engagement::{DatedScore, REFERENCE_WINDOW, References, Window, values};
use crate::metrics::statistics::median;

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Examined<'h>> {
    vec![
        drop(observed, thresholds),
        low(observed, thresholds),
        decline(observed, thresholds),
        not_asked(observed, thresholds),
    ]
}

fn evidence(observed: &Observed<'_>, scores: &[DatedScore]) -> Vec<Evidence> {
    let place = |score: &DatedScore| {
        let line = observed.history.meetings[score.meeting].entry.score.map(|score| score.line);
        Evidence { line, ..Evidence::entry(score.meeting) }
    };
    scores.iter().map(place).collect()
}

fn seen<'h>(scores: &[DatedScore], role: Role) -> impl Iterator<Item = Seen<'h>> {
    scores.iter().map(move |score| Seen { what: Looked::Score(*score), role })
}

/// A drop that is on: the window that made the reference which the score fell from, and which scores (first, last)
/// showed it.
#[derive(Debug, Clone, Copy)]
struct Fall {
    window: Window,
    first: usize,
    last: usize,
}

fn drop<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let reset = observed.history.pair.engagement_reset.filter(|reset| *reset <= observed.history.today);
    let all = &observed.engagement.scores;
    let scores = &all[all.partition_point(|score| reset.is_some_and(|reset| score.date < reset))..];
    let references = References::new(scores);
    let mut on: Option<Fall> = None;
    for newest in 0..scores.len() {
        on = on.filter(|fall| !at_most(fall.window.median - thresholds.recovered_points, scores[newest].value));
        if on.is_none() {
            on = fall(&scores[..=newest], &references, thresholds);
        }
    }
    let window = on.map(|fall| fall.window).or_else(|| {
        references.windows(scores.last()?.date, scores.len()).max_by(|one, other| one.median.total_cmp(&other.median))
    });
    let measure = window.map_or(&[][..], |window| &scores[window.first..window.first + REFERENCE_WINDOW]);
    let (shown, others) = match on {
        Some(fall) => (&scores[fall.first..=fall.last], &scores[fall.last + 1..]),
        None => (&[][..], &scores[scores.len().saturating_sub(2)..]),
    };
    let ways = match on {
        Some(fall) => vec![still_on(fall, shown, others, thresholds)],
        None => below(window, scores, thresholds),
    };
    let looked_at = seen(measure, Role::Measure).chain(seen(shown, Role::For)).chain(seen(others, Role::Against));
    Examined::new("engagement-drop", ways, looked_at.collect(), || {
        let (fall, latest) = (on?, scores.last()?);
        let reference = fall.window.median;
        let finding = Finding::EngagementDrop { reference, fell_to: scores[fall.last].value, latest: latest.value };
        Some(Signal::new(finding, evidence(observed, &[shown, &[*latest]].concat())))
    })
}

/// The conditions of a drop that is on: how it fell, and that no score since has come back.
fn still_on(fall: Fall, shown: &[DatedScore], since: &[DatedScore], thresholds: &Thresholds) -> Vec<Check> {
    let points = |scores: &[DatedScore]| {
        let highest = scores.iter().map(|score| score.value).max_by(f64::total_cmp);
        highest.map(|highest| fall.window.median - highest)
    };
    let mut checks = vec![match shown {
        [_] => below_once(points(shown), thresholds),
        _ => below_twice(points(shown), thresholds),
    }];
    if !since.is_empty() {
        let limit = Limit::Above(thresholds.recovered_points);
        checks.push(Check { name: "points_below_reference_since", value: points(since), limit });
    }
    checks
}

/// The conditions of a drop that is not.
fn below(window: Option<Window>, scores: &[DatedScore], thresholds: &Thresholds) -> Vec<Vec<Check>> {
    let points = |score: Option<&DatedScore>| Some(window?.median - score?.value);
    let latest = points(scores.last());
    let before = points(scores.len().checked_sub(2).and_then(|before| scores.get(before)));
    let both = latest.zip(before).map(|(latest, before)| latest.min(before));
    vec![vec![below_once(latest, thresholds)], vec![below_twice(both, thresholds)]]
}

fn below_once(value: Option<f64>, thresholds: &Thresholds) -> Check {
    Check { name: "points_below_reference", value, limit: Limit::AtLeast(thresholds.drop_points) }
}

fn below_twice(value: Option<f64>, thresholds: &Thresholds) -> Check {
    Check { name: "points_below_reference_twice", value, limit: Limit::AtLeast(thresholds.drop_points_twice) }
}

/// Whether the newest of these scores shows a drop from the reference of its day.
fn fall(scores: &[DatedScore], references: &References<'_>, thresholds: &Thresholds) -> Option<Fall> {
    let (newest, before) = scores.split_last()?;
    let windows = references.windows(newest.date, scores.len());
    let window = windows.max_by(|one, other| one.median.total_cmp(&other.median))?;
    let last = before.len();
    let twice = |score: &DatedScore| at_most(score.value, window.median - thresholds.drop_points_twice);
    if at_most(newest.value, window.median - thresholds.drop_points) {
        Some(Fall { window, first: last, last })
    } else if twice(newest) && before.last().is_some_and(twice) {
        Some(Fall { window, first: last - 1, last })
    } else {
        None
    }
}

fn low<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let scores = &observed.engagement.scores;
    let last = &scores[scores.len().saturating_sub(thresholds.low_scores)..];
    let is_low = |score: &DatedScore| at_most(score.value, thresholds.low_score);
    let count = last.iter().filter(|score| is_low(score)).count();
    let checks = vec![Check::count("scores_low", count, thresholds.low_scores)];
    let looked_at = last.iter().map(|score| Seen::new(Looked::Score(*score), is_low(score))).collect();
    Examined::new("engagement-low", vec![checks], looked_at, || {
        Some(Signal::new(Finding::EngagementLow { scores: values(last) }, evidence(observed, last)))
    })
}

fn decline<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let newest = observed.engagement.slope_scores();
    let ends = thresholds.decline_ends.min(newest.len());
    let (first, last) = (&newest[..ends], &newest[newest.len() - ends..]);
    let (from, to) = (median(&values(first)), median(&values(last)));
    let (slope, fell) = (Limit::AtMost(-thresholds.decline_per_30_days), Limit::AtLeast(thresholds.decline_points));
    let checks = vec![
        Check { name: "slope_per_30_days", value: observed.engagement.slope_per_30_days, limit: slope },
        Check { name: "points_from_first_to_last", value: from.zip(to).map(|(from, to)| from - to), limit: fell },
    ];
    let is_end = |at: usize| at < ends || at >= newest.len() - ends;
    let looked_at = newest.iter().enumerate().map(|(at, score)| Seen::new(Looked::Score(*score), is_end(at))).collect();
    Examined::new("engagement-decline", vec![checks], looked_at, || {
        let finding = Finding::EngagementDecline { from: from?, to: to?, since: first.first()?.date };
        Some(Signal::new(finding, evidence(observed, &[first, last].concat())))
    })
}

fn not_asked<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let needed = thresholds.asked_meetings;
    let last = observed.last_held(needed);
    let asked = last.iter().filter(|(_, meeting)| meeting.entry.score.is_some()).count();
    let half = Limit::Below(needed as f64 / 2.0);
    let checks = vec![
        Check::count("meetings_looked_at", last.len(), needed),
        Check { name: "meetings_with_score", value: Some(asked as f64), limit: half },
    ];
    let has_none = |meeting: &crate::history::Meeting| meeting.entry.score.is_none();
    let looked_at = last.iter().map(|(index, m)| Seen::new(Looked::Meeting(*index), has_none(m))).collect();
    Examined::new("engagement-not-asked", vec![checks], looked_at, || {
        let unasked = last.iter().filter(|(_, meeting)| has_none(meeting));
        let finding = Finding::EngagementNotAsked { asked, of: last.len() };
        Some(Signal::new(finding, unasked.map(|(index, _)| Evidence::entry(*index))))
    })
}
