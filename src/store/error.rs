//! The errors of the file layer.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// What went wrong with a file, and with which one.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The system refused.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried, as a verb: `read`, `write`, `rename`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's own reason.
        #[source]
        source: io::Error,
    },
    /// A symbolic link, a folder, a pipe or a device stands where a file belongs.
    #[error("`{}` is not a regular file", path.display())]
    NotRegular {
        /// What was refused.
        path: PathBuf,
    },
    /// The file is larger than anything this program reads.
    #[error("`{}` is larger than {} MB", path.display(), limit / 1_000_000)]
    TooLarge {
        /// What was refused.
        path: PathBuf,
        /// The limit, in bytes.
        limit: u64,
    },
    /// Another process held the lock for the whole time that we were ready to wait.
    #[error("another `oneonone` has been writing here for {seconds} seconds; try again once it is done (lock `{}`)", path.display())]
    Locked {
        /// The lock's file.
        path: PathBuf,
        /// How long we waited.
        seconds: u64,
    },
}

impl StoreError {
    /// The system's kind of error, where it was the system that refused.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            StoreError::Io { source, .. } => Some(source.kind()),
            _ => None,
        }
    }
}

/// Gives an I/O result the file that it is about.
pub trait IoContext<T> {
    /// Names the action and the file of a failed operation.
    ///
    /// # Errors
    /// The same failure, as [`StoreError::Io`].
    fn at(self, action: &'static str, path: &Path) -> Result<T, StoreError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Io { action, path: path.to_owned(), source })
    }
}
