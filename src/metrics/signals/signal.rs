//! What a signal is: a finding, how grave it is, and where it can be seen.

use chrono::NaiveDate;

use crate::history::{Item, Origin};

/// How grave a signal is; the last one is the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A habit to look at some time.
    Habit,
    /// Something to do at the next meeting.
    Warning,
    /// Something to do today.
    Alarm,
}

/// A place in the pair's files that shows a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The file.
    pub origin: Origin,
    /// The line, from 1; `None` for the whole file.
    pub line: Option<u32>,
}

impl Evidence {
    /// A whole entry, by its index in the history.
    pub fn entry(meeting: usize) -> Self {
        Self { origin: Origin::Entry(meeting), line: None }
    }

    /// A line of an entry, by the entry's index in the history.
    pub fn line(meeting: usize, line: u32) -> Self {
        Self { origin: Origin::Entry(meeting), line: Some(line) }
    }

    /// The first and the newest mention of an item.
    pub fn item(item: &Item) -> impl Iterator<Item = Self> {
        let ends = [item.mentions.first(), item.mentions.last()];
        ends.into_iter().flatten().map(|mention| Self { origin: mention.origin, line: Some(mention.line) })
    }
}

/// What is the matter, with the numbers that its sentence needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding<'h> {
    /// The engagement fell below its reference and has not come back.
    EngagementDrop {
        /// The reference that it fell from.
        reference: f64,
        /// The score at which the fall was seen.
        fell_to: f64,
        /// The newest score.
        latest: f64,
    },
    /// The newest scores are all low.
    EngagementLow {
        /// These scores, oldest first.
        scores: Vec<f64>,
    },
    /// The engagement goes down over months.
    EngagementDecline {
        /// The median of the first scores.
        from: f64,
        /// The median of the last scores.
        to: f64,
        /// The date of the first of them.
        since: NaiveDate,
    },
    /// The question is hardly asked.
    EngagementNotAsked {
        /// Meetings with a score.
        asked: usize,
        /// Meetings looked at.
        of: usize,
    },
    /// The newest slots were all cancelled, or nothing is known of them.
    CancellationCascade {
        /// Cancelled slots.
        cancelled: usize,
        /// Slots without an entry.
        no_entry: usize,
        /// The last day on which a meeting was held.
        last_held: Option<NaiveDate>,
    },
    /// Meetings keep being moved.
    RescheduleHabit {
        /// Slots moved or postponed.
        moved: usize,
        /// Slots looked at.
        of: usize,
    },
    /// The newest past slot has an untouched entry.
    GhostMeeting {
        /// The slot's date.
        slot: NaiveDate,
    },
    /// A slot has passed, and its meeting can still be held.
    MeetingOverdue {
        /// The oldest such slot's date.
        slot: NaiveDate,
    },
    /// Prepared meetings of which nobody said whether they took place.
    UnconfirmedMeetings {
        /// Their dates.
        dates: Vec<NaiveDate>,
    },
    /// Meetings were held, and nothing was written.
    UndocumentedMeetings {
        /// Meetings without a word.
        undocumented: usize,
        /// Meetings looked at.
        of: usize,
    },
    /// Action items that nobody gets done.
    StaleAction {
        /// The items, longest overdue first, then the oldest.
        items: Vec<Stale<'h>>,
    },
    /// Blockers that nobody gets out of the way.
    BlockerStuck {
        /// The blockers, oldest first.
        items: Vec<Stale<'h>>,
    },
    /// The meetings were not prepared.
    NoPreparation {
        /// How many in a row.
        meetings: usize,
    },
    /// The manager writes what the direct report would brief.
    ReverseBriefing {
        /// Lines of look back and look forward that the manager wrote.
        lines: u64,
        /// All of them.
        of: u64,
        /// Meetings looked at.
        meetings: usize,
    },
    /// The manager writes most of everything.
    ManagerMonologue {
        /// Lines that the manager wrote.
        lines: u64,
        /// All lines.
        of: u64,
        /// Meetings looked at.
        meetings: usize,
    },
    /// No word on growth or feedback.
    NoGrowthTalk {
        /// The days since the last one, or since the first meeting.
        days: i64,
        /// The meetings held since.
        meetings: usize,
        /// Whether there ever was one.
        ever: bool,
    },
}

/// The names of all signals, in the order in which they are looked for.
pub const CODES: [&str; 16] = [
    "engagement-drop",
    "engagement-low",
    "engagement-decline",
    "engagement-not-asked",
    "cancellation-cascade",
    "reschedule-habit",
    "ghost-meeting",
    "meeting-overdue",
    "unconfirmed-meetings",
    "undocumented-meetings",
    "stale-action",
    "blocker-stuck",
    "no-preparation",
    "reverse-briefing",
    "manager-monologue",
    "no-growth-talk",
];

/// An item that stays open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stale<'h> {
    /// The item.
    pub item: &'h Item,
    /// The held meetings since it was created.
    pub meetings: u64,
    /// Days past its due date; `None` where it is not overdue.
    pub overdue_days: Option<i64>,
}

impl Finding<'_> {
    /// The signal's name, as in `docs/metrics.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EngagementDrop { .. } => "engagement-drop",
            Self::EngagementLow { .. } => "engagement-low",
            Self::EngagementDecline { .. } => "engagement-decline",
            Self::EngagementNotAsked { .. } => "engagement-not-asked",
            Self::CancellationCascade { .. } => "cancellation-cascade",
            Self::RescheduleHabit { .. } => "reschedule-habit",
            Self::GhostMeeting { .. } => "ghost-meeting",
            Self::MeetingOverdue { .. } => "meeting-overdue",
            Self::UnconfirmedMeetings { .. } => "unconfirmed-meetings",
            Self::UndocumentedMeetings { .. } => "undocumented-meetings",
            Self::StaleAction { .. } => "stale-action",
            Self::BlockerStuck { .. } => "blocker-stuck",
            Self::NoPreparation { .. } => "no-preparation",
            Self::ReverseBriefing { .. } => "reverse-briefing",
            Self::ManagerMonologue { .. } => "manager-monologue",
            Self::NoGrowthTalk { .. } => "no-growth-talk",
        }
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::EngagementDrop { .. } | Self::EngagementLow { .. } | Self::CancellationCascade { .. } => {
                Severity::Alarm
            }
            Self::EngagementDecline { .. }
            | Self::GhostMeeting { .. }
            | Self::MeetingOverdue { .. }
            | Self::UnconfirmedMeetings { .. }
            | Self::StaleAction { .. }
            | Self::BlockerStuck { .. } => Severity::Warning,
            Self::EngagementNotAsked { .. }
            | Self::RescheduleHabit { .. }
            | Self::UndocumentedMeetings { .. }
            | Self::NoPreparation { .. }
            | Self::ReverseBriefing { .. }
            | Self::ManagerMonologue { .. }
            | Self::NoGrowthTalk { .. } => Severity::Habit,
        }
    }
}

/// A named warning and where it can be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal<'h> {
    /// What is the matter.
    pub finding: Finding<'h>,
    /// Where it can be seen, in reading order.
    pub evidence: Vec<Evidence>,
}

impl<'h> Signal<'h> {
    /// A signal.
    pub fn new(finding: Finding<'h>, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        let mut evidence: Vec<Evidence> = evidence.into_iter().collect();
        evidence.sort_unstable();
        evidence.dedup();
        Self { finding, evidence }
    }

    /// The signal's name.
    pub fn code(&self) -> &'static str {
        self.finding.code()
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.finding.severity()
    }
}
