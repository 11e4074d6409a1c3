//! The pair file, `oneonone.yaml` (`docs/format.md`). What cannot be understood counts as absent, and is told.

use std::ops::Range;

use chrono::NaiveDate;
use serde_yaml::{Mapping, Value};

use super::diagnostic::{Code, Diagnostic, place, to_u32};
use super::frontmatter::{KeySpan, key_spans, parse_mapping, shown};
use super::lines::spans;
use super::source::{FRONTMATTER_LIMIT, Source};
use crate::model::cadence::{Away, CadenceRow, Every};
use crate::model::entry::parse_date;
use crate::model::pair::{KINDS, ONE_ON_ONE, Pair, Party, SystemOfRecord};
use crate::model::section::{Section, SectionNames};

/// The file's name.
pub const FILE_NAME: &str = "oneonone.yaml";

/// Reads a pair file. It can always be read as something: a file that is no YAML gives an empty pair and a diagnostic.
pub fn read(bytes: &[u8]) -> (Pair, Vec<Diagnostic>) {
    let source = Source::new(bytes);
    let start = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    let text = &source.text[start..];
    let mut reader = Reader { text: &source.text, start, diagnostics: Vec::new() };
    let pair = if text.len() > FRONTMATTER_LIMIT {
        let message = format!("the pair file has {} bytes; {FRONTMATTER_LIMIT} are read at most", text.len());
        reader.report_at(Code::BadPairFile, start..start, message, "remove what is not needed");
        Pair { kind: ONE_ON_ONE.to_owned(), ..Pair::default() }
    } else {
        match parse_mapping(text) {
            Ok(mapping) => reader.read(&mapping),
            Err(problem) => {
                let offset = (start + problem.offset).min(source.text.len());
                let message = format!("the pair file cannot be read: {}", problem.message);
                reader.report_at(
                    Code::BadPairFile,
                    offset..offset,
                    message,
                    "put it right; `git log -p oneonone.yaml` shows what it was",
                );
                Pair { kind: ONE_ON_ONE.to_owned(), ..Pair::default() }
            }
        }
    };
    if let Some(offset) = source.invalid {
        let remedy = "save the file as UTF-8; until then such bytes are read as `?`";
        reader.report_at(Code::NotUtf8, offset..offset, "this is no UTF-8 text".to_owned(), remedy);
    }
    reader.diagnostics.sort_by_key(|told| (told.line, told.column));
    (pair, reader.diagnostics)
}

