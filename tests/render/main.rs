//! What the renderings look like, and what holds of every one of them.
#![allow(missing_docs, reason = "tests")]

mod behaviour;
mod properties;
mod samples;
mod snapshots;
