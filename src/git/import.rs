//! Many commits at once, for histories that can be made again: fast, and on the disk only at the end.

use std::collections::BTreeMap;

use git2::Oid;

use super::branch::{self, Move};
use super::error::{GitContext, GitError};
use super::identity::{self, Role};
use super::index::{self, Refresh};
use super::objects::{self, Saying, Touched};
use super::options;
use super::paths;
use super::session::Session;
use super::write::{Commit, CommitId};
use crate::store::durable;

impl Session<'_> {
    /// Makes `commits` one on top of the other, without waiting for the disk in between, and leaves the work tree as
    /// the last one has it. Returns that one; none where there are none.
    ///
    /// This is for new repositories whose content can be made again: a crash may leave files that no commit has. It
    /// neither looks at what a change is based on nor signs.
    ///
    /// # Errors
    /// As [`Session::commit`].
    pub fn import(&mut self, commits: Vec<Commit>) -> Result<Option<CommitId>, GitError> {
        options::durable(false);
        let outcome = self.import_quickly(commits);
        options::durable(true);
        outcome
    }

    fn import_quickly(&mut self, commits: Vec<Commit>) -> Result<Option<CommitId>, GitError> {
        let repository = self.repository;
        let branch = repository.branch_reference()?;
        let settings = repository.settings()?;
        let start = branch::read(repository, &branch)?;
        let mut head = start;
        let mut last: BTreeMap<String, Option<(Oid, Vec<u8>)>> = BTreeMap::new();
        let mut mover = None;
        for commit in commits {
            let user = |role| commit.author.clone().map_or_else(|| identity::identity(&settings, role), Ok);
            let author = identity::signature(&user(Role::Author)?, Role::Author, commit.when)?;
            let committer = identity::signature(&user(Role::Committer)?, Role::Committer, commit.when)?;
            let base = objects::tree_of(&repository.inner, head)?;
            let mut touched = Touched::new();
            for change in commit.changes {
                paths::locate(repository.root(), &change.path)?;
                let blob = match change.bytes {
                    None => None,
                    Some(bytes) => {
                        let id = repository.inner.blob(&bytes).during("write the file's bytes to git")?;
                        Some((id, bytes))
                    }
                };
                touched.insert(change.path.clone(), blob.as_ref().map(|(id, _)| (*id, objects::REGULAR)));
                last.insert(change.path, blob);
            }
            let tree = objects::updated(&repository.inner, base.as_ref(), &touched)?;
            let message = format!("{}\n", commit.message.trim_end());
            let saying = Saying { message: &message, author: &author, committer: &committer, signed: false };
            head = Some(objects::commit(repository, tree, head.as_slice(), &saying)?);
            mover = Some(committer);
        }
        let (Some(to), Some(who)) = (head, mover) else { return Ok(None) };
        let mut refreshes = Vec::with_capacity(last.len());
        for (path, blob) in last {
            let file = paths::locate(repository.root(), &path)?;
            let metadata = match &blob {
                None => {
                    durable::remove(&file)?;
                    None
                }
                Some((_, bytes)) => Some(durable::write_unsynced(&file, bytes)?),
            };
            refreshes.push(Refresh { path, blob: blob.map(|(id, _)| (id, objects::REGULAR)), metadata });
        }
        let step = Move { branch: &branch, from: start, to, who: &who, message: "commit: import" };
        if !branch::compare_and_swap(repository, &step)? {
            return Err(GitError::BranchBusy { branch, times: 1 });
        }
        index::refresh(repository, &refreshes)?;
        Ok(Some(CommitId(to)))
    }
}
