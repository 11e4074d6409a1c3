//! From a history to the values of its report.

use chrono::NaiveDate;

use super::value::*;
use super::{needs, signals};
use crate::format::diagnostic::Diagnostic;
use crate::history::{History, Item, ItemState, Origin};
use crate::metrics::cadence::Cadence;
use crate::metrics::engagement::Engagement;
use crate::metrics::items::{self, ActionItems, Blockers, SayDo as SayDoFigures, Viewed};
use crate::metrics::meetings::{self, Meetings};
use crate::metrics::scope::Scope;
use crate::metrics::signals::{Observed, Thresholds};
use crate::metrics::slots::{Slot, SlotOutcome, Slots};
use crate::model::item::Kind;
use crate::model::pair::{Pair, Role};

/// The report on one pair. `since` leaves out what lies before it; open items stay.
/// Signals and what they need look at the whole history.
pub fn pair_report(
    slug: &str,
    history: &History,
    diagnostics: &[Diagnostic],
    since: Option<NaiveDate>,
    thresholds: &Thresholds,
) -> PairReport {
    let scope = Scope { history, since };
    let figures = Figures::new(scope);
    let signals = Observed::new(history, &figures.slots, &figures.items).signals(thresholds);
    let next_due = figures.cadence.next_due();
    let facts = needs::Facts { history, items: &figures.items, signals: &signals, next_due };
    let pair = &history.pair;
    let rows = Rows::new(&scope);
    PairReport {
        slug: slug.to_owned(),
        direct_report: pair.direct_report.name.clone(),
        manager: pair.manager.name.clone(),
        direct_report_handle: pair.direct_report.handle.clone(),
        manager_handle: pair.manager.handle.clone(),
        kind: pair.kind.clone(),
        role: pair.role.clone(),
        rhythm: rhythm(pair, history.today),
        ended: pair.ended,
        cadence: figures.cadence_value(),
        meetings: figures.meetings_value(),
        action_items: figures.action_items_value(&rows),
        blockers: figures.blockers_value(&rows),
        commitments: figures.commitments_value(),
        engagement: figures.engagement_value(),
        topics: rows.open_of_kind(Kind::Topic),
        milestones: rows.open_of_kind(Kind::Milestone),
        to_confirm: to_confirm(history),
        unread_items: history.meetings.iter().map(|meeting| meeting.entry.look_alikes.len() as u64).sum(),
        needs: facts.needs(),
        urgency: facts.urgency(),
        signals: signals.iter().map(|signal| signals::row(signal, history)).collect(),
        diagnostics: diagnostics.iter().map(diagnostic_row).collect(),
        before: None,
    }
}

/// Every figure of a history, with what each was made of.
#[derive(Debug)]
pub struct Figures<'h> {
    /// Which part of the history they are about.
    pub scope: Scope<'h>,
    /// What became of every slot.
    pub slots: Slots,
    /// Figures of the cadence.
    pub cadence: Cadence,
    /// Figures of the held meetings.
    pub meetings: Meetings,
    /// Every item that an entry mentions.
    pub items: Vec<Viewed<'h>>,
    /// Figures of the action items.
    pub action_items: ActionItems<'h>,
    /// The open blockers.
    pub blockers: Blockers<'h>,
    /// What the direct report said and did.
    pub direct_report: SayDoFigures<'h>,
    /// What the manager said and did.
    pub manager: SayDoFigures<'h>,
    /// What was done without having been announced.
    pub unplanned: Vec<&'h Item>,
    /// Figures of the engagement.
    pub engagement: Engagement,
}

impl<'h> Figures<'h> {
    /// Works them out.
    pub fn new(scope: Scope<'h>) -> Self {
        let slots = Slots::new(scope.history);
        let items = items::in_entries(&scope);
        Self {
            cadence: Cadence::new(&scope, &slots),
            meetings: Meetings::new(&scope),
            action_items: ActionItems::new(&scope, &items),
            blockers: Blockers::new(&scope, &items),
            direct_report: SayDoFigures::new(&scope, &items, Role::DirectReport),
            manager: SayDoFigures::new(&scope, &items, Role::Manager),
            unplanned: items::unplanned(&items),
            engagement: Engagement::new(&scope),
            slots,
            items,
            scope,
        }
    }

    pub(super) fn cadence_value(&self) -> CadenceFigures {
        let cadence = &self.cadence;
        CadenceFigures {
            expected: cadence.expected(),
            on_time: cadence.on_time,
            moved: cadence.moved,
            cancelled: cadence.cancelled,
            missed: cadence.missed,
            unconfirmed: cadence.unconfirmed,
            excused: cadence.excused,
            pending: cadence.pending,
            extra: cadence.extra.len() as u64,
            adherence: cadence.adherence(),
            moved_rate: cadence.moved_rate(),
            longest_gap_days: cadence.longest_gap_days(),
            days_since_last: cadence.days_since_last,
            streak: cadence.streak().len() as u64,
            worst_run: cadence.worst_run().len() as u64,
            next_due: cadence.next_due(),
            slots: cadence.slots.iter().map(|slot| self.slot_row(slot)).collect(),
        }
    }

