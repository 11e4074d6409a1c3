//! One row a pair, for a spreadsheet (RFC 4180: a header, CRLF, quotes doubled).
//!
//! The columns are the scalar figures of the JSON, not rounded, under the same names; where two groups have the same
//! name, the group stands before it (`actions_open`, `blockers_open`). A figure that has no data is an empty cell. Dates are `YYYY-MM-DD`. Text
//! that a spreadsheet would take for a formula has an apostrophe before it; a negative number has none.

use super::escape::visible;
use crate::report::value::{Before, PairReport, Report};

/// Writes the report: the header, then the pairs in the order of the report.
pub(super) fn write(report: &Report) -> String {
    let mut out = row(COLUMNS.iter().map(|(name, _)| quoted(name)));
    for pair in &report.pairs {
        out.push_str(&row(COLUMNS.iter().map(|(_, cell)| cell(report, pair).written())));
    }
    out
}

/// What stands in a cell.
enum Cell {
    /// What somebody wrote.
    Text(String),
    /// A number or a date, as it is.
    Figure(String),
}

impl Cell {
    fn figure(value: impl ToString) -> Self {
        Self::Figure(value.to_string())
    }

    fn optional(value: Option<impl ToString>) -> Self {
        Self::Figure(value.map(|value| value.to_string()).unwrap_or_default())
    }

    fn text(value: &str) -> Self {
        Self::Text(value.to_owned())
    }

    fn written(self) -> String {
        match self {
            Self::Text(text) => quoted(&harmless(&text)),
            Self::Figure(figure) => figure,
        }
    }
}

