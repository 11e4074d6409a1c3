//! Lossless edits: each is a list of (range, new text) over the user's bytes, and changes nothing else. After an edit of
//! the frontmatter the result is read again: where anything but the key meant has changed, the edit is refused.

use std::ops::Range;

use thiserror::Error;

use super::body::{Body, Vocabulary};
use super::frontmatter::{KeySpan, key_spans, parse_mapping, value_length};
use super::item_line::task_box;
use super::lines::ending;
use super::source::Source;
use crate::model::section::Section;

/// Why an edit is not possible.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditError {
    /// The frontmatter cannot be read, so nothing can be changed in it safely.
    #[error("the frontmatter cannot be read; put it right first (`oneonone check` shows where)")]
    UnreadableFrontmatter,
    /// The key is written in a way that cannot be changed without touching something else.
    #[error("`{0}` is written in a way that cannot be changed safely; change it in an editor")]
    UnsafeKey(String),
    /// There is no item on the line.
    #[error("there is no item on line {0}")]
    NoItem(u32),
    /// The text would not stand in the section, since something above it (an open code fence, say) swallows it.
    #[error("the text cannot be put under `{0}`: what stands above it is not closed")]
    Swallowed(&'static str),
}

/// One change: the bytes of the range become the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub range: Range<usize>,
    /// What stands there then.
    pub text: String,
}

/// The bytes with the edits made; ranges are those of the bytes given, and must not overlap.
pub fn apply(bytes: &[u8], mut edits: Vec<Edit>) -> Vec<u8> {
    // Stable, so that insertions at one place keep their order.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut result = Vec::with_capacity(bytes.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        let start = edit.range.start.clamp(at, bytes.len());
        result.extend_from_slice(&bytes[at..start]);
        result.extend_from_slice(edit.text.as_bytes());
        at = edit.range.end.clamp(start, bytes.len());
    }
    result.extend_from_slice(&bytes[at..]);
    result
}

/// Sets a key of the frontmatter to a value in YAML; a file without frontmatter gets one.
pub fn set_key(bytes: &[u8], key: &str, value: &str) -> Result<Vec<u8>, EditError> {
    let source = Source::new(bytes);
    let end = ending(&source.text);
    let Some(range) = source.frontmatter.clone() else {
        let text = format!("---{end}{key}: {value}{end}---{end}");
        return Ok(apply(bytes, vec![Edit { range: source.body..source.body, text }]));
    };
    let before = parse_mapping(&source.text[range.clone()]).map_err(|_| EditError::UnreadableFrontmatter)?;
    let edit = key_edit(&source.text, range, key, value, end);
    let result = apply(bytes, vec![edit]);
    verify_keys(&before, &result, key, value)?;
    Ok(result)
}

/// The same for a file that is YAML as a whole, such as the pair file. The value may have several lines, each but the
/// first indented.
pub fn set_yaml_key(bytes: &[u8], key: &str, value: &str) -> Result<Vec<u8>, EditError> {
    let source = Source::new(bytes);
    let start = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    let before = parse_mapping(&source.text[start..]).map_err(|_| EditError::UnreadableFrontmatter)?;
    let end = ending(&source.text);
    let range = start..source.text.len();
    let mut edit = key_edit(&source.text, range, key, value, end);
    if edit.range.start == source.text.len() && !source.text.is_empty() && !source.text.ends_with(['\n', '\r']) {
        edit.text = format!("{end}{}", edit.text);
    }
    let result = apply(bytes, vec![edit]);
    let text = String::from_utf8_lossy(&result[start..]).into_owned();
    let after = parse_mapping(&text).map_err(|_| EditError::UnsafeKey(key.to_owned()))?;
    same_but(&before, &after, key).then_some(result).ok_or_else(|| EditError::UnsafeKey(key.to_owned()))
}

/// Removes a key of the frontmatter with the lines that it takes.
pub fn remove_key(bytes: &[u8], key: &str) -> Result<Vec<u8>, EditError> {
    let source = Source::new(bytes);
    let Some(range) = source.frontmatter.clone() else { return Ok(bytes.to_vec()) };
    let before = parse_mapping(&source.text[range.clone()]).map_err(|_| EditError::UnreadableFrontmatter)?;
    let Some(span) = find_key(&source.text, range, key) else { return Ok(bytes.to_vec()) };
    let result = apply(bytes, vec![Edit { range: span.full, text: String::new() }]);
    let after = Source::new(&result);
    let after = after.frontmatter_text().and_then(|text| parse_mapping(text).ok());
    let same = after.is_some_and(|after| same_but(&before, &after, key));
    same.then_some(result).ok_or_else(|| EditError::UnsafeKey(key.to_owned()))
}

