//! The figures of a history: pure, one family a file, the formula in the module's doc. Every figure is defined in
//! `docs/metrics.md`.

pub mod another_cadence;
pub mod cadence;
pub mod engagement;
pub mod items;
pub mod meetings;
pub mod scope;
pub mod signals;
pub mod slots;
pub mod statistics;
