//! Bringing what was received together with what is here: moved forward where nothing is new here, merged file by file
//! where both sides have gone on. Nothing is ever reset: what is in the work tree and not committed stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use git2::{ObjectType, Oid, Tree};

use super::error::{GitContext, GitError};
use super::identity::{self, Role};
use super::incoming::fold;
use super::objects::{self, Saying, Touched};
use super::options;
use super::paths;
use super::repository::PairRepository;
use super::session::Session;
use super::write::{self, Change, Commit, CommitId, Ready};
use crate::store::files;

/// The three versions of one file; none where it is not there.
#[derive(Debug, Clone, Copy)]
pub struct Versions<'a> {
    /// As both began.
    pub base: Option<&'a [u8]>,
    /// As it is here.
    pub here: Option<&'a [u8]>,
    /// As it was received.
    pub there: Option<&'a [u8]>,
}

/// What three versions of a file become.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergedFile {
    /// The file's own bytes; none where it goes.
    pub bytes: Option<Vec<u8>>,
    /// Files that are put beside it.
    pub beside: Vec<(String, Vec<u8>)>,
}

/// What the merging of trees has to know about files.
pub trait PairFiles {
    /// Whether a path is one that the pair's format defines: what is changed in it by hand is committed before.
    fn is_own(&self, path: &str) -> bool;

    /// Puts the versions of the file `path` together.
    fn merge(&self, path: &str, versions: Versions<'_>) -> MergedFile;

    /// Whether two histories that began on their own are put together, as if both had begun with nothing.
    fn may_be_unrelated(&self) -> bool {
        false
    }

    /// Another name for the file `path` with these bytes, which cannot have its own: the same on every clone.
    fn beside(&self, path: &str, bytes: &[u8]) -> String;
}

/// What integrating did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Integrated {
    /// Whether a merge was made.
    pub merged: bool,
    /// The files that changed here.
    pub changed: Vec<String>,
    /// Files that changed there and are something else here that nobody has committed: they stay.
    pub kept: Vec<String>,
}

/// Blobs and modes by path.
type Files = BTreeMap<String, (Oid, u32)>;

