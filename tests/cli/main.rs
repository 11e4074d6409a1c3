//! Every verb from end to end: the real binary in a home of its own, one file a verb.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "tests make their own folders"
)]

mod env;

mod action;
mod cadence;
mod check;
mod close;
mod corpus;
mod diff;
mod dry_run;
mod edit;
mod figures;
mod help;
mod import;
mod import_elsewhere;
mod import_folder;
mod init;
mod listed;
mod log;
mod mail;
mod mending;
mod messages;
mod new;
mod note;
mod odd_places;
mod pair;
mod plan;
mod prep;
mod private;
mod private_elsewhere;
mod private_leaks;
mod pulling;
mod questions;
mod report;
mod save;
mod search;
mod sharing;
mod show;
mod status;
mod undo;
mod undo_merged;
