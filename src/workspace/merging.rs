//! How the files of a pair are merged, for the git layer, which knows no meanings.

use super::write::is_own;
use crate::git::{BlobId, MergedFile, PairFiles, Versions, merge};

/// The rules of the pair's format. They know no persons: whoever merges, the bytes are the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct PairRules;

impl PairFiles for PairRules {
    fn is_own(&self, path: &str) -> bool {
        is_own(path)
    }

    /// An edit wins over a removal. Text is put together line by line, and of two changes to the same lines both are kept;
    /// of any other file the smaller by bytes keeps the name, and the other stands beside it.
    fn merge(&self, path: &str, versions: Versions<'_>) -> MergedFile {
        let (one, other) = match (versions.here, versions.there) {
            (Some(here), Some(there)) => (here.min(there), here.max(there)),
            (one, other) => {
                return MergedFile { bytes: one.or(other).map(<[u8]>::to_vec), beside: Vec::new() };
            }
        };
        let merged = if is_own(path) { merge::lines(versions.base.unwrap_or_default(), one, other).ok() } else { None };
        match merged {
            Some(merged) => MergedFile { bytes: Some(merged.bytes), beside: Vec::new() },
            None => MergedFile { bytes: Some(one.to_vec()), beside: vec![(self.beside(path, other), other.to_vec())] },
        }
    }

    /// `board.also-3fa9c1.png`
    fn beside(&self, path: &str, bytes: &[u8]) -> String {
        let short: String = BlobId::of(bytes).to_string().chars().take(6).collect();
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        match path[name..].rfind('.').filter(|dot| *dot > 0) {
            Some(dot) => format!("{}.also-{short}{}", &path[..name + dot], &path[name + dot..]),
            None => format!("{path}.also-{short}"),
        }
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
        assert!(merged.beside[0].0.starts_with("board.also-") && merged.beside[0].0.ends_with(".png"));
        assert!(PairRules.beside("a/.hidden", b"").starts_with("a/.hidden.also-"));
    }
}
