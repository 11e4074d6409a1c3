//! The home and the pairs in it.

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::error::{LEAK, WorkspaceError};
use super::slug::slug;
use crate::format::pair_file;
use crate::model::pair::Pair;
use crate::store::files;
use crate::ui::suggest::closest;

/// The folder in which all pairs of this machine are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Where it is.
    pub path: PathBuf,
}

/// The folder of one pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairFolder {
    /// The folder's name: the pair's name on this machine.
    pub slug: String,
    /// Where it is.
    pub root: PathBuf,
}

impl PairFolder {
    /// The pair in that folder, if it is one.
    fn at(root: &Path) -> Option<Self> {
        let is_pair = files::is_regular(&root.join(pair_file::FILE_NAME));
        let slug = root.file_name()?.to_string_lossy().into_owned();
        is_pair.then(|| Self { slug, root: root.to_owned() })
    }

    /// The name of the other person, as far as the folder's name tells who that is; else the direct report's.
    pub fn other_name(&self) -> Result<String, WorkspaceError> {
        let pair = self.pair()?;
        let is_manager = slug(&pair.manager.name).is_ok_and(|slug| slug == self.slug);
        Ok(if is_manager { pair.manager.name } else { pair.direct_report.name })
    }

    /// Whether a name means this pair to the letter: its folder, or the name or handle of the other person.
    pub fn is_exactly(&self, name: &str) -> Result<bool, WorkspaceError> {
        let wanted = fold(name);
        if fold(&self.slug) == wanted {
            return Ok(true);
        }
        let pair = self.pair()?;
        let is_manager = slug(&pair.manager.name).is_ok_and(|slug| slug == self.slug);
        let other = if is_manager { &pair.manager } else { &pair.direct_report };
        Ok([&other.name, &other.handle].into_iter().any(|known| !known.is_empty() && fold(known) == wanted))
    }

    /// Whether the pair is shared with the other person, by git's configuration alone: opening a repository takes longer
    /// than many a verb.
    pub fn is_shared(&self) -> bool {
        let config = files::read_if_there(&self.root.join(".git/config")).ok().flatten().unwrap_or_default();
        String::from_utf8_lossy(&config).contains("[remote \"origin\"]")
    }

    /// Whether the last sending was stopped by a private note, by a file in git's folder alone, as above.
    pub fn holds_a_leak(&self) -> bool {
        let trouble = files::read_if_there(&self.root.join(".git/oneonone/trouble")).ok().flatten().unwrap_or_default();
        String::from_utf8_lossy(&trouble).trim() == LEAK
    }

    /// What the pair file says; where it cannot be read, as little as that.
    pub fn pair(&self) -> Result<Pair, WorkspaceError> {
        let bytes = files::read_if_there(&self.root.join(pair_file::FILE_NAME))?.unwrap_or_default();
        Ok(pair_file::read(&bytes).0)
    }
}

impl Home {
    /// Every pair, by slug. A home that is not there has none.
    pub fn pairs(&self) -> Result<Vec<PairFolder>, WorkspaceError> {
        let folders = files::list_folders(&self.path)?;
        Ok(folders.iter().filter_map(|name| PairFolder::at(&self.path.join(name))).collect())
    }

    /// Every pair; none is an error.
    pub fn some_pairs(&self) -> Result<Vec<PairFolder>, WorkspaceError> {
        let pairs = self.pairs()?;
        if pairs.is_empty() { Err(WorkspaceError::NoPairs { home: self.path.clone() }) } else { Ok(pairs) }
    }

    /// The pair whose folder `inside` is in, if any.
    pub fn around(inside: &Path) -> Option<PairFolder> {
        inside.ancestors().find_map(PairFolder::at)
    }

    /// The pair that a name means to the letter: by its folder, or by the name or handle of the other person.
    pub fn exactly(&self, name: &str) -> Result<Option<PairFolder>, WorkspaceError> {
        for folder in self.pairs()? {
            if folder.is_exactly(name)? {
                return Ok(Some(folder));
            }
        }
        Ok(None)
    }

    /// The pair of that name: its slug, or the name or handle of one of the two, or a beginning of one.
    pub fn named(&self, name: &str) -> Result<PairFolder, WorkspaceError> {
        let pairs = self.some_pairs()?;
        let wanted = fold(name);
        if let Some(exact) = pairs.iter().find(|pair| fold(&pair.slug) == wanted) {
            return Ok(exact.clone());
        }
        let mut names: Vec<(String, &PairFolder)> = Vec::new();
        for folder in &pairs {
            names.push((fold(&folder.slug), folder));
            let pair = folder.pair()?;
            let direct_report = [pair.direct_report.name, pair.direct_report.handle];
            let manager = [pair.manager.name, pair.manager.handle];
            // With one manager everywhere, the manager's name says nothing; the other person's does.
            names.extend(direct_report.iter().chain(&manager).map(|name| (fold(name), folder)));
        }
        for is_match in [|name: &str, wanted: &str| name == wanted, |name: &str, wanted: &str| name.starts_with(wanted)]
        {
            let mut found: Vec<&PairFolder> =
                names.iter().filter(|(name, _)| is_match(name, &wanted)).map(|(_, folder)| *folder).collect();
            found.dedup();
            match found.as_slice() {
                [] => {}
                [one] => return Ok((*one).clone()),
                several => {
                    let slugs = several.iter().map(|pair| pair.slug.clone()).collect();
                    return Err(WorkspaceError::Ambiguous { name: Some(name.to_owned()), slugs });
                }
            }
        }
        let candidates: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        let close = closest(&wanted, candidates);
        let mut slugs: Vec<String> = Vec::new();
        for (known, folder) in &names {
            if close.contains(&known.as_str()) && !slugs.contains(&folder.slug) {
                slugs.push(folder.slug.clone());
            }
        }
        Err(WorkspaceError::Unknown { name: name.to_owned(), close: slugs })
    }
}

/// A name as names are compared: composed, in lower case, without `@`.
pub(super) fn fold(name: &str) -> String {
    name.trim().trim_start_matches('@').nfc().flat_map(char::to_lowercase).collect()
}
