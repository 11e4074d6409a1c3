//! The numbers at which signals fire.

/// The numbers at which signals fire. The defaults are those of `docs/metrics.md`; the user's configuration can set
/// others.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// `engagement-drop`: points that one score lies below the reference.
    pub drop_points: f64,
    /// `engagement-drop`: points that each of the last two scores lies below the reference.
    pub drop_points_twice: f64,
    /// `engagement-drop`: points below the reference from which a score has recovered.
    pub recovered_points: f64,
    /// `engagement-low`: the highest score that is low, 1 to 10.
    pub low_score: f64,
    /// `engagement-low`: low scores in a row.
    pub low_scores: usize,
    /// `engagement-decline`: points lost per 30 days.
    pub decline_per_30_days: f64,
    /// `engagement-decline`: points between the median of the first and that of the last scores.
    pub decline_points: f64,
    /// `engagement-decline`: how many scores are the first, and how many the last.
    pub decline_ends: usize,
    /// `engagement-not-asked`: the held meetings looked at; fewer than half of them have a score.
    pub asked_meetings: usize,
    /// `cancellation-cascade`: slots in a row.
    pub cascade_slots: usize,
    /// `reschedule-habit`: the slots looked at; half or more of them are moved or postponed.
    pub reschedule_slots: usize,
    /// `undocumented-meetings`: meetings without a human word.
    pub undocumented: usize,
    /// `undocumented-meetings`: the held meetings looked at.
    pub undocumented_meetings: usize,
    /// `stale-action`: held meetings that an open action item was carried through.
    pub stale_meetings: u64,
    /// `stale-action`: days past the due date.
    pub stale_overdue_days: i64,
    /// `blocker-stuck`: held meetings that a blocker was open through.
    pub stuck_meetings: u64,
    /// `no-preparation`: meetings in a row that were not prepared.
    pub unprepared_meetings: usize,
    /// `reverse-briefing` and `manager-monologue`: the held meetings looked at; both people wrote in half of them or more.
    pub writing_meetings: usize,
    /// `reverse-briefing`: more than this share of look back and look forward is the manager's, 0 to 1.
    pub briefing_share: f64,
    /// `manager-monologue`: more than this share of all lines is the manager's, 0 to 1.
    pub monologue_share: f64,
    /// `no-growth-talk`: days without a word on growth or feedback.
    pub growth_days: i64,
    /// `no-growth-talk`: held meetings without one.
    pub growth_meetings: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            drop_points: 3.0,
            drop_points_twice: 2.0,
            recovered_points: 1.0,
            low_score: 5.0,
            low_scores: 3,
            decline_per_30_days: 0.5,
            decline_points: 2.0,
            decline_ends: 3,
            asked_meetings: 6,
            cascade_slots: 2,
            reschedule_slots: 6,
            undocumented: 2,
            undocumented_meetings: 4,
            stale_meetings: 4,
            stale_overdue_days: 14,
            stuck_meetings: 2,
            unprepared_meetings: 3,
            writing_meetings: 6,
            briefing_share: 0.5,
            monologue_share: 0.6,
            growth_days: 56,
            growth_meetings: 4,
        }
    }
}
