//! The index: brought up to date for the paths that were committed, and for no other.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use git2::{Index, IndexEntry, IndexTime, Oid};

use super::error::{GitContext, GitError, Unwritable};
use super::exchange::{self, Guarded};
use super::lockfile::Outcome;
use super::objects;
use super::repository::PairRepository;
use crate::store::{IoContext, durable, files::Stamp};

/// The name of the prepared index in our own folder.
pub(super) const PREPARED: &str = "index";

/// How often a refresh starts again because somebody else wrote the index.
const ATTEMPTS: u32 = 10;

/// One path of a commit, as the index has to know it.
#[derive(Debug, Clone)]
pub(super) struct Refresh {
    /// Relative to the work tree.
    pub(super) path: String,
    /// The committed blob and its mode; none where the file is gone.
    pub(super) blob: Option<(Oid, u32)>,
    /// What the system says about the file that has these bytes; none where that is not known.
    pub(super) metadata: Option<Metadata>,
}

/// The index as it is on the disk, to look at. It is libgit2's own of this repository, which it would otherwise read once more to
/// find out about attributes.
pub(super) fn open(repository: &PairRepository) -> Result<Index, GitError> {
    reading(repository, &file_of(repository), || {
        let mut index = repository.inner.index()?;
        index.read(false)?;
        Ok(index)
    })
}

/// Another file that is an index.
fn open_file(repository: &PairRepository, file: &Path) -> Result<Index, GitError> {
    reading(repository, file, || Index::open(file))
}

fn reading(
    repository: &PairRepository,
    file: &Path,
    read: impl Fn() -> Result<Index, git2::Error>,
) -> Result<Index, GitError> {
    let mut tries = 1;
    loop {
        let before = Stamp::of(file);
        match read() {
            // libgit2 asks for the size and then reads: a git that put another index in its place in between makes it
            // see half of one. What is broken for good has the same stamp the next time.
            Err(_) if tries < ATTEMPTS && (Stamp::of(file) != before || tries < 3) => tries += 1,
            result => return result.map_err(|error| repository.refuse(Unwritable::Index(error.message().to_owned()))),
        }
    }
}

/// Where the index is.
pub(super) fn file_of(repository: &PairRepository) -> PathBuf {
    repository.git_folder().join("index")
}

/// Brings the index up to date for `paths`. Says whether it could: not while a living git holds its lock.
pub(super) fn refresh(repository: &PairRepository, paths: &[Refresh]) -> Result<bool, GitError> {
    let file = file_of(repository);
    let prepared = repository.own_folder().join(PREPARED);
    for _ in 0..ATTEMPTS {
        let before = Stamp::of(&file);
        durable::discard(&prepared)?;
        let is_missing = match fs::copy(&file, &prepared) {
            Err(error) if error.kind() == ErrorKind::NotFound => true,
            other => {
                other.at("copy", &file)?;
                false
            }
        };
        let mut index = open_file(repository, &prepared)?;
        // Somebody removed a broken index: one with our paths alone would make the next commit remove all the others.
        if is_missing && let Some(tree) = objects::tree_of(&repository.inner, repository.head_id()?)? {
            index.read_tree(&tree).during("make the index anew")?;
        }
        for path in paths {
            apply(&mut index, path)?;
        }
        index.write().during("write the index")?;
        durable::sync_file(&prepared)?;
        let guard = Guard { file: &file, before, prepared: Stamp::of(&prepared) };
        match exchange::replace(&prepared, &file, &guard)? {
            Outcome::Replaced => return Ok(true),
            Outcome::Changed => {}
            Outcome::Held => return Ok(false),
        }
    }
    Ok(false)
}

/// The file of the index, while it is replaced.
struct Guard<'a> {
    file: &'a Path,
    before: Option<Stamp>,
    prepared: Option<Stamp>,
}

impl Guarded for Guard<'_> {
    fn is_unchanged(&self) -> Result<bool, GitError> {
        Ok(Stamp::of(self.file) == self.before)
    }

    fn is_expected(&self, displaced: &Path) -> Result<bool, GitError> {
        Ok(Stamp::of(displaced) == self.before)
    }

    fn stands(&self) -> Result<bool, GitError> {
        Ok(Stamp::of(self.file) == self.prepared)
    }

    fn is_prepared(&self, displaced: &Path) -> Result<bool, GitError> {
        Ok(Stamp::of(displaced) == self.prepared)
    }

    fn keep(&self, _displaced: &Path) -> Result<(), GitError> {
        // Nobody's words: what was put into the index meanwhile is in the work tree, and the refresh begins again.
        Ok(())
    }
}

fn apply(index: &mut Index, refresh: &Refresh) -> Result<(), GitError> {
    let path = Path::new(&refresh.path);
    let Some((id, mode)) = refresh.blob else {
        if index.get_path(path, 0).is_some() {
            index.remove(path, 0).during("take a path out of the index")?;
        }
        return Ok(());
    };
    let mut entry = IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: refresh.path.clone().into_bytes(),
    };
    if let Some(metadata) = &refresh.metadata {
        describe(&mut entry, metadata);
    }
    index.add(&entry).during("put a path into the index")
}

/// Fills in what lets git see, without reading the file, that it is unchanged.
#[cfg(unix)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "git's index keeps the low 32 bits")]
fn describe(entry: &mut IndexEntry, metadata: &Metadata) {
    use std::os::unix::fs::MetadataExt;
    entry.ctime = IndexTime::new(metadata.ctime() as i32, metadata.ctime_nsec() as u32);
    entry.mtime = IndexTime::new(metadata.mtime() as i32, metadata.mtime_nsec() as u32);
    entry.dev = metadata.dev() as u32;
    entry.ino = metadata.ino() as u32;
    entry.uid = metadata.uid();
    entry.gid = metadata.gid();
    entry.file_size = metadata.size() as u32;
}

/// Leaves it to the next `git status` to find out that the file is unchanged.
#[cfg(not(unix))]
fn describe(_entry: &mut IndexEntry, _metadata: &Metadata) {}

/// Whether the file with this `metadata` is surely the one that `entry` describes.
#[cfg(unix)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "git's index keeps the low 32 bits")]
pub(super) fn describes(entry: &IndexEntry, metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    entry.mtime.seconds() == metadata.mtime() as i32
        && (entry.mtime.nanoseconds() == metadata.mtime_nsec() as u32 || entry.mtime.nanoseconds() == 0)
        && entry.ctime.seconds() == metadata.ctime() as i32
        && entry.ino == metadata.ino() as u32
        && entry.file_size == metadata.size() as u32
}

/// Never: the file is read.
#[cfg(not(unix))]
pub(super) fn describes(_entry: &IndexEntry, _metadata: &Metadata) -> bool {
    false
}
