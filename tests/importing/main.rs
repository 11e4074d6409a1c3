//! Documents of many meetings: forms of headings, laws, and real ones.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test reads files and prints"
)]

mod forms;
mod laws;
mod real;
