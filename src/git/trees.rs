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
    compare(old, new, |item, is_new| note(&mut changes, item, is_new.then(|| Oid::from_bytes(item.id).ok()).flatten()));
    changes
}

/// What has one name in two trees: a regular file or a folder on either side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// The file in the old tree.
    pub(super) old_file: Option<Oid>,
    /// The file in the new tree.
    pub(super) new_file: Option<Oid>,
    /// The folder in the old tree.
    pub(super) old_folder: Option<Oid>,
    /// The folder in the new tree.
    pub(super) new_folder: Option<Oid>,
}

/// Everything that differs between `old` and `new`, folders too. Names that are no UTF-8 are left out, and so is what is
/// neither a regular file nor a folder.
pub(super) fn differing(old: &[u8], new: &[u8]) -> BTreeMap<String, Difference> {
    let mut found: BTreeMap<String, Difference> = BTreeMap::new();
    compare(old, new, |item, is_new| {
        let (Ok(name), Ok(id)) = (std::str::from_utf8(item.name), Oid::from_bytes(item.id)) else { return };
        let is_file = item.mode.starts_with(b"100");
        if !is_file && item.mode != b"40000" {
            return;
        }
        let difference = found.entry(name.to_owned()).or_default();
        let side = match (is_file, is_new) {
            (true, false) => &mut difference.old_file,
            (true, true) => &mut difference.new_file,
            (false, false) => &mut difference.old_folder,
            (false, true) => &mut difference.new_folder,
        };
        *side = Some(id);
    });
    found
}

/// Goes through both trees, and tells each row that the other does not have, and whether it is one of `new`.
fn compare(old: &[u8], new: &[u8], mut differs: impl FnMut(&Item<'_>, bool)) {
    let (mut old, mut new) = (old, new);
    loop {
        match (first(old), first(new)) {
            (None, None) => return,
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
                    differs(&before, false);
                }
                if let Some(after) = after.filter(|_| order != Ordering::Less) {
                    new = &new[after.bytes.len()..];
                    differs(&after, true);
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
    fn folders_are_told_beside_files() {
        let old = tree(&[("100644", "a.md", 1), ("120000", "l", 2), ("40000", "x", 9)]);
        let new = tree(&[("100755", "a.md", 1), ("40000", "l", 3), ("40000", "x", 8)]);
        let id = |number: u8| Oid::from_bytes(&[number; ID]).ok();
        let found = differing(&old, &new);
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(names, ["a.md", "l", "x"]);
        assert_eq!(found["l"], Difference { new_folder: id(3), ..Difference::default() });
        assert_eq!(found["x"], Difference { old_folder: id(9), new_folder: id(8), ..Difference::default() });
        assert_eq!((found["a.md"].old_file, found["a.md"].new_file), (id(1), id(1)));
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
