//! `oneonone cancel`

use chrono::NaiveDate;
use clap::Args;

use super::Exit;
use super::new::no_slot;
use super::reschedule::move_next;
use super::support::{self, WriteArgs, say};
use super::which;
use crate::agenda::along::along;
use crate::agenda::next::{NewEntry, NextEntry, next_entry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::{set_key, yaml_string};
use crate::format::entry;
use crate::history::Meeting;
use crate::model::cadence::slots;
use crate::model::entry::Outcome;
use crate::model::phrase::{parse, parse_past};
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder, Plan};

/// Call a meeting off
///
/// A one-on-one is moved rather than cancelled: on a terminal, another day is offered first. What stands in the entry,
/// notes and items, goes along to the next meeting.
#[derive(Debug, Args)]
pub struct CancelArgs {
    /// Whose pair
    pair: Option<String>,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    /// Which meeting, where it is not the next one
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// It was not called off: it just did not take place
    #[arg(long)]
    missed: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `cancel`.
pub(super) fn run(context: &Context, args: &CancelArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, args.pair.as_deref())?;
    let date = match &args.date {
        Some(said) if args.missed => Some(support::past_date(context, said)?),
        Some(said) => Some(day_of_meeting(context, &folder, said)?),
        None => None,
    };
    let is_next = date.is_none() && !args.missed && !args.write.dry_run;
    if is_next && context.ui.is_interactive() {
        let read =
            |said: &str| if said.is_empty() { Ok(None) } else { parse(said, context.today).map(|day| Some(day.date)) };
        let question = "Another day instead (Enter to cancel it)";
        if let Some(Some(to)) = context.ui.ask_until(question, None, read) {
            move_next(context, &folder, to, args.reason.as_deref(), args.write)?;
            return Ok(Exit::Done);
        }
    }
    let reason = match (&args.reason, args.missed) {
        (Some(reason), _) => Some(reason.clone()),
        (None, true) => None,
        (None, false) => {
            let asked = context.ui.ask("Reason for calling it off", None).filter(|reason| !reason.trim().is_empty());
            Some(asked.ok_or_else(|| CommandError::usage("why is it called off?").hint("say it with --reason \"…\""))?)
        }
    };
    let status = if args.missed { "missed" } else { "cancelled" };
    let (_, (path, date, along)) = support::write(context, &folder, args.write, |loaded| {
        let history = &loaded.history;
        let next = match date {
            Some(date) => meeting_of(loaded, date)?,
            None if args.missed => not_held(loaded).ok_or_else(|| {
                CommandError::usage("which meeting did not take place?").hint("give its day with --date DATE")
            })?,
            None => match next_entry(history).ok_or_else(|| no_slot(loaded))? {
                NextEntry::New(new) => {
                    let slot = new.scheduled.unwrap_or(new.date);
                    NextEntry::New(NewEntry::on(history, slot))
                }
                existing => existing,
            },
        };
        let mut called_off = Plan::new("cancel");
        let (path, date, _) = support::ensure_entry(context, loaded, &mut called_off, &next)?;
        refuse(context, args, loaded, &next, date)?;
        called_off.edit(loaded, &path, |bytes| set_key(bytes, "status", status))?;
        // The lines are those of the files as they are, so what goes along is taken before anything else is written.
        let mut plan = Plan::new("cancel");
        let along = match next {
            NextEntry::Existing(index) => take_along(context, loaded, &called_off, &mut plan, index)?,
            NextEntry::New(_) => None,
        };
        support::ensure_entry(context, loaded, &mut plan, &next)?;
        plan.edit(loaded, &path, |bytes| set_key(bytes, "status", status))?;
        if let Some(reason) = &reason {
            plan.edit(loaded, &path, |bytes| set_key(bytes, "reason", &yaml_string(reason)))?;
        }
        Ok((plan, (path, date, along)))
    })?;
    if !args.write.dry_run {
        let what = if args.missed { "did not take place" } else { "is cancelled" };
        context.ui.status(&format!("saved: the meeting of {} {what} ({path})", say(date)));
        if let Some(along) = along {
            context.ui.status(&along);
        }
    }
    Ok(Exit::Done)
}

/// The meeting of a day: its entry, also under the day on which it was to be, else that of the slot.
fn meeting_of(loaded: &Loaded, date: NaiveDate) -> Result<NextEntry, CommandError> {
    let history = &loaded.history;
    let on_day = history.own().filter(|(_, meeting)| meeting.date == date).last();
    let moved = || {
        let is_it = |meeting: &Meeting| meeting.entry.scheduled == Some(date) && meeting.outcome == Outcome::Planned;
        history.own().filter(|(_, meeting)| is_it(meeting)).last()
    };
    if let Some((index, _)) = on_day.or_else(moved) {
        return Ok(NextEntry::Existing(index));
    }
    let is_held = |meeting: &Meeting| meeting.entry.scheduled == Some(date) && meeting.outcome == Outcome::Held;
    if let Some((index, _)) = history.own().find(|(_, meeting)| is_held(meeting)) {
        return Ok(NextEntry::Existing(index));
    }
    let pair = &history.pair;
    if let Some(away) = pair.away.iter().find(|away| away.contains(date)) {
        return Err(CommandError::usage(format!("no meeting is expected on {}", say(date))).hint(format!(
            "one of you is away from {} to {}",
            say(away.from),
            say(away.to)
        )));
    }
    if slots(&pair.cadence, pair.ended, date, 1, |_| true).contains(&date) {
        return Ok(NextEntry::New(NewEntry::on(history, date)));
    }
    let error = CommandError::usage(format!("no meeting is expected on {}", say(date)));
    Err(error.hint(match support::next_due(loaded) {
        Some(next) => format!("the next one is on {}", say(next)),
        None => "`oneonone cadence` shows the days".to_owned(),
    }))
}

