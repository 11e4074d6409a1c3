//! `oneonone reschedule`

use chrono::NaiveDate;
use clap::Args;

use super::Exit;
use super::new::no_slot;
use super::support::{self, WriteArgs, say_relative};
use super::which;
use crate::agenda::next::{NewEntry, NextEntry, next_entry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::{remove_key, set_key, yaml_string};
use crate::workspace::{PairFolder, Plan};

/// Move the next meeting to another day
///
/// The entry keeps its name; the slot's own date is kept as `scheduled`.
#[derive(Debug, Args)]
pub struct RescheduleArgs {
    /// Whose pair
    pair: Option<String>,
    /// The new day: tomorrow, next tuesday, 2026-12-01
    #[arg(long, value_name = "DATE")]
    to: String,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `reschedule`.
pub(super) fn run(context: &Context, args: &RescheduleArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, args.pair.as_deref())?;
    let to = support::date(context, &args.to)?;
    if to < context.today {
        return Err(CommandError::usage(format!("{} has passed", support::say(to)))
            .hint("a meeting that was held on another day is closed with `oneonone close --date DATE`"));
    }
    move_next(context, &folder, to, args.reason.as_deref(), args.write)?;
    Ok(Exit::Done)
}

/// Moves the next meeting, whether it has an entry or not.
pub(super) fn move_next(
    context: &Context,
    folder: &PairFolder,
    to: NaiveDate,
    reason: Option<&str>,
    args: WriteArgs,
) -> Result<(), CommandError> {
    let (_, (path, from)) = support::write(context, folder, args, |loaded| {
        let mut plan = Plan::new("reschedule");
        let next = next_entry(&loaded.history).ok_or_else(|| no_slot(loaded))?;
        // An entry that is made now is named by the slot, so that it is found where it was expected.
        let next = match next {
            NextEntry::New(new) => {
                let slot = new.scheduled.unwrap_or(new.date);
                NextEntry::New(NewEntry { date: slot, scheduled: None, ..NewEntry::on(&loaded.history, slot) })
            }
            existing => existing,
        };
        let (path, date, _) = support::ensure_entry(context, loaded, &mut plan, &next)?;
        let scheduled = match next {
            NextEntry::Existing(index) => loaded.history.meetings[index].entry.scheduled.unwrap_or(date),
            NextEntry::New(_) => date,
        };
        plan.edit(loaded, &path, |bytes| set_key(bytes, "date", &to.to_string()))?;
        plan.edit(loaded, &path, |bytes| {
            if scheduled == to {
                remove_key(bytes, "scheduled")
            } else {
                set_key(bytes, "scheduled", &scheduled.to_string())
            }
        })?;
        plan.edit(loaded, &path, |bytes| set_key(bytes, "status", "planned"))?;
        if let Some(reason) = reason {
            plan.edit(loaded, &path, |bytes| set_key(bytes, "reason", &yaml_string(reason)))?;
        }
        if let NextEntry::Existing(index) = next {
            support::keep_read(loaded, &mut plan, index)?;
        }
        Ok((plan, (path, date)))
    })?;
    if !args.dry_run {
        let (from, to) = (support::say(from), say_relative(context, to));
        context.ui.status(&format!("saved: the meeting of {from} is on {to} now ({path})"));
    }
    Ok(())
}
