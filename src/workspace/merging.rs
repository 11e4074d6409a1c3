//! How the files of a pair are merged, for the git layer, which knows no meanings.

use super::write::is_own;
use crate::git::{MergedFile, PairFiles, Versions};
use crate::merge::{FileKind, beside_name, merge, merge_other, repair};

/// The rules of the pair's format. They know no persons: whoever merges, the bytes are the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct PairRules;

impl PairFiles for PairRules {
    fn is_own(&self, path: &str) -> bool {
        is_own(path)
    }

    /// Markdown and the pair file item by item, markers that another tool left in a version read back as what they mean;
    /// of any other file both stay.
    fn merge(&self, path: &str, versions: Versions<'_>) -> MergedFile {
        let kind = FileKind::of(path);
        if kind == FileKind::Other {
            let merged = merge_other(versions.base, versions.here, versions.there);
            let beside = merged.beside.map(|bytes| (self.beside(path, &bytes), bytes));
            return MergedFile { bytes: merged.kept, beside: beside.into_iter().collect() };
        }
        let plain = |bytes: Option<&[u8]>| bytes.map(|bytes| repair(kind, bytes).unwrap_or_else(|| bytes.to_vec()));
        let [base, here, there] = [versions.base, versions.here, versions.there].map(plain);
        let bytes = merge(kind, base.as_deref(), here.as_deref(), there.as_deref());
        MergedFile { bytes, beside: Vec::new() }
    }

    /// `board.also-3fa9c1.png`
    fn beside(&self, path: &str, bytes: &[u8]) -> String {
        beside_name(path, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_stand_side_by_side() {
        let versions = |here, there| Versions { base: Some(b"0"), here: Some(here), there: Some(there) };
        let merged = PairRules.merge("board.png", versions(b"1", b"2"));
        assert_eq!(merged, PairRules.merge("board.png", versions(b"2", b"1")));
        assert_eq!(merged.bytes.as_deref(), Some(&b"1"[..]));
        assert_eq!(merged.beside.len(), 1);
    }

    #[test]
    fn markers_are_read_back() {
        let here = b"- a\n<<<<<<< x\n- b\n=======\n- c\n>>>>>>> y\n";
        let versions = Versions { base: Some(b"- a\n"), here: Some(here), there: Some(b"- a\n- d\n") };
        let merged = PairRules.merge("entries/2026-11-20.md", versions);
        assert_eq!(merged.bytes.as_deref(), Some(&b"- a\n- b\n- c\n- d\n"[..]));
    }
}
