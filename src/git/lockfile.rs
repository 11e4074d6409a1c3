//! Putting a prepared file in the place of one that git guards with a `.lock` file beside it.
//!
//! Git writes the new content into the lock file itself. A process that dies meanwhile leaves a lock that stops every
//! git until somebody removes it. Here the content is prepared elsewhere and synced; then the lock is made by one
//! `link`, what it guards is looked at once more, and one `rename` ends it. The lock that a dead writer may leave is the
//! prepared file under a second name, so the next writer can tell it from that of a living git.
#![expect(clippy::disallowed_methods, reason = "the lock files of git are made and removed here")]

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::GitError;
use crate::store::{IoContext, StoreError, durable};

/// How long we wait for a living git to release its lock.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(5);

/// What became of a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The prepared file is in place.
    Replaced,
    /// The file is not any more what the prepared one was made from; nothing was done.
    Changed,
    /// Another process holds the lock; nothing was done.
    Held,
}

/// The lock of the file `target`.
pub(super) fn lock_of(target: &Path) -> PathBuf {
    let mut name = target.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".lock");
    target.with_file_name(name)
}

/// Puts `prepared`, which is synced, in the place of `target`, if `unchanged` says so under the lock. `prepared` is gone
/// afterwards, whatever happened. The folder is not synced.
pub(super) fn replace(
    prepared: &Path,
    target: &Path,
    unchanged: impl FnOnce() -> Result<bool, GitError>,
) -> Result<Outcome, GitError> {
    let outcome = replace_keeping(prepared, target, unchanged);
    durable::discard(prepared)?;
    outcome
}

fn replace_keeping(
    prepared: &Path,
    target: &Path,
    unchanged: impl FnOnce() -> Result<bool, GitError>,
) -> Result<Outcome, GitError> {
    let lock = lock_of(target);
    if !take(prepared, &lock)? {
        return Ok(Outcome::Held);
    }
    match unchanged() {
        Ok(true) => {
            durable::rename(&lock, target).inspect_err(|_| {
                let _ = durable::discard(&lock);
            })?;
            Ok(Outcome::Replaced)
        }
        other => {
            durable::discard(&lock)?;
            other.map(|_| Outcome::Changed)
        }
    }
}

fn take(prepared: &Path, lock: &Path) -> Result<bool, StoreError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match fs::hard_link(prepared, lock) {
            Ok(()) => return Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(error).at("create", lock),
            // A file system without hard links.
            Err(_) => match durable::write_new(lock, &fs::read(prepared).at("read", prepared)?) {
                Ok(_) => return Ok(true),
                Err(error) if error.io_kind() == Some(ErrorKind::AlreadyExists) => {}
                Err(error) => return Err(error),
            },
        }
        if Instant::now() >= deadline {
            return Ok(false);
        }
        thread::sleep(PAUSE);
    }
}

/// Removes the lock that a dead writer left, which has the bytes of what that writer had prepared, and what it had
/// prepared. Any other lock is left alone.
pub(super) fn clear(lock: &Path, prepared: &Path) -> Result<(), StoreError> {
    if let (Ok(left), Ok(ours)) = (fs::read(lock), fs::read(prepared))
        && left == ours
    {
        durable::discard(lock)?;
    }
    durable::discard(prepared)
}
