//! Which commits made a change that is told as the sum of several.

use std::collections::HashMap;

use super::commit::{Fate, FileChanges};
use super::fields::Field;
use super::line::LineChange;
use super::version::Line;

/// What was changed where, and by which commits.
#[derive(Debug, Clone, Default)]
pub struct Credits {
    made: HashMap<(String, String), Vec<usize>>,
}

impl Credits {
    /// What each of the commits changed, the newest first.
    pub fn new<'c>(commits: impl IntoIterator<Item = &'c [FileChanges]>) -> Self {
        let mut credits = Self::default();
        // What a file was called later.
        let mut names: HashMap<String, String> = HashMap::new();
        // What a line says later, where it says something else.
        let mut later: HashMap<(String, String), Vec<String>> = HashMap::new();
        for (index, files) in commits.into_iter().enumerate() {
            for file in files {
                let path = names.get(&file.path).unwrap_or(&file.path).clone();
                let mut note = |key: String| {
                    let commits = credits.made.entry((path.clone(), key)).or_default();
                    if commits.last() != Some(&index) {
                        commits.push(index);
                    }
                };
                if file.fate != Fate::Changed {
                    note(FATE.to_owned());
                }
                note(ANYTHING.to_owned());
                file.fields.iter().for_each(|field| note(of_field(field)));
                for change in file.told() {
                    let [mut keys, before] = [&change.after, &change.before].map(|line| keys(line.as_ref()));
                    keys.extend(before.iter().cloned());
                    let of_later: Vec<String> = keys
                        .iter()
                        .filter_map(|key| later.get(&(path.clone(), key.clone())))
                        .flatten()
                        .cloned()
                        .collect();
                    keys.extend(of_later);
                    for key in before {
                        later.entry((path.clone(), key)).or_default().extend(keys.iter().cloned());
                    }
                    keys.into_iter().for_each(&mut note);
                }
                if let Fate::Renamed { from } = &file.fate {
                    names.insert(from.clone(), path.clone());
                }
            }
        }
        credits
    }

    /// The commits that made or took away a file, else those that changed it; newest first, as numbers in their order.
    pub fn of_file(&self, file: &FileChanges) -> &[usize] {
        let found = self.find(&file.path, FATE.to_owned());
        if file.fate == Fate::Changed || found.is_empty() { self.find(&file.path, ANYTHING.to_owned()) } else { found }
    }

    /// The commits that changed a field, newest first.
    pub fn of_field(&self, file: &FileChanges, field: &Field) -> &[usize] {
        self.find(&file.path, of_field(field))
    }

    /// The commits that changed a line, newest first.
    pub fn of_line(&self, file: &FileChanges, change: &LineChange) -> &[usize] {
        let keys = keys(change.after.as_ref()).into_iter().chain(keys(change.before.as_ref()));
        keys.map(|key| self.find(&file.path, key)).max_by_key(|commits| commits.len()).unwrap_or_default()
    }

    fn find(&self, path: &str, key: String) -> &[usize] {
        self.made.get(&(path.to_owned(), key)).map_or(&[], Vec::as_slice)
    }
}

const FATE: &str = "fate";
const ANYTHING: &str = "anything";

fn of_field(field: &Field) -> String {
    format!("field {}", field.key)
}

/// What a line is found by: its ids, and what it says.
fn keys(line: Option<&Line>) -> Vec<String> {
    let Some(line) = line else { return Vec::new() };
    let ids = line.ids().iter().map(|id| format!("^{id}"));
    ids.chain([format!("line {}", line.normalised())]).collect()
}
