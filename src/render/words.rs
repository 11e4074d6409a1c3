//! The short words for signals, for where a sentence does not fit.

/// The signal in two or three plain words; the code itself, where it is not known.
pub(super) fn short(code: &str) -> String {
    let words = match code {
        "engagement-drop" => "engagement fell",
        "engagement-low" => "engagement low",
        "engagement-decline" => "engagement falls",
        "engagement-not-asked" => "score not asked",
        "cancellation-cascade" => "cancelled in a row",
        "reschedule-habit" => "often moved",
        "ghost-meeting" => "empty entry",
        "meeting-overdue" => "meeting due",
        "unconfirmed-meetings" => "to confirm",
        "undocumented-meetings" => "without notes",
        "stale-action" => "stale action",
        "blocker-stuck" => "blocker stuck",
        "no-preparation" => "not prepared",
        "reverse-briefing" => "reverse briefing",
        "manager-monologue" => "one voice",
        "no-growth-talk" => "no growth talk",
        other => return other.replace('-', " "),
    };
    words.to_owned()
}
