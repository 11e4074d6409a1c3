//! Who, how often, when next.

use chrono::NaiveDate;

use super::Fact;
use crate::render::figure::{day, full_day};
use crate::report::value::{PairReport, Report};

/// The day that the page was made for, and the first one that counts.
pub(in crate::render) fn as_of(report: &Report) -> String {
    let today = full_day(report.today);
    report.since.map_or_else(|| today.clone(), |since| format!("{} to {today}", full_day(since)))
}

/// Role, kind, manager, rhythm and the next meeting.
pub(super) fn facts(pair: &PairReport, today: NaiveDate) -> Vec<Fact> {
    let mut facts: Vec<Fact> = pair.role.iter().map(Fact::plain).collect();
    if pair.kind != "one-on-one" {
        facts.push(Fact::plain(&pair.kind));
    }
    facts.push(Fact::plain(format!("with {}", pair.manager)));
    facts.push(Fact::plain(pair.rhythm.as_deref().unwrap_or("no rhythm agreed")));
    facts.extend(next(pair, today));
    facts.extend(
        pair.before.as_ref().map(|before| {
            Fact::quiet(format!("in brackets: {} to {}", full_day(before.since), full_day(before.until)))
        }),
    );
    facts
}

/// The next meeting, or the last day.
fn next(pair: &PairReport, today: NaiveDate) -> Option<Fact> {
    if let Some(ended) = pair.ended.filter(|&ended| ended < today) {
        return Some(Fact::plain(format!("ended {}", full_day(ended))));
    }
    pair.cadence.next_due.map(|due| match due.cmp(&today) {
        std::cmp::Ordering::Less => Fact::warn(format!("due since {}", day(due, today))),
        std::cmp::Ordering::Equal => Fact::strong("next today"),
        std::cmp::Ordering::Greater => Fact::strong(format!("next {}", day(due, today))),
    })
}
