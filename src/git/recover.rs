//! What the next writer does for one that died: its locks and temporary files go, and what it had put into the user's
//! files is committed, as it would have been.

use std::path::Path;

use git2::Oid;

use super::error::GitError;
use super::identity::Identity;
use super::lockfile;
use super::session::{Recovered, Session};
use super::write::{self, Change, Commit, Plan, Ready, Source};
use super::{branch, index, paths};
use crate::store::durable;
use crate::store::files;
use crate::store::journal::{IntendedFile, Intent};

/// Finishes or forgets what the journal says; none where there was no dead writer.
pub(super) fn recover(session: &Session<'_>) -> Result<Option<Recovered>, GitError> {
    let Some(intent) = session.journal.read()? else {
        // One that was never finished means that nothing was begun.
        return Ok(None);
    };
    clear(session, &intent)?;
    let landed = settle(session, &intent)?;
    let finished = !landed.is_empty() && finish(session, &intent, landed).is_ok_and(|done| done);
    session.journal.end()?;
    Ok(Some(Recovered { message: intent.message.trim_end().to_owned(), finished }))
}

/// Removes the locks of git that the dead writer left, and what it had prepared.
fn clear(session: &Session<'_>, intent: &Intent) -> Result<(), GitError> {
    branch::settle(session.repository, &intent.branch, &intent.message)?;
    let folder = session.repository.git_folder();
    for lock in &intent.locks {
        lockfile::clear(&folder.join(&lock.lock), &folder.join(&lock.content))?;
    }
    durable::discard(&lockfile::lock_of(&session.repository.own_folder().join(index::PREPARED)))?;
    Ok(())
}

/// Brings the files to where they were meant to be, if one of them is there already; removes the temporary ones.
/// Returns the paths that are as they were meant to be.
fn settle(session: &Session<'_>, intent: &Intent) -> Result<Vec<String>, GitError> {
    let root = session.repository.root();
    let current = |path: &str| -> Result<Option<Oid>, GitError> {
        Ok(files::read_if_there(&paths::locate(root, path)?)?.as_deref().map(write::hash))
    };
    let begun =
        |file: &IntendedFile| matches!(current(&file.path), Ok(now) if now == id(&file.new) && now != id(&file.old));
    // Files that were edited by hand are in the work tree from the start: they have no temporary file.
    let by_hand = intent.files.iter().all(|file| file.temporary.is_none() && file.old == file.new);
    let roll_forward = by_hand || intent.files.iter().any(begun);
    let mut landed = Vec::new();
    for file in &intent.files {
        let Ok(target) = paths::locate(root, &file.path) else { continue };
        let temporary = file.temporary.as_ref().map(|name| target.with_file_name(name));
        if roll_forward {
            let untouched = current(&file.path).is_ok_and(|now| now == id(&file.old));
            let prepared = |file: &Path| files::read_if_there(file).ok().flatten().as_deref().map(write::hash);
            match (&temporary, id(&file.new)) {
                (Some(temporary), Some(new)) if untouched && prepared(temporary) == Some(new) => {
                    durable::rename(temporary, &target)?;
                }
                (None, None) if untouched => durable::discard(&target)?,
                _ => {}
            }
            durable::sync_folder(durable::parent(&target))?;
            if current(&file.path).is_ok_and(|now| now == id(&file.new)) {
                landed.push(file.path.clone());
            }
        }
        if let Some(temporary) = temporary {
            durable::discard(&temporary)?;
        }
    }
    Ok(landed)
}

/// Commits what landed, unless the user has meanwhile begun something else.
fn finish(session: &Session<'_>, intent: &Intent, landed: Vec<String>) -> Result<bool, GitError> {
    let repository = session.repository;
    repository.check_state()?;
    if repository.branch_reference()? != intent.branch || index::open(repository)?.has_conflicts() {
        return Ok(false);
    }
    let commit = Commit {
        message: intent.message.clone(),
        changes: landed.into_iter().map(Change::remove).collect(),
        when: intent.when,
        author: intent.author.clone().map(|(name, email)| Identity { name, email }),
    };
    let mut plan = Plan::new(repository, commit, Source::WorkTree)?;
    if let Some(to) = id(&intent.commit) {
        // Only where all of it is as that commit has it: else what is missing would look like a change by hand.
        let is_whole = plan.files.len() == intent.files.len() && repository.head_id()? == id(&intent.head);
        if !is_whole {
            return Ok(false);
        }
        plan.ready = Some(Ready { from: id(&intent.head), to });
    }
    plan.commit(repository)?;
    plan.refresh(repository)
}

fn id(hexadecimal: &Option<String>) -> Option<Oid> {
    hexadecimal.as_deref().and_then(|text| Oid::from_str(text).ok())
}
