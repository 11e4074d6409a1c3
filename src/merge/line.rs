//! One line that both sides changed: an item field by field, any other text against text. The smaller by bytes stands, and
//! the words of the other follow as `also:`, in a line without box or id.

use chrono::NaiveDate;

use super::text;
use super::unit::{Unit, heading};
use crate::format::item_line::{self, ItemLine, task_box};
use crate::model::item::normalise_text;

/// What tells a line from all others: the first of its ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key(pub(super) String);

impl Key {
    pub(super) fn of(unit: &Unit<'_>) -> Option<Self> {
        if !unit.content.contains(&b'^') {
            return None;
        }
        Parts::of(unit).item.and_then(|item| item.line.ids.into_iter().next()).map(Self)
    }
}

/// What a line says, whatever became of its item since: its box, its owners, and its words without id and dates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Sign(Option<char>, Vec<String>, String);

impl Sign {
    /// The words alone, and whose they are.
    pub(super) fn into_text(self) -> (Vec<String>, String) {
        (self.1, self.2)
    }

    /// None for a blank line, which says nothing.
    pub(super) fn of(unit: &Unit<'_>) -> Option<Self> {
        let parts = Parts::of(unit);
        let is_open = |mark: &char| matches!(mark, ' ' | '>');
        match &parts.item {
            _ if parts.is_blank => None,
            Some(item) => {
                let mark = if is_open(&item.mark) { ' ' } else { item.mark };
                Some(Self(Some(mark), item.line.owners.clone(), normalise_text(&item.line.text)))
            }
            None => Some(Self(None, Vec::new(), text(unit.content).trim().to_owned())),
        }
    }
}

/// The line of an item as a document would have had it, of which `like` is the newer one: with that one's box where it was ticked,
/// and without what came to it here, an id and the day on which it was done. Any other line as it is.
pub(super) fn as_document(unit: &Unit<'_>, like: &Unit<'_>) -> Vec<u8> {
    let (line, other) = (text(unit.content), text(like.content));
    let boxed = |line: &str| {
        let at = lead(line);
        task_box(&line[at..]).map(|(mark, length)| (at, mark, at + length))
    };
    let (Some((at, own, behind)), Some((_, mark, _))) = (boxed(&line), boxed(&other)) else {
        return unit.content.to_vec();
    };
    // A tick may be people's; an open box is the document's.
    let mark = if matches!(own, ' ' | '>') { ' ' } else { mark };
    let is_ours = |word: &&str| word.starts_with("done:") || item_line::read(word).ids.len() == 1;
    let words: Vec<&str> = line[behind..].split(' ').filter(|word| !is_ours(word)).collect();
    format!("{}[{mark}]{}", &line[..at], words.join(" ")).into_bytes()
}

/// A line in its parts.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    /// Indentation and bullet, with the white space behind it.
    lead: String,
    /// The rest, without a box.
    rest: String,
    item: Option<ItemParts>,
    is_heading: bool,
    score: Option<u32>,
    is_blank: bool,
}

#[derive(Debug, Clone)]
struct ItemParts {
    mark: char,
    line: ItemLine,
}

impl Parts {
    pub(super) fn of(unit: &Unit<'_>) -> Self {
        Self::read(&text(unit.content), unit.under_engagement)
    }

    fn read(line: &str, under_engagement: bool) -> Self {
        let lead = lead(line);
        let (lead, behind) = line.split_at(lead);
        let is_list = !lead.trim().is_empty();
        let item = task_box(behind).filter(|_| is_list);
        let (rest, item) = match item {
            Some((mark, at)) => {
                let rest = behind[at..].trim_start();
                (rest, Some(ItemParts { mark, line: item_line::read(rest) }))
            }
            None => (behind, None),
        };
        Self {
            lead: lead.to_owned(),
            rest: rest.to_owned(),
            item,
            is_heading: heading(line.as_bytes()).is_some(),
            score: under_engagement.then(|| score(behind)).flatten(),
            is_blank: line.trim().is_empty(),
        }
    }

    fn ids(&self) -> &[String] {
        self.item.as_ref().map_or(&[], |item| &item.line.ids)
    }

    /// Whether it has the other words of the line above, and so is no edit of any other line.
    fn is_also(&self) -> bool {
        self.item.is_none() && self.rest.starts_with("also: ")
    }

    /// The text that is compared: that of an item without its fields.
    fn core(&self) -> &str {
        self.item.as_ref().map_or(&self.rest, |item| &item.line.text)
    }
}

