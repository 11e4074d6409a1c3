//! `check --fix`: what the checks can put right in one way.

use super::checked;
use crate::checks::repair::{self, Repairs};
use crate::command_error::CommandError;
use crate::commands::support::{self, WriteArgs};
use crate::context::Context;
use crate::format::diagnostic::Code;
use crate::git::patch;
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder, Plan};

/// What is put right unless checks are named: it is what it was meant to be, whoever looks at it.
const SAFE: [Code; 3] = [Code::ConflictMarkers, Code::AlmostABox, Code::BulletUnderActions];

/// Whether to write, without a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    /// Write without asking.
    pub(super) yes: bool,
    /// Only show it.
    pub(super) dry_run: bool,
}

/// Shows the change to each pair, and writes it where that is wished. Says whether the files are to be looked at again:
/// they are not where somebody has still to decide.
pub(super) fn run(context: &Context, folders: &[PairFolder], only: &[Code], how: How) -> Result<bool, CommandError> {
    let codes = if only.is_empty() { &SAFE[..] } else { only };
    let (mut shown, mut decided) = (false, true);
    for folder in folders {
        let loaded = Loaded::new(folder, context.today)?;
        let repairs = repair::plan(checked(&loaded), codes);
        if !repairs.left_out.is_empty() {
            let lines = count(repairs.left_out.len(), "line");
            context.ui.warn(&format!(
                "{}: {lines} left alone: with a box it would look as if a meeting had not been held",
                folder.slug
            ));
        }
        if repairs.files.is_empty() {
            continue;
        }
        shown = true;
        for (path, after) in &repairs.files {
            context.ui.out(&patch::unified(path, loaded.bytes(path).unwrap_or_default(), after)?);
        }
        decided &= decide(context, folder, &repairs, codes, how)?;
    }
    if !shown {
        context.ui.status("there is nothing that can be put right by itself");
    }
    Ok(decided)
}

fn decide(
    context: &Context,
    folder: &PairFolder,
    repairs: &Repairs,
    codes: &[Code],
    how: How,
) -> Result<bool, CommandError> {
    let lines = format!("{} in {}", count(repairs.lines.len(), "line"), count(repairs.files.len(), "file"));
    if how.dry_run {
        context.ui.status("nothing was written (--dry-run)");
        return Ok(false);
    }
    let answer = if how.yes { Some(true) } else { context.ui.confirm(&format!("Put {lines} right?"), false) };
    match answer {
        Some(true) => {
            write(context, folder, repairs, codes)?;
            context.ui.status(&format!("put {lines} right; `oneonone undo {}` takes it back", folder.slug));
            Ok(true)
        }
        Some(false) => {
            context.ui.status("nothing was written");
            Ok(false)
        }
        None => {
            context.ui.status("nothing was written: nobody is there to be asked");
            support::tip(context, "`--yes` writes it without asking");
            Ok(false)
        }
    }
}

/// Writes what was shown, and nothing else: a file that has changed since is left alone.
fn write(context: &Context, folder: &PairFolder, repairs: &Repairs, codes: &[Code]) -> Result<(), CommandError> {
    let (_, changed) = support::write(context, folder, WriteArgs::default(), |loaded| {
        let again = repair::plan(checked(loaded), codes);
        let mut plan = Plan::new("check");
        let mut changed = Vec::new();
        for (path, after) in &repairs.files {
            if again.files.get(path) == Some(after) {
                plan.put(loaded, path, after.clone());
            } else {
                changed.push(path.clone());
            }
        }
        Ok((plan, changed))
    })?;
    for path in changed {
        context.ui.warn(&format!("`{path}` has changed meanwhile, and was left alone; look at it again"));
    }
    Ok(())
}
