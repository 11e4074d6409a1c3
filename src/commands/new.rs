//! `oneonone new`

use clap::Args;

use super::Exit;
use super::support::{self, WriteArgs};
use super::which;
use crate::agenda::next::{NewEntry, NextEntry, next_entry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::workspace::Plan;

/// Make an entry
///
/// Without a date it is the next meeting's. Where there is one already, nothing is made and its path is printed.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Whose pair
    pair: Option<String>,
    /// The meeting's day: friday, in 2 weeks, 2026-12-01
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Make a second entry for a day that has one
    #[arg(long)]
    another: bool,
    /// Print the path alone
    #[arg(long)]
    print_path: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `new`.
pub(super) fn run(context: &Context, args: &NewArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, args.pair.as_deref())?;
    let date = args.date.as_deref().map(|said| support::date(context, said)).transpose()?;
    let (_, (path, date, is_new)) = support::write(context, &folder, args.write, |loaded| {
        let history = &loaded.history;
        let next = match date {
            Some(date) => {
                let there = history.own().filter(|(_, meeting)| meeting.date == date).last();
                match there.filter(|_| !args.another) {
                    Some((index, _)) => NextEntry::Existing(index),
                    None => NextEntry::New(NewEntry::on(history, date)),
                }
            }
            None => next_entry(history).ok_or_else(no_slot)?,
        };
        let mut plan = Plan::new("new");
        let made = support::ensure_entry(context, loaded, &mut plan, &next)?;
        Ok((plan, made))
    })?;
    if args.print_path {
        context.ui.out(&folder.root.join(&path).display().to_string());
    } else if is_new {
        context.ui.out(&format!("{path}: {}", support::say_relative(context, date)));
    } else {
        context.ui.out(&format!("{path} is there already: {}", support::say_relative(context, date)));
    }
    Ok(Exit::Done)
}

/// No slot is to come, and no date was given.
pub(super) fn no_slot() -> CommandError {
    CommandError::data("no meeting is to come: the pair has no cadence, or has ended")
        .hint("give a day with --date, or set a cadence with `oneonone cadence PAIR week --from DATE`")
}