/// The length of a line's indentation and bullet, white space behind it included.
fn lead(line: &str) -> usize {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = &line[indent..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let bullet = match rest.as_bytes() {
        [b'-' | b'*' | b'+', ..] => 1,
        bytes if (1..=9).contains(&digits) && matches!(bytes.get(digits), Some(b'.' | b')')) => digits + 1,
        _ => return indent,
    };
    let behind = &rest[bullet..];
    let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    if space == 0 && !behind.is_empty() { indent } else { indent + bullet + space }
}

/// `8`, `8/10` or `score: 8`.
fn score(text: &str) -> Option<u32> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let plain = plain.strip_prefix("score:").unwrap_or(&plain);
    let number = plain.strip_suffix("/10").unwrap_or(plain);
    number.parse().ok().filter(|score| (1..=10).contains(score))
}

/// How surely two different lines are two versions of one; 0 where they are not.
pub(super) fn likeness(one: &Parts, other: &Parts, edited: bool) -> u32 {
    if one.is_blank || other.is_blank || one.is_heading != other.is_heading || one.is_also() != other.is_also() {
        return 0;
    }
    if one.ids().iter().any(|id| other.ids().contains(id)) {
        return 1000;
    }
    if one.score.is_some() && other.score.is_some() {
        return 500;
    }
    // Two lines with ids of their own are two items, whatever they say.
    if !one.ids().is_empty() && !other.ids().is_empty() {
        return 0;
    }
    let same_kind = one.item.is_some() == other.item.is_some();
    let (left, right) = (normalise_text(one.core()), normalise_text(other.core()));
    if same_kind && !left.is_empty() && left == right {
        return if one.item.is_some() || edited { 400 } else { 0 };
    }
    if !edited || !same_kind { 0 } else { words_in_common(&left, &right) }
}

/// 1 to 300 where half of the words or more are the same (Dice's coefficient), else 0.
fn words_in_common(one: &str, other: &str) -> u32 {
    let (mut left, mut right) = (words(one), words(other));
    left.sort_unstable();
    right.sort_unstable();
    let all = left.len() + right.len();
    let (mut at, mut common) = (0, 0);
    for word in left {
        while right.get(at).is_some_and(|other| *other < word) {
            at += 1;
        }
        if right.get(at) == Some(&word) {
            common += 1;
            at += 1;
        }
    }
    if all == 0 || 4 * common < all { 0 } else { u32::try_from(600 * common / all).unwrap_or(300).max(1) }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// What a line becomes: itself, and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) content: Vec<u8>,
    pub(super) also: Option<Vec<u8>>,
}

/// Puts two versions of a line together; `one` is the smaller side. `base` is the line that both come from, if there is one.
pub(super) fn merge(base: Option<&Unit<'_>>, one: &Unit<'_>, other: &Unit<'_>) -> Merged {
    let plain = |content: &[u8]| Merged { content: content.to_vec(), also: None };
    if one.content == other.content || base.is_some_and(|base| base.content == other.content) {
        return plain(one.content);
    }
    if base.is_some_and(|base| base.content == one.content) {
        return plain(other.content);
    }
    let (Ok(_), Ok(_)) = (std::str::from_utf8(one.content), std::str::from_utf8(other.content)) else {
        return bytes(one.content, other.content);
    };
    let (base, left, right) = (base.map(Parts::of), Parts::of(one), Parts::of(other));
    let base = base.as_ref();
    let standing = match (&left.item, &right.item) {
        (Some(_), Some(_)) => item(base, &left, &right),
        _ => standing(base, (&left, one.content), (&right, other.content)).to_vec(),
    };
    let shown = text(&standing).into_owned();
    let also = [&left, &right].into_iter().find_map(|side| left_out(base, side, &shown));
    let also = also.map(|words| format!("{}also: {words}", " ".repeat(indent(&left, &right))).into_bytes());
    Merged { content: standing, also }
}

/// Bytes that are no text: the smaller stands.
fn bytes(one: &[u8], other: &[u8]) -> Merged {
    let (least, most) = (one.min(other), one.max(other));
    let also = [b"  also: ", most.trim_ascii()].concat();
    Merged { content: least.to_vec(), also: Some(also) }
}

/// How far a line below is indented to belong to it: as wide as its bullet.
fn indent(one: &Parts, other: &Parts) -> usize {
    [one, other].map(|side| side.lead.chars().count().max(2)).into_iter().min().unwrap_or(2)
}

