//! Files that are no text of ours: where both sides changed one, both stay.

/// What two versions of a file become.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherMerge {
    /// The file's own bytes; none where it goes.
    pub kept: Option<Vec<u8>>,
    /// The bytes that stand beside it, under [`beside_name`].
    pub beside: Option<Vec<u8>>,
}

/// Of two changes the smaller by bytes keeps the name, and the other stands beside it. An edit wins over a removal.
pub fn merge_other(base: Option<&[u8]>, one: Option<&[u8]>, other: Option<&[u8]>) -> OtherMerge {
    let kept = |bytes: Option<&[u8]>| OtherMerge { kept: bytes.map(<[u8]>::to_vec), beside: None };
    match (one, other) {
        _ if one == other || other == base => kept(one),
        _ if one == base => kept(other),
        (Some(one), Some(other)) => {
            OtherMerge { kept: Some(one.min(other).to_vec()), beside: Some(one.max(other).to_vec()) }
        }
        (one, other) => kept(one.or(other)),
    }
}

/// Another name for a file with these bytes, the same on every clone: `board.also-3fa9c1.png`.
pub fn beside_name(path: &str, bytes: &[u8]) -> String {
    // FNV-1a: it has to tell files apart, not to protect them.
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let short = format!("{:06x}", (sum ^ (sum >> 24) ^ (sum >> 48)) & 0x00ff_ffff);
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.').filter(|dot| *dot > 0) {
        Some(dot) => format!("{}.also-{short}{}", &path[..name + dot], &path[name + dot..]),
        None => format!("{path}.also-{short}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_stay() {
        let merged = merge_other(Some(b"0"), Some(b"2"), Some(b"1"));
        assert_eq!(merged, OtherMerge { kept: Some(b"1".to_vec()), beside: Some(b"2".to_vec()) });
        assert_eq!(merged, merge_other(Some(b"0"), Some(b"1"), Some(b"2")));
        assert_eq!(merge_other(Some(b"0"), None, Some(b"1")).kept.as_deref(), Some(&b"1"[..]));
        assert_eq!(merge_other(Some(b"0"), None, Some(b"0")).kept, None);
    }

    #[test]
    fn names_keep_their_ending() {
        assert!(beside_name("a/board.png", b"x").starts_with("a/board.also-"));
        assert!(beside_name("a/board.png", b"x").ends_with(".png"));
        assert!(beside_name("a.b/.hidden", b"x").starts_with("a.b/.hidden.also-"));
        assert_ne!(beside_name("x", b"1"), beside_name("x", b"2"));
    }
}
