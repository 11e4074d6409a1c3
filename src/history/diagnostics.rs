//! Problems that show only once the day is known.

use super::History;
use crate::format::diagnostic::{Code, Diagnostic};

/// Entries whose status says `held` although their day has not come.
pub fn held_in_future(history: &History) -> Vec<Diagnostic> {
    let told = |meeting: &super::Meeting| Diagnostic {
        code: Code::HeldInFuture,
        path: meeting.entry.path(),
        line: meeting.entry.status_line.max(1),
        column: 1,
        length: "status".len() as u32,
        message: format!("`status` is `held`, but {} has not come yet; it counts as planned", meeting.date),
        remedy: "write `status: planned`, or put `date` right if the meeting was held earlier".to_owned(),
    };
    history.held_in_future().map(told).collect()
}
