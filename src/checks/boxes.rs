//! `almost-a-box` and `bullet-under-actions`: lines that look like items, and are none for want of a box.

use std::ops::Range;

use super::Finding;
use super::elsewhere::{is_name, is_other};
use crate::format::body::{Body, BodyLine, Vocabulary};
use crate::format::diagnostic::{Code, Diagnostic, column, quoted, to_u32};
use crate::format::edit::Edit;
use crate::format::item_line::{self, task_box};
use crate::format::source::Source;
use crate::model::item::{is_placeholder, says_nothing};
use crate::model::section::Section;

/// The lines of a file that are nearly boxes, and the plain ones under action items. `only` is the section of every line,
/// where the file is a list.
pub(super) fn find(path: &str, bytes: &[u8], vocabulary: &Vocabulary, only: Option<Section>) -> Vec<Finding> {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let mut found = Vec::new();
    for (index, line) in body.lines.iter().enumerate() {
        let section = only.unwrap_or_else(|| body.section(line));
        if !is_plain_line(&source, &body, line) {
            continue;
        }
        let place = Place { source: &source, path, number: to_u32(source.lines_before_body + index + 1), line };
        if !makes_items(section) {
            if is_other(section)
                && let Some((range, edit)) = nearly(&source.text, line)
                && !is_name(source.text[edit.range.end.max(range.end)..line.span.content.end].trim())
            {
                let heading = line.heading.map_or("no heading", |heading| body.headings[heading].text.as_str());
                found.push(place.almost_elsewhere(range, heading));
            }
        } else if let Some((range, edit)) = nearly(&source.text, line) {
            found.push(place.almost(range, edit));
        } else if section == Section::Actions
            && only.is_none()
            && let Some(content) = task_without_box(&source, &body, index)
        {
            found.push(place.bullet(content));
        }
    }
    found
}

/// Whether a box is an item there, whatever else the line has.
fn makes_items(section: Section) -> bool {
    matches!(
        section,
        Section::LookBack
            | Section::LookForward
            | Section::Actions
            | Section::Blockers
            | Section::Topics
            | Section::Milestones
    )
}

/// A line of text that a reader sees as it stands.
pub(super) fn is_plain_line(source: &Source<'_>, body: &Body, line: &BodyLine) -> bool {
    let flags = line.flags;
    let content = line.span.content.clone();
    let is_text = !flags.heading && !flags.rule && !flags.fence && !flags.code && !flags.quote;
    is_text
        && matches!(body.without_comments(&source.text, content), std::borrow::Cow::Borrowed(text) if !text.trim().is_empty())
}

/// A line that is nearly a box: the part that makes it look so, and what makes it one.
fn nearly(text: &str, line: &BodyLine) -> Option<(Range<usize>, Edit)> {
    let end = line.span.content.end;
    match line.item {
        Some(content) => {
            let rest = &text[content..end];
            let (length, mark, after) = loose_box(rest)?;
            let space = if after.starts_with(char::is_whitespace) { "" } else { " " };
            let range = content..content + length;
            has_text(after).then(|| (range.clone(), Edit { range, text: format!("[{mark}]{space}") }))
        }
        None => {
            let start = end - text[line.span.content.clone()].trim_start().len();
            let rest = &text[start..end];
            if let Some(behind) = rest.strip_prefix(['-', '*', '+']) {
                let (_, length) = ticked(behind)?;
                let at = start + 1;
                return has_text(&behind[length..])
                    .then(|| (start..at + length, Edit { range: at..at, text: " ".into() }));
            }
            let (range, text, behind) = match (ticked(rest), loose_box(rest)) {
                (Some((_, length)), _) => (start..start, "- ".to_owned(), &rest[length..]),
                (None, Some((length, mark, behind))) if behind.starts_with(char::is_whitespace) => {
                    (start..start + length, format!("- [{mark}]"), behind)
                }
                _ => return None,
            };
            let length = rest.len() - behind.len();
            has_text(behind).then(|| (start..start + length, Edit { range, text }))
        }
    }
}

/// A box as one is written, and its length.
fn ticked(text: &str) -> Option<(char, usize)> {
    task_box(text).filter(|(mark, _)| matches!(mark, ' ' | 'x' | 'X'))
}

