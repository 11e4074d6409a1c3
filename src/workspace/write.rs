//! The one way in which a verb writes: under the pair's lock, on the files as they are then, as one commit.
//!
//! A verb makes a [`Plan`] from a loaded pair. What was changed by hand since the last commit is committed first, as
//! what it is. Every change names the bytes that it was made from, so that nothing is overwritten.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::error::WorkspaceError;
use super::find::PairFolder;
use super::load::Loaded;
use super::mend::{Mended, mend};
use crate::format::edit::EditError;
use crate::format::source::{Source, written_lines};
use crate::git::{BeginOptions, Change, Commit, GitError, OutsideChange, OutsideKind, PairRepository, Session};
use crate::history::History;
use crate::store::files;

/// A file before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The path inside the pair's folder.
    pub path: String,
    /// The bytes that the change was made from; `None` where there was no file.
    pub before: Option<Vec<u8>>,
    /// The bytes afterwards; `None` to remove the file.
    pub after: Option<Vec<u8>>,
}

/// What a verb wants to write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The verb, as the commit message names it.
    pub verb: &'static str,
    /// The files.
    pub changes: Vec<FileChange>,
    /// The ids of the items that it is about.
    pub ids: Vec<String>,
    /// What the commit message says instead of the files' names, where they are many.
    pub about: Option<String>,
}

impl Plan {
    /// A plan that writes nothing yet.
    pub fn new(verb: &'static str) -> Self {
        Self { verb, ..Self::default() }
    }

    /// Edits a file: of those planned already the planned bytes, else those that were loaded.
    pub fn edit(
        &mut self,
        loaded: &Loaded,
        path: &str,
        edit: impl FnOnce(&[u8]) -> Result<Vec<u8>, EditError>,
    ) -> Result<(), WorkspaceError> {
        let position = self.changes.iter().position(|change| change.path == path);
        let now = match position {
            Some(position) => self.changes[position].after.as_deref().unwrap_or_default(),
            None => loaded.bytes(path).unwrap_or_default(),
        };
        let after = edit(now).map_err(|source| WorkspaceError::Edit { path: path.to_owned(), source })?;
        self.put(loaded, path, after);
        Ok(())
    }

    /// Sets a file to these bytes.
    pub fn put(&mut self, loaded: &Loaded, path: &str, after: Vec<u8>) {
        match self.changes.iter_mut().find(|change| change.path == path) {
            Some(change) => change.after = Some(after),
            None => {
                let before = loaded.bytes(path).map(<[u8]>::to_vec);
                self.changes.push(FileChange { path: path.to_owned(), before, after: Some(after) });
            }
        }
    }

    /// Takes a file away.
    pub fn remove(&mut self, loaded: &Loaded, path: &str) {
        match self.changes.iter_mut().find(|change| change.path == path) {
            Some(change) => change.after = None,
            None => {
                let before = loaded.bytes(path).map(<[u8]>::to_vec);
                self.changes.push(FileChange { path: path.to_owned(), before, after: None });
            }
        }
    }

    /// Whether anything would change.
    pub fn is_empty(&self) -> bool {
        self.changes.iter().all(|change| change.before == change.after)
    }

    /// The commit's message: verb, files and ids, never a word of a note.
    pub fn message(&self) -> String {
        if let Some(about) = &self.about {
            return format!("oneonone {}: {about}", self.verb);
        }
        let paths: Vec<&str> = self.changes.iter().map(|change| change.path.as_str()).collect();
        let ids: String = self.ids.iter().map(|id| format!(" ^{id}")).collect();
        format!("oneonone {}: {}{ids}", self.verb, paths.join(" "))
    }

    fn commit(&self) -> Commit {
        let changed = self.changes.iter().filter(|change| change.before != change.after);
        let changes = changed.map(|change| {
            Change { path: change.path.clone(), bytes: change.after.clone(), base: crate::git::Base::Any }
                .based_on(change.before.as_deref())
        });
        Commit::new(self.message(), changes.collect())
    }
}

/// What a write did beside its own change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Whether something was committed.
    pub committed: bool,
    /// Files changed by hand that were committed first.
    pub by_hand: Vec<String>,
    /// Files that could not be, since they are no regular files.
    pub irregular: Vec<String>,
    /// Files among them that were taken away.
    pub deleted: Vec<String>,
    /// Files that the last commit has and the work tree had not, which were put back.
    pub missing: Vec<String>,
    /// Files among them that were put right afterwards.
    pub mended: Vec<Mended>,
    /// Sentences to pass on.
    pub remarks: Vec<String>,
}

/// Whether a path is one that the format defines: those alone are committed by the tool.
pub fn is_own(path: &str) -> bool {
    match path.split_once('/') {
        None => matches!(path, "oneonone.yaml" | "backlog.md" | "goals.md" | "README.md" | ".gitattributes"),
        Some(("entries" | "templates", name)) => name.ends_with(".md") && !name.contains('/') && !name.starts_with('.'),
        Some(_) => false,
    }
}

/// The folders in which such paths lie.
pub const OWN_FOLDERS: &[&str] = &["", "entries", "templates"];

