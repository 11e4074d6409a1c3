//! One writer's turn: from the lock to its release.

use std::time::Duration;

use super::error::{GitError, Unwritable};
use super::outside::{self, OutsideChange};
use super::repository::PairRepository;
use super::write::{Change, Commit, CommitId, Plan, Ready, Source};
use super::{index, options, recover};
use crate::store::durable;
use crate::store::files;
use crate::store::journal::Journal;
use crate::store::lock::{self, Lock};

/// How a turn begins.
pub struct BeginOptions<'a> {
    /// How long to wait for another writer.
    pub patience: Duration,
    /// Called once when that takes longer than a second.
    pub waiting: Option<&'a mut dyn FnMut()>,
}

impl Default for BeginOptions<'_> {
    fn default() -> Self {
        BeginOptions { patience: lock::PATIENCE, waiting: None }
    }
}

/// What was found of a writer that died.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The message of its commit.
    pub message: String,
    /// Whether its words were in the files, and are committed now.
    pub finished: bool,
}

/// Something that the user should know, although the words are safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// The commit stands, but `git status` does not know it yet.
    #[error("another git is at work, so `git status` will show this change as staged until the next command")]
    IndexBusy,
    /// The same, because the system refused to write the index.
    #[error("git's index could not be written, so `git status` will show this change as staged until the next command")]
    IndexFailed,
}

/// The turn of one writer in one pair's repository. Others wait until it is dropped.
pub struct Session<'r> {
    pub(super) repository: &'r PairRepository,
    pub(super) journal: Journal,
    recovered: Option<Recovered>,
    warnings: Vec<Warning>,
    /// The index as it was when the turn began, for [`Session::changed_outside`].
    index: Option<git2::Index>,
    _lock: Lock,
}

impl PairRepository {
    /// Begins a turn: waits for other writers, and cleans up after one that died.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Locked`], or [`GitError::Unwritable`] where the repository's state forbids a commit.
    pub fn begin(&self, options: BeginOptions<'_>) -> Result<Session<'_>, GitError> {
        options::durable(true);
        let own = self.own_folder();
        // The lock, not the folder: a report may have made the folder for its memo.
        if !own.join("lock").exists() {
            self.exclude_temporary_files()?;
        }
        let mut silent = || ();
        let waiting = options.waiting.unwrap_or(&mut silent);
        let lock = Lock::acquire(&own.join("lock"), options.patience, waiting)?;
        let journal = Journal::new(own.join("journal"));
        let mut session =
            Session { repository: self, journal, recovered: None, warnings: Vec::new(), index: None, _lock: lock };
        session.recovered = recover::recover(&session)?;
        self.check_state()?;
        self.branch_reference()?;
        let index = index::open(self)?;
        if index.has_conflicts() {
            return Err(self.refuse(Unwritable::Conflicts));
        }
        session.index = Some(index);
        Ok(session)
    }

    /// The pair's own files in the work tree that differ from the last commit: what was edited by hand.
    ///
    /// Looks, without descending further, into `folders` (`""` is the work tree itself) at the files that `owned` says
    /// are the pair's own. Files are read only where their size or times say that they may have changed.
    ///
    /// # Errors
    /// What could not be read.
    pub fn changed_outside(
        &self,
        folders: &[&str],
        owned: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<OutsideChange>, GitError> {
        outside::changed(self, folders, owned, None)
    }
}

impl<'r> Session<'r> {
    /// The repository.
    pub fn repository(&self) -> &'r PairRepository {
        self.repository
    }

    /// What was found of a writer that died before this turn.
    pub fn recovered(&self) -> Option<&Recovered> {
        self.recovered.as_ref()
    }

    /// What the user should know, in the order in which it happened.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// As [`PairRepository::changed_outside`].
    ///
    /// # Errors
    /// What could not be read.
    pub fn changed_outside(
        &self,
        folders: &[&str],
        owned: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<OutsideChange>, GitError> {
        outside::changed(self.repository, folders, owned, self.index.as_ref())
    }

    /// Puts a file back that the last commit has and the work tree has not. Says whether there was one to put back.
    ///
    /// # Errors
    /// What could not be read or written.
    pub fn put_back(&self, path: &str) -> Result<bool, GitError> {
        let Some(bytes) = self.repository.committed(path)? else { return Ok(false) };
        let file = super::paths::locate(self.repository.root(), path)?;
        if files::is_there(&file)? {
            return Ok(false);
        }
        if let Some(folder) = file.parent() {
            durable::make_folder(folder)?;
        }
        durable::write(&file, &bytes)?;
        Ok(true)
    }

    /// Writes the files and commits exactly them; none where the last commit has all of it already.
    ///
    /// # Errors
    /// Before a byte is written: [`GitError::NoIdentity`], [`GitError::Filtered`], [`GitError::ChangedMeanwhile`] and
    /// such. [`GitError::NotCommitted`] where the words are in the files, and only the commit could not be made.
    pub fn commit(&mut self, commit: Commit) -> Result<Option<CommitId>, GitError> {
        self.run(commit, Source::Given)
    }

    /// Commits files of the work tree as they are, those that are gone as removed.
    ///
    /// # Errors
    /// As [`Session::commit`].
    pub fn commit_outside(&mut self, paths: &[String], message: &str) -> Result<Option<CommitId>, GitError> {
        let changes = paths.iter().map(|path| Change::remove(path.as_str())).collect();
        self.run(Commit::new(message, changes), Source::WorkTree)
    }

    fn run(&mut self, commit: Commit, source: Source) -> Result<Option<CommitId>, GitError> {
        let mut plan = Plan::new(self.repository, commit, source)?;
        if plan.files.is_empty() {
            return Ok(None);
        }
        if let Err(error) = plan.put_in_place(self.repository, &self.journal, source) {
            // Where this fails too, the next turn finds what was done, and does the same.
            let _ = self.journal.end();
            return Err(error);
        }
        self.finish(&plan)
    }

    /// Writes the files of a commit that is made already, and moves the branch to it.
    pub(super) fn run_ready(
        &mut self,
        commit: Commit,
        ready: Ready,
        kept: &[String],
    ) -> Result<Option<CommitId>, GitError> {
        let mut plan = Plan::new(self.repository, commit, Source::Given)?;
        plan.ready = Some(ready);
        plan.kept = kept.to_vec();
        if let Err(error) = plan.put_in_place(self.repository, &self.journal, Source::Given) {
            let _ = self.journal.end();
            return Err(error);
        }
        self.finish(&plan)
    }

    /// The steps that follow once the words are in the files.
    pub(super) fn finish(&mut self, plan: &Plan) -> Result<Option<CommitId>, GitError> {
        let (committed, is_indexed) = match plan.commit(self.repository) {
            Ok(done) => done,
            Err(error) => {
                let _ = self.journal.end();
                let path = plan.files.first().map(|file| file.path.clone()).unwrap_or_default();
                return Err(GitError::NotCommitted { path, source: Box::new(error) });
            }
        };
        match if is_indexed { Ok(true) } else { plan.refresh(self.repository) } {
            // A journal that stays is found done by the next turn.
            Ok(true) => drop(self.journal.end()),
            // It has to stay: the next turn brings the index up to date.
            Ok(false) => self.warnings.push(Warning::IndexBusy),
            Err(_) => self.warnings.push(Warning::IndexFailed),
        }
        Ok(committed)
    }
}
