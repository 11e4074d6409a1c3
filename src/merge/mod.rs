//! Two versions of a file that come from one, put together item by item: nothing that either side typed is lost, the result
//! has no markers, and it is the same to the byte whoever merges (`docs/merge.md`).
//!
//! A file is cut into units: the keys of its frontmatter, and the lines of its body, where an item is known by its id.
//! Each side's units are matched with those of the common version (`align`); then every unit, and every gap between
//! two, is decided on its own (`sequence`, `line`, `keys`). Both sides are put in the order of their bytes first, so
//! that no rule can prefer one.

mod align;
mod editor;
mod grow;
mod keys;
mod kind;
mod line;
mod other;
mod repair;
mod rows;
mod sequence;
mod unit;

pub use editor::{EditMerge, merge_edit, stale_base};
pub use grow::{TakenIn, grow};
pub use kind::FileKind;
pub use other::{OtherMerge, beside_name, merge_other};
pub use repair::repair;

use std::borrow::Cow;

use unit::Document;

/// Puts `one` and `other`, which both come from `base`, together; none is a file that is not there. An edit wins over a
/// removal. Files that are neither entries nor the pair file have rules of their own: [`merge_other`].
pub fn merge(kind: FileKind, base: Option<&[u8]>, one: Option<&[u8]>, other: Option<&[u8]>) -> Option<Vec<u8>> {
    if one == other || other == base {
        return one.map(<[u8]>::to_vec);
    }
    if one == base {
        return other.map(<[u8]>::to_vec);
    }
    match (one, other) {
        (Some(one), Some(other)) => Some(put_together(kind, base.unwrap_or_default(), one.min(other), one.max(other))),
        (one, other) => one.or(other).map(<[u8]>::to_vec),
    }
}

fn put_together(kind: FileKind, base: &[u8], one: &[u8], other: &[u8]) -> Vec<u8> {
    let read = |bytes| Document::read(kind, bytes);
    let (base, one, other) = (read(base), read(one), read(other));
    let mut merged = Vec::new();
    merged.extend_from_slice(if one.mark == other.mark || one.mark != base.mark { one.mark } else { other.mark });
    let head = keys::merge(base.head, one.head, other.head, kind);
    merged.extend_from_slice(&head);
    let body = sequence::merge(&base.body, &one.body, &other.body);
    // A line that had nothing behind it gets an end where something follows now.
    if !body.is_empty() && !head.is_empty() && !head.ends_with(b"\n") && !head.ends_with(b"\r") {
        merged.push(b'\n');
    }
    merged.extend_from_slice(&body);
    merged
}

/// Bytes as text, for what only looks.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
