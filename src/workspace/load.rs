//! A pair, loaded: its files, what they say, and its history up to a day.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread::available_parallelism;

use chrono::NaiveDate;

use super::error::WorkspaceError;
use super::find::PairFolder;
use super::write::Plan;
use crate::format::body::Vocabulary;
use crate::format::diagnostic::Diagnostic;
use crate::format::{entry, pair_file};
use crate::history::{Files, History};
use crate::model::entry::{Entry, EntryName};
use crate::model::item::{Mark, Mention};
use crate::model::section::Section;
use crate::store::{StoreError, files};

/// How many entries are worth a thread: it takes as long to start as these to read.
const ENTRIES_FOR_A_THREAD: usize = 32;

/// A pair and everything that its files say.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Where it is.
    pub folder: PairFolder,
    /// What it calls things.
    pub vocabulary: Vocabulary,
    /// Its history.
    pub history: History,
    /// What is wrong in its files.
    pub diagnostics: Vec<Diagnostic>,
    /// The bytes of every file that was read, by path inside the folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What becomes of what is dated later than the day that a pair is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Later {
    /// It is read: it is planned.
    Read,
    /// It is left out: it was not there yet.
    LeftOut,
}

impl Loaded {
    /// Loads a pair. What cannot be read is told in the diagnostics; the rest goes on.
    pub fn new(folder: &PairFolder, today: NaiveDate) -> Result<Self, WorkspaceError> {
        Self::since(folder, today, None, Later::Read)
    }

    /// Loads a pair as it was on a day that is over, as far as its files tell: without the entries that are dated later, and
    /// with what was done later still open.
    pub fn as_of(folder: &PairFolder, day: NaiveDate) -> Result<Self, WorkspaceError> {
        Self::since(folder, day, None, Later::LeftOut)
    }

    /// Loads a pair without the entries that are dated before today, for a verb that looks only ahead. Its history knows
    /// nothing of what was before: what is carried, which slots are filled, what is free.
    pub fn from_today(folder: &PairFolder, today: NaiveDate) -> Result<Self, WorkspaceError> {
        Self::since(folder, today, Some(today), Later::Read)
    }

    fn since(
        folder: &PairFolder,
        today: NaiveDate,
        since: Option<NaiveDate>,
        later: Later,
    ) -> Result<Self, WorkspaceError> {
        let mut reader = Reader { folder, since, files: BTreeMap::new(), diagnostics: Vec::new() };
        let pair_bytes = reader.read(pair_file::FILE_NAME)?.unwrap_or_default();
        let (pair, diagnostics) = pair_file::read(&pair_bytes);
        reader.diagnostics.extend(diagnostics);
        let vocabulary = Vocabulary::of(&pair);
        let mut entries = reader.entries(&vocabulary)?;
        let mut backlog = reader.list("backlog.md", Section::Topics)?;
        let mut goals = reader.list("goals.md", Section::Milestones)?;
        if later == Later::LeftOut {
            let is_later = |entry: &Entry| entry.date.is_some_and(|date| date > today);
            let left_out: Vec<String> = entries.iter().filter(|entry| is_later(entry)).map(Entry::path).collect();
            reader.diagnostics.retain(|told| !left_out.contains(&told.path));
            entries.retain(|entry| !is_later(entry));
            let mentions = entries.iter_mut().flat_map(|entry| &mut entry.mentions);
            for mention in mentions.chain(&mut backlog).chain(&mut goals) {
                if mention.done.is_some_and(|done| done > today) {
                    (mention.mark, mention.done) = (Mark::Open, None);
                }
            }
        }
        let mut history = History::new(pair, Files { entries, backlog, goals }, today);
        super::evidence::add(folder, &vocabulary, &mut history);
        reader.diagnostics.extend(crate::history::diagnostics::held_in_future(&history));
        reader.diagnostics.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
        let Reader { files, diagnostics, .. } = reader;
        Ok(Self { folder: folder.clone(), vocabulary, history, diagnostics, files })
    }

    /// What it would be once `plan` is carried out; what git knows of the files is left out.
    pub fn once(&self, plan: &Plan) -> Self {
        let mut files = self.files.clone();
        for change in &plan.changes {
            match &change.after {
                Some(after) => files.insert(change.path.clone(), after.clone()),
                None => files.remove(&change.path),
            };
        }
        let entries = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("entries/")?, bytes)));
        let entries = entries.map(|(name, bytes)| entry::read(name, bytes, &self.vocabulary).entry).collect();
        let list = |path: &str, section| {
            files.get(path).map(|bytes| entry::read_list(path, bytes, section).0).unwrap_or_default()
        };
        let (backlog, goals) = (list("backlog.md", Section::Topics), list("goals.md", Section::Milestones));
        let history = History::new(self.history.pair.clone(), Files { entries, backlog, goals }, self.history.today);
        Self { history, files, ..self.clone() }
    }

    /// The bytes of a file as they were read.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The path of a meeting's file.
    pub fn path_of(&self, meeting: usize) -> String {
        self.history.meetings[meeting].entry.path()
    }

    /// A line of a file, for an excerpt.
    pub fn line(&self, path: &str, number: u32) -> String {
        let bytes = self.bytes(path).unwrap_or_default();
        crate::format::source::Source::new(bytes).line(number).to_owned()
    }
}

