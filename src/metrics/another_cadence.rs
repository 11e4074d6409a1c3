//! What another cadence would make of the same history: a row that begins on a day that has passed changes what was
//! expected since then.

use super::cadence::Cadence;
use super::scope::Scope;
use super::slots::{Slot, SlotOutcome, Slots};
use crate::history::History;
use crate::model::cadence::CadenceRow;

/// The figures of a history with its own cadence, and with one row more.
#[derive(Debug, Clone, PartialEq)]
pub struct AnotherCadence {
    /// With its own.
    pub now: Cadence,
    /// With the row.
    pub then: Cadence,
}

impl AnotherCadence {
    /// Works out both.
    pub fn new(history: &History, row: CadenceRow) -> Self {
        let mut other = history.clone();
        other.pair.cadence.push(row);
        other.pair.cadence.sort_by_key(|row| row.from);
        let figures = |history: &History| Cadence::new(&Scope { history, since: None }, &Slots::new(history));
        Self { now: figures(history), then: figures(&other) }
    }

    /// Whether anything that counts already would be judged otherwise.
    pub fn changes_the_past(&self) -> bool {
        let judged = |cadence: &Cadence| -> Vec<_> {
            let counts = cadence.slots.iter().filter(|slot| slot.outcome != SlotOutcome::Pending);
            counts.map(|slot| (slot.date, slot.outcome)).collect()
        };
        judged(&self.now) != judged(&self.then) || self.now.extra != self.then.extra
    }

    /// The slots that would be missed, and are not missed now.
    pub fn newly_missed(&self) -> impl Iterator<Item = &Slot> {
        let known = |slot: &Slot| self.now.slots.iter().any(|now| now.date == slot.date && is_missed(now));
        self.then.slots.iter().filter(move |slot| is_missed(slot) && !known(slot))
    }
}

fn is_missed(slot: &Slot) -> bool {
    matches!(slot.outcome, SlotOutcome::Missed(_))
}
