//! What a change would do to a file, as lines.

use git2::{DiffOptions, Patch};

use super::error::{GitContext, GitError};

/// The change from `before` to `after` as a unified diff of `path`, with 2 lines around.
///
/// # Errors
/// What libgit2 could not compare.
pub fn unified(path: &str, before: &[u8], after: &[u8]) -> Result<String, GitError> {
    let mut options = DiffOptions::new();
    options.context_lines(2);
    let patch = Patch::from_buffers(before, Some(path.as_ref()), after, Some(path.as_ref()), Some(&mut options));
    let mut patch = patch.during("compare the files")?;
    let buffer = patch.to_buf().during("compare the files")?;
    Ok(String::from_utf8_lossy(&buffer).into_owned())
}