/// Which of two lines that are not both items stands.
fn standing<'l>(base: Option<&Parts>, one: (&Parts, &'l [u8]), other: (&Parts, &'l [u8])) -> &'l [u8] {
    let by_bytes = one.1.min(other.1);
    match (one.0.score, other.0.score) {
        (Some(left), Some(right)) if left != right => return if left < right { one.1 } else { other.1 },
        (Some(_), None) => return one.1,
        (None, Some(_)) => return other.1,
        _ => {}
    }
    // A box that one side made is kept, and so is a heading.
    match (one.0.item.is_some(), other.0.item.is_some(), base.is_some_and(|base| base.item.is_some())) {
        (true, false, false) => one.1,
        (false, true, false) => other.1,
        _ => by_bytes,
    }
}

/// The words of a side that its author typed and that do not stand in the merged line: then all of its text, without ids.
fn left_out(base: Option<&Parts>, side: &Parts, standing: &str) -> Option<String> {
    let is_id = |word: &&str| side.item.is_some() && word.strip_prefix('^').is_some_and(item_line::is_id);
    let counted = |text: &str| {
        let mut words: Vec<String> = words(text).into_iter().filter(|word| !is_id(word)).map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let less = |mut all: Vec<String>, without: &[String]| {
        for word in without {
            if let Ok(at) = all.binary_search(word) {
                all.remove(at);
            }
        }
        all
    };
    let side_words = counted(&side.rest);
    let typed = match base {
        Some(base) => less(side_words, &counted(&base.rest)),
        None => side_words,
    };
    let missing = less(typed, &counted(&Parts::read(standing, false).rest));
    if missing.is_empty() {
        return None;
    }
    let text: Vec<&str> = words(&side.rest).into_iter().filter(|word| !is_id(word)).collect();
    Some(text.join(" "))
}

/// Of two values that both changed the one that `best` says; of one that changed, that.
fn three_way<T: PartialEq + Clone>(base: Option<&T>, one: &T, other: &T, best: impl FnOnce(&T, &T) -> T) -> T {
    if one == other || base == Some(other) {
        one.clone()
    } else if base == Some(one) {
        other.clone()
    } else {
        best(one, other)
    }
}

/// How far a box is.
fn rank(mark: char) -> u8 {
    match mark {
        'x' | 'X' => 3,
        '-' => 2,
        '>' => 1,
        _ => 0,
    }
}

fn item(base: Option<&Parts>, one: &Parts, other: &Parts) -> Vec<u8> {
    let base_item = base.and_then(|base| base.item.as_ref());
    let (Some(left), Some(right)) = (&one.item, &other.item) else { return Vec::new() };
    let lead = three_way(base.map(|base| &base.lead), &one.lead, &other.lead, |one, other| one.min(other).clone());
    let mark = three_way(base_item.map(|base| &base.mark), &left.mark, &right.mark, |one, other| {
        *[one, other].into_iter().max_by_key(|mark| (rank(**mark), std::cmp::Reverse(**mark))).unwrap_or(one)
    });
    // An item that was ticked on one side is done, whatever became of its box on the other.
    let ticked = |item: &ItemParts| rank(item.mark) == 3;
    let mark = match (ticked(left), ticked(right), base_item.is_some_and(ticked)) {
        (true, _, false) => left.mark,
        (_, true, false) => right.mark,
        _ => mark,
    };
    let text = |parts: &Parts| (normalise(parts.core()), parts.item.as_ref().map(|item| item.line.owners.clone()));
    let (base_text, left_text, right_text) = (base.map(text), text(one), text(other));
    let smaller = if (one.core(), &one.rest) <= (other.core(), &other.rest) { one } else { other };
    let standing = if left_text == right_text {
        smaller
    } else if base_text.as_ref() == Some(&right_text) {
        one
    } else if base_text.as_ref() == Some(&left_text) {
        other
    } else {
        smaller
    };
    let mut rest = standing.rest.clone();
    let own = standing.item.as_ref().map(|item| item.line.clone()).unwrap_or_default();
    type Date = fn(&ItemLine) -> Option<NaiveDate>;
    let fields: [(&str, Date); 3] =
        [("due", |line| line.due), ("done", |line| line.done), ("reopened", |line| line.reopened)];
    for (name, date) in fields {
        let dates = (base_item.map(|base| date(&base.line)), date(&left.line), date(&right.line));
        let wanted = three_way(dates.0.as_ref(), &dates.1, &dates.2, |one, other| *one.max(other));
        rest = with_date(&rest, name, date(&own), wanted);
    }
    for id in left.line.ids.iter().chain(&right.line.ids) {
        if !item_line::read(&rest).ids.contains(id) {
            rest = format!("{} ^{id}", rest.trim_end());
        }
    }
    format!("{lead}[{mark}] {rest}").into_bytes()
}

fn normalise(text: &str) -> String {
    words(text).join(" ")
}

/// A line's text with another date in a field.
fn with_date(rest: &str, name: &str, from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    let Some(to) = to.filter(|to| Some(*to) != from) else { return rest.to_owned() };
    let Some(from) = from else {
        // Before the ids, as the tool writes it.
        let words: Vec<&str> = rest.trim_end().split(' ').collect();
        let ids = words.iter().rev().take_while(|word| word.strip_prefix('^').is_some_and(item_line::is_id)).count();
        let (before, behind) = words.split_at(words.len() - ids);
        return [before, &[format!("{name}:{to}").as_str()], behind].concat().join(" ");
    };
    let signs: &[&str] = match name {
        "due" => &["due:", "📅 ", "📅\u{fe0f} ", "📅", "[due:: ", "[due::"],
        "done" => &["done:", "✅ ", "✅\u{fe0f} ", "✅", "[completion:: ", "[completion::"],
        _ => &["reopened:"],
    };
    let found = signs.iter().find_map(|sign| Some((rest.find(&format!("{sign}{from}"))?, sign)));
    found.map_or_else(
        || rest.to_owned(),
        |(at, sign)| {
            let start = at + sign.len();
            format!("{}{to}{}", &rest[..start], &rest[start + from.to_string().len()..])
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, one: &str, other: &str, under_engagement: bool) -> String {
        fn unit(content: &str, under_engagement: bool) -> Unit<'_> {
            Unit { content: content.as_bytes(), end: b"\n", under_engagement }
        }
        let base = (!base.is_empty()).then(|| unit(base, under_engagement));
        let (one, other) = (unit(one, under_engagement), unit(other, under_engagement));
        let there = merge(base.as_ref(), &one, &other);
        assert_eq!(there, merge(base.as_ref(), &other, &one), "it does not matter who merges");
        let also = there.also.map_or_else(String::new, |also| format!("|{}", String::from_utf8(also).unwrap()));
        String::from_utf8(there.content).unwrap() + &also
    }

    #[test]
    fn a_line_that_both_changed() {
        let table = [
            // A tick and a new text are two changes.
            (
                "- [ ] Call Bob ^k3f9aa",
                "- [x] Call Bob ^k3f9aa done:2026-11-19",
                "- [ ] Call Bob and Eve ^k3f9aa",
                "- [x] Call Bob and Eve done:2026-11-19 ^k3f9aa",
            ),
            // Text against text.
            (
                "- [ ] Call Bob ^k3f9aa",
                "- [ ] Call Bob now ^k3f9aa",
                "- [ ] Call Bob later ^k3f9aa",
                "- [ ] Call Bob later ^k3f9aa|      also: Call Bob now",
            ),
            // A tick wins.
            ("- [ ] Call ^k3f9aa", "- [x] Call ^k3f9aa", "- [-] Call ^k3f9aa", "- [x] Call ^k3f9aa"),
            ("- [ ] Call ^k3f9aa", "- [>] Call ^k3f9aa", "- [-] Call ^k3f9aa", "- [-] Call ^k3f9aa"),
            // The later date.
            (
                "- [ ] Call",
                "- [ ] Call due:2026-12-01 ^k3f9aa",
                "- [ ] Call due:2026-12-04 ^k3f9aa",
                "- [ ] Call due:2026-12-04 ^k3f9aa|      also: Call due:2026-12-01",
            ),
            // An id that only one side gave.
            ("- [ ] Call", "- [ ] Call ^k3f9aa", "- [ ] Call Eve", "- [ ] Call Eve ^k3f9aa"),
            ("- one", "- one b", "- one a", "- one a|  also: one b"),
            ("one", "one b", "one a", "one a|  also: one b"),
            ("## Topics", "## Topics b", "## Topics a", "## Topics a|  also: ## Topics b"),
        ];
        for (base, one, other, expected) in table {
            assert_eq!(
                merged(base, one, other, false).replace("      also", "  also"),
                expected.replace("      also", "  also"),
                "{base}"
            );
        }
    }

    #[test]
    fn the_lower_score_stands() {
        assert_eq!(merged("- ", "- 8", "- 10", true), "- 8|  also: 10");
        assert_eq!(merged("7", "9/10", "score: 6", true), "score: 6|  also: 9/10");
        assert_eq!(merged("7", "fine", "6", true), "6|  also: fine");
    }
}
