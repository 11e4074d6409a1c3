//! Which line of one version is which line of the other: by id, by what they say in the same section, by what they say
//! anywhere, by likeness. Every line has at most one counterpart.

use std::collections::{HashMap, HashSet, VecDeque};

use super::version::Line;
use crate::model::section::Section;

/// Up to how many pairs of lines are compared by their words.
const MOST_LIKENED: usize = 40_000;

/// For each line of `old` the line of `new` that it became.
pub(super) fn align(old: &[Line], new: &[Line]) -> Vec<Option<usize>> {
    let mut matching = Matching { to: vec![None; old.len()], taken: vec![false; new.len()] };
    matching.by_id(old, new);
    // What is nothing but marks is what it is.
    let of_one = |line: &Line| Some(line.normalised()).filter(|said| !said.is_empty()).unwrap_or(line.text.clone());
    let said = |lines: &[Line]| -> Vec<String> { lines.iter().map(of_one).collect() };
    let (said_old, said_new) = (said(old), said(new));
    let strict = |line: &Line| (line.is_heading, line.task.is_some(), Some(line.section));
    let anywhere = |line: &Line| (line.is_heading, line.task.is_some(), None);
    let boxed = |line: &Line| (line.is_heading, true, Some(line.section));
    for part in [&strict as &dyn Fn(&Line) -> (bool, bool, Option<Section>), &anywhere, &boxed] {
        let key = |line: &Line, said: &str| -> Option<(bool, bool, Option<Section>, String)> {
            let (heading, task, section) = part(line);
            (!said.is_empty()).then(|| (heading, task, section, said.to_owned()))
        };
        let mut places: HashMap<(bool, bool, Option<Section>, String), VecDeque<usize>> = HashMap::new();
        for (index, line) in new.iter().enumerate().filter(|(index, _)| !matching.taken[*index]) {
            if let Some(key) = key(line, &said_new[index]) {
                places.entry(key).or_default().push_back(index);
            }
        }
        if places.is_empty() {
            break;
        }
        for (index, line) in old.iter().enumerate() {
            if matching.to[index].is_none()
                && let Some(key) = key(line, &said_old[index])
                && let Some(place) = places.get_mut(&key)
                && let Some(found) = place.iter().position(|found| may_be_one(line, &new[*found]))
                && let Some(found) = place.remove(found)
            {
                matching.set(index, found);
            }
        }
    }
    matching.by_likeness(old, new);
    matching.to
}

/// Two lines with ids of their own are two items, whatever they say.
fn may_be_one(one: &Line, other: &Line) -> bool {
    one.ids().is_empty() || other.ids().is_empty() || one.ids().iter().any(|id| other.ids().contains(id))
}

struct Matching {
    to: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Matching {
    fn set(&mut self, one: usize, other: usize) {
        self.to[one] = Some(other);
        self.taken[other] = true;
    }

    fn by_id(&mut self, old: &[Line], new: &[Line]) {
        let mut places: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (index, line) in new.iter().enumerate() {
            line.ids().iter().for_each(|id| places.entry(id).or_default().push_back(index));
        }
        for (index, line) in old.iter().enumerate() {
            for id in line.ids() {
                let Some(found) = places.get_mut(id.as_str()) else { continue };
                while found.front().is_some_and(|found| self.taken[*found]) {
                    found.pop_front();
                }
                if let Some(found) = found.pop_front() {
                    self.set(index, found);
                    break;
                }
            }
        }
    }

    /// The most alike first, in one section, and of one nature.
    fn by_likeness(&mut self, old: &[Line], new: &[Line]) {
        let left: Vec<usize> = (0..old.len()).filter(|index| self.to[*index].is_none()).collect();
        let right: Vec<usize> = (0..new.len()).filter(|index| !self.taken[*index]).collect();
        if left.is_empty() || right.is_empty() || left.len().saturating_mul(right.len()) > MOST_LIKENED {
            return;
        }
        let words = |line: &Line| -> HashSet<String> {
            line.normalised().split_whitespace().take(400).map(str::to_owned).collect()
        };
        let of_left: Vec<_> = left.iter().map(|index| words(&old[*index])).collect();
        let of_right: Vec<_> = right.iter().map(|index| words(&new[*index])).collect();
        let mut pairs = Vec::new();
        for (row, one) in left.iter().enumerate() {
            for (column, other) in right.iter().enumerate() {
                let (one, other) = (&old[*one], &new[*other]);
                let comparable = one.section == other.section
                    && one.is_heading == other.is_heading
                    && one.task.is_some() == other.task.is_some()
                    && may_be_one(one, other);
                if comparable && let Some(likeness) = likeness(&of_left[row], &of_right[column]) {
                    pairs.push((likeness, row, column));
                }
            }
        }
        pairs.sort_by_key(|(likeness, row, column)| (std::cmp::Reverse(*likeness), *row, *column));
        for (_, row, column) in pairs {
            if self.to[left[row]].is_none() && !self.taken[right[column]] {
                self.set(left[row], right[column]);
            }
        }
    }
}

/// In hundredths (Dice's coefficient), where half of the words or more are the same.
fn likeness(one: &HashSet<String>, other: &HashSet<String>) -> Option<usize> {
    let common = one.intersection(other).count();
    let all = one.len() + other.len();
    (all > 0 && 4 * common >= all).then(|| 200 * common / all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Version;
    use crate::format::body::Vocabulary;

    fn aligned(old: &str, new: &str) -> Vec<Option<usize>> {
        let read = |text: &str| Version::read("entries/2026-11-20.md", text.as_bytes(), &Vocabulary::default()).lines;
        align(&read(old), &read(new))
    }

    #[test]
    fn lines_are_found_again() {
        let table: [(&str, &str, &[Option<usize>]); 8] = [
            ("- a\n- b\n", "- b\n- a\n", &[Some(1), Some(0)]),
            ("- [ ] Call Bob ^k3f9aa\n", "- new\n- [x] Ring her now ^k3f9aa\n", &[Some(1)]),
            ("- [ ] Call Bob today\n", "- [ ] Call Bob tomorrow\n", &[Some(0)]),
            ("- one thing\n", "- entirely different words\n", &[None]),
            ("- Call Bob\n", "- [ ] Call Bob\n", &[Some(0)]),
            ("- [ ] a ^aaaa\n", "- [ ] a ^bbbb\n", &[None]),
            ("- a\n- a\n", "- a\n", &[Some(0), None]),
            ("## Topics\n- a\n## Growth\n", "## Topics\n## Growth\n- a\n", &[Some(0), Some(2), Some(1)]),
        ];
        for (old, new, expected) in table {
            assert_eq!(aligned(old, new), expected, "{old:?} {new:?}");
        }
    }
}
