//! What is to be written, and the steps from the journal to the index.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use git2::{ObjectType, Oid, Signature};

use super::branch::{self, Move};
use super::error::{GitContext, GitError};
use super::identity::{self, Identity, Role};
use super::index::{self, Refresh};
use super::objects::{self, Saying, Touched};
use super::repository::PairRepository;
use super::{filters, options, paths};
use crate::store::durable::{self, Staged};
use crate::store::files::{self, Stamp};
use crate::store::journal::{IntendedFile, IntendedLock, Intent, Journal};

/// How often, and for how long, a branch may be moved under us before we give up: on a slow disk another git can be faster
/// many times in a row.
const ATTEMPTS: u32 = 20;
const PATIENCE: Duration = Duration::from_secs(10);

/// The name of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommitId(pub(super) Oid);

/// The name of a blob: of the bytes of one version of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobId(pub(super) Oid);

impl BlobId {
    /// The name that git gives these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        BlobId(hash(bytes))
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// What a file has to be for a change to be written over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Base {
    /// Whatever it is when the write begins.
    #[default]
    Any,
    /// There is no file of that name.
    Absent,
    /// It has the bytes of this name.
    Blob(BlobId),
}

/// A file that a commit writes or removes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Relative to the work tree, with `/`.
    pub path: String,
    /// All the bytes that it has afterwards; none to remove it.
    pub bytes: Option<Vec<u8>>,
    /// What the bytes were made from. Nothing is written where the file is something else by then.
    pub base: Base,
}

impl Change {
    /// Writes `bytes` to `path`.
    pub fn write(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Change { path: path.into(), bytes: Some(bytes.into()), base: Base::Any }
    }

    /// Removes `path`.
    pub fn remove(path: impl Into<String>) -> Self {
        Change { path: path.into(), bytes: None, base: Base::Any }
    }

    /// Only if the file still has the bytes `base`; none for no file.
    #[must_use]
    pub fn based_on(mut self, base: Option<&[u8]>) -> Self {
        self.base = base.map_or(Base::Absent, |bytes| Base::Blob(BlobId::of(bytes)));
        self
    }
}

/// One commit to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// The message: verb, entry and ids, `oneonone note: entries/2026-11-20.md ^a7k2mm`. Never a word of a note.
    pub message: String,
    /// The files.
    pub changes: Vec<Change>,
    /// Seconds since 1970, and the zone in minutes east; none for what git's variables say, else now.
    pub when: Option<(i64, i32)>,
    /// The author; none for the user.
    pub author: Option<Identity>,
}

impl Commit {
    /// A commit by the user, now.
    pub fn new(message: impl Into<String>, changes: Vec<Change>) -> Self {
        Commit { message: message.into(), changes, when: None, author: None }
    }
}

pub(super) fn hash(bytes: &[u8]) -> Oid {
    Oid::hash_object(ObjectType::Blob, bytes).unwrap_or(Oid::ZERO_SHA1)
}

/// Everything about a commit that is known before a byte is written.
pub(super) struct Plan {
    pub(super) branch: String,
    pub(super) message: String,
    pub(super) author: Signature<'static>,
    pub(super) committer: Signature<'static>,
    pub(super) named: Option<Identity>,
    pub(super) when: Option<(i64, i32)>,
    pub(super) signed: bool,
    pub(super) files: Vec<PlannedFile>,
    /// The commit, where it is made already.
    pub(super) ready: Option<Ready>,
    /// Paths that the commit changes and the work tree keeps as they are: the index alone follows.
    pub(super) kept: Vec<String>,
}

/// A commit that is made already: only files, index and branch follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ready {
    /// Where the branch has to be; none where it must not exist.
    pub(super) from: Option<Oid>,
    /// The commit.
    pub(super) to: Oid,
}

/// One file of a plan.
pub(super) struct PlannedFile {
    pub(super) path: String,
    pub(super) file: PathBuf,
    /// The bytes that are in the work tree now, by name, and when they were seen.
    pub(super) old: Option<Oid>,
    pub(super) stamp: Option<Stamp>,
    pub(super) bytes: Option<Vec<u8>>,
    pub(super) new: Option<Oid>,
    /// What the system said about the file that holds the new bytes.
    pub(super) written: Option<Metadata>,
}

/// How a plan comes by its files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The bytes are given, and written.
    Given,
    /// The bytes are in the work tree already.
    WorkTree,
}

