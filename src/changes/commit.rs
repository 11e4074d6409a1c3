//! All that one commit changed, file by file.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::align::align;
use super::fields::{Field, fields};
use super::line::{Aspect, LineChange, Place};
use super::version::{Kind, Line, Version};

/// The versions of a file in one commit.
#[derive(Debug, Clone, Copy)]
pub struct Versions<'v> {
    /// Relative to the pair's folder, with `/`.
    pub path: &'v str,
    /// The file in each of the commits that this one was made from; none where it was not there.
    pub before: &'v [Option<&'v Version>],
    /// The file now; none where it is gone.
    pub after: Option<&'v Version>,
}

/// What became of a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Made,
    /// It was there, and is.
    Changed,
    /// It has another name.
    Renamed {
        /// The path that it had.
        from: String,
    },
    /// It is gone.
    Removed,
}

/// What a commit changed in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChanges {
    /// Relative to the pair's folder, with `/`.
    pub path: String,
    /// The day of the meeting, where the file is an entry with one.
    pub date: Option<NaiveDate>,
    /// What became of it as a whole.
    pub fate: Fate,
    /// What it says about the meeting.
    pub fields: Vec<Field>,
    /// Its lines.
    pub lines: Vec<LineChange>,
}

impl FileChanges {
    /// The lines of which something is told.
    pub fn told(&self) -> impl Iterator<Item = &LineChange> {
        self.lines.iter().filter(|change| change.is_told())
    }

    /// Whether there is anything to tell.
    pub fn is_told(&self) -> bool {
        self.fate != Fate::Changed
            || !self.fields.is_empty()
            || self.told().next().is_some()
            || Kind::of(&self.path) == Kind::Other
    }
}

/// Which ids were seen, and in which file first: an item with an id from elsewhere was carried.
#[derive(Debug, Clone, Default)]
pub struct Known {
    files: HashMap<String, String>,
}

impl Known {
    /// Takes note of the ids in a version of a file.
    pub fn learn(&mut self, path: &str, version: &Version) {
        for id in version.lines.iter().flat_map(Line::ids) {
            if !self.files.contains_key(id) {
                self.files.insert(id.clone(), path.to_owned());
            }
        }
    }

    fn is_elsewhere(&self, line: &Line, path: &str) -> bool {
        line.ids().iter().any(|id| self.files.get(id).is_some_and(|first| first != path))
    }
}

