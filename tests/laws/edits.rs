//! Edits: only the bytes meant change, and what is read afterwards differs only in what was meant.

use std::ops::Range;

use oneonone::format::body::{Body, Vocabulary};
use oneonone::format::edit::{EditError, ItemEdit, edit_items, insert_under, remove_key, set_key};
use oneonone::format::entry::{self, Reading};
use oneonone::format::source::Source;
use oneonone::model::entry::{Entry, Status};
use oneonone::model::item::Mark;
use oneonone::model::section::Section;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use crate::common::config;
use crate::common::documents::{any_bytes, document};

fn read(bytes: &[u8]) -> Entry {
    let Reading { entry, .. } = entry::read("2026-11-20.md", bytes, &Vocabulary::default());
    entry
}

/// Whether nothing outside the range of the bytes before has changed.
fn only_inside(before: &[u8], after: &[u8], range: Range<usize>) -> bool {
    let kept = range.start + before.len() - range.end;
    after.len() >= kept && after.starts_with(&before[..range.start]) && after.ends_with(&before[range.end..])
}

/// The spans in which two texts differ: all but the longest common beginning and end.
fn changed(before: &[u8], after: &[u8]) -> (Range<usize>, Range<usize>) {
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = before[start..].iter().rev().zip(after[start..].iter().rev());
    let end = rest.take_while(|(a, b)| a == b).count();
    (start..before.len() - end, start..after.len() - end)
}

fn line_count(bytes: &[u8]) -> u32 {
    Source::new(bytes).lines.len() as u32
}

/// What an entry says of its body, with lines counted from `shift` less.
fn body_of(entry: &Entry, shift: u32) -> impl PartialEq + std::fmt::Debug {
    let mut mentions = entry.mentions.clone();
    mentions.iter_mut().for_each(|mention| mention.line -= shift);
    let look_alikes: Vec<u32> = entry.look_alikes.iter().map(|line| line - shift).collect();
    (mentions, look_alikes, entry.prose, entry.growth_prose)
}

fn is_refused_only_for_a_reason(error: &EditError, bytes: &[u8]) -> Result<(), TestCaseError> {
    match error {
        EditError::UnreadableFrontmatter => prop_assert!(read(bytes).unreadable),
        EditError::UnsafeKey(_) | EditError::Swallowed(_) => {}
        EditError::NoItem(_) => prop_assert!(false, "{error}"),
    }
    Ok(())
}

fn a_set_key_is_local(bytes: &[u8]) -> Result<(), TestCaseError> {
    match set_key(bytes, "minutes", "37") {
        Ok(after) => {
            let source = Source::new(bytes);
            let allowed = source.frontmatter.clone().unwrap_or(source.body..source.body);
            prop_assert!(only_inside(bytes, &after, allowed));
            prop_assert!(after.ends_with(&bytes[source.body..]));
            let (was, is) = (read(bytes), read(&after));
            prop_assert_eq!(is.minutes, Some(37));
            prop_assert_eq!(
                (was.date, was.scheduled, was.status, &was.reason),
                (is.date, is.scheduled, is.status, &is.reason)
            );
            prop_assert_eq!((was.prepared, &was.kind, was.imported), (is.prepared, &is.kind, is.imported));
            prop_assert_eq!(was.score.map(|score| score.value), is.score.map(|score| score.value));
            let shift = Source::new(&after).lines_before_body as u32 - source.lines_before_body as u32;
            prop_assert_eq!(body_of(&is, shift), body_of(&was, 0));
            prop_assert_eq!(set_key(&after, "minutes", "37"), Ok(after));
        }
        Err(error) => is_refused_only_for_a_reason(&error, bytes)?,
    }
    Ok(())
}

fn an_item_edit_is_local(bytes: &[u8], pick: usize, mark: char) -> Result<(), TestCaseError> {
    let was = read(bytes);
    let Some(mention) = was.mentions.get(pick % was.mentions.len().max(1)) else { return Ok(()) };
    let edit = ItemEdit { line: mention.line, mark: Some(mark), append: vec!["^zz99".to_owned()] };
    let after = edit_items(bytes, std::slice::from_ref(&edit));
    prop_assert!(after.is_ok(), "{after:?}");
    let after = after.unwrap_or_default();
    let source = Source::new(bytes);
    let span = source.lines[mention.line as usize - 1].full.clone();
    prop_assert!(only_inside(bytes, &after, span.clone()));
    // With the old box and without the words the line is what it was.
    let line =
        String::from_utf8_lossy(&after[span.start..span.end + after.len() - bytes.len()]).replacen(" ^zz99", "", 1);
    let old = String::from_utf8_lossy(&bytes[span]).into_owned();
    let differing = line.chars().zip(old.chars()).filter(|(now, was)| now != was).count();
    prop_assert!(line.chars().count() == old.chars().count() && differing <= 1, "{old:?} became {line:?}");
    let is = read(&after);
    prop_assert_eq!(is.mentions.len(), was.mentions.len());
    for (before, now) in was.mentions.iter().zip(&is.mentions) {
        if now.line != mention.line {
            prop_assert_eq!(before, now);
        } else {
            prop_assert_eq!(now.mark, Mark::from_char(mark));
            prop_assert!(now.ids.contains(&"zz99".to_owned()), "{:?}", now);
            prop_assert_eq!((&before.text, &before.owners, before.due), (&now.text, &now.owners, now.due));
        }
    }
    prop_assert_eq!((was.prose, was.look_alikes), (is.prose, is.look_alikes));
    Ok(())
}

