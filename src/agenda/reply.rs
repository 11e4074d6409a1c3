//! An answer to the agenda that was sent by mail: what was written under which heading, what was ticked, the score.
//!
//! Mail programs quote, wrap and put words around: what the mail itself said is left out wherever it stands again, and what
//! cannot be placed is told, never dropped in silence.

use std::collections::HashSet;

use super::mail::named_entry;
use crate::format::item_line::{self, task_box};
use crate::model::section::{Section, SectionNames};

/// What an answer says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The entry that it answers to.
    pub entry: Option<String>,
    /// What was written under each heading, one bullet each, in order.
    pub additions: Vec<(Section, String)>,
    /// Items whose box was changed: id, and what stands in it now.
    pub marks: Vec<(String, char)>,
    /// The score.
    pub score: Option<u8>,
    /// Lines that found no place: number, from 1, and text.
    pub left_out: Vec<(usize, String)>,
}

/// Reads an answer to the mail `sent`.
pub fn read(answer: &str, sent: &str, names: &SectionNames) -> Reply {
    let mut reader =
        Reader { reply: Reply::default(), sent: Sent::new(sent), section: None, paragraph: None, said_last: None };
    for (index, line) in answer.lines().enumerate() {
        reader.line(index + 1, line, names);
    }
    reader.end_paragraph();
    reader.reply
}

struct Sent {
    lines: HashSet<String>,
    all: String,
    items: Vec<(String, char)>,
}

impl Sent {
    fn new(sent: &str) -> Self {
        let lines: HashSet<String> = sent.lines().map(normalised).filter(|line| !line.is_empty()).collect();
        let items = sent.lines().filter_map(item).collect();
        Self { lines, all: normalised(sent), items }
    }

    /// Whether the mail said so: a line of it, or, where a quoted line was wrapped, a part of one.
    fn said(&self, line: &str, is_quoted: bool) -> bool {
        let line = normalised(line);
        self.lines.contains(&line) || (is_quoted && self.all.contains(&line))
    }
}

struct Reader {
    reply: Reply,
    sent: Sent,
    section: Option<Section>,
    /// The lines of a paragraph that goes on.
    paragraph: Option<(Section, String)>,
    /// The number of the line before, blank ones passed over, where it was words of the answer.
    said_last: Option<usize>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str, names: &SectionNames) {
        let (text, is_quoted) = unquoted(line);
        if text.is_empty() {
            return self.end_paragraph();
        }
        let said_last = self.said_last.take();
        if let Some(before) = said_last.filter(|_| is_quoted) {
            self.take_back_attribution(before);
        }
        if let Some(path) = named_entry(text) {
            self.end_paragraph();
            self.reply.entry = Some(path.to_owned());
            // Behind it only what mail programs add.
            self.section = None;
            return;
        }
        if let Some(section) = heading(text, names) {
            self.end_paragraph();
            self.section = Some(section);
            return;
        }
        if let Some((id, mark)) = item(text)
            && let Some(before) = self.sent.items.iter().find(|(known, _)| *known == id).map(|(_, before)| *before)
        {
            self.end_paragraph();
            // A tick wins: an older mail that is quoted opens nothing again.
            let is_settled = matches!(mark, 'x' | 'X' | '-') && !matches!(before, 'x' | 'X');
            if is_settled && mark != before && !self.reply.marks.iter().any(|(known, _)| *known == id) {
                self.reply.marks.push((id, mark));
            }
            return;
        }
        if self.sent.said(text, is_quoted) {
            return self.end_paragraph();
        }
        match self.section {
            Some(section) if !is_quoted => {
                self.words(section, text);
                self.said_last = Some(number);
            }
            _ => {
                self.end_paragraph();
                self.reply.left_out.push((number, text.to_owned()));
            }
        }
    }

    fn words(&mut self, section: Section, text: &str) {
        if section == Section::Engagement
            && self.reply.score.is_none()
            && let Some(score) = score(text)
        {
            self.reply.score = Some(score);
            return;
        }
        let bullet = text.trim_start_matches(['-', '*', '+', '•']);
        let begins = bullet.len() != text.len() && bullet.starts_with([' ', '\t']);
        if begins || task_box(text).is_some() {
            self.end_paragraph();
        }
        let words = if begins { bullet.trim() } else { text };
        match &mut self.paragraph {
            // A mail program has wrapped it.
            Some((_, paragraph)) => {
                paragraph.push(' ');
                paragraph.push_str(words);
            }
            None => self.paragraph = Some((section, words.to_owned())),
        }
    }

    /// `On Fri, 20 Nov 2026, Bob wrote:` in front of what is quoted is nobody's note.
    fn take_back_attribution(&mut self, number: usize) {
        self.end_paragraph();
        if let Some((_, text)) = self.reply.additions.pop_if(|(_, text)| text.ends_with(':')) {
            self.reply.left_out.push((number, text.trim_start_matches("- ").to_owned()));
        }
    }

    fn end_paragraph(&mut self) {
        if let Some((section, text)) = self.paragraph.take()
            // It was taken in before.
            && !self.sent.said(&format!("- {text}"), false)
        {
            self.reply.additions.push((section, format!("- {text}")));
        }
    }
}

