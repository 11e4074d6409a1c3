//! Signals in sentences. A sentence says what the files show, never why, and ends with what would help.

use chrono::NaiveDate;

use super::value::SignalRow;
use super::words::{count, day, list, quoted, score};
use crate::history::History;
use crate::metrics::signals::{Evidence, Finding, Signal, Stale};

/// A signal as a row of the report.
pub(super) fn row(signal: &Signal<'_>, history: &History) -> SignalRow {
    SignalRow {
        code: signal.code(),
        message: sentence(&signal.finding, history.today),
        evidence: signal.evidence.iter().map(|evidence| place(evidence, history)).collect(),
    }
}

fn place(evidence: &Evidence, history: &History) -> String {
    let path = history.path(evidence.origin);
    evidence.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"))
}

/// A signal's sentence.
pub(crate) fn sentence(finding: &Finding<'_>, today: NaiveDate) -> String {
    match finding {
        Finding::EngagementDrop { .. } => format!("{}; ask what changed", drop(finding)),
        Finding::EngagementLow { scores } => format!("{}; ask what would help", low(scores)),
        Finding::EngagementDecline { from, to, since } => {
            format!("{}; ask what has changed", decline(*from, *to, day(*since, today)))
        }
        Finding::EngagementNotAsked { asked, of } => format!("{}; end each with the question", not_asked(*asked, *of)),
        Finding::CancellationCascade { cancelled, no_entry, last_held } => {
            let last = last_held.map(|date| format!(", the last one on record was on {}", day(date, today)));
            format!("{}{}; hold the next one", cascade(*cancelled, *no_entry), last.unwrap_or_default())
        }
        Finding::RescheduleHabit { moved, of } => {
            format!("{moved} of the last {of} meetings were moved; look for a time that suits both better")
        }
        Finding::GhostMeeting { slot } => {
            format!("the entry for {} was never filled in; say whether you met", day(*slot, today))
        }
        Finding::MeetingOverdue { slot } => {
            format!("nothing says yet that the meeting of {} was held; confirm, move or cancel it", day(*slot, today))
        }
        Finding::UnconfirmedMeetings { dates } => unconfirmed(dates, today),
        Finding::UndocumentedMeetings { undocumented, of } => {
            format!("{undocumented} of the last {of} meetings held have no notes; write down what was decided")
        }
        Finding::StaleAction { items } => stale_actions(items),
        Finding::BlockerStuck { items } => stuck_blockers(items),
        Finding::NoPreparation { meetings } => format!(
            "none of the last {meetings} meetings that can be judged was prepared; add a topic or two beforehand"
        ),
        Finding::ReverseBriefing { lines, of, meetings } => {
            format!("{}; let the direct report prepare them", reverse_briefing(*lines, *of, *meetings))
        }
        Finding::ManagerMonologue { lines, of, meetings } => {
            format!("{}; ask, and leave room for answers", monologue(*lines, *of, *meetings))
        }
        Finding::NoGrowthTalk { days, meetings, ever } => {
            format!("{}; ask about one of them next time", no_growth_talk(*days, *meetings, *ever))
        }
    }
}

/// Who wrote look back and look forward, in words.
pub(super) fn reverse_briefing(lines: u64, of: u64, meetings: usize) -> String {
    format!("the manager wrote {lines} of {of} lines of look back and look forward in the last {meetings} meetings")
}

/// Who wrote everything, in words.
pub(super) fn monologue(lines: u64, of: u64, meetings: usize) -> String {
    format!("the manager wrote {lines} of {of} lines in the last {meetings} meetings")
}

/// The fall of the engagement, in words.
pub(super) fn drop(finding: &Finding<'_>) -> String {
    let Finding::EngagementDrop { reference, fell_to, latest } = finding else { return String::new() };
    let usual = score(*reference);
    if latest > fell_to {
        format!("engagement fell to {} from a usual {usual} and is back at {} only", score(*fell_to), score(*latest))
    } else {
        format!("engagement fell to {} from a usual {usual}", score(*latest))
    }
}

/// The low scores, in words.
pub(super) fn low(scores: &[f64]) -> String {
    let shown: Vec<String> = scores.iter().map(|value| score(*value)).collect();
    format!("the last {} engagement scores are low ({})", scores.len(), shown.join(", "))
}

/// The decline, in words.
pub(super) fn decline(from: f64, to: f64, since: String) -> String {
    format!("engagement has gone down from {} to {} since {since}", score(from), score(to))
}

/// How often the question was asked, in words.
pub(super) fn not_asked(asked: usize, of: usize) -> String {
    let asked = if asked == 0 { "none".to_owned() } else { format!("only {asked}") };
    format!("{asked} of the last {of} meetings {} an engagement score", if asked == "only 1" { "has" } else { "have" })
}

/// What became of the newest slots, in words.
pub(super) fn cascade(cancelled: usize, no_entry: usize) -> String {
    let all = cancelled + no_entry;
    match (cancelled, no_entry) {
        (_, 0) => format!("the last {all} meetings were cancelled"),
        (0, _) => format!("the last {all} meetings have no entry"),
        _ => format!(
            "of the last {all} meetings {cancelled} {} cancelled and {no_entry} {} no entry",
            was(cancelled),
            has(no_entry)
        ),
    }
}

/// Since when nothing was written on growth or feedback, in words.
pub(super) fn no_growth_talk(days: i64, meetings: usize, ever: bool) -> String {
    let since = if ever { "for" } else { "so far, in" };
    let weeks = count((days / 7).unsigned_abs(), "week");
    format!("nothing was written under growth or feedback {since} {weeks} and {}", count(meetings as u64, "meeting"))
}

/// What keeps an item stale, in words.
pub(super) fn staleness(stale: &Stale<'_>) -> String {
    match stale.overdue_days {
        Some(days) => format!("{} overdue", count(days.unsigned_abs(), "day")),
        None => format!("open through {}", count(stale.meetings, "meeting")),
    }
}

fn unconfirmed(dates: &[NaiveDate], today: NaiveDate) -> String {
    let days: Vec<String> = dates.iter().map(|date| day(*date, today)).collect();
    match days.as_slice() {
        [one] => format!("nobody said whether the meeting of {one} took place; confirm it"),
        [_, _] | [_, _, _] => format!("nobody said whether the meetings of {} took place; confirm them", list(&days)),
        _ => {
            let first = days.first().map(String::as_str).unwrap_or_default();
            format!("nobody said whether {} meetings from {first} on took place; confirm them", days.len())
        }
    }
}

fn stale_actions(items: &[Stale<'_>]) -> String {
    match items {
        [one] => format!("{}; do it, drop it or cut it smaller", of_item(one)),
        _ => format!("{} action items do not move, first {}; do, drop or cut them smaller", items.len(), first(items)),
    }
}

fn stuck_blockers(items: &[Stale<'_>]) -> String {
    match items {
        [one] => format!("{}; decide who clears the way", of_item(one)),
        _ => format!("{} blockers do not move, first {}; decide who clears the way", items.len(), first(items)),
    }
}

fn of_item(stale: &Stale<'_>) -> String {
    format!("{} is {}", quoted(&stale.item.text), staleness(stale))
}

fn first(items: &[Stale<'_>]) -> String {
    items.first().map(|stale| format!("{} ({})", quoted(&stale.item.text), staleness(stale))).unwrap_or_default()
}

fn was(number: usize) -> &'static str {
    if number == 1 { "was" } else { "were" }
}

fn has(number: usize) -> &'static str {
    if number == 1 { "has" } else { "have" }
}
