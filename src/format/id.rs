//! Ids of lines: derived, so that two clones give one line the same id (`docs/format.md`).

use crate::model::item::{Kind, normalise_text};

const ALPHABET: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// The id of a line: of the name of the file that first mentions the item, its kind, its text, and which of the equal
/// ones in that file it is (from 0). `taken` tells whether another item bears an id already.
pub fn derive(file: &str, kind: Kind, text: &str, ordinal: usize, taken: impl Fn(&str) -> bool) -> String {
    let text = normalise_text(text);
    let mut attempt = 0_usize;
    loop {
        let id = hash_id(&format!("{file}\n{}\n{text}\n{ordinal}\n{attempt}", kind.name()));
        if !taken(&id) {
            return id;
        }
        attempt += 1;
    }
}

/// Six characters of an FNV-1a hash (64 bits, after G. Fowler, L. C. Noll and K.-P. Vo), stirred once more so that
/// every character depends on all of the text.
fn hash_id(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^= hash >> 29;
    let mut id = String::with_capacity(6);
    for _ in 0..6 {
        id.push(char::from(ALPHABET[(hash % 36) as usize]));
        hash /= 36;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lines_have_equal_ids_and_others_do_not() {
        let id = |ordinal, taken: fn(&str) -> bool| derive("2026-11-20.md", Kind::Topic, "Pay  *rise*", ordinal, taken);
        let first = id(0, |_| false);
        assert_eq!(first, derive("2026-11-20.md", Kind::Topic, "pay rise", 0, |_| false));
        assert_ne!(first, id(1, |_| false));
        assert_ne!(first, derive("2026-11-20.md", Kind::Topic, "pay rise", 0, |id| id == first));
        assert!(crate::format::item_line::is_id(&first));
    }
}
