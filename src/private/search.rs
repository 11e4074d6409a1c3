//! The search for private lines in what would leave this machine.
//!
//! A line of three or more words is looked for anywhere; a shorter one only as a whole line, since its words may be
//! anybody's. What the other side has at that place already is no news to it.

use std::collections::{HashMap, HashSet};

use super::squash::{Squashed, shown_by_browser};
use super::text::PrivateText;
use crate::format::item_line;
use crate::git::{Outgoing, OutgoingKind};
use crate::model::entry::parse_date;

/// From how many words on a line is looked for inside of others.
const MANY_WORDS: usize = 3;

/// How many of its first bytes a long line is found by.
const KEY: usize = 3;

/// All private lines, ready to be looked for.
#[derive(Debug, Default)]
pub struct PrivateLines {
    lines: Vec<(String, PrivateText)>,
    known: HashSet<String>,
    long: HashMap<[u8; KEY], Vec<usize>>,
    short: HashMap<String, usize>,
}

/// A private line in what would leave this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it was found in: a file, the message of a commit. It has no private word itself.
    pub place: String,
    /// The private line.
    pub text: PrivateText,
}

impl PrivateLines {
    /// The lines of these texts.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut result = Self::default();
        texts.into_iter().flat_map(str::lines).for_each(|line| result.add(line));
        result
    }

    fn add(&mut self, line: &str) {
        let core = core(line);
        let squashed = Squashed::new(&core);
        // A day alone says nothing.
        if squashed.text.is_empty() || parse_date(core.trim()).is_some() || !self.known.insert(squashed.text.clone()) {
            return;
        }
        let index = self.lines.len();
        self.lines.push((squashed.text.clone(), PrivateText::new(line.trim().trim_start_matches("- ").to_owned())));
        match squashed.text.as_bytes().first_chunk::<KEY>() {
            Some(key) if squashed.words() >= MANY_WORDS => self.long.entry(*key).or_default().push(index),
            _ => {
                self.short.insert(squashed.text, index);
                // Owner and fields are read in lower case only: in capitals they are words of the line.
                self.short.insert(Squashed::new(line.trim().trim_start_matches("- ")).text, index);
            }
        }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Every private line in what would go out but for those that are allowed, in the order in which it would go.
    pub(super) fn find(&self, outgoing: &[Outgoing], allowed: &Self) -> Vec<Hit> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<Hit> = Vec::new();
        let found: Vec<Vec<(usize, usize)>> = outgoing.iter().map(|part| self.found_in(part, allowed)).collect();
        // A path that has private words is not told.
        let secret: HashSet<&[u8]> = outgoing
            .iter()
            .zip(&found)
            .filter(|(part, found)| part.kind == OutgoingKind::Name && !found.is_empty())
            .map(|(part, _)| part.bytes.as_slice())
            .collect();
        for (part, found) in outgoing.iter().zip(found) {
            for (index, line) in found {
                let place = match part.kind {
                    OutgoingKind::File if secret.contains(part.what.as_bytes()) => format!("a file, line {line}"),
                    OutgoingKind::File => format!("{}:{line}", part.what),
                    OutgoingKind::Name | OutgoingKind::Commit => part.what.clone(),
                };
                let hit = Hit { place, text: self.lines[index].1.clone() };
                if !hits.contains(&hit) {
                    hits.push(hit);
                }
            }
        }
        hits
    }

    /// The lines found in one part, with the first place of each, where the other side does not have them already.
    fn found_in(&self, part: &Outgoing, allowed: &Self) -> Vec<(usize, usize)> {
        let now = match part.kind {
            OutgoingKind::Name => self.count(&parts_of_path(&part.bytes)),
            _ => self.count(&part.bytes),
        };
        if now.is_empty() {
            return Vec::new();
        }
        let there = part.there.as_deref().map(|bytes| self.count(bytes)).unwrap_or_default();
        let is_new = |index: &usize, count: usize| there.get(index).is_none_or(|(known, _)| *known < count);
        let mut found: Vec<(usize, usize)> = now
            .into_iter()
            .filter(|(index, (count, _))| is_new(index, *count) && !allowed.known.contains(&self.lines[*index].0))
            .map(|(index, (_, line))| (index, line))
            .collect();
        found.sort_unstable_by_key(|(index, line)| (*line, *index));
        found
    }

    /// How often each line is in a text, and on which line first.
    fn count(&self, bytes: &[u8]) -> HashMap<usize, (usize, usize)> {
        let text = String::from_utf8_lossy(bytes);
        let mut found = self.count_in(&text);
        if let Some(shown) = shown_by_browser(&text) {
            for (index, (count, line)) in self.count_in(&shown) {
                let known = found.entry(index).or_insert((0, line));
                known.0 = known.0.max(count);
            }
        }
        found
    }

    fn count_in(&self, text: &str) -> HashMap<usize, (usize, usize)> {
        let mut found = HashMap::new();
        let mut tell = |index: usize, line: usize| found.entry(index).or_insert((0, line)).0 += 1;
        if !self.long.is_empty() {
            let squashed = Squashed::new(text);
            for start in squashed.starts() {
                let rest = &squashed.text[start..];
                let candidates = rest.as_bytes().first_chunk::<KEY>().and_then(|key| self.long.get(key));
                for index in candidates.into_iter().flatten() {
                    let line = &self.lines[*index].0;
                    if rest.starts_with(line) && squashed.ends_at(start + line.len()) {
                        tell(*index, squashed.line_of(start));
                    }
                }
            }
        }
        if !self.short.is_empty() {
            for (number, line) in text.lines().enumerate() {
                let mut parts: Vec<usize> =
                    segments(line).filter_map(|part| self.short.get(&Squashed::new(&part).text).copied()).collect();
                parts.sort_unstable();
                parts.dedup();
                parts.into_iter().for_each(|index| tell(index, number + 1));
            }
        }
        found
    }
}

