//! The names of figures: their paths in the JSON of the report, and what each says.

/// A figure that can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Figure {
    /// Its path in the JSON of the report.
    pub name: &'static str,
    /// What it says.
    pub meaning: &'static str,
}

const fn figure(name: &'static str, meaning: &'static str) -> Figure {
    Figure { name, meaning }
}

/// Every figure, in the order of the report.
pub const FIGURES: &[Figure] = &[
    figure("cadence.slots", "the dates on which the cadence expects a meeting, and what became of each"),
    figure("cadence.expected", "the meetings that were expected"),
    figure("cadence.on_time", "the meetings that were held on the day that the cadence says"),
    figure("cadence.moved", "the meetings that were held on another day"),
    figure("cadence.cancelled", "the meetings that were cancelled"),
    figure("cadence.missed", "the meetings that were not held, without being cancelled"),
    figure("cadence.unconfirmed", "the meetings of which nobody said whether they took place"),
    figure("cadence.excused", "the meetings that nobody expected, because one of the two was away"),
    figure("cadence.pending", "the meetings whose day has come and that can still be held"),
    figure("cadence.extra", "the meetings beyond those that were expected"),
    figure("cadence.adherence", "the share of the expected meetings that took place"),
    figure("cadence.moved_rate", "the share of the meetings that took place that were on another day"),
    figure("cadence.longest_gap_days", "the longest time without a meeting, days away left out"),
    figure("cadence.days_since_last", "the days since the last meeting"),
    figure("cadence.streak", "the newest expected meetings in a row that took place"),
    figure("cadence.worst_run", "the longest row of expected meetings that did not take place"),
    figure("cadence.next_due", "the day of the next meeting"),
    figure("meetings.held", "the meetings that took place"),
    figure("meetings.documented", "the meetings of which something is written down"),
    figure("meetings.prepared_known", "the meetings of which it can be known whether they were prepared"),
    figure("meetings.prepared", "the meetings that were prepared"),
    figure("meetings.agenda_rate", "the share of the meetings that were prepared, where it can be known"),
    figure("meetings.median_minutes", "how long a meeting takes: half of them took longer, half shorter"),
    figure("action_items.open", "the action items that are open"),
    figure("action_items.overdue", "the open action items whose due date has passed"),
    figure("action_items.done", "the action items that are done"),
    figure("action_items.dropped", "the action items that were dropped"),
    figure("action_items.unresolved", "the imported action items that nobody ever ticked"),
    figure("action_items.median_age_days", "how old the open action items are: half are older, half younger"),
    figure("action_items.done_by_next", "the share of the action items that were done by the next meeting"),
    figure("blockers.open", "the blockers that are open"),
    figure("blockers.median_age_days", "how old the open blockers are: half are older, half younger"),
    figure("commitments.direct_report.made", "what the direct report announced and that has fallen due"),
    figure("commitments.direct_report.delivered", "what the direct report announced and did in time"),
    figure("commitments.direct_report.say_do", "the share of what the direct report announced that was done in time"),
    figure("commitments.manager.made", "what the manager announced and that has fallen due"),
    figure("commitments.manager.delivered", "what the manager announced and did in time"),
    figure("commitments.manager.say_do", "the share of what the manager announced that was done in time"),
    figure("commitments.unplanned", "what was done without having been announced"),
    figure("engagement.scores", "the engagement scores"),
    figure("engagement.asked_rate", "the share of the meetings that ended with the question for the score"),
    figure("engagement.latest", "the newest score"),
    figure("engagement.change", "the newest score, less the one before it"),
    figure("engagement.reference", "the usual level: the best five scores in a row of half a year, by their median"),
    figure("engagement.slope_per_30_days", "how the newest scores move, in points per 30 days"),
];

/// Every signal, in the order in which they are looked for.
pub const SIGNALS: &[Figure] = &[
    figure("engagement-drop", "the score fell far below its usual level, and has not come back"),
    figure("engagement-low", "the newest scores are all low"),
    figure("engagement-decline", "the scores go down over months"),
    figure("engagement-not-asked", "the newest meetings ended without the question for the score"),
    figure("cancellation-cascade", "the newest meetings were all cancelled, or have no entry"),
    figure("reschedule-habit", "the newest meetings were often moved or put off"),
    figure("ghost-meeting", "the newest meeting has an entry that nobody filled in"),
    figure("meeting-overdue", "a meeting's day has passed, and nothing says what became of it"),
    figure("unconfirmed-meetings", "nobody said whether a prepared meeting took place"),
    figure("undocumented-meetings", "the newest meetings were held without a word being written"),
    figure("stale-action", "action items stay open from meeting to meeting, or are long overdue"),
    figure("blocker-stuck", "blockers stay open from meeting to meeting"),
    figure("no-preparation", "the newest meetings were not prepared"),
    figure("reverse-briefing", "the manager writes look back and look forward"),
    figure("manager-monologue", "the manager writes most of all lines"),
    figure("no-growth-talk", "growth and feedback have not come up for long"),
];

/// What a word may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// This figure or signal.
    Figure(&'static str),
    /// One of these: the word is the end of several names.
    OneOf(Vec<&'static str>),
    /// None.
    Unknown,
}

/// Every name, in order.
pub fn all() -> impl Iterator<Item = &'static str> {
    FIGURES.iter().chain(SIGNALS).map(|figure| figure.name)
}

/// What a word means: a whole name or the end of one (`adherence`); case, `-` and spaces do not count.
pub fn find(word: &str) -> Meant {
    let plain = |text: &str| text.trim().to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    let is_end = |name: &&'static str| {
        plain(name).strip_suffix(word.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if let Some(whole) = all().find(|name| plain(name) == word) {
        return Meant::Figure(whole);
    }
    let found: Vec<&'static str> = all().filter(is_end).collect();
    match found.as_slice() {
        _ if word.is_empty() => Meant::Unknown,
        [] => Meant::Unknown,
        [one] => Meant::Figure(one),
        _ => Meant::OneOf(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_be_short() {
        assert_eq!(find("Adherence"), Meant::Figure("cadence.adherence"));
        assert_eq!(find("longest-gap days"), Meant::Figure("cadence.longest_gap_days"));
        assert_eq!(find("manager.say-do"), Meant::Figure("commitments.manager.say_do"));
        assert_eq!(find("open"), Meant::OneOf(vec!["action_items.open", "blockers.open"]));
        assert_eq!(find("stale action"), Meant::Figure("stale-action"));
        assert_eq!([find("rate"), find("")], [Meant::Unknown, Meant::Unknown]);
    }
}
