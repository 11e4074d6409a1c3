//! The report: figures, items, signals and diagnostics of one or more pairs as plain values.

pub mod build;
pub mod value;
