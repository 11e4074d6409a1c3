//! How urgently a pair needs attention: the weights of its signals, and a little for each thing that waits
//! (`docs/metrics.md`, "Urgency"). A pair that has ended is never urgent.

use super::needs::Facts;
use crate::metrics::signals::Finding;

/// What one unconfirmed meeting adds to the urgency.
const CONFIRM_WEIGHT: u64 = 5;
/// Points below the reference from which a drop is steep.
const STEEP_DROP: f64 = 3.0;
/// What one overdue action item adds.
const OVERDUE_WEIGHT: u64 = 2;
/// The most that either of them adds.
const MOST: u64 = 20;

/// What a signal adds to the urgency. The worst habit weighs less than the mildest warning, and all habits together less
/// than an alarm.
fn weight(finding: &Finding<'_>) -> u64 {
    match finding {
        Finding::EngagementDrop { reference, latest, .. } if reference - latest >= STEEP_DROP => 100,
        Finding::EngagementDrop { .. } => 60,
        Finding::EngagementLow { .. } => 90,
        Finding::CancellationCascade { .. } => 80,
        Finding::EngagementDecline { .. } => 40,
        Finding::GhostMeeting { .. } | Finding::MeetingOverdue { .. } => 30,
        Finding::StaleAction { .. } | Finding::BlockerStuck { .. } => 25,
        Finding::UnconfirmedMeetings { .. } => 20,
        Finding::NoGrowthTalk { .. } | Finding::RescheduleHabit { .. } | Finding::EngagementNotAsked { .. } => 10,
        Finding::UndocumentedMeetings { .. } | Finding::NoPreparation { .. } => 8,
        Finding::ReverseBriefing { .. } | Finding::ManagerMonologue { .. } => 8,
    }
}

impl Facts<'_, '_> {
    /// How urgently the pair needs attention: the weights of its signals, and a little for each thing that waits.
    pub(super) fn urgency(&self) -> u64 {
        if self.has_ended() {
            return 0;
        }
        let of_signals: u64 = self.signals.iter().map(|signal| weight(&signal.finding)).sum();
        let confirm = (self.unconfirmed().count() as u64 * CONFIRM_WEIGHT).min(MOST);
        let overdue = (self.overdue().count() as u64 * OVERDUE_WEIGHT).min(MOST);
        of_signals + confirm + overdue
    }
}
