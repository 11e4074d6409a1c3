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
    /// An editor saved something else than text.
    #[error("what the editor saved is no text; the notes are as they were")]
    NotText,
}
