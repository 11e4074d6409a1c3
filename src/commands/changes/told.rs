//! The commits of a pair with what each changed, who wrote it and when.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::changes::{FileChanges, Known, Version, Versions, compare};
use crate::command_error::CommandError;
use crate::format::body::Vocabulary;
use crate::git::{BlobId, FileStep, PairRepository, Step, Walker};
use crate::workspace::Loaded;

/// One commit, and what it changed.
pub(in crate::commands) struct Told {
    pub(in crate::commands) step: Step,
    /// When it was written, in the author's zone.
    pub(in crate::commands) at: Option<DateTime<FixedOffset>>,
    /// The author, by the name that the pair has for them.
    pub(in crate::commands) who: String,
    pub(in crate::commands) files: Vec<FileChanges>,
}

impl Told {
    /// The author's day.
    pub(in crate::commands) fn day(&self) -> Option<NaiveDate> {
        self.at.map(|at| at.date_naive())
    }
}

/// The whole history of a pair, as it is read.
pub(in crate::commands) struct Past<'r> {
    repository: &'r PairRepository,
    vocabulary: &'r Vocabulary,
    /// Trees that were read.
    pub(in crate::commands) walker: Walker<'r>,
    versions: HashMap<(String, BlobId), Version>,
    /// Every commit, newest first.
    pub(in crate::commands) told: Vec<Told>,
    /// Every id, and where it was seen first.
    pub(in crate::commands) known: Known,
}

impl<'r> Past<'r> {
    /// Nothing read yet.
    pub(super) fn new(repository: &'r PairRepository, loaded: &'r Loaded) -> Result<Self, CommandError> {
        Ok(Self {
            repository,
            vocabulary: &loaded.vocabulary,
            walker: repository.walker()?,
            versions: HashMap::new(),
            told: Vec::new(),
            known: Known::default(),
        })
    }

    /// Reads every commit, the oldest first: which items were known before tells what was carried.
    pub(in crate::commands) fn read(repository: &'r PairRepository, loaded: &'r Loaded) -> Result<Self, CommandError> {
        let mut past = Self::new(repository, loaded)?;
        for step in past.walker.steps(&[])?.into_iter().rev() {
            let changed = past.walker.changed(&step)?;
            let files = past.compare(&changed)?;
            let (at, who) = (step.at(), past.who(loaded, &step));
            past.told.push(Told { step, at, who, files });
        }
        past.told.reverse();
        Ok(past)
    }

    /// The author, by the name that the pair has for them.
    pub(super) fn who(&self, loaded: &Loaded, step: &Step) -> String {
        let pair = &loaded.history.pair;
        match pair.role_of(&step.author.name, &step.author.email) {
            Some(role) => pair.party(role).name.clone(),
            None => step.author.name.clone(),
        }
    }

    /// What changed in these files; ids that are new are known from then on.
    pub(in crate::commands) fn compare(&mut self, changed: &[FileStep]) -> Result<Vec<FileChanges>, CommandError> {
        for file in changed {
            for blob in file.before.iter().copied().flatten().chain(file.after) {
                self.keep(&file.path, blob)?;
            }
        }
        let versions = &self.versions;
        let version = |file: &FileStep, blob: Option<BlobId>| versions.get(&(file.path.clone(), blob?));
        let before: Vec<Vec<Option<&Version>>> =
            changed.iter().map(|file| file.before.iter().map(|blob| version(file, *blob)).collect()).collect();
        let of =
            |(file, before): (&'_ FileStep, &'_ Vec<_>)| (file.path.clone(), before.clone(), version(file, file.after));
        let files: Vec<_> = changed.iter().zip(&before).map(of).collect();
        let files: Vec<Versions<'_>> =
            files.iter().map(|(path, before, after)| Versions { path, before, after: *after }).collect();
        Ok(compare(&files, &mut self.known))
    }

    /// Reads bytes that are in no commit as a version of a file.
    pub(in crate::commands) fn keep_bytes(&mut self, path: &str, bytes: &[u8]) -> BlobId {
        let blob = BlobId::of(bytes);
        let read = || Version::read(path, bytes, self.vocabulary);
        self.versions.entry((path.to_owned(), blob)).or_insert_with(read);
        blob
    }

    /// A version of a file, read once.
    fn keep(&mut self, path: &str, blob: BlobId) -> Result<(), CommandError> {
        if let Entry::Vacant(place) = self.versions.entry((path.to_owned(), blob)) {
            let bytes = self.repository.blob(blob)?;
            place.insert(Version::read(path, &bytes, self.vocabulary));
        }
        Ok(())
    }
}
