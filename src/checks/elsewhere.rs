//! `box-elsewhere`: boxes where a box alone is no item.

use std::collections::HashMap;

use super::Finding;
use super::boxes::is_plain_line;
use crate::format::body::{Body, Vocabulary};
use crate::format::diagnostic::{Code, Diagnostic, column, quoted, to_u32};
use crate::format::edit::Edit;
use crate::format::id::derive;
use crate::format::item_line::{self, task_box};
use crate::format::source::Source;
use crate::history::History;
use crate::model::item::{Kind, is_placeholder, normalise_text};
use crate::model::section::Section;

/// The boxes of an entry that are no items, but for lists of names.
pub(super) fn find(path: &str, bytes: &[u8], vocabulary: &Vocabulary, history: &History) -> Vec<Finding> {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let mut found = Vec::new();
    // Under one heading, how many boxes there are and how many of them have a name.
    let mut by_heading: HashMap<Option<usize>, (usize, usize)> = HashMap::new();
    let mut lines = Vec::new();
    for (index, line) in body.lines.iter().enumerate() {
        let Some(content) = line.item.filter(|_| is_other(body.section(line)) && is_plain_line(&source, &body, line))
        else {
            continue;
        };
        let rest = &source.text[content..line.span.content.end];
        // `[1]` is a number, and `[?]` somebody's own sign.
        let Some((_, after)) = task_box(rest).filter(|(mark, _)| " xX->".contains(*mark)) else { continue };
        let read = item_line::read(&rest[after..]);
        let counts = by_heading.entry(line.heading).or_default();
        counts.0 += 1;
        counts.1 += usize::from(is_name(&read.text));
        let is_item =
            !read.owners.is_empty() || read.due.is_some() || !read.ids.is_empty() || !read.inner_ids.is_empty();
        if !is_item && !is_placeholder(&read.text) && !is_name(&read.text) {
            lines.push((index, content, read.text));
        }
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut given: Vec<String> = Vec::new();
    for (index, content, text) in lines {
        let line = &body.lines[index];
        // Where half of the boxes or more are names, the others are names too: initials, a nickname, "a guest".
        if by_heading.get(&line.heading).is_some_and(|(all, names)| names * 2 >= *all) {
            continue;
        }
        let ordinal = seen.entry(normalise_text(&text)).or_default();
        let borne = |id: &str| history.items.iter().any(|item| item.ids.iter().any(|known| known == id));
        let file = path.trim_start_matches("entries/");
        let id = derive(file, Kind::ActionItem, &text, *ordinal, |id| borne(id) || given.iter().any(|one| one == id));
        *ordinal += 1;
        let end = content + source.text[content..line.span.content.end].trim_end().len();
        let number = to_u32(source.lines_before_body + index + 1);
        let heading = line.heading.map_or("no heading", |heading| body.headings[heading].text.as_str());
        found.push(Finding {
            diagnostic: Diagnostic {
                code: Code::BoxElsewhere,
                path: path.to_owned(),
                line: number,
                column: column(&source.text, if number == 1 { 0 } else { line.span.full.start }, content),
                length: 3,
                message: format!("under `{}` a box without owner, due date or id is no item", quoted(heading)),
                remedy: "put it under action items, or name an owner, as in `- [ ] @alice …`".to_owned(),
            },
            repair: vec![Edit { range: end..end, text: format!(" ^{id}") }],
        });
        given.push(id);
    }
    found
}

pub(super) fn is_other(section: Section) -> bool {
    matches!(
        section,
        Section::Performance
            | Section::Growth
            | Section::Feedback
            | Section::CheckIn
            | Section::Decisions
            | Section::Other
    )
}

/// Whether a text is a person's name: two to four words with capitals and letters alone, but for what stands in brackets.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.split(['(', ',', '[']).next().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        let begins = word.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
        begins && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    (1..=4).contains(&words.len()) && words.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Files;
    use crate::model::pair::Pair;

    fn lines(text: &str) -> Vec<u32> {
        let history = History::new(Pair::default(), Files::default(), "2026-11-20".parse().expect("a day"));
        let found = find("entries/2026-11-20.md", text.as_bytes(), &Vocabulary::default(), &history);
        found.iter().map(|finding| finding.diagnostic.line).collect()
    }

    #[test]
    fn boxes_under_other_headings() {
        assert_eq!(lines("## Minutes\n- [ ] send the notes to all\n- [x] @bob call\n- [ ] x ^abcd\n- text\n"), [2]);
        assert_eq!(lines("## Plan\n- [ ] send the notes to all\n"), [0_u32; 0]);
    }

    #[test]
    fn lists_of_names_are_left_alone() {
        let text = "## Who\n- [x] Yehuda Katz\n- [x]  Amy Lam (AL)\n- [ ] Jean-Luc O'Neil\n- [x] 田中 由紀\n- [ ] somebody from sales\n";
        assert_eq!(lines(text), [0_u32; 0]);
        assert_eq!(lines("## Attendees\n- [x] somebody from sales\n"), [0_u32; 0]);
    }
}
