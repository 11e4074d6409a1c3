//! What an editor saved, put together with what has happened to the file since it was opened.

use std::collections::HashMap;

use super::kind::FileKind;
use super::unit::lines;
use super::{merge, text};
use crate::model::wording::Wording;

/// How many lines are looked through for one that was rewritten.
const MOST_TYPED: usize = 200;

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
/// on the newest. A line that came back once and is taken out again was meant to go, and one that is there in other words
/// was rewritten: an old buffer does not know what it would have to be like.
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
    let is_old = |line: &[u8]| versions.iter().any(|version| lines(version).any(|(old, _)| old == line));
    let typed: Vec<&[u8]> = saved.keys().map(Vec::as_slice).filter(|line| !is_old(line)).take(MOST_TYPED + 1).collect();
    let typed: Vec<_> = typed.into_iter().map(|line| (key_of(line), Wording::new(&text(line)))).collect();
    // Where the whole file is another one, nothing of it is a line rewritten.
    let typed = if typed.len() > MOST_TYPED { &[][..] } else { &typed };
    let mut came: HashMap<Vec<u8>, usize> = HashMap::new();
    for pair in versions.windows(2) {
        let (new, old) = (count(&pair[0]), count(&pair[1]));
        for (line, _) in new.iter().filter(|(line, count)| old.get(*line).unwrap_or(&0) < count) {
            *came.entry(line.clone()).or_default() += 1;
        }
    }
    let mut stale = None;
    let newest = count(newest);
    let mut newer = newest.clone();
    for version in older {
        let now = count(version);
        let added = newer.iter().filter(|(line, count)| now.get(*line).unwrap_or(&0) < count).map(|(line, _)| line);
        let added = added.filter(|line| came.get(*line) == Some(&1) && !is_rewritten(line, typed));
        let added: Vec<&Vec<u8>> = added.collect();
        if !added.iter().all(|line| saved.get(*line).unwrap_or(&0) <= now.get(*line).unwrap_or(&0)) {
            break;
        }
        // What has gone since by another save shows nothing by itself.
        let is_evidence = |line: &&Vec<u8>| newest.get(*line).unwrap_or(&0) > now.get(*line).unwrap_or(&0);
        if added.iter().any(is_evidence) || (stale.is_some() && !added.is_empty()) {
            stale = Some(version.as_slice());
        }
        newer = now;
    }
    stale
}

/// Whether a line stands among those that were typed since, in other words or as another value of its field.
fn is_rewritten(line: &[u8], typed: &[(Option<&str>, Wording)]) -> bool {
    let (key, wording) = (key_of(line), Wording::new(&text(line)));
    let has_two_words = wording.words().nth(1).is_some();
    typed.iter().any(|(other_key, other)| {
        let is_part = has_two_words && wording.is_within(other) || other.is_telling() && other.is_within(&wording);
        key.is_some() && key == *other_key || is_part || wording.likeness(other).is_some()
    })
}

/// The key of a frontmatter field.
fn key_of(line: &[u8]) -> Option<&str> {
    let (key, _) = std::str::from_utf8(line).ok()?.split_once(':')?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(is_word)).then_some(key)
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
    fn a_line_that_is_rewritten_is_no_old_buffer() {
        let versions = ["a\n- [ ] Send the plan to the board ^ab12\n", "a\n"].map(|text| text.as_bytes().to_vec());
        for saved in ["- [ ] Send the plan to the whole board ^ab12", "- send the plna to the board", "- send the plan"]
        {
            assert_eq!(stale_base(&versions, format!("a\n{saved}\n").as_bytes()), None, "{saved}");
        }
        for saved in ["- the plan", "- Ask Tom about the plan", ""] {
            assert!(stale_base(&versions, format!("a\n{saved}\n").as_bytes()).is_some(), "{saved}");
        }
        let versions = ["---\nengagement: 7\n---\n", "---\n---\n"].map(|text| text.as_bytes().to_vec());
        assert_eq!(stale_base(&versions, b"---\nengagement: 6\n---\n"), None);
        let twice = ["a\nsend a plan\n", "a\nsned a paln\n", "a\n"].map(|text| text.as_bytes().to_vec());
        assert_eq!(stale_base(&twice, b"a\nsend a plan to Tom and Ana by Friday noon\n"), None);
        // What was rewritten says nothing of the rest.
        let versions = ["a\nsend a plan\nand more\n", "a\n"].map(|text| text.as_bytes().to_vec());
        assert_eq!(stale_base(&versions, b"a\nsend a new plan\n"), Some(&b"a\n"[..]));
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
