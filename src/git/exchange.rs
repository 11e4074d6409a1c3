//! Putting a prepared file in the place of one that git guards, without ever holding git's lock.
//!
//! A process that dies while it holds a lock of git stops every later git. Here no lock is taken: the prepared file and
//! the one that is there change places in one system call, and what came out tells whether it was what we had looked at.
//! Git's lock is respected all the same. Who holds it has read the file before, and will put another in its place:
//! so we wait before, and look again after. Whatever the order, either git sees our file, or we see that git did not.
//!
//! Where the file system cannot exchange two files, [`lockfile`] does it with the lock.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::error::GitError;
use super::lockfile::{self, Outcome};
use crate::store::durable;
use crate::store::exchange::{self as swap, Exchanged};

/// How long we wait for a living git to release its lock.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(5);

/// What the writer of a file that git guards knows about it.
pub(super) trait Guarded {
    /// Whether the file still is what the prepared one was made from.
    fn is_unchanged(&self) -> Result<bool, GitError>;

    /// Whether `displaced`, which was in the place of the prepared file, is what that was made from.
    fn is_expected(&self, displaced: &Path) -> Result<bool, GitError>;

    /// Whether the file is the prepared one, or one that was made from it since.
    fn stands(&self) -> Result<bool, GitError>;

    /// Whether `displaced` is the prepared file itself.
    fn is_prepared(&self, displaced: &Path) -> Result<bool, GitError>;

    /// Keeps `displaced`, which another program made from our file while we took that back.
    fn keep(&self, displaced: &Path) -> Result<(), GitError>;
}

/// Puts `prepared`, which is synced, in the place of `target`, if that is unchanged. `prepared` is gone afterwards,
/// whatever happened. The folder is not synced.
pub(super) fn replace(prepared: &Path, target: &Path, guarded: &impl Guarded) -> Result<Outcome, GitError> {
    let outcome = replace_keeping(prepared, target, guarded);
    durable::discard(prepared)?;
    outcome
}

fn replace_keeping(prepared: &Path, target: &Path, guarded: &impl Guarded) -> Result<Outcome, GitError> {
    let lock = lockfile::lock_of(target);
    if !is_released(&lock) {
        return Ok(Outcome::Held);
    }
    if !guarded.is_unchanged()? {
        return Ok(Outcome::Changed);
    }
    match swap::exchange(prepared, target)? {
        Exchanged::Unable => return lockfile::replace(prepared, target, || guarded.is_unchanged()),
        Exchanged::Refused => return Ok(Outcome::Changed),
        Exchanged::Created => {}
        Exchanged::Swapped if guarded.is_expected(prepared)? => {}
        Exchanged::Swapped => return take_back(prepared, target, guarded),
    }
    // A git that took its lock before the exchange puts its file over ours when it releases it.
    is_released(&lock);
    Ok(if guarded.stands()? { Outcome::Replaced } else { Outcome::Changed })
}

/// Another program was faster by less than the time between our look and the exchange: its file goes back in place.
fn take_back(prepared: &Path, target: &Path, guarded: &impl Guarded) -> Result<Outcome, GitError> {
    swap::exchange(prepared, target)?;
    if !guarded.is_prepared(prepared)? {
        guarded.keep(prepared)?;
    }
    Ok(Outcome::Changed)
}

/// Waits until nobody holds the lock; not for ever.
fn is_released(lock: &Path) -> bool {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match fs::symlink_metadata(lock) {
            Err(error) if error.kind() == ErrorKind::NotFound => return true,
            _ if Instant::now() >= deadline => return false,
            _ => thread::sleep(PAUSE),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// A file of words whose writer is disturbed by another program at each of its looks.
    struct Disturbed<'a> {
        target: &'a Path,
        after_look: &'a str,
        after_exchange: &'a str,
        kept: RefCell<Vec<String>>,
    }

    impl Guarded for Disturbed<'_> {
        fn is_unchanged(&self) -> Result<bool, GitError> {
            let is_unchanged = read(self.target) == "old";
            write(self.target, self.after_look);
            Ok(is_unchanged)
        }

        fn is_expected(&self, displaced: &Path) -> Result<bool, GitError> {
            write(self.target, self.after_exchange);
            Ok(read(displaced) == "old")
        }

        fn stands(&self) -> Result<bool, GitError> {
            Ok(read(self.target).starts_with("ours"))
        }

        fn is_prepared(&self, displaced: &Path) -> Result<bool, GitError> {
            Ok(read(displaced) == "ours")
        }

        fn keep(&self, displaced: &Path) -> Result<(), GitError> {
            self.kept.borrow_mut().push(read(displaced));
            Ok(())
        }
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    fn write(path: &Path, text: &str) {
        if !text.is_empty() {
            durable::write(path, text.as_bytes()).unwrap();
        }
    }

    fn run(after_look: &str, after_exchange: &str) -> (Outcome, String, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let (prepared, target) = (folder.path().join("prepared"), folder.path().join("target"));
        write(&prepared, "ours");
        write(&target, "old");
        let disturbed = Disturbed { target: &target, after_look, after_exchange, kept: RefCell::default() };
        let outcome = replace(&prepared, &target, &disturbed).unwrap();
        assert!(!prepared.exists());
        assert!(!lockfile::lock_of(&target).exists());
        (outcome, read(&target), disturbed.kept.into_inner())
    }

    #[test]
    fn undisturbed() {
        assert_eq!(run("", ""), (Outcome::Replaced, "ours".to_owned(), vec![]));
    }

    #[test]
    fn another_built_on_ours() {
        assert_eq!(run("", "ours and more"), (Outcome::Replaced, "ours and more".to_owned(), vec![]));
    }

    #[test]
    fn another_that_had_not_seen_ours_wins_and_is_noticed() {
        assert_eq!(run("", "theirs"), (Outcome::Changed, "theirs".to_owned(), vec![]));
    }

    #[test]
    fn what_came_between_look_and_exchange_is_put_back() {
        assert_eq!(run("theirs", ""), (Outcome::Changed, "theirs".to_owned(), vec![]));
    }

    #[test]
    fn of_two_in_a_row_the_second_is_kept() {
        let kept = vec!["ours and more".to_owned()];
        assert_eq!(run("theirs", "ours and more"), (Outcome::Changed, "theirs".to_owned(), kept));
    }

    #[test]
    fn a_file_that_is_not_there_is_made_and_one_that_is_there_by_then_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (prepared, target) = (folder.path().join("prepared"), folder.path().join("target"));
        write(&prepared, "ours");
        assert_eq!(swap::exchange(&prepared, &target).unwrap(), Exchanged::Created);
        assert_eq!(read(&target), "ours");
    }

    #[test]
    fn a_lock_that_nobody_releases_is_respected() {
        let folder = tempfile::tempdir().unwrap();
        let (prepared, target) = (folder.path().join("prepared"), folder.path().join("target"));
        write(&prepared, "ours");
        write(&target, "old");
        write(&lockfile::lock_of(&target), "git's");
        let disturbed = Disturbed { target: &target, after_look: "", after_exchange: "", kept: RefCell::default() };
        assert_eq!(replace(&prepared, &target, &disturbed).unwrap(), Outcome::Held);
        assert_eq!((read(&target).as_str(), read(&lockfile::lock_of(&target)).as_str()), ("old", "git's"));
    }
}
