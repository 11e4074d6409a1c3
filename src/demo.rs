//! The example team: the files of `examples/`, moved in time so that they end today, written as real repositories with
//! real dates and two authors.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use chrono::{Days, NaiveDate, TimeDelta};

use crate::command_error::CommandError;
use crate::format::body::{Body, Vocabulary};
use crate::format::edit::{Edit, apply, remove_key, set_key};
use crate::format::item_line::task_box;
use crate::format::source::Source;
use crate::format::{entry, pair_file};
use crate::git::{BeginOptions, Change, Commit, Identity, PairRepository};
use crate::model::entry::{Status, parse_date};
use crate::model::pair::{Pair, Party};
use crate::model::section::Section;
use crate::store::durable;

/// Every file of the example team: its path below `examples/`, and its text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

/// The day on which the examples end.
const REFERENCE: (i32, u32, u32) = (2026, 11, 20);

/// Makes the team in that folder.
pub fn make(home: &Path, today: NaiveDate) -> Result<(), CommandError> {
    durable::make_folder(home)?;
    let weeks = weeks_to(today);
    let mut pairs: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (path, text) in FILES {
        if let Some((slug, inside)) = path.split_once('/') {
            pairs.entry(slug).or_default().insert(shift(inside, weeks), shift(text, weeks));
        }
    }
    for (slug, files) in pairs {
        make_pair(&home.join(slug), &files, today)?;
    }
    Ok(())
}

/// The whole weeks by which the examples move, so that weekdays stay and the last day is today or a few days on.
fn weeks_to(today: NaiveDate) -> i64 {
    let (year, month, day) = REFERENCE;
    let reference = NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    let days = (today - reference).num_days();
    days.div_euclid(7) + i64::from(days.rem_euclid(7) > 0)
}

/// The text with every date moved.
fn shift(text: &str, weeks: i64) -> String {
    let mut moved = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let date = text.get(at..at + 10).filter(|_| text.as_bytes()[at].is_ascii_digit()).and_then(parse_date);
        let later = date.and_then(|date| date.checked_add_signed(TimeDelta::weeks(weeks)));
        match later {
            Some(date) => {
                moved.push_str(&date.to_string());
                at += 10;
            }
            None => {
                let next = text[at..].chars().next().map_or(1, char::len_utf8);
                moved.push_str(&text[at..at + next]);
                at += next;
            }
        }
    }
    moved
}

fn make_pair(root: &Path, files: &BTreeMap<String, String>, today: NaiveDate) -> Result<(), CommandError> {
    let repository = PairRepository::create(root)?;
    let (pair, _) = pair_file::read(files.get(pair_file::FILE_NAME).map(String::as_bytes).unwrap_or_default());
    let vocabulary = Vocabulary::of(&pair);
    let mut commits = vec![beginning(files, &pair, today)];
    let mut seen: HashSet<String> = HashSet::new();
    let mut entries: Vec<(&String, &String, entry::Reading)> = files
        .iter()
        .filter_map(|(path, text)| {
            let name = path.strip_prefix("entries/")?;
            Some((path, text, entry::read(name, text.as_bytes(), &vocabulary)))
        })
        .collect();
    entries.sort_by_key(|(_, _, reading)| (reading.entry.date, reading.entry.name.clone()));
    let mut to_come = 0;
    for (path, text, reading) in entries {
        let Some(date) = reading.entry.date else { continue };
        if date > today {
            // Of the meetings to come only the first has been prepared.
            to_come += 1;
            if to_come == 1 {
                let bytes = before_the_meeting(text.as_bytes(), &vocabulary, &seen, today)?;
                commits.push(commit("prep", path, bytes, &pair.direct_report, today, 9));
            }
            continue;
        }
        if let Some(prepared) =
            reading.entry.prepared.filter(|prepared| *prepared <= date && reading.entry.status == Some(Status::Held))
        {
            let bytes = before_the_meeting(text.as_bytes(), &vocabulary, &seen, prepared)?;
            let hour = if prepared < date { 17 } else { 9 };
            commits.push(commit("prep", path, bytes, &pair.direct_report, prepared, hour));
        }
        let verb = if reading.entry.status == Some(Status::Held) { "close" } else { "new" };
        commits.push(commit(verb, path, text.clone().into_bytes(), &pair.manager, date, 15));
        seen.extend(reading.entry.mentions.iter().flat_map(|mention| mention.ids.iter().cloned()));
    }
    commits.sort_by_key(|commit| commit.when);
    let mut session = repository.begin(BeginOptions::default())?;
    session.import(commits)?;
    Ok(())
}

