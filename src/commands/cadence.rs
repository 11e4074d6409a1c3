//! `oneonone cadence`

mod past;
mod shown;

use clap::Args;

use super::Exit;
use super::init::unknown_cadence;
use super::support::{self, WriteArgs, say_relative};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::yaml_string;
use crate::format::pair_edit::add_row;
use crate::format::pair_file::FILE_NAME;
use crate::model::cadence::{CadenceRow, Every};
use crate::model::phrase::parse_time;
use crate::workspace::Plan;

/// Show or change how often you meet
///
/// Without EVERY it shows the cadence, and when you are away. The cadence before stays in force until the day before. Where that day has passed, the meetings since then are judged anew:
/// you see the figures as they are and as they would be, and are asked.
#[derive(Debug, Args)]
#[command(override_usage = "oneonone cadence [PAIR]\n       oneonone cadence [OPTIONS] [PAIR] EVERY --from DATE")]
pub struct CadenceArgs {
    /// Whose pair (where it is not clear), then how often: day, week, 2 weeks, month, first monday…
    #[arg(value_name = "EVERY")]
    words: Vec<String>,
    /// From which day on: the first meeting of the new cadence
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The time of day [default: as before]
    #[arg(long, value_name = "HH:MM")]
    time: Option<String>,
    /// How long, in minutes [default: as before]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=480))]
    minutes: Option<u32>,
    /// Do not ask where figures about the past change
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `cadence`.
pub(super) fn run(context: &Context, args: &CadenceArgs) -> Result<Exit, CommandError> {
    let all = args.words.join(" ");
    if args.from.is_none() && Every::said(&all).is_none() && args.words.len() < 2 {
        shown::show(context, &which::pair(context, args.words.first().map(String::as_str))?)?;
        return Ok(Exit::Done);
    }
    let all_is_empty = all.is_empty();
    let (name, said) = match args.words.as_slice() {
        [name, rest @ ..] if Every::said(&all).is_none() && !rest.is_empty() => (Some(name.as_str()), rest.join(" ")),
        _ => (None, all),
    };
    if all_is_empty {
        let error = CommandError::usage("how often do you meet from then on?");
        return Err(error.hint("for example: `oneonone cadence alice 2 weeks --from friday`"));
    }
    let every = Every::said(&said).ok_or_else(|| unknown_cadence(&said))?;
    let folder = which::pair(context, name)?;
    let Some(from) = &args.from else {
        let error = CommandError::usage(format!("from which day on is it every {every}?"));
        return Err(error.hint("say it with --from DATE: the first meeting of the new cadence"));
    };
    let from = support::date(context, from)?;
    let time = args.time.as_deref().map(parse_time).transpose()?;
    let consent = past::Consent { yes: args.yes, dry_run: args.write.dry_run };
    past::ask(context, &folder, CadenceRow { from, every, time: None, minutes: None }, consent)?;
    support::write(context, &folder, args.write, |loaded| {
        if let Some(row) = loaded.history.pair.cadence.iter().find(|row| row.from == from) {
            return Err(CommandError::data(format!(
                "from {} on it is every {} already",
                support::say(from),
                row.every
            ))
            .hint("what is written of it stands under `cadence:` in oneonone.yaml, and can be changed there"));
        }
        let before = loaded.history.pair.cadence_on(from);
        let time = time.clone().or_else(|| before.and_then(|row| row.time.clone()));
        let minutes = args.minutes.or_else(|| before.and_then(|row| row.minutes));
        let time = time.map(|time| format!(", time: \"{time}\"")).unwrap_or_default();
        let minutes = minutes.map(|minutes| format!(", minutes: {minutes}")).unwrap_or_default();
        let row = format!("{{from: {from}, every: {}{time}{minutes}}}", yaml_string(&every.to_string()));
        let mut plan = Plan::new("cadence");
        plan.edit(loaded, FILE_NAME, |bytes| add_row(bytes, "cadence", &row))?;
        Ok((plan, ()))
    })?;
    if !args.write.dry_run {
        let first = support::first_slot(every, from);
        context.ui.status(&format!("saved: every {every}, first on {}", say_relative(context, first)));
    }
    Ok(Exit::Done)
}
