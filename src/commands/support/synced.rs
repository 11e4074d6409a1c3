//! What syncing did, in words.

use crate::context::Context;
use crate::git::{Line, Outgoing};
use crate::ui::lists::{count, list};
use crate::workspace::sync::Synced;
use crate::workspace::write::Written;
use crate::workspace::{PairFolder, WorkspaceError};

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

/// Looks through what would leave this machine.
pub(in crate::commands) fn inspect(
    _context: &Context,
) -> impl Fn(&[Outgoing]) -> Result<(), WorkspaceError> + Sync + use<> {
    |_: &[Outgoing]| Ok(())
}