/// The first commit: the pair file, the backlog and the goals.
fn beginning(files: &BTreeMap<String, String>, pair: &Pair, today: NaiveDate) -> Commit {
    let first = pair.cadence.first().map_or(today, |row| row.from);
    let mut changes: Vec<Change> = files
        .iter()
        .filter(|(path, _)| !path.starts_with("entries/"))
        .map(|(path, text)| Change::write(path.clone(), text.clone().into_bytes()))
        .collect();
    changes.push(Change::write(
        ".gitattributes",
        b"* -text\n*.md merge=oneonone\noneonone.yaml merge=oneonone\n".to_vec(),
    ));
    let day = first.checked_sub_days(Days::new(7)).unwrap_or(first);
    Commit {
        message: format!("oneonone init: {}", pair_file::FILE_NAME),
        changes,
        when: Some(moment(day, 9)),
        author: Some(identity(&pair.manager)),
    }
}

fn commit(verb: &str, path: &str, bytes: Vec<u8>, author: &Party, day: NaiveDate, hour: u32) -> Commit {
    Commit {
        message: format!("oneonone {verb}: {path}"),
        changes: vec![Change::write(path, bytes)],
        when: Some(moment(day, hour)),
        author: Some(identity(author)),
    }
}

fn moment(day: NaiveDate, hour: u32) -> (i64, i32) {
    let time = day.and_hms_opt(hour, 0, 0).map_or(0, |time| time.and_utc().timestamp());
    (time, 0)
}

fn identity(party: &Party) -> Identity {
    let email = party.email.first().cloned().unwrap_or_else(|| format!("{}@example.com", party.handle));
    Identity { name: party.name.clone(), email }
}

/// What the entry was when the direct report had prepared it: what belongs to the meeting itself is not there yet, and
/// carried items are open.
fn before_the_meeting(
    bytes: &[u8],
    vocabulary: &Vocabulary,
    carried: &HashSet<String>,
    day: NaiveDate,
) -> Result<Vec<u8>, CommandError> {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let mut edits = Vec::new();
    for line in body.lines.iter().filter(|line| !line.flags.heading) {
        let text = &source.text[line.span.content.clone()];
        let prepared = matches!(
            body.section(line),
            Section::LookBack
                | Section::LookForward
                | Section::Performance
                | Section::Milestones
                | Section::Blockers
                | Section::Topics
        );
        let is_carried = text.rsplit_once('^').is_some_and(|(_, id)| carried.contains(id.trim()));
        if !text.trim().is_empty() && !prepared && !is_carried {
            edits.push(Edit { range: line.span.full.clone(), text: String::new() });
        } else if let Some(item) = line.item
            && let Some((mark, _)) = task_box(&source.text[item..line.span.content.end])
        {
            edits.push(Edit { range: item + 1..item + 1 + mark.len_utf8(), text: " ".to_owned() });
            if let Some(done) = text.find(" done:") {
                let at = line.span.content.start + done;
                edits.push(Edit { range: at..at + " done:YYYY-MM-DD".len(), text: String::new() });
            }
        }
    }
    let mut result = apply(bytes, edits);
    for key in ["engagement", "minutes"] {
        result = remove_key(&result, key)?;
    }
    result = set_key(&result, "status", "planned")?;
    Ok(set_key(&result, "prepared", &day.to_string())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_move_by_whole_weeks() {
        assert_eq!(shift("due:2026-11-20 é ^2026ab", 1), "due:2026-11-27 é ^2026ab");
        let (year, month, day) = REFERENCE;
        let reference = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(weeks_to(reference), 0);
        assert_eq!(weeks_to(reference + TimeDelta::days(1)), 1);
        assert_eq!(weeks_to(reference + TimeDelta::days(7)), 1);
        assert_eq!(weeks_to(reference - TimeDelta::days(1)), 0);
    }
}
