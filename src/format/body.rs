//! The body of an entry by line: headings and the sections that they open, what is code, quote or comment, and the list
//! items. The Markdown is read by pulldown-cmark; every line is a place in the user's own bytes.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::lines::LineSpan;
use super::simple_body::{self, SimpleBody};
use super::source::Source;
use crate::model::pair::Pair;
use crate::model::section::{Section, SectionNames, normalise_heading};

/// What one pair calls things: its section headings and the two parties.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    sections: SectionNames,
    /// (normalised name or handle, handle)
    parties: Vec<(String, String)>,
}

impl Vocabulary {
    /// The words of a pair.
    pub fn of(pair: &Pair) -> Self {
        let parties = [&pair.direct_report, &pair.manager];
        let named = parties.iter().map(|party| (normalise_heading(&party.name), party.handle.clone()));
        let by_handle = parties.iter().map(|party| (normalise_heading(&party.handle), party.handle.clone()));
        let parties = named.chain(by_handle).filter(|(name, _)| !name.is_empty()).collect();
        Self { sections: pair.sections.clone(), parties }
    }

    /// The section names of the pair.
    pub fn sections(&self) -> &SectionNames {
        &self.sections
    }

    fn party(&self, heading: &str) -> Option<&str> {
        self.parties.iter().find(|(name, _)| name == heading).map(|(_, handle)| handle.as_str())
    }
}

/// A heading that is in no list and no quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The text without marks.
    pub text: String,
    /// The section by the heading's own name.
    pub named: Option<Section>,
    /// The section of what stands below it.
    pub section: Section,
    /// The handle of the party that owns what stands below it.
    pub owner: Option<String>,
    /// Its lines, as indices into the body's lines.
    pub lines: Range<usize>,
}

/// What kind of line it is; a line can be several at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineFlags {
    /// Part of a heading.
    pub heading: bool,
    /// A thematic break.
    pub rule: bool,
    /// The first or last line of a fenced code block.
    pub fence: bool,
    /// Inside a code block.
    pub code: bool,
    /// Inside a block quote.
    pub quote: bool,
}

/// One line of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLine {
    /// Its bytes in the file.
    pub span: LineSpan,
    /// What it is.
    pub flags: LineFlags,
    /// The heading that it stands under, as an index.
    pub heading: Option<usize>,
    /// Where the list item that begins on it has its content, in the file; of several the innermost.
    pub item: Option<usize>,
}

/// The body of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// Every line.
    pub lines: Vec<BodyLine>,
    /// Every heading that counts.
    pub headings: Vec<Heading>,
    /// The bytes of all comments, in order.
    pub comments: Vec<Range<usize>>,
    /// Where a comment begins that is never closed.
    pub open_comment: Option<usize>,
    /// Where a code block begins that is never closed and hides something.
    pub open_fence: Option<usize>,
}

/// Where the parts of a range stand in the file once its comments are left out: (offset without comments, offset in
/// the file).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visible {
    parts: Vec<(usize, usize)>,
}

impl Visible {
    /// The place in the file of an offset into the text without comments.
    pub fn place(&self, offset: usize) -> usize {
        let index = self.parts.partition_point(|(from, _)| *from <= offset).saturating_sub(1);
        self.parts.get(index).map_or(offset, |(from, place)| place + (offset - from))
    }
}

impl Body {
    /// Reads the body of a file.
    pub fn read(source: &Source<'_>, vocabulary: &Vocabulary) -> Self {
        let mut body = Self::of_lines(source);
        match simple_body::read(&source.text, source.body_lines().iter()) {
            Some(simple) => body.take(simple),
            None => body.walk(source),
        }
        body.named(vocabulary)
    }

    /// The same by the Markdown reader in every case: what [`read`](Self::read) must equal.
    pub fn read_as_markdown(source: &Source<'_>, vocabulary: &Vocabulary) -> Self {
        let mut body = Self::of_lines(source);
        body.walk(source);
        body.named(vocabulary)
    }

    fn of_lines(source: &Source<'_>) -> Self {
        let line =
            |span: &LineSpan| BodyLine { span: span.clone(), flags: LineFlags::default(), heading: None, item: None };
        Self { lines: source.body_lines().iter().map(line).collect(), ..Self::default() }
    }

    fn take(&mut self, simple: SimpleBody) {
        for heading in &simple.headings {
            self.lines[heading.lines.start].flags.heading = true;
        }
        for (line, content) in simple.items {
            self.lines[line].item = Some(content);
        }
        self.headings = simple.headings;
        self.comments = simple.comments;
    }

    fn named(mut self, vocabulary: &Vocabulary) -> Self {
        self.comments.sort_by_key(|comment| comment.start);
        self.name_sections(vocabulary);
        self.put_lines_under_headings();
        self
    }

    /// The section that a line stands in.
    pub fn section(&self, line: &BodyLine) -> Section {
        line.heading.and_then(|index| self.headings.get(index)).map_or(Section::Other, |heading| heading.section)
    }