impl Session<'_> {
    /// Brings the commit `incoming`, which was inspected, together with the branch. The user's changes by hand to the
    /// pair's own files have to be committed before.
    ///
    /// # Errors
    /// [`GitError::Unrelated`]; [`GitError::ChangedMeanwhile`] where a file was changed by hand in the meantime: then begin
    /// again; else as [`Session::commit`].
    pub fn integrate(&mut self, incoming: CommitId, pair: &dyn PairFiles) -> Result<Integrated, GitError> {
        let repository = self.repository;
        let head = repository.head_id()?;
        let descends = |one: Oid, other: Oid| {
            Ok::<bool, GitError>(
                one == other || repository.inner.graph_descendant_of(one, other).during("compare the histories")?,
            )
        };
        if let Some(head) = head
            && descends(head, incoming.0)?
        {
            return Ok(Integrated::default());
        }
        let union = Union { repository, pair };
        let there = union.files_of(incoming.0)?;
        let here = head.map(|head| union.files_of(head)).transpose()?.unwrap_or_default();
        let (to, result, merged) = match head {
            Some(head) if !descends(incoming.0, head)? => {
                let base = match union.base(head, incoming.0)? {
                    Some(base) => base,
                    None if pair.may_be_unrelated() => Files::new(),
                    None => return Err(GitError::Unrelated),
                };
                let result = union.merge(&base, &here, &there)?;
                (self.merge_commit(head, incoming.0, &here, &result)?, result, true)
            }
            _ => (incoming.0, there, false),
        };
        self.advance(Ready { from: head, to }, (&here, &result), merged, pair)
    }

    /// A commit of `files` on top of both.
    fn merge_commit(&self, head: Oid, incoming: Oid, here: &Files, files: &Files) -> Result<Oid, GitError> {
        let repository = self.repository;
        let settings = repository.settings()?;
        let author = identity::signature(&identity::identity(&settings, Role::Author)?, Role::Author, None)?;
        let committer = identity::signature(&identity::identity(&settings, Role::Committer)?, Role::Committer, None)?;
        let together = options::Together::begin();
        let base = objects::tree_of(&repository.inner, Some(head))?;
        let touched = differences(here, files);
        let tree = objects::updated(&repository.inner, base.as_ref(), &touched)?;
        let saying = Saying {
            message: MERGE_MESSAGE,
            author: &author,
            committer: &committer,
            signed: settings.truth("commit.gpgsign").unwrap_or(false),
        };
        let commit = objects::commit(repository, tree, &[head, incoming], &saying)?;
        objects::sync(repository, commit, tree, &touched)?;
        drop(together);
        Ok(commit)
    }

    /// Moves files, branch and index to the commit `to`.
    fn advance(
        &mut self,
        ready: Ready,
        (here, result): (&Files, &Files),
        merged: bool,
        pair: &dyn PairFiles,
    ) -> Result<Integrated, GitError> {
        let repository = self.repository;
        let mut done = Integrated { merged, ..Integrated::default() };
        let mut changes = Vec::new();
        for (path, blob) in differences(here, result) {
            let before = here.get(&path).map(|(id, _)| *id);
            // The pair's own files have been committed by now.
            if !pair.is_own(&path) && self.is_in_the_way(&path, before, blob.map(|(id, _)| id))? {
                done.kept.push(path);
                continue;
            }
            let bytes = blob.map(|(id, _)| read_blob(repository, id)).transpose()?;
            let base = before.map_or(write::Base::Absent, |id| write::Base::Blob(write::BlobId(id)));
            changes.push(Change { path: path.clone(), bytes, base });
            done.changed.push(path);
        }
        let message = if merged { MERGE_MESSAGE } else { FORWARD_MESSAGE };
        self.run_ready(Commit::new(message.trim_end(), changes), ready, &done.kept)?;
        Ok(done)
    }

    /// Whether the work tree has something at `path` that the user has not given to git: it is left alone.
    fn is_in_the_way(&self, path: &str, before: Option<Oid>, after: Option<Oid>) -> Result<bool, GitError> {
        let file = paths::locate(self.repository.root(), path)?;
        let now = match files::read_if_there(&file) {
            Ok(bytes) => bytes.as_deref().map(write::hash),
            Err(_) => return Ok(true),
        };
        Ok(now != before && now != after)
    }
}

/// The message of a merge.
const MERGE_MESSAGE: &str = "oneonone sync: merge\n";

/// What the reflog says where the branch is only moved on.
const FORWARD_MESSAGE: &str = "oneonone sync: forward\n";

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn read_blob(repository: &PairRepository, id: Oid) -> Result<Vec<u8>, GitError> {
    Ok(repository.inner.find_blob(id).during("read a file of the history")?.content().to_vec())
}

/// What has to be touched to make `after` of `before`.
fn differences(before: &Files, after: &Files) -> Touched {
    let mut touched = Touched::new();
    for (path, blob) in after {
        if before.get(path) != Some(blob) {
            touched.insert(path.clone(), Some(*blob));
        }
    }
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        touched.insert(path.clone(), None);
    }
    touched
}

/// The merging of whole trees.
struct Union<'a> {
    repository: &'a PairRepository,
    pair: &'a dyn PairFiles,
}

