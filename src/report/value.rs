//! The values of `oneonone report --format json`. Text, Markdown, HTML and CSV are renderings of these same values.
//!
//! A figure that has nothing to be computed from is `None` ("no data"), never 0. Numbers are not rounded here. Keys are
//! only ever added.

use chrono::NaiveDate;
use serde::Serialize;

/// The name and version of the JSON shape.
pub const SCHEMA: &str = "oneonone.report/1";

/// A report on one or more pairs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The day on which the report looks at the history.
    pub today: NaiveDate,
    /// The first day that counts, where `--since` was given.
    pub since: Option<NaiveDate>,
    /// One value per pair, by slug.
    pub pairs: Vec<PairReport>,
}

/// Everything that is said about one pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairReport {
    /// The pair's folder name on this machine.
    pub slug: String,
    /// The direct report's name.
    pub direct_report: String,
    /// The manager's name.
    pub manager: String,
    /// The direct report's handle.
    pub direct_report_handle: String,
    /// The manager's handle.
    pub manager_handle: String,
    /// `one-on-one`, `skip-level`, `mentor` or `peer`.
    pub kind: String,
    /// The direct report's role, where the pair file names it.
    pub role: Option<String>,
    /// The cadence in force, in words (`every week, 60 min`); `None` where there is none.
    pub rhythm: Option<String>,
    /// The last day of the pair, where it has ended.
    pub ended: Option<NaiveDate>,
    /// Whether the meetings took place.
    pub cadence: CadenceFigures,
    /// The meetings that were held.
    pub meetings: MeetingFigures,
    /// Action items.
    pub action_items: ActionItemFigures,
    /// Blockers.
    pub blockers: BlockerFigures,
    /// What was promised under look forward.
    pub commitments: CommitmentFigures,
    /// The engagement scores.
    pub engagement: EngagementFigures,
    /// Open topics, backlog first.
    pub topics: Vec<ItemRow>,
    /// Open milestones, goals first.
    pub milestones: Vec<ItemRow>,
    /// Meetings that somebody prepared and nobody confirmed: to be asked about first.
    pub to_confirm: Vec<EntryRef>,
    /// Lines that look like items but are not counted as any.
    pub unread_items: u64,
    /// Named warnings, gravest first.
    pub signals: Vec<SignalRow>,
    /// What needs doing now, most urgent first: short imperative sentences.
    pub needs: Vec<Need>,
    /// How urgently this pair needs attention; larger is worse. Used to put the worst first.
    pub urgency: u64,
    /// Problems in the pair's files.
    pub diagnostics: Vec<DiagnosticRow>,
    /// The equally long period before, where `--since` was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
}

/// The figures of the equally long period before, as of its last day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Before {
    /// Its first day.
    pub since: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// Whether the meetings took place.
    pub cadence: CadenceFigures,
    /// The meetings that were held.
    pub meetings: MeetingFigures,
    /// Action items, as they stood on its last day.
    pub action_items: ActionItemFigures,
    /// Blockers, as they stood on its last day.
    pub blockers: BlockerFigures,
    /// What was promised under look forward.
    pub commitments: CommitmentFigures,
    /// The engagement scores.
    pub engagement: EngagementFigures,
}

/// Figures of the cadence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CadenceFigures {
    /// `on_time + moved + cancelled + missed`.
    pub expected: u64,
    /// Slots whose meeting was held on the slot's own date.
    pub on_time: u64,
    /// Slots whose meeting was held on another date.
    pub moved: u64,
    /// Slots that were cancelled.
    pub cancelled: u64,
    /// Slots without a meeting.
    pub missed: u64,
    /// Slots with a prepared entry of which nobody said whether it took place.
    pub unconfirmed: u64,
    /// Slots inside an `away` range.
    pub excused: u64,
    /// Slots whose window is still open.
    pub pending: u64,
    /// Held entries that fill no slot.
    pub extra: u64,
    /// `(on_time + moved) / expected`, 0 to 1.
    pub adherence: Option<f64>,
    /// `moved / (on_time + moved)`, 0 to 1.
    pub moved_rate: Option<f64>,
    /// The longest span between two held dates, in days without those away.
    pub longest_gap_days: Option<i64>,
    /// Days since the last held date.
    pub days_since_last: Option<i64>,
    /// The newest counted slots in a row that were held.
    pub streak: u64,
    /// The longest row of counted slots that were cancelled or missed.
    pub worst_run: u64,
    /// The day of the next meeting.
    pub next_due: Option<NaiveDate>,
    /// Every slot that counts, oldest first.
    pub slots: Vec<SlotRow>,
}

/// One slot and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SlotRow {
    /// The slot's date.
    pub date: NaiveDate,
    /// `on_time`, `moved`, `cancelled`, `missed`, `unconfirmed`, `excused` or `pending`.
    pub outcome: &'static str,
    /// For missed slots: `missed`, `postponed`, `ghost` or `no_entry`.
    pub reason: Option<&'static str>,
    /// The entry that decided, as a path inside the pair's folder.
    pub entry: Option<String>,
}

