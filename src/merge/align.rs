//! Which line of one version is which line of another: by content, then by id, then by likeness. The lines that match
//! stand in the same order in both.

use std::collections::HashMap;

use super::line::{Key, Parts, likeness};
use super::unit::Unit;

/// How alike two different lines are taken to be one that was edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Two versions of one file: an edited line keeps half of its words.
    Edited,
    /// Two texts that were typed apart: only lines that are one item, or one score, are the same.
    SameItem,
}

/// Up to how many pairs of lines are compared one with each other; above, only what stands once in both is matched.
const MOST_COMPARED: usize = 4_000_000;

/// The same for lines whose words are compared.
const MOST_LIKENED: usize = 40_000;

/// For each line of `from` the line of `to` that it is.
pub(super) fn align(from: &[Unit<'_>], to: &[Unit<'_>], by: Likeness) -> Vec<Option<usize>> {
    let mut matches = vec![None; from.len()];
    exact(from, to, (0, 0), &mut matches);
    let mut start = (0, 0);
    for index in 0..=from.len() {
        let end = if index < from.len() { matches[index] } else { Some(to.len()) };
        let Some(end) = end else { continue };
        if start.0 < index && start.1 < end {
            for (one, other) in alike(&from[start.0..index], &to[start.1..end], by) {
                matches[start.0 + one] = Some(start.1 + other);
            }
        }
        start = (index + 1, end + 1);
    }
    matches
}

/// Matches equal lines of two runs that begin at `at`.
fn exact(from: &[Unit<'_>], to: &[Unit<'_>], at: (usize, usize), matches: &mut [Option<usize>]) {
    let same = |(one, other): &(&Unit<'_>, &Unit<'_>)| one.content == other.content;
    let head = from.iter().zip(to).take_while(same).count();
    let tail = from[head..].iter().rev().zip(to[head..].iter().rev()).take_while(same).count();
    let mut set = |one: usize, other: usize| matches[at.0 + one] = Some(at.1 + other);
    (0..head).for_each(|n| set(n, n));
    (1..=tail).for_each(|n| set(from.len() - n, to.len() - n));
    let (from, to) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
    let at = (at.0 + head, at.1 + head);
    if from.is_empty() || to.is_empty() {
        return;
    }
    let anchors = longest_rising(&once_in_both(from, to));
    if anchors.is_empty() {
        if from.len().saturating_mul(to.len()) <= MOST_COMPARED {
            for (one, other) in longest_common(from, to) {
                matches[at.0 + one] = Some(at.1 + other);
            }
        }
        return;
    }
    let mut start = (0, 0);
    for (one, other) in anchors.into_iter().chain([(from.len(), to.len())]) {
        exact(&from[start.0..one], &to[start.1..other], (at.0 + start.0, at.1 + start.1), matches);
        if one < from.len() {
            matches[at.0 + one] = Some(at.1 + other);
        }
        start = (one + 1, other + 1);
    }
}

/// The lines that stand once in both, in the order of the first.
fn once_in_both(from: &[Unit<'_>], to: &[Unit<'_>]) -> Vec<(usize, usize)> {
    #[derive(Default)]
    struct Places {
        from: usize,
        to: usize,
        last: usize,
    }
    let mut places: HashMap<&[u8], Places> = HashMap::new();
    from.iter().for_each(|unit| places.entry(unit.content).or_default().from += 1);
    for (index, unit) in to.iter().enumerate() {
        let place = places.entry(unit.content).or_default();
        place.to += 1;
        place.last = index;
    }
    let once = |unit: &Unit<'_>| places.get(unit.content).filter(|place| place.from == 1 && place.to == 1);
    from.iter().enumerate().filter_map(|(index, unit)| Some((index, once(unit)?.last))).collect()
}

/// The longest run of pairs that rise on both sides (patience sorting); `pairs` rise on the first.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, (_, other)) in pairs.iter().enumerate() {
        let place = ends.partition_point(|end| pairs[*end].1 < *other);
        before[index] = place.checked_sub(1).map(|place| ends[place]);
        if place == ends.len() {
            ends.push(index);
        } else {
            ends[place] = index;
        }
    }
    let mut run: Vec<_> =
        std::iter::successors(ends.last().copied(), |index| before[*index]).map(|n| pairs[n]).collect();
    run.reverse();
    run
}

