//! The frontmatter and the pair file: key by key. Of two values the lower score, the later date, the further status
//! stands, else the smaller by bytes; the other is kept as a comment, `# also 8`.

use std::cmp::Ordering;

use serde_yaml::Value;

use super::kind::FileKind;
use super::rows;
use super::text;
use super::unit::lines;
use crate::format::frontmatter::{key_spans, parse_mapping};
use crate::format::pair_file;
use crate::model::entry::{Status, parse_date};

/// A piece of a block of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// A top-level key with its lines.
    Key(String, Vec<u8>),
    /// A line between: a comment, or nothing.
    Loose(Vec<u8>),
}

/// A block with the lines around it.
struct Head<'a> {
    open: &'a [u8],
    block: &'a [u8],
    close: &'a [u8],
    pieces: Option<Vec<Piece>>,
}

/// Puts two blocks together; `one` is that of the smaller side.
pub(super) fn merge(base: &[u8], one: &[u8], other: &[u8], kind: FileKind) -> Vec<u8> {
    if one == other || other == base {
        return one.to_vec();
    }
    if one == base {
        return other.to_vec();
    }
    let heads = [base, one, other].map(|bytes| Head::read(bytes, kind));
    by_key(&heads, kind).filter(|merged| holds(merged, kind)).unwrap_or_else(|| as_blocks(&heads))
}

/// The common version of a frontmatter that was taken in from a document (`past`: its versions from the oldest on, and
/// whether an import wrote each) and a newer one of that document. A value that people set stands, and so does that
/// they took one out; where nobody did, the document's is taken.
pub(super) fn grown_base(past: &[(&[u8], bool)], ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let read = |bytes| Head::read(bytes, FileKind::Entry);
    let (ours, new) = (read(ours), read(theirs));
    let past: Vec<(Vec<Piece>, bool)> =
        past.iter().map(|(head, by_import)| (read(head).pieces.unwrap_or_default(), *by_import)).collect();
    let (Some(ours), Some(pieces)) = (ours.pieces, new.pieces) else { return theirs.to_vec() };
    let value = |pieces: &[Piece], key: &str| value_of(pieces, key).map(|bytes| bytes.trim_ascii().to_vec());
    let was = |key: &str, said: &Option<Vec<u8>>| past.iter().any(|(version, _)| value(version, key) == *said);
    // What an import was the first to say.
    let is_imported = |key: &str, said: &Option<Vec<u8>>| {
        past.iter().find(|(version, _)| value(version, key) == *said).is_some_and(|(_, by_import)| *by_import)
    };
    let mut base = new.open.to_vec();
    for piece in &pieces {
        let Piece::Key(key, bytes) = piece else { continue };
        let (here, there) = (value_of(&ours, key), value(&pieces, key));
        let said = value(&ours, key);
        if was(key, &there) || (here.is_some() && !is_imported(key, &said)) {
            base.extend(bytes);
        } else if let Some(here) = here {
            base.extend(here);
        } else if past.iter().any(|(version, _)| value_of(version, key).is_some()) {
            base.extend(bytes);
        }
    }
    // What an import wrote of how a meeting went, and the document no longer says.
    for key in ["status", "reason"] {
        let said = value(&ours, key);
        if value_of(&pieces, key).is_none() && said.is_some() && is_imported(key, &said) {
            base.extend(value_of(&ours, key).unwrap_or_default());
        }
    }
    base.extend(new.close);
    base
}

impl<'a> Head<'a> {
    fn read(bytes: &'a [u8], kind: FileKind) -> Self {
        let ends = match kind {
            FileKind::PairFile => (0, bytes.len()),
            FileKind::Entry | FileKind::Other => {
                let all: Vec<usize> = lines(bytes).map(|(content, end)| content.len() + end.len()).collect();
                let (first, last) = (all.first().copied().unwrap_or(0), all.last().copied().unwrap_or(0));
                (first, if all.len() > 1 { bytes.len() - last } else { bytes.len() })
            }
        };
        let block = &bytes[ends.0..ends.1.max(ends.0)];
        Self { open: &bytes[..ends.0], block, close: &bytes[ends.1.max(ends.0)..], pieces: pieces(block) }
    }
}

