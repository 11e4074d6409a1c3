//! One-on-one meetings in plain text.
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own folders"))]

pub mod agenda;
pub mod changes;
pub mod checks;
pub mod cli;
pub mod command_error;
pub mod commands;
pub mod config;
pub mod context;
pub mod demo;
pub mod explain;
pub mod format;
pub mod git;
pub mod history;
pub mod import;
pub mod merge;
pub mod metrics;
pub mod model;
pub mod private;
pub mod program;
pub mod render;
pub mod report;
pub mod search;
pub mod store;
pub mod ui;
pub mod workspace;
