//! What became of what a file says about the meeting: its state, day, score, length, and any other key.

use super::version::Version;
use crate::model::entry::{Entry, Status};

/// A key and its value before and now, as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub key: String,
    /// The value before; none where it was not there.
    pub before: Option<String>,
    /// The value now; none where it is gone.
    pub after: Option<String>,
}

/// The fields that differ. Of a file that is new, only what is more than the plan for its day.
pub(super) fn fields(before: Option<&Version>, after: &Version) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Some(entry) = &after.entry {
        let old = before.and_then(|before| before.entry.as_ref());
        let is_new = before.is_none();
        for (key, value) in KEYS {
            let (before, after) = (old.and_then(value), value(entry));
            // The first word written in it made it prepared; that word is told.
            let goes_without = match key {
                "prepared" => before.is_none(),
                "date" | "kind" => is_new,
                "status" => is_new && after.as_deref() == Some(Status::Planned.name()),
                _ => false,
            };
            if before != after && !goes_without {
                fields.push(Field { key: key.to_owned(), before, after });
            }
        }
        // A meeting that moves keeps the day of its slot; that it moved is told already.
        if fields.iter().any(|field| field.key == "date") {
            fields.retain(|field| field.key != "scheduled");
        }
    }
    let empty = Vec::new();
    let old = before.map_or(&empty, |before| &before.keys);
    if before.is_some() || after.entry.is_some() {
        others(old, &after.keys, &mut fields);
    }
    fields
}

/// A key, and its value in an entry.
type Known = (&'static str, fn(&Entry) -> Option<String>);

const KEYS: [Known; 8] = [
    ("status", |entry| entry.status.map(|status| status.name().to_owned())),
    ("date", |entry| entry.date.map(|date| date.to_string())),
    ("scheduled", |entry| entry.scheduled.map(|date| date.to_string())),
    ("reason", |entry| entry.reason.clone()),
    ("engagement", |entry| entry.score.map(|score| shown(score.value))),
    ("minutes", |entry| entry.minutes.map(|minutes| minutes.to_string())),
    ("prepared", |entry| entry.prepared.map(|date| date.to_string())),
    ("kind", |entry| entry.kind.clone()),
];

fn others(old: &[(String, String)], new: &[(String, String)], fields: &mut Vec<Field>) {
    let value = |keys: &[(String, String)], key: &str| {
        keys.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
    };
    let added = new.iter().filter(|(key, _)| !old.iter().any(|(known, _)| known == key));
    let mut seen: Vec<&str> = Vec::new();
    for (key, _) in old.iter().chain(added) {
        if seen.contains(&key.as_str()) {
            continue;
        }
        seen.push(key);
        let (before, after) = (value(old, key), value(new, key));
        if before != after {
            fields.push(Field { key: key.clone(), before, after });
        }
    }
}

/// A score: whole where it is whole, else with one decimal.
fn shown(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}
