//! Named checks beyond what reading tells: lines that look like something else than they are read as, and what puts them
//! right. One check a file; `docs/errors.md` lists them with an example each.
//!
//! Pure: a check looks at a pair as it was loaded, and a repair is a list of edits, which [`repair::plan`] turns into bytes.
//! No figure hangs on a check.

mod boxes;
mod conflict;
mod elsewhere;
mod headings;
mod kind;
pub mod repair;
mod retyped;
mod score;

use std::collections::{BTreeMap, HashSet};

use crate::format::body::Vocabulary;
use crate::format::diagnostic::Diagnostic;
use crate::format::edit::Edit;
use crate::history::History;
use crate::model::section::Section;

/// A pair as it was loaded.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'p> {
    /// Its history.
    pub history: &'p History,
    /// What it calls things.
    pub vocabulary: &'p Vocabulary,
    /// The bytes of its files, by path inside its folder.
    pub files: &'p BTreeMap<String, Vec<u8>>,
}

/// Something that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, where, and what to do.
    pub diagnostic: Diagnostic,
    /// What puts it right, on the file's bytes; empty where only a person knows.
    pub repair: Vec<Edit>,
}

/// Everything that the checks find, by place.
pub fn find(pair: Checked<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let unreadable: HashSet<String> = pair
        .history
        .meetings
        .iter()
        .map(|meeting| &meeting.entry)
        .chain(&pair.history.undated)
        .filter(|entry| entry.unreadable)
        .map(|entry| entry.path())
        .collect();
    for (path, bytes) in pair.files {
        let conflict = conflict::find(path, bytes);
        let in_conflict = conflict.is_some();
        found.extend(conflict);
        let only = match path.as_str() {
            "backlog.md" => Some(Section::Topics),
            "goals.md" => Some(Section::Milestones),
            path if path.starts_with("entries/") => None,
            _ => continue,
        };
        // Of two versions at once nothing else can be said.
        if in_conflict || unreadable.contains(path) {
            continue;
        }
        found.extend(boxes::find(path, bytes, pair.vocabulary, only));
        if only.is_none() {
            found.extend(elsewhere::find(path, bytes, pair.vocabulary, pair.history));
            found.extend(score::find(path, bytes, pair.vocabulary));
        }
    }
    found.extend(retyped::find(pair));
    found.extend(kind::find(pair));
    found.extend(headings::find(pair));
    found.sort_by(|a, b| place(&a.diagnostic).cmp(&place(&b.diagnostic)));
    found
}

fn place(told: &Diagnostic) -> (&str, u32, u32) {
    (&told.path, told.line, told.column)
}