/// What begins like a box and is none: `[]`, `[x ]`, `[ ]text`. Its length, its mark, and what follows.
fn loose_box(text: &str) -> Option<(usize, char, &str)> {
    if task_box(text).is_some() {
        return None;
    }
    let inside = text.strip_prefix('[')?;
    let close = inside.bytes().take(4).position(|b| b == b']')?;
    let (inner, after) = (&inside[..close], &inside[close + 1..]);
    let mark = match inner.trim() {
        "" => ' ',
        "x" => 'x',
        "X" => 'X',
        _ => return None,
    };
    // `[](address)`, `[x][note]` and `[x]: address` are links, and `[]byte` is code.
    let follows = after.chars().next()?;
    let is_box = follows.is_whitespace() || (!inner.is_empty() && (follows.is_alphanumeric() || follows == '@'));
    is_box.then_some((close + 2, mark, after))
}

fn has_text(after: &str) -> bool {
    !is_placeholder(&item_line::read(after).text)
}

/// A list line under action items that says what somebody has to do: where its text begins.
fn task_without_box(source: &Source<'_>, body: &Body, index: usize) -> Option<usize> {
    let line = &body.lines[index];
    let content = line.item?;
    let whole = &source.text[line.span.content.clone()];
    let text = source.text[content..line.span.content.end].trim();
    // Lines further in are details of the one above; numbers are mostly an order of the day.
    let is_top = whole.starts_with(['-', '*', '+'])
        || whole.strip_prefix(' ').is_some_and(|rest| rest.starts_with(['-', '*', '+']));
    if !is_top || task_box(text).is_some() || is_placeholder(text) || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let is_label = text.ends_with(':') || (text.split_whitespace().count() <= 2 && has_details(source, body, index));
    (!is_label && !says_nothing(text) && !is_done(text)).then_some(content)
}

fn has_details(source: &Source<'_>, body: &Body, index: usize) -> bool {
    body.lines
        .get(index + 1)
        .is_some_and(|next| next.item.is_some() && source.text[next.span.content.clone()].starts_with(['\t', ' ']))
}

/// A line that says itself that it is done must not become an open box.
fn is_done(text: &str) -> bool {
    let plain = text.trim_start_matches(['*', '_', '[', '(']).to_lowercase();
    ["~~", "✅", "✔", "☑", "✓", "done", "x ", "cancelled", "dropped"].iter().any(|start| plain.starts_with(start))
        || ["(done)", "[done]", "- done", "✅", "✔", "✓"].iter().any(|end| plain.ends_with(end))
}

/// Where a finding stands.
struct Place<'s> {
    source: &'s Source<'s>,
    path: &'s str,
    number: u32,
    line: &'s BodyLine,
}

