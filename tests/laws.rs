//! Laws of the format, of edits and of histories, on random input with a fixed seed.

mod common;

#[path = "laws/changes.rs"]
mod changes;
#[path = "laws/edits.rs"]
mod edits;
#[path = "laws/figures.rs"]
mod figures;
#[path = "laws/reading.rs"]
mod reading;
#[path = "laws/repairs.rs"]
mod repairs;
