//! The body: line by line against the common version, and what both sides inserted between two of its lines.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::align::{Likeness, align};
use super::line::{self, Key};
use super::unit::Unit;

/// A line of the result.
#[derive(Debug, Clone)]
struct Line {
    content: Vec<u8>,
    end: Vec<u8>,
    under_engagement: bool,
}

/// Puts two bodies together; `one` is that of the smaller side.
pub(super) fn merge(base: &[Unit<'_>], one: &[Unit<'_>], other: &[Unit<'_>]) -> Vec<u8> {
    let sides = [Side::new(base, one), Side::new(base, other)];
    let mut walk = Walk { base, sides: &sides, lines: Vec::new(), also: HashSet::new() };
    for index in 0..=base.len() {
        walk.gap(index);
        if index < base.len() {
            walk.line(index);
        }
    }
    let lines = once_each(walk.lines, base, [one, other]);
    printed(&lines, [one, other])
}

/// One side, seen from the common version.
struct Side<'s, 'a> {
    units: &'s [Unit<'a>],
    /// For each line of the common version, the side's own.
    of: Vec<Option<usize>>,
    /// For each gap before a line of the common version, and the one at the end, what was inserted there.
    inserted: Vec<std::ops::Range<usize>>,
    typed: HashSet<&'a [u8]>,
}

impl<'s, 'a> Side<'s, 'a> {
    fn new(base: &[Unit<'_>], units: &'s [Unit<'a>]) -> Self {
        let of = align(base, units, Likeness::Edited);
        // What was inserted stands right behind the last line that is still there: in place of those that went.
        let mut inserted = vec![0..0; base.len() + 1];
        let (mut gap, mut at) = (0, 0);
        for (index, matched) in of.iter().enumerate() {
            if let Some(matched) = matched {
                inserted[gap] = at..*matched;
                (gap, at) = (index + 1, matched + 1);
            }
        }
        inserted[gap] = at..units.len();
        let typed = inserted.iter().flat_map(|range| &units[range.clone()]).map(|unit| unit.content).collect();
        Self { units, of, inserted, typed }
    }

    fn unit(&self, index: usize) -> Option<&Unit<'a>> {
        self.of[index].map(|at| &self.units[at])
    }

    fn inserted(&self, gap: usize) -> &'s [Unit<'a>] {
        &self.units[self.inserted[gap].clone()]
    }
}

struct Walk<'w, 'a> {
    base: &'w [Unit<'a>],
    sides: &'w [Side<'w, 'a>; 2],
    lines: Vec<Line>,
    /// What was already said below another line.
    also: HashSet<Vec<u8>>,
}

impl Walk<'_, '_> {
    /// A line of the common version.
    fn line(&mut self, index: usize) {
        let base = &self.base[index];
        let [one, other] = self.sides;
        match (one.unit(index), other.unit(index)) {
            (Some(one), Some(other)) => self.both(Some(base), one, other),
            (Some(there), None) => self.removed(index, there, other, one),
            (None, Some(there)) => self.removed(index, there, one, other),
            (None, None) => {}
        }
    }

    /// A line that `remover` took out, and that still stands at `keeper`: an edit wins, and so does a heading under
    /// which the other side has written.
    fn removed(&mut self, index: usize, there: &Unit<'_>, remover: &Side<'_, '_>, keeper: &Side<'_, '_>) {
        let base = &self.base[index];
        let is_edited = there.content != base.content && !there.is_blank();
        if is_edited || (base.is_heading() && self.is_written_under(index, keeper, remover)) {
            self.push(there.content, there.end, there.under_engagement);
        }
    }

