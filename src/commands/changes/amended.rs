//! What was written in an entry after its meeting had been closed: by whom, and when.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::told::Past;
use crate::changes::{FileChanges, LineChange};
use crate::command_error::CommandError;
use crate::git::{FileStep, PairRepository, Step};
use crate::workspace::Loaded;

/// One person's amendments of one day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::commands) struct Amendment {
    pub(in crate::commands) day: NaiveDate,
    /// By the name in the commits, which proves nothing.
    pub(in crate::commands) who: String,
}

/// The amendments of each of these entries, oldest first.
pub(in crate::commands) fn amendments(
    repository: &PairRepository,
    loaded: &Loaded,
    paths: &[String],
) -> Result<BTreeMap<String, Vec<Amendment>>, CommandError> {
    let mut past = Past::new(repository, loaded)?;
    let commits = repository.commits_touching("entries")?;
    let mut found = BTreeMap::new();
    for path in paths {
        let mut history = Vec::new();
        for version in commits.get(path).map(Vec::as_slice).unwrap_or_default() {
            let step = past.walker.step(version.commit)?;
            let file = past.walker.changed(&step)?.into_iter().find(|file| file.path == *path);
            history.extend(file.map(|file| (step, file)));
        }
        found.insert(path.clone(), of_one(&mut past, loaded, &history)?);
    }
    Ok(found)
}

/// The amendments of one entry, whose history is the oldest first.
fn of_one(past: &mut Past<'_>, loaded: &Loaded, history: &[(Step, FileStep)]) -> Result<Vec<Amendment>, CommandError> {
    let mut closed: Option<i64> = None;
    let mut amendments = Vec::new();
    for (step, file) in history {
        let changes = past.compare(std::slice::from_ref(file))?;
        let status = changes.iter().flat_map(|file| &file.fields).rfind(|field| field.key == "status");
        if let Some(status) = status {
            closed = (status.after.as_deref() == Some("held")).then_some(step.seconds);
            continue;
        }
        // What a merge or a mending brought back was written by somebody before.
        let is_own = step.parents.len() < 2 && !step.subject.starts_with("oneonone mend:");
        let is_later = closed.is_some_and(|closed| step.seconds >= closed);
        if is_own && is_later && changes.iter().any(is_amendment) {
            let who = past.who(loaded, step);
            if let Some(day) = step.at().map(|at| at.date_naive()) {
                amendments.push(Amendment { day, who });
            }
        }
    }
    amendments.sort_unstable();
    amendments.dedup();
    Ok(amendments)
}

/// Whether words or figures changed: a box that is ticked later lives on in its item.
fn is_amendment(file: &FileChanges) -> bool {
    file.told().any(LineChange::is_writing) || file.fields.iter().any(|field| field.key != "prepared")
}
