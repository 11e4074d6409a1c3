//! What a newer text of a document adds to an entry: all that is new in it, and nothing else changes.

use oneonone::merge::{TakenIn, grow};
use proptest::prelude::*;

/// A line of the document when it was imported first, and what became of it on both sides.
#[derive(Debug, Clone, Copy)]
struct Fate {
    is_item: bool,
    taken_out_here: bool,
    ticked_here: bool,
    added_here: bool,
    taken_out_there: bool,
    ticked_there: bool,
    added_there: bool,
}

fn fate() -> impl Strategy<Value = Fate> {
    let rarely = || prop::bool::weighted(0.25);
    (any::<bool>(), rarely(), rarely(), rarely(), rarely(), rarely(), rarely()).prop_map(
        |(is_item, taken_out_here, ticked_here, added_here, taken_out_there, ticked_there, added_there)| Fate {
            is_item,
            taken_out_here,
            ticked_here,
            added_here,
            taken_out_there,
            ticked_there,
            added_there,
        },
    )
}

fn line(number: usize, is_item: bool, ticked: bool) -> String {
    let mark = if ticked { 'x' } else { ' ' };
    if is_item {
        format!("- [{mark}] item{number}a item{number}b\n")
    } else {
        format!("- line{number}a line{number}b\n")
    }
}

fn text(fates: &[Fate], side: impl Fn(usize, &Fate) -> String) -> String {
    let lines: String = fates.iter().enumerate().map(|(number, fate)| side(number, fate)).collect();
    format!("---\ndate: 2026-11-06\n---\n## 6 November\n{lines}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn all_that_is_new_is_added_and_nothing_else_changes(fates in prop::collection::vec(fate(), 0..12)) {
        let first = text(&fates, |number, fate| line(number, fate.is_item, false));
        let ours = text(&fates, |number, fate| {
            let kept = if fate.taken_out_here { String::new() } else { line(number, fate.is_item, fate.ticked_here) };
            kept + &if fate.added_here { format!("- ours{number}a ours{number}b\n") } else { String::new() }
        });
        let theirs = text(&fates, |number, fate| {
            let kept = if fate.taken_out_there { String::new() } else { line(number, fate.is_item, fate.ticked_there) };
            kept + &if fate.added_there { format!("- theirs{number}a theirs{number}b\n") } else { String::new() }
        });
        let version = |text: &str, by_import| TakenIn { bytes: text.as_bytes().to_vec(), by_import };
        let mut versions = vec![version(&first, true), version(&ours, false)];
        let grown = String::from_utf8(grow(&versions, ours.as_bytes(), theirs.as_bytes())).unwrap();
        for (number, fate) in fates.iter().enumerate() {
            let times = |word: String| grown.matches(&word).count();
            prop_assert_eq!(times(format!("ours{number}a")), usize::from(fate.added_here), "{}", grown);
            prop_assert_eq!(times(format!("theirs{number}a")), usize::from(fate.added_there), "{}", grown);
            let word = if fate.is_item { format!("item{number}a") } else { format!("line{number}a") };
            let ticked_there = fate.is_item && fate.ticked_there && !fate.taken_out_there;
            prop_assert_eq!(times(word), usize::from(!fate.taken_out_here), "{}", grown);
            if fate.is_item && !fate.taken_out_here {
                let ticked = fate.ticked_here || ticked_there;
                prop_assert_eq!(grown.contains(&line(number, true, true)), ticked, "{}", grown);
            }
        }
        versions.push(version(&grown, true));
        let again = String::from_utf8(grow(&versions, grown.as_bytes(), theirs.as_bytes())).unwrap();
        prop_assert_eq!(again, grown);
    }
}
