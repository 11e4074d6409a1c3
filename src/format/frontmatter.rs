//! The frontmatter of an entry: its keys with the place of each, and what they mean (`docs/format.md`).

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;
use serde_yaml::Value;

use super::diagnostic::{Code, Diagnostic, quoted, to_u32};
use super::lines::spans;
use super::simple_yaml;
use super::source::{FRONTMATTER_LIMIT, Source};
use super::yaml_guard;
use crate::model::entry::{Score, Status, parse_date};

/// What the frontmatter says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frontmatter {
    /// `date`.
    pub date: Option<NaiveDate>,
    /// `scheduled`.
    pub scheduled: Option<NaiveDate>,
    /// `status`.
    pub status: Option<Status>,
    /// The line of `status`.
    pub status_line: u32,
    /// `reason`.
    pub reason: Option<String>,
    /// `engagement`: `None` where the key is absent or empty, so that the body may tell.
    pub engagement: Option<Result<Score, ()>>,
    /// `minutes`.
    pub minutes: Option<u32>,
    /// `prepared`.
    pub prepared: Option<NaiveDate>,
    /// `kind`.
    pub kind: Option<String>,
    /// Whether there is a key `imported`.
    pub imported: bool,
    /// Whether it could not be read.
    pub unreadable: bool,
}

/// The place of a top-level key and its value in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySpan {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub name: Range<usize>,
    /// Where the rest of its first line stands, without white space around and without the line end.
    pub value: Range<usize>,
    /// The lines that it takes, line ends included.
    pub full: Range<usize>,
}

/// The top-level keys of a block of YAML that begins at `start` of the text, in order, found by line: a line that
/// begins with a word and a colon is a key, and the lines up to the next one are its value.
pub fn key_spans(text: &str, block: Range<usize>) -> Vec<KeySpan> {
    let mut keys: Vec<KeySpan> = Vec::new();
    for line in spans(&text[..block.end], block.start) {
        let content = &text[line.content.clone()];
        if let Some((name, colon)) = plain_key(content) {
            let rest = line.content.start + colon + 1..line.content.end;
            let value = &text[rest.clone()];
            let from = rest.start + (value.len() - value.trim_start().len());
            let to = from + value.trim().len();
            let at = line.content.start + usize::from(content.starts_with(['"', '\'']));
            keys.push(KeySpan {
                key: name.to_owned(),
                name: at..at + name.len(),
                value: from..to,
                full: line.full.clone(),
            });
        } else if let Some(last) = keys.last_mut() {
            // A comment at the left edge, or a blank line, may belong to what follows: it stays where it is.
            if content.starts_with([' ', '\t', '-', '}', ']']) && !content.trim().is_empty() {
                last.full.end = line.full.end;
            }
        }
    }
    keys
}

/// How much of a line's rest is the value: what stands before a comment.
pub(crate) fn value_length(rest: &str) -> usize {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if (c == '"' || c == '\'') && (at == 0 || matches!(before, '[' | '{' | ',' | ' ' | ':')) => {
                quote = Some(c)
            }
            None if c == '#' && (at == 0 || before.is_whitespace()) => return rest[..at].trim_end().len(),
            None => {}
        }
        before = c;
    }
    rest.len()
}

fn plain_key(line: &str) -> Option<(&str, usize)> {
    let (name, colon) = if let Some(quoted) = line.strip_prefix(['"', '\'']) {
        let end = quoted.find(['"', '\''])?;
        (&quoted[..end], end + 2)
    } else {
        let colon = line.find(':')?;
        (line[..colon].trim_end(), colon)
    };
    let after = line.get(colon..)?.strip_prefix(':')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    let starts_well = line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\''));
    (is_name && starts_well && (after.is_empty() || after.starts_with([' ', '\t']))).then_some((name, colon))
}

