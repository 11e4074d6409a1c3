//! History that people already have, as entries: a document of many dated meetings is cut into its meetings. Pure, and
//! total on any bytes; what each rule is, is said in `docs/import.md`.
//!
//! `outline` finds the lines that may begin a meeting, `date` (by `date_forms`) and `heading` read them, `resolve` decides which of them do
//! and on what day, `document` cuts the text there, `entries` makes files of the parts, and `place` finds those that are there already.
//! `folder` does the same for a folder of files, whose days are in their paths (`path_date`) or in what each says of itself (`page`),
//! `github` for a list of issues, and `rows` for a `table` with a `mapping`. `offers` finds what may be an action item.

pub mod cancelled;
pub mod date;
mod date_forms;
pub mod document;
pub mod entries;
pub mod folder;
pub mod github;
mod heading;
pub mod mapping;
pub mod offers;
mod outline;
mod page;
mod path_date;
pub mod place;
mod resolve;
pub mod rows;
mod table;
mod words;

pub use document::{Document, Options, Piece, PieceKind, Question, Remark};
pub use resolve::Direction;
