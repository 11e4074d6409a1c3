//! `oneonone private unsend`: a private line is taken out of what was not sent yet, not only out of the files.

use clap::Args;

use super::store;
use crate::command_error::CommandError;
use crate::commands::support::{self, WriteArgs};
use crate::commands::{Exit, which};
use crate::context::Context;
use crate::git::{BeginOptions, PairRepository};
use crate::ui::lists::count;
use crate::workspace::Plan;
use crate::workspace::sync::unsent;

/// What is not to be sent.
#[derive(Debug, Args)]
pub struct UnsendArgs {
    /// Whose pair
    pair: Option<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// The message of the commit; it says no more than that of a save.
const MESSAGE: &str = "oneonone save: what was not sent yet\n";

/// Runs `private unsend`.
pub(super) fn run(context: &Context, args: &UnsendArgs) -> Result<Exit, CommandError> {
    store(context)?;
    let folder = which::pair(context, args.pair.as_deref())?;
    // What was taken out by hand is to be in the last commit.
    support::write(context, &folder, WriteArgs::default(), |_| Ok((Plan::new("save"), ())))?;
    if support::hits_in(context, &folder, &unsent(&folder)?)?.is_empty() {
        context.ui.status("no private line is in what would be sent");
        return Ok(Exit::Done);
    }
    let repository = PairRepository::open(&folder.root)?;
    let not_yet = || {
        CommandError::data(format!("{} is not up to date", folder.slug))
            .hint(format!("`oneonone sync {}` first", folder.slug))
    };
    let one = repository.unsent_as_one(MESSAGE)?.ok_or_else(not_yet)?;
    let left = support::hits_in(context, &folder, &repository.outgoing(one.to, one.sent)?)?;
    if let Some(hit) = left.first() {
        return Err(CommandError::data(format!("a private line still stands in {}", hit.place))
            .hint("take it out there, with `oneonone undo` or your editor, and try again"));
    }
    let commits = count(one.commits, "commit");
    if !args.yes {
        let question = format!("Make one commit of the {commits} not sent yet? Their own times and messages go");
        match context.ui.confirm(&question, true) {
            Some(true) => {}
            Some(false) => {
                context.ui.status("nothing was changed");
                return Ok(Exit::Found);
            }
            None => return Err(CommandError::usage(format!("{commits} would become one")).hint("say `--yes`")),
        }
    }
    if !repository.begin(BeginOptions::default())?.replace_unsent(&one)? {
        return Err(CommandError::data(format!("{} was written in the meantime", folder.slug)).hint("try again"));
    }
    repository.note_trouble(None)?;
    // What was stopped goes now, as after any write.
    context.wrote(&folder);
    context.ui.status(&format!("{commits} not sent yet became one, in which no private line is"));
    Ok(Exit::Done)
}