impl Plan {
    /// Looks at everything that could stand against the commit, before anything is written.
    pub(super) fn new(repository: &PairRepository, commit: Commit, source: Source) -> Result<Self, GitError> {
        let settings = repository.settings()?;
        let branch = repository.branch_reference()?;
        for change in &commit.changes {
            paths::locate(repository.root(), &change.path)?;
        }
        filters::refuse_filtered(repository, &settings, commit.changes.iter().map(|change| change.path.as_str()))?;
        let user = |role| identity::identity(&settings, role);
        let author = commit.author.clone().map_or_else(|| user(Role::Author), Ok)?;
        let committer = commit.author.clone().map_or_else(|| user(Role::Committer), Ok)?;
        let mut message = commit.message.trim_end().to_owned();
        message.push('\n');
        let mut files = Vec::with_capacity(commit.changes.len());
        for change in commit.changes {
            files.push(PlannedFile::new(repository.root(), change, source)?);
        }
        Ok(Plan {
            branch,
            message,
            author: identity::signature(&author, Role::Author, commit.when)?,
            committer: identity::signature(&committer, Role::Committer, commit.when)?,
            named: commit.author,
            when: commit.when,
            signed: settings.truth("commit.gpgsign").unwrap_or(false),
            files,
            ready: None,
            kept: Vec::new(),
        })
    }

    fn intent(&self, repository: &PairRepository, temporaries: &[Option<String>]) -> Result<Intent, GitError> {
        let own = Path::new("oneonone");
        let reference = branch::file_of(repository, &self.branch);
        Ok(Intent {
            head: match self.ready {
                Some(ready) => ready.from,
                None => branch::read(repository, &self.branch)?,
            }
            .map(|id| id.to_string()),
            commit: self.ready.map(|ready| ready.to.to_string()),
            branch: self.branch.clone(),
            message: self.message.clone(),
            author: self.named.clone().map(|who| (who.name, who.email)),
            when: self.when,
            files: self
                .files
                .iter()
                .zip(temporaries)
                .map(|(file, temporary)| IntendedFile {
                    path: file.path.clone(),
                    old: file.old.map(|id| id.to_string()),
                    new: file.new.map(|id| id.to_string()),
                    temporary: temporary.clone(),
                })
                .collect(),
            locks: vec![
                IntendedLock { lock: super::lockfile::lock_of(&reference), content: own.join(branch::PREPARED) },
                IntendedLock { lock: PathBuf::from("index.lock"), content: own.join(index::PREPARED) },
            ],
        })
    }

    /// Writes the journal and the files.
    pub(super) fn put_in_place(
        &mut self,
        repository: &PairRepository,
        journal: &Journal,
        source: Source,
    ) -> Result<(), GitError> {
        let temporaries: Vec<Option<String>> = self
            .files
            .iter()
            .map(|file| (source == Source::Given && file.bytes.is_some()).then(durable::temporary_name))
            .collect();
        journal.begin(&self.intent(repository, &temporaries)?)?;
        if source == Source::WorkTree {
            return Ok(());
        }
        let mut staged: Vec<Option<Staged>> = Vec::with_capacity(self.files.len());
        let outcome = self.stage(&temporaries, &mut staged).and_then(|()| self.publish(&staged));
        if outcome.is_err() {
            staged.into_iter().flatten().for_each(Staged::withdraw);
        }
        outcome
    }

    fn stage(&mut self, temporaries: &[Option<String>], staged: &mut Vec<Option<Staged>>) -> Result<(), GitError> {
        for (file, temporary) in self.files.iter_mut().zip(temporaries) {
            staged.push(match (&file.bytes, temporary) {
                (Some(bytes), Some(name)) => {
                    let new = Staged::new(&file.file, name, bytes)?;
                    file.written = Some(new.metadata().clone());
                    Some(new)
                }
                _ => None,
            });
        }
        match self.files.iter().find(|file| Stamp::of(&file.file) != file.stamp) {
            Some(file) => Err(GitError::ChangedMeanwhile { path: file.path.clone() }),
            None => Ok(()),
        }
    }

    fn publish(&self, staged: &[Option<Staged>]) -> Result<(), GitError> {
        let mut folders = BTreeSet::new();
        for (file, staged) in self.files.iter().zip(staged) {
            match staged {
                Some(staged) => staged.publish_unsynced()?,
                None => durable::discard(&file.file)?,
            }
            folders.insert(durable::parent(&file.file));
        }
        for folder in folders {
            if folder.is_dir() {
                durable::sync_folder(folder)?;
            }
        }
        Ok(())
    }

