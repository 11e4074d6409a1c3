//! What a longer version of something that was imported before adds to it.

use std::collections::{BTreeMap, HashSet};

use crate::command_error::CommandError;
use crate::format::source::Source;
use crate::git::{BlobId, FileCommit, PairRepository};
use crate::merge::{FileKind, merge};
use crate::workspace::PairFolder;

/// The versions that git has of what was imported before.
pub(super) struct Versions {
    repository: PairRepository,
    entries: BTreeMap<String, Vec<FileCommit>>,
    asides: BTreeMap<String, Vec<FileCommit>>,
}

impl Versions {
    pub(super) fn new(folder: &PairFolder) -> Result<Self, CommandError> {
        let repository = PairRepository::open(&folder.root)?;
        let (entries, asides) = (repository.commits_touching("entries")?, repository.commits_touching("imported")?);
        Ok(Self { repository, entries, asides })
    }

    /// A file with what a longer version of the document adds to it; none where nothing is new. What was done to the file
    /// since it was imported stays.
    pub(super) fn grown(&self, path: &str, ours: &[u8], theirs: &[u8]) -> Result<Option<Vec<u8>>, CommandError> {
        if ours == theirs {
            return Ok(None);
        }
        let commits = self.entries.get(path).or_else(|| self.asides.get(path)).map(Vec::as_slice).unwrap_or_default();
        // Since the file was made the last time.
        let made = commits.iter().rposition(|commit| commit.blob.is_none()).map_or(0, |removed| removed + 1);
        let blobs: Vec<BlobId> = commits[made..].iter().filter_map(|commit| commit.blob).collect();
        if blobs.contains(&BlobId::of(theirs)) {
            return Ok(None);
        }
        let mut base = match blobs.first() {
            Some(blob) => Some(self.repository.blob(*blob)?),
            None => None,
        };
        for blob in blobs.iter().rev() {
            let version = self.repository.blob(*blob)?;
            if is_within(&version, theirs) {
                base = Some(version);
                break;
            }
        }
        let merged = merge(FileKind::Entry, base.as_deref(), Some(ours), Some(theirs));
        Ok(merged.filter(|merged| merged != ours))
    }
}

/// Whether every line of a version's body is in another's.
fn is_within(version: &[u8], other: &[u8]) -> bool {
    let (version, other) = (Source::new(version), Source::new(other));
    let lines: HashSet<&str> = other.body_lines().iter().map(|line| other.text[line.content.clone()].trim()).collect();
    version.body_lines().iter().all(|line| lines.contains(version.text[line.content.clone()].trim()))
}
