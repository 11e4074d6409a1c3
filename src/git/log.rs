//! The history of files: which commits changed each, from the oldest on.

use std::collections::{BTreeMap, HashMap};

use git2::{Commit, Odb, Oid, Sort};

use super::error::{GitContext, GitError};
use super::identity::Identity;
use super::repository::PairRepository;
use super::trees;
use super::write::{BlobId, CommitId};

/// A commit that changed a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCommit {
    /// The commit.
    pub commit: CommitId,
    /// Who wrote it, as the commit says; this proves nothing.
    pub author: Identity,
    /// When it was written, as the commit says, in seconds since 1970.
    pub seconds: i64,
    /// The author's zone then, in minutes east.
    pub offset_minutes: i32,
    /// The bytes of the file afterwards; none where the commit removed it.
    pub blob: Option<BlobId>,
}

/// For each path, relative to the work tree, its commits from the oldest on.
pub type FileHistory = BTreeMap<String, Vec<FileCommit>>;

/// Reads trees by their raw bytes, and keeps the one that the next commit most likely asks for again.
struct Reader<'r> {
    store: Odb<'r>,
    kept: HashMap<Oid, Vec<u8>>,
}

impl Reader<'_> {
    fn tree(&mut self, id: Option<Oid>) -> Result<Vec<u8>, GitError> {
        let Some(id) = id else { return Ok(Vec::new()) };
        if let Some(bytes) = self.kept.get(&id) {
            return Ok(bytes.clone());
        }
        let bytes = self.store.read(id).during("read the history")?.data().to_vec();
        if self.kept.len() > 8 {
            self.kept.clear();
        }
        self.kept.insert(id, bytes.clone());
        Ok(bytes)
    }
}

impl PairRepository {
    /// The history of the files directly in `folder`, over everything that the branch contains.
    ///
    /// A merge counts for a file only where its bytes are those of none of the merged sides.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn commits_touching(&self, folder: &str) -> Result<FileHistory, GitError> {
        let mut history = FileHistory::new();
        let Some(head) = self.head_id()? else { return Ok(history) };
        let mut walk = self.inner.revwalk().during("read the history")?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE).during("read the history")?;
        walk.push(head).during("read the history")?;
        let mut reader = Reader { store: self.inner.odb().during("read the history")?, kept: HashMap::new() };
        let mut folders: HashMap<Oid, Option<Oid>> = HashMap::new();
        for id in walk {
            let commit = id.and_then(|id| self.inner.find_commit(id)).during("read the history")?;
            let tree = commit.tree().during("read the history")?.get_name(folder).map(|entry| entry.id());
            folders.insert(commit.id(), tree);
            let parents: Vec<Option<Oid>> =
                commit.parent_ids().map(|parent| folders.get(&parent).copied().flatten()).collect();
            // A merge that took one side as it is changed nothing.
            if parents.contains(&tree) || (parents.is_empty() && tree.is_none()) {
                continue;
            }
            let now = reader.tree(tree)?;
            let mut changed: Option<BTreeMap<String, Option<Oid>>> = None;
            for parent in if parents.is_empty() { vec![None] } else { parents } {
                let found = trees::changed(&reader.tree(parent)?, &now);
                changed = Some(match changed {
                    None => found,
                    Some(before) => before.into_iter().filter(|(name, _)| found.contains_key(name)).collect(),
                });
            }
            for (name, blob) in changed.into_iter().flatten() {
                history.entry(format!("{folder}/{name}")).or_default().push(describe(&commit, blob));
            }
        }
        Ok(history)
    }

    /// The bytes of a blob.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn blob(&self, id: BlobId) -> Result<Vec<u8>, GitError> {
        Ok(self.inner.find_blob(id.0).during("read an old version of a file")?.content().to_vec())
    }
}

fn describe(commit: &Commit<'_>, blob: Option<Oid>) -> FileCommit {
    let author = commit.author();
    FileCommit {
        commit: CommitId(commit.id()),
        author: Identity {
            name: String::from_utf8_lossy(author.name_bytes()).into_owned(),
            email: String::from_utf8_lossy(author.email_bytes()).into_owned(),
        },
        seconds: author.when().seconds(),
        offset_minutes: author.when().offset_minutes(),
        blob: blob.map(BlobId),
    }
}
