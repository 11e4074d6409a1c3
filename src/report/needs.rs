//! What needs doing now, most urgent first.
//!
//! The order: what has to be confirmed (the figures hang on it), how the person is, the next meeting, what is overdue,
//! what does not move, then habits. One sentence a thing: what several signals say of one thing is said once. A pair that has
//! ended needs nothing but its confirmations.

use chrono::NaiveDate;

use super::signals;
use super::value::Need;
use super::words::{count, day, list, quoted};
use crate::history::History;
use crate::metrics::items::{Viewed, overdue_days};
use crate::metrics::meetings::to_confirm;
use crate::metrics::signals::{Finding, Signal, Stale};
use crate::model::item::Kind;

/// What the needs are made of.
pub(super) struct Facts<'a, 'h> {
    pub(super) history: &'h History,
    pub(super) items: &'a [Viewed<'h>],
    pub(super) signals: &'a [Signal<'a>],
    pub(super) next_due: Option<NaiveDate>,
}

impl Facts<'_, '_> {
    /// What needs doing now, most urgent first.
    pub(super) fn needs(&self) -> Vec<Need> {
        let mut needs = self.confirmations();
        if self.has_ended() {
            return needs;
        }
        needs.extend(self.engagement());
        needs.extend(self.meeting());
        needs.extend(self.overdue_by_owner());
        needs.extend(self.signals.iter().filter_map(|signal| self.rest(signal)));
        needs
    }

    pub(super) fn has_ended(&self) -> bool {
        self.history.pair.ended.is_some_and(|ended| self.history.today > ended)
    }

    fn day(&self, date: NaiveDate) -> String {
        day(date, self.history.today)
    }

    pub(super) fn unconfirmed(&self) -> impl Iterator<Item = NaiveDate> {
        to_confirm(self.history).map(|(_, meeting)| meeting.date)
    }

    /// One sentence a meeting; one for all where they are many.
    fn confirmations(&self) -> Vec<Need> {
        let dates: Vec<NaiveDate> = self.unconfirmed().collect();
        let need = |what: String| need("confirm", format!("Confirm {what}: held, moved, cancelled, not held?"));
        match dates.as_slice() {
            [first, _, _, _, ..] => vec![need(format!("{} meetings from {} on", dates.len(), self.day(*first)))],
            few => few.iter().map(|date| need(self.day(*date))).collect(),
        }
    }

    /// The gravest of what the scores say.
    fn engagement(&self) -> Option<Need> {
        self.signals.iter().find_map(|signal| {
            let says = match &signal.finding {
                finding @ Finding::EngagementDrop { .. } => format!("Ask what changed: {}.", signals::drop(finding)),
                Finding::EngagementLow { scores } => format!("Ask what would help: {}.", signals::low(scores)),
                Finding::EngagementDecline { from, to, since } => {
                    let decline = signals::decline(*from, *to, self.day(*since));
                    format!("Ask what has changed: {decline}.")
                }
                _ => return None,
            };
            Some(need(signal.code(), says))
        })
    }

