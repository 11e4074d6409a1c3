//! Paths inside a work tree: relative, with `/`, never into `.git`, never through a link.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::GitError;
use crate::store::StoreError;

/// The file that `path` names in the work tree `root`.
///
/// # Errors
/// [`GitError::BadPath`] where it would lead elsewhere, [`StoreError::NotRegular`] where a folder on the way is a link.
pub(super) fn locate(root: &Path, path: &str) -> Result<PathBuf, GitError> {
    if !is_inside(path) {
        return Err(GitError::BadPath { path: path.to_owned() });
    }
    let mut folder = root.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        folder.push(part);
        if parts.peek().is_some()
            && let Ok(metadata) = fs::symlink_metadata(&folder)
            && !metadata.is_dir()
        {
            return Err(StoreError::NotRegular { path: folder }.into());
        }
    }
    Ok(folder)
}

/// Whether a path is relative, without `.` and `..`, and not git's own.
pub fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0', ':'])
        && path.split('/').all(|part| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && !part.eq_ignore_ascii_case(".git")
                && !part.to_ascii_lowercase().starts_with("git~")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_inside() {
        for path in ["entries/2026-11-20.md", "oneonone.yaml", ".gitattributes"] {
            assert!(is_inside(path), "{path}");
        }
        for path in ["", "/etc/passwd", "../x", "a/../b", ".git/config", "a/.GIT/x", "git~1/x", "a\\b", "c:x", "a//b"] {
            assert!(!is_inside(path), "{path}");
        }
    }
}