    /// Makes the commit and moves the branch; none where the branch has it all already. Says whether the index is up to date.
    ///
    /// A file that the last commit does not have goes into the index first: were it in the branch and not in the index, a
    /// plain `git commit` in between would commit its removal.
    pub(super) fn commit(&self, repository: &PairRepository) -> Result<(Option<CommitId>, bool), GitError> {
        if let Some(ready) = self.ready {
            return self.move_to(repository, ready);
        }
        let begun = Instant::now();
        let mut attempts = 0;
        while attempts < ATTEMPTS || begun.elapsed() < PATIENCE {
            attempts += 1;
            let head = branch::read(repository, &self.branch)?;
            let base = objects::tree_of(&repository.inner, head)?;
            let together = options::Together::begin();
            let touched = self.touched(repository, base.as_ref())?;
            if touched.is_empty() {
                return Ok((None, false));
            }
            let tree = objects::updated(&repository.inner, base.as_ref(), &touched)?;
            let mut is_new = false;
            for path in touched.keys() {
                is_new |= objects::blob_at(base.as_ref(), path)?.is_none();
            }
            let saying = Saying {
                message: &self.message,
                author: &self.author,
                committer: &self.committer,
                signed: self.signed,
            };
            let to = objects::commit(repository, tree, head.as_slice(), &saying)?;
            objects::sync(repository, to, tree, &touched)?;
            drop(together);
            let initial = if head.is_none() { " (initial)" } else { "" };
            let message = format!("commit{initial}: {}", self.message);
            if is_new {
                let tree = repository.inner.find_tree(tree).during("read the tree")?;
                if !self.refresh_to(repository, Some(&tree))? {
                    return Err(GitError::IndexLocked { lock: repository.git_folder().join("index.lock") });
                }
            }
            let step = Move { branch: &self.branch, from: head, to, who: &self.committer, message: &message };
            if branch::compare_and_swap(repository, &step)? {
                return Ok((Some(CommitId(to)), is_new));
            }
        }
        Err(GitError::BranchBusy { branch: self.branch.clone(), times: attempts })
    }

    /// Moves the branch to the commit that is made already; the index first, for the same reason.
    fn move_to(&self, repository: &PairRepository, ready: Ready) -> Result<(Option<CommitId>, bool), GitError> {
        let tree = objects::tree_of(&repository.inner, Some(ready.to))?;
        let is_indexed = self.files.is_empty() && self.kept.is_empty();
        if !is_indexed && !self.refresh_to(repository, tree.as_ref())? {
            return Err(GitError::IndexLocked { lock: repository.git_folder().join("index.lock") });
        }
        let step = Move {
            branch: &self.branch,
            from: ready.from,
            to: ready.to,
            who: &self.committer,
            message: self.message.trim_end(),
        };
        if branch::compare_and_swap(repository, &step)? {
            Ok((Some(CommitId(ready.to)), true))
        } else {
            Err(GitError::BranchBusy { branch: self.branch.clone(), times: 1 })
        }
    }

    fn touched(&self, repository: &PairRepository, base: Option<&git2::Tree<'_>>) -> Result<Touched, GitError> {
        let mut touched = Touched::new();
        for file in &self.files {
            let before = objects::blob_at(base, &file.path)?;
            let mode = before.map_or(objects::REGULAR, |(_, mode)| mode);
            let blob = file
                .bytes
                .as_ref()
                .filter(|_| before.map(|(id, _)| id) != file.new)
                .map(|bytes| repository.inner.blob(bytes))
                .transpose()
                .during("write the file's bytes to git")?;
            match (file.new, blob, before) {
                (Some(_), Some(id), _) => touched.insert(file.path.clone(), Some((id, mode))),
                (None, _, Some(_)) => touched.insert(file.path.clone(), None),
                _ => None,
            };
        }
        Ok(touched)
    }

    /// Brings the index up to date; says whether it could.
    pub(super) fn refresh(&self, repository: &PairRepository) -> Result<bool, GitError> {
        let head = branch::read(repository, &self.branch)?;
        let tree = objects::tree_of(&repository.inner, head)?;
        self.refresh_to(repository, tree.as_ref())
    }

    /// Brings the index to what this tree has for the plan's files.
    fn refresh_to(&self, repository: &PairRepository, tree: Option<&git2::Tree<'_>>) -> Result<bool, GitError> {
        let mut paths = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let blob = objects::blob_at(tree, &file.path)?;
            let known = blob.map(|(id, _)| id) == file.new;
            paths.push(Refresh {
                path: file.path.clone(),
                blob,
                metadata: if known { file.metadata_now() } else { None },
            });
        }
        for path in &self.kept {
            paths.push(Refresh { path: path.clone(), blob: objects::blob_at(tree, path)?, metadata: None });
        }
        index::refresh(repository, &paths)
    }
}

impl PlannedFile {
    fn new(root: &Path, change: Change, source: Source) -> Result<Self, GitError> {
        let file = paths::locate(root, &change.path)?;
        let stamp = Stamp::of(&file);
        let written = durable::regular_or_absent(&file)?;
        let current = if written.is_some() { files::read_if_there(&file)? } else { None };
        let old = current.as_deref().map(hash);
        let fits = match change.base {
            Base::Any => true,
            Base::Absent => old.is_none(),
            Base::Blob(BlobId(id)) => old == Some(id),
        };
        if !fits {
            return Err(GitError::ChangedMeanwhile { path: change.path });
        }
        let (bytes, written) = match source {
            Source::Given => (change.bytes, None),
            Source::WorkTree => (current, written),
        };
        let new = bytes.as_deref().map(hash);
        Ok(PlannedFile { path: change.path, file, old, stamp, bytes, new, written })
    }

    /// What the system says about the file, if it surely still is the one that was written.
    fn metadata_now(&self) -> Option<Metadata> {
        let written = self.written.as_ref()?;
        let now = durable::regular_or_absent(&self.file).ok()??;
        (Stamp::from(&now) == Stamp::from(written)).then_some(now)
    }
}
