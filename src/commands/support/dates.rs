//! Dates as they are said and understood, and the slots that verbs ask about.

use chrono::NaiveDate;

use crate::agenda::next::next_date;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::metrics::slots::{Slot, SlotOutcome, Slots};
use crate::model::cadence::{CadenceRow, Every, slots};
use crate::model::phrase;
use crate::workspace::Loaded;

/// A date as people say it. The date understood is said back, unless it was written out.
pub(in crate::commands) fn date(context: &Context, said: &str) -> Result<NaiveDate, CommandError> {
    let understood = phrase::parse(said, context.today)?;
    echo(context, said, understood.date);
    Ok(understood.date)
}

/// The same, of something that has happened.
pub(in crate::commands) fn past_date(context: &Context, said: &str) -> Result<NaiveDate, CommandError> {
    let understood = phrase::parse_past(said, context.today)?;
    echo(context, said, understood.date);
    Ok(understood.date)
}

fn echo(context: &Context, said: &str, date: NaiveDate) {
    if said.trim() != date.to_string() {
        context.ui.status(&format!("{said}: {}", say_relative(context, date)));
    }
}

/// A date as it is said: `Fri 27 Nov 2026`.
pub(in crate::commands) fn say(date: NaiveDate) -> String {
    phrase::echo(date)
}

/// The day of a moment, in seconds since 1970, as the clock on the wall has it.
pub(in crate::commands) fn say_moment(seconds: i64) -> String {
    let moment = chrono::DateTime::from_timestamp(seconds, 0).map(|moment| moment.with_timezone(&chrono::Local));
    moment.map_or_else(|| "some day".to_owned(), |moment| phrase::echo(moment.date_naive()))
}

/// A date with its distance: `Fri 27 Nov 2026 (in 7 days)`.
pub(in crate::commands) fn say_relative(context: &Context, date: NaiveDate) -> String {
    format!("{} ({})", phrase::echo(date), phrase::relative(date, context.today))
}

/// The first slot of a cadence: `first monday` from a Friday on begins later than that Friday.
pub(in crate::commands) fn first_slot(every: Every, from: NaiveDate) -> NaiveDate {
    let row = CadenceRow { from, every, time: None, minutes: None };
    slots(&[row], None, from, 1, |_| true).first().copied().unwrap_or(from)
}

/// The date on which the next meeting is due.
pub(in crate::commands) fn next_due(loaded: &Loaded) -> Option<NaiveDate> {
    next_date(&loaded.history)
}

/// A slot whose date has passed and whose window is open.
pub(in crate::commands) fn overdue_slot(loaded: &Loaded) -> Option<NaiveDate> {
    let slots = Slots::new(&loaded.history);
    let today = loaded.history.today;
    // A meeting that was moved to a day to come is not overdue.
    let is_to_come = |slot: &Slot| slot.entry.is_some_and(|index| loaded.history.meetings[index].date >= today);
    let overdue = |slot: &&Slot| slot.outcome == SlotOutcome::Pending && slot.date < today && !is_to_come(slot);
    slots.counted.iter().find(overdue).map(|slot| slot.date)
}
