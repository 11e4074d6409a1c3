//! One-on-one meetings in plain text.
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own folders"))]

pub mod agenda;
pub mod format;
pub mod git;
pub mod history;
pub mod metrics;
pub mod model;
pub mod render;
pub mod report;
pub mod store;
pub mod ui;
pub mod workspace;