    /// How many list items begin in each section.
    pub fn items_by_section(&self) -> HashMap<Section, usize> {
        let mut items = HashMap::new();
        for line in self.lines.iter().filter(|line| line.item.is_some()) {
            *items.entry(self.section(line)).or_default() += 1;
        }
        items
    }

    /// A range of the file's text without the comments in it.
    pub fn without_comments<'t>(&self, text: &'t str, range: Range<usize>) -> std::borrow::Cow<'t, str> {
        let first = self.comments.partition_point(|comment| comment.end <= range.start);
        let hidden = self.comments[first..].iter().take_while(|comment| comment.start < range.end);
        let mut kept = String::new();
        let mut at = range.start;
        let mut any = false;
        for comment in hidden {
            any = true;
            kept.push_str(&text[at..comment.start.max(at)]);
            at = comment.end.clamp(at, range.end);
        }
        if !any {
            return std::borrow::Cow::Borrowed(&text[range]);
        }
        kept.push_str(&text[at..range.end]);
        std::borrow::Cow::Owned(kept)
    }

    /// The parts of a range that are in no comment.
    pub fn visible(&self, range: Range<usize>) -> Visible {
        let first = self.comments.partition_point(|comment| comment.end <= range.start);
        let mut visible = Visible::default();
        let (mut at, mut length) = (range.start, 0);
        for comment in self.comments[first..].iter().take_while(|comment| comment.start < range.end) {
            if comment.start > at {
                visible.parts.push((length, at));
                length += comment.start - at;
            }
            at = comment.end.clamp(at, range.end);
        }
        visible.parts.push((length, at));
        visible
    }

    fn walk(&mut self, source: &Source<'_>) {
        let text = &source.text[source.body..];
        // Behind a tab that a container takes only part of, the parser's ranges begin too early: on the line before.
        let at = |range: Range<usize>| {
            let white = text[range.clone()].bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')).count();
            range.start + white + source.body..range.end + source.body
        };
        let (mut containers, mut quotes) = (0_usize, 0_usize);
        let mut heading: Option<Heading> = None;
        for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
            let range = at(range);
            match event {
                Event::Start(Tag::BlockQuote(_)) => {
                    containers += 1;
                    quotes += 1;
                    // A quote inside a quote lies in it, and marking it again would cost its length once more.
                    if quotes == 1 {
                        self.mark(&range, |flags| flags.quote = true);
                    }
                }
                Event::Start(Tag::Item) => {
                    containers += 1;
                    self.item_begins(&source.text, range.start);
                }
                Event::End(TagEnd::BlockQuote(_)) => {
                    containers = containers.saturating_sub(1);
                    quotes = quotes.saturating_sub(1);
                }
                Event::End(TagEnd::Item) => containers = containers.saturating_sub(1),
                Event::Start(Tag::Heading { level, .. }) if containers == 0 => {
                    let lines = self.line_range(&range);
                    self.mark(&range, |flags| flags.heading = true);
                    let text = String::new();
                    heading = Some(Heading {
                        level: level as u8,
                        text,
                        named: None,
                        section: Section::Other,
                        owner: None,
                        lines,
                    });
                }
                Event::End(TagEnd::Heading(_)) => self.headings.extend(heading.take()),
                Event::Text(part) | Event::Code(part) => {
                    if let Some(heading) = heading.as_mut() {
                        heading.text.push_str(&part);
                    }
                }
                Event::SoftBreak | Event::HardBreak => {
                    if let Some(heading) = heading.as_mut() {
                        heading.text.push(' ');
                    }
                }
                Event::Rule => self.mark(&range, |flags| flags.rule = true),
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.code_block(&source.text, &range, &kind);
                    if containers == 0 && matches!(kind, CodeBlockKind::Fenced(_)) {
                        self.open_fence = self.open_fence.or_else(|| hides_the_rest(&source.text, &range));
                    }
                }
                Event::Start(Tag::HtmlBlock) => self.comments_in(&source.text, range),
                Event::InlineHtml(_) if source.text[range.clone()].starts_with("<!--") => self.comments.push(range),
                _ => {}
            }
        }
    }

    fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.span.full.end <= offset).min(self.lines.len().saturating_sub(1))
    }

    fn line_range(&self, range: &Range<usize>) -> Range<usize> {
        if range.is_empty() || self.lines.is_empty() {
            return 0..0;
        }
        self.line_at(range.start)..self.line_at(range.end - 1) + 1
    }

    fn mark(&mut self, range: &Range<usize>, set: impl Fn(&mut LineFlags)) {
        let lines = self.line_range(range);
        for line in &mut self.lines[lines] {
            set(&mut line.flags);
        }
    }

    fn item_begins(&mut self, text: &str, start: usize) {
        let index = self.line_at(start);
        let Some(line) = self.lines.get_mut(index) else { return };
        let rest = text.get(start..line.span.content.end).unwrap_or("");
        let marker = rest.trim_start_matches([' ', '\t', '>']);
        let after = marker.trim_start_matches(|c: char| c.is_ascii_digit());
        let Some(after) = after.strip_prefix(['-', '*', '+', '.', ')']) else { return };
        let content = after.trim_start_matches([' ', '\t']);
        line.item = Some(line.span.content.end - content.len());
    }

    fn code_block(&mut self, text: &str, range: &Range<usize>, kind: &CodeBlockKind<'_>) {
        self.mark(range, |flags| flags.code = true);
        if !matches!(kind, CodeBlockKind::Fenced(_)) {
            return;
        }
        let lines = self.line_range(range);
        let (first, last) = (lines.start, lines.end.saturating_sub(1));
        let is_delimiter = |line: &BodyLine| {
            let content = text[line.span.content.clone()].trim_matches([' ', '\t', '>']);
            content.len() >= 3 && (content.bytes().all(|b| b == b'`') || content.bytes().all(|b| b == b'~'))
        };
        if let Some(line) = self.lines.get_mut(first) {
            line.flags.fence = true;
        }
        if last > first
            && let Some(line) = self.lines.get_mut(last)
        {
            line.flags.fence = is_delimiter(line);
        }
    }

    fn comments_in(&mut self, text: &str, block: Range<usize>) {
        let mut at = block.start;
        while let Some(start) = text[at..block.end].find("<!--").map(|n| at + n) {
            // `<!-->` is a whole comment, so the closing mark may share the opening one's dashes.
            match text[start + 2..block.end].find("-->") {
                Some(n) => at = start + 2 + n + 3,
                None => {
                    at = block.end;
                    if text[block.end..].trim().is_empty() {
                        self.open_comment = Some(start);
                    }
                }
            }
            self.comments.push(start..at);
        }
    }

    fn name_sections(&mut self, vocabulary: &Vocabulary) {
        let top_level = self.headings.iter().filter(|heading| heading.level == 1).count();
        // The open headings of the outline: level, section, owner.
        let mut outline: Vec<(u8, Section, Option<String>)> = Vec::new();
        for (index, heading) in self.headings.iter_mut().enumerate() {
            let is_title = index == 0 && heading.level == 1 && top_level == 1;
            let name = normalise_heading(&heading.text);
            heading.named = if is_title { None } else { vocabulary.sections.lookup_normalised(&name) };
            outline.retain(|(level, ..)| *level < heading.level);
            let above = outline.last().map(|(_, section, owner)| (*section, owner.clone()));
            let (section_above, owner_above) = above.unwrap_or((Section::Other, None));
            heading.section = heading.named.unwrap_or(section_above);
            let own = (section_above == Section::Actions && heading.section == Section::Actions)
                .then(|| vocabulary.party(&name).map(str::to_owned))
                .flatten();
            heading.owner = own.or(owner_above);
            outline.push((heading.level, heading.section, heading.owner.clone()));
        }
    }

    fn put_lines_under_headings(&mut self) {
        let mut current = None;
        let mut next = 0;
        for (index, line) in self.lines.iter_mut().enumerate() {
            while self.headings.get(next).is_some_and(|heading| heading.lines.start <= index) {
                current = Some(next);
                next += 1;
            }
            line.heading = current;
        }
    }
}