fn find_key(text: &str, block: Range<usize>, key: &str) -> Option<KeySpan> {
    key_spans(text, block).into_iter().find(|span| span.key == key)
}

fn key_edit(text: &str, block: Range<usize>, key: &str, value: &str, end: &str) -> Edit {
    match find_key(text, block.clone(), key) {
        Some(span) => {
            let first_line_end =
                text[span.value.start..].find(['\n', '\r']).map_or(text.len(), |n| span.value.start + n);
            let is_one_line = text[first_line_end..span.full.end].trim().is_empty();
            if is_one_line && !value.contains('\n') {
                let kept = span.value.start + value_length(&text[span.value.clone()]);
                let space = if span.value.start == 0 || text[..span.value.start].ends_with(':') { " " } else { "" };
                Edit { range: span.value.start..kept, text: format!("{space}{value}") }
            } else {
                let space = if value.starts_with(['\n', '\r']) { "" } else { " " };
                let name = &text[span.name.clone()];
                Edit { range: span.full, text: format!("{name}:{space}{value}{end}") }
            }
        }
        None => {
            let space = if value.starts_with(['\n', '\r']) { "" } else { " " };
            Edit { range: block.end..block.end, text: format!("{key}:{space}{value}{end}") }
        }
    }
}

fn verify_keys(before: &serde_yaml::Mapping, result: &[u8], key: &str, value: &str) -> Result<(), EditError> {
    let unsafe_key = || EditError::UnsafeKey(key.to_owned());
    let after = Source::new(result);
    let after = after.frontmatter_text().and_then(|text| parse_mapping(text).ok()).ok_or_else(unsafe_key)?;
    let wanted: serde_yaml::Value = serde_yaml::from_str(value).map_err(|_| unsafe_key())?;
    let is_set = after.get(key) == Some(&wanted);
    (is_set && same_but(before, &after, key)).then_some(()).ok_or_else(unsafe_key)
}

fn same_but(before: &serde_yaml::Mapping, after: &serde_yaml::Mapping, key: &str) -> bool {
    let others = |map: &serde_yaml::Mapping| {
        let mut map = map.clone();
        map.remove(key);
        map
    };
    others(before) == others(after)
}

