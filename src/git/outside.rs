//! Files that were changed by hand since the last commit.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::SystemTime;

use git2::{Index, IndexEntryExtendedFlag, ObjectType, Oid, Tree};

use super::error::{GitContext, GitError};
use super::repository::PairRepository;
use super::{index, objects, write};
use crate::store::durable::TEMPORARY_PREFIX;
use crate::store::{IoContext, files};

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OutsideKind {
    /// It is new.
    Added,
    /// It has other bytes.
    Modified,
    /// It is gone.
    Deleted,
    /// Something else than a regular file stands in its place; it cannot be committed.
    NotRegular,
}

/// A file that differs from the last commit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutsideChange {
    /// Relative to the work tree, with `/`.
    pub path: String,
    /// What happened to it.
    pub kind: OutsideKind,
}

/// The owned files directly in `folders` that differ from the last commit, in the order of their paths.
pub(super) fn changed(
    repository: &PairRepository,
    folders: &[&str],
    owned: &dyn Fn(&str) -> bool,
    index: Option<&Index>,
) -> Result<Vec<OutsideChange>, GitError> {
    let tree = objects::tree_of(&repository.inner, repository.head_id()?)?;
    let opened = if index.is_none() { Some(index::open(repository)?) } else { None };
    let Some(index) = index.or(opened.as_ref()) else { return Ok(Vec::new()) };
    let written = fs::symlink_metadata(index::file_of(repository)).ok().and_then(|index| index.modified().ok());
    let mut changes = Vec::new();
    for folder in folders {
        let mut committed = committed_in(repository, tree.as_ref(), folder, owned)?;
        look_into(repository.root(), folder, owned, &mut |path, metadata| {
            let before = committed.remove(&path);
            let kind = if !metadata.is_file() {
                Some(OutsideKind::NotRegular)
            } else if let Some(id) = before {
                let unchanged = known_unchanged(index, written, &path, metadata, id)
                    || write::hash(&files::read_regular(&repository.root().join(&path))?) == id;
                (!unchanged).then_some(OutsideKind::Modified)
            } else {
                Some(OutsideKind::Added)
            };
            changes.extend(kind.map(|kind| OutsideChange { path, kind }));
            Ok(())
        })?;
        // What git was told not to check out is missing on purpose, and not gone.
        let is_left_out = |path: &String| {
            let flags = index.get_path(Path::new(path), 0).map_or(0, |entry| entry.flags_extended);
            IndexEntryExtendedFlag::from_bits_truncate(flags).is_skip_worktree()
        };
        let gone = committed.into_keys().filter(|path| !is_left_out(path));
        changes.extend(gone.map(|path| OutsideChange { path, kind: OutsideKind::Deleted }));
    }
    changes.sort();
    Ok(changes)
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The owned files of the last commit directly in `folder`.
fn committed_in(
    repository: &PairRepository,
    tree: Option<&Tree<'_>>,
    folder: &str,
    owned: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, Oid>, GitError> {
    let mut found = BTreeMap::new();
    let Some(root) = tree else { return Ok(found) };
    let subtree = match folder {
        "" => Some(root.clone()),
        _ => match root.get_name(folder).filter(|entry| entry.kind() == Some(ObjectType::Tree)) {
            Some(entry) => Some(repository.inner.find_tree(entry.id()).during("read the last commit")?),
            None => None,
        },
    };
    for entry in subtree.iter().flat_map(Tree::iter) {
        if entry.kind() == Some(ObjectType::Blob)
            && let Ok(name) = entry.name()
        {
            let path = join(folder, name);
            if owned(&path) {
                found.insert(path, entry.id());
            }
        }
    }
    Ok(found)
}

/// Calls `each` with every owned name directly in `folder`.
fn look_into(
    root: &Path,
    folder: &str,
    owned: &dyn Fn(&str) -> bool,
    each: &mut dyn FnMut(String, &fs::Metadata) -> Result<(), GitError>,
) -> Result<(), GitError> {
    let place = root.join(folder);
    // A link in the place of a folder holds nothing of ours.
    if !fs::symlink_metadata(&place).is_ok_and(|metadata| metadata.is_dir()) {
        return Ok(());
    }
    for item in fs::read_dir(&place).at("list", &place)? {
        let item = item.at("list", &place)?;
        let Ok(name) = item.file_name().into_string() else { continue };
        let path = join(folder, &name);
        if name.starts_with(TEMPORARY_PREFIX) || !owned(&path) {
            continue;
        }
        match item.metadata() {
            Ok(metadata) => each(path, &metadata)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).at("look at", &item.path()).map_err(GitError::from),
        }
    }
    Ok(())
}

/// Whether the index alone shows that a file still has the bytes `id`. Not where it was written when the index was, or
/// later: it may have changed since without a trace.
fn known_unchanged(
    index: &Index,
    index_written: Option<SystemTime>,
    path: &str,
    metadata: &fs::Metadata,
    id: Oid,
) -> bool {
    let (Some(index_written), Ok(modified)) = (index_written, metadata.modified()) else { return false };
    modified < index_written
        && index.get_path(Path::new(path), 0).is_some_and(|entry| entry.id == id && index::describes(&entry, metadata))
}