/// Where a fenced code block begins, if no fence closes it and there is something in it.
fn hides_the_rest(text: &str, block: &Range<usize>) -> Option<usize> {
    let mut lines = text[block.clone()].lines();
    let fence = lines.next()?.trim_start();
    let sign = fence.chars().next()?;
    let length = fence.len() - fence.trim_start_matches(sign).len();
    let closes = |line: &str| line.trim().len() >= length && line.trim().chars().all(|c| c == sign);
    let last = lines.rfind(|line| !line.trim().is_empty())?;
    (!closes(last) && text[block.end..].trim().is_empty()).then_some(block.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For every line the content of its list item, and whether it is quoted.
    fn lines(text: &str) -> Vec<(Option<&str>, bool)> {
        let source = Source::new(text.as_bytes());
        let body = Body::read(&source, &Vocabulary::default());
        body.lines.iter().map(|line| (line.item.map(|at| &text[at..line.span.content.end]), line.flags.quote)).collect()
    }

    #[test]
    fn tabs_indent_as_spaces_do() {
        assert_eq!(lines("- a\n\t- b"), [(Some("a"), false), (Some("b"), false)]);
        assert_eq!(lines("- a\r\n\t* b"), [(Some("a"), false), (Some("b"), false)]);
        assert_eq!(lines("100. a\n\t\t- b"), [(Some("a"), false), (Some("b"), false)]);
        assert_eq!(lines("- a\n\t> b"), [(Some("a"), false), (None, true)]);
        assert_eq!(lines(">\t- a"), [(Some("a"), true)]);
    }

    #[test]
    fn the_innermost_item_of_a_line_counts() {
        assert_eq!(lines("- 1. a\n"), [(Some("a"), false)]);
    }
}
