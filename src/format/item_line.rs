//! The syntax of a task-list line: box, owners, fields, ids and text (`docs/format.md`).

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use crate::model::entry::parse_date;

/// What stands behind a box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemLine {
    /// The text without owners, fields and trailing ids.
    pub text: String,
    /// The owners, in lower case, each once.
    pub owners: Vec<String>,
    /// The first due date.
    pub due: Option<NaiveDate>,
    /// The first date of completion.
    pub done: Option<NaiveDate>,
    /// The first date of a reopening.
    pub reopened: Option<NaiveDate>,
    /// The ids at the end.
    pub ids: Vec<String>,
    /// Words of the text that would be ids if an earlier line bore them.
    pub inner_ids: Vec<String>,
    /// Fields whose date is none, as byte ranges of the text given.
    pub bad_dates: Vec<Range<usize>>,
}

/// A character between brackets at the beginning of a list line, and where the text behind it begins. There is a box
/// only where white space or the line's end follows.
pub fn task_box(line: &str) -> Option<(char, usize)> {
    let mut chars = line.strip_prefix('[')?.char_indices();
    let (_, mark) = chars.next()?;
    let (close, bracket) = chars.next()?;
    if bracket != ']' {
        return None;
    }
    let after = 1 + close + 1;
    let ends = line[after..].chars().next().is_none_or(char::is_whitespace);
    ends.then_some((mark, after))
}

/// Reads what stands behind a box. White space in `text` may be of any kind.
pub fn read(text: &str) -> ItemLine {
    let mut line = ItemLine::default();
    let mut words = words_without_fields(text, &mut line);
    line.owners = take_leading_owners(&mut words);
    let may_end_with_owners = line.owners.is_empty();
    take_from_the_end(&mut words, may_end_with_owners, &mut line);
    line.inner_ids = words.iter().filter_map(|word| id(word)).map(str::to_owned).collect();
    line.text = words.join(" ");
    line
}

#[derive(Clone, Copy)]
enum Field {
    Due,
    Done,
    Reopened,
}

fn words_without_fields<'t>(text: &'t str, line: &mut ItemLine) -> Vec<&'t str> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| !c.is_whitespace()).map(|n| at + n) {
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |n| start + n);
        match field(text, start, end) {
            Some((kind, Ok(date), to)) => {
                let slot = match kind {
                    Field::Due => &mut line.due,
                    Field::Done => &mut line.done,
                    Field::Reopened => &mut line.reopened,
                };
                slot.get_or_insert(date);
                at = to;
            }
            Some((_, Err(()), to)) => {
                line.bad_dates.push(start..to);
                words.push(&text[start..end]);
                at = end;
            }
            None => {
                words.push(&text[start..end]);
                at = end;
            }
        }
    }
    words
}

/// The field that begins with the word at `start..end`: its kind, its date, and where it ends.
fn field(text: &str, start: usize, end: usize) -> Option<(Field, Result<NaiveDate, ()>, usize)> {
    let word = &text[start..end];
    // Most words begin with another byte than any field does.
    if !matches!(word.as_bytes().first(), Some(b'd' | b'r' | b'[' | 0xf0 | 0xe2)) {
        return None;
    }
    for (prefix, kind) in [("due:", Field::Due), ("done:", Field::Done), ("reopened:", Field::Reopened)] {
        if let Some(value) = word.strip_prefix(prefix) {
            return (!value.is_empty()).then(|| (kind, parse_date(value).ok_or(()), end));
        }
    }
    for (sign, kind) in [("📅", Field::Due), ("✅", Field::Done)] {
        if let Some(rest) = text[start..].strip_prefix(sign) {
            let rest = rest.strip_prefix('\u{fe0f}').unwrap_or(rest);
            let value = rest.trim_start();
            let from = text.len() - value.len();
            let to = value.find(char::is_whitespace).map_or(text.len(), |n| from + n);
            let looks_like_date = text[from..to].starts_with(|c: char| c.is_ascii_digit());
            return looks_like_date.then(|| (kind, parse_date(&text[from..to]).ok_or(()), to));
        }
    }
    for (open, kind) in [("[due::", Field::Due), ("[completion::", Field::Done)] {
        if let Some(rest) = text[start..].strip_prefix(open) {
            // A date is short: a line of many such openings is not searched to its end for each.
            let close = rest.bytes().take(64).position(|b| b == b']')?;
            let to = text.len() - rest.len() + close + 1;
            let alone = text[to..].chars().next().is_none_or(char::is_whitespace);
            return alone.then(|| (kind, parse_date(rest[..close].trim()).ok_or(()), to));
        }
    }
    None
}

fn take_leading_owners(words: &mut Vec<&str>) -> Vec<String> {
    let mut owners = Vec::new();
    let mut count = 0;
    while let Some(owner) = words.get(count).and_then(|word| handle(word.trim_end_matches([',', ':']))) {
        owners.push(owner);
        count += 1;
    }
    words.drain(..count);
    each_once(owners)
}

fn take_from_the_end(words: &mut Vec<&str>, with_owners: bool, line: &mut ItemLine) {
    loop {
        if let Some(id) = words.last().and_then(|word| id(word)) {
            line.ids.push(id.to_owned());
            words.pop();
        } else if with_owners
            && line.owners.is_empty()
            && let Some((count, owners)) = trailing_owners(words)
        {
            line.owners = owners;
            words.truncate(words.len() - count);
        } else {
            break;
        }
    }
    line.ids.reverse();
}