impl Place<'_> {
    /// Where a box would be no item either.
    fn almost_elsewhere(&self, range: Range<usize>, heading: &str) -> Finding {
        Finding {
            diagnostic: self.told(
                Code::AlmostABox,
                range,
                format!("this looks like a box, and is text; under `{}` a box alone is no item", quoted(heading)),
                "put it under action items, or write `- [ ] @alice …` with its owner".to_owned(),
            ),
            repair: Vec::new(),
        }
    }

    fn almost(&self, range: Range<usize>, edit: Edit) -> Finding {
        let mended = {
            let (start, end) = (self.line.span.content.start, self.line.span.content.end);
            let text = &self.source.text;
            format!("{}{}{}", &text[start..edit.range.start], edit.text, &text[edit.range.end..end])
        };
        let shown: String = mended.trim().chars().take(40).collect();
        Finding {
            diagnostic: self.told(
                Code::AlmostABox,
                range,
                "this looks like a box, and is read as text".to_owned(),
                format!("write `{}`; `oneonone check --fix` does it", shown.trim_end()),
            ),
            repair: vec![edit],
        }
    }

    fn bullet(&self, content: usize) -> Finding {
        Finding {
            diagnostic: self.told(
                Code::BulletUnderActions,
                content..self.line.span.content.end,
                "this stands under action items, and is none: it has no box".to_owned(),
                "write `- [ ]` before it; `oneonone check --fix` does it".to_owned(),
            ),
            repair: vec![Edit { range: content..content, text: "[ ] ".into() }],
        }
    }

    fn told(&self, code: Code, range: Range<usize>, message: String, remedy: String) -> Diagnostic {
        let start = self.line.span.full.start;
        let at = column(&self.source.text, if self.number == 1 { 0 } else { start }, range.start);
        let length = to_u32(self.source.text[range].trim_end().chars().count().max(1));
        Diagnostic { code, path: self.path.to_owned(), line: self.number, column: at, length, message, remedy }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::edit::apply;

    /// Every line found, as the repairs make it.
    fn mended(text: &str) -> String {
        let found = find("entries/2026-11-20.md", text.as_bytes(), &Vocabulary::default(), None);
        let edits = found.into_iter().flat_map(|finding| finding.repair).collect();
        String::from_utf8(apply(text.as_bytes(), edits)).expect("text")
    }

    #[test]
    fn boxes_that_are_nearly_some() {
        for (line, expected) in [
            ("- [] call", "- [ ] call"),
            ("* [x]call", "* [x] call"),
            ("- [ ]@bob call", "- [ ] @bob call"),
            ("- [x ] call", "- [x] call"),
            ("- [  ] call", "- [ ] call"),
            ("-[ ] call", "- [ ] call"),
            ("[ ] call", "- [ ] call"),
            ("[X] call", "- [X] call"),
            ("[] call", "- [ ] call"),
            ("  1. [ X] call", "  1. [X] call"),
        ] {
            assert_eq!(mended(&format!("## Plan\n\n{line}\n")), format!("## Plan\n\n{expected}\n"), "{line}");
        }
        for line in [
            "- [](https://x.example)",
            "- [x](https://x.example) y",
            "- [x]: https://x.example",
            "- [x][y]",
            "- []byte is a type",
            "- [ ] a box",
            "- [/] another",
            "- []",
            "- [x]TODO",
            "[ ]",
            "> [ ] call",
            "    [ ] call",
            "`[ ] call`",
            "[1] call",
            "[x]call",
            "<!-- - [] call -->",
        ] {
            assert_eq!(mended(&format!("## Plan\n\n{line}\n")), format!("## Plan\n\n{line}\n"), "{line}");
        }
    }

    #[test]
    fn attendance_and_other_headings_are_left_alone() {
        for heading in ["Attendance", "Present", "Engagement", "Who was there", "Notes", "Decisions"] {
            for line in ["- [] Alice Chen", "[x] Alice Chen", "- [x]Alice Chen", "- Alice Chen"] {
                let text = format!("## {heading}\n\n{line}\n");
                assert_eq!(mended(&text), text);
            }
        }
    }

    #[test]
    fn where_a_box_is_no_item_it_is_told_alone() {
        for line in ["- [] send the plan", "- [x]book a room", "[ ] ask Bob"] {
            let text = format!("## 2026-11-20\n\n{line}\n");
            let found = find("entries/2026-11-20.md", text.as_bytes(), &Vocabulary::default(), None);
            assert_eq!(found.len(), 1, "{line}");
            assert!(found[0].repair.is_empty() && found[0].diagnostic.message.contains("`2026-11-20`"), "{line}");
        }
    }

    #[test]
    fn plain_lines_under_actions() {
        for (line, expected) in [("- @bob call them", "- [ ] @bob call them"), ("* Call", "* [ ] Call")] {
            assert_eq!(mended(&format!("## Actions\n{line}\n")), format!("## Actions\n{expected}\n"));
        }
        for line in [
            "- None",
            "- N/A",
            "- No action items this week",
            "- nothing new.",
            "- TODO",
            "- Alice:",
            "- Alice Chen\n  - [ ] call",
            "- ~~call~~",
            "- ✅ call",
            "- [DONE] call",
            "1. call",
            "- ...",
            "- ---",
            "Call them.",
        ] {
            assert_eq!(mended(&format!("## Actions\n{line}\n")), format!("## Actions\n{line}\n"), "{line}");
        }
        assert_eq!(mended("## Actions\n- call\n  - by phone\n"), "## Actions\n- call\n  - by phone\n");
        assert_eq!(
            mended("## Actions\n- call them soon\n  - by phone\n"),
            "## Actions\n- [ ] call them soon\n  - by phone\n"
        );
    }
}
