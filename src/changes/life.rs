//! One item through its life, told from the newest commit back: a line is the item's where it bears one of its ids, and
//! before it had one, where it says what the line said that got it.

use std::collections::HashSet;

use super::commit::{Fate, FileChanges};
use super::line::LineChange;
use super::version::Line;

/// What an item is known by, as far as the walk back has come.
#[derive(Debug, Clone)]
pub struct Life {
    ids: HashSet<String>,
    /// (path, what the line says) of lines without an id.
    lines: HashSet<(String, String)>,
}

impl Life {
    /// The life of the item of these ids; where it has none yet, of the lines (path, text) that mention it.
    pub fn new(ids: impl IntoIterator<Item = String>, lines: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { ids: ids.into_iter().collect(), lines: lines.into_iter().collect() }
    }

    /// What a commit, the next older one, did to the item.
    pub fn of_commit(&mut self, files: &[FileChanges]) -> Vec<FileChanges> {
        let mut found = Vec::new();
        for file in files {
            let lines: Vec<LineChange> =
                file.lines.iter().filter(|change| self.is_about(&file.path, change)).cloned().collect();
            for change in &lines {
                self.follow(file, change);
            }
            if let Fate::Renamed { from } = &file.fate {
                self.rename(&file.path, from);
            }
            if lines.iter().any(LineChange::is_told) {
                let lines = lines.into_iter().filter(LineChange::is_told).collect();
                found.push(FileChanges { lines, fields: Vec::new(), fate: Fate::Changed, ..file.clone() });
            }
        }
        found
    }

    fn is_about(&self, path: &str, change: &LineChange) -> bool {
        [&change.after, &change.before].into_iter().flatten().any(|line| self.is_it(path, line))
    }

    fn is_it(&self, path: &str, line: &Line) -> bool {
        line.ids().iter().any(|id| self.ids.contains(id))
            || (line.ids().is_empty() && self.lines.contains(&(path.to_owned(), line.normalised())))
    }

    /// What the line was before, and where.
    fn follow(&mut self, file: &FileChanges, change: &LineChange) {
        let Some(before) = &change.before else { return };
        self.ids.extend(before.ids().iter().cloned());
        if before.ids().is_empty() {
            let from = change.what.iter().find_map(|aspect| match aspect {
                super::line::Aspect::Moved { from } => Some(from.path.clone()),
                _ => None,
            });
            let from = from.unwrap_or_else(|| match &file.fate {
                Fate::Renamed { from } => from.clone(),
                _ => file.path.clone(),
            });
            self.lines.insert((from, before.normalised()));
        }
    }

    fn rename(&mut self, path: &str, from: &str) {
        let renamed: Vec<String> =
            self.lines.iter().filter(|(known, _)| known == path).map(|(_, text)| text.clone()).collect();
        self.lines.extend(renamed.into_iter().map(|text| (from.to_owned(), text)));
    }
}
