//! What was received is looked at before anything of it is written: a tree can name files that lead outside, that are no
//! files, or that some systems take for one another.

use std::collections::HashMap;
use std::fmt;

use git2::{ObjectType, Oid, Tree, TreeEntry};
use unicode_normalization::UnicodeNormalization;

use super::error::{GitContext, GitError};
use super::repository::PairRepository;
use super::write::CommitId;
use crate::store::files::LARGEST_FILE;

/// How deep folders may lie in one another.
const DEEPEST: usize = 30;

/// How many files a pair may have.
const MOST_FILES: usize = 100_000;

/// How many problems are told.
const MOST_TOLD: usize = 20;

/// A path that must not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path, with what is no UTF-8 replaced.
    pub path: String,
    /// Why not.
    pub why: Why,
}

/// Why a path must not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// A symbolic link.
    Link,
    /// A repository inside the repository.
    Submodule,
    /// A kind of file that git does not know.
    Kind,
    /// The name leads elsewhere, or is git's own.
    Elsewhere,
    /// Some systems cannot have a file of that name.
    Unportable,
    /// The name is no UTF-8.
    NotText,
    /// Another file has that name but for its case or composition.
    Twin(String),
    /// It is larger than any file that is read.
    TooLarge(u64),
    /// Its folders lie too deep in one another.
    TooDeep,
    /// There are too many files.
    TooMany,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` ", self.path)?;
        match &self.why {
            Why::Link => formatter.write_str("is a symbolic link"),
            Why::Submodule => formatter.write_str("is a submodule"),
            Why::Kind => formatter.write_str("is no regular file"),
            Why::Elsewhere => formatter.write_str("is a name that leads outside or into git's own folder"),
            Why::Unportable => formatter.write_str("is a name that some systems cannot have"),
            Why::NotText => formatter.write_str("is a name that is no UTF-8"),
            Why::Twin(other) => write!(formatter, "is the same name as `{other}` on some systems"),
            Why::TooLarge(size) => write!(formatter, "has {size} bytes, and {LARGEST_FILE} is the limit"),
            Why::TooDeep => write!(formatter, "lies deeper than {DEEPEST} folders"),
            Why::TooMany => write!(formatter, "is one of more than {MOST_FILES} files"),
        }
    }
}

impl PairRepository {
    /// Looks at every file of a commit that the commit `known`, which was looked at before, does not have in the same way.
    ///
    /// # Errors
    /// [`GitError::Hostile`] with the problems, else what libgit2 could not read.
    pub fn inspect(&self, commit: CommitId, known: Option<CommitId>) -> Result<(), GitError> {
        let tree = |id: CommitId| self.inner.find_commit(id.0).and_then(|commit| commit.tree());
        let received = tree(commit).during("read what was received")?;
        // One that is gone since is as good as none.
        let known = known.and_then(|known| tree(known).ok());
        let mut inspection = Inspection { repository: self, problems: Vec::new(), files: 0 };
        inspection.folder("", &received, known.as_ref(), 0)?;
        if inspection.problems.is_empty() { Ok(()) } else { Err(GitError::Hostile { problems: inspection.problems }) }
    }
}

struct Inspection<'r> {
    repository: &'r PairRepository,
    problems: Vec<Problem>,
    files: usize,
}

impl Inspection<'_> {
    fn folder(&mut self, path: &str, tree: &Tree<'_>, known: Option<&Tree<'_>>, depth: usize) -> Result<(), GitError> {
        let mut folded: HashMap<String, String> = HashMap::with_capacity(tree.len());
        for entry in tree {
            if self.problems.len() >= MOST_TOLD {
                return Ok(());
            }
            let shown = String::from_utf8_lossy(entry.name_bytes()).into_owned();
            let inside = if path.is_empty() { shown.clone() } else { format!("{path}/{shown}") };
            let twin = folded.insert(fold(&shown), shown.clone());
            let before = known.and_then(|known| known.get_name_bytes(entry.name_bytes()).map(|entry| entry.to_owned()));
            let is_known = before.as_ref().is_some_and(|before| is_same(before, &entry));
            if let Some(why) = why_not(&entry).or(twin.map(Why::Twin)) {
                self.problems.push(Problem { path: inside, why });
            } else if entry.kind() == Some(ObjectType::Tree) {
                if depth >= DEEPEST {
                    self.problems.push(Problem { path: inside, why: Why::TooDeep });
                } else if !is_known {
                    let find = |id: Oid| self.repository.inner.find_tree(id).during("read what was received");
                    let below = find(entry.id())?;
                    let before = before.filter(|before| before.kind() == Some(ObjectType::Tree));
                    let before = before.map(|before| find(before.id())).transpose()?;
                    self.folder(&inside, &below, before.as_ref(), depth + 1)?;
                }
            } else if !is_known {
                self.file(inside, entry.id())?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: String, id: Oid) -> Result<(), GitError> {
        self.files += 1;
        if self.files > MOST_FILES {
            self.problems.push(Problem { path, why: Why::TooMany });
            return Ok(());
        }
        let objects = self.repository.inner.odb().during("read what was received")?;
        let (size, _) = objects.read_header(id).during("read what was received")?;
        if size as u64 > LARGEST_FILE {
            self.problems.push(Problem { path, why: Why::TooLarge(size as u64) });
        }
        Ok(())
    }
}

fn is_same(before: &TreeEntry<'_>, after: &TreeEntry<'_>) -> bool {
    before.id() == after.id() && before.filemode_raw() == after.filemode_raw()
}

fn why_not(entry: &TreeEntry<'_>) -> Option<Why> {
    match entry.filemode_raw() {
        0o120_000 => return Some(Why::Link),
        0o160_000 => return Some(Why::Submodule),
        0o040_000 | 0o100_644 | 0o100_755 | 0o100_664 => {}
        _ => return Some(Why::Kind),
    }
    match std::str::from_utf8(entry.name_bytes()) {
        Err(_) => Some(Why::NotText),
        Ok(name) => why_not_named(name),
    }
}

/// What stands against a file of that name, inside a folder.
fn why_not_named(name: &str) -> Option<Why> {
    let plain: String = name.chars().filter(|c| !is_ignored(*c)).collect();
    let lower = plain.trim_end_matches(['.', ' ']).to_ascii_lowercase();
    // Streams of NTFS: `.git::$INDEX_ALLOCATION` is `.git`.
    let stem = lower.split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    let leads_elsewhere = name.is_empty()
        || name == "."
        || name == ".."
        || name.contains(['/', '\\', '\0'])
        || stem == ".git"
        || lower.strip_prefix("git~").is_some_and(|rest| rest.bytes().next().is_some_and(|byte| byte.is_ascii_digit()));
    if leads_elsewhere {
        return Some(Why::Elsewhere);
    }
    let is_unportable = name.ends_with(['.', ' '])
        || name.contains(['<', '>', ':', '"', '|', '?', '*'])
        || name.chars().any(|c| c.is_control())
        || name.len() > 255
        || is_device(lower.split('.').next().unwrap_or_default().trim_end());
    is_unportable.then_some(Why::Unportable)
}

/// Names that Windows keeps for devices, whatever their ending.
fn is_device(stem: &str) -> bool {
    matches!(stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || ["com", "lpt"].iter().any(|port| {
            stem.strip_prefix(port)
                .is_some_and(|rest| matches!(rest, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"))
        })
}

/// Characters that HFS+ leaves out when it compares names.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

/// A name as systems compare it that know neither case nor composition.
pub(super) fn fold(name: &str) -> String {
    name.nfkc().filter(|c| !is_ignored(*c)).flat_map(char::to_lowercase).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["2026-11-20.md", "photo of the board.png", ".gitattributes", ".github", "Größe.md", "console.md"]
        {
            assert_eq!(why_not_named(name), None, "{name}");
        }
        for name in [
            ".git",
            ".GIT",
            ".git ",
            ".git.",
            "git~1",
            "GIT~2",
            ".g\u{200c}it",
            ".git::$INDEX_ALLOCATION",
            "..",
            ".",
            "a/b",
            "a\\b",
        ] {
            assert_eq!(why_not_named(name), Some(Why::Elsewhere), "{name}");
        }
        for name in ["con", "CON.md", "aux.txt", "com1", "lpt9.md", "a:b", "a?", "trailing.", "trailing ", "a\u{1b}[0m"]
        {
            assert_eq!(why_not_named(name), Some(Why::Unportable), "{name}");
        }
    }

    #[test]
    fn twins_fold_to_one_name() {
        assert_eq!(fold("Notes.md"), fold("notes.MD"));
        assert_eq!(fold("Jos\u{e9}.md"), fold("Jose\u{301}.md"));
        assert_ne!(fold("a.md"), fold("b.md"));
    }
}
