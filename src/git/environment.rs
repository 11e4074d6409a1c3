//! Git's own variables, read where git would read them.
#![expect(clippy::disallowed_methods, reason = "git's own variables are read here, and nowhere else")]

use std::env;

/// One of git's own variables; none where it is unset, blank or no UTF-8.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.trim().is_empty())
}
