//! What git knows about preparation, for held entries that do not say it themselves (contract §7, agenda rate): where the
//! file has two commits or more, whether one before the commit that made it held had human content.

use chrono::NaiveDate;

use super::find::PairFolder;
use crate::format::body::Vocabulary;
use crate::format::entry;
use crate::git::{FileCommit, GitError, PairRepository};
use crate::history::History;
use crate::model::entry::{Outcome, outcome};

/// Tells the history which meetings were prepared, as far as git knows. A repository that cannot be read knows nothing.
pub(super) fn add(folder: &PairFolder, vocabulary: &Vocabulary, history: &mut History) {
    let unknown = history.held().any(|(_, meeting)| meeting.prepared.is_none());
    if unknown && let Ok(repository) = PairRepository::open(&folder.root) {
        // What cannot be read stays not known: a figure never accuses anybody for it.
        let _ = add_from(&repository, vocabulary, history);
    }
}

fn add_from(repository: &PairRepository, vocabulary: &Vocabulary, history: &mut History) -> Result<(), GitError> {
    let commits = repository.commits_touching("entries")?;
    let unknown: Vec<usize> =
        history.held().filter(|(_, meeting)| meeting.prepared.is_none()).map(|(index, _)| index).collect();
    for index in unknown {
        let Some(versions) = commits.get(&history.meetings[index].entry.path()).filter(|commits| commits.len() >= 2)
        else {
            continue;
        };
        if !knows_more(repository, versions)? {
            continue;
        }
        let prepared = was_prepared(repository, vocabulary, history, index, versions)?;
        history.meetings[index].prepared = Some(prepared);
    }
    Ok(())
}

/// Verbs that write into an entry after its meeting without anybody typing there: boxes, ids, ticks.
const SAY_NOTHING: [&str; 4] = ["check", "prep", "action", "mend"];

/// Whether a commit after the first tells something: one that only gave lines their boxes, ids or ticks says as little on
/// how a meeting was prepared as if it were not there.
fn knows_more(repository: &PairRepository, versions: &[FileCommit]) -> Result<bool, GitError> {
    for version in versions.iter().skip(1) {
        let subject = repository.subject(version.commit)?;
        let words = subject.strip_prefix("oneonone ").unwrap_or_default();
        // `undo: 3f9a… check …` is what it undoes.
        let verb =
            words.strip_prefix("undo: ").and_then(|rest| rest.split(' ').nth(1)).or(words.split([' ', ':']).next());
        if !verb.is_some_and(|verb| SAY_NOTHING.contains(&verb)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a version before the one that made the meeting held has human content.
fn was_prepared(
    repository: &PairRepository,
    vocabulary: &Vocabulary,
    history: &History,
    index: usize,
    versions: &[FileCommit],
) -> Result<bool, GitError> {
    let name = &history.meetings[index].entry.name.file;
    for version in versions {
        let Some(blob) = version.blob else { continue };
        let entry = entry::read(name, &repository.blob(blob)?, vocabulary).entry;
        let human = history.is_human(&entry, index);
        let date = entry.date.unwrap_or(history.meetings[index].date);
        if outcome(&entry, date, human, day_of(version)) == Outcome::Held {
            return Ok(false);
        }
        if human {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The day on which a commit was made, where it was made.
fn day_of(version: &FileCommit) -> NaiveDate {
    version.at().map(|at| at.date_naive()).unwrap_or_default()
}