/// The pieces of a block that can be read as keys, each once.
fn pieces(block: &[u8]) -> Option<Vec<Piece>> {
    let text = std::str::from_utf8(block).ok()?;
    parse_mapping(text).ok()?;
    let spans = key_spans(text, 0..text.len());
    let mut pieces = Vec::new();
    let mut at = 0;
    let loose = |from: usize, to: usize, pieces: &mut Vec<Piece>| {
        pieces.extend(lines(&block[from..to]).map(|(content, end)| Piece::Loose([content, end].concat())));
    };
    for span in spans {
        loose(at, span.full.start, &mut pieces);
        let is_there = pieces.iter().any(|piece| matches!(piece, Piece::Key(key, _) if *key == span.key));
        if is_there {
            return None;
        }
        pieces.push(Piece::Key(span.key, block[span.full.clone()].to_vec()));
        at = span.full.end;
    }
    loose(at, block.len(), &mut pieces);
    // A flow mapping, or lines that are no keys: not for this.
    let stray = pieces.iter().any(|piece| match piece {
        Piece::Loose(line) => !matches!(line.trim_ascii(), [] | [b'#', ..]),
        Piece::Key(..) => false,
    });
    (!stray).then_some(pieces)
}

fn by_key(heads: &[Head<'_>; 3], kind: FileKind) -> Option<Vec<u8>> {
    let [base, one, other] = heads;
    let (base_pieces, one_pieces, other_pieces) =
        (base.pieces.as_ref().map_or(&[][..], Vec::as_slice), one.pieces.as_ref()?, other.pieces.as_ref()?);
    let ending = [one.open, other.open, one.block, other.block]
        .into_iter()
        .find_map(|bytes| lines(bytes).map(|(_, end)| end).find(|end| !end.is_empty()))
        .unwrap_or(b"\n");
    let pick = |base: &'_ [u8], one: &'_ [u8], other: &'_ [u8]| -> Vec<u8> {
        let (one, other) =
            if one.is_empty() || (one == base && !other.is_empty()) { (other, other) } else { (one, other) };
        if other.is_empty() || other == base { one.to_vec() } else { one.min(other).to_vec() }
    };
    let mut result: Vec<u8> = Vec::new();
    let mut push = |line: &[u8]| {
        if !result.is_empty() && !result.ends_with(b"\n") && !result.ends_with(b"\r") {
            result.extend_from_slice(ending);
        }
        result.extend_from_slice(line);
    };
    push(&pick(base.open, one.open, other.open));
    for piece in order(base_pieces, one_pieces, other_pieces) {
        match piece {
            Piece::Loose(line) => push(&line),
            Piece::Key(key, _) => {
                let of = |pieces: &[Piece]| value_of(pieces, &key).map(<[u8]>::to_vec);
                let versions = [base_pieces, one_pieces, other_pieces].map(of);
                push(&value(&key, versions, ending, kind));
            }
        }
    }
    push(&pick(base.close, one.close, other.close));
    Some(result)
}

fn value_of<'p>(pieces: &'p [Piece], name: &str) -> Option<&'p [u8]> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Key(key, bytes) if key == name => Some(bytes.as_slice()),
        _ => None,
    })
}

/// All pieces of both sides in an order of both: what `other` alone has stands behind what it follows there.
fn order(base: &[Piece], one: &[Piece], other: &[Piece]) -> Vec<Piece> {
    let same = |left: &Piece, right: &Piece| match (left, right) {
        (Piece::Key(one, _), Piece::Key(other, _)) => one == other,
        (Piece::Loose(one), Piece::Loose(other)) => one.trim_ascii() == other.trim_ascii(),
        _ => false,
    };
    // A comment that a side took out goes, a blank line too.
    let is_gone = |piece: &Piece, from: &[Piece]| {
        matches!(piece, Piece::Loose(_)) && base.contains(piece) && !from.iter().any(|there| same(there, piece))
    };
    let mut all: Vec<Piece> = one.iter().filter(|piece| !is_gone(piece, other)).cloned().collect();
    let mut at = 0;
    for piece in other {
        let found = match piece {
            Piece::Key(..) => all.iter().position(|there| same(there, piece)),
            Piece::Loose(_) => all[at..].iter().position(|there| same(there, piece)).map(|n| at + n),
        };
        match found {
            Some(place) => at = at.max(place + 1),
            None if is_gone(piece, one) => {}
            None => {
                all.insert(at, piece.clone());
                at += 1;
            }
        }
    }
    all
}

