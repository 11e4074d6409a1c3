//! What a longer version of something that was imported before adds to it.

use std::collections::BTreeMap;

use crate::command_error::CommandError;
use crate::git::{BlobId, FileCommit, PairRepository};
use crate::merge::{TakenIn, grow};
use crate::workspace::PairFolder;

/// How the subject of a commit begins that an import made.
const SUBJECT: &str = "oneonone import: ";

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
        let mut versions = Vec::with_capacity(commits.len() - made);
        for commit in &commits[made..] {
            let Some(blob) = commit.blob else { continue };
            let by_import = self.repository.subject(commit.commit)?.starts_with(SUBJECT);
            versions.push(TakenIn { bytes: self.repository.blob(blob)?, by_import });
        }
        let grown = grow(&versions, ours, theirs);
        Ok((grown != ours).then_some(grown))
    }
}
