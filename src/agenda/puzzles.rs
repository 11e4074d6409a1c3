//! Lines of an entry that mean something to their author and nothing to the figures: they are pointed at before the meeting,
//! and never rewritten.

use crate::format::body::{Body, Vocabulary};
use crate::format::source::Source;
use crate::history::{History, Item, Origin};
use crate::model::item::Mark;
use crate::model::section::Section;
use crate::model::wording::Wording;

/// A line that is not what it looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Puzzle {
    /// It looks like a task, and is no item where it stands.
    Task {
        /// The line of the file, from 1.
        line: u32,
        /// The line's words.
        text: String,
    },
    /// It looks like the score, and stands elsewhere.
    Score {
        /// The line of the file, from 1.
        line: u32,
        /// The line's words.
        text: String,
    },
    /// It is probably an open item, typed again in other words or under another heading.
    Retyped {
        /// The line of the file, from 1.
        line: u32,
        /// The line's words.
        text: String,
        /// Whether it is ticked here.
        ticked: bool,
        /// The open item, as an index of the history's items.
        item: usize,
    },
}

/// What is puzzling in an entry, in the order of its lines; `index` is that of the history's meetings.
pub fn puzzles(history: &History, index: usize, bytes: &[u8], vocabulary: &Vocabulary) -> Vec<Puzzle> {
    let entry = &history.meetings[index].entry;
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let mut found: Vec<(u32, Puzzle)> = Vec::new();
    for (position, line) in body.lines.iter().enumerate() {
        let number = u32::try_from(source.lines_before_body + position + 1).unwrap_or(u32::MAX);
        let text = body.without_comments(&source.text, line.span.content.clone()).trim().to_owned();
        if entry.look_alikes.contains(&number) {
            found.push((number, Puzzle::Task { line: number, text }));
        } else if entry.score.is_none() && body.section(line) != Section::Engagement && is_score(&text) {
            found.push((number, Puzzle::Score { line: number, text }));
        }
    }
    for item in history.items.iter().filter(|item| is_only_in(item, index)) {
        let Some(mention) = item.mentions.first() else { continue };
        if let Some(of) = open_alike(history, index, &mention.text) {
            let (line, text, ticked) = (mention.line, mention.text.clone(), mention.mark == Mark::Done);
            found.push((line, Puzzle::Retyped { line, text, ticked, item: of }));
        }
    }
    found.sort_by_key(|(line, _)| *line);
    found.into_iter().map(|(_, puzzle)| puzzle).collect()
}

fn is_only_in(item: &Item, index: usize) -> bool {
    item.ids.is_empty() && item.mentions.iter().all(|mention| mention.origin == Origin::Entry(index))
}

/// The open item from before whose words are most like these.
fn open_alike(history: &History, index: usize, text: &str) -> Option<usize> {
    let text = Wording::new(text);
    let before = |item: &Item| item.mentions.first().is_some_and(|first| first.origin < Origin::Entry(index));
    let open = history.items.iter().enumerate().filter(|(_, item)| item.state.is_open() && before(item));
    let alike = open.filter_map(|(index, item)| Some((Wording::new(&item.text).likeness(&text)?, index)));
    alike.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, index)| index)
}

/// `engagement 8/10`, `mood: 7`, `score 6`.
fn is_score(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '*', '+', '#']).trim().to_lowercase();
    let named = ["engagement", "mood", "score"].iter().find_map(|name| text.strip_prefix(name));
    let Some(rest) = named else { return false };
    let number = rest.trim_start_matches([':', '=', ' ', '-']).trim_end();
    let number = number.strip_suffix("/10").unwrap_or(number).trim_end();
    number.parse::<u8>().is_ok_and(|score| (1..=10).contains(&score))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_where_they_are_not_looked_for() {
        for text in ["engagement 8/10", "- Mood: 7", "score = 10", "Engagement: 6"] {
            assert!(is_score(text), "{text}");
        }
        for text in ["engagement survey", "8/10", "mood 12", "scored 3 goals", "engagement: 7 or 8"] {
            assert!(!is_score(text), "{text}");
        }
    }
}