/// One key; each version is its lines, none where it is not there.
fn value(key: &str, [base, one, other]: [Option<Vec<u8>>; 3], ending: &[u8], kind: FileKind) -> Vec<u8> {
    let trimmed = |value: &Option<Vec<u8>>| value.as_ref().map(|bytes| bytes.trim_ascii().to_vec());
    let (plain_base, plain_one, plain_other) = (trimmed(&base), trimmed(&one), trimmed(&other));
    if plain_one == plain_other || plain_other == plain_base {
        return one.unwrap_or_default();
    }
    if plain_one == plain_base {
        return other.unwrap_or_default();
    }
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other).unwrap_or_default(),
    };
    if kind == FileKind::PairFile
        && let Some(rows) = rows::merge(base.as_deref().unwrap_or_default(), &one, &other, ending)
    {
        return rows;
    }
    let (standing, loser) = if stands_before(key, &one, &other) { (one, other) } else { (other, one) };
    with_also(&standing, &loser, ending)
}

/// Whether `one` stands, of two values of a key.
fn stands_before(key: &str, one: &[u8], other: &[u8]) -> bool {
    let read = |lines: &[u8]| parse_mapping(&text(lines)).ok().and_then(|mapping| mapping.get(key).cloned());
    let (left, right) = (read(one), read(other));
    let order = match key {
        "engagement" => rank(&left, &right, score, |left, right| left.total_cmp(right)),
        "date" | "scheduled" | "prepared" | "ended" | "engagement_reset" => {
            rank(&left, &right, |value| value.as_str().and_then(parse_date), |left, right| right.cmp(left))
        }
        "status" => rank(
            &left,
            &right,
            |value| value.as_str().and_then(Status::parse),
            |left, right| further(*right).cmp(&further(*left)),
        ),
        _ => Ordering::Equal,
    };
    order.then_with(|| one.trim_ascii().cmp(other.trim_ascii())).is_le()
}