/// The owners of `(@handle)` or `(@handle, @handle)` at the end, and the words that they take.
fn trailing_owners(words: &[&str]) -> Option<(usize, Vec<String>)> {
    if !words.last()?.ends_with(')') {
        return None;
    }
    let first = words.iter().rposition(|word| word.starts_with('('))?;
    let inside = words[first..].join(" ");
    let inside = inside.strip_prefix('(')?.strip_suffix(')')?;
    let mut owners = Vec::new();
    for part in inside.split([',', ' ']).filter(|part| !part.is_empty()) {
        owners.push(handle(part)?);
    }
    (!owners.is_empty()).then(|| (words.len() - first, each_once(owners)))
}

fn each_once(mut owners: Vec<String>) -> Vec<String> {
    if owners.len() > 1 {
        let mut seen = HashSet::with_capacity(owners.len());
        owners.retain(|owner| seen.insert(owner.clone()));
    }
    owners
}

/// The handle of a word `@handle`, in lower case.
fn handle(word: &str) -> Option<String> {
    let handle = word.strip_prefix('@')?;
    is_handle(handle).then(|| handle.to_lowercase())
}

/// Whether a text can be a handle: letters, digits, `_`, `-` and `.`, beginning and ending with a letter or digit.
pub fn is_handle(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && text.starts_with(char::is_alphanumeric)
        && text.ends_with(char::is_alphanumeric)
}

/// The id of a word `^id`.
fn id(word: &str) -> Option<&str> {
    word.strip_prefix('^').filter(|id| is_id(id))
}

/// Whether a text can be an id: 4 or more of `a-z0-9`.
pub fn is_id(text: &str) -> bool {
    text.len() >= 4 && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (line, text, owners, due, ids)
    type Row = (&'static str, &'static str, &'static str, Option<&'static str>, &'static str);

    #[test]
    fn fields_stand_in_any_order() {
        let table: [Row; 20] = [
            ("@alice Email the CEO due:2026-11-27 ^a7k2mm", "Email the CEO", "alice", Some("2026-11-27"), "a7k2mm"),
            ("Email the CEO ^a7k2mm due:2026-11-27", "Email the CEO", "", Some("2026-11-27"), "a7k2mm"),
            ("due:2026-11-27 @alice @Bob Email", "Email", "alice,bob", Some("2026-11-27"), ""),
            ("Email (@alice, @bob)", "Email", "alice,bob", None, ""),
            ("Email ^a7k2mm (@alice)", "Email", "alice", None, "a7k2mm"),
            ("@bob Email (@alice)", "Email (@alice)", "bob", None, ""),
            ("Email 📅 2026-11-27", "Email", "", Some("2026-11-27"), ""),
            ("Email 📅2026-11-27", "Email", "", Some("2026-11-27"), ""),
            ("Email [due:: 2026-11-27] ^abcd", "Email", "", Some("2026-11-27"), "abcd"),
            ("Email due:2026-11-27 due:2026-12-01", "Email", "", Some("2026-11-27"), ""),
            ("Email due:friday", "Email due:friday", "", None, ""),
            ("Email overdue:2026-11-27", "Email overdue:2026-11-27", "", None, ""),
            ("Email ^abc", "Email ^abc", "", None, ""),
            ("Email ^ABCD", "Email ^ABCD", "", None, ""),
            ("Email ^aaaa ^bbbb", "Email", "", None, "aaaa,bbbb"),
            ("Ask ^aaaa about it", "Ask ^aaaa about it", "", None, ""),
            ("Email alice@example.com", "Email alice@example.com", "", None, ""),
            ("@alice", "", "alice", None, ""),
            ("(see (@alice))", "(see (@alice))", "", None, ""),
            ("  two   spaces  ", "two spaces", "", None, ""),
        ];
        for (given, text, owners, due, ids) in table {
            let line = read(given);
            assert_eq!(line.text, text, "{given}");
            assert_eq!(line.owners.join(","), owners, "{given}");
            assert_eq!(line.due.map(|date| date.to_string()).as_deref(), due, "{given}");
            assert_eq!(line.ids.join(","), ids, "{given}");
        }
    }

    #[test]
    fn a_box_is_one_character_between_brackets() {
        let table = [
            ("[ ] a", Some((' ', 3))),
            ("[x]", Some(('x', 3))),
            ("[✓] a", Some(('✓', 5))),
            ("[x](url)", None),
            ("[] a", None),
            ("[xx] a", None),
            ("[x日", None),
            ("a", None),
        ];
        for (given, expected) in table {
            assert_eq!(task_box(given), expected, "{given}");
        }
    }

    #[test]
    fn a_date_that_is_none_is_told() {
        let bad_dates = read("a due:2026-02-30 b").bad_dates;
        assert_eq!((bad_dates.len(), bad_dates[0].clone()), (1, 2..16));
        assert_eq!(read("a 📅 2026-02-30").bad_dates.len(), 1);
        assert!(read("a 📅 soon").bad_dates.is_empty());
    }
}
