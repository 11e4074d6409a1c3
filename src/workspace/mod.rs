//! The pairs on this machine: found in the home, loaded from their files into a history, written through one
//! transaction that every verb shares.

pub mod authorship;
pub mod background;
mod error;
mod evidence;
mod find;
pub mod load;
pub mod memo;
mod mend;
mod merging;
pub mod side_by_side;
pub mod slug;
pub mod sync;
pub mod write;

pub use error::WorkspaceError;
pub use find::{Home, PairFolder};
pub use load::Loaded;
pub use mend::Mended;
pub use write::{FileChange, Plan, Written};