    fn slot_row(&self, slot: &Slot) -> SlotRow {
        let path = |index: usize| self.scope.history.path(Origin::Entry(index));
        // A pending slot is not decided yet.
        let decided = slot.entry.filter(|_| slot.outcome != SlotOutcome::Pending);
        SlotRow {
            date: slot.date,
            outcome: slot.outcome.name(),
            reason: slot.outcome.reason(),
            entry: decided.map(path),
        }
    }

    pub(super) fn meetings_value(&self) -> MeetingFigures {
        let meetings = &self.meetings;
        MeetingFigures {
            held: meetings.held,
            documented: meetings.documented,
            prepared_known: meetings.prepared_known,
            prepared: meetings.prepared,
            agenda_rate: meetings.agenda_rate(),
            median_minutes: meetings.median_minutes,
        }
    }

    pub(super) fn action_items_value(&self, rows: &Rows<'_>) -> ActionItemFigures {
        let figures = &self.action_items;
        ActionItemFigures {
            open: figures.open,
            overdue: figures.overdue,
            done: figures.done,
            dropped: figures.dropped,
            unresolved: figures.unresolved,
            median_age_days: figures.median_age_days,
            done_by_next: figures.done_by_next,
            items: self.items.iter().filter(|v| v.item.kind == Kind::ActionItem).map(|v| rows.row(v)).collect(),
        }
    }

    pub(super) fn blockers_value(&self, rows: &Rows<'_>) -> BlockerFigures {
        let Blockers { open, median_age_days } = &self.blockers;
        let row = |(item, _): &(&Item, Option<i64>)| rows.row(&Viewed { item, unresolved: false });
        BlockerFigures {
            open: open.len() as u64,
            median_age_days: *median_age_days,
            items: open.iter().map(row).collect(),
        }
    }

    pub(super) fn commitments_value(&self) -> CommitmentFigures {
        let of = |figures: &SayDoFigures<'_>| SayDo {
            made: figures.made,
            delivered: figures.delivered,
            say_do: figures.rate(),
        };
        CommitmentFigures {
            direct_report: of(&self.direct_report),
            manager: of(&self.manager),
            unplanned: self.unplanned.len() as u64,
        }
    }

    pub(super) fn engagement_value(&self) -> EngagementFigures {
        let engagement = &self.engagement;
        let row = |score: &crate::metrics::engagement::DatedScore| ScoreRow {
            date: score.date,
            score: score.value,
            entry: self.scope.history.path(Origin::Entry(score.meeting)),
        };
        EngagementFigures {
            scores: engagement.scores.iter().map(row).collect(),
            asked_rate: self.meetings.asked_rate(),
            latest: engagement.latest(),
            change: engagement.change(),
            reference: engagement.reference(),
            slope_per_30_days: engagement.slope_per_30_days,
        }
    }
}

/// Makes rows of items.
pub(super) struct Rows<'h> {
    history: &'h History,
    held_dates: Vec<NaiveDate>,
}

impl<'h> Rows<'h> {
    pub(super) fn new(scope: &Scope<'h>) -> Self {
        let all = Scope { history: scope.history, since: None };
        Self { history: scope.history, held_dates: all.held_dates() }
    }

    fn row(&self, viewed: &Viewed<'_>) -> ItemRow {
        let item = viewed.item;
        let today = self.history.today;
        let is_open = item.state.is_open();
        ItemRow {
            id: item.ids.first().cloned(),
            text: item.text.clone(),
            owners: item.owners.clone(),
            due: item.due,
            created: item.created,
            done: match item.state {
                ItemState::Done(date) => date,
                _ => None,
            },
            state: match item.state {
                ItemState::Open if viewed.unresolved => "unresolved",
                ItemState::Open => "open",
                ItemState::Done(_) => "done",
                ItemState::Dropped(_) => "dropped",
            },
            mentions: item.mentions.iter().map(|m| format!("{}:{}", self.history.path(m.origin), m.line)).collect(),
            age_days: items::age_days(item, today).filter(|_| is_open),
            overdue_days: items::overdue_days(item, today),
            carried: items::carried(item, &self.held_dates, today),
        }
    }

    fn open_of_kind(&self, kind: Kind) -> Vec<ItemRow> {
        let open = self.history.items.iter().filter(|item| item.kind == kind && item.state.is_open());
        let viewed = open.map(|item| Viewed { item, unresolved: self.history.is_unresolved(item) });
        viewed.filter(|viewed| !viewed.unresolved).map(|viewed| self.row(&viewed)).collect()
    }
}

fn rhythm(pair: &Pair, today: NaiveDate) -> Option<String> {
    let row = pair.cadence_on(today)?;
    let minutes = row.minutes.map(|minutes| format!(", {minutes} min")).unwrap_or_default();
    Some(format!("every {}{minutes}", row.every))
}

fn to_confirm(history: &History) -> Vec<EntryRef> {
    meetings::to_confirm(history).map(|(_, m)| EntryRef { date: m.date, entry: m.entry.path() }).collect()
}

fn diagnostic_row(diagnostic: &Diagnostic) -> DiagnosticRow {
    DiagnosticRow {
        code: diagnostic.code.name(),
        path: diagnostic.path.clone(),
        line: u64::from(diagnostic.line),
        column: u64::from(diagnostic.column),
        message: diagnostic.message.clone(),
        remedy: diagnostic.remedy.clone(),
    }
}
