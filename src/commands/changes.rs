//! What changed, for the verbs that tell it: read from the history (`told`), laid out as lines (`page`), and
//! found where it came too late (`amended`).

mod amended;
mod page;
mod told;

pub(super) use amended::{Amendment, amendments};
pub(super) use page::{Mark, file_lines};
pub(super) use told::{Past, Told};
