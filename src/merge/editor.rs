//! What an editor saved, put together with what has happened to the file since it was opened.

use std::collections::HashMap;

use super::kind::FileKind;
use super::unit::lines;
use super::{merge, text};

/// The result of a save.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditMerge {
    /// The file as it is to be.
    pub bytes: Vec<u8>,
    /// The lines that the save would have taken out and that nobody took out, as they stand in the file.
    pub restored: Vec<String>,
}

/// Merges `saved`, which was made from `base`, with what the file is `now`.
pub fn merge_edit(kind: FileKind, base: &[u8], saved: &[u8], now: &[u8]) -> EditMerge {
    let bytes = merge(kind, Some(base), Some(saved), Some(now)).unwrap_or_default();
    let mut counts: HashMap<&[u8], isize> = HashMap::new();
    lines(&bytes).for_each(|(line, _)| *counts.entry(line).or_default() += 1);
    lines(saved).for_each(|(line, _)| *counts.entry(line).or_default() -= 1);
    let restored = lines(&bytes).filter_map(|(line, _)| {
        let count = counts.get_mut(line)?;
        let is_new = *count > 0 && !line.trim_ascii().is_empty();
        *count -= 1;
        is_new.then(|| text(line).trim().to_owned())
    });
    let restored = restored.collect();
    EditMerge { bytes, restored }
}

/// The version that a file was made from, where an editor saved an old buffer over it: the oldest one behind which
/// nothing that was added stands in `saved`. `versions` are those of the file, newest first; none where the save is based
/// on the newest. A line that came back once and is taken out again was meant to go.
pub fn stale_base<'v>(versions: &'v [Vec<u8>], saved: &[u8]) -> Option<&'v [u8]> {
    let (newest, older) = versions.split_first()?;
    let count = |bytes: &[u8]| {
        let mut counts: HashMap<Vec<u8>, usize> = HashMap::new();
        lines(bytes)
            .filter(|(line, _)| !line.trim_ascii().is_empty())
            .for_each(|(line, _)| *counts.entry(line.to_vec()).or_default() += 1);
        counts
    };
    let saved = count(saved);
    let mut came: HashMap<Vec<u8>, usize> = HashMap::new();
    for pair in versions.windows(2) {
        let (new, old) = (count(&pair[0]), count(&pair[1]));
        for (line, _) in new.iter().filter(|(line, count)| old.get(*line).unwrap_or(&0) < count) {
            *came.entry(line.clone()).or_default() += 1;
        }
    }
    let mut stale = None;
    let mut newer = count(newest);
    for version in older {
        let now = count(version);
        let added = newer.iter().filter(|(line, count)| now.get(*line).unwrap_or(&0) < count).map(|(line, _)| line);
        let mut added = added.filter(|line| came.get(*line) == Some(&1)).peekable();
        if added.peek().is_some() {
            let is_missing = |line: &Vec<u8>| saved.get(line).unwrap_or(&0) <= now.get(line).unwrap_or(&0);
            if !added.all(is_missing) {
                break;
            }
            stale = Some(version.as_slice());
        }
        newer = now;
    }
    stale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_taken_meanwhile_survives_the_save() {
        let base = b"---\nstatus: planned\n---\n## Topics\n- one\n\n## Actions\n";
        let saved = b"---\nstatus: planned\nminutes: 30\n---\n## Topics\n- one\n- typed\n\n## Actions\n- [ ] x\n";
        let now = b"---\nstatus: held\n---\n## Topics\n- one\n- noted\n\n## Actions\n";
        let merged = merge_edit(FileKind::Entry, base, saved, now);
        assert_eq!(
            String::from_utf8(merged.bytes).unwrap(),
            "---\nstatus: held\nminutes: 30\n---\n## Topics\n- one\n- noted\n- typed\n\n## Actions\n- [ ] x\n"
        );
        assert_eq!(merged.restored, ["status: held", "- noted"]);
    }

    #[test]
    fn an_old_buffer_is_known() {
        let versions = ["a\nb\nc\n", "a\nb\n", "a\n"].map(|text| text.as_bytes().to_vec());
        assert_eq!(stale_base(&versions, b"a\ntyped\n"), Some(&b"a\n"[..]));
        assert_eq!(stale_base(&versions, b"a\nb\ntyped\n"), Some(&b"a\nb\n"[..]));
        assert_eq!(stale_base(&versions, b"a\nb\nc\ntyped\n"), None);
        assert_eq!(stale_base(&versions, b"b\nc\n"), None);
        assert_eq!(stale_base(&versions[..1], b""), None);
        let restored = ["a\nb\n", "a\n", "a\nb\n", "a\n"].map(|text| text.as_bytes().to_vec());
        assert_eq!(stale_base(&restored, b"a\n"), None);
    }
}
