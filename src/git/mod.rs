//! Git: the only owner of libgit2 and of the `git` program.
//!
//! Every write is one commit of exactly the paths that it touched, made so that at every point at which the process
//! may die, the words are in the user's file and the next command, or a plain `git commit -a`, keeps them:
//!
//! 1. the lock `.git/oneonone/lock`; if a journal is there, its writer is dead and is cleaned up after (`session`, `recover`);
//! 2. the journal, synced;
//! 3. the files of the work tree: temporary file, `fsync`, `rename`, `fsync` of the folder;
//! 4. blobs, trees and the commit, synced;
//! 5. the branch, by compare-and-swap (`branch`);
//! 6. the index (`index`); 7. the journal goes.
//!
//! The locks that git itself takes are taken for a few system calls only (`lockfile`), so that a dead writer leaves
//! one only in the rarest case, and the next command removes it.

mod branch;
mod environment;
mod error;
mod exchange;
mod filters;
mod identity;
mod import;
mod incoming;
mod index;
mod integrate;
mod lockfile;
mod log;
mod memory;
mod network;
mod objects;
mod options;
mod outside;
pub mod patch;
pub mod paths;
pub mod position;
pub mod program;
mod recover;
mod remote;
mod repository;
mod session;
mod settings;
mod sharing;
mod sign;
mod takeback;
mod trees;
mod undo;
mod unsend;
mod walk;
mod write;

pub use error::{GitError, NoUndo, Unwritable};
pub use identity::Identity;
pub use incoming::{Problem, Why};
pub use integrate::{Integrated, MergedFile, PairFiles, Versions};
pub use log::{FileCommit, FileHistory};
pub use network::{Advertised, Network, NetworkOptions, Pushed};
pub use outside::{OutsideChange, OutsideKind};
pub use remote::{BadRemote, Remote};
pub use repository::{PairRepository, create_hub, default_identity};
pub use session::{BeginOptions, Recovered, Session, Warning};
pub use sharing::{Contact, Line, Outgoing, OutgoingKind};
pub use undo::{Emptied, OwnWrite};
pub use unsend::AsOne;
pub use walk::{FileStep, Step, Walker, state};
pub use write::{Base, BlobId, Change, Commit, CommitId};
