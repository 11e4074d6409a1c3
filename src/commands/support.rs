//! What many verbs share: dates, texts, entries, and the write with what is said about it.

mod dates;
mod entries;
mod leaks;
mod synced;
mod texts;

pub(super) use dates::{date, first_slot, next_due, overdue_slot, past_date, say, say_moment, say_relative};
pub(super) use entries::{ensure_entry, keep_read, new_entry_bytes, put_along, template_text};
pub(super) use leaks::{hits_in, inspect, pair_roots, private_store, stopped};
pub(super) use synced::{note_synced, said_of, tell_kept, tell_lines, tell_written};
pub(super) use texts::{item_lines, text};

use chrono::NaiveDate;

use crate::command_error::CommandError;
use crate::context::Context;
use crate::git::patch;
use crate::ui::lists::count;
use crate::workspace::write::{Gone, Needs};
use crate::workspace::{Loaded, PairFolder, Plan, write};

/// The options of every verb that writes.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(super) struct WriteArgs {
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Says how many problems the files have, `--quiet` or not; nothing where there are none.
pub(super) fn tell_problems(context: &Context, number: usize) {
    if number > 0 {
        context.ui.warn(&format!("{} in the files; `oneonone check` shows what and where", count(number, "problem")));
    }
}

/// Says what can be done next, unless `--quiet`.
pub(super) fn tip(context: &Context, text: &str) {
    if !context.ui.settings().quiet {
        context.ui.hint(text);
    }
}

/// Writes what `plan` makes of the pair, or shows it with `--dry-run`; says what else was done.
pub(super) fn write<T>(
    context: &Context,
    folder: &PairFolder,
    args: WriteArgs,
    plan: impl FnOnce(&Loaded) -> Result<(Plan, T), CommandError>,
) -> Result<(bool, T), CommandError> {
    write_with(context, folder, args, Needs::All, plan)
}

/// The same, from as much of the pair as the plan needs.
pub(super) fn write_with<T>(
    context: &Context,
    folder: &PairFolder,
    args: WriteArgs,
    needs: Needs,
    plan: impl FnOnce(&Loaded) -> Result<(Plan, T), CommandError>,
) -> Result<(bool, T), CommandError> {
    write_and(context, folder, args, (needs, Gone::PutBack), plan)
}

/// The same, and says what becomes of files that are there no more.
pub(super) fn write_and<T>(
    context: &Context,
    folder: &PairFolder,
    args: WriteArgs,
    (needs, gone): (Needs, Gone),
    plan: impl FnOnce(&Loaded) -> Result<(Plan, T), CommandError>,
) -> Result<(bool, T), CommandError> {
    if args.dry_run {
        let loaded = needs.load(folder, context.today)?;
        let (plan, result) = plan(&loaded)?;
        show_plan(context, &plan)?;
        return Ok((false, result));
    }
    let mut failed = None;
    let mut waiting = || context.ui.status("another oneonone is writing here; waiting for it");
    let outcome = write::write(folder, context.today, (needs, gone), &mut waiting, |loaded| match plan(loaded) {
        Ok((plan, result)) => Ok((plan, Some(result))),
        Err(error) => {
            failed = Some(error);
            Ok((Plan::new("nothing"), None))
        }
    });
    let (written, result) = outcome?;
    if written.committed || !written.by_hand.is_empty() {
        context.wrote(folder);
    }
    tell_written(context, &written);
    match (failed, result) {
        (Some(error), _) => Err(error),
        (None, Some(result)) => Ok((written.committed, result)),
        (None, None) => Err(CommandError::defect("the plan of a write came to nothing")),
    }
}

/// Shows what a plan would write.
pub(super) fn show_plan(context: &Context, plan: &Plan) -> Result<(), CommandError> {
    if plan.is_empty() {
        context.ui.status("nothing would be written");
        return Ok(());
    }
    for change in plan.changes.iter().filter(|change| change.before != change.after) {
        let before = change.before.as_deref().unwrap_or_default();
        let after = change.after.as_deref().unwrap_or_default();
        context.ui.out(&patch::unified(&change.path, before, after)?);
    }
    context.ui.status("nothing was written (--dry-run)");
    Ok(())
}

/// Loads pairs. Of several, one that cannot be loaded is told, and the others go on; says whether all could be.
pub(super) fn load_each(context: &Context, folders: &[PairFolder]) -> Result<(Vec<Loaded>, bool), CommandError> {
    load_each_on(context, folders, context.today)
}

/// The same, as of that day.
pub(super) fn load_each_on(
    context: &Context,
    folders: &[PairFolder],
    day: NaiveDate,
) -> Result<(Vec<Loaded>, bool), CommandError> {
    let mut pairs = Vec::with_capacity(folders.len());
    for folder in folders {
        let loaded = if day < context.today { Loaded::as_of(folder, day) } else { Loaded::new(folder, day) };
        match loaded {
            Ok(loaded) => pairs.push(loaded),
            Err(error) if folders.len() == 1 => return Err(error.into()),
            Err(error) => context.ui.error(&format!("{}: {error}", folder.slug)),
        }
    }
    let all = pairs.len() == folders.len();
    Ok((pairs, all))
}