struct Reader<'t> {
    text: &'t str,
    start: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(&mut self, map: &Mapping) -> Pair {
        let direct_report = self.party(map, "direct_report");
        let manager = self.party(map, "manager");
        if let Some(schema) = map.get("schema").filter(|schema| schema.as_i64() != Some(1)) {
            let message = format!("`schema` is `{}`; this program knows 1", shown(schema));
            self.report("schema", message, "use a newer oneonone, which knows it; what is understood is used");
        }
        Pair {
            kind: self.kind(map),
            direct_report,
            manager,
            role: text(map, "role"),
            template: text(map, "template"),
            timezone: text(map, "timezone"),
            cadence: self.cadence(map),
            away: self.away(map),
            ended: self.date(map, "ended"),
            sections: self.sections(map),
            systems: systems(map),
            engagement_reset: self.date(map, "engagement_reset"),
        }
    }

    fn kind(&mut self, map: &Mapping) -> String {
        match map.get("kind") {
            None | Some(Value::Null) => ONE_ON_ONE.to_owned(),
            Some(Value::String(kind)) if KINDS.contains(&kind.as_str()) => kind.clone(),
            Some(other) => {
                let message = format!("`kind` is `{}`, which is not known; it counts as `{ONE_ON_ONE}`", shown(other));
                self.report("kind", message, "write one-on-one, skip-level, mentor or peer");
                ONE_ON_ONE.to_owned()
            }
        }
    }

    fn party(&mut self, map: &Mapping, key: &str) -> Party {
        let party = match map.get(key) {
            Some(Value::Mapping(party)) => Party {
                name: text(party, "name").unwrap_or_default(),
                handle: text(party, "handle").unwrap_or_default().trim_start_matches('@').to_lowercase(),
                email: texts(party.get("email")),
            },
            Some(Value::String(name)) => Party { name: name.clone(), ..Party::default() },
            _ => Party::default(),
        };
        if party.name.is_empty() {
            let message = format!("`{key}` has no name");
            self.report(key, message, "write it as {name: Alice Chen, handle: alice, email: [alice@example.com]}");
        }
        let first_name = || party.name.split_whitespace().next().unwrap_or(key).to_lowercase();
        let handle = if party.handle.is_empty() { first_name() } else { party.handle.clone() };
        Party { handle, ..party }
    }

    fn cadence(&mut self, map: &Mapping) -> Vec<CadenceRow> {
        let mut rows: Vec<CadenceRow> = Vec::new();
        for (index, value) in rows_of(map.get("cadence")).iter().enumerate() {
            let row = value.as_mapping();
            let from = row.and_then(|row| text(row, "from")).as_deref().and_then(parse_date);
            let every = row.and_then(|row| text(row, "every")).as_deref().and_then(Every::parse);
            match (row, from, every) {
                (Some(row), Some(from), Some(every)) => rows.push(CadenceRow {
                    from,
                    every,
                    time: text(row, "time"),
                    minutes: row.get("minutes").and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()),
                }),
                _ => self.report_row(
                    "cadence",
                    index,
                    "a row of `cadence` cannot be understood, and is left out".to_owned(),
                    "write rows such as {from: 2026-01-06, every: week, time: \"14:00\", minutes: 60}",
                ),
            }
        }
        rows.sort_by_key(|row| row.from);
        rows
    }

    fn away(&mut self, map: &Mapping) -> Vec<Away> {
        let mut ranges = Vec::new();
        for (index, value) in rows_of(map.get("away")).iter().enumerate() {
            let row = value.as_mapping();
            let date = |key: &str| row.and_then(|row| text(row, key)).as_deref().and_then(parse_date);
            match (date("from"), date("to")) {
                (Some(from), Some(to)) if from <= to => {
                    ranges.push(Away { from, to, why: row.and_then(|row| text(row, "why")) });
                }
                _ => self.report_row(
                    "away",
                    index,
                    "a range of `away` cannot be understood, and is left out".to_owned(),
                    "write ranges such as {from: 2026-12-21, to: 2027-01-01, why: holidays}",
                ),
            }
        }
        ranges
    }

    fn date(&mut self, map: &Mapping, key: &str) -> Option<NaiveDate> {
        let value = map.get(key).filter(|value| !value.is_null())?;
        let date = value.as_str().and_then(parse_date);
        if date.is_none() {
            let message = format!("`{key}` is no date: `{}`", shown(value));
            self.report(key, message, "write it as YYYY-MM-DD, a day that the calendar has");
        }
        date
    }

    fn sections(&mut self, map: &Mapping) -> SectionNames {
        let Some(Value::Mapping(sections)) = map.get("sections") else { return SectionNames::default() };
        let mut own = Vec::new();
        for (name, headings) in sections {
            match name.as_str().and_then(Section::from_name) {
                Some(section) => own.extend(texts(Some(headings)).into_iter().map(|heading| (heading, section))),
                None => {
                    let message = format!("`sections` names `{}`, which is no section", shown(name));
                    self.report("sections", message, "write one of the section names in docs/format.md");
                }
            }
        }
        SectionNames::new(own)
    }

    fn report(&mut self, key: &str, message: String, remedy: &str) {
        let name = self.key(key).map_or(self.start..self.start, |span| span.name);
        self.report_at(Code::BadPairValue, name, message, remedy);
    }

    /// A problem of one row of a list: told on the row's own line, where each row has one.
    fn report_row(&mut self, key: &str, index: usize, message: String, remedy: &str) {
        let Some(span) = self.key(key) else { return self.report(key, message, remedy) };
        let rows = spans(&self.text[..span.full.end], span.full.start).into_iter().filter_map(|line| {
            let content = &self.text[line.content.clone()];
            let row = content.trim();
            let from = line.content.start + content.find(row)?;
            row.starts_with("- ").then(|| from + 2..from + row.len())
        });
        let row = rows.into_iter().nth(index).unwrap_or(span.name);
        self.report_at(Code::BadPairValue, row, message, remedy);
    }

    fn key(&self, key: &str) -> Option<KeySpan> {
        key_spans(self.text, self.start..self.text.len()).into_iter().find(|span| span.key == key)
    }

    fn report_at(&mut self, code: Code, range: Range<usize>, message: String, remedy: &str) {
        let (line, column) = place(self.text, range.start);
        let length = self.text.get(range).map_or(1, |text| text.chars().count().max(1));
        self.diagnostics.push(Diagnostic {
            code,
            path: FILE_NAME.to_owned(),
            line,
            column,
            length: to_u32(length),
            message,
            remedy: remedy.to_owned(),
        });
    }
}

fn text(map: &Mapping, key: &str) -> Option<String> {
    match map.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Sequence(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn rows_of(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Sequence(rows)) => rows.clone(),
        Some(row @ Value::Mapping(_)) => vec![row.clone()],
        _ => Vec::new(),
    }
}

fn systems(map: &Mapping) -> Vec<SystemOfRecord> {
    let system = |value: &Value| {
        let row = value.as_mapping()?;
        Some(SystemOfRecord { title: text(row, "title")?, url: text(row, "url")? })
    };
    rows_of(map.get("systems")).iter().filter_map(system).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_stand_on_the_row_that_has_them() {
        let text = b"direct_report: {name: A}\r\nmanager: {name: B}\r\naway:\r\n\
            - {from: 2026-01-01, to: 2026-01-02}\r\n- {from: 2026-01-03, to: 2026-01-02}\r\nkind: a\xff\r\n";
        let (pair, told) = read(text);
        assert_eq!(pair.away.len(), 1);
        let places: Vec<_> = told.iter().map(|told| (told.code, told.line, told.column, told.length)).collect();
        assert_eq!(places, [(Code::BadPairValue, 5, 3, 34), (Code::BadPairValue, 6, 1, 4), (Code::NotUtf8, 6, 8, 1)]);
    }
}