/// A value that can be read stands before one that cannot.
fn rank<T>(
    left: &Option<Value>,
    right: &Option<Value>,
    read: impl Fn(&Value) -> Option<T>,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Ordering {
    match (left.as_ref().and_then(&read), right.as_ref().and_then(&read)) {
        (Some(left), Some(right)) => compare(&left, &right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn further(status: Status) -> u8 {
    match status {
        Status::Held => 3,
        Status::Cancelled => 2,
        Status::Missed => 1,
        Status::Planned => 0,
    }
}

fn score(value: &Value) -> Option<f64> {
    let whole = |value: &Value| value.as_i64().map(|number| number as f64);
    let plain = whole(value).filter(|score| (1.0..=10.0).contains(score));
    plain.or_else(|| {
        let map = value.as_mapping()?;
        let (score, scale) = (map.get("score").and_then(whole)?, map.get("scale").and_then(whole)?);
        (scale >= 2.0 && (1.0..=scale).contains(&score)).then(|| 1.0 + 9.0 * (score - 1.0) / (scale - 1.0))
    })
}

/// A value with the one that did not stand behind it, unless it is said already.
fn with_also(standing: &[u8], loser: &[u8], ending: &[u8]) -> Vec<u8> {
    let (shown, lost) = (text(standing).into_owned(), text(loser).into_owned());
    let said = lost.split_once(':').map_or(lost.as_str(), |(_, value)| value).trim();
    let lines_of = |text: &str| {
        lines(text.as_bytes()).map(|(line, _)| String::from_utf8_lossy(line).trim().to_owned()).collect::<Vec<_>>()
    };
    if lines_of(&shown).len() == 1 && lines_of(&lost).len() == 1 {
        let comment = format!("# also {}", if said.is_empty() { "nothing" } else { said });
        if shown.contains(&comment) {
            return standing.to_vec();
        }
        let line = shown.trim_end_matches(['\n', '\r']);
        let end = &shown[line.len()..];
        let end = if end.is_empty() { text(ending).into_owned() } else { end.to_owned() };
        return format!("{} {comment}{end}", line.trim_end()).into_bytes();
    }
    let mut result = standing.to_vec();
    for line in lines_of(&lost).into_iter().filter(|line| !line.is_empty()) {
        append_comment(&mut result, &line, ending);
    }
    result
}

fn append_comment(result: &mut Vec<u8>, line: &str, ending: &[u8]) {
    let comment = format!("# also {line}");
    if lines(result).any(|(there, _)| there == comment.as_bytes()) {
        return;
    }
    if !result.is_empty() && !result.ends_with(b"\n") && !result.ends_with(b"\r") {
        result.extend_from_slice(ending);
    }
    result.extend_from_slice(comment.as_bytes());
    result.extend_from_slice(ending);
}

/// Whether a merged block can be read as its sides could.
fn holds(merged: &[u8], kind: FileKind) -> bool {
    let head = Head::read(merged, kind);
    match kind {
        FileKind::PairFile => head.pieces.is_some() && !pair_file::read(merged).0.cadence.is_empty(),
        FileKind::Entry | FileKind::Other => head.pieces.is_some(),
    }
}

/// Blocks that cannot be put together by key: one that can be read stands, else the smaller; what the other says otherwise
/// follows as comments.
fn as_blocks([base, one, other]: &[Head<'_>; 3]) -> Vec<u8> {
    let (standing, loser) = match (one.pieces.is_some(), other.pieces.is_some()) {
        (false, true) => (other, one),
        _ => (one, other),
    };
    if standing.block.is_empty() && standing.open.is_empty() {
        return [loser.open, loser.block, loser.close].concat();
    }
    let ending = lines(standing.block).map(|(_, end)| end).find(|end| !end.is_empty()).unwrap_or(b"\n");
    let mut result = [standing.open, standing.block].concat();
    let has = |block: &[u8], line: &[u8]| lines(block).any(|(there, _)| there.trim_ascii() == line.trim_ascii());
    for (line, _) in lines(loser.block) {
        if !line.trim_ascii().is_empty() && !has(standing.block, line) && !has(base.block, line) {
            append_comment(&mut result, text(line).trim(), ending);
        }
    }
    if !standing.close.is_empty() && !result.ends_with(b"\n") && !result.ends_with(b"\r") {
        result.extend_from_slice(ending);
    }
    result.extend_from_slice(standing.close);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, one: &str, other: &str) -> String {
        let fenced = |text: &str| format!("---\n{text}---\n").into_bytes();
        let (base, one, other) = (fenced(base), fenced(one), fenced(other));
        let there = merge(&base, &one, &other, FileKind::Entry);
        let text = String::from_utf8(there).unwrap();
        text.strip_prefix("---\n").unwrap().strip_suffix("---\n").unwrap().to_owned()
    }

    #[test]
    fn each_key_on_its_own() {
        let table = [
            ("a: 1\n", "a: 1\nb: 2\n", "a: 1\nc: 3\n", "a: 1\nc: 3\nb: 2\n"),
            ("", "engagement: 8\n", "engagement: 7\n", "engagement: 7 # also 8\n"),
            ("", "engagement: 7 # tired\n", "engagement: 8\n", "engagement: 7 # tired # also 8\n"),
            (
                "",
                "engagement: {score: 4, scale: 5}\n",
                "engagement: 8\n",
                "engagement: {score: 4, scale: 5} # also 8\n",
            ),
            ("date: 2026-11-01\n", "date: 2026-11-02\n", "date: 2026-11-03\n", "date: 2026-11-03 # also 2026-11-02\n"),
            ("status: planned\n", "status: cancelled\n", "status: held\n", "status: held # also cancelled\n"),
            ("status: planned\n", "status: held\n", "status: planned\nminutes: 3\n", "status: held\nminutes: 3\n"),
            ("a: 1\nb: 2\n", "b: 2\n", "a: 1\nb: 3\n", "b: 3\n"),
            ("a: 1\n", "", "a: 2\n", "a: 2\n"),
            ("reason: x\n", "reason: y\n", "reason: |\n  z\n", "reason: y\n# also reason: |\n# also z\n"),
            ("# c\na: 1\n", "# c\na: 2\n", "# c\n# d\na: 1\n", "# c\n# d\na: 2\n"),
        ];
        for (base, one, other, expected) in table {
            assert_eq!(merged(base, one, other), expected, "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_block_that_cannot_be_read_is_kept_as_comments() {
        assert_eq!(merged("a: 1\n", "a: {\n", "a: 2\n"), "a: 2\n# also a: {\n");
    }
}
