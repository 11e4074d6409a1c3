//! Signals of action items and blockers: what stays open from meeting to meeting.

use std::cmp::Reverse;

use super::Observed;
use super::signal::{Evidence, Finding, Signal, Stale};
use super::thresholds::Thresholds;
use crate::metrics::items::{carried, overdue_days};
use crate::model::item::Kind;

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Signal<'h>> {
    let found = [stale_action(observed, thresholds), blocker_stuck(observed, thresholds)];
    found.into_iter().flatten().collect()
}

fn stale_action<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let is_stale = |stale: &Stale<'_>| {
        let late = stale.overdue_days.is_some_and(|days| days >= thresholds.stale_overdue_days);
        stale.meetings >= thresholds.stale_meetings || late
    };
    let mut items = open(observed, Kind::ActionItem, is_stale);
    items.sort_by_key(|stale| (Reverse(stale.overdue_days), stale.item.created));
    signal(items, |items| Finding::StaleAction { items })
}

fn blocker_stuck<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Option<Signal<'h>> {
    let mut items = open(observed, Kind::Blocker, |stale| stale.meetings >= thresholds.stuck_meetings);
    items.sort_by_key(|stale| stale.item.created);
    signal(items, |items| Finding::BlockerStuck { items })
}

fn open<'h>(observed: &Observed<'h>, kind: Kind, is_stale: impl Fn(&Stale<'_>) -> bool) -> Vec<Stale<'h>> {
    let today = observed.history.today;
    let counts = observed.items.iter().filter(|viewed| !viewed.unresolved).map(|viewed| viewed.item);
    let open = counts.filter(|item| item.kind == kind && item.state.is_open());
    let seen = open.map(|item| Stale {
        item,
        meetings: carried(item, &observed.held_dates, today),
        overdue_days: overdue_days(item, today),
    });
    seen.filter(|stale| is_stale(stale)).collect()
}

fn signal<'h>(items: Vec<Stale<'h>>, finding: impl Fn(Vec<Stale<'h>>) -> Finding<'h>) -> Option<Signal<'h>> {
    let evidence: Vec<Evidence> = items.iter().flat_map(|stale| Evidence::item(stale.item)).collect();
    (!items.is_empty()).then(|| Signal::new(finding(items), evidence))
}