/// What a commit changed: every line once. `known` has the ids from before, and those of the commit afterwards.
pub fn compare(files: &[Versions<'_>], known: &mut Known) -> Vec<FileChanges> {
    // An item that gets its id and is carried in one commit is known from where it stood.
    for file in files.iter().filter(|file| file.before.iter().any(Option::is_some)) {
        file.after.into_iter().for_each(|after| known.learn(file.path, after));
    }
    let renamed = renamed(files);
    let mut changes = Vec::with_capacity(files.len());
    for (index, file) in files.iter().enumerate() {
        if renamed.iter().any(|(from, _)| *from == index) {
            continue;
        }
        match renamed.iter().find(|(_, to)| *to == index) {
            Some((from, _)) => {
                let from = &files[*from];
                let fate = Fate::Renamed { from: from.path.to_owned() };
                changes.push(of_file(&Versions { before: from.before, ..*file }, fate, known));
            }
            None => {
                let is_new = file.before.iter().all(Option::is_none);
                let fate = match file.after {
                    None => Fate::Removed,
                    Some(_) if is_new => Fate::Made,
                    Some(_) => Fate::Changed,
                };
                changes.push(of_file(file, fate, known));
            }
        }
    }
    join_moved(&mut changes);
    files.iter().for_each(|file| file.after.into_iter().for_each(|after| known.learn(file.path, after)));
    changes
}

fn of_file(file: &Versions<'_>, fate: Fate, known: &Known) -> FileChanges {
    let nothing = Version::default();
    let after = file.after.unwrap_or(&nothing);
    let mut of_each = file.before.iter().map(|before| {
        let lines = lines(file.path, before.unwrap_or(&nothing), after, before.is_none());
        let fields = if file.after.is_some() { fields(*before, after) } else { Vec::new() };
        (fields, lines)
    });
    let (mut fields, mut lines) = of_each.next().unwrap_or_default();
    // What a merge has from one of its sides was told there: its own is what neither of them has.
    for (other_fields, other_lines) in of_each {
        fields.retain(|field| other_fields.iter().any(|other| other.key == field.key && other.after == field.after));
        lines = in_common(lines, &other_lines);
    }
    for change in &mut lines {
        let elsewhere = |line: &Line| known.is_elsewhere(line, file.path);
        if change.what.first() == Some(&Aspect::Added) && change.after.as_ref().is_some_and(elsewhere) {
            change.what[0] = Aspect::Carried;
        }
    }
    let entry = |version: &&Version| version.entry.as_ref().and_then(|entry| entry.date);
    let date = file.after.as_ref().and_then(entry);
    let date = date.or_else(|| file.before.iter().flatten().find_map(entry));
    FileChanges { path: file.path.to_owned(), date, fate, fields, lines }
}

/// What became of the lines of one version. The headings of a file that is made or gone are no news.
fn lines(path: &str, before: &Version, after: &Version, is_new: bool) -> Vec<LineChange> {
    let matches = align(&before.lines, &after.lines);
    let mut from: Vec<Option<usize>> = vec![None; after.lines.len()];
    let mut gone = Vec::new();
    for (index, found) in matches.iter().enumerate() {
        match found {
            Some(found) => from[*found] = Some(index),
            None => gone.push(index),
        }
    }
    let mut changes = Vec::new();
    for (line, from) in after.lines.iter().zip(from) {
        match from {
            Some(from) => changes.extend(LineChange::between(path, &before.lines[from], line)),
            None if is_new && line.is_heading => {}
            None => changes.push(LineChange::added(line)),
        }
    }
    let is_gone = after.lines.is_empty() && after.entry.is_none();
    let gone = gone.into_iter().map(|index| &before.lines[index]);
    changes.extend(gone.filter(|line| !(is_gone && line.is_heading)).map(LineChange::removed));
    changes
}

fn in_common(lines: Vec<LineChange>, others: &[LineChange]) -> Vec<LineChange> {
    let mut used = vec![false; others.len()];
    let mut kept = Vec::new();
    for change in lines {
        let same = others.iter().enumerate().find(|(index, other)| !used[*index] && other.has_same_result(&change));
        if let Some((index, other)) = same {
            used[index] = true;
            kept.extend(change.in_common(other));
        }
    }
    kept
}

/// The files that have another name now: (the one that is gone, the new one), as indices.
fn renamed(files: &[Versions<'_>]) -> Vec<(usize, usize)> {
    let is_entry = |file: &Versions<'_>| Kind::of(file.path) == Kind::Entry && file.before.len() == 1;
    let gone: Vec<usize> = (0..files.len()).filter(|n| files[*n].after.is_none() && is_entry(&files[*n])).collect();
    let made: Vec<usize> =
        (0..files.len()).filter(|n| matches!(files[*n].before, [None]) && is_entry(&files[*n])).collect();
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    if gone.len().saturating_mul(made.len()) > 2_500 {
        return Vec::new();
    }
    for from in &gone {
        for to in &made {
            if let (Some(Some(before)), Some(after)) = (files[*from].before.first(), files[*to].after)
                && let Some(likeness) = likeness(before, after)
            {
                pairs.push((likeness, *from, *to));
            }
        }
    }
    pairs.sort_by_key(|(likeness, from, to)| (std::cmp::Reverse(*likeness), *from, *to));
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (_, from, to) in pairs {
        if !found.iter().any(|(one, other)| *one == from || *other == to) {
            found.push((from, to));
        }
    }
    found
}

/// In hundredths, where half of the lines or more are the same.
fn likeness(before: &Version, after: &Version) -> Option<usize> {
    let mut texts: HashMap<&str, usize> = HashMap::new();
    before.lines.iter().for_each(|line| *texts.entry(&line.text).or_default() += 1);
    let mut common = 0;
    for line in &after.lines {
        if let Some(left) = texts.get_mut(line.text.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    let all = before.lines.len() + after.lines.len();
    (all > 0 && 4 * common >= all).then(|| 200 * common / all)
}

/// A line that left one file for another is told once, where it is now.
fn join_moved(changes: &mut [FileChanges]) {
    let mut gone: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (file, changed) in changes.iter().enumerate() {
        for (index, change) in changed.lines.iter().enumerate() {
            if change.what.first() == Some(&Aspect::Removed)
                && let Some(line) = change.before.as_ref().filter(|line| !line.is_heading)
            {
                keys(line).into_iter().for_each(|key| gone.entry(key).or_default().push((file, index)));
            }
        }
    }
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for file in 0..changes.len() {
        for index in 0..changes[file].lines.len() {
            let change = &changes[file].lines[index];
            let is_new = matches!(change.what.first(), Some(Aspect::Added | Aspect::Carried));
            let Some(line) = change.after.as_ref().filter(|line| is_new && !line.is_heading) else { continue };
            let found = keys(line).iter().find_map(|key| {
                gone.get(key)?.iter().copied().find(|(from, at)| *from != file && !taken.contains(&(*from, *at)))
            });
            let Some((from, at)) = found else { continue };
            taken.push((from, at));
            let before = changes[from].lines[at].before.clone();
            let moved = before.as_ref().and_then(|before| moved(&changes[from].path, before, line));
            if let (Some(what), Some(before)) = (moved, before) {
                changes[file].lines[index].what = what;
                changes[file].lines[index].before = Some(before);
            }
        }
    }
    for (file, changed) in changes.iter_mut().enumerate() {
        let mut index = 0;
        changed.lines.retain(|_| {
            index += 1;
            !taken.contains(&(file, index - 1))
        });
    }
}

/// What became of a line that left the file `path`.
fn moved(path: &str, before: &Line, after: &Line) -> Option<Vec<Aspect>> {
    let from = Place { path: path.to_owned(), section: before.section };
    let mut what = LineChange::between(path, before, after).map(|change| change.what).unwrap_or_default();
    what.retain(|aspect| !matches!(aspect, Aspect::Moved { .. } | Aspect::Marked));
    what.insert(0, Aspect::Moved { from });
    Some(what)
}

/// What a line is known by in another file: its ids, else what it says.
fn keys(line: &Line) -> Vec<String> {
    let mut keys: Vec<String> = line.ids().iter().map(|id| format!("^{id}")).collect();
    let said = line.normalised();
    // A word or two may stand in two files by chance.
    if said.split(' ').count() > 2 {
        keys.push(said);
    }
    keys
}