/// Reads the frontmatter of a file; problems go to `diagnostics`.
pub fn read(source: &Source<'_>, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Frontmatter {
    let Some(range) = source.frontmatter.clone() else { return Frontmatter::default() };
    let mut reader = Reader { source, path, keys: key_spans(&source.text, range.clone()), diagnostics };
    let unreadable = Frontmatter { unreadable: true, ..Frontmatter::default() };
    if range.len() > FRONTMATTER_LIMIT {
        reader.report_at(
            Code::LongFrontmatter,
            range.start,
            1,
            format!("the frontmatter has {} bytes; {FRONTMATTER_LIMIT} are read at most", range.len()),
            "move the text below the closing `---`; until then nothing in this file is used",
        );
        return unreadable;
    }
    match parse_mapping(&source.text[range.clone()]) {
        Ok(mapping) => reader.read(&mapping),
        Err(problem) => {
            let offset = (range.start + problem.offset).min(range.end.saturating_sub(1).max(range.start));
            reader.report_at(
                Code::BadFrontmatter,
                offset,
                1,
                format!("the frontmatter cannot be read: {}", problem.message),
                "put it right, or remove the lines between the two `---`; until then nothing in this file is used",
            );
            unreadable
        }
    }
}

/// Why a block of YAML is no mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlProblem {
    /// What the matter is.
    pub message: String,
    /// Where, in bytes from the beginning of the block.
    pub offset: usize,
}

/// The value of a key as text, that of a list one behind the other; none where it is neither.
pub fn value_text(mapping: &serde_yaml::Mapping, key: &str) -> Option<String> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    };
    match mapping.get(key)? {
        Value::Sequence(list) => Some(list.iter().filter_map(scalar).collect::<Vec<_>>().join(" ")),
        value => scalar(value),
    }
}

/// Reads a block of YAML as a mapping; an empty block is an empty one.
pub fn parse_mapping(block: &str) -> Result<serde_yaml::Mapping, YamlProblem> {
    if let Some(mapping) = simple_yaml::read(block) {
        return Ok(mapping);
    }
    yaml_guard::check(block)?;
    match serde_yaml::from_str::<Value>(block) {
        Ok(Value::Mapping(mapping)) => Ok(mapping),
        Ok(Value::Null) => Ok(serde_yaml::Mapping::new()),
        Ok(_) => Err(YamlProblem { message: "there is no `key: value`".to_owned(), offset: 0 }),
        Err(error) => {
            let offset = error.location().map_or(0, |location| location.index());
            let message = error.to_string();
            let message = in_plain_words(message.split(" at line ").next().unwrap_or(&message));
            let twice = message.starts_with("duplicate entry").then(|| duplicate(block)).flatten();
            Err(twice.unwrap_or(YamlProblem { message, offset }))
        }
    }
}

/// What the YAML reader says, for people who do not know that there is one.
fn in_plain_words(message: &str) -> String {
    let plain = [
        ("mapping values are not allowed", "a value that has a colon and a space needs quotes around it"),
        ("did not find expected ',' or '}'", "a `{` is not closed, or a comma is missing"),
        ("did not find expected ',' or ']'", "a `[` is not closed, or a comma is missing"),
        ("could not find expected ':'", "a line is no `key: value`"),
        ("did not find expected key", "a line is no `key: value`, or is indented differently from the others"),
        ("found character that cannot start any token", "a value cannot begin with this character; put it in quotes"),
        ("found unexpected end of stream", "a quote is not closed"),
        ("control characters are not allowed", "there is a control character"),
        ("found unknown escape character", "a backslash in double quotes begins no escape; use single quotes"),
        ("recursion limit exceeded", "it is nested too deeply"),
    ];
    let known = plain.iter().find(|(yaml, _)| message.contains(yaml));
    known.map_or_else(|| quoted(message), |(_, words)| (*words).to_owned())
}

/// A top-level key that stands twice, at its second place.
fn duplicate(block: &str) -> Option<YamlProblem> {
    let keys = key_spans(block, 0..block.len());
    let mut seen = HashSet::with_capacity(keys.len());
    let twice = keys.iter().find(|key| !seen.insert(key.key.as_str()))?;
    Some(YamlProblem { message: format!("`{}` stands there twice", quoted(&twice.key)), offset: twice.name.start })
}

struct Reader<'r, 's> {
    source: &'r Source<'s>,
    path: &'r str,
    keys: Vec<KeySpan>,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn read(&mut self, mapping: &serde_yaml::Mapping) -> Frontmatter {
        let value = |key: &str| mapping.get(key).filter(|value| !is_empty(value));
        Frontmatter {
            date: self.date("date", value("date")),
            scheduled: self.date("scheduled", value("scheduled")),
            status: self.status(value("status")),
            status_line: self.line_of("status"),
            reason: self.text("reason", value("reason")),
            engagement: value("engagement").map(|value| self.engagement(value)),
            minutes: self.minutes(value("minutes")),
            prepared: self.date("prepared", value("prepared")),
            kind: self.text("kind", value("kind")),
            imported: mapping.contains_key("imported"),
            unreadable: false,
        }
    }

