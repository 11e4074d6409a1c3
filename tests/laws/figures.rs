//! Histories: identity, and figures that forgetting, repeating and reordering do not change.

use std::collections::HashMap;

use oneonone::format::body::Vocabulary;
use oneonone::format::edit::{ItemEdit, edit_items, insert_under};
use oneonone::history::{History, Item, Origin};
use oneonone::model::item::{Kind, normalise_text};
use oneonone::model::section::Section;
use proptest::prelude::*;
use serde_json::Value;

use crate::common::config;
use crate::common::histories::{RawHistory, history, today};

/// The figures without what names lines and ids: these may follow an edit.
fn without_places(mut figures: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                for key in ["mentions", "id", "evidence", "unread_items"] {
                    map.shift_remove(key);
                }
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut figures);
    figures
}

/// Where the figures of two histories differ, but for lines and ids.
fn differences(one: &RawHistory, other: &RawHistory) -> Vec<String> {
    fn compare(at: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
        match (one, other) {
            (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
                a.iter().for_each(|(key, value)| compare(&format!("{at}/{key}"), value, &b[key], found));
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                a.iter().zip(b).enumerate().for_each(|(index, (a, b))| compare(&format!("{at}/{index}"), a, b, found));
            }
            _ if one == other => {}
            _ => found.push(format!("{at}: {one} became {other}")),
        }
    }
    let mut found = Vec::new();
    compare("", &without_places(one.figures()), &without_places(other.figures()), &mut found);
    found
}

/// The entry that comes last of those that are read.
fn last_read(history: &History) -> Option<usize> {
    history.upcoming.or_else(|| history.meetings.iter().rposition(|meeting| meeting.date <= today()))
}

fn mentioned_before(item: &Item, index: usize) -> bool {
    item.mentions.iter().all(|mention| mention.origin < Origin::Entry(index))
}

/// Every open item gets an id on its newest line, as it does before it is carried.
fn with_ids(raw: &RawHistory) -> RawHistory {
    let history = raw.read();
    let mut with_ids = raw.clone();
    for (number, item) in history.items.iter().enumerate() {
        let Some(last) = item.mentions.last().filter(|_| item.ids.is_empty() && item.state.is_open()) else { continue };
        let Origin::Entry(index) = last.origin else { continue };
        let name = &history.meetings[index].entry.name.file;
        let Some((_, text)) = with_ids.entries.iter_mut().find(|(file, _)| file == name) else { continue };
        let edit = ItemEdit { line: last.line, mark: None, append: vec![format!("^new{number}")] };
        let bytes = edit_items(text.as_bytes(), &[edit]).expect("an item's line can be edited");
        *text = String::from_utf8(bytes).expect("UTF-8 stays UTF-8");
    }
    with_ids
}

/// Open, mentioned in an earlier entry, and not to be taken for another item: where somebody has written the same words
/// into the entry for another item, equal lines with two ids would be told apart that were one before.
fn is_carried(history: &History, item: &Item, index: usize) -> bool {
    let text = normalise_text(&item.text);
    let says_the_same = |other: &Item| {
        let there = other.mentions.iter().filter(|mention| mention.origin == Origin::Entry(index));
        there.into_iter().any(|mention| normalise_text(&mention.text) == text)
    };
    item.state.is_open()
        && item.created.is_some()
        && mentioned_before(item, index)
        && !history.items.iter().any(says_the_same)
}

