//! What changed: every line of two versions is accounted for once, and the sum of several steps says what came out.

use std::collections::HashMap;

use oneonone::changes::{FileChanges, Known, Line, LineChange, Version, Versions, compare};
use oneonone::format::body::Vocabulary;
use oneonone::model::item::Mark;
use proptest::prelude::*;

use crate::common::config;
use crate::common::documents::{any_bytes, document};

const PATH: &str = "entries/2026-11-20.md";

fn version(bytes: &[u8]) -> Version {
    Version::read(PATH, bytes, &Vocabulary::default())
}

fn changes(before: &Version, after: &Version) -> FileChanges {
    let file = Versions { path: PATH, before: &[Some(before)], after: Some(after) };
    compare(&[file], &mut Known::default()).remove(0)
}

/// The lines that no change is about, as what they say.
fn untold<'l>(
    lines: &'l [Line],
    changes: &'l [LineChange],
    side: impl Fn(&LineChange) -> Option<&Line>,
) -> Vec<String> {
    let mut told: HashMap<u32, usize> = HashMap::new();
    changes.iter().filter_map(side).for_each(|line| *told.entry(line.number).or_default() += 1);
    assert!(told.values().all(|times| *times == 1), "a line is told more than once");
    let kept = lines.iter().filter(|line| !told.contains_key(&line.number));
    // That a heading stands elsewhere is no change of its own.
    let section = |line: &Line| (!line.is_heading).then_some(line.section);
    let mut said: Vec<String> = kept.map(|line| format!("{:?} {} {:?}", section(line), line.text, line.task)).collect();
    said.sort_unstable();
    said
}

/// The states of the boxes, by id.
fn boxes(version: &Version) -> HashMap<&str, Mark> {
    let lines = version.lines.iter().filter(|line| line.ids().len() == 1);
    lines.filter_map(|line| Some((line.ids()[0].as_str(), line.task.as_ref()?.mark))).collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn nothing_is_told_of_what_stayed(bytes in any_bytes()) {
        let version = version(&bytes);
        let changes = changes(&version, &version);
        prop_assert!(!changes.is_told(), "{:?} {:?}", String::from_utf8_lossy(&bytes), changes);
    }

    #[test]
    fn every_line_is_accounted_for_once(one in document(), other in document()) {
        let (before, after) = (version(one.as_ref()), version(other.as_ref()));
        let changes = changes(&before, &after);
        let gone = untold(&before.lines, &changes.lines, |change| change.before.as_ref());
        let there = untold(&after.lines, &changes.lines, |change| change.after.as_ref());
        prop_assert_eq!(gone, there, "what no change is about is the same on both sides");
    }

    #[test]
    fn the_sum_says_what_came_out(texts in prop::collection::vec(document(), 2..5)) {
        let versions: Vec<Version> = texts.iter().map(|text| version(text.as_ref())).collect();
        let (first, last) = (&versions[0], &versions[versions.len() - 1]);
        let sum = changes(first, last);
        let (before, after) = (boxes(first), boxes(last));
        for (id, mark) in &after {
            let Some(was) = before.get(id) else { continue };
            let twice = |version: &Version| version.lines.iter().filter(|line| line.ids().iter().any(|other| other == id)).count() != 1;
            if twice(first) || twice(last) {
                continue;
            }
            let about = |change: &&LineChange| change.after.as_ref().is_some_and(|line| line.ids().iter().any(|other| other == id));
            let is_done = sum.lines.iter().filter(about).any(|change| change.has("done"));
            prop_assert_eq!(is_done, *mark == Mark::Done && *was != Mark::Done, "{}", id);
        }
        // Step by step nothing else comes out: what the last step left is what the sum left.
        let steps = versions.windows(2).map(|pair| changes(&pair[0], &pair[1]));
        let touched: Vec<FileChanges> = steps.collect();
        for change in sum.lines.iter().filter(|change| change.is_told()) {
            let Some(line) = change.after.as_ref().filter(|line| !line.is_heading) else { continue };
            let made = touched.iter().flat_map(|file| &file.lines).any(|step| {
                step.after.as_ref().is_some_and(|other| other.is_same(line))
            });
            prop_assert!(made, "no step made {:?}", line);
        }
    }
}
