//! What a longer version of something that was imported before adds to it.

use std::collections::BTreeMap;

use crate::command_error::CommandError;
use crate::format::source::written_lines;
use crate::git::{FileCommit, PairRepository};
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
        let versions = self.of(path)?;
        if versions.iter().any(|version| version.bytes == theirs) {
            return Ok(None);
        }
        let grown = grow(&versions, ours, theirs);
        Ok((grown != ours).then_some(grown))
    }

    /// The versions of a file since it was made the last time, also under the name that it had before its date was put
    /// right; without those that were undone.
    fn of(&self, path: &str) -> Result<Vec<TakenIn>, CommandError> {
        let commits = self.entries.get(path).or_else(|| self.asides.get(path)).map(Vec::as_slice).unwrap_or_default();
        let made = commits.iter().rposition(|commit| commit.blob.is_none()).map_or(0, |removed| removed + 1);
        let mut subjects = Vec::new();
        for commit in &commits[made..] {
            subjects.push((commit, self.repository.subject(commit.commit)?));
        }
        let undone: Vec<String> =
            subjects.iter().filter_map(|(_, subject)| undone_by(subject)).map(str::to_owned).collect();
        let mut versions = match subjects.first() {
            Some((first, subject)) if subject.starts_with(SUBJECT) => self.before_the_move(path, first)?,
            _ => Vec::new(),
        };
        for (commit, subject) in subjects {
            let name = commit.commit.to_string();
            if undone_by(&subject).is_some() || undone.iter().any(|short| name.starts_with(short.as_str())) {
                continue;
            }
            let Some(blob) = commit.blob else { continue };
            versions.push(TakenIn { bytes: self.repository.blob(blob)?, by_import: subject.starts_with(SUBJECT) });
        }
        Ok(versions)
    }

    /// The versions of the file that the commit which made this one took away in its place: one of which every line is in it,
    /// but for the heading.
    fn before_the_move(&self, path: &str, first: &FileCommit) -> Result<Vec<TakenIn>, CommandError> {
        let Some(made) = first.blob else { return Ok(Vec::new()) };
        let made = written_lines(&self.repository.blob(made)?);
        for commits in self.entries.iter().filter(|(other, _)| other.as_str() != path).map(|(_, commits)| commits) {
            let gone = commits.iter().position(|commit| commit.commit == first.commit && commit.blob.is_none());
            let Some(gone) = gone else { continue };
            let earlier = commits[..gone].iter().rposition(|commit| commit.blob.is_none()).map_or(0, |at| at + 1);
            let mut versions = Vec::new();
            for commit in &commits[earlier..gone] {
                let Some(blob) = commit.blob else { continue };
                let by_import = self.repository.subject(commit.commit)?.starts_with(SUBJECT);
                versions.push(TakenIn { bytes: self.repository.blob(blob)?, by_import });
            }
            let last = versions.last().map(|version| written_lines(&version.bytes)).unwrap_or_default();
            if !last.is_empty() && last.is_subset(&made) {
                return Ok(versions);
            }
        }
        Ok(Vec::new())
    }
}

/// The beginning of the name of the commit that a commit with this subject took back.
fn undone_by(subject: &str) -> Option<&str> {
    subject.strip_prefix("oneonone undo: ")?.split(' ').next()
}