    fn date(&mut self, key: &str, value: Option<&Value>) -> Option<NaiveDate> {
        let value = value?;
        let date = value.as_str().map(str::trim).and_then(parse_date);
        if date.is_none() {
            let message = format!("`{key}` is no date: `{}`", shown(value));
            self.report(Code::BadDate, key, message, "write it as YYYY-MM-DD, a day that the calendar has");
        }
        date
    }

    fn status(&mut self, value: Option<&Value>) -> Option<Status> {
        let value = value?;
        let status = value.as_str().and_then(Status::parse);
        if status.is_none() {
            let message = format!("`status` is `{}`, which counts as absent", shown(value));
            self.report(Code::BadStatus, "status", message, "write planned, held, cancelled or missed");
        }
        status
    }

    fn engagement(&mut self, value: &Value) -> Result<Score, ()> {
        let line = self.line_of("engagement");
        let score = match value {
            Value::Number(_) => whole(value).filter(|n| (1..=10).contains(n)).map(|n| n as f64),
            Value::Mapping(map) => {
                let number = |key: &str| map.get(key).and_then(whole);
                match (number("score"), number("scale")) {
                    (Some(score), Some(scale)) if scale >= 2 && (1..=scale).contains(&score) => {
                        Some(1.0 + 9.0 * (score - 1) as f64 / (scale - 1) as f64)
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        score.map(|value| Score { value, line }).ok_or_else(|| {
            let message = format!("`engagement` is no score: `{}`", shown(value));
            let remedy = "write a whole number from 1 to 10, or {score: 4, scale: 5}";
            self.report(Code::BadEngagement, "engagement", message, remedy);
        })
    }

    fn minutes(&mut self, value: Option<&Value>) -> Option<u32> {
        let value = value?;
        let minutes = whole(value).and_then(|n| u32::try_from(n).ok()).filter(|n| (1..=24 * 60).contains(n));
        if minutes.is_none() {
            let message = format!("`minutes` is no length of a meeting: `{}`", shown(value));
            self.report(Code::BadMinutes, "minutes", message, "write a whole number of minutes, such as 45");
        }
        minutes
    }

    fn text(&mut self, key: &str, value: Option<&Value>) -> Option<String> {
        match value? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(yes) => Some(yes.to_string()),
            other => {
                let message = format!("`{key}` is no line of text: `{}`", shown(other));
                self.report(Code::BadText, key, message, "write one line of text, in quotes where it has a colon");
                None
            }
        }
    }

    fn line_of(&self, key: &str) -> u32 {
        let offset = self.keys.iter().find(|span| span.key == key).map(|span| span.name.start);
        let fallback = self.source.frontmatter.as_ref().map_or(0, |range| range.start);
        self.source.place(offset.unwrap_or(fallback)).0
    }

    fn report(&mut self, code: Code, key: &str, message: String, remedy: &str) {
        let range = self.source.frontmatter.clone().unwrap_or(0..0);
        let span = self.keys.iter().find(|span| span.key == key);
        let value = span.map_or(range.start..range.start, |span| {
            let length = value_length(&self.source.text[span.value.clone()]);
            if length == 0 { span.name.clone() } else { span.value.start..span.value.start + length }
        });
        let length = self.source.text[value.clone()].chars().count();
        self.report_at(code, value.start, length, message, remedy);
    }

    fn report_at(&mut self, code: Code, offset: usize, length: usize, message: String, remedy: &str) {
        let (line, column) = self.source.place(offset);
        self.diagnostics.push(Diagnostic {
            code,
            path: self.path.to_owned(),
            line,
            column,
            length: to_u32(length.max(1)),
            message,
            remedy: remedy.to_owned(),
        });
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A whole number; `8.0` is none, since the format has no fractions.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64()
}

/// A value as it is quoted in a message, cut to 40 characters.
pub(crate) fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a mapping".to_owned(),
        Value::Tagged(_) => "a tagged value".to_owned(),
    };
    quoted(&text)
}
