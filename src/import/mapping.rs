//! What the columns of a table are.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::date::DayOrder;
use super::rows::RowsError;
use super::table::Table;
use crate::format::edit::yaml_string;
use crate::model::section::{Section, SectionNames, normalise_heading};

/// What the columns of a table are, by their names in its first row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The meeting's day.
    pub date: String,
    /// What stands first in a day such as 3/4/2024: `day-first` or `month-first`.
    pub dates: Option<String>,
    /// What became of the meeting.
    pub status: Option<String>,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// The score.
    pub engagement: Option<String>,
    /// The highest score; 10 where nothing is said.
    pub scale: Option<u32>,
    /// How long it took.
    pub minutes: Option<String>,
    /// The columns under each section.
    pub sections: BTreeMap<String, Columns>,
}

/// One column or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Columns {
    /// One.
    One(String),
    /// Several, one below the other.
    Several(Vec<String>),
}

/// A mapping for a table, as good as the names of its columns tell, to be put right by hand.
pub fn suggested(bytes: &[u8]) -> String {
    let names = Table::read(bytes).names;
    let sections = SectionNames::default();
    let find = |words: &[&str]| {
        names
            .iter()
            .find(|name| words.iter().any(|word| name.to_lowercase().contains(word)))
            .map(|name| yaml_string(name))
    };
    let mut text = "# What the columns are. Take out what is not there, and put right what is not so.\n".to_owned();
    let date = find(&["date", "day", "when"]).or_else(|| names.first().map(|name| yaml_string(name)));
    text.push_str(&format!("date: {}\n", date.clone().unwrap_or_default()));
    let mut taken: Vec<Option<String>> = vec![date];
    for (key, words) in [
        ("status", &["status", "held", "state"][..]),
        ("reason", &["reason"]),
        ("engagement", &["engagement", "mood", "score", "rating"]),
        ("minutes", &["minutes", "duration", "length"]),
    ] {
        let found = find(words).filter(|name| !taken.contains(&Some(name.clone())));
        if let Some(name) = &found {
            text.push_str(&format!("{key}: {name}\n"));
            if key == "engagement" {
                text.push_str("scale: 10  # the highest score\n");
            }
        }
        taken.push(found);
    }
    text.push_str("sections:\n");
    let mut of_sections: Vec<(Section, Vec<String>)> = Vec::new();
    for name in names.iter().filter(|name| !name.is_empty() && !taken.contains(&Some(yaml_string(name)))) {
        let section = sections.lookup_normalised(&normalise_heading(name)).unwrap_or(Section::Topics);
        match of_sections.iter_mut().find(|(known, _)| *known == section) {
            Some((_, columns)) => columns.push(yaml_string(name)),
            None => of_sections.push((section, vec![yaml_string(name)])),
        }
    }
    for (section, columns) in of_sections {
        let columns = if columns.len() == 1 { columns.concat() } else { format!("[{}]", columns.join(", ")) };
        text.push_str(&format!("  {}: {columns}\n", section.title().to_lowercase()));
    }
    text
}

/// The columns of each section, in the order of the sections.
pub(super) fn sections(mapping: &Mapping, table: &Table) -> Result<Vec<(Section, Vec<usize>)>, RowsError> {
    let names = SectionNames::default();
    let mut found: Vec<(Section, Vec<usize>)> = Vec::new();
    for (name, columns) in &mapping.sections {
        let section =
            names.lookup_normalised(&normalise_heading(name)).ok_or_else(|| RowsError::NoSection(name.clone()))?;
        let columns = match columns {
            Columns::One(column) => vec![table.column(column)?],
            Columns::Several(columns) => columns.iter().map(|column| table.column(column)).collect::<Result<_, _>>()?,
        };
        match found.iter_mut().find(|(known, _)| *known == section) {
            Some((_, known)) => known.extend(columns),
            None => found.push((section, columns)),
        }
    }
    found.sort_by_key(|(section, _)| *section as u32);
    Ok(found)
}

pub(super) fn said_order(mapping: &Mapping) -> Result<Option<DayOrder>, RowsError> {
    match mapping.dates.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some("day-first") => Ok(Some(DayOrder::DayFirst)),
        Some("month-first") => Ok(Some(DayOrder::MonthFirst)),
        Some(other) => Err(RowsError::Order(other.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Date,Status,Mood,Minutes,Last week,Notes,Action items\n\
        2021-03-09,Done,4/5,45 min,\"shipped it\nfixed it\",pay,\"Bob: send the plan\"\n\
        2021-03-02,Cancelled,,,,,\n\
        3/25/2021,Held,9,x,,\"a, b\",\n\
        someday,Held,3,,,,\n";

    #[test]
    fn a_mapping_to_begin_with() {
        assert_eq!(
            suggested(TABLE.as_bytes()),
            "# What the columns are. Take out what is not there, and put right what is not so.\ndate: Date\nstatus: Status\n\
             engagement: Mood\nscale: 10  # the highest score\nminutes: Minutes\nsections:\n  look back: Last week\n  \
             open discussion: Notes\n  action items: Action items\n"
        );
        let text = suggested(b"Date,Foo,Bar,Foo,a: b\n");
        assert!(text.ends_with("sections:\n  open discussion: [Foo, Bar, Foo (2), \"a: b\"]\n"), "{text}");
    }
}
