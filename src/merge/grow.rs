//! A file that was taken in from a document outside, and a newer text of that document: what is new there is added, and
//! nothing that is in the file, or was taken out of it by hand, changes for it.
//!
//! The common version of the two is not on record: what git has is what came of each import, with what people had done
//! until then in it. So it is made up: the newer text without the lines that no version of the file ever had, and with
//! each edited line as the document had it before.

use std::collections::{HashMap, HashSet};

use super::align::{Likeness, align};
use super::kind::FileKind;
use super::line::Sign;
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
    let mut seen: HashMap<Sign, usize> = HashMap::new();
    for version in past.iter().map(|(units, _)| *units).chain([ours]) {
        let mut here: HashMap<Sign, usize> = HashMap::new();
        version.iter().filter_map(Sign::of).for_each(|sign| *here.entry(sign).or_default() += 1);
        for (sign, number) in here {
            let most = seen.entry(sign).or_default();
            *most = number.max(*most);
        }
    }
    let texts: HashSet<String> = ours.iter().filter_map(Sign::of).map(Sign::into_text).collect();
    let mut there: HashMap<Sign, usize> = HashMap::new();
    ours.iter().filter_map(Sign::of).for_each(|sign| *there.entry(sign).or_default() += 1);
    // Of equal lines of which people took some out, none come in again.
    let is_cut = |sign: &Sign| seen.get(sign).is_some_and(|most| there.get(sign).is_none_or(|here| here < most));
    let cut: HashSet<Sign> = seen.keys().filter(|sign| is_cut(sign)).cloned().collect();
    let before = before(past, theirs);
    // The line that the common version has in place of each; a blank line goes with those around it.
    let mut lines: Vec<Option<&[u8]>> = Vec::with_capacity(theirs.len());
    for (unit, before) in theirs.iter().zip(before) {
        let sign = Sign::of(unit);
        let is_cut = sign.as_ref().is_some_and(|sign| cut.contains(sign));
        let left = sign.and_then(|sign| seen.get_mut(&sign)).filter(|left| is_cut || **left > 0);
        lines.push(match left {
            Some(left) => {
                *left = left.saturating_sub(1);
                Some(unit.content)
            }
            // A line that people have edited, or taken out, stands as they left it.
            None => before.map(|(line, text)| if texts.contains(&text) { line } else { unit.content }),
        });
    }
    let is_there = |at: Option<usize>| {
        at.is_none_or(|at| theirs.get(at).is_none_or(|unit| unit.is_blank() || lines[at].is_some()))
    };
    let stands = |at: usize| match theirs[at].is_blank() {
        true => (is_there(at.checked_sub(1)) && is_there(Some(at + 1))).then_some(theirs[at].content),
        false => lines[at],
    };
    (0..theirs.len()).filter_map(|at| Some([stands(at)?, theirs[at].end].concat())).flatten().collect()
}

/// How many imports back an edited line is looked for.
const MOST_IMPORTS: usize = 40;

/// For each line of the newer text the one that the document had in its place before, and what that says, where it is not
/// the same.
fn before<'p>(past: &[(&'p [Unit<'p>], bool)], theirs: &[Unit<'_>]) -> Vec<Option<(&'p [u8], String)>> {
    let mut of_document: HashSet<&[u8]> = HashSet::new();
    let mut imports: Vec<&'p [Unit<'p>]> = Vec::new();
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
            if origin.is_none_or(|at| of_document.contains(past[index - 1].0[at].content)) {
                of_document.insert(unit.content);
            }
        }
        imports.push(units);
    }
    let text = |unit: &Unit<'_>| Sign::of(unit).map(Sign::into_text).unwrap_or_default();
    let mut result = vec![None; theirs.len()];
    for units in imports.into_iter().rev().take(MOST_IMPORTS) {
        let units: Vec<Unit<'p>> = units.iter().filter(|unit| of_document.contains(unit.content)).copied().collect();
        for (unit, at) in units.iter().zip(align(&units, theirs, Likeness::Edited)) {
            if let Some(at) = at {
                result[at] = result[at].take().or_else(|| Some((unit.content, text(unit))));
            }
        }
    }
    // The heading is the heading, whatever it says now.
    let first = |units: &[Unit<'p>]| units.iter().find(|unit| !unit.is_blank()).copied();
    let old = past.first().and_then(|(units, _)| first(units)).filter(Unit::is_heading);
    let new = theirs.iter().position(|unit| !unit.is_blank()).filter(|at| theirs[*at].is_heading());
    if let (Some(old), Some(new)) = (old, new)
        && !theirs.iter().any(|unit| unit.content == old.content)
    {
        result[new] = result[new].take().or_else(|| Some((old.content, text(&old))));
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
