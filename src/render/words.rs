//! The short words for signals, for where a sentence does not fit.

/// The signal in one or two plain words (at most 11 columns); the code's own words, where it is not known.
pub(super) fn short(code: &str) -> String {
    let words = match code {
        "engagement-drop" => "score fell",
        "engagement-low" => "score low",
        "engagement-decline" => "score falls",
        "engagement-not-asked" => "not asked",
        "cancellation-cascade" => "cancelled",
        "reschedule-habit" => "often moved",
        "ghost-meeting" => "empty entry",
        "meeting-overdue" => "meeting due",
        "unconfirmed-meetings" => "to confirm",
        "undocumented-meetings" => "no notes",
        "stale-action" => "stale item",
        "blocker-stuck" => "blocked",
        "no-preparation" => "unprepared",
        "reverse-briefing" => "manager led",
        "manager-monologue" => "one voice",
        "no-growth-talk" => "no growth",
        other => return other.replace('-', " "),
    };
    words.to_owned()
}