    /// Whether `keeper` changed what stands under the heading `index`, up to the next of its level or above.
    fn is_written_under(&self, index: usize, keeper: &Side<'_, '_>, remover: &Side<'_, '_>) -> bool {
        let level = |unit: &Unit<'_>| unit.content.iter().take_while(|byte| **byte == b'#').count();
        let own = level(&self.base[index]);
        let ends = |at: &usize| self.base[*at].is_heading() && level(&self.base[*at]) <= own;
        let to = (index + 1..self.base.len()).find(ends).unwrap_or(self.base.len());
        let wrote = |units: &[Unit<'_>]| units.iter().any(|unit| !unit.is_blank());
        let changed = |at: usize| keeper.unit(at).is_some_and(|unit| unit.content != self.base[at].content);
        // What the remover left standing below keeps its heading too.
        let left = |at: usize| remover.of[at].is_some() && keeper.of[at].is_some() && !self.base[at].is_blank();
        (index + 1..=to).any(|gap| wrote(keeper.inserted(gap))) || (index + 1..to).any(|at| changed(at) && !left(at))
    }

    /// What both sides inserted before the line `index` of the common version.
    fn gap(&mut self, index: usize) {
        let [one, other] = self.sides.each_ref().map(|side| side.inserted(index));
        let matches = if one.is_empty() || other.is_empty() {
            vec![None; one.len()]
        } else {
            align(one, other, Likeness::SameItem)
        };
        let mut start = (0, 0);
        for (at, matched) in matches.iter().enumerate() {
            let Some(matched) = matched else { continue };
            self.blocks(&one[start.0..at], &other[start.1..*matched]);
            self.both(None, &one[at], &other[*matched]);
            start = (at + 1, matched + 1);
        }
        self.blocks(&one[start.0..], &other[start.1..]);
    }

    /// Lines that only one side has, and those of the other in the same place: both stay, the smaller first.
    fn blocks(&mut self, one: &[Unit<'_>], other: &[Unit<'_>]) {
        let text = |units: &[Unit<'_>]| units.iter().map(|unit| unit.content.to_vec()).collect::<Vec<_>>();
        let in_order = if text(one) <= text(other) { [one, other] } else { [other, one] };
        for unit in in_order.into_iter().flatten() {
            self.push(unit.content, unit.end, unit.under_engagement);
        }
    }

    /// A line that both sides have.
    fn both(&mut self, base: Option<&Unit<'_>>, one: &Unit<'_>, other: &Unit<'_>) {
        let merged = line::merge(base, one, other);
        let end = if base.is_some_and(|base| base.end == one.end) || one.end.is_empty() { other.end } else { one.end };
        self.push(&merged.content, end, one.under_engagement || other.under_engagement);
        if let Some(also) = merged.also {
            let is_there = self.sides.iter().any(|side| side.typed.contains(also.as_slice()));
            if !is_there && self.also.insert(also.clone()) {
                let end = if end.is_empty() { one.end } else { end };
                self.push(&also, end, one.under_engagement);
            }
        }
    }

    fn push(&mut self, content: &[u8], end: &[u8], under_engagement: bool) {
        self.lines.push(Line { content: content.to_vec(), end: end.to_vec(), under_engagement });
    }
}

/// An item that one side moved and the other changed would stand twice: then it stands where it comes first.
fn once_each(lines: Vec<Line>, base: &[Unit<'_>], sides: [&[Unit<'_>]; 2]) -> Vec<Line> {
    let counts = |units: &[Unit<'_>]| {
        let mut counts: HashMap<Key, usize> = HashMap::new();
        units.iter().filter_map(Key::of).for_each(|key| *counts.entry(key).or_default() += 1);
        counts
    };
    let units: Vec<Unit<'_>> = lines.iter().map(unit).collect();
    let result = counts(&units);
    let allowed = sides.map(counts);
    let most = |key: &Key| allowed.iter().filter_map(|counts| counts.get(key)).max().copied().unwrap_or(1);
    let doubled: BTreeSet<&Key> =
        result.iter().filter(|(key, count)| **count > most(key)).map(|(key, _)| key).collect();
    if doubled.is_empty() {
        return lines;
    }
    let before: HashMap<Key, &Unit<'_>> = base.iter().filter_map(|unit| Some((Key::of(unit)?, unit))).collect();
    let mut first: HashMap<Key, usize> = HashMap::new();
    let mut kept: Vec<(Line, Vec<Line>)> = Vec::new();
    for line in &lines {
        let key = Key::of(&unit(line)).filter(|key| doubled.contains(key));
        match key.as_ref().and_then(|key| first.get(key)).copied() {
            Some(at) => {
                let (one, other) = (unit(&kept[at].0), unit(line));
                let (one, other) = if one.content <= other.content { (one, other) } else { (other, one) };
                let merged = line::merge(key.and_then(|key| before.get(&key).copied()), &one, &other);
                let also = merged.also.map(|content| Line { content, ..kept[at].0.clone() });
                kept[at].0.content = merged.content;
                kept[at].1.extend(also);
            }
            None => {
                if let Some(key) = key {
                    first.insert(key, kept.len());
                }
                kept.push((line.clone(), Vec::new()));
            }
        }
    }
    kept.into_iter().flat_map(|(line, also)| std::iter::once(line).chain(also)).collect()
}

fn unit(line: &Line) -> Unit<'_> {
    Unit { content: &line.content, end: &line.end, under_engagement: line.under_engagement }
}

