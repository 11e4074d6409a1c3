//! What happens around a meeting, as pure decisions over a history: which entry is next, what is carried into it, what
//! closing it changes, and the summary that is sent afterwards.

pub mod along;
pub mod carry;
pub mod ids;
pub mod mail;
pub mod next;
pub mod prose;
pub mod puzzles;
pub mod reply;
pub mod summary;
