//! What changed, for the verbs that tell it: read from the history (`told`), and laid out as lines (`page`).

mod page;
mod told;

pub(super) use page::{Mark, file_lines};
pub(super) use told::{Past, Told};