impl Union<'_> {
    /// The files of a commit. What is no regular file is left out; [`PairRepository::inspect`] has told it.
    fn files_of(&self, commit: Oid) -> Result<Files, GitError> {
        let mut files = Files::new();
        if let Some(tree) = objects::tree_of(&self.repository.inner, Some(commit))? {
            self.collect("", &tree, &mut files)?;
        }
        Ok(files)
    }

    fn collect(&self, folder: &str, tree: &Tree<'_>, files: &mut Files) -> Result<(), GitError> {
        for entry in tree {
            let Ok(name) = entry.name() else { continue };
            let path = join(folder, name);
            if entry.kind() == Some(ObjectType::Tree) {
                let below = self.repository.inner.find_tree(entry.id()).during("read a tree")?;
                self.collect(&path, &below, files)?;
            } else if matches!(entry.filemode(), 0o100_644 | 0o100_755) {
                files.insert(path, (entry.id(), entry.filemode().cast_unsigned()));
            }
        }
        Ok(())
    }

    /// The files from which both went on; none where the histories have nothing in common. Where they were brought
    /// together crosswise before, there are several such states: they are merged by the same rules.
    fn base(&self, one: Oid, other: Oid) -> Result<Option<Files>, GitError> {
        let bases = self.repository.inner.merge_bases(one, other);
        let mut bases: Vec<Oid> = match bases {
            Ok(bases) => bases.to_vec(),
            Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(None),
            Err(source) => return Err(GitError::Git { action: "compare the histories", source }),
        };
        bases.sort_unstable();
        let Some((first, rest)) = bases.split_first() else { return Ok(None) };
        let mut files = self.files_of(*first)?;
        for next in rest {
            let below = self.base(*first, *next)?.unwrap_or_default();
            files = self.merge(&below, &files, &self.files_of(*next)?)?;
        }
        Ok(Some(files))
    }

    fn merge(&self, base: &Files, here: &Files, there: &Files) -> Result<Files, GitError> {
        let paths: BTreeSet<&String> = base.keys().chain(here.keys()).chain(there.keys()).collect();
        let mut merged = Files::new();
        for path in paths {
            let (was, one, other) = (base.get(path), here.get(path), there.get(path));
            let taken = if one == other || other == was {
                one.copied()
            } else if one == was {
                other.copied()
            } else {
                self.merge_file(path, [was, one, other], &mut merged)?
            };
            if let Some(taken) = taken {
                merged.insert(path.clone(), taken);
            }
        }
        self.apart(merged)
    }

    fn merge_file(
        &self,
        path: &str,
        versions: [Option<&(Oid, u32)>; 3],
        merged: &mut Files,
    ) -> Result<Option<(Oid, u32)>, GitError> {
        let inner = &self.repository.inner;
        let read = |version: Option<&(Oid, u32)>| version.map(|(id, _)| read_blob(self.repository, *id)).transpose();
        let [base, here, there] = versions;
        let bytes = [read(base)?, read(here)?, read(there)?];
        let [was, one, other] = bytes.each_ref().map(Option::as_deref);
        let result = self.pair.merge(path, Versions { base: was, here: one, there: other });
        let write = |bytes: &[u8]| inner.blob(bytes).during("write the merged file");
        for (path, bytes) in result.beside {
            merged.insert(path, (write(&bytes)?, objects::REGULAR));
        }
        // Executable where one side made it so.
        let mode = here.into_iter().chain(there).map(|(_, mode)| *mode).max().unwrap_or(objects::REGULAR);
        Ok(result.bytes.map(|bytes| write(&bytes)).transpose()?.map(|id| (id, mode)))
    }

    /// The same files, with another name for those whose names cannot stand together: a file and a folder of one name, and
    /// names that some systems take for one.
    fn apart(&self, files: Files) -> Result<Files, GitError> {
        // By folded path: folders that differ in their case alone become one, of the first name.
        let mut folders: BTreeMap<String, String> = BTreeMap::from([(String::new(), String::new())]);
        for path in files.keys() {
            for (at, _) in path.match_indices('/') {
                let (above, name) = path[..at].rsplit_once('/').unwrap_or(("", &path[..at]));
                let place = join(&folders[&fold(above)], name);
                folders.entry(fold(&path[..at])).or_insert(place);
            }
        }
        let mut taken = BTreeSet::new();
        let mut result = Files::new();
        for (path, (id, mode)) in files {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            let is_clash = folders.contains_key(&fold(&path)) || !taken.insert(fold(&path));
            let mut place = join(&folders[&fold(folder)], name);
            if is_clash {
                place = self.pair.beside(&place, &read_blob(self.repository, id)?);
            }
            result.insert(place, (id, mode));
        }
        Ok(result)
    }
}
