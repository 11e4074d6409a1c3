//! A walk back over the history: who committed what, with every file that each commit changed.
//!
//! A merge counts for a file only where the file is none of the merged ones; what it has from one of them was told there.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, FixedOffset};
use git2::{Commit, Odb, Oid, Sort};

use super::error::{GitContext, GitError};
use super::identity::{Identity, moment};
use super::repository::PairRepository;
use super::write::{BlobId, CommitId};
use super::{objects, trees};
use crate::store::files;
use crate::store::private as closed;

/// How deep folders are looked into; none that was received lies deeper.
const DEEPEST: usize = 30;

/// How many trees are kept for the next comparison.
const KEPT: usize = 64;

/// One commit of a walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The commit.
    pub commit: CommitId,
    /// What it was made from.
    pub parents: Vec<CommitId>,
    /// Who wrote it, as the commit says; this proves nothing.
    pub author: Identity,
    /// When it was written, as the commit says, in seconds since 1970.
    pub seconds: i64,
    /// The author's zone then, in minutes east.
    pub offset_minutes: i32,
    /// The first line of its message.
    pub subject: String,
    tree: Oid,
}

impl Step {
    /// When it was written, in the author's zone; none where the commit names a time that there is not.
    pub fn at(&self) -> Option<DateTime<FixedOffset>> {
        moment(self.seconds, self.offset_minutes)
    }
}

/// A file that a commit changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileStep {
    /// Relative to the work tree, with `/`.
    pub path: String,
    /// Its bytes in each of the parents; none where it was not there.
    pub before: Vec<Option<BlobId>>,
    /// Its bytes afterwards; none where it is gone.
    pub after: Option<BlobId>,
}

/// Walks one repository, and keeps the trees that the next step asks for again.
pub struct Walker<'r> {
    repository: &'r PairRepository,
    store: Odb<'r>,
    kept: HashMap<Oid, Vec<u8>>,
}

impl PairRepository {
    /// A walker over the history.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn walker(&self) -> Result<Walker<'_>, GitError> {
        let store = self.inner.odb().during("read the history")?;
        Ok(Walker { repository: self, store, kept: HashMap::new() })
    }

    /// The commit up to which somebody looked at what changed, in this clone; none where nobody did, and where it is gone.
    ///
    /// # Errors
    /// What the system refused.
    pub fn looked(&self) -> Result<Option<CommitId>, GitError> {
        let bytes = files::read_if_there(&self.own_folder().join("looked"))?.unwrap_or_default();
        let id = str::from_utf8(&bytes).ok().and_then(|text| Oid::from_str(text.trim()).ok());
        Ok(id.filter(|id| self.inner.find_commit(*id).is_ok()).map(CommitId))
    }

    /// Notes up to which commit somebody looked.
    ///
    /// # Errors
    /// What the system refused.
    pub fn note_looked(&self, commit: CommitId) -> Result<(), GitError> {
        let text = format!("{}\n", commit.0);
        Ok(closed::replace_private(&self.own_folder().join("looked"), text.as_bytes())?)
    }
}

fn step_of(commit: &Commit<'_>) -> Step {
    let author = commit.author();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let subject = commit.message_bytes().split(|byte| *byte == b'\n').next().unwrap_or_default();
    Step {
        commit: CommitId(commit.id()),
        parents: commit.parent_ids().map(CommitId).collect(),
        author: Identity { name: text(author.name_bytes()), email: text(author.email_bytes()) },
        seconds: author.when().seconds(),
        offset_minutes: author.when().offset_minutes(),
        subject: text(subject).trim().to_owned(),
        tree: commit.tree_id(),
    }
}

/// The state in which a history was: of `steps`, newest first, the newest of those that `was_there` says and of all that
/// they were made from. They are several where two people had not met yet.
pub fn state(steps: &[Step], was_there: impl Fn(&Step) -> bool) -> Vec<CommitId> {
    let mut behind: HashSet<CommitId> = HashSet::new();
    let mut heads = Vec::new();
    for step in steps {
        if !behind.contains(&step.commit) && !was_there(step) {
            continue;
        }
        if !behind.contains(&step.commit) {
            heads.push(step.commit);
        }
        behind.extend(step.parents.iter().copied());
    }
    heads
}

