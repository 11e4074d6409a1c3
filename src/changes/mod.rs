//! What changed between versions of a pair's files, by item and section instead of by line (`docs/changes.md`).
//!
//! A version of a file is cut into the keys of its frontmatter and the lines that somebody wrote (`version`). The lines of
//! two versions are matched (`align`), by id, by text, by likeness, and every pair of lines is told once with all that
//! became of it (`line`, `fields`). A commit is compared as a whole (`commit`), since an item can leave one file for another.
//! `credit` finds the commits behind a change that is the sum of several. Which words say it is in `say`, and the JSON in `json`. Nothing here knows of git: versions are bytes.

mod align;
mod commit;
mod credit;
mod fields;
mod json;
mod life;
mod line;
pub mod say;
mod version;
mod words;

pub use commit::{Fate, FileChanges, Known, Versions, compare};
pub use credit::Credits;
pub use fields::Field;
pub use json::{commit_json, file_json};
pub use life::Life;
pub use line::{Aspect, LineChange, Place};
pub use version::{Box, Line, Version};
pub use words::{Piece, PieceKind};