/// The longest common subsequence.
fn longest_common(from: &[Unit<'_>], to: &[Unit<'_>]) -> Vec<(usize, usize)> {
    best(from.len(), to.len(), |one, other| if from[one].content == to[other].content { 1 } else { 0 })
}

/// The pairs of two runs without equal lines that are one line nevertheless.
fn alike(from: &[Unit<'_>], to: &[Unit<'_>], by: Likeness) -> Vec<(usize, usize)> {
    if from.len().saturating_mul(to.len()) > MOST_LIKENED {
        return alike_by_id(from, to);
    }
    let parts = |units: &[Unit<'_>]| units.iter().map(Parts::of).collect::<Vec<_>>();
    let (from, to) = (parts(from), parts(to));
    best(from.len(), to.len(), |one, other| likeness(&from[one], &to[other], by == Likeness::Edited))
}

fn alike_by_id(from: &[Unit<'_>], to: &[Unit<'_>]) -> Vec<(usize, usize)> {
    let keys = |units: &[Unit<'_>]| units.iter().map(|unit| Key::of(unit)).collect::<Vec<_>>();
    let (from, to) = (keys(from), keys(to));
    let places: HashMap<&str, usize> =
        to.iter().enumerate().filter_map(|(index, key)| Some((key.as_ref()?.0.as_str(), index))).collect();
    let pairs: Vec<_> = from
        .iter()
        .enumerate()
        .filter_map(|(index, key)| Some((index, *places.get(key.as_ref()?.0.as_str())?)))
        .collect();
    longest_rising(&pairs)
}

/// The pairs, rising on both sides, whose weights have the greatest sum.
fn best(rows: usize, columns: usize, weight: impl Fn(usize, usize) -> u32) -> Vec<(usize, usize)> {
    let width = columns + 1;
    let mut sums = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let skip = sums[(row + 1) * width + column].max(sums[row * width + column + 1]);
            let pair = weight(row, column);
            let both = if pair > 0 { pair + sums[(row + 1) * width + column + 1] } else { 0 };
            sums[row * width + column] = skip.max(both);
        }
    }
    let (mut row, mut column, mut pairs) = (0, 0, Vec::new());
    while row < rows && column < columns {
        let here = sums[row * width + column];
        let pair = weight(row, column);
        if pair > 0 && here == pair + sums[(row + 1) * width + column + 1] {
            pairs.push((row, column));
            row += 1;
            column += 1;
        } else if here == sums[(row + 1) * width + column] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::FileKind;
    use crate::merge::unit::Document;

    fn aligned(from: &str, to: &str) -> Vec<Option<usize>> {
        let (from, to) =
            (Document::read(FileKind::Entry, from.as_bytes()), Document::read(FileKind::Entry, to.as_bytes()));
        align(&from.body, &to.body, Likeness::Edited)
    }

    #[test]
    fn lines_are_found_again() {
        let table: [(&str, &str, &[Option<usize>]); 7] = [
            ("a\nb\nc\n", "a\nc\n", &[Some(0), None, Some(1)]),
            ("a\nb\n", "x\na\ny\nb\n", &[Some(1), Some(3)]),
            ("- [ ] Call Bob ^k3f9aa\n", "new\n- [x] Ring her now ^k3f9aa\n", &[Some(1)]),
            ("- [ ] Call Bob today\n", "- [ ] Call Bob tomorrow\n", &[Some(0)]),
            ("- one thing\n", "- entirely different words\n", &[None]),
            ("\n\n", "\n", &[Some(0), None]),
            ("## Topics\n- a\n- a\n", "## Topics\n- a\n- b\n- a\n", &[Some(0), Some(1), Some(3)]),
        ];
        for (from, to, expected) in table {
            assert_eq!(aligned(from, to), expected, "{from:?} {to:?}");
        }
    }
}
