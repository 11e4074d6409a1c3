//! `oneonone away`

use clap::Args;

use super::Exit;
use super::support::{self, WriteArgs, say};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::yaml_string;
use crate::format::pair_edit::add_row;
use crate::format::pair_file::FILE_NAME;
use crate::history::Meeting;
use crate::model::entry::Outcome;
use crate::workspace::Plan;

/// Say when you do not meet
///
/// Slots inside the range are excused: they count neither for nor against anybody.
#[derive(Debug, Args)]
#[command(override_usage = "oneonone away [OPTIONS] [PAIR]... FROM TO")]
pub struct AwayArgs {
    /// Whose pairs (where it is not clear), then the first and the last day: 2026-12-21 2027-01-01
    #[arg(required = true, num_args = 2.., value_name = "DAY")]
    words: Vec<String>,
    /// All pairs
    #[arg(long)]
    all: bool,
    /// Why
    #[arg(long)]
    why: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `away`.
pub(super) fn run(context: &Context, args: &AwayArgs) -> Result<Exit, CommandError> {
    let [names @ .., from, to] = args.words.as_slice() else {
        return Err(CommandError::usage("from which day to which?"));
    };
    if args.all && !names.is_empty() {
        return Err(CommandError::usage("either --all or names of pairs"));
    }
    let day = |said: &str| {
        support::date(context, said).map_err(|error| {
            error.hint("the first and the last day: `oneonone away 2026-12-21 2027-01-01`; for one day say it twice")
        })
    };
    let (from, to) = (day(from)?, day(to)?);
    if to < from {
        return Err(CommandError::usage(format!("{} is before {}", say(to), say(from))));
    }
    let folders = if args.all {
        context.home.some_pairs()?
    } else if names.is_empty() {
        vec![which::pair(context, None)?]
    } else {
        which::pairs(context, names)?
    };
    let why = args.why.as_ref().map(|why| format!(", why: {}", yaml_string(why))).unwrap_or_default();
    let row = format!("{{from: {from}, to: {to}{why}}}");
    for folder in &folders {
        let (_, (is_new, planned)) = support::write(context, folder, args.write, |loaded| {
            let mut plan = Plan::new("away");
            let is_new = !loaded.history.pair.away.iter().any(|away| away.from == from && away.to == to);
            if is_new {
                plan.edit(loaded, FILE_NAME, |bytes| add_row(bytes, "away", &row))?;
            }
            let is_planned =
                |meeting: &Meeting| meeting.outcome == Outcome::Planned && from <= meeting.date && meeting.date <= to;
            let planned =
                loaded.history.own().find(|(_, meeting)| is_planned(meeting)).map(|(_, meeting)| meeting.date);
            Ok((plan, (is_new, planned)))
        })?;
        if !args.write.dry_run {
            let what = if is_new { "saved" } else { "there already" };
            context.ui.status(&format!("{what}: {} is away from {} to {}", folder.slug, say(from), say(to)));
            if let Some(day) = planned {
                let (day, slug) = (say(day), &folder.slug);
                support::tip(
                    context,
                    &format!(
                        "the meeting of {day} has an entry, and stays: `oneonone reschedule {slug} --to DATE` moves it, \
                         `oneonone cancel {slug}` calls it off"
                    ),
                );
            }
        }
    }
    Ok(Exit::Done)
}