/// A path, and below it each of its names, without and with its ending.
fn parts_of_path(path: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(path);
    let names = text.split('/').flat_map(|name| [name, name.rsplit_once('.').map_or(name, |(stem, _)| stem)]);
    std::iter::once(&*text).chain(names).collect::<Vec<_>>().join("\n").into_bytes()
}

/// What can be a whole line of its own: the line, what it says as an item, the value behind a key, the cells of a table, and
/// what stands before and in a comment; a merge keeps the other of two values there.
fn segments(line: &str) -> impl Iterator<Item = String> + '_ {
    let cells = line.contains('|').then(|| line.split('|').map(core)).into_iter().flatten();
    let comments = line.contains('#').then(|| line.split('#').map(str::trim)).into_iter().flatten();
    let comments = comments.flat_map(|part| whole(part.strip_prefix("also ").unwrap_or(part)));
    whole(line).chain(cells).chain(comments)
}

/// A text, what it says as an item, and the value behind a key.
fn whole(text: &str) -> impl Iterator<Item = String> + '_ {
    let raw = text.split_once(':').map(|(_, value)| value.to_owned());
    let value = raw.as_deref().map(core);
    [Some(text.to_owned()), Some(core(text)), raw, value].into_iter().flatten()
}

/// What a line says, without what makes it an item, a quotation or a heading.
fn core(line: &str) -> String {
    let mut rest = line.trim();
    loop {
        let before = rest;
        rest = rest.trim_start_matches(['>', '#', ' ', '\t']).trim_matches(['"', '\'']);
        for bullet in ["- ", "* ", "+ "] {
            rest = rest.strip_prefix(bullet).unwrap_or(rest).trim_start();
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if (1..=9).contains(&digits)
            && let Some(item) = rest[digits..].strip_prefix(". ").or_else(|| rest[digits..].strip_prefix(") "))
        {
            rest = item.trim_start();
        }
        if let Some((_, after)) = item_line::task_box(rest) {
            rest = rest[after..].trim_start();
        }
        if rest == before {
            break;
        }
    }
    item_line::read(rest).text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Outgoing {
        Outgoing {
            kind: OutgoingKind::File,
            what: "entries/2026-11-20.md".to_owned(),
            bytes: text.as_bytes().to_vec(),
            there: None,
        }
    }

    fn places(private: &str, outgoing: &[Outgoing]) -> Vec<String> {
        let none = PrivateLines::default();
        PrivateLines::of([private]).find(outgoing, &none).into_iter().map(|hit| hit.place).collect()
    }

    #[test]
    fn a_long_line_is_found_anywhere() {
        for text in [
            "she may leave in spring",
            "head\n- [x] I think She *may*  leave in\n  Spring, or so ^abcd",
            "she <i>may</i> [leave](https://x.example) in&nbsp;spring",
            "reason: 'she may leave in spring'",
        ] {
            assert_eq!(places("- she may leave in spring", &[file(text)]).len(), 1, "{text}");
        }
        for text in ["she may leave", "he may leave in spring", "ashe may leave in spring", "she may leave in springs"]
        {
            assert_eq!(places("- she may leave in spring", &[file(text)]), [""; 0], "{text}");
        }
        assert_eq!(places("彼女は辞める", &[file("たぶん彼女は辞めると思う")]).len(), 1);
    }

    #[test]
    fn a_short_line_is_found_as_a_whole_one() {
        for text in [
            "Leaving soon",
            "# leaving soon",
            "- [ ] @bob leaving soon! due:2026-12-01 ^abcd",
            "why: leaving soon",
            "  - also: leaving soon",
            "reason: '@alice   leaving soon due:2026-12-01'",
            "| a | leaving soon |",
            "reason: ill # also leaving soon",
            "reason: leaving soon # also ill # also away",
            "# also reason: Leaving *soon*",
            "# also leaving soon",
        ] {
            assert_eq!(places("leaving soon", &[file(text)]).len(), 1, "{text}");
        }
        assert_eq!(places("leaving soon", &[file("She is leaving soon.")]), [""; 0]);
        let capitals = [file("reason: '@BOB LEAVING SOON DUE:2026-12-01'")];
        assert_eq!(places("@bob leaving soon due:2026-12-01", &capitals).len(), 1);
        assert_eq!(places("2026-11-20\n---\n\n- [ ] ^abcd", &[file("date: 2026-11-20\n---\n")]), [""; 0]);
    }

    #[test]
    fn the_place_is_told() {
        let parts = [
            file("one\ntwo\nshe may leave"),
            Outgoing { kind: OutgoingKind::Commit, what: "the message of commit 1".into(), ..file("She may leave") },
        ];
        assert_eq!(places("she may leave", &parts), ["entries/2026-11-20.md:3", "the message of commit 1"]);
    }

    #[test]
    fn a_path_with_private_words_is_not_told() {
        let path = "entries/she-may-leave.md";
        let parts = [
            Outgoing { kind: OutgoingKind::Name, what: "the name of a file".into(), ..file(path) },
            Outgoing { what: path.to_owned(), ..file("she may leave") },
        ];
        assert_eq!(places("she may leave", &parts), ["the name of a file", "a file, line 1"]);
        for (private, path) in
            [("leaving soon", "entries/Leaving_soon.md"), ("no raise this year", "no/raise/this-year")]
        {
            let part = Outgoing { kind: OutgoingKind::Name, what: "the name of a file".into(), ..file(path) };
            assert_eq!(places(private, &[part]).len(), 1, "{path}");
        }
    }

    #[test]
    fn what_the_other_side_has_is_no_news() {
        let there = file("she may leave\nshe may leave");
        let part = |text: &str| Outgoing { there: Some(there.bytes.clone()), ..file(text) };
        assert_eq!(places("she may leave", &[part("more\nshe may leave")]), [""; 0]);
        assert_eq!(places("she may leave", &[part("she may leave\nshe may leave\nshe may leave")]).len(), 1);
    }

    #[test]
    fn what_is_allowed_goes() {
        let lines = PrivateLines::of(["she may leave\nsoon"]);
        let allowed = PrivateLines::of(["- She may *leave*"]);
        let hits = lines.find(&[file("she may leave\nsoon")], &allowed);
        assert_eq!(hits, [Hit { place: "entries/2026-11-20.md:2".into(), text: PrivateText::new("soon".into()) }]);
    }
}
