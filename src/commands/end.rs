//! `oneonone end`

use clap::Args;

use super::Exit;
use super::support::{self, WriteArgs, say};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::set_yaml_key;
use crate::format::pair_file::FILE_NAME;
use crate::workspace::Plan;

/// End a pair
///
/// From the day after on no meeting is expected. Nothing is deleted, and the report on what was stays.
#[derive(Debug, Args)]
pub struct EndArgs {
    /// Whose pair
    pair: Option<String>,
    /// The last day [default: today]
    date: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `end`.
pub(super) fn run(context: &Context, args: &EndArgs) -> Result<Exit, CommandError> {
    let (folder, said) = which::pair_and_meeting(context, args.pair.as_deref(), &args.date, "today")?;
    let date = support::date(context, &said)?;
    support::write(context, &folder, args.write, |loaded| {
        let mut plan = Plan::new("end");
        plan.edit(loaded, FILE_NAME, |bytes| set_yaml_key(bytes, "ended", &date.to_string()))?;
        Ok((plan, ()))
    })?;
    if !args.write.dry_run {
        context.ui.status(&format!("saved: {} ends on {}", folder.slug, say(date)));
    }
    Ok(Exit::Done)
}