/// A column's name, and how its cell is found.
type Column = (&'static str, fn(&Report, &PairReport) -> Cell);

/// The columns, in their order. New ones are added at the end.
const COLUMNS: &[Column] = &[
    ("today", |report, _| Cell::figure(report.today)),
    ("since", |report, _| Cell::optional(report.since)),
    ("slug", |_, pair| Cell::text(&pair.slug)),
    ("direct_report", |_, pair| Cell::text(&pair.direct_report)),
    ("manager", |_, pair| Cell::text(&pair.manager)),
    ("direct_report_handle", |_, pair| Cell::text(&pair.direct_report_handle)),
    ("manager_handle", |_, pair| Cell::text(&pair.manager_handle)),
    ("kind", |_, pair| Cell::text(&pair.kind)),
    ("role", |_, pair| Cell::text(pair.role.as_deref().unwrap_or_default())),
    ("rhythm", |_, pair| Cell::text(pair.rhythm.as_deref().unwrap_or_default())),
    ("ended", |_, pair| Cell::optional(pair.ended)),
    ("expected", |_, pair| Cell::figure(pair.cadence.expected)),
    ("on_time", |_, pair| Cell::figure(pair.cadence.on_time)),
    ("moved", |_, pair| Cell::figure(pair.cadence.moved)),
    ("cancelled", |_, pair| Cell::figure(pair.cadence.cancelled)),
    ("missed", |_, pair| Cell::figure(pair.cadence.missed)),
    ("unconfirmed", |_, pair| Cell::figure(pair.cadence.unconfirmed)),
    ("excused", |_, pair| Cell::figure(pair.cadence.excused)),
    ("pending", |_, pair| Cell::figure(pair.cadence.pending)),
    ("extra", |_, pair| Cell::figure(pair.cadence.extra)),
    ("adherence", |_, pair| Cell::optional(pair.cadence.adherence)),
    ("moved_rate", |_, pair| Cell::optional(pair.cadence.moved_rate)),
    ("longest_gap_days", |_, pair| Cell::optional(pair.cadence.longest_gap_days)),
    ("days_since_last", |_, pair| Cell::optional(pair.cadence.days_since_last)),
    ("streak", |_, pair| Cell::figure(pair.cadence.streak)),
    ("worst_run", |_, pair| Cell::figure(pair.cadence.worst_run)),
    ("next_due", |_, pair| Cell::optional(pair.cadence.next_due)),
    ("held", |_, pair| Cell::figure(pair.meetings.held)),
    ("documented", |_, pair| Cell::figure(pair.meetings.documented)),
    ("prepared_known", |_, pair| Cell::figure(pair.meetings.prepared_known)),
    ("prepared", |_, pair| Cell::figure(pair.meetings.prepared)),
    ("agenda_rate", |_, pair| Cell::optional(pair.meetings.agenda_rate)),
    ("median_minutes", |_, pair| Cell::optional(pair.meetings.median_minutes)),
    ("actions_open", |_, pair| Cell::figure(pair.action_items.open)),
    ("actions_overdue", |_, pair| Cell::figure(pair.action_items.overdue)),
    ("actions_done", |_, pair| Cell::figure(pair.action_items.done)),
    ("actions_dropped", |_, pair| Cell::figure(pair.action_items.dropped)),
    ("actions_unresolved", |_, pair| Cell::figure(pair.action_items.unresolved)),
    ("actions_median_age_days", |_, pair| Cell::optional(pair.action_items.median_age_days)),
    ("actions_done_by_next", |_, pair| Cell::optional(pair.action_items.done_by_next)),
    ("blockers_open", |_, pair| Cell::figure(pair.blockers.open)),
    ("blockers_median_age_days", |_, pair| Cell::optional(pair.blockers.median_age_days)),
    ("direct_report_made", |_, pair| Cell::figure(pair.commitments.direct_report.made)),
    ("direct_report_delivered", |_, pair| Cell::figure(pair.commitments.direct_report.delivered)),
    ("direct_report_say_do", |_, pair| Cell::optional(pair.commitments.direct_report.say_do)),
    ("manager_made", |_, pair| Cell::figure(pair.commitments.manager.made)),
    ("manager_delivered", |_, pair| Cell::figure(pair.commitments.manager.delivered)),
    ("manager_say_do", |_, pair| Cell::optional(pair.commitments.manager.say_do)),
    ("unplanned", |_, pair| Cell::figure(pair.commitments.unplanned)),
    ("scores", |_, pair| Cell::figure(pair.engagement.scores.len())),
    ("asked_rate", |_, pair| Cell::optional(pair.engagement.asked_rate)),
    ("engagement_latest", |_, pair| Cell::optional(pair.engagement.latest)),
    ("engagement_change", |_, pair| Cell::optional(pair.engagement.change)),
    ("engagement_reference", |_, pair| Cell::optional(pair.engagement.reference)),
    ("engagement_slope_per_30_days", |_, pair| Cell::optional(pair.engagement.slope_per_30_days)),
    ("topics_open", |_, pair| Cell::figure(pair.topics.len())),
    ("milestones_open", |_, pair| Cell::figure(pair.milestones.len())),
    ("to_confirm", |_, pair| Cell::figure(pair.to_confirm.len())),
    ("unread_items", |_, pair| Cell::figure(pair.unread_items)),
    ("signals", |_, pair| Cell::Text(pair.signals.iter().map(|signal| signal.code).collect::<Vec<_>>().join(" "))),
    ("urgency", |_, pair| Cell::figure(pair.urgency)),
    ("diagnostics", |_, pair| Cell::figure(pair.diagnostics.len())),
    ("before_since", |_, pair| before(pair, |before| Some(before.since))),
    ("before_until", |_, pair| before(pair, |before| Some(before.until))),
    ("before_expected", |_, pair| before(pair, |before| Some(before.cadence.expected))),
    ("before_adherence", |_, pair| before(pair, |before| before.cadence.adherence)),
    ("before_moved_rate", |_, pair| before(pair, |before| before.cadence.moved_rate)),
    ("before_longest_gap_days", |_, pair| before(pair, |before| before.cadence.longest_gap_days)),
    ("before_held", |_, pair| before(pair, |before| Some(before.meetings.held))),
    ("before_agenda_rate", |_, pair| before(pair, |before| before.meetings.agenda_rate)),
    ("before_median_minutes", |_, pair| before(pair, |before| before.meetings.median_minutes)),
    ("before_actions_open", |_, pair| before(pair, |before| Some(before.action_items.open))),
    ("before_actions_overdue", |_, pair| before(pair, |before| Some(before.action_items.overdue))),
    ("before_actions_done_by_next", |_, pair| before(pair, |before| before.action_items.done_by_next)),
    ("before_blockers_open", |_, pair| before(pair, |before| Some(before.blockers.open))),
    ("before_direct_report_say_do", |_, pair| before(pair, |before| before.commitments.direct_report.say_do)),
    ("before_manager_say_do", |_, pair| before(pair, |before| before.commitments.manager.say_do)),
    ("before_asked_rate", |_, pair| before(pair, |before| before.engagement.asked_rate)),
    ("before_engagement_latest", |_, pair| before(pair, |before| before.engagement.latest)),
    ("before_engagement_reference", |_, pair| before(pair, |before| before.engagement.reference)),
];

/// A figure of the period before; empty where none was asked for.
fn before<T: ToString>(pair: &PairReport, figure: impl Fn(&Before) -> Option<T>) -> Cell {
    Cell::optional(pair.before.as_ref().and_then(figure))
}

/// Cells with commas between them and CRLF behind them.
fn row(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join(",") + "\r\n"
}

/// The text on one line, with an apostrophe before what would be a formula.
fn harmless(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    format!("{}{}", if formula { "'" } else { "" }, visible(text))
}

/// The text as a cell, in quotes where it needs them.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', ';', '\'']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
