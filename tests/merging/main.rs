//! The laws of the merge, on random histories. `HISTORIES=100000 cargo test --release --test merging -- --nocapture` runs all.

#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods, clippy::disallowed_macros)]

mod growing;
mod history;
#[cfg(unix)]
mod real;

use std::collections::BTreeMap;

use oneonone::merge::{FileKind, merge};
use proptest::prelude::*;

use history::{CLASHES, Merge, play};

fn ours(base: Option<&[u8]>, one: Option<&[u8]>, other: Option<&[u8]>) -> Option<Vec<u8>> {
    merge(FileKind::Entry, base, one, other)
}

#[test]
fn nothing_typed_is_lost_and_all_clones_end_in_one_text() {
    let histories: u64 = std::env::var("HISTORIES").ok().and_then(|count| count.parse().ok()).unwrap_or(2000);
    let mut counts = BTreeMap::new();
    let mut failed = Vec::new();
    for seed in 0..histories {
        match play(seed, &ours) {
            Ok(clashes) => clashes.into_iter().for_each(|clash| *counts.entry(clash).or_insert(0_u64) += 1),
            Err(what) => failed.push(what),
        }
    }
    println!("{histories} histories, {} wrong", failed.len());
    for (clash, count) in &counts {
        println!("  {clash:?}: {}%", 100 * count / histories);
    }
    assert!(failed.is_empty(), "{} of {histories}; the first: {}", failed.len(), failed[0]);
    for clash in CLASHES {
        assert!(counts.get(&clash).is_some_and(|count| count * 10 >= histories), "too few: {clash:?} {counts:?}");
    }
}

/// Merges that are wrong in ways that tools are wrong.
#[test]
fn wrong_merges_are_caught() {
    let drop_theirs: &Merge =
        &|base, one, other| if one == base { other.map(<[u8]>::to_vec) } else { one.map(<[u8]>::to_vec) };
    let last_writer: &Merge = &|base, one, other| match (one == base, other == base) {
        (true, _) => other.map(<[u8]>::to_vec),
        (_, true) => one.map(<[u8]>::to_vec),
        _ => one.max(other).map(<[u8]>::to_vec),
    };
    let union: &Merge = &|base, one, other| {
        if one == base || one == other {
            return other.map(<[u8]>::to_vec);
        }
        if other == base {
            return one.map(<[u8]>::to_vec);
        }
        let (one, other) = (one.min(other).unwrap_or_default(), one.max(other).unwrap_or_default());
        let mut bytes = one.to_vec();
        for line in other.split_inclusive(|byte| *byte == b'\n') {
            if !one.split_inclusive(|byte| *byte == b'\n').any(|there| there == line) {
                bytes.extend_from_slice(line);
            }
        }
        Some(bytes)
    };
    let lose_a_section: &Merge = &|base, one, other| {
        let merged = ours(base, one, other)?;
        if one == base || other == base || one == other {
            return Some(merged);
        }
        let text = String::from_utf8_lossy(&merged).into_owned();
        let end = text.rfind("## Action items").unwrap_or(text.len());
        Some(text.as_bytes()[..end].to_vec())
    };
    let swap_states: &Merge = &|base, one, other| {
        let merged = ours(base, one, other)?;
        if one == base || other == base || one == other {
            return Some(merged);
        }
        let text = String::from_utf8_lossy(&merged).replace("[ ]", "[0]").replace("[x]", "[ ]").replace("[0]", "[x]");
        Some(text.into_bytes())
    };
    let wrong: [(&str, &Merge); 5] = [
        ("drop theirs", drop_theirs),
        ("union", union),
        ("last writer wins", last_writer),
        ("lose a section", lose_a_section),
        ("swap states", swap_states),
    ];
    for (name, merge) in wrong {
        let caught = (0..200).filter(|seed| play(*seed, merge).is_err()).count();
        println!("{name}: caught in {caught} of 200 histories");
        assert!(caught > 20, "{name} was caught in {caught} of 200 histories only");
    }
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"---\n".to_vec()),
        Just(b"## Engagement\n".to_vec()),
        Just(b"- [ ] a b ^aaaa\n".to_vec()),
        Just(b"- [x] a b c ^aaaa due:2026-01-01\r\n".to_vec()),
        Just(b"engagement: 7\n".to_vec()),
        Just(b"cadence:\n  - {from: 2026-01-06, every: week}\n".to_vec()),
        Just(b"8\n".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"<<<<<<< a\n=======\n>>>>>>> b\n".to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
        "[a-c ^#\\[\\]-]{0,9}\n".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_can_be_merged(base in any_bytes(), one in any_bytes(), other in any_bytes()) {
        for kind in [FileKind::Entry, FileKind::PairFile] {
            let merged = merge(kind, Some(&base), Some(&one), Some(&other)).unwrap();
            prop_assert_eq!(&merged, &merge(kind, Some(&base), Some(&other), Some(&one)).unwrap());
            prop_assert_eq!(merge(kind, Some(&base), Some(&one), Some(&one)).unwrap(), one.clone());
            prop_assert_eq!(merge(kind, Some(&base), Some(&base), Some(&one)).unwrap(), one.clone());
            // Every word of one side that neither the base nor the other side has is there.
            let words = |bytes: &[u8]| -> Vec<Vec<u8>> {
                bytes.split(|byte| byte.is_ascii_whitespace() || !byte.is_ascii()).filter(|word| word.len() > 3 && word.is_ascii()).map(<[u8]>::to_vec).collect()
            };
            for word in words(&one).into_iter().chain(words(&other)).filter(|word| word.iter().all(u8::is_ascii_alphanumeric)) {
                if !words(&base).contains(&word) {
                    prop_assert!(merged.windows(word.len()).any(|there| there == word), "{:?} is lost", String::from_utf8_lossy(&word));
                }
            }
        }
    }
}
