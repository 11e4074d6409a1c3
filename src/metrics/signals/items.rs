//! Signals of action items and blockers: what stays open from meeting to meeting.

use std::cmp::Reverse;

use super::Observed;
use super::examined::{Check, Examined, Looked, Seen};
use super::signal::{Evidence, Finding, Signal, Stale};
use super::thresholds::Thresholds;
use crate::metrics::items::{carried, overdue_days};
use crate::model::item::Kind;

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Examined<'h>> {
    vec![stale_action(observed, thresholds), blocker_stuck(observed, thresholds)]
}

fn stale_action<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let is_stale = |stale: &Stale<'_>| {
        let late = stale.overdue_days.is_some_and(|days| days >= thresholds.stale_overdue_days);
        stale.meetings >= thresholds.stale_meetings || late
    };
    let mut items = open(observed, Kind::ActionItem);
    items.sort_by_key(|stale| (Reverse(stale.overdue_days), stale.item.created));
    examined("stale-action", items, is_stale, |items| Finding::StaleAction { items })
}

fn blocker_stuck<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Examined<'h> {
    let mut items = open(observed, Kind::Blocker);
    items.sort_by_key(|stale| stale.item.created);
    let is_stuck = |stale: &Stale<'_>| stale.meetings >= thresholds.stuck_meetings;
    examined("blocker-stuck", items, is_stuck, |items| Finding::BlockerStuck { items })
}

fn open<'h>(observed: &Observed<'h>, kind: Kind) -> Vec<Stale<'h>> {
    let today = observed.history.today;
    let counts = observed.items.iter().filter(|viewed| !viewed.unresolved).map(|viewed| viewed.item);
    let open = counts.filter(|item| item.kind == kind && item.state.is_open());
    let seen = open.map(|item| Stale {
        item,
        meetings: carried(item, &observed.held_dates, today),
        overdue_days: overdue_days(item, today),
    });
    seen.collect()
}

fn examined<'h>(
    code: &'static str,
    open: Vec<Stale<'h>>,
    is_stale: impl Fn(&Stale<'_>) -> bool,
    finding: impl Fn(Vec<Stale<'h>>) -> Finding<'h>,
) -> Examined<'h> {
    let stale: Vec<Stale<'h>> = open.iter().filter(|item| is_stale(item)).copied().collect();
    let looked_at = open.iter().map(|item| Seen::new(Looked::Item(*item), is_stale(item))).collect();
    let checks = vec![Check::count("items_stuck", stale.len(), 1)];
    Examined::new(code, vec![checks], looked_at, || {
        let evidence: Vec<Evidence> = stale.iter().flat_map(|stale| Evidence::item(stale.item)).collect();
        Some(Signal::new(finding(stale), evidence))
    })
}
