//! `oneonone summary`

use clap::Args;

use super::Exit;
use super::show::entry_named;
use super::support::{self, say};
use super::which;
use crate::agenda::summary::summary;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::workspace::Loaded;

/// Print the summary of a meeting, to be sent
///
/// What was decided, what was done, who does what until when. Engagement and private matters are not in it.
#[derive(Debug, Args)]
pub struct SummaryArgs {
    /// Whose pair
    pair: Option<String>,
    /// Which meeting: last, 2026-11-20, last friday [default: last]
    which: Vec<String>,
}

/// Runs `summary`.
pub(super) fn run(context: &Context, args: &SummaryArgs) -> Result<Exit, CommandError> {
    let (folder, which) = which::pair_and_meeting(context, args.pair.as_deref(), &args.which, "last")?;
    let loaded = Loaded::new(&folder, context.today)?;
    let index = entry_named(context, &loaded, &which)?;
    context.ui.out(&summary_text(&loaded, index));
    Ok(Exit::Done)
}

/// The summary of a meeting as text.
pub(super) fn summary_text(loaded: &Loaded, index: usize) -> String {
    let path = loaded.path_of(index);
    let bytes = loaded.bytes(&path).unwrap_or_default();
    let next = support::next_due(loaded).filter(|next| *next > loaded.history.meetings[index].date);
    summary(&loaded.history, index, bytes, &loaded.vocabulary, next).text(say)
}
