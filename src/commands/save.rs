//! `oneonone save`

use clap::Args;

use super::Exit;
use super::support::{self, WriteArgs};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::set_key;
use crate::git::OutsideKind;
use crate::model::entry::Outcome;
use crate::ui::lists::list;
use crate::workspace::write::{Gone, Needs, changed_by_hand};
use crate::workspace::{Loaded, PairFolder, Plan};

/// Commit what was changed by hand
///
/// Only the pair's own files: the entries, the backlog, the goals, the pair file, its templates. Other verbs do it too,
/// before they write, but for files that are gone: those are put back, and only `save` removes them.
#[derive(Debug, Args)]
pub struct SaveArgs {
    /// Whose pairs; all without one
    pairs: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `save`.
pub(super) fn run(context: &Context, args: &SaveArgs) -> Result<Exit, CommandError> {
    let folders = which::pairs(context, &args.pairs)?;
    let mut saved = false;
    for folder in &folders {
        saved |= save(context, args, folder)?;
    }
    if !saved {
        context.ui.status("nothing was changed by hand");
    }
    Ok(Exit::Done)
}

fn save(context: &Context, args: &SaveArgs, folder: &PairFolder) -> Result<bool, CommandError> {
    let changes = changed_by_hand(folder)?;
    if changes.is_empty() {
        return Ok(false);
    }
    let paths: Vec<String> = changes.iter().map(|change| change.path.clone()).collect();
    if args.write.dry_run {
        let regular: Vec<&String> = changes
            .iter()
            .filter(|change| matches!(change.kind, OutsideKind::Added | OutsideKind::Modified))
            .map(|change| &change.path)
            .collect();
        context.ui.out(&format!("{}: would save {}", folder.slug, list(&regular)));
        let gone: Vec<&String> =
            changes.iter().filter(|change| change.kind == OutsideKind::Deleted).map(|change| &change.path).collect();
        if !gone.is_empty() {
            context.ui.out(&format!("{}: would delete {}", folder.slug, list(&gone)));
        }
        return Ok(true);
    }
    let gone: Vec<&String> =
        changes.iter().filter(|change| change.kind == OutsideKind::Deleted).map(|change| &change.path).collect();
    if gone.iter().any(|path| path.starts_with("entries/")) && !has_entries(context, folder)? {
        return Err(CommandError::data(format!("{}: all entries are gone, and nothing was saved", folder.slug))
            .hint("`git restore .` in the pair's folder brings them back"));
    }
    support::write_and(context, folder, args.write, (Needs::All, Gone::Committed), |loaded| {
        let mut plan = Plan::new("save");
        let today = context.today.to_string();
        for (_, meeting) in loaded.history.own() {
            let path = meeting.entry.path();
            let ahead = meeting.outcome == Outcome::Planned && meeting.date >= context.today && meeting.human;
            if ahead && meeting.entry.prepared.is_none() && paths.contains(&path) {
                plan.edit(loaded, &path, |bytes| set_key(bytes, "prepared", &today))?;
            }
        }
        Ok((plan, ()))
    })?;
    Ok(true)
}

fn has_entries(context: &Context, folder: &PairFolder) -> Result<bool, CommandError> {
    Ok(Loaded::new(folder, context.today)?.files.keys().any(|path| path.starts_with("entries/")))
}
