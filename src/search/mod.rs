//! The search for words in what a pair has written, by ripgrep's own crates ([docs/search.md](../../docs/search.md)).
//!
//! Pure over bytes: [`Query`] is what is looked for, [`lines`](lines::find) finds it in one file, [`pair`](pair::find) in all
//! files of a history, with the item that each line mentions and what became of it. Files are read, and hits printed, by
//! others.

pub mod excerpt;
pub mod lines;
pub mod pair;
pub mod query;

pub use query::{Options, Query, QueryError};