/// Figures of the held meetings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeetingFigures {
    /// Held entries.
    pub held: u64,
    /// Held entries with human content.
    pub documented: u64,
    /// Held entries of which it can be known whether they were prepared.
    pub prepared_known: u64,
    /// Of those, the prepared ones.
    pub prepared: u64,
    /// `prepared / prepared_known`, 0 to 1.
    pub agenda_rate: Option<f64>,
    /// The median length in minutes.
    pub median_minutes: Option<f64>,
}

/// Figures of the action items.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActionItemFigures {
    /// Open action items.
    pub open: u64,
    /// Open action items that were due before today.
    pub overdue: u64,
    /// Done action items.
    pub done: u64,
    /// Dropped action items.
    pub dropped: u64,
    /// Imported action items that are still open and too old to be carried.
    pub unresolved: u64,
    /// The median age of the open ones, in days.
    pub median_age_days: Option<f64>,
    /// The share that was done by the next meeting, 0 to 1.
    pub done_by_next: Option<f64>,
    /// Every action item.
    pub items: Vec<ItemRow>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemRow {
    /// The id, where a line bears one.
    pub id: Option<String>,
    /// The text of the newest mention.
    pub text: String,
    /// The owners' handles.
    pub owners: Vec<String>,
    /// The day on which it is due.
    pub due: Option<NaiveDate>,
    /// The date of the first entry that mentions it (none for what stands only in the backlog or the goals).
    pub created: Option<NaiveDate>,
    /// The day on which it was done.
    pub done: Option<NaiveDate>,
    /// `open`, `done`, `dropped` or `unresolved`.
    pub state: &'static str,
    /// Every mention as `path:line`.
    pub mentions: Vec<String>,
    /// Days since it was created, while it is open.
    pub age_days: Option<i64>,
    /// Days past its due date, while it is open and overdue.
    pub overdue_days: Option<i64>,
    /// Held meetings that it has been carried through.
    pub carried: u64,
}

/// Figures of the blockers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockerFigures {
    /// Open blockers.
    pub open: u64,
    /// Their median age in days.
    pub median_age_days: Option<f64>,
    /// The open ones.
    pub items: Vec<ItemRow>,
}

/// Say/do of both parties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommitmentFigures {
    /// Of the direct report.
    pub direct_report: SayDo,
    /// Of the manager.
    pub manager: SayDo,
    /// Done things that nobody had announced.
    pub unplanned: u64,
}

/// What somebody said, and did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SayDo {
    /// Commitments that have fallen due.
    pub made: u64,
    /// Of those, the delivered ones.
    pub delivered: u64,
    /// `delivered / made`, 0 to 1.
    pub say_do: Option<f64>,
}

/// Figures of the engagement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EngagementFigures {
    /// Every score, oldest first.
    pub scores: Vec<ScoreRow>,
    /// Held entries with a score / held entries, 0 to 1.
    pub asked_rate: Option<f64>,
    /// The newest score, 1 to 10.
    pub latest: Option<f64>,
    /// The newest score less the one before.
    pub change: Option<f64>,
    /// The level that the scores are compared with.
    pub reference: Option<f64>,
    /// The Theil–Sen slope, points per 30 days.
    pub slope_per_30_days: Option<f64>,
}

/// One score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoreRow {
    /// The meeting's date.
    pub date: NaiveDate,
    /// 1 to 10.
    #[serde(serialize_with = "whole_where_it_is")]
    pub score: f64,
    /// The entry it stands in.
    pub entry: String,
}

/// One warning.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalRow {
    /// The signal's name, as in `docs/metrics.md`.
    pub code: &'static str,
    /// What is the matter, in one sentence.
    pub message: String,
    /// Where it can be seen, as `path` or `path:line`.
    pub evidence: Vec<String>,
}

/// Something that somebody should do now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Need {
    /// What kind of thing it is: `confirm`, or the signal's code.
    pub code: &'static str,
    /// A short imperative sentence.
    pub message: String,
}

/// A pointer to an entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryRef {
    /// The entry's date.
    pub date: NaiveDate,
    /// The path inside the pair's folder.
    pub entry: String,
}

/// One problem in a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiagnosticRow {
    /// The problem's name, as in `docs/errors.md`.
    pub code: &'static str,
    /// The path inside the pair's folder.
    pub path: String,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// Writes 8 for 8.0, and every other number as it is.
fn whole_where_it_is<S: serde::Serializer>(score: &f64, to: S) -> Result<S::Ok, S::Error> {
    if score.fract() == 0.0 { to.serialize_i64(*score as i64) } else { to.serialize_f64(*score) }
}