fn an_insertion_is_local(bytes: &[u8], section: Section) -> Result<(), TestCaseError> {
    let line = "- [ ] @bob inserted by a test ^zz99".to_owned();
    match insert_under(bytes, section, &[line], &Vocabulary::default()) {
        Ok(after) => {
            let (old, new) = changed(bytes, &after);
            prop_assert!(old.is_empty(), "{old:?} was replaced");
            let without = [&after[..new.start], &after[new.end..]].concat();
            prop_assert_eq!(&without[..], bytes);
            let (was, is) = (read(bytes), read(&after));
            if was.unreadable {
                return Ok(());
            }
            let (inserted, others): (Vec<_>, Vec<_>) =
                is.mentions.iter().cloned().partition(|mention| mention.ids.contains(&"zz99".to_owned()));
            prop_assert_eq!(inserted.len(), 1, "{:?}", String::from_utf8_lossy(&after));
            prop_assert_eq!(inserted[0].section, section);
            let shift = line_count(&after) - line_count(bytes);
            prop_assert_eq!(others.len(), was.mentions.len());
            for (before, now) in was.mentions.iter().zip(&others) {
                let moved = if now.line > inserted[0].line { shift } else { 0 };
                let mut now = now.clone();
                now.line -= moved;
                prop_assert_eq!(before, &now);
            }
            prop_assert_eq!((was.prose, was.growth_prose), (is.prose, is.growth_prose));
            prop_assert_eq!(was.score.map(|score| score.value), is.score.map(|score| score.value));
        }
        Err(error) => is_refused_only_for_a_reason(&error, bytes)?,
    }
    Ok(())
}

const SECTIONS: [Section; 5] =
    [Section::LookBack, Section::LookForward, Section::Actions, Section::Topics, Section::Blockers];

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn setting_a_key_changes_its_value_alone(text in document()) {
        a_set_key_is_local(text.as_bytes())?;
    }

    #[test]
    fn setting_a_key_in_any_bytes(bytes in any_bytes()) {
        a_set_key_is_local(&bytes)?;
    }

    #[test]
    fn removing_a_key_removes_its_lines_alone(text in document(), key in select(&["status", "engagement", "reason", "tags"][..])) {
        let bytes = text.as_bytes();
        match remove_key(bytes, key) {
            Ok(after) => {
                let (_, new) = changed(bytes, &after);
                prop_assert!(new.is_empty());
                let allowed = Source::new(bytes).frontmatter.unwrap_or(0..0);
                prop_assert!(only_inside(bytes, &after, allowed));
                let (was, is) = (read(bytes), read(&after));
                let was_held = was.status == Some(Status::Held);
                prop_assert!(is.status.is_none() || key != "status" || was_held);
                prop_assert_eq!((was.date, was.minutes, was.prepared), (is.date, is.minutes, is.prepared));
                prop_assert_eq!(remove_key(&after, key), Ok(after));
            }
            Err(error) => is_refused_only_for_a_reason(&error, bytes)?,
        }
    }

    #[test]
    fn a_set_key_can_be_removed_again(text in document()) {
        if let Ok(set) = set_key(text.as_bytes(), "x_test", "1") {
            let removed = remove_key(&set, "x_test");
            let had_front = Source::new(text.as_bytes()).frontmatter.is_some();
            prop_assert!(removed.is_ok());
            if had_front {
                prop_assert_eq!(removed.as_deref(), Ok(text.as_bytes()));
            }
        }
    }

    #[test]
    fn editing_an_item_changes_its_line_alone(text in document(), pick in any::<usize>(), mark in select(&['x', ' ', '>', '-'][..])) {
        an_item_edit_is_local(text.as_bytes(), pick, mark)?;
    }

    #[test]
    fn editing_an_item_of_any_bytes(bytes in any_bytes(), pick in any::<usize>()) {
        an_item_edit_is_local(&bytes, pick, 'x')?;
    }

    #[test]
    fn inserting_a_line_adds_it_alone(text in document(), section in select(&SECTIONS[..])) {
        an_insertion_is_local(text.as_bytes(), section)?;
    }

    #[test]
    fn inserting_a_line_into_any_bytes(bytes in any_bytes(), section in select(&SECTIONS[..])) {
        an_insertion_is_local(&bytes, section)?;
    }

    #[test]
    fn an_edit_of_nothing_gives_the_same_bytes(bytes in any_bytes()) {
        prop_assert_eq!(edit_items(&bytes, &[]), Ok(bytes.clone()));
        prop_assert_eq!(insert_under(&bytes, Section::Topics, &[], &Vocabulary::default()), Ok(bytes));
    }

    #[test]
    fn no_line_that_is_no_item_is_edited(bytes in any_bytes()) {
        let source = Source::new(&bytes);
        let body = Body::read(&source, &Vocabulary::default());
        for (index, line) in body.lines.iter().enumerate().take(30) {
            if line.item.is_none() || line.flags.quote || line.flags.code {
                let number = (source.lines_before_body + index + 1) as u32;
                let edit = ItemEdit { line: number, mark: Some('x'), append: Vec::new() };
                prop_assert_eq!(edit_items(&bytes, &[edit]), Err(EditError::NoItem(number)));
            }
        }
    }
}