/// A text as a YAML scalar that YAML 1.1 and 1.2 readers take for the same string.
pub fn yaml_string(text: &str) -> String {
    let plain_start = text.chars().next().is_some_and(char::is_alphabetic);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')' | '+');
    let words = ["yes", "no", "on", "off", "true", "false", "null", "y", "n"];
    let is_word = words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if plain_start && text.chars().all(plain) && !is_word && text.trim() == text {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A change to the item on a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemEdit {
    /// The line, from 1.
    pub line: u32,
    /// What stands in the box then.
    pub mark: Option<char>,
    /// Words to add at the end of the line, such as `done:2026-11-20` or `^a7k2mm`.
    pub append: Vec<String>,
}

/// Changes items, each on its line; every other byte stays.
pub fn edit_items(bytes: &[u8], changes: &[ItemEdit]) -> Result<Vec<u8>, EditError> {
    let source = Source::new(bytes);
    let body = Body::read(&source, &Vocabulary::default());
    let mut edits = Vec::new();
    for change in changes {
        let index = (change.line as usize).checked_sub(source.lines_before_body + 1);
        let line = index.and_then(|index| body.lines.get(index)).ok_or(EditError::NoItem(change.line))?;
        let item = line.item.ok_or(EditError::NoItem(change.line))?;
        let rest = &source.text[item..line.span.content.end];
        let (mark, after) = task_box(rest).ok_or(EditError::NoItem(change.line))?;
        if line.flags.quote || line.flags.code {
            return Err(EditError::NoItem(change.line));
        }
        if let Some(new) = change.mark.filter(|new| *new != mark) {
            edits.push(Edit { range: item + 1..item + 1 + mark.len_utf8(), text: new.to_string() });
        }
        let end = end_of_words(&source.text, &body, item + after..line.span.content.end);
        for word in &change.append {
            edits.push(Edit { range: end..end, text: format!(" {word}") });
        }
    }
    Ok(apply(bytes, edits))
}

/// Where words are added to a line: behind the last one, but before a comment that goes on in the next line.
fn end_of_words(text: &str, body: &Body, rest: Range<usize>) -> usize {
    let next = body.comments.partition_point(|comment| comment.end <= rest.end);
    let open = body.comments.get(next).filter(|comment| rest.contains(&comment.start));
    let to = open.map_or(rest.end, |comment| comment.start);
    rest.start + text[rest.start..to].trim_end().len()
}

/// Puts lines at the end of a section, under the first heading that is this section; without one, under a new heading
/// at the end of the file. The lines bear no line ends.
pub fn insert_under(
    bytes: &[u8],
    section: Section,
    lines: &[String],
    vocabulary: &Vocabulary,
) -> Result<Vec<u8>, EditError> {
    if lines.is_empty() {
        return Ok(bytes.to_vec());
    }
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let end = ending(&source.text);
    let heading = body.headings.iter().find(|heading| heading.named == Some(section));
    let edit = match heading {
        Some(heading) => {
            let below = body.lines.iter().skip(heading.lines.end).take_while(|line| !line.flags.heading);
            let is_kept = |line: &&super::body::BodyLine| {
                !line.flags.rule && !source.text[line.span.content.clone()].trim().is_empty()
            };
            let last = below.filter(is_kept).last().or_else(|| body.lines.get(heading.lines.end - 1));
            insertion(&source.text, last.map_or(source.body, |line| line.span.full.end), lines, end)
        }
        None => {
            let gap = if source.text[source.body..].trim().is_empty() { "" } else { end };
            let mut new = vec![format!("## {}", section.title())];
            if source.text[source.body..].ends_with(&format!("{end}{end}")) || gap.is_empty() {
                new.push(String::new());
            } else {
                new.splice(0..0, [String::new()]);
                new.push(String::new());
            }
            new.extend(lines.iter().cloned());
            insertion(&source.text, source.text.len(), &new, end)
        }
    };
    let result = apply(bytes, vec![edit]);
    verify_insertion(&body, &result, section, lines, vocabulary)?;
    Ok(result)
}

/// The whole lines as one insertion at the beginning of a line, or behind a last line that has no end.
fn insertion(text: &str, at: usize, lines: &[String], end: &str) -> Edit {
    let joined = lines.join(end);
    let is_open_end = at == text.len() && !text.is_empty() && !text.ends_with(['\n', '\r', '\u{feff}']);
    let text = if is_open_end { format!("{end}{joined}") } else { format!("{joined}{end}") };
    Edit { range: at..at, text }
}

fn verify_insertion(
    before: &Body,
    result: &[u8],
    section: Section,
    lines: &[String],
    vocabulary: &Vocabulary,
) -> Result<(), EditError> {
    let source = Source::new(result);
    let after = Body::read(&source, vocabulary);
    let (mut items, mut items_after) = (before.items_by_section(), after.items_by_section());
    let bullets = lines.iter().filter(|line| line.starts_with("- ")).count();
    let wanted = items.remove(&section).unwrap_or(0) + bullets;
    let added = items_after.remove(&section).unwrap_or(0) >= wanted;
    let same_headings = before.headings.iter().all(|old| after.headings.iter().any(|new| new.text == old.text));
    let stands = added && items_after == items && same_headings;
    stands.then_some(()).ok_or(EditError::Swallowed(section.title()))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given<'a>(&'a str);

    fn given(text: &str) -> Given<'_> {
        Given(text)
    }

    impl Given<'_> {
        fn setting(&self, key: &str, value: &str, produces: &str) {
            let result = set_key(self.0.as_bytes(), key, value).map(|bytes| String::from_utf8(bytes).unwrap());
            assert_eq!(result.as_deref(), Ok(produces));
        }

        fn inserting(&self, section: Section, line: &str, produces: &str) {
            let result = insert_under(self.0.as_bytes(), section, &[line.to_owned()], &Vocabulary::default());
            assert_eq!(result.map(|bytes| String::from_utf8(bytes).unwrap()).as_deref(), Ok(produces));
        }
    }

    #[test]
    fn a_key_is_set_and_nothing_else() {
        given("---\nstatus: planned # by Bob\n---\nx\n").setting(
            "status",
            "held",
            "---\nstatus: held # by Bob\n---\nx\n",
        );
        given("---\r\nstatus:\r\n---\r\nx").setting("status", "held", "---\r\nstatus: held\r\n---\r\nx");
        given("---\na: 1\n---\n").setting("minutes", "45", "---\na: 1\nminutes: 45\n---\n");
        given("text\n").setting("minutes", "45", "---\nminutes: 45\n---\ntext\n");
        given("\u{feff}text\r\n").setting("minutes", "45", "\u{feff}---\r\nminutes: 45\r\n---\r\ntext\r\n");
        given("").setting("minutes", "45", "---\nminutes: 45\n---\n");
        given("---\nengagement:\n  score: 4\n  scale: 5\nz: 1\n---\n").setting(
            "engagement",
            "8",
            "---\nengagement: 8\nz: 1\n---\n",
        );
        given("---\nreason: \"a # b\" # c\n---\n").setting("reason", "d", "---\nreason: d # c\n---\n");
    }

    #[test]
    fn what_cannot_be_read_is_not_edited() {
        let result = set_key(b"---\na: [\n---\nx", "status", "held");
        assert_eq!(result, Err(EditError::UnreadableFrontmatter));
        let result = set_key(b"---\na: &x {status: planned}\nstatus: |\n text\n more\nb: *x\n---\nx", "status", "held");
        assert!(result.is_ok());
    }

    #[test]
    fn lines_stand_at_the_end_of_their_section() {
        given("## Look back\n<!-- prompt -->\n\n## Topics\n").inserting(
            Section::LookBack,
            "- new",
            "## Look back\n<!-- prompt -->\n- new\n\n## Topics\n",
        );
        given("## Topics\n- old").inserting(Section::Topics, "- new", "## Topics\n- old\n- new");
        given("## Topics\n").inserting(Section::Topics, "- new", "## Topics\n- new\n");
        given("## Topics\r\n- old\r\n\r\n---\r\n\r\n## Actions\r\n").inserting(
            Section::Topics,
            "- new",
            "## Topics\r\n- old\r\n- new\r\n\r\n---\r\n\r\n## Actions\r\n",
        );
        given("prose\n").inserting(Section::Topics, "- new", "prose\n\n## Open discussion\n\n- new\n");
        given("").inserting(Section::Topics, "- new", "## Open discussion\n\n- new\n");
    }

    #[test]
    fn an_open_fence_is_not_written_into() {
        let result =
            insert_under(b"## Topics\n```\ncode\n", Section::Topics, &["- new".to_owned()], &Vocabulary::default());
        assert_eq!(result, Err(EditError::Swallowed("Open discussion")));
    }

    #[test]
    fn a_tick_changes_the_box_and_adds_the_date() {
        let edit = ItemEdit { line: 2, mark: Some('x'), append: vec!["done:2026-11-20".to_owned()] };
        let result = edit_items(b"# A\r\n  * [ ] Do it  \r\nrest", &[edit]).unwrap();
        assert_eq!(result, b"# A\r\n  * [x] Do it done:2026-11-20  \r\nrest");
    }

    #[test]
    fn words_are_added_before_a_comment_that_goes_on() {
        let edit = ItemEdit { line: 1, mark: None, append: vec!["^a7k2mm".to_owned()] };
        let result = edit_items(b"- [ ] Do it <!-- a\n  b --> c\n", &[edit]).unwrap();
        assert_eq!(String::from_utf8_lossy(&result), "- [ ] Do it ^a7k2mm <!-- a\n  b --> c\n");
    }

    #[test]
    fn a_box_in_a_quote_is_no_item() {
        let edit = ItemEdit { line: 1, mark: Some('x'), append: Vec::new() };
        assert_eq!(edit_items(b"> - [ ] Do it\n", &[edit]), Err(EditError::NoItem(1)));
    }

    #[test]
    fn strings_are_read_alike_by_old_and_new_yaml() {
        for (text, expected) in [
            ("14:00", "\"14:00\""),
            ("no", "\"no\""),
            ("plain words", "plain words"),
            ("a: b", "\"a: b\""),
            ("", "\"\""),
        ] {
            assert_eq!(yaml_string(text), expected);
        }
    }
}
