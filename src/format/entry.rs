//! One file as an entry: frontmatter and body put together (`docs/format.md`).

use std::ops::Range;

use chrono::NaiveDate;

use super::body::{Body, BodyLine, Visible, Vocabulary};
use super::diagnostic::{Code, Diagnostic, column, quoted, to_u32};
use super::frontmatter::{self, Frontmatter};
use super::item_line::{self, task_box};
use super::simple_yaml;
use super::source::{FRONTMATTER_LIMIT, Source};
use crate::model::entry::{Entry, EntryName, Score, parse_date};
use crate::model::item::{Mark, Mention, is_placeholder};
use crate::model::section::Section;

/// What a file says, and what is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The entry.
    pub entry: Entry,
    /// The problems, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the file `entries/NAME`.
pub fn read(name: &str, bytes: &[u8], vocabulary: &Vocabulary) -> Reading {
    let source = Source::new(bytes);
    let name = EntryName::new(name);
    let path = format!("entries/{}", name.file);
    let mut diagnostics = Vec::new();
    diagnostics.extend(not_utf8(&source, &path));
    let front = frontmatter::read(&source, &path, &mut diagnostics);
    let content = if front.unreadable {
        Content::default()
    } else {
        Content::read(&source, &Body::read(&source, vocabulary), &path, None, &mut diagnostics)
    };
    let entry = assemble(name, &source, front, content, &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    Reading { entry, diagnostics }
}

/// The date of the entry in the file `entries/NAME`, where the first lines of the file tell it beyond doubt: by the file's
/// name alone, or by the plainest kind of frontmatter. [`read`] says the same.
pub fn plain_date(name: &str, bytes: &[u8]) -> Option<NaiveDate> {
    let by_name = EntryName::new(name).date?;
    if !bytes.starts_with(b"---") {
        return (!bytes.starts_with("\u{feff}".as_bytes())).then_some(by_name);
    }
    let rest = str::from_utf8(bytes).ok()?.strip_prefix("---\n")?;
    let end = if rest.starts_with("---\n") { 0 } else { rest.find("\n---\n")? + 1 };
    let block = rest.get(..end).filter(|block| block.len() <= FRONTMATTER_LIMIT)?;
    match simple_yaml::read(block)?.get("date") {
        None => Some(by_name),
        Some(date) => date.as_str().and_then(parse_date),
    }
}

/// Reads `backlog.md` or `goals.md`: task-list lines, whatever their heading, are of the section given.
pub fn read_list(path: &str, bytes: &[u8], section: Section) -> (Vec<Mention>, Vec<Diagnostic>) {
    let source = Source::new(bytes);
    let mut diagnostics: Vec<Diagnostic> = not_utf8(&source, path).into_iter().collect();
    let body = Body::read(&source, &Vocabulary::default());
    let content = Content::read(&source, &body, path, Some(section), &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    (content.mentions, diagnostics)
}

fn assemble(
    name: EntryName,
    source: &Source<'_>,
    front: Frontmatter,
    content: Content,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entry {
    let path = format!("entries/{}", name.file);
    let place_of_date = || {
        let keys = source.frontmatter.clone().map(|range| frontmatter::key_spans(&source.text, range));
        keys.into_iter().flatten().find(|key| key.key == "date").map_or(0..0, |key| key.value)
    };
    if let (Some(date), Some(file_date), None) = (front.date, name.date, front.scheduled)
        && date != file_date
    {
        let message = format!("`date` is {date}, the file's name says {file_date}; {date} holds");
        let remedy = format!("add `scheduled: {file_date}` if the meeting was moved, else put `date` right");
        diagnostics.push(at(source, Code::DateDiffers, &path, place_of_date(), message, remedy));
    }
    let date = if front.unreadable { name.date } else { front.date.or(name.date) };
    if date.is_none() {
        let message = "this file has no date, and is no meeting";
        let remedy = "name it YYYY-MM-DD.md, or write `date: YYYY-MM-DD` between two lines `---` at its top";
        diagnostics.push(at(source, Code::NoDate, &path, 0..0, message, remedy));
    }
    let score = match front.engagement {
        Some(Ok(score)) => Some(score),
        Some(Err(())) => None,
        None => content.score,
    };
    Entry {
        name,
        date,
        scheduled: front.scheduled,
        status: front.status,
        status_line: front.status_line,
        reason: front.reason,
        score,
        minutes: front.minutes,
        prepared: front.prepared,
        kind: front.kind,
        imported: front.imported,
        unreadable: front.unreadable,
        prose: content.prose,
        growth_prose: content.growth_prose,
        mentions: content.mentions,
        look_alikes: content.look_alikes,
    }
}

/// What the lines of a body say.
#[derive(Default)]
struct Content {
    prose: bool,
    growth_prose: bool,
    mentions: Vec<Mention>,
    look_alikes: Vec<u32>,
    score: Option<Score>,
    /// The section of every line, where the file is a list of one kind.
    only: Option<Section>,
}

impl Content {
    fn read(
        source: &Source<'_>,
        body: &Body,
        path: &str,
        only: Option<Section>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut content = Self { only, ..Self::default() };
        diagnostics.extend(hidden_rest(source, body, path));
        for (index, line) in body.lines.iter().enumerate() {
            let number = to_u32(source.lines_before_body + index + 1);
            content.read_line(source, body, line, number, path, diagnostics);
        }
        content.score = score_under_heading(source, body);
        content
    }

    fn read_line(
        &mut self,
        source: &Source<'_>,
        body: &Body,
        line: &BodyLine,
        number: u32,
        path: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let flags = line.flags;
        if flags.heading || flags.rule || flags.fence {
            return;
        }
        let section = self.only.unwrap_or_else(|| body.section(line));
        let shown = body.without_comments(&source.text, line.span.content.clone());
        if shown.trim().is_empty() {
            return;
        }
        if flags.code || flags.quote {
            return self.saw_prose(section);
        }
        if let Some(item) = line.item {
            let end = line.span.content.end;
            if let Some((mark, after)) = task_box(&source.text[item..end]) {
                let text = body.without_comments(&source.text, item + after..end);
                let read = item_line::read(&text);
                if is_placeholder(&read.text) {
                    return;
                }
                if !read.bad_dates.is_empty() {
                    let places = body.visible(item + after..end);
                    report_bad_dates(source, path, number, &text, &places, &read.bad_dates, diagnostics);
                }
                let owner = line.heading.and_then(|index| body.headings[index].owner.clone());
                return self.saw_mention(mention(number, section, Mark::from_char(mark), read, owner));
            }
        }
        let bare = without_marks(&shown);
        if is_placeholder(bare) {
            return;
        }
        if looks_like_item(&shown, section) {
            self.look_alikes.push(number);
        }
        self.saw_prose(section);
    }

    fn saw_mention(&mut self, mention: Mention) {
        if mention.section == Section::Attendance {
            return;
        }
        let has_any_id = !mention.ids.is_empty() || !mention.inner_ids.is_empty();
        if mention.kind(has_any_id).is_some() {
            self.mentions.push(mention);
        } else {
            self.saw_prose(mention.section);
            if mention.section != Section::Engagement {
                self.look_alikes.push(mention.line);
            }
        }
    }

    fn saw_prose(&mut self, section: Section) {
        if section != Section::Attendance {
            self.prose = true;
            self.growth_prose |= matches!(section, Section::Growth | Section::Feedback);
        }
    }
}

/// Tells what hides the rest of the file.
fn hidden_rest(source: &Source<'_>, body: &Body, path: &str) -> Vec<Diagnostic> {
    let comment = body.open_comment.map(|offset| {
        let message = "this comment is never closed, so all that follows is hidden";
        at(source, Code::OpenComment, path, offset..offset + 4, message, "write `-->` where the comment ends")
    });
    let fence = body.open_fence.map(|offset| {
        let message = "this code block is never closed, so all that follows is read as code";
        let remedy = "write the same fence on a line of its own where the code ends";
        at(source, Code::OpenFence, path, offset..offset + 3, message, remedy)
    });
    comment.into_iter().chain(fence).collect()
}

fn mention(line: u32, section: Section, mark: Mark, read: item_line::ItemLine, owner: Option<String>) -> Mention {
    Mention {
        line,
        section,
        mark,
        text: read.text,
        owners: read.owners,
        heading_owner: owner,
        due: read.due,
        done: read.done,
        reopened: read.reopened.is_some(),
        ids: read.ids,
        inner_ids: read.inner_ids,
    }
}

/// A line without its bullet or number and its box, as somebody would type a placeholder.
fn without_marks(line: &str) -> &str {
    let line = line.trim();
    let unnumbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = match line.strip_prefix(['-', '*', '+']) {
        Some(rest) => rest,
        None if unnumbered.len() < line.len() => unnumbered.strip_prefix(['.', ')']).unwrap_or(line),
        None => line,
    };
    let bare = if after.is_empty() || after.starts_with(char::is_whitespace) { after.trim_start() } else { line };
    task_box(bare).map_or(bare, |(_, end)| &bare[end..])
}

/// A plain bullet under action items, or a box (well formed or nearly so) in a place where it is no item.
fn looks_like_item(line: &str, section: Section) -> bool {
    if matches!(section, Section::Attendance | Section::Engagement) {
        return false;
    }
    let line = line.trim_start();
    let bullet = line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with([' ', '\t']));
    let content = bullet.unwrap_or(line).trim_start();
    let nearly_box =
        ["[]", "[ ]", "[x]", "[X]"].iter().any(|start| content.starts_with(start)) && !content.contains("](");
    nearly_box || (section == Section::Actions && bullet.is_some())
}

/// The score that stands under an engagement heading: the first line that is neither blank nor a comment, where it
/// reads `8`, `8/10` or `score: 8`.
fn score_under_heading(source: &Source<'_>, body: &Body) -> Option<Score> {
    let under = |line: &&BodyLine| body.section(line) == Section::Engagement && !line.flags.heading;
    let line = body
        .lines
        .iter()
        .filter(under)
        .find(|line| !body.without_comments(&source.text, line.span.content.clone()).trim().is_empty())?;
    let value = score_line(&body.without_comments(&source.text, line.span.content.clone()))?;
    let index = body.lines.partition_point(|other| other.span.full.start < line.span.full.start);
    Some(Score { value, line: to_u32(source.lines_before_body + index + 1) })
}

fn score_line(line: &str) -> Option<f64> {
    let line = line.trim();
    let bare = line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with([' ', '\t'])).unwrap_or(line);
    let packed: String = bare.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let number = packed.strip_prefix("score:").or(packed.strip_suffix("/10")).unwrap_or(&packed);
    (1..=10_u8).find(|score| number == score.to_string()).map(f64::from)
}

/// The first byte that is no UTF-8.
fn not_utf8(source: &Source<'_>, path: &str) -> Option<Diagnostic> {
    let offset = source.invalid?;
    let message = "this is no UTF-8 text";
    let remedy = "save the file as UTF-8; until then such bytes are read as `?` and left as they are";
    Some(at(source, Code::NotUtf8, path, offset..offset + 1, message, remedy))
}

/// Tells the dates of one line that are none, given as ranges of what a reader sees of it. Their columns are counted
/// from one to the next, so that a long line costs no more than its length.
fn report_bad_dates(
    source: &Source<'_>,
    path: &str,
    number: u32,
    text: &str,
    visible: &Visible,
    bad_dates: &[Range<usize>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut last = visible.place(0);
    let (_, mut at) = source.place(last);
    for bad in bad_dates {
        let (from, to) = (visible.place(bad.start), visible.place(bad.end - 1) + 1);
        at += to_u32(source.text[last..from].chars().count());
        last = from;
        diagnostics.push(Diagnostic {
            code: Code::BadDate,
            path: path.to_owned(),
            line: number,
            column: at,
            length: column(&source.text, from, source.text.ceil_char_boundary(to)) - 1,
            message: format!("`{}` is no date, and stays text", quoted(&text[bad.clone()])),
            remedy: "write YYYY-MM-DD, a day that the calendar has".to_owned(),
        });
    }
}

fn at(
    source: &Source<'_>,
    code: Code,
    path: &str,
    range: Range<usize>,
    message: impl Into<String>,
    remedy: impl Into<String>,
) -> Diagnostic {
    let (line, column) = source.place(range.start);
    let length = source.text.get(range).map_or(1, |text| text.chars().count().max(1));
    Diagnostic {
        code,
        path: path.to_owned(),
        line,
        column,
        length: to_u32(length),
        message: message.into(),
        remedy: remedy.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, column, length.
    type Place = (u32, u32, u32);

    fn places(text: &str) -> Vec<Place> {
        let reading = read("2026-11-20.md", text.as_bytes(), &Vocabulary::default());
        reading.diagnostics.iter().map(|told| (told.line, told.column, told.length)).collect()
    }

    #[test]
    fn bad_dates_are_told_where_they_stand() {
        let table: [(&str, &[Place]); 7] = [
            ("- [ ] a due:friday", &[(1, 9, 10)]),
            ("- [ ] due:x due:x", &[(1, 7, 5), (1, 13, 5)]),
            ("- [ ] <!-- due:x --> due:x", &[(1, 22, 5)]),
            ("- [ ] due:<!-- -->x", &[(1, 7, 13)]),
            ("- [ ] 日本 📅 2026-02-30", &[(1, 10, 12)]),
            ("\u{feff}- [ ] due:x", &[(1, 7, 5)]),
            ("a\r\n\t- [ ] due:x\r\n", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(places(text), expected, "{text:?}");
        }
        assert_eq!(places("- b\r\n\t- [ ] due:x\r\n"), [(2, 8, 5)]);
    }

    #[test]
    fn a_plain_date_is_the_date() {
        let told = [
            "",
            "- a\n",
            "---\ndate: 2026-11-27\n---\n",
            "---\nstatus: held\n---\ndate: 2026-11-27\n",
            "---\n---\n---\n",
            "---\nscheduled: 2026-11-27\n---\na\n---\n",
        ];
        let left = [
            "---\ndate: 2026-02-30\n---\n",
            "---\ndate: \"2026-11-27\"\n---\n",
            "---\nstatus: held\n...\ndate: 2026-11-27\n---\n",
            "---\nstatus: held\n--- \ndate: 2026-11-27\n---\n",
            "---\ndate: 2026-11-27\n",
            "---\r\ndate: 2026-11-27\r\n---\r\n",
            "\u{feff}---\ndate: 2026-11-27\n---\n",
            "--- \ndate: 2026-11-27\n---\n",
        ];
        for text in told {
            let date = plain_date("2026-11-20.md", text.as_bytes());
            assert_eq!(date, read("2026-11-20.md", text.as_bytes(), &Vocabulary::default()).entry.date, "{text:?}");
        }
        for text in left {
            assert_eq!(plain_date("2026-11-20.md", text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(plain_date("notes.md", b"a"), None);
    }

    #[test]
    fn lists_hold_items_of_their_section_under_any_heading() {
        let (mentions, _) = read_list("backlog.md", b"# Ideas\n- [ ] a\n\n## Attendance\n- [ ] b\n", Section::Topics);
        let read: Vec<_> = mentions.iter().map(|mention| (mention.text.as_str(), mention.section)).collect();
        assert_eq!(read, [("a", Section::Topics), ("b", Section::Topics)]);
    }

    #[test]
    fn lists_tell_what_is_no_utf8() {
        let (mentions, diagnostics) = read_list("backlog.md", b"- [ ] a\xff\n", Section::Topics);
        assert_eq!((mentions.len(), diagnostics.len()), (1, 1));
        assert_eq!(diagnostics[0].code, Code::NotUtf8);
    }
}
