//! Two versions of a text that come from one: put together line by line.

use git2::{FileFavor, MergeFileInput, MergeFileOptions, ObjectType, Oid};

use super::error::{GitContext, GitError};

/// What became of two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text with the changes of both.
    pub bytes: Vec<u8>,
    /// Whether both changed the same lines: then both texts are in it, one below the other.
    pub kept_both: bool,
}

/// Puts the changes of `ours` and `theirs`, both made from `base`, together. No line of either is lost, and there are
/// never markers.
///
/// # Errors
/// What libgit2 could not merge.
pub fn lines(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Merged, GitError> {
    // Unlike its other functions, git2's merge does not start libgit2; naming a blob does.
    Oid::hash_object(ObjectType::Blob, base).during("merge the texts")?;
    let clean = merge(base, ours, theirs, FileFavor::Normal)?;
    if let Some(bytes) = clean {
        return Ok(Merged { bytes, kept_both: false });
    }
    let bytes = merge(base, ours, theirs, FileFavor::Union)?.unwrap_or_else(|| [ours, theirs].concat());
    Ok(Merged { bytes, kept_both: true })
}

fn merge(base: &[u8], ours: &[u8], theirs: &[u8], favor: FileFavor) -> Result<Option<Vec<u8>>, GitError> {
    let input = |bytes| {
        let mut input = MergeFileInput::new();
        input.content(bytes);
        input
    };
    let (base, ours, theirs) = (input(base), input(ours), input(theirs));
    let mut options = MergeFileOptions::new();
    options.favor(favor);
    let result = git2::merge_file(&base, &ours, &theirs, Some(&mut options)).during("merge the texts")?;
    Ok(result.is_automergeable().then(|| result.content().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_changes_are_kept() {
        let base = b"a\nb\nc\nd\ne\n";
        let merged = lines(base, b"a\nB\nc\nd\ne\n", b"a\nb\nc\nd\nE\n").unwrap();
        assert_eq!(merged, Merged { bytes: b"a\nB\nc\nd\nE\n".to_vec(), kept_both: false });
        let merged = lines(b"a\n", b"a\nours\n", b"a\ntheirs\n").unwrap();
        assert_eq!(merged, Merged { bytes: b"a\nours\ntheirs\n".to_vec(), kept_both: true });
    }
}
