//! What changed, for programs (`docs/changes.md` lists the keys).

use serde_json::{Map, Value, json};

use super::commit::{Fate, FileChanges};
use super::line::{Aspect, LineChange};
use super::version::Line;
use super::words::PieceKind;
use crate::model::item::Mark;

/// Everything that a commit changed in its files.
pub fn commit_json(files: &[FileChanges]) -> Value {
    Value::Array(files.iter().filter(|file| file.is_told()).map(|file| file_json(file, &[], &[])).collect())
}

/// What changed in one file; `lines` and `fields` have, in the order of those told, who did each.
pub fn file_json(file: &FileChanges, fields: &[Value], lines: &[Value]) -> Value {
    let fate = match &file.fate {
        Fate::Made => "made",
        Fate::Changed => "changed",
        Fate::Renamed { .. } => "renamed",
        Fate::Removed => "removed",
    };
    let from = match &file.fate {
        Fate::Renamed { from } => json!(from),
        _ => Value::Null,
    };
    let told_fields = file.fields.iter().enumerate().map(|(index, field)| {
        with_by(json!({"key": field.key, "before": field.before, "after": field.after}), fields.get(index))
    });
    let told_lines = file.told().enumerate().map(|(index, change)| with_by(line(change), lines.get(index)));
    json!({
        "path": file.path, "date": file.date, "what": fate, "from": from,
        "fields": told_fields.collect::<Vec<_>>(), "lines": told_lines.collect::<Vec<_>>(),
    })
}

fn with_by(mut value: Value, by: Option<&Value>) -> Value {
    if let (Some(map), Some(by)) = (value.as_object_mut(), by) {
        map.insert("by".to_owned(), by.clone());
    }
    value
}

fn line(change: &LineChange) -> Value {
    let what: Vec<&str> = change.what.iter().filter(|aspect| **aspect != Aspect::Marked).map(Aspect::name).collect();
    let mut value = Map::new();
    value.insert("what".to_owned(), json!(what));
    let line = change.line();
    value.insert("section".to_owned(), json!(line.map(|line| line.section.name())));
    value.insert("heading".to_owned(), json!(line.and_then(|line| line.heading.clone())));
    value.insert("line".to_owned(), json!(change.after.as_ref().map(|line| line.number)));
    value.insert("before".to_owned(), change.before.as_ref().map_or(Value::Null, side));
    value.insert("after".to_owned(), change.after.as_ref().map_or(Value::Null, side));
    for aspect in &change.what {
        match aspect {
            Aspect::Edited(pieces) => {
                let words = pieces.iter().map(|piece| {
                    let kind = match piece.kind {
                        PieceKind::Kept => "kept",
                        PieceKind::Added => "added",
                        PieceKind::Removed => "removed",
                    };
                    json!({kind: piece.text})
                });
                value.insert("words".to_owned(), Value::Array(words.collect()));
            }
            Aspect::Moved { from } => {
                value.insert("from".to_owned(), json!({"path": from.path, "section": from.section.name()}));
            }
            _ => {}
        }
    }
    Value::Object(value)
}

fn side(line: &Line) -> Value {
    let mut value = json!({"text": line.text});
    if let (Some(map), Some(task)) = (value.as_object_mut(), &line.task) {
        let state = match task.mark {
            Mark::Done => "done",
            Mark::Dropped => "dropped",
            Mark::Carried => "carried-on",
            Mark::Open | Mark::Other => "open",
        };
        map.insert("state".to_owned(), json!(state));
        map.insert("ids".to_owned(), json!(task.ids));
        map.insert("owners".to_owned(), json!(task.owners));
        map.insert("due".to_owned(), json!(task.due));
        map.insert("done".to_owned(), json!(task.done));
    }
    value
}
