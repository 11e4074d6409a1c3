//! The branch: read, and moved by compare-and-swap.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Oid, Signature};

use super::error::{GitContext, GitError, Unwritable};
use super::exchange::{self, Guarded};
use super::lockfile::{self, Outcome};
use super::repository::PairRepository;
use crate::store::exchange as swap;
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
    match exchange::replace(&prepared, &file, &Guard { repository, step, file: &file })? {
        Outcome::Replaced => durable::sync_folder(durable::parent(&file))?,
        Outcome::Changed => return Ok(false),
        Outcome::Held => return Err(GitError::BranchLocked { lock: lockfile::lock_of(&file) }),
    }
    // The branch has moved: a reflog that could not be written is no reason to say otherwise.
    let _ = record(repository, step);
    Ok(true)
}

/// The file of a branch, while it is moved.
struct Guard<'a> {
    repository: &'a PairRepository,
    step: &'a Move<'a>,
    file: &'a Path,
}

impl Guard<'_> {
    fn now(&self) -> Result<Option<Oid>, GitError> {
        match read_loose(self.file)? {
            Some(id) => Ok(id),
            // Packed, or not there at all.
            None => read(self.repository, self.step.branch),
        }
    }
}

impl Guarded for Guard<'_> {
    fn is_unchanged(&self) -> Result<bool, GitError> {
        Ok(self.now()? == self.step.from)
    }

    fn is_expected(&self, displaced: &Path) -> Result<bool, GitError> {
        Ok(read_loose(displaced)?.flatten() == self.step.from)
    }

    fn stands(&self) -> Result<bool, GitError> {
        let to = self.step.to;
        Ok(self.now()?.is_some_and(|now| now == to || descends(self.repository, now, to)))
    }

    fn is_prepared(&self, displaced: &Path) -> Result<bool, GitError> {
        Ok(read_loose(displaced)?.flatten() == Some(self.step.to))
    }

    fn keep(&self, displaced: &Path) -> Result<(), GitError> {
        let Some(id) = read_loose(displaced)?.flatten() else { return Ok(()) };
        let name = format!("refs/oneonone/kept/{id}");
        self.repository.inner.reference(&name, id, true, "another program moved the branch").during("keep a commit")?;
        Err(GitError::BranchTornApart { kept: name })
    }
}

fn descends(repository: &PairRepository, commit: Oid, ancestor: Oid) -> bool {
    repository.inner.graph_descendant_of(commit, ancestor).unwrap_or(false)
}

/// Finishes, for a writer that died there, the exchange of the branch's file with the prepared one: what had come out
/// goes back in where it is the commit of another program, and ours, with this `message`, is in its place.
pub(super) fn settle(repository: &PairRepository, branch: &str, message: &str) -> Result<(), GitError> {
    let (file, prepared) = (file_of(repository, branch), repository.own_folder().join(PREPARED));
    let (Some(Some(now)), Some(Some(displaced))) = (read_loose(&file)?, read_loose(&prepared)?) else { return Ok(()) };
    let says = |id| repository.inner.find_commit(id).ok().is_some_and(|commit| commit.message() == Ok(message));
    let is_apart = now != displaced && !descends(repository, now, displaced) && !descends(repository, displaced, now);
    if is_apart && says(now) && !says(displaced) {
        swap::exchange(&prepared, &file)?;
    }
    Ok(())
}

/// The commit in a reference's own file; none where there is no file.
fn read_loose(file: &Path) -> Result<Option<Option<Oid>>, StoreError> {
    let mut handle = match File::open(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.at("read", file)?,
    };
    let mut bytes = [0; 64];
    let length = handle.read(&mut bytes).at("read", file)?;
    Ok(Some(std::str::from_utf8(&bytes[..length]).ok().and_then(|text| Oid::from_str(text.trim()).ok())))
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
