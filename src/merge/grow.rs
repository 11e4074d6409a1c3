//! A file that was taken in from a document outside, and a newer text of that document: what is new there is added, and
//! nothing that is in the file, or was taken out of it by hand, changes for it.
//!
//! The common version of the two is not on record: what git has is what came of each import, with what people had done
//! until then in it. So it is made up: the newer text without the lines that no version of the file ever had, and with
//! each edited line as the document had it before.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::align::{Likeness, align};
use super::kind::FileKind;
use super::line::{Sign, as_document};
use super::unit::{Document, Unit};
use super::{keys, merge};

/// A version of such a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether an import wrote it; if not, people did.
    pub by_import: bool,
}

/// The file with what `theirs`, the newer text, adds; `versions` are all it had, from the oldest on.
pub fn grow(versions: &[TakenIn], ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let base = base(versions, ours, theirs);
    merge(FileKind::Entry, Some(&base), Some(ours), Some(theirs)).unwrap_or_default()
}

fn base(versions: &[TakenIn], ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let read = |bytes| Document::read(FileKind::Entry, bytes);
    let past: Vec<(Document<'_>, bool)> =
        versions.iter().map(|version| (read(&version.bytes), version.by_import)).collect();
    let (ours, theirs) = (read(ours), read(theirs));
    let mut result = theirs.mark.to_vec();
    result.extend(keys::grown_base(
        &past.iter().map(|(version, by)| (version.head, *by)).collect::<Vec<_>>(),
        ours.head,
        theirs.head,
    ));
    let bodies: Vec<(&[Unit<'_>], bool)> = past.iter().map(|(version, by)| (version.body.as_slice(), *by)).collect();
    result.extend(body(&bodies, &ours.body, &theirs.body));
    result
}

fn body(past: &[(&[Unit<'_>], bool)], ours: &[Unit<'_>], theirs: &[Unit<'_>]) -> Vec<u8> {
    let seen_in = |units: &[Unit<'_>]| {
        let mut here: HashMap<Sign, usize> = HashMap::new();
        units.iter().filter_map(Sign::of).for_each(|sign| *here.entry(sign).or_default() += 1);
        here
    };
    // How often each line was there at the most; what an import took away, the document had worded anew.
    let mut seen: HashMap<Sign, usize> = HashMap::new();
    let mut last: HashMap<Sign, usize> = HashMap::new();
    for (units, by_import) in past.iter().copied().chain([(ours, false)]) {
        let here = seen_in(units);
        for (sign, number) in last.iter().filter(|_| by_import) {
            let now = here.get(sign).copied().unwrap_or_default();
            if now < *number {
                seen.insert(sign.clone(), now);
            }
        }
        for (sign, number) in &here {
            let most = seen.entry(sign.clone()).or_default();
            *most = (*number).max(*most);
        }
        last = here;
    }
    let texts: HashSet<(Vec<String>, String)> = ours.iter().filter_map(Sign::of).map(Sign::into_text).collect();
    let there = last;
    // Of equal lines of which people took some out, none come in again.
    let is_cut = |sign: &Sign| seen.get(sign).is_some_and(|most| there.get(sign).copied().unwrap_or_default() < *most);
    let cut: HashSet<Sign> = seen.keys().filter(|sign| is_cut(sign)).cloned().collect();
    let before = before(past, theirs);
    // The line that the common version has in place of each; a blank line goes with those around it.
    let mut lines: Vec<Option<Cow<'_, [u8]>>> = Vec::with_capacity(theirs.len());
    for (unit, before) in theirs.iter().zip(before) {
        let sign = Sign::of(unit);
        let is_cut = sign.as_ref().is_some_and(|sign| cut.contains(sign));
        let left = sign.and_then(|sign| seen.get_mut(&sign)).filter(|left| is_cut || **left > 0);
        lines.push(match left {
            Some(left) => {
                *left = left.saturating_sub(1);
                Some(Cow::Borrowed(unit.content))
            }
            // A line that people have edited, or taken out, stands as they left it.
            None => before.map(|before| {
                if texts.contains(&before.text) { Cow::Owned(before.line) } else { Cow::Borrowed(unit.content) }
            }),
        });
    }
    let is_there = |at: Option<usize>| {
        at.is_none_or(|at| theirs.get(at).is_none_or(|unit| unit.is_blank() || lines[at].is_some()))
    };
    let stands = |at: usize| match theirs[at].is_blank() {
        true => (is_there(at.checked_sub(1)) && is_there(Some(at + 1))).then_some(Cow::Borrowed(theirs[at].content)),
        false => lines[at].clone(),
    };
    (0..theirs.len()).filter_map(|at| Some([&*stands(at)?, theirs[at].end].concat())).flatten().collect()
}

/// How many imports back an edited line is looked for.
const MOST_IMPORTS: usize = 40;

/// A line that a document had in place of another one.
struct Before {
    /// The line, as the document had it.
    line: Vec<u8>,
    /// What it says.
    text: (Vec<String>, String),
}

/// For each line of the newer text the one that the document had in its place before, where it is not the same.
fn before(past: &[(&[Unit<'_>], bool)], theirs: &[Unit<'_>]) -> Vec<Option<Before>> {
    let text = |unit: &Unit<'_>| Sign::of(unit).map(Sign::into_text).unwrap_or_default();
    let mut of_document: HashSet<(Vec<String>, String)> = HashSet::new();
    let mut imports: Vec<&[Unit<'_>]> = Vec::new();
    for (index, (units, by_import)) in past.iter().enumerate() {
        if !by_import && index > 0 {
            continue;
        }
        let origin = match index.checked_sub(1) {
            Some(index) => reversed(&align(past[index].0, units, Likeness::Edited), units.len()),
            None => vec![None; units.len()],
        };
        for (unit, origin) in units.iter().zip(origin) {
            // A line that an import made of one that people wrote has their words in it, too.
            if origin.is_none_or(|at| of_document.contains(&text(&past[index - 1].0[at]))) {
                of_document.insert(text(unit));
            }
        }
        imports.push(units);
    }
    let mut result: Vec<Option<Before>> = theirs.iter().map(|_| None).collect();
    for units in imports.into_iter().rev().take(MOST_IMPORTS) {
        let units: Vec<Unit<'_>> = units.iter().filter(|unit| of_document.contains(&text(unit))).copied().collect();
        for (unit, at) in units.iter().zip(align(&units, theirs, Likeness::Edited)) {
            // What is another person's is another item.
            let is_theirs =
                |at: &usize| text(unit).0 == text(&theirs[*at]).0 && Sign::of(unit) != Sign::of(&theirs[*at]);
            if let Some(at) = at.filter(is_theirs).filter(|at| result[*at].is_none()) {
                result[at] = Some(Before { line: as_document(unit, &theirs[at]), text: text(unit) });
            }
        }
    }
    // The heading is the heading, whatever it says now.
    let old =
        past.first().and_then(|(units, _)| units.iter().find(|unit| !unit.is_blank())).filter(|unit| unit.is_heading());
    let new = theirs.iter().position(|unit| !unit.is_blank()).filter(|at| theirs[*at].is_heading());
    if let (Some(old), Some(new)) = (old, new)
        && !theirs.iter().any(|unit| unit.content == old.content)
        && result[new].is_none()
    {
        result[new] = Some(Before { line: old.content.to_vec(), text: text(old) });
    }
    result
}

/// For each of `number` lines the line that it was matched with.
fn reversed(matches: &[Option<usize>], number: usize) -> Vec<Option<usize>> {
    let mut result = vec![None; number];
    matches.iter().enumerate().for_each(|(from, to)| {
        if let Some(to) = to {
            result[*to] = Some(from);
        }
    });
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(versions: &[(&str, bool)], ours: &str, theirs: &str) -> String {
        let versions: Vec<TakenIn> = versions
            .iter()
            .map(|(text, by_import)| TakenIn { bytes: text.as_bytes().to_vec(), by_import: *by_import })
            .collect();
        String::from_utf8(grow(&versions, ours.as_bytes(), theirs.as_bytes())).unwrap()
    }

    #[test]
    fn what_is_new_is_added_and_nothing_else_changes() {
        let first = "---\ndate: 2021-03-09\n---\n## 9 March\n- a\n- [ ] @bob b\n- c\n";
        let table = [
            (
                "untouched",
                first,
                "## 9 March\n- a\n- [ ] @bob b\n- c\n- d\n",
                "## 9 March\n- a\n- [ ] @bob b\n- c\n- d\n",
            ),
            (
                "taken out by hand",
                "## 9 March\n- [ ] @bob b\n- c\n",
                "## 9 March\n- a\n- [ ] @bob b\n- c\n- d\n",
                "## 9 March\n- [ ] @bob b\n- c\n- d\n",
            ),
            ("taken out of the document", first, "## 9 March\n- c\n- d\n", "## 9 March\n- a\n- [ ] @bob b\n- c\n- d\n"),
            (
                "ticked here",
                "## 9 March\n- a\n- [x] @bob b ^k3f9aa done:2021-03-16\n- c\n",
                "## 9 March\n- a\n- [ ] @bob b\n- c\n- d\n",
                "## 9 March\n- a\n- [x] @bob b ^k3f9aa done:2021-03-16\n- c\n- d\n",
            ),
            (
                "ticked there",
                "## 9 March\n- a\n- [ ] @bob b ^k3f9aa\n- c\n",
                "## 9 March\n- a\n- [x] @bob b\n- c\n",
                "## 9 March\n- a\n- [x] @bob b ^k3f9aa\n- c\n",
            ),
            (
                "another text altogether",
                first,
                "## 9 March\n- something else\n",
                "## 9 March\n- a\n- [ ] @bob b\n- c\n- something else\n",
            ),
        ];
        for (what, ours, theirs, expected) in table {
            let head = "---\ndate: 2021-03-09\n---\n";
            let with = |text: &str| if text.starts_with("---") { text.to_owned() } else { format!("{head}{text}") };
            let (ours, theirs) = (with(ours), with(theirs));
            let result = grown(&[(first, true), (&ours, false)], &ours, &theirs);
            assert_eq!(result, with(expected), "{what}");
            // Once more, after that was committed.
            let again = grown(&[(first, true), (&ours, false), (&result, true)], &result, &theirs);
            assert_eq!(again, result, "{what}, again");
        }
    }

    /// Rounds of a document whose line is written anew each time.
    #[test]
    fn a_line_that_people_edited_stands() {
        let mut versions =
            vec![("- pay review in spring\n".to_owned(), true), ("- pay review in summer\n".to_owned(), false)];
        for season in ["autumn", "winter", "May"] {
            let (ours, theirs) = (versions.last().unwrap().0.clone(), format!("- pay review in {season}\n"));
            let known: Vec<(&str, bool)> = versions.iter().map(|(text, by)| (text.as_str(), *by)).collect();
            let result = grown(&known, &ours, &theirs);
            assert_eq!(result, ours, "{season}");
            versions.push((result, true));
        }
        // One that got its id in between is edited by the document, and not doubled.
        let id = "- x\n- [ ] @bob send the plan ^k3f9aa\n";
        let past = [("- x\n", true), ("- x\n- [ ] @bob send the plan\n", true), (id, false), (id, true)];
        assert_eq!(
            grown(&past, id, "- x\n- [ ] @bob send the new plan\n"),
            "- x\n- [ ] @bob send the new plan ^k3f9aa\n"
        );
        // Ticked, and edited by the document twice; another person's is another item, and an older wording may come again.
        let ticked = "- [x] @bob send it to the board by May done:2021-03-16 ^k3f9aa\n";
        let once = ticked.replace("the board", "the whole board");
        let past = [("- [ ] @bob send it to the board by May\n", true), (ticked, false), (once.as_str(), true)];
        assert_eq!(
            grown(&past, &once, "- [ ] @bob send it now to the whole board by May\n"),
            once.replace("it to", "it now to")
        );
        let past = [
            ("- [ ] @bob send the salary report\n", true),
            ("- [x] @bob send the salary report done:2021-03-16\n", false),
        ];
        assert_eq!(
            grown(&past, past[1].0, "- [ ] @alice send the budget report\n").lines().collect::<HashSet<_>>(),
            HashSet::from(["- [x] @bob send the salary report done:2021-03-16", "- [ ] @alice send the budget report"])
        );
        let past = [("- hire backend engineer\n", true), ("- hire frontend engineer\n", true)];
        let both = "- hire frontend engineer\n- hire backend engineer\n";
        assert_eq!(grown(&past, past[1].0, both), both);
        // Of equal lines people took one out: none comes in again.
        let past = [("- none\n- none\n", true), ("- none\n", false)];
        assert_eq!(grown(&past, "- none\n", "- none\n- none\n- none\n"), "- none\n");
    }

    #[test]
    fn what_was_set_by_hand_stays() {
        let first = "---\ndate: 2021-03-09\nstatus: cancelled\nreason: ill\n---\n- a\n";
        let held = "---\ndate: 2021-03-09\nstatus: held\nengagement: 7\n---\n- a\n";
        let theirs = first.replace("- a\n", "- a\n- b\n");
        assert_eq!(grown(&[(first, true), (held, false)], held, &theirs), format!("{held}- b\n"));
        // What the document says otherwise now, where nobody said anything here.
        let there = "---\ndate: 2021-03-09\n---\n- a\n- we met after all\n";
        assert_eq!(grown(&[(first, true)], first, there), there);
    }
}
