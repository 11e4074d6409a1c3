//! What can be wrong with the pairs on this machine.

use std::path::PathBuf;

use thiserror::Error;

use crate::format::edit::EditError;
use crate::git::{BadRemote, GitError, Line};
use crate::store::StoreError;

/// What is said where a private line would go out.
pub(super) const LEAK: &str = "a private note is in what would be sent: nothing was sent";

/// Why a pair could not be found, loaded or written.
#[derive(Debug, Error)]
pub enum WorkspaceError {
    /// A file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The repository.
    #[error(transparent)]
    Git(#[from] GitError),
    /// An edit of a file.
    #[error("{}", not_edited(path, source))]
    Edit {
        /// The file inside the pair's folder.
        path: String,
        /// Why.
        source: EditError,
    },
    /// What was in the files already could not be committed, and so nothing was written on top of it.
    #[error("nothing was written: what is in `{path}` since the last commit could not be committed")]
    NotWritten {
        /// The file, or the first of them.
        path: String,
        /// Why.
        source: Box<GitError>,
    },
    /// There is no pair yet.
    #[error("there are no pairs in `{}` yet", home.display())]
    NoPairs {
        /// The home.
        home: PathBuf,
    },
    /// No pair of that name.
    #[error("no pair is called `{name}`")]
    Unknown {
        /// What was asked for.
        name: String,
        /// Names that are close.
        close: Vec<String>,
    },
    /// Several pairs are meant by that name, or by none.
    #[error("{}", ambiguous(name.as_deref()))]
    Ambiguous {
        /// What was asked for.
        name: Option<String>,
        /// The slugs.
        slugs: Vec<String>,
    },
    /// The name makes no folder's name.
    #[error("`{name}` cannot name a folder: {why}")]
    BadName {
        /// The name.
        name: String,
        /// Why not.
        why: &'static str,
    },
    /// The pair is not shared with anybody yet.
    #[error("`{slug}` is not shared yet")]
    NotShared {
        /// The folder's name.
        slug: String,
    },
    /// The address at which the pair is shared is none.
    #[error("`{shown}` is no address to share a pair at: {why}")]
    BadRemote {
        /// The address.
        shown: String,
        /// Why not.
        why: BadRemote,
    },
    /// What was at the other end is not there any more.
    #[error("the history at the other end was rewritten: {} vanished there", crate::ui::lists::count(vanished.len(), "change"))]
    Rewritten {
        /// What vanished, newest first.
        vanished: Vec<Line>,
    },
    /// A private line is in what would go out.
    #[error("{LEAK}")]
    Leak {
        /// Where: files with their line, messages. No private word is in it.
        places: Vec<String>,
    },
    /// It cannot be known whether a private line is in what would go out.
    #[error("the private notes cannot be looked through, so nothing was sent: {why}")]
    NotLookedThrough {
        /// Why not.
        why: String,
    },
    /// There is such a pair already.
    #[error("there is a pair `{slug}` already")]
    Taken {
        /// The folder's name.
        slug: String,
    },
}

fn not_edited(path: &str, source: &EditError) -> String {
    match source {
        EditError::UnreadableFrontmatter if !path.ends_with(".md") => {
            format!("`{path}` cannot be read; put it right first (`oneonone check` shows where)")
        }
        _ => format!("`{path}`: {source}"),
    }
}

fn ambiguous(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("`{name}` can be several pairs"),
        None => "which pair?".to_owned(),
    }
}
