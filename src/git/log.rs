//! The history of files: which commits changed each, from the oldest on.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, FixedOffset};
use git2::{Commit, Odb, Oid, Sort};

use super::error::{GitContext, GitError};
use super::identity::{Identity, moment};
use super::memory;
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

impl FileCommit {
    /// When it was written, in the author's zone; none where the commit names a time that there is not.
    pub fn at(&self) -> Option<DateTime<FixedOffset>> {
        moment(self.seconds, self.offset_minutes)
    }
}

/// For each path, relative to the work tree, its commits from the oldest on.
pub type FileHistory = BTreeMap<String, Vec<FileCommit>>;

/// After how many commits the history is kept for the next walk.
const WORTH_KEEPING: usize = 32;

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
    /// A merge counts for a file only where its bytes are those of none of the merged sides. What a walk found is kept
    /// inside git's folder, so that the next one begins where it ended.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn commits_touching(&self, folder: &str) -> Result<FileHistory, GitError> {
        let Some(head) = self.head_id()? else { return Ok(FileHistory::new()) };
        let (known, mut history) = match memory::recall(self, folder) {
            Some((known, history)) if known == head => return Ok(history),
            Some((known, history)) if self.inner.graph_descendant_of(head, known).unwrap_or(false) => {
                (Some(known), history)
            }
            _ => (None, FileHistory::new()),
        };
        let walked = self.walk(folder, head, known, &mut history)?;
        if walked >= WORTH_KEEPING {
            memory::keep(self, folder, head, &history);
        }
        Ok(history)
    }

    /// Adds what the commits after `known` changed; says how many commits there were.
    fn walk(&self, folder: &str, head: Oid, known: Option<Oid>, history: &mut FileHistory) -> Result<usize, GitError> {
        let mut walk = self.inner.revwalk().during("read the history")?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE).during("read the history")?;
        walk.push(head).during("read the history")?;
        if let Some(known) = known {
            walk.hide(known).during("read the history")?;
        }
        let mut reader = Reader { store: self.inner.odb().during("read the history")?, kept: HashMap::new() };
        let mut folders: HashMap<Oid, Option<Oid>> = HashMap::new();
        let mut walked = 0;
        for id in walk {
            walked += 1;
            let commit = id.and_then(|id| self.inner.find_commit(id)).during("read the history")?;
            let tree = folder_of(&commit, folder)?;
            folders.insert(commit.id(), tree);
            let mut parents = Vec::new();
            for parent in commit.parent_ids() {
                parents.push(match folders.get(&parent) {
                    Some(tree) => *tree,
                    None => match self.inner.find_commit(parent) {
                        Ok(parent) => folder_of(&parent, folder)?,
                        // A shallow clone ends here.
                        Err(_) => continue,
                    },
                });
            }
            // A merge that took one side as it is changed nothing.
            if parents.contains(&tree) || (parents.is_empty() && tree.is_none()) {
                continue;
            }
            for (name, blob) in changed_from_all(&mut reader, &parents, tree)? {
                history.entry(format!("{folder}/{name}")).or_default().push(describe(&commit, blob));
            }
        }
        Ok(walked)
    }

    /// The first line of a commit's message, as far as it is text.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn subject(&self, id: CommitId) -> Result<String, GitError> {
        let commit = self.inner.find_commit(id.0).during("read the history")?;
        let message = String::from_utf8_lossy(commit.message_bytes());
        Ok(message.lines().next().unwrap_or_default().to_owned())
    }

    /// The bytes of a blob.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn blob(&self, id: BlobId) -> Result<Vec<u8>, GitError> {
        Ok(self.inner.find_blob(id.0).during("read an old version of a file")?.content().to_vec())
    }
}

/// The tree of `folder` in a commit.
fn folder_of(commit: &Commit<'_>, folder: &str) -> Result<Option<Oid>, GitError> {
    Ok(commit.tree().during("read the history")?.get_name(folder).map(|entry| entry.id()))
}

/// The files that differ from every parent's.
fn changed_from_all(
    reader: &mut Reader<'_>,
    parents: &[Option<Oid>],
    tree: Option<Oid>,
) -> Result<BTreeMap<String, Option<Oid>>, GitError> {
    let now = reader.tree(tree)?;
    let mut changed = trees::changed(&reader.tree(parents.first().copied().flatten())?, &now);
    for parent in parents.iter().skip(1) {
        let found = trees::changed(&reader.tree(*parent)?, &now);
        changed.retain(|name, _| found.contains_key(name));
    }
    Ok(changed)
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
