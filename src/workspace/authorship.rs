//! Who wrote the newest meetings, as git's commits have it (contract §7, `reverse-briefing` and `manager-monologue`): for each
//! line the author of the first version of its file in which it has its words of now.

use std::collections::{HashMap, HashSet};

use super::Loaded;
use crate::changes::Version;
use crate::git::{FileCommit, GitError, PairRepository};
use crate::history::{Lines, Origin, Writing};
use crate::model::pair::Role;
use crate::model::section::Section;

/// Who a line is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    /// One of the two, or somebody else.
    Author(Option<Role>),
    /// An earlier entry.
    Earlier,
}

/// Tells the history who wrote the newest held meetings, as many as `meetings`. A repository that cannot be read knows
/// nothing.
pub fn add(loaded: &mut Loaded, meetings: usize) {
    let held: Vec<usize> = loaded.history.held().map(|(index, _)| index).collect();
    let newest = held[held.len().saturating_sub(meetings)..].to_vec();
    // Fewer say nothing.
    if newest.len() < meetings {
        return;
    }
    if let Ok(repository) = PairRepository::open(&loaded.folder.root) {
        // What cannot be read stays not known: a signal never accuses anybody for it.
        let _ = add_from(&repository, loaded, &newest);
    }
}

fn add_from(repository: &PairRepository, loaded: &mut Loaded, meetings: &[usize]) -> Result<(), GitError> {
    let commits = repository.commits_touching("entries")?;
    for meeting in meetings {
        let path = loaded.path_of(*meeting);
        let Some(versions) = commits.get(&path) else { continue };
        let writing = writing(repository, loaded, *meeting, &path, versions)?;
        loaded.history.meetings[*meeting].writing = Some(writing);
    }
    Ok(())
}

fn writing(
    repository: &PairRepository,
    loaded: &Loaded,
    meeting: usize,
    path: &str,
    versions: &[FileCommit],
) -> Result<Writing, GitError> {
    let earlier = ids_of_earlier(loaded, meeting);
    let mut from: HashMap<String, From> = HashMap::new();
    let mut score = None;
    let mut wrote: HashSet<Option<Role>> = HashSet::new();
    for version in versions {
        let Some(blob) = version.blob else { continue };
        let author = loaded.history.pair.role_of(&version.author.name, &version.author.email);
        let read = Version::read(path, &repository.blob(blob)?, &loaded.vocabulary);
        for line in read.lines.iter().filter(|line| !line.is_heading) {
            let is_earlier = line.ids().iter().any(|id| earlier.contains(id.as_str()));
            from.entry(line.normalised()).or_insert_with(|| {
                if is_earlier {
                    return From::Earlier;
                }
                wrote.insert(author);
                From::Author(author)
            });
        }
        let said = read.entry.and_then(|entry| entry.score).map(|score| score.value);
        if said.is_some() && said != score {
            wrote.insert(author);
        }
        score = said;
    }
    let now = Version::read(path, loaded.bytes(path).unwrap_or_default(), &loaded.vocabulary);
    let by_both = wrote.contains(&Some(Role::DirectReport)) && wrote.contains(&Some(Role::Manager));
    let mut writing = Writing { by_both, ..Writing::default() };
    for line in now.lines.iter().filter(|line| !line.is_heading) {
        let Some(From::Author(author)) = from.get(&line.normalised()) else { continue };
        let is_briefing = matches!(line.section, Section::LookBack | Section::LookForward);
        for lines in [Some(&mut writing.all), is_briefing.then_some(&mut writing.briefing)].into_iter().flatten() {
            *by(lines, *author) += 1;
        }
    }
    Ok(writing)
}

fn by(lines: &mut Lines, author: Option<Role>) -> &mut u64 {
    match author {
        Some(Role::DirectReport) => &mut lines.direct_report,
        Some(Role::Manager) => &mut lines.manager,
        None => &mut lines.others,
    }
}

/// The ids of items that were there before a meeting: their lines were carried into it.
fn ids_of_earlier(loaded: &Loaded, meeting: usize) -> HashSet<&str> {
    let is_earlier =
        |item: &&crate::history::Item| item.mentions.first().is_some_and(|first| first.origin < Origin::Entry(meeting));
    loaded.history.items.iter().filter(is_earlier).flat_map(|item| item.ids.iter().map(String::as_str)).collect()
}
