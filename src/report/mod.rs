//! The report: figures, items, signals and diagnostics of one or more pairs as plain values.

pub mod before;
pub mod build;
mod needs;
pub(crate) mod signals;
mod urgency;
pub mod value;
pub(crate) mod words;
