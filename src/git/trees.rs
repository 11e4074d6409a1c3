//! Two versions of a folder compared by the raw bytes of their tree objects: most entries are equal, and are not parsed.
//!
//! A tree is a row of `MODE NAME NUL` and 20 bytes, ordered by name.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use git2::Oid;

const ID: usize = 20;

/// The regular files that differ between `old` and `new`, with what they are in `new`; none where they are gone. Names
/// that are no UTF-8 are left out.
pub(super) fn changed(old: &[u8], new: &[u8]) -> BTreeMap<String, Option<Oid>> {
    let mut changes = BTreeMap::new();
    let (mut old, mut new) = (old, new);
    loop {
        match (first(old), first(new)) {
            (None, None) => return changes,
            (Some(before), Some(after)) if before.bytes == after.bytes => {
                old = &old[before.bytes.len()..];
                new = &new[after.bytes.len()..];
            }
            (before, after) => {
                let order = match (&before, &after) {
                    (Some(before), Some(after)) => before.name.cmp(after.name),
                    (Some(_), None) => Ordering::Less,
                    _ => Ordering::Greater,
                };
                if let Some(before) = before.filter(|_| order != Ordering::Greater) {
                    old = &old[before.bytes.len()..];
                    note(&mut changes, &before, None);
                }
                if let Some(after) = after.filter(|_| order != Ordering::Less) {
                    new = &new[after.bytes.len()..];
                    note(&mut changes, &after, Oid::from_bytes(after.id).ok());
                }
            }
        }
    }
}

fn note(changes: &mut BTreeMap<String, Option<Oid>>, item: &Item<'_>, id: Option<Oid>) {
    if item.mode.starts_with(b"100")
        && let Ok(name) = std::str::from_utf8(item.name)
    {
        changes.insert(name.to_owned(), id);
    }
}

struct Item<'a> {
    bytes: &'a [u8],
    mode: &'a [u8],
    name: &'a [u8],
    id: &'a [u8],
}

fn first(tree: &[u8]) -> Option<Item<'_>> {
    let end = tree.iter().position(|byte| *byte == 0)?;
    let bytes = tree.get(..=end + ID)?;
    let space = tree[..end].iter().position(|byte| *byte == b' ')?;
    Some(Item { bytes, mode: &tree[..space], name: &tree[space + 1..end], id: &bytes[end + 1..] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(items: &[(&str, &str, u8)]) -> Vec<u8> {
        items.iter().flat_map(|(mode, name, id)| [format!("{mode} {name}\0").as_bytes(), &[*id; ID]].concat()).collect()
    }

    #[test]
    fn finds_what_differs() {
        let old = tree(&[("100644", "a.md", 1), ("100644", "b.md", 2), ("100644", "c.md", 3), ("40000", "x", 9)]);
        let new = tree(&[("100644", "a.md", 1), ("100644", "b.md", 7), ("100644", "d.md", 4), ("40000", "x", 8)]);
        let found: Vec<_> =
            changed(&old, &new).into_iter().map(|(name, id)| (name, id.map(|id| id.as_bytes()[0]))).collect();
        assert_eq!(found, [("b.md".into(), Some(7)), ("c.md".into(), None), ("d.md".into(), Some(4))]);
        assert!(changed(&new, &new).is_empty());
        assert_eq!(changed(&[], &new).len(), 3);
        assert_eq!(changed(&new, &[]).len(), 3);
    }
}
