//! Problems that are seen only in the history, since they depend on the day.

use super::History;
use crate::format::diagnostic::{Code, Diagnostic};

/// Meetings that are `held` on a day that has not come.
pub fn held_in_future(history: &History) -> Vec<Diagnostic> {
    let diagnostic = |meeting: &super::Meeting| Diagnostic {
        code: Code::HeldInFuture,
        path: meeting.entry.path(),
        line: meeting.entry.status_line,
        column: 1,
        length: "status".len() as u32,
        message: format!("`status` is held, but {} has not come yet; it counts as planned", meeting.date),
        remedy: "put `date` right, or write planned until the meeting has taken place".to_owned(),
    };
    history.held_in_future().map(diagnostic).collect()
}
