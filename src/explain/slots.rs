//! A slot in words: what became of it, and where that stands.

use super::Explainer;
use super::value::{Place, Term};
use crate::metrics::slots::{Reason, Slot, SlotOutcome};

/// What became of a slot, in words.
pub(super) fn became(outcome: SlotOutcome) -> &'static str {
    match outcome {
        SlotOutcome::OnTime => "held on the day",
        SlotOutcome::Moved => "held on another day",
        SlotOutcome::Cancelled => "cancelled",
        SlotOutcome::Missed(Reason::Missed) => "not held, as somebody said",
        SlotOutcome::Missed(Reason::Postponed) => "put off, and not held yet",
        SlotOutcome::Missed(Reason::Ghost) => "not held, as far as the files say: nobody filled in the entry",
        SlotOutcome::Missed(Reason::NoEntry) => "not held, as far as the files say: there is no entry",
        SlotOutcome::Unconfirmed => "prepared, but nobody said whether it took place",
        SlotOutcome::Excused => "away",
        SlotOutcome::Pending => "can still be held",
    }
}

impl Explainer<'_> {
    /// A slot as a term of that value.
    pub(super) fn slot(&self, slot: &Slot, value: Option<f64>) -> Term {
        Term {
            says: became(slot.outcome).to_owned(),
            date: Some(slot.date),
            value,
            note: self.slot_note(slot),
            places: self.slot_places(slot),
        }
    }

    fn slot_note(&self, slot: &Slot) -> Option<String> {
        let meeting = &self.sources.history.meetings.get(slot.entry?)?;
        match slot.outcome {
            SlotOutcome::Moved => Some(format!("held on {}", self.day(meeting.date))),
            SlotOutcome::Missed(Reason::Postponed) => Some(format!("planned for {}", self.day(meeting.date))),
            SlotOutcome::Missed(Reason::Ghost) => Some("no score, no minutes and nobody's words in it".to_owned()),
            _ => None,
        }
    }

    fn slot_places(&self, slot: &Slot) -> Vec<Place> {
        let Some(entry) = slot.entry else { return self.rule(slot) };
        let mut places = self.sources.outcome(entry);
        match slot.outcome {
            SlotOutcome::Moved | SlotOutcome::Missed(Reason::Postponed) => {
                places.extend(["scheduled", "date"].into_iter().filter_map(|key| self.sources.key(entry, key)));
            }
            SlotOutcome::Cancelled | SlotOutcome::Missed(Reason::Missed) => {
                places.extend(self.sources.key(entry, "reason"));
            }
            _ => {}
        }
        places
    }

    /// Why there is a slot, where no entry is about it; why it does not count, where it is excused.
    fn rule(&self, slot: &Slot) -> Vec<Place> {
        let pair = &self.sources.history.pair;
        if let Some(away) = pair.away.iter().find(|away| away.contains(slot.date)) {
            return vec![self.sources.row("away", away.from)];
        }
        pair.cadence_on(slot.date).map(|row| self.sources.row("cadence", row.from)).into_iter().collect()
    }
}
