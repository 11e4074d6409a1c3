//! Trees and commits, made from the branch's own tree and exactly the paths touched.

use std::collections::BTreeMap;

use git2::{Commit, ErrorCode, ObjectType, Oid, Repository, Signature, Tree, TreeBuilder};

use super::error::{GitContext, GitError};
use super::repository::PairRepository;
use super::sign;
#[cfg(unix)]
use crate::store::durable;

/// The mode of a regular file.
pub(super) const REGULAR: u32 = 0o100_644;
const FOLDER: i32 = 0o040_000;

/// A touched path: the blob that it has afterwards, and none where it is removed.
pub(super) type Touched = BTreeMap<String, Option<(Oid, u32)>>;

/// What a commit says beside its tree.
pub(super) struct Saying<'a> {
    pub(super) message: &'a str,
    pub(super) author: &'a Signature<'static>,
    pub(super) committer: &'a Signature<'static>,
    pub(super) signed: bool,
}

/// The tree of the commit `head`; none before the first one.
pub(super) fn tree_of(repository: &Repository, head: Option<Oid>) -> Result<Option<Tree<'_>>, GitError> {
    head.map(|id| repository.find_commit(id).and_then(|commit| commit.tree()))
        .transpose()
        .during("read the last commit")
}

/// The blob and mode of `path` in `tree`.
pub(super) fn blob_at(tree: Option<&Tree<'_>>, path: &str) -> Result<Option<(Oid, u32)>, GitError> {
    let Some(tree) = tree else { return Ok(None) };
    match tree.get_path(std::path::Path::new(path)) {
        Ok(entry) => Ok(Some((entry.id(), entry.filemode().cast_unsigned()))),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(source) => Err(GitError::Git { action: "read the last commit", source }),
    }
}

/// `base` with the touched paths changed. A folder that becomes empty is left out.
pub(super) fn updated(repository: &Repository, base: Option<&Tree<'_>>, touched: &Touched) -> Result<Oid, GitError> {
    builder(repository, base, touched).and_then(|tree| tree.write()).during("write the tree")
}

fn builder<'r>(
    repository: &'r Repository,
    base: Option<&Tree<'_>>,
    touched: &Touched,
) -> Result<TreeBuilder<'r>, git2::Error> {
    let mut tree = repository.treebuilder(base)?;
    let mut below: BTreeMap<&str, Touched> = BTreeMap::new();
    for (path, blob) in touched {
        match (path.split_once('/'), blob) {
            (Some((folder, rest)), _) => {
                below.entry(folder).or_default().insert(rest.to_owned(), *blob);
            }
            (None, Some((id, mode))) => {
                tree.insert(path, *id, mode.cast_signed())?;
            }
            (None, None) => leave_out(&mut tree, path)?,
        }
    }
    for (folder, touched) in below {
        let old = base.and_then(|base| base.get_name(folder)).filter(|entry| entry.kind() == Some(ObjectType::Tree));
        let old = old.map(|entry| repository.find_tree(entry.id())).transpose()?;
        let subtree = builder(repository, old.as_ref(), &touched)?;
        if subtree.is_empty() {
            leave_out(&mut tree, folder)?;
        } else {
            tree.insert(folder, subtree.write()?, FOLDER)?;
        }
    }
    Ok(tree)
}

fn leave_out(tree: &mut TreeBuilder<'_>, name: &str) -> Result<(), git2::Error> {
    if tree.get(name)?.is_some() { tree.remove(name) } else { Ok(()) }
}

/// Waits until a commit's objects are on the disk: the commit, its tree, and of the paths touched the blobs and folders.
/// First the bytes of all, then their names.
#[cfg(unix)]
pub(super) fn sync(repository: &PairRepository, commit: Oid, tree: Oid, touched: &Touched) -> Result<(), GitError> {
    let objects = repository.inner.commondir().join("objects");
    let root = repository.inner.find_tree(tree).during("read the tree")?;
    let mut ids = vec![commit, tree];
    for (path, blob) in touched {
        ids.extend(blob.map(|(id, _)| id));
        let folders = std::path::Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        ids.extend(folders.filter_map(|folder| root.get_path(folder).ok()).map(|entry| entry.id()));
    }
    ids.sort_unstable();
    ids.dedup();
    let mut folders = std::collections::BTreeSet::from([objects.clone()]);
    for id in ids {
        let name = id.to_string();
        let (folder, file) = name.split_at(2);
        let file = objects.join(folder).join(file);
        // One that is in a pack has been there for long.
        if file.is_file() {
            durable::sync_read_only(&file)?;
            folders.insert(objects.join(folder));
        }
    }
    Ok(folders.iter().try_for_each(|folder| durable::sync_folder(folder))?)
}

/// Nothing is left to be waited for: libgit2 has waited for each object.
#[cfg(not(unix))]
pub(super) fn sync(_: &PairRepository, _: Oid, _: Oid, _: &Touched) -> Result<(), GitError> {
    Ok(())
}

/// A commit of `tree` on top of `parents`, on no branch yet.
pub(super) fn commit(
    repository: &PairRepository,
    tree: Oid,
    parents: &[Oid],
    saying: &Saying<'_>,
) -> Result<Oid, GitError> {
    if saying.signed {
        return sign::commit_tree(repository, tree, parents, saying);
    }
    let inner = &repository.inner;
    let tree = inner.find_tree(tree).during("read the tree")?;
    let parents: Vec<Commit<'_>> =
        parents.iter().map(|id| inner.find_commit(*id)).collect::<Result<_, _>>().during("read the last commit")?;
    let parents: Vec<&Commit<'_>> = parents.iter().collect();
    inner.commit(None, saying.author, saying.committer, saying.message, &tree, &parents).during("write the commit")
}
