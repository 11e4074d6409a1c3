//! `oneonone new`

use clap::Args;

use super::Exit;
use super::support::{self, WriteArgs};
use super::which;
use crate::agenda::next::{NewEntry, NextEntry, next_entry};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::diagnostic::{Code, Diagnostic};
use crate::format::pair_file::FILE_NAME;
use crate::workspace::{Loaded, Plan};

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
            None => next_entry(history).ok_or_else(|| no_slot(loaded))?,
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

/// Why no meeting is to come, where no date was given.
pub(super) fn no_slot(loaded: &Loaded) -> CommandError {
    let (pair, slug) = (&loaded.history.pair, &loaded.folder.slug);
    if let Some(ended) = pair.ended {
        return CommandError::data(format!("no meeting is to come: {slug} ended on {}", support::say(ended)))
            .hint(format!("`oneonone new {slug} --date DATE` makes an entry for a day all the same"));
    }
    let is_unreadable = |diagnostic: &Diagnostic| diagnostic.path == FILE_NAME && diagnostic.code == Code::BadPairFile;
    if loaded.diagnostics.iter().any(is_unreadable) {
        return CommandError::data(format!("no meeting is to come: `{FILE_NAME}` cannot be read"))
            .hint("`oneonone check` shows where; put it right first");
    }
    CommandError::data(format!("no meeting is to come: {slug} has no cadence"))
        .hint(format!("set one with `oneonone cadence {slug} week --from DATE`"))
        .hint(format!("`oneonone new {slug} --date DATE` makes an entry for one day"))
}