impl Walker<'_> {
    /// The commits that the branch contains and `without` does not, newest first: no commit stands behind one that it was
    /// made from.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn steps(&self, without: &[CommitId]) -> Result<Vec<Step>, GitError> {
        match self.repository.head_id()? {
            Some(head) => self.steps_from(CommitId(head), without),
            None => Ok(Vec::new()),
        }
    }

    /// The same of those that a commit was made from, and of itself.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn steps_from(&self, head: CommitId, without: &[CommitId]) -> Result<Vec<Step>, GitError> {
        let inner = &self.repository.inner;
        let mut walk = inner.revwalk().during("read the history")?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME).during("read the history")?;
        walk.push(head.0).during("read the history")?;
        for commit in without {
            walk.hide(commit.0).during("read the history")?;
        }
        let mut steps = Vec::new();
        for id in walk {
            let commit = id.and_then(|id| inner.find_commit(id)).during("read the history")?;
            steps.push(step_of(&commit));
        }
        Ok(steps)
    }

    /// One commit by its name.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn step(&self, commit: CommitId) -> Result<Step, GitError> {
        Ok(step_of(&self.repository.inner.find_commit(commit.0).during("read the history")?))
    }

    /// The files that a commit changed, in the order of their paths. Where a shallow clone ends nothing is known to have
    /// changed.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn changed(&mut self, step: &Step) -> Result<Vec<FileStep>, GitError> {
        let mut parents = Vec::with_capacity(step.parents.len().max(1));
        for parent in &step.parents {
            match self.tree_of(*parent) {
                Ok(tree) => parents.push(Some(tree)),
                Err(_) => return Ok(Vec::new()),
            }
        }
        if parents.is_empty() {
            parents.push(None);
        }
        let mut found = Vec::new();
        self.compare("", &parents, Some(step.tree), 0, &mut found)?;
        Ok(found)
    }

    /// The files that `to` has in another state than any of `from`, in the order of their paths; without `from`, all that
    /// it has.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn between(&mut self, from: &[CommitId], to: CommitId) -> Result<Vec<FileStep>, GitError> {
        let mut trees = from.iter().map(|commit| self.tree_of(*commit).map(Some)).collect::<Result<Vec<_>, _>>()?;
        if trees.is_empty() {
            trees.push(None);
        }
        let to = self.tree_of(to)?;
        let mut found = Vec::new();
        self.compare("", &trees, Some(to), 0, &mut found)?;
        Ok(found)
    }

    /// The file `path` as a commit has it.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn blob_at(&self, commit: CommitId, path: &str) -> Result<Option<BlobId>, GitError> {
        let tree = self.repository.inner.find_tree(self.tree_of(commit)?).during("read the history")?;
        Ok(objects::blob_at(Some(&tree), path)?.map(|(id, _)| BlobId(id)))
    }

    fn tree_of(&self, commit: CommitId) -> Result<Oid, GitError> {
        Ok(self.repository.inner.find_commit(commit.0).during("read the history")?.tree_id())
    }

    fn tree(&mut self, id: Option<Oid>) -> Result<Vec<u8>, GitError> {
        let Some(id) = id else { return Ok(Vec::new()) };
        if let Some(bytes) = self.kept.get(&id) {
            return Ok(bytes.clone());
        }
        let bytes = self.store.read(id).during("read the history")?.data().to_vec();
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert(id, bytes.clone());
        Ok(bytes)
    }

    /// Adds the files below `folder` that are those of none of the parents.
    fn compare(
        &mut self,
        folder: &str,
        parents: &[Option<Oid>],
        now: Option<Oid>,
        depth: usize,
        found: &mut Vec<FileStep>,
    ) -> Result<(), GitError> {
        if depth > DEEPEST || parents.contains(&now) {
            return Ok(());
        }
        let new = self.tree(now)?;
        let mut from_each: Vec<BTreeMap<String, trees::Difference>> = Vec::with_capacity(parents.len());
        for parent in parents {
            from_each.push(trees::differing(&self.tree(*parent)?, &new));
        }
        let Some((first, others)) = from_each.split_first() else { return Ok(()) };
        for (name, difference) in first {
            let mut all = vec![*difference];
            all.extend(others.iter().filter_map(|other| other.get(name).copied()));
            if all.len() < parents.len() {
                continue;
            }
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let before: Vec<Option<BlobId>> = all.iter().map(|one| one.old_file.map(BlobId)).collect();
            let after = difference.new_file.map(BlobId);
            // Where only the mode differs, nobody changed a word.
            if before.iter().all(|before| *before != after) {
                found.push(FileStep { path: path.clone(), before, after });
            }
            if all.iter().any(|one| one.old_folder.is_some()) || difference.new_folder.is_some() {
                let folders: Vec<Option<Oid>> = all.iter().map(|one| one.old_folder).collect();
                self.compare(&path, &folders, difference.new_folder, depth + 1, found)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_before_a_day() {
        let id = |n: u8| CommitId(Oid::from_bytes(&[n; 20]).expect("twenty bytes"));
        let step = |n: u8, seconds: i64, parents: &[u8]| Step {
            commit: id(n),
            parents: parents.iter().map(|n| id(*n)).collect(),
            author: Identity { name: String::new(), email: String::new() },
            seconds,
            offset_minutes: 0,
            subject: String::new(),
            tree: Oid::ZERO_SHA1,
        };
        // 1 - 2 - 4 - 5, with 3 beside 2.
        let steps = [step(5, 50, &[4]), step(4, 40, &[2, 3]), step(3, 30, &[1]), step(2, 20, &[1]), step(1, 10, &[])];
        let state = |before: i64| state(&steps, |step| step.seconds < before);
        assert_eq!(state(60), [id(5)]);
        assert_eq!(state(45), [id(4)]);
        assert_eq!(state(35), [id(3), id(2)]);
        assert_eq!(state(25), [id(2)]);
        assert_eq!(state(5), []);
        // A clock that ran behind: what it was made from was there, whatever its own time says.
        let skewed = [step(2, 5, &[1]), step(1, 100, &[])];
        assert_eq!(super::state(&skewed, |step| step.seconds < 50), [id(2)]);
    }
}
