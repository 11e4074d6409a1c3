//! The files below a folder, for those who look through one that is not the program's own.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::{IoContext, StoreError};

/// The files below a folder, in the order of their paths; nothing hidden is looked at, and no link is followed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// Regular files, each relative to the folder, with `/`.
    pub files: Vec<String>,
    /// What was not looked into: links, folders that lie too deep or cannot be listed.
    pub passed_over: Vec<String>,
}

/// Looks through a folder and those in it, up to `deepest`, but for `without`.
///
/// # Errors
/// What the system refused to tell about the folder itself.
pub fn tree(root: &Path, deepest: usize, without: &Path) -> Result<Tree, StoreError> {
    let mut found = Tree::default();
    fs::read_dir(root).at("list", root)?;
    look_into(root, "", deepest, without, &mut found);
    Ok(found)
}

fn look_into(folder: &Path, prefix: &str, deepest: usize, without: &Path, found: &mut Tree) {
    let Ok(listing) = fs::read_dir(folder) else {
        found.passed_over.push(prefix.trim_end_matches('/').to_owned());
        return;
    };
    let mut names: Vec<(String, PathBuf)> = listing
        .filter_map(Result::ok)
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, path)| !name.starts_with('.') && path != without)
        .collect();
    names.sort();
    for (name, path) in names {
        let below = format!("{prefix}{name}");
        match fs::symlink_metadata(&path).map(|metadata| metadata.file_type()) {
            Ok(kind) if kind.is_file() => found.files.push(below),
            Ok(kind) if kind.is_dir() && deepest > 1 => {
                look_into(&path, &format!("{below}/"), deepest - 1, without, found);
            }
            _ => found.passed_over.push(below),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn neither_links_nor_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in ["b.md", "a/c.md", "a/d/e.md", ".git/config", "own/x.md"] {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), "").unwrap();
        }
        std::os::unix::fs::symlink("/etc/passwd", root.join("link.md")).unwrap();
        std::os::unix::fs::symlink(root, root.join("a/again")).unwrap();
        let found = tree(root, 2, &root.join("own")).unwrap();
        assert_eq!(found.files, ["a/c.md", "b.md"]);
        assert_eq!(found.passed_over, ["a/again", "a/d", "link.md"]);
        assert!(tree(&root.join("nowhere"), 2, root).is_err());
    }
}