    /// The meeting to hold or to account for: the cascade says more than that one is overdue.
    fn meeting(&self) -> Vec<Need> {
        let cascade = self.signals.iter().any(|signal| matches!(signal.finding, Finding::CancellationCascade { .. }));
        let sentence = |signal: &Signal<'_>| {
            let says = match signal.finding {
                Finding::CancellationCascade { cancelled, no_entry, .. } => {
                    let which =
                        self.next_due.map_or("next meeting".to_owned(), |d| format!("meeting of {}", self.day(d)));
                    format!("Hold the {which}: {}.", signals::cascade(cancelled, no_entry))
                }
                Finding::MeetingOverdue { slot } if !cascade => {
                    format!("Hold, confirm, move or cancel the meeting of {}.", self.day(slot))
                }
                Finding::GhostMeeting { slot } => {
                    format!("Say whether you met on {}: its entry was never filled in.", self.day(slot))
                }
                _ => return None,
            };
            Some(need(signal.code(), says))
        };
        self.signals.iter().filter_map(sentence).collect()
    }

    pub(super) fn overdue(&self) -> impl Iterator<Item = (&Viewed<'_>, i64)> {
        let counts = self.items.iter().filter(|viewed| viewed.item.kind == Kind::ActionItem && !viewed.unresolved);
        counts.filter_map(|viewed| Some((viewed, overdue_days(viewed.item, self.history.today)?)))
    }

    /// The owner with the item longest overdue first; an item with two owners is named once.
    fn overdue_by_owner(&self) -> Vec<Need> {
        let mut overdue: Vec<(&Viewed<'_>, i64)> = self.overdue().collect();
        overdue.sort_by_key(|(_, days)| std::cmp::Reverse(*days));
        let mut by_owner: Vec<(String, Vec<String>)> = Vec::new();
        for (viewed, days) in overdue {
            let owners: Vec<String> = viewed.item.owners.iter().map(|owner| format!("@{owner}")).collect();
            let says = format!("{} ({} overdue)", quoted(&viewed.item.text), count(days.unsigned_abs(), "day"));
            let owner = list(&owners);
            match by_owner.iter_mut().find(|(known, _)| *known == owner) {
                Some((_, items)) => items.push(says),
                None => by_owner.push((owner, vec![says])),
            }
        }
        by_owner.into_iter().map(|(owner, items)| need("overdue", overdue_sentence(&owner, &items))).collect()
    }

    /// What no other sentence says.
    fn rest(&self, signal: &Signal<'_>) -> Option<Need> {
        let says = match &signal.finding {
            Finding::StaleAction { items } => {
                let rest: Vec<&Stale<'_>> = items.iter().filter(|stale| stale.overdue_days.is_none()).collect();
                format!("Do, drop or cut smaller {}.", stale_items(&rest)?)
            }
            Finding::BlockerStuck { items } => {
                format!("Decide who clears {}.", stale_items(&items.iter().collect::<Vec<_>>())?)
            }
            Finding::NoGrowthTalk { days, meetings, ever } => {
                format!("Ask about growth: {}.", signals::no_growth_talk(*days, *meetings, *ever))
            }
            Finding::RescheduleHabit { moved, of } => {
                format!("Look for a time that suits both better: {moved} of the last {of} meetings were moved.")
            }
            Finding::EngagementNotAsked { asked, of } => {
                format!("Ask for the engagement score: {}.", signals::not_asked(*asked, *of))
            }
            Finding::UndocumentedMeetings { undocumented, of } => {
                format!("Write down what was decided: {undocumented} of the last {of} meetings have no notes.")
            }
            Finding::NoPreparation { meetings } => {
                format!("Add a topic or two before the meeting: none of the last {meetings} was prepared.")
            }
            Finding::ReverseBriefing { lines, of, meetings } => {
                format!("Let the direct report prepare: {}.", signals::reverse_briefing(*lines, *of, *meetings))
            }
            Finding::ManagerMonologue { lines, of, meetings } => {
                format!("Ask, and leave room for answers: {}.", signals::monologue(*lines, *of, *meetings))
            }
            _ => return None,
        };
        Some(need(signal.code(), says))
    }
}

fn need(code: &'static str, message: String) -> Need {
    Need { code, message }
}

fn overdue_sentence(owner: &str, items: &[String]) -> String {
    let more = items.len().saturating_sub(1) as u64;
    let others = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("Settle with {owner}: {}{others}.", items.first().map(String::as_str).unwrap_or_default())
}

fn stale_items(items: &[&Stale<'_>]) -> Option<String> {
    let first = items.first()?;
    let more = items.len() - 1;
    let others = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!("{} ({}){others}", quoted(&first.item.text), signals::staleness(first)))
}
