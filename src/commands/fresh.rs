//! What the other side has is looked at before a verb shows something; what was written is sent after one that writes.

use super::support::note_synced;
use crate::context::Context;
use crate::git::NetworkOptions;
use crate::git::PairRepository;
use crate::ui::lists::{count, list};
use crate::workspace::sync::{A_GLANCE, SyncOptions};
use crate::workspace::{PairFolder, WorkspaceError, background, side_by_side};

/// Takes in what the other sides of these pairs have, for two seconds at most. A pair that cannot be reached is shown as it
/// is here, and that is said.
pub(super) fn look(context: &Context, folders: &[PairFolder]) {
    if !context.config.auto_sync {
        return;
    }
    let shared: Vec<PairFolder> = folders.iter().filter(|folder| folder.is_shared()).cloned().collect();
    if shared.is_empty() {
        return;
    }
    let network = NetworkOptions { limit: Some(A_GLANCE), may_ask: false };
    let options = SyncOptions { network, ..SyncOptions::default() };
    let outcomes = side_by_side::sync_all(&shared, &options, &|_, _| Ok(()), &mut |_| ());
    let mut unreached = Vec::new();
    for (folder, outcome) in shared.iter().zip(outcomes) {
        tell_leak(context, folder);
        match outcome {
            Ok(synced) => {
                if synced.unsent > 0 {
                    background::send_later(folder);
                }
                note_synced(context, folder, &synced);
            }
            Err(error) if is_grave(&error) => {
                context.ui.warn(&format!("{}: {error}; `oneonone sync {}` tells more", folder.slug, folder.slug));
            }
            Err(_) => unreached.push(folder),
        }
    }
    tell_unreached(context, &unreached);
}

/// Whether it is more than a network that is away.
fn is_grave(error: &WorkspaceError) -> bool {
    use crate::git::GitError;
    !matches!(
        error,
        WorkspaceError::Git(
            GitError::Unreachable { .. } | GitError::TooSlow { .. } | GitError::BranchBusy { .. } | GitError::Store(_)
        )
    )
}

fn tell_unreached(context: &Context, folders: &[&PairFolder]) {
    if folders.is_empty() {
        return;
    }
    let mut oldest = None;
    let mut waiting = 0;
    for folder in folders {
        let Ok(repository) = PairRepository::open(&folder.root) else { continue };
        waiting += repository.unsent().unwrap_or(0);
        let at = repository.contact().ok().flatten().map(|contact| contact.at);
        oldest = oldest.min(at).or(at);
    }
    let slugs: Vec<&str> = folders.iter().map(|folder| folder.slug.as_str()).collect();
    let who = if folders.len() == 1 { String::new() } else { format!(" ({})", list(&slugs)) };
    let since = oldest.map_or_else(|| "never reached".to_owned(), |at| format!("as of {}", context.time_of(at)));
    let unsent = if waiting == 0 { String::new() } else { format!("; {} not sent yet", count(waiting, "change")) };
    context.ui.status(&format!("{since}, offline{who}{unsent}"));
}

/// Says that the sending in the background was stopped by a private note: it had nobody to tell.
fn tell_leak(context: &Context, folder: &PairFolder) {
    if folder.holds_a_leak() {
        context.ui.warn(&format!(
            "{}: a private note is in what would be sent, and so nothing is; `oneonone sync {}` shows where",
            folder.slug, folder.slug
        ));
    }
}

/// Sends in the background what verbs have written in shared pairs.
pub(super) fn send_later(context: &Context) {
    if !context.config.auto_sync {
        return;
    }
    for folder in context.written.take() {
        if folder.is_shared() {
            tell_leak(context, &folder);
            background::send_later(&folder);
        }
    }
}
