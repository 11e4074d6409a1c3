//! `retyped`: a new item that says nearly what an open one says. Boxes are rarely ticked where they were written: the line is
//! typed again next week.

use std::collections::BTreeMap;

use super::{Checked, Finding};
use crate::format::diagnostic::{Code, Diagnostic, quoted};
use crate::format::id::derive;
use crate::history::{History, Item, Origin};
use crate::model::item::Kind;
use crate::model::wording::Wording;

/// Words that so many items have say nothing about which one is meant.
const COMMON: usize = 200;

/// Every item that was first mentioned after one like it, which is open and was not mentioned again.
pub(super) fn find(pair: Checked<'_>) -> Vec<Finding> {
    let history = pair.history;
    let wordings: Vec<Wording> = history.items.iter().map(|item| Wording::new(&item.text)).collect();
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, item) in history.items.iter().enumerate() {
        let wording = &wordings[index];
        if wording.is_telling() {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for word in wording.words() {
                let bearers = by_word.get(word).map_or(&[][..], Vec::as_slice);
                if bearers.len() <= COMMON {
                    bearers.iter().for_each(|other| *shared.entry(*other).or_default() += 1);
                }
            }
            // The newest of those that are alike.
            let is_same = |(other, both): &(&usize, &usize)| {
                **both * 2 >= wording.words().count()
                    && may_be_one(history, &history.items[**other], item)
                    && wordings[**other].likeness(wording).is_some()
            };
            if let Some((other, _)) = shared.iter().rev().find(is_same) {
                found.extend(told(history, &history.items[*other], item));
            }
        }
        for word in wording.words() {
            by_word.entry(word).or_default().push(index);
        }
    }
    found
}

/// Whether the older item is open, of the same sort, and was last mentioned before the newer one came.
fn may_be_one(history: &History, older: &Item, newer: &Item) -> bool {
    let is_task = |kind: Kind| matches!(kind, Kind::ActionItem | Kind::Commitment);
    let same_sort = older.kind == newer.kind || (is_task(older.kind) && is_task(newer.kind));
    let (Some(last), Some(first)) = (older.mentions.last(), newer.mentions.first()) else { return false };
    let is_entry = matches!(first.origin, Origin::Entry(_));
    is_entry && same_sort && older.state.is_open() && !history.is_unresolved(older) && last.origin < first.origin
}

fn told(history: &History, older: &Item, newer: &Item) -> Option<Finding> {
    let (first, last) = (newer.mentions.first()?, older.mentions.last()?);
    let place = format!("{}:{}", history.path(last.origin), last.line);
    let (name, remedy) = match older.ids.first() {
        Some(id) => (format!("^{id}"), format!("if it is, write `^{id}` at the end of this line; else leave it")),
        None => {
            let path = history.path(last.origin);
            let file = path.trim_start_matches("entries/");
            let id = derive(file, older.kind, &older.text, 0, |_| false);
            let remedy = format!("if it is, write `^{id}` at the end of both lines; else leave them");
            (format!("`{}`", quoted(&older.text)), remedy)
        }
    };
    let diagnostic = Diagnostic {
        code: Code::Retyped,
        path: history.path(first.origin),
        line: first.line,
        column: 1,
        length: 1,
        message: format!("is this the same item as {name} ({place}), which is still open?"),
        remedy,
    };
    Some(Finding { diagnostic, repair: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::body::Vocabulary;
    use crate::format::entry;
    use crate::history::Files;
    use crate::model::pair::Pair;

    /// The lines told, of meetings a week apart with these texts.
    fn told(texts: &[&str]) -> Vec<(String, u32)> {
        let names = ["2026-11-06.md", "2026-11-13.md", "2026-11-20.md"];
        let vocabulary = Vocabulary::default();
        let read = |(name, text): (&&str, &&str)| entry::read(name, text.as_bytes(), &vocabulary).entry;
        let entries = names.iter().zip(texts).map(read).collect();
        let files = Files { entries, ..Files::default() };
        let history = History::new(Pair::default(), files, "2026-11-20".parse().expect("a day"));
        let bytes = BTreeMap::new();
        let found = find(Checked { history: &history, vocabulary: &vocabulary, files: &bytes });
        found.into_iter().map(|finding| (finding.diagnostic.path, finding.diagnostic.line)).collect()
    }

    #[test]
    fn nearly_the_same_words_later_on() {
        let first = "## Actions\n- [ ] Send the plan to the board\n";
        for (later, is_told) in [
            ("- [ ] Send the new plan to the board", true),
            ("- [x] send plan to the board", true),
            ("- [ ] Send the plan to the board", false),
            ("- [ ] Send the invoice to Alice", false),
            ("- [ ] plan board", false),
        ] {
            assert_eq!(!told(&[first, &format!("## Actions\n{later}\n")]).is_empty(), is_told, "{later}");
        }
        let moved = "## Look forward\n- [ ] Send the plan to the board soon\n";
        assert_eq!(told(&[first, moved]), [("entries/2026-11-13.md".to_owned(), 2)]);
    }

    #[test]
    fn not_of_what_is_settled_or_carried_on() {
        let done = "## Actions\n- [x] Send the plan to the board\n";
        let new = "## Actions\n- [ ] Send the new plan to the board\n";
        assert_eq!(told(&[done, new]), []);
        let both = "## Actions\n- [>] Send the plan to the board ^aaaa\n- [ ] Send the new plan to the board\n";
        assert_eq!(told(&["## Actions\n- [>] Send the plan to the board ^aaaa\n", both]), []);
        assert_eq!(told(&["## Topics\n- [ ] Send the plan to the board\n", new]), []);
    }
}
