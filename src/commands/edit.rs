//! `oneonone edit`
//!
//! The editor works on a copy, with the bytes at its opening as the base: what was saved is merged with what has happened
//! to the entry meanwhile. The copy stays until its words are in the entry, so that nothing typed is lost.

mod draft;

use std::path::Path;

use clap::Args;
use draft::Draft;

use super::Exit;
use super::note::mark_prepared;
use super::show::entry_named;
use super::support::{self, WriteArgs};
use super::which;
use crate::agenda::next::entry_for_note;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::git::program;
use crate::merge::{FileKind, merge_edit};
use crate::store::{durable, files};
use crate::ui::editor::{self, EditorOutcome};
use crate::workspace::{Loaded, PairFolder, Plan};

/// Open an entry in your editor
///
/// The editor is `$VISUAL`, `$EDITOR`, or git's. What others write meanwhile is kept: both are merged when you are done.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// Whose pair
    pair: Option<String>,
    /// Which meeting: next (today's, else the next one), last, 2026-11-20 [default: next]
    which: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `edit`.
pub(super) fn run(context: &Context, args: &EditArgs) -> Result<Exit, CommandError> {
    let (folder, which) = which::pair_and_meeting(context, args.pair.as_deref(), &args.which, "next")?;
    if args.write.dry_run {
        return dry_run(context, &folder, &which);
    }
    let path = if which == "next" {
        let (_, path) = support::write(context, &folder, WriteArgs::default(), |loaded| {
            let next = entry_for_note(&loaded.history).ok_or_else(|| super::new::no_slot(loaded))?;
            let mut plan = Plan::new("new");
            let (path, _, _) = support::ensure_entry(context, loaded, &mut plan, &next)?;
            Ok((plan, path))
        })?;
        path
    } else {
        let loaded = Loaded::new(&folder, context.today)?;
        loaded.path_of(entry_named(context, &loaded, &which)?)
    };
    edit_entry(context, &folder, &path)?;
    Ok(Exit::Done)
}

/// Opens a copy of an entry, and shows what was changed in it.
fn dry_run(context: &Context, folder: &PairFolder, which: &str) -> Result<Exit, CommandError> {
    let loaded = Loaded::new(folder, context.today)?;
    let mut plan = Plan::new("edit");
    let path = if which == "next" {
        let next = entry_for_note(&loaded.history).ok_or_else(|| super::new::no_slot(&loaded))?;
        support::ensure_entry(context, &loaded, &mut plan, &next)?.0
    } else {
        loaded.path_of(entry_named(context, &loaded, which)?)
    };
    plan.edit(&loaded, &path, |bytes| Ok(bytes.to_vec()))?;
    let copies = tempfile::tempdir_in(&context.temporary)
        .map_err(|error| CommandError::data(format!("no folder can be made for a copy: {error}")))?;
    let copy = copies.path().join(path.replace('/', "-"));
    let base = plan.changes.iter().find_map(|change| change.after.clone()).unwrap_or_default();
    durable::write(&copy, &base)?;
    open(context, folder, &copy)?;
    plan.put(&loaded, &path, files::read_regular(&copy)?);
    support::show_plan(context, &plan)?;
    Ok(Exit::Done)
}

/// Opens a file in the user's editor.
pub(super) fn open(context: &Context, folder: &PairFolder, path: &Path) -> Result<EditorOutcome, CommandError> {
    if context.ui.settings().no_input {
        return Err(CommandError::usage("no editor is opened with `--no-input`")
            .hint("`oneonone new --print-path` tells the file; what is changed in it by hand is taken in"));
    }
    let [visual, editor] = &context.editors;
    let git_editor = if visual.is_none() && editor.is_none() { git_editor(folder) } else { None };
    let command = editor::command(visual.as_deref(), editor.as_deref(), git_editor.as_deref());
    context.ui.flush();
    editor::open(&command, path)
        .map_err(|error| CommandError::usage(error.to_string()).hint("for example: `export EDITOR=nano`"))
}

/// Opens an entry, and writes what was saved.
pub(super) fn edit_entry(context: &Context, folder: &PairFolder, path: &str) -> Result<(), CommandError> {
    let draft = Draft::of(folder, path);
    let base = match draft.left_over()? {
        Some(base) if resume(context, path) => base,
        _ => draft.begin(folder, path)?,
    };
    let outcome = open(context, folder, &draft.text)?;
    if let EditorOutcome::Failed { code } = outcome {
        let how = code.map_or("was killed".to_owned(), |code| format!("ended with code {code}"));
        return Err(CommandError::data(format!("the editor {how}; nothing was written")).hint(format!(
            "what it saved is kept in `{}`, and `oneonone edit` offers it again",
            draft.text.display()
        )));
    }
    let saved = files::read_regular(&draft.text)?;
    let is_text = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok();
    if (saved.trim_ascii().is_empty() && !base.trim_ascii().is_empty()) || (is_text(&base) && !is_text(&saved)) {
        let what = if is_text(&saved) { "nothing" } else { "something that is no text" };
        return Err(CommandError::data(format!("the editor saved {what}; the entry is as it was")).hint(format!(
            "what it saved is kept in `{}`, and `oneonone edit` offers it again",
            draft.text.display()
        )));
    }
    if saved == base {
        context.ui.status("nothing was changed");
        return draft.discard();
    }
    let (_, kept) = support::write(context, folder, WriteArgs::default(), |loaded| {
        let mut plan = Plan::new("edit");
        let now = loaded.bytes(path).unwrap_or_default();
        let merged = merge_edit(FileKind::Entry, &base, &saved, now);
        plan.put(loaded, path, merged.bytes);
        mark_prepared(context, loaded, &mut plan, path)?;
        Ok((plan, merged.restored))
    })?;
    draft.discard()?;
    if !kept.is_empty() {
        context.ui.status(&format!("`{path}` was changed while it was open; kept from there:"));
        support::tell_lines(context, &kept);
    }
    context.ui.status(&format!("saved: {path}"));
    Ok(())
}

fn resume(context: &Context, path: &str) -> bool {
    let question = format!("There is a draft of `{path}` that was not saved. Go on with it?");
    context.ui.confirm(&question, true).unwrap_or(false)
}

fn git_editor(folder: &PairFolder) -> Option<String> {
    let output = program::run(&folder.root, &["var", "GIT_EDITOR"], &[], &[]).ok()?;
    String::from_utf8(output).ok().map(|line| line.trim().to_owned())
}