/// Puts what the entry leaves into that of the next meeting; what is said of it.
fn take_along(
    context: &Context,
    loaded: &Loaded,
    called_off: &Plan,
    plan: &mut Plan,
    index: usize,
) -> Result<Option<String>, CommandError> {
    let after = loaded.once(called_off);
    // A meeting that was held since has had all that.
    let date = loaded.history.meetings[index].date;
    if loaded.history.held().any(|(_, held)| held.date > date) {
        return Ok(None);
    }
    let Some(next) = next_entry(&after.history) else { return Ok(None) };
    let next = renamed(loaded, &after, next);
    // The entry of the next meeting hides those behind it, so what is known is known with it.
    let mut with_next = called_off.clone();
    let (path, day, _) = support::ensure_entry(context, loaded, &mut with_next, &next)?;
    if date > loaded.history.today && loaded.history.upcoming != Some(index) {
        // That of a meeting further ahead is not read yet, and is on its day.
        return Ok(None);
    }
    let after = loaded.once(&with_next);
    let there = after.bytes(&path).unwrap_or_default();
    let bytes = loaded.bytes(&loaded.path_of(index)).unwrap_or_default();
    let along = along(&loaded.history, &after.history, index, (bytes, there), &loaded.vocabulary);
    if along.lines.is_empty() {
        return Ok(None);
    }
    support::ensure_entry(context, loaded, plan, &next)?;
    support::put_along(loaded, plan, &path, &along)?;
    if let Some(day) = loaded.history.meetings[index].entry.prepared {
        let is_prepared = |bytes: &[u8]| entry::read(&path, bytes, &loaded.vocabulary).entry.prepared.is_some();
        plan.edit(loaded, &path, |bytes| {
            if is_prepared(bytes) { Ok(bytes.to_vec()) } else { set_key(bytes, "prepared", &day.to_string()) }
        })?;
    }
    let what: Vec<String> = [(along.items, "item"), (along.notes, "note")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| count(number, what))
        .collect();
    Ok(Some(format!("  {} went along to {} ({path})", what.join(" and "), say(day))))
}

/// The entry of `after` as one of what was loaded: the order of the two may differ.
fn renamed(loaded: &Loaded, after: &Loaded, next: NextEntry) -> NextEntry {
    match next {
        NextEntry::Existing(index) => {
            let path = after.path_of(index);
            let there = loaded.history.meetings.iter().position(|meeting| meeting.entry.path() == path);
            NextEntry::Existing(there.unwrap_or(index))
        }
        new @ NextEntry::New(_) => new,
    }
}

/// The day that is meant: one to come, unless only the past one has a meeting of which nobody said what became of it.
fn day_of_meeting(context: &Context, folder: &PairFolder, said: &str) -> Result<NaiveDate, CommandError> {
    if let (Ok(past), Ok(ahead)) = (parse_past(said, context.today), parse(said, context.today)) {
        let loaded = Loaded::new(folder, context.today)?;
        let is_there = |day: NaiveDate| loaded.history.own().any(|(_, meeting)| meeting.date == day);
        let is_unknown = |day: NaiveDate| {
            let unknown = |outcome: Outcome| matches!(outcome, Outcome::Unconfirmed | Outcome::Ghost);
            loaded.history.own().any(|(_, meeting)| meeting.date == day && unknown(meeting.outcome))
        };
        if is_unknown(past.date) && !is_there(ahead.date) {
            return support::past_date(context, said);
        }
    }
    support::date(context, said)
}

/// The meeting that did not take place, where no day is given: the newest past one of which nothing is known, else the
/// slot whose date has passed.
fn not_held(loaded: &Loaded) -> Option<NextEntry> {
    let history = &loaded.history;
    let unknown = |outcome: Outcome| matches!(outcome, Outcome::Unconfirmed | Outcome::Ghost | Outcome::Planned);
    let past = history.own().filter(|(_, meeting)| meeting.date < history.today && unknown(meeting.outcome)).last();
    let slot = support::overdue_slot(loaded);
    match past.filter(|(_, meeting)| slot.is_none_or(|slot| meeting.date >= slot)) {
        Some((index, _)) => Some(NextEntry::Existing(index)),
        None => slot.map(|slot| NextEntry::New(NewEntry::on(history, slot))),
    }
}

/// What was held is not called off, and what is to come has not been missed.
fn refuse(
    context: &Context,
    args: &CancelArgs,
    loaded: &Loaded,
    next: &NextEntry,
    date: NaiveDate,
) -> Result<(), CommandError> {
    if let NextEntry::Existing(index) = next
        && loaded.history.meetings[*index].outcome == Outcome::Held
    {
        let error = CommandError::data(format!("the meeting of {} was held", say(date)));
        let file = loaded.path_of(*index);
        return Err(error.hint(format!("if it was not, take its score, minutes and notes out of `{file}` first")));
    }
    if args.missed && date > context.today {
        return Err(CommandError::usage(format!("the meeting of {} has not come yet", say(date)))
            .hint("without --missed it is cancelled"));
    }
    Ok(())
}