/// A line without the marks of quoting, and whether it had any.
fn unquoted(line: &str) -> (&str, bool) {
    let text = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    (text, line.trim_start().starts_with('>'))
}

fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The section of a line that is a heading: marked as one, or the whole of a name, with or without a colon.
fn heading(text: &str, names: &SectionNames) -> Option<Section> {
    let marked = text.trim_start_matches('#');
    if marked.len() != text.len() && marked.starts_with(' ') {
        return Some(names.lookup(marked).unwrap_or(Section::Topics));
    }
    let name = text.trim_end_matches(':');
    let is_whole = |section: &Section| section.headings().iter().any(|known| known.eq_ignore_ascii_case(name));
    names.lookup(name).filter(is_whole)
}

/// The first id and the box of an item line.
fn item(line: &str) -> Option<(String, char)> {
    let text = unquoted(line).0.trim_start_matches(['-', '*', '+', ' ']);
    let (mark, after) = task_box(text)?;
    let id = item_line::read(&text[after..]).ids.first()?.clone();
    Some((id, mark))
}

fn score(text: &str) -> Option<u8> {
    let text = text.trim_start_matches(['-', '*', ' ']).to_ascii_lowercase();
    let text = text.strip_prefix("score:").unwrap_or(&text).trim();
    let number = text.strip_suffix("/10").unwrap_or(text).trim();
    number.parse().ok().filter(|score| (1..=10).contains(score))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: &str = "One-on-one of Alice and Bob, Fri 20 Nov 2026\n\nWrite under the headings.\n\n## Look back\n(What I did)\n- [ ] Ship the importer, which is the long one of the two ^k3f9aa\n- [ ] Ask ^aaaa11\n\n## Blockers\n(What stands in the way)\n\n## Engagement\n(1 to 10)\n\n-- entries/2026-11-20.md\n";

    fn reply(answer: &str) -> Reply {
        read(answer, SENT, &SectionNames::default())
    }

    #[test]
    fn what_was_written_between_the_lines() {
        let answer = SENT
            .replace("- [ ] Ship", "- [x] Ship")
            .replace("(What stands in the way)", "Access to staging,\nstill.\n\nAnd a second thing")
            .replace("(1 to 10)", "8/10\nA good week.");
        let read = reply(&answer);
        assert_eq!(read.entry.as_deref(), Some("entries/2026-11-20.md"));
        assert_eq!(read.marks, [("k3f9aa".to_owned(), 'x')]);
        assert_eq!(read.score, Some(8));
        let expected = [
            (Section::Blockers, "- Access to staging, still.".to_owned()),
            (Section::Blockers, "- And a second thing".to_owned()),
            (Section::Engagement, "- A good week.".to_owned()),
        ];
        assert_eq!((read.additions.as_slice(), read.left_out.len()), (&expected[..], 0));
    }

    #[test]
    fn quoted_and_wrapped_below_an_answer() {
        let answer = "Hi Bob,\n\n## Blockers\n* None\n\nOn Fri, 20 Nov 2026, Bob wrote:\n> ## Look back\n> (What I did)\n> - [ ] Ship the importer, which is the long\n> one of the two ^k3f9aa\n> -- entries/2026-11-20.md\n--\nAlice\n";
        let read = reply(answer);
        let texts: Vec<&str> = read.additions.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["- None"]);
        let left_out: Vec<usize> = read.left_out.iter().map(|(number, _)| *number).collect();
        assert_eq!(left_out, [1, 6, 12, 13]);
        assert_eq!(read.marks, []);
    }

    #[test]
    fn an_answer_that_was_taken_in_before() {
        let answer = SENT.replace("(What stands in the way)", "Access to staging,\nstill.");
        let sent = SENT.replace("(What stands in the way)", "(What stands in the way)\n- Access to staging, still.");
        assert_eq!(read(&answer, &sent, &SectionNames::default()).additions, []);
    }

    #[test]
    fn an_answer_that_says_nothing() {
        assert_eq!(reply(SENT), Reply { entry: Some("entries/2026-11-20.md".to_owned()), ..Reply::default() });
        assert_eq!(reply(""), Reply::default());
    }
}
