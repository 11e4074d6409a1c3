//! What can be wrong with private notes.

use std::path::PathBuf;

use thiserror::Error;

use crate::git::GitError;
use crate::store::StoreError;

/// Why private notes could not be read or written. No variant carries a word of a note.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PrivateError {
    /// A file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store's own repository.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The place is one that others see.
    #[error("private notes cannot be kept in `{}`: {why}", place.display())]
    Place {
        /// Where they were to be.
        place: PathBuf,
        /// Why not.
        why: String,
    },
    /// There are none.
    #[error("there are no private notes{}", .about.as_ref().map(|about| format!(" about {about}")).unwrap_or_default())]
    None {
        /// Whose; none for nobody's at all.
        about: Option<String>,
    },
    /// No note has that number.
    #[error("`{slug}` has no private note {number}")]
    NoSuchNote {
        /// Whose.
        slug: String,
        /// The number.
        number: usize,
    },
    /// The `age` program is not there.
    #[error("the `age` program cannot be started")]
    NoAge {
        /// Why.
        source: std::io::Error,
    },
    /// The `age` program failed.
    #[error("`age` failed: {message}")]
    Age {
        /// What it said.
        message: String,
    },
    /// The notes are encrypted, and it is not known for which key.
    #[error("the private notes are encrypted, and it is not said with which key they are read")]
    NoKey,
    /// The key cannot be used.
    #[error("`{}` cannot be the key of private notes: {why}", identity.display())]
    Key {
        /// The file.
        identity: PathBuf,
        /// Why not.
        why: &'static str,
    },
    /// They would be encrypted here, and are not elsewhere.
    #[error("the private notes are at another place already, where they can be read")]
    RemoteHasThem,
    /// There is no place to sync with.
    #[error("private notes are on this machine alone")]
    NoRemote,
    /// The place is a pair's.
    #[error("private notes cannot be sent there: {by}")]
    RemoteShared {
        /// By which.
        by: String,
    },
    /// What was at the place is not there any more.
    #[error("what was at that place before is not there any more: nothing was changed")]
    Rewritten,
    /// An editor saved something else than text.
    #[error("what the editor saved is no text; the notes are as they were")]
    NotText,
}
