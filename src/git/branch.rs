//! The branch: read, and moved by compare-and-swap.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Oid, Signature};

use super::error::{GitError, Unwritable};
use super::lockfile::{self, Outcome};
use super::repository::PairRepository;
use crate::store::{IoContext, StoreError, durable};

/// The name of the prepared reference in our own folder.
pub(super) const PREPARED: &str = "ref";

/// A move of a branch.
pub(super) struct Move<'a> {
    /// The branch, in full.
    pub(super) branch: &'a str,
    /// Where it has to be for the move to happen; none where it must not exist.
    pub(super) from: Option<Oid>,
    /// Where it is afterwards.
    pub(super) to: Oid,
    /// Who moves it.
    pub(super) who: &'a Signature<'static>,
    /// The line of the reflog.
    pub(super) message: &'a str,
}

/// Where `branch`, given in full, points to.
pub(super) fn read(repository: &PairRepository, branch: &str) -> Result<Option<Oid>, GitError> {
    match repository.inner.find_reference(branch) {
        Ok(reference) => match reference.target() {
            Some(id) => Ok(Some(id)),
            None => Err(repository.refuse(Unwritable::NotABranch(branch.to_owned()))),
        },
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(source) => Err(GitError::Git { action: "read the branch", source }),
    }
}

/// Where the file of a reference is.
pub(super) fn file_of(repository: &PairRepository, branch: &str) -> PathBuf {
    repository.inner.commondir().join(branch)
}

/// Moves a branch, if it still is where the move begins. Says whether it was.
///
/// # Errors
/// [`GitError::BranchLocked`] where a living git holds its lock.
pub(super) fn compare_and_swap(repository: &PairRepository, step: &Move<'_>) -> Result<bool, GitError> {
    let file = file_of(repository, step.branch);
    let prepared = repository.own_folder().join(PREPARED);
    durable::discard(&prepared)?;
    durable::write_new(&prepared, format!("{}\n", step.to).as_bytes())?;
    durable::make_folder(durable::parent(&file))?;
    let mut opened = None;
    let unchanged = || {
        let now = match read_loose(&file)? {
            Some((id, handle)) => {
                opened = Some(handle);
                id
            }
            // Packed, or not there at all.
            None => read(repository, step.branch)?,
        };
        Ok(now == step.from)
    };
    match lockfile::replace(&prepared, &file, unchanged)? {
        Outcome::Replaced => durable::sync_folder(durable::parent(&file))?,
        Outcome::Changed => return Ok(false),
        Outcome::Held => return Err(GitError::BranchLocked { lock: lockfile::lock_of(&file) }),
    }
    // The branch has moved: a reflog that could not be written is no reason to say otherwise.
    let _ = record(repository, step);
    Ok(true)
}

/// The commit in a reference's own file, in as few system calls as can be; the file is closed by the caller, later.
fn read_loose(file: &Path) -> Result<Option<(Option<Oid>, File)>, StoreError> {
    let mut handle = match File::open(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.at("read", file)?,
    };
    let mut bytes = [0; 64];
    let length = handle.read(&mut bytes).at("read", file)?;
    let id = std::str::from_utf8(&bytes[..length]).ok().and_then(|text| Oid::from_str(text.trim()).ok());
    Ok(Some((id, handle)))
}

/// Adds a line to the reflogs of the branch and of HEAD, where git would.
fn record(repository: &PairRepository, step: &Move<'_>) -> Result<(), GitError> {
    let always = repository.settings()?.truth("core.logallrefupdates").unwrap_or(true);
    let when = step.who.when();
    let zero = || "0".repeat(40);
    let line = format!(
        "{} {} {} <{}> {} {}\t{}\n",
        step.from.map_or_else(zero, |id| id.to_string()),
        step.to,
        String::from_utf8_lossy(step.who.name_bytes()),
        String::from_utf8_lossy(step.who.email_bytes()),
        when.seconds(),
        zone(when.offset_minutes()),
        step.message.lines().next().unwrap_or_default(),
    );
    let logs = [repository.inner.commondir().join("logs").join(step.branch), repository.git_folder().join("logs/HEAD")];
    for log in logs {
        if always || log.is_file() {
            fs::create_dir_all(durable::parent(&log)).at("make the folder", durable::parent(&log))?;
            let mut file = OpenOptions::new().append(true).create(true).open(&log).at("open", &log)?;
            // Not synced, as git does not: it passes over a line that was cut off.
            file.write_all(line.as_bytes()).at("write", &log)?;
        }
    }
    Ok(())
}

/// A zone as git writes it: `+0130`.
pub(super) fn zone(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
