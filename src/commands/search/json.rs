//! What was found, for programs.

use serde_json::{Value, json};

use super::Hits;
use super::page::state_name;
use crate::history::{History, Item, ItemState};
use crate::model::entry::Outcome;
use crate::model::section::Section;
use crate::search::pair::FoundLine;

/// Every hit as an object, newest first.
pub(super) fn page(hits: &[Hits<'_>]) -> String {
    let found: Vec<Value> = hits.iter().flat_map(in_file).collect();
    let value = json!({"schema": "oneonone.search/1", "hits": found});
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

fn in_file(hit: &Hits<'_>) -> Vec<Value> {
    let (file, history) = (&hit.file, &hit.loaded.history);
    let with_hit = file.lines.iter().enumerate().filter(|(_, line)| line.places.is_some());
    let value = |(index, line): (usize, &FoundLine<'_>)| {
        let (before, after) = (&file.lines[..index], &file.lines[index + 1..]);
        let mut before: Vec<&str> = around(line.number, before.iter().rev());
        before.reverse();
        json!({
            "pair": hit.loaded.folder.slug,
            "path": file.path,
            "date": file.date,
            "outcome": file.outcome.map(outcome_name),
            "line": line.number,
            "section": (line.section != Section::Other).then(|| line.section.name()),
            "heading": line.heading,
            "text": line.text,
            "matches": places(line),
            "before": before,
            "after": around(line.number, after.iter()),
            "item": line.item.map(|item| as_value(history, item)),
        })
    };
    with_hit.map(value).collect()
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Held => "held",
        Outcome::Cancelled => "cancelled",
        Outcome::Missed => "missed",
        Outcome::Planned => "planned",
        Outcome::Unconfirmed => "unconfirmed",
        Outcome::Ghost => "ghost",
    }
}

/// The texts of the lines next to one that were not found themselves, the nearest first.
fn around<'t>(number: u32, lines: impl Iterator<Item = &'t FoundLine<'t>>) -> Vec<&'t str> {
    let next = (1_u32..).zip(lines);
    next.take_while(|(distance, line)| line.places.is_none() && line.number.abs_diff(number) == *distance)
        .map(|(_, line)| line.text.as_str())
        .collect()
}

/// Where the words stand: column and length in characters.
fn places(line: &FoundLine<'_>) -> Vec<Value> {
    let (mut at, mut column) = (0, 1);
    let mut values = Vec::new();
    for place in line.places.iter().flatten() {
        column += line.text[at..place.start].chars().count();
        let length = line.text[place.clone()].chars().count();
        values.push(json!({"column": column, "length": length}));
        (at, column) = (place.end, column + length);
    }
    values
}

fn as_value(history: &History, item: &Item) -> Value {
    let mentions: Vec<String> =
        item.mentions.iter().map(|mention| format!("{}:{}", history.path(mention.origin), mention.line)).collect();
    let (done, dropped) = match item.state {
        ItemState::Open => (None, None),
        ItemState::Done(date) => (date, None),
        ItemState::Dropped(date) => (None, date),
    };
    json!({
        "id": item.ids.first(),
        "kind": item.kind.name(),
        "state": state_name(history, item),
        "text": item.text,
        "owners": item.owners,
        "due": item.due,
        "created": item.created,
        "done": done,
        "dropped": dropped,
        "mentions": mentions,
    })
}