/// Files of the pair that were changed by hand since the last commit.
pub fn changed_by_hand(folder: &PairFolder) -> Result<Vec<OutsideChange>, WorkspaceError> {
    let repository = PairRepository::open(&folder.root)?;
    Ok(repository.changed_outside(OWN_FOLDERS, &is_own)?)
}

/// How much of a pair a plan is made from.
#[derive(Debug, Clone, Copy)]
pub enum Needs {
    /// All of it.
    All,
    /// The entries from today on, where their history passes this test; else all of it.
    FromToday(fn(&History) -> bool),
}

impl Needs {
    /// Loads as much.
    pub fn load(self, folder: &PairFolder, today: NaiveDate) -> Result<Loaded, WorkspaceError> {
        if let Self::FromToday(is_enough) = self {
            let loaded = Loaded::from_today(folder, today)?;
            if is_enough(&loaded.history) {
                return Ok(loaded);
            }
        }
        Loaded::new(folder, today)
    }
}

/// What becomes of files that are there no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// They are put back: a folder that was moved away must not take years with it.
    PutBack,
    /// They go from the commit, too: somebody asked for that.
    Committed,
}

/// Takes the pair's lock, commits what was changed by hand, loads the pair, and writes what `plan` makes of it.
pub fn write<T>(
    folder: &PairFolder,
    today: NaiveDate,
    (needs, gone): (Needs, Gone),
    waiting: &mut dyn FnMut(),
    plan: impl FnOnce(&Loaded) -> Result<(Plan, T), WorkspaceError>,
) -> Result<(Written, T), WorkspaceError> {
    let repository = PairRepository::open(&folder.root)?;
    let mut session = repository.begin(BeginOptions { waiting: Some(waiting), ..BeginOptions::default() })?;
    let mut written = Written::default();
    save_by_hand(&repository, &mut session, gone, &mut written)?;
    let loaded = needs.load(folder, today)?;
    let (plan, result) = plan(&loaded)?;
    if !plan.is_empty() {
        written.committed = session.commit(plan.commit())?.is_some();
    }
    tell(&session, &mut written);
    Ok((written, result))
}

/// Commits what was changed by hand, one commit for all of it.
pub(super) fn save_by_hand(
    repository: &PairRepository,
    session: &mut Session<'_>,
    gone: Gone,
    written: &mut Written,
) -> Result<(), WorkspaceError> {
    let changes = session.changed_outside(OWN_FOLDERS, &is_own)?;
    let of_kind = |kind: OutsideKind| changes.iter().filter(move |change| change.kind == kind);
    let paths_of = |kind: OutsideKind| of_kind(kind).map(|change| change.path.clone()).collect::<Vec<String>>();
    written.irregular = paths_of(OutsideKind::NotRegular);
    let mut added = paths_of(OutsideKind::Added);
    for path in paths_of(OutsideKind::Deleted) {
        if gone == Gone::Committed {
            written.deleted.push(path);
        } else if let Some(new) = renamed_to(repository, &path, &added)? {
            added.retain(|other| *other != new);
            written.deleted.push(path);
        } else if session.put_back(&path)? {
            written.missing.push(path);
        }
    }
    let is_saved = |change: &&OutsideChange| match change.kind {
        OutsideKind::Added | OutsideKind::Modified => true,
        OutsideKind::Deleted => written.deleted.contains(&change.path),
        OutsideKind::NotRegular => false,
    };
    let paths: Vec<String> = changes.iter().filter(is_saved).map(|change| change.path.clone()).collect();
    if !paths.is_empty() {
        let message = format!("oneonone save: {}", paths.join(" "));
        session.commit_outside(&paths, &message).map_err(|source| match source {
            // It speaks of the text that was there before: what was to be written now has not been.
            GitError::NotCommitted { path, source } => WorkspaceError::NotWritten { path, source },
            other => other.into(),
        })?;
        written.by_hand = paths;
        mend(repository, session, written)?;
    }
    Ok(())
}

/// The new file that has every line which somebody wrote in one that is gone, and all that its frontmatter says but for the
/// day: what a template makes is in many.
fn renamed_to(repository: &PairRepository, path: &str, added: &[String]) -> Result<Option<String>, WorkspaceError> {
    let Some(before) = repository.committed(path)?.filter(|_| !added.is_empty()) else { return Ok(None) };
    let head = |bytes: &[u8]| -> HashSet<String> {
        let source = Source::new(bytes);
        let block = source.frontmatter.clone().map_or("", |block| &source.text[block]);
        let is_day = |line: &&str| line.starts_with("date:") || line.starts_with("scheduled:");
        block.lines().map(str::trim).filter(|line| !is_day(line)).map(str::to_owned).collect()
    };
    let written = written_lines(&before);
    for other in added {
        let Some(after) = files::read_if_there(&repository.root().join(other))? else { continue };
        let has_all = || written.is_subset(&written_lines(&after)) && head(&before).is_subset(&head(&after));
        if after == before || (!written.is_empty() && has_all()) {
            return Ok(Some(other.clone()));
        }
    }
    Ok(None)
}

pub(super) fn tell(session: &Session<'_>, written: &mut Written) {
    if let Some(recovered) = session.recovered().filter(|recovered| recovered.finished) {
        written.remarks.push(format!("finished what an interrupted command had begun ({})", recovered.message));
    }
    written.remarks.extend(session.warnings().iter().map(ToString::to_string));
}
