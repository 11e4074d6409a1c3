//! After files were changed by hand: markers of another tool's merge are read back, and what an editor took out by saving
//! an old text is put in again, once.

use super::error::WorkspaceError;
use super::write::Written;
use crate::git::{Base, Change, Commit, FileCommit, PairRepository, Session};
use crate::merge::{FileKind, merge_edit, repair, stale_base};
use crate::store::files;

/// How far back, from the save on, an editor may have been opened; in seconds.
const LONGEST_OPEN: i64 = 2 * 24 * 60 * 60;

/// How many versions of a file are looked at.
const MOST_VERSIONS: usize = 40;

/// A file that was put right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mended {
    /// The file.
    pub path: String,
    /// Whether markers were read back.
    pub had_markers: bool,
    /// The lines that are back.
    pub restored: Vec<String>,
}

/// Looks through the files that were just committed as they were, and writes what is put right as a commit of its own.
pub(super) fn mend(
    repository: &PairRepository,
    session: &mut Session<'_>,
    written: &mut Written,
) -> Result<(), WorkspaceError> {
    let mut changes = Vec::new();
    let mut mended = Vec::new();
    let mut history = None;
    for path in &written.by_hand {
        let kind = FileKind::of(path);
        let Some(now) = files::read_if_there(&repository.root().join(path))? else { continue };
        if kind == FileKind::Other {
            continue;
        }
        let mut file = Mended { path: path.clone(), ..Mended::default() };
        let mut bytes = now.clone();
        if let Some(repaired) = repair(kind, &bytes) {
            bytes = repaired;
            file.had_markers = true;
        }
        if path.starts_with("entries/") {
            if history.is_none() {
                history = Some(repository.commits_touching("entries")?);
            }
            let commits = history.as_ref().and_then(|history| history.get(path)).map_or(&[][..], Vec::as_slice);
            let versions = versions(repository, commits)?;
            if let (Some(newest), Some(base)) = (versions.first(), stale_base(&versions, &bytes)) {
                let merged = merge_edit(kind, base, &bytes, newest);
                bytes = merged.bytes;
                file.restored = merged.restored;
            }
        }
        if bytes != now {
            let change = Change { path: path.clone(), bytes: Some(bytes), base: Base::Any };
            changes.push(change.based_on(Some(&now)));
            mended.push(file);
        }
    }
    if !changes.is_empty() {
        let paths: Vec<&str> = mended.iter().map(|file| file.path.as_str()).collect();
        session.commit(Commit::new(format!("oneonone mend: {}", paths.join(" ")), changes))?;
        written.mended = mended;
    }
    Ok(())
}

/// The versions of a file before its last commit, newest first, as far as an editor may reach back.
fn versions(repository: &PairRepository, commits: &[FileCommit]) -> Result<Vec<Vec<u8>>, WorkspaceError> {
    let Some((saved, before)) = commits.split_last() else { return Ok(Vec::new()) };
    let mut versions = Vec::new();
    for commit in before.iter().rev().take(MOST_VERSIONS) {
        let Some(blob) = commit.blob else { break };
        versions.push(repository.blob(blob)?);
        // The version before a late change is the last one that can be the base.
        if commit.seconds < saved.seconds - LONGEST_OPEN {
            break;
        }
    }
    Ok(versions)
}
