//! `oneonone undo`

use clap::Args;

use super::Exit;
use super::support;
use super::which;
use crate::agenda::next::NewEntry;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::set_key;
use crate::format::entry;
use crate::git::{BeginOptions, Commit, GitError, NoUndo, OutsideChange, OutsideKind, OwnWrite, PairRepository, patch};
use crate::ui::lists::count;
use crate::workspace::Loaded;
use crate::workspace::write::{OWN_FOLDERS, is_own};

/// Take back your own last write
///
/// A new commit that reverts it; never a reset, never the other person's. What came later stays.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// Whose pair
    pair: Option<String>,
    #[command(flatten)]
    write: support::WriteArgs,
}

/// Runs `undo`.
pub(super) fn run(context: &Context, args: &UndoArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, args.pair.as_deref())?;
    let repository = PairRepository::open(&folder.root)?;
    let loaded = Loaded::new(&folder, context.today)?;
    let changes_of = |last: &OwnWrite| {
        let empty = |path: &str, made: &[u8]| without_words(context, &loaded, last, path, made);
        repository.undo_words(last, &empty).map_err(in_the_way)
    };
    // What was typed by hand is no write of a verb: taking it back would take words of the user.
    let undoable = |verb: &str| !matches!(verb, "init" | "save");
    let nothing = || {
        CommandError::data("there is no write of yours to undo")
            .hint("`git log` in the pair's folder shows all of them")
    };
    if args.write.dry_run {
        let last = repository.own_last_write(&undoable)?.ok_or_else(nothing)?;
        for change in changes_of(&last)? {
            let now = crate::store::files::read_if_there(&folder.root.join(&change.path))?.unwrap_or_default();
            context.ui.out(&patch::unified(&change.path, &now, change.bytes.as_deref().unwrap_or_default())?);
        }
        context.ui.status("nothing was written (--dry-run)");
        return Ok(Exit::Done);
    }
    let mut waiting = || context.ui.status("another oneonone is writing here; waiting for it");
    let mut session = repository.begin(BeginOptions { waiting: Some(&mut waiting), ..BeginOptions::default() })?;
    let by_hand = session.changed_outside(OWN_FOLDERS, &is_own)?;
    // Looked up before what was changed by hand is committed: that is a write of its own, and not the one meant.
    let last = repository.own_last_write(&undoable)?.ok_or_else(nothing)?;
    let gone: Vec<String> =
        by_hand.iter().filter(|change| change.kind == OutsideKind::Deleted).map(|change| change.path.clone()).collect();
    let is_there = |change: &OutsideChange| matches!(change.kind, OutsideKind::Added | OutsideKind::Modified);
    let paths: Vec<String> = by_hand.into_iter().filter(is_there).map(|change| change.path).collect();
    for path in gone {
        session.put_back(&path)?;
    }
    if !paths.is_empty() {
        session.commit_outside(&paths, &format!("oneonone save: {}", paths.join(" ")))?;
    }
    let changes = changes_of(&last)?;
    session.commit(Commit::new(last.undo_message(), changes))?;
    context.wrote(&folder);
    context.ui.status(&format!("saved: undid `{} {}`", last.verb, last.about));
    Ok(Exit::Done)
}

/// The entry that a note made, without the note: what others have written in it since stays.
fn without_words(context: &Context, loaded: &Loaded, last: &OwnWrite, path: &str, made: &[u8]) -> Option<Vec<u8>> {
    if !matches!(last.verb.as_str(), "note" | "action add") {
        return None;
    }
    let file = path.strip_prefix("entries/")?;
    let entry = entry::read(file, made, &loaded.vocabulary).entry;
    let new = NewEntry { file: file.to_owned(), date: entry.date?, scheduled: entry.scheduled };
    let bytes = support::new_entry_bytes(context, loaded, &new).ok()?;
    match entry.prepared {
        Some(day) => set_key(&bytes, "prepared", &day.to_string()).ok(),
        None => Some(bytes),
    }
}

/// Later changes stand where the write was made: which file, and the first of the lines.
fn in_the_way(error: GitError) -> CommandError {
    match &error {
        GitError::CannotUndo(NoUndo::Conflict { path, lines }) => {
            let (shown, more) = lines.split_at(lines.len().min(2));
            let shown: Vec<String> = shown.iter().map(|line| format!("`{line}`")).collect();
            let more = if more.is_empty() { String::new() } else { format!(" and {}", count(more.len(), "more line")) };
            CommandError::data(format!("`{path}` was changed on the same lines since: {}{more}", shown.join(", ")))
                .hint("nothing was undone; `oneonone edit` changes the entry by hand")
        }
        _ => error.into(),
    }
}
