//! What syncing did, in words.

use crate::context::Context;
use crate::git::Line;
use crate::ui::escape::visible;
use crate::ui::lists::{count, list};
use crate::workspace::sync::Synced;
use crate::workspace::write::Written;
use crate::workspace::{Mended, PairFolder};

/// `received 2 changes from Alice Chen, sent 1`.
pub(in crate::commands) fn said_of(synced: &Synced) -> String {
    let mut parts = Vec::new();
    if !synced.received.is_empty() {
        parts.push(format!("received {} from {}", count(synced.received.len(), "change"), authors(&synced.received)));
    }
    if synced.sent > 0 {
        let what = if parts.is_empty() { count(synced.sent, "change") } else { synced.sent.to_string() };
        parts.push(format!("sent {what}"));
    }
    if parts.is_empty() { "up to date".to_owned() } else { parts.join(", ") }
}

fn authors(lines: &[Line]) -> String {
    let mut authors: Vec<&str> = Vec::new();
    for line in lines {
        if !authors.contains(&line.author.as_str()) {
            authors.push(&line.author);
        }
    }
    list(&authors)
}

/// Says what came in before a verb shows a pair; nothing where nothing did.
pub(in crate::commands) fn note_synced(context: &Context, folder: &PairFolder, synced: &Synced) {
    tell_written(context, &synced.written);
    if !synced.received.is_empty() {
        context.ui.status(&format!("{}: {}", folder.slug, said_of(&Synced { sent: 0, ..synced.clone() })));
    }
    tell_kept(context, synced);
}

/// Says what a write did beside its own change.
pub(in crate::commands) fn tell_written(context: &Context, written: &Written) {
    if !written.by_hand.is_empty() {
        context.ui.status(&format!("saved what was changed by hand: {}", list(&written.by_hand)));
    }
    if !written.deleted.is_empty() {
        context.ui.warn(&format!(
            "deleted, as the files are gone: {}; git has them still: `git log -- FILE` in the pair's folder",
            list(&written.deleted)
        ));
    }
    if !written.missing.is_empty() {
        context.ui.warn(&format!(
            "missing, and put back from git: {}; to delete a file for both, take it away and `oneonone save` at once",
            list(&written.missing)
        ));
    }
    written.mended.iter().for_each(|file| tell_mended(context, file));
    for path in &written.irregular {
        context.ui.warn(&format!("`{path}` is not a regular file, and is left out"));
    }
    written.remarks.iter().for_each(|remark| context.ui.status(remark));
}

/// Says which files were left alone because something else is there that nobody has committed.
pub(in crate::commands) fn tell_kept(context: &Context, synced: &Synced) {
    for path in &synced.kept {
        context
            .ui
            .warn(&format!("`{path}` was changed there, and is something else here that is not committed: it stays"));
    }
}

/// Says what was put right in a file, `--quiet` or not.
fn tell_mended(context: &Context, file: &Mended) {
    let Mended { path, had_markers, restored } = file;
    if *had_markers {
        context.ui.warn(&format!("`{path}` held the markers of a merge; both texts are in it now, without them"));
    }
    if !restored.is_empty() {
        context.ui.warn(&format!(
            "`{path}` was saved from an older text, over what had come since; that is back (take it out again if it should go):"
        ));
        tell_lines(context, restored);
    }
}

/// The most lines that are named one by one.
const LINES_TOLD: usize = 8;

/// Names lines of a file.
pub(in crate::commands) fn tell_lines(context: &Context, lines: &[String]) {
    for line in lines.iter().take(LINES_TOLD) {
        context.ui.say(&format!("  {}", visible(line)));
    }
    if lines.len() > LINES_TOLD {
        context.ui.say(&format!("  and {} more", lines.len() - LINES_TOLD));
    }
}