/// The lines as bytes. One that had nothing behind it gets an end where something follows now.
fn printed(lines: &[Line], sides: [&[Unit<'_>]; 2]) -> Vec<u8> {
    let ending = sides.iter().flat_map(|units| units.iter()).map(|unit| unit.end).find(|end| !end.is_empty());
    let ending = ending.unwrap_or(b"\n");
    let mut bytes = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        bytes.extend_from_slice(&line.content);
        let end = if line.end.is_empty() && index + 1 < lines.len() { ending } else { &line.end };
        bytes.extend_from_slice(end);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::{FileKind, merge};

    fn merged(base: &str, one: &str, other: &str) -> String {
        let bytes = |text: &str| Some(text.as_bytes().to_vec());
        let (base, one, other) = (bytes(base), bytes(one), bytes(other));
        let (base, one, other) = (base.as_deref(), one.as_deref(), other.as_deref());
        let there = merge(FileKind::Entry, base, one, other);
        assert_eq!(there, merge(FileKind::Entry, base, other, one), "it does not matter who merges");
        String::from_utf8(there.unwrap()).unwrap()
    }

    #[test]
    fn both_kept_nothing_doubled() {
        let table = [
            (
                "both append",
                "## T\n- a\n\n## A\n",
                "## T\n- a\n- c\n\n## A\n",
                "## T\n- a\n- b\n\n## A\n",
                "## T\n- a\n- b\n- c\n\n## A\n",
            ),
            ("the same twice", "a\n", "a\nb\n", "a\nb\n", "a\nb\n"),
            ("an edit wins", "- one two\n- b\n", "- b\n", "- one two three\n- b\n", "- one two three\n- b\n"),
            ("a removal holds", "- a\n- b\n", "- b\n", "- a\n- b\n- c\n", "- b\n- c\n"),
            (
                "a heading with news stays",
                "# X\n\n## T\n- a\n",
                "# X\n",
                "# X\n\n## T\n- a\n- new\n",
                "# X\n## T\n- new\n",
            ),
            (
                "an item that moved",
                "- [ ] a one ^aaaa\n- b\n",
                "- b\n- [ ] a one ^aaaa\n",
                "- [x] a one ^aaaa\n- b\n",
                "- [x] a one ^aaaa\n- b\n",
            ),
            (
                "other words stay below their line",
                "## T\n- plan zz15\n\n## F\n- ask zz4\n- ask about the plan zz5\n",
                "## T\n- plan zz15 zz16\n  also: the plan zz15 about zz17\n",
                "## T\n- plan zz15\n\n## F\n- ask zz4\n- ask about the plan zz5\n- new\n",
                "## T\n- plan zz15 zz16\n  also: the plan zz15 about zz17\n## F\n- new\n",
            ),
            ("no last newline", "a", "a\nb", "a\nc", "a\nb\nc"),
            (
                "both prepared",
                "",
                "## T\n- [ ] x ^aaaa\n- mine\n",
                "## T\n- [x] x ^aaaa\n- yours\n",
                "## T\n- [x] x ^aaaa\n- mine\n- yours\n",
            ),
            (
                "two scores",
                "## Engagement\n",
                "## Engagement\n8\n",
                "## Engagement\n7\n",
                "## Engagement\n7\n  also: 8\n",
            ),
        ];
        for (name, base, one, other, expected) in table {
            assert_eq!(merged(base, one, other), expected, "{name}");
        }
    }
}