/// Carries the open items that bear ids into the last entry.
fn prepared(raw: &RawHistory) -> RawHistory {
    let history = raw.read();
    let Some(index) = last_read(&history) else { return raw.clone() };
    let file = &history.meetings[index].entry.name.file;
    let mut prepared = raw.clone();
    let Some((_, text)) = prepared.entries.iter_mut().find(|(name, _)| name == file) else { return prepared };
    for item in history.items.iter().filter(|item| is_carried(&history, item, index)) {
        let Some(id) = item.ids.first() else { continue };
        let (section, owned) = match item.kind {
            Kind::Commitment => (Section::LookForward, true),
            Kind::ActionItem => (Section::Actions, true),
            Kind::Blocker => (Section::Blockers, false),
            Kind::Topic => (Section::Topics, false),
            Kind::Milestone => (Section::Milestones, false),
        };
        let mut line = "- [ ] ".to_owned();
        if owned {
            line.extend(item.owners.iter().map(|owner| format!("@{owner} ")));
        }
        line.push_str(&item.text);
        line.extend(item.due.filter(|_| owned).map(|due| format!(" due:{due}")));
        line.push_str(&format!(" ^{id}"));
        let bytes = insert_under(text.as_bytes(), section, &[line], &Vocabulary::default()).expect("there is room");
        *text = String::from_utf8(bytes).expect("UTF-8 stays UTF-8");
    }
    prepared
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn the_order_of_files_changes_nothing(raw in history(), seed in any::<u64>()) {
        let mut other = raw.clone();
        other.entries.sort_by_key(|(name, _)| name.bytes().fold(seed, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)));
        prop_assert_eq!(raw.figures(), other.figures());
    }

    #[test]
    fn lines_of_one_id_are_one_item(raw in history()) {
        let history = raw.read();
        let mut owner_of: HashMap<&str, usize> = HashMap::new();
        for (index, item) in history.items.iter().enumerate() {
            for id in &item.ids {
                prop_assert_eq!(owner_of.insert(id, index), None, "^{} is borne by two items", id);
            }
            prop_assert!(!item.mentions.is_empty());
            prop_assert!(item.mentions.is_sorted_by_key(|mention| (mention.origin, mention.line)));
        }
        let lines: Vec<_> = history.items.iter().flat_map(|item| item.mentions.iter().map(|m| (m.origin, m.line))).collect();
        let distinct: std::collections::HashSet<_> = lines.iter().collect();
        prop_assert_eq!(distinct.len(), lines.len(), "a line mentions two items");
    }

    #[test]
    fn a_line_twice_is_one_mention(raw in history()) {
        let mut twice = raw.clone();
        for (_, text) in &mut twice.entries {
            *text = text.lines().map(|line| if line.starts_with("- [") { format!("{line}\n{line}\n") } else { format!("{line}\n") }).collect();
        }
        prop_assert_eq!(differences(&raw, &twice), Vec::<String>::new());
    }

    #[test]
    fn giving_ids_changes_no_figure(raw in history()) {
        prop_assert_eq!(differences(&raw, &with_ids(&raw)), Vec::<String>::new());
    }

    #[test]
    fn preparing_changes_no_figure(raw in history()) {
        let raw = with_ids(&raw);
        let once = prepared(&raw);
        prop_assert_eq!(differences(&raw, &once), Vec::<String>::new());
        prop_assert_eq!(differences(&raw, &prepared(&once)), Vec::<String>::new());
    }

    #[test]
    fn counts_add_up(raw in history()) {
        let figures = raw.figures();
        let count = |at: &str| figures.pointer(at).and_then(Value::as_u64).unwrap_or_else(|| panic!("{at}"));
        let length = |at: &str| figures.pointer(at).and_then(Value::as_array).unwrap_or_else(|| panic!("{at}")).len() as u64;
        let [on_time, moved, cancelled, missed] = ["on_time", "moved", "cancelled", "missed"].map(|key| count(&format!("/cadence/{key}")));
        prop_assert_eq!(count("/cadence/expected"), on_time + moved + cancelled + missed);
        let [unconfirmed, excused, pending] = ["unconfirmed", "excused", "pending"].map(|key| count(&format!("/cadence/{key}")));
        prop_assert_eq!(length("/cadence/slots"), count("/cadence/expected") + unconfirmed + excused + pending);
        prop_assert!(count("/meetings/held") >= on_time + moved);
        prop_assert!(count("/meetings/documented") <= count("/meetings/held"));
        let [open, done, dropped, unresolved] = ["open", "done", "dropped", "unresolved"].map(|key| count(&format!("/action_items/{key}")));
        prop_assert_eq!(length("/action_items/items"), open + done + dropped + unresolved);
        prop_assert!(count("/action_items/overdue") <= open);
        prop_assert_eq!(length("/blockers/items"), count("/blockers/open"));
    }

    #[test]
    fn ratios_lie_between_0_and_1(raw in history()) {
        let figures = raw.figures();
        let ratios = [
            "/cadence/adherence", "/cadence/moved_rate", "/meetings/agenda_rate", "/action_items/done_by_next",
            "/commitments/direct_report/say_do", "/commitments/manager/say_do", "/engagement/asked_rate",
        ];
        for ratio in ratios {
            let value = figures.pointer(ratio);
            prop_assert!(value.is_some(), "{ratio} is not there");
            prop_assert!(value.and_then(Value::as_f64).is_none_or(|value| (0.0..=1.0).contains(&value)), "{ratio}: {value:?}");
        }
        let expected = figures.pointer("/cadence/expected").and_then(Value::as_u64);
        prop_assert_eq!(figures.pointer("/cadence/adherence").is_none_or(Value::is_null), expected == Some(0));
    }
}