struct Reader<'f> {
    folder: &'f PairFolder,
    since: Option<NaiveDate>,
    files: BTreeMap<String, Vec<u8>>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// A file's bytes. One that may not be read is told, and is as good as absent.
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, WorkspaceError> {
        match files::read_if_there(&self.folder.root.join(path)) {
            Ok(Some(bytes)) => {
                self.files.insert(path.to_owned(), bytes.clone());
                Ok(Some(bytes))
            }
            Ok(None) => Ok(None),
            Err(error) => {
                self.not_read(path, &error);
                Ok(None)
            }
        }
    }

    fn entries(&mut self, vocabulary: &Vocabulary) -> Result<Vec<Entry>, WorkspaceError> {
        let listing = files::list_entries(&self.folder.root)?;
        let mut entries = Vec::with_capacity(listing.names.len());
        for refused in &listing.refused {
            let path = format!("entries/{}", refused.name);
            self.diagnostics.push(Diagnostic::not_read(path, refused.why));
            entries.push(Entry::unread(&refused.name));
        }
        for (name, outcome) in listing.names.iter().zip(self.read_entries(&listing.names, vocabulary)) {
            let path = format!("entries/{name}");
            match outcome {
                Ok(None) => {}
                Ok(Some((reading, bytes))) => {
                    self.diagnostics.extend(reading.diagnostics);
                    entries.push(reading.entry);
                    self.files.insert(path, bytes);
                }
                Err(error) => {
                    self.not_read(&path, &error);
                    entries.push(Entry::unread(name));
                }
            }
        }
        Ok(entries)
    }

    /// Reads entries, a part of them in each thread, and gives the outcomes in the order of the names.
    fn read_entries(&self, names: &[String], vocabulary: &Vocabulary) -> Vec<EntryRead> {
        let (folder, since) = (self.folder.root.join("entries"), self.since);
        let read = |names: &[String]| -> Vec<EntryRead> {
            names.iter().map(|name| read_entry(&folder, name, since, vocabulary)).collect()
        };
        let worth = names.len() / ENTRIES_FOR_A_THREAD + 1;
        // Of the entries from a day on only few are read whole.
        let threads =
            if worth == 1 || since.is_some() { 1 } else { available_parallelism().map_or(1, usize::from).min(worth) };
        let mut parts = names.chunks(names.len().div_ceil(threads).max(1));
        let own = parts.next().unwrap_or_default();
        std::thread::scope(|scope| {
            let read = &read;
            let others: Vec<_> = parts.map(|part| scope.spawn(move || read(part))).collect();
            let mut outcomes = read(own);
            for other in others {
                match other.join() {
                    Ok(part) => outcomes.extend(part),
                    Err(defect) => std::panic::resume_unwind(defect),
                }
            }
            outcomes
        })
    }

    fn list(&mut self, path: &str, section: Section) -> Result<Vec<Mention>, WorkspaceError> {
        let Some(bytes) = self.read(path)? else { return Ok(Vec::new()) };
        let (mentions, diagnostics) = entry::read_list(path, &bytes, section);
        self.diagnostics.extend(diagnostics);
        Ok(mentions)
    }

    fn not_read(&mut self, path: &str, error: &StoreError) {
        self.diagnostics.push(Diagnostic::not_read(path, &error.to_string()));
    }
}

/// What became of one entry; none where it is surely dated before what was asked for.
type EntryRead = Result<Option<(entry::Reading, Vec<u8>)>, StoreError>;

/// By how many days a meeting is moved at most, where only the entries from a day on are asked for: an older file is not
/// opened to see whether its meeting is still to come.
const MOVED_AT_MOST: i64 = 400;

fn read_entry(folder: &Path, name: &str, since: Option<NaiveDate>, vocabulary: &Vocabulary) -> EntryRead {
    let made_for = EntryName::new(name).date;
    if since.zip(made_for).is_some_and(|(since, made_for)| (since - made_for).num_days() > MOVED_AT_MOST) {
        return Ok(None);
    }
    let bytes = files::read_listed(&folder.join(name))?;
    if let Some(since) = since
        && entry::plain_date(name, &bytes).is_some_and(|date| date < since)
    {
        return Ok(None);
    }
    Ok(Some((entry::read(name, &bytes, vocabulary), bytes)))
}
