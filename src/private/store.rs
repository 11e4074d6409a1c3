//! The store: a git repository of one's own, for its owner's eyes only. A file a person and day, `notes/SLUG/DATE.md`, and
//! one a person with the lines that may go out, `allowed/SLUG.md`.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::error::PrivateError;
use super::notes::{self, Note};
use super::place;
use super::search::{Hit, PrivateLines};
use super::text::PrivateText;
use super::vault::{ALLOWED, NOTES, Vault};
use crate::git::Outgoing;
use crate::merge::{FileKind, merge_edit};
use crate::model::entry::parse_date;
use crate::store::lock::{Lock, PATIENCE};
use crate::store::private as closed;
use crate::store::{durable, files};

/// The private notes of the person at this machine.
#[derive(Debug)]
pub struct PrivateStore {
    pub(super) vault: Vault,
}

/// What came of an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// It was saved.
    Saved,
    /// Nothing was changed.
    Unchanged,
    /// The editor failed; the notes are as they were.
    Failed,
}

impl PrivateStore {
    /// The store, if there is one. `pairs` are the folders of all pairs: it may hold none of them.
    ///
    /// # Errors
    /// [`PrivateError::Place`] where others see it, else what could not be read.
    pub fn find(root: &Path, pairs: &[PathBuf]) -> Result<Option<Self>, PrivateError> {
        if Vault::is_there(root)? { Self::make(root, pairs).map(Some) } else { Ok(None) }
    }

    /// The store, which is made if need be.
    ///
    /// # Errors
    /// As [`PrivateStore::find`].
    pub fn make(root: &Path, pairs: &[PathBuf]) -> Result<Self, PrivateError> {
        place::check(root, pairs)?;
        Ok(Self { vault: Vault::open(root)? })
    }

    /// Whom there are notes about, as the folders of the pairs are called.
    ///
    /// # Errors
    /// What could not be read.
    pub fn slugs(&self) -> Result<Vec<String>, PrivateError> {
        let mut slugs = files::list_folders(&self.vault.root.join(NOTES))?;
        slugs.retain(|slug| self.days(slug).is_ok_and(|days| !days.is_empty()));
        Ok(slugs)
    }

    /// The notes about one person, the oldest first.
    ///
    /// # Errors
    /// What could not be read.
    pub fn notes(&self, slug: &str) -> Result<Vec<Note>, PrivateError> {
        let mut notes: Vec<Note> = Vec::new();
        for date in self.days(slug)? {
            for (range, text) in notes::read(&self.vault.text(&day_path(slug, date))?) {
                notes.push(Note { number: notes.len() + 1, date, text, range });
            }
        }
        Ok(notes)
    }

    /// Keeps a note, and returns its number.
    ///
    /// # Errors
    /// What could not be written.
    pub fn add(&self, slug: &str, date: NaiveDate, note: &PrivateText) -> Result<usize, PrivateError> {
        self.vault.change("private note", &day_path(slug, date), |text| Ok(notes::add(text, note)))?;
        let notes = self.notes(slug)?;
        Ok(notes.iter().rfind(|known| known.date == date).map_or(0, |known| known.number))
    }

    /// Takes a note out.
    ///
    /// # Errors
    /// [`PrivateError::NoSuchNote`] where it is not what it was, else what could not be written.
    pub fn take_out(&self, slug: &str, note: &Note) -> Result<(), PrivateError> {
        let gone = || PrivateError::NoSuchNote { slug: slug.to_owned(), number: note.number };
        self.vault.change("private share", &day_path(slug, note.date), |mut text| {
            let is_there = notes::read(&text).contains(&(note.range.clone(), note.text.clone()));
            if !is_there {
                return Err(gone());
            }
            text.replace_range(note.range.clone(), "");
            Ok(if text.trim().is_empty() { String::new() } else { text })
        })
    }

    /// Opens the notes of a day in an editor, and keeps what it saved. `open` says whether the editor ended well.
    ///
    /// # Errors
    /// What could not be read or written, and what `open` returns.
    pub fn edit<E: From<PrivateError>>(
        &self,
        slug: &str,
        date: NaiveDate,
        open: impl FnOnce(&Path) -> Result<bool, E>,
    ) -> Result<Edited, E> {
        let path = day_path(slug, date);
        let (drafts, lock) = self.vault.drafts();
        let draft = drafts.join(format!("{slug}-{date}.md"));
        let _editing = Lock::acquire(&lock, PATIENCE, &mut || ()).map_err(PrivateError::from)?;
        let base = self.vault.text(&path)?;
        closed::write_private(&draft, base.as_bytes()).map_err(PrivateError::from)?;
        let outcome = open(&draft).and_then(|ended_well| {
            if !ended_well {
                return Ok(Edited::Failed);
            }
            let saved = files::read_regular(&draft).map_err(PrivateError::from)?;
            let saved = String::from_utf8(saved).map_err(|_| PrivateError::NotText)?;
            if saved == base {
                return Ok(Edited::Unchanged);
            }
            self.vault.change("private edit", &path, |now| {
                let merged = merge_edit(FileKind::Entry, base.as_bytes(), saved.as_bytes(), now.as_bytes());
                String::from_utf8(merged.bytes).map_err(|_| PrivateError::NotText)
            })?;
            Ok(Edited::Saved)
        });
        // What an editor that failed has saved is not kept: it would lie about where nobody looks for it.
        durable::discard(&draft).map_err(PrivateError::from)?;
        outcome
    }

    /// The lines that may go out to one person, in the order in which that was said.
    ///
    /// # Errors
    /// What could not be read.
    pub fn allowed(&self, slug: &str) -> Result<Vec<PrivateText>, PrivateError> {
        let text = self.vault.text(&allowed_path(slug))?;
        Ok(text.lines().filter(|line| !line.is_empty()).map(|line| PrivateText::new(line.to_owned())).collect())
    }

    /// Lets these lines go out to one person from now on.
    ///
    /// # Errors
    /// What could not be written.
    pub fn allow(&self, slug: &str, lines: &[PrivateText]) -> Result<(), PrivateError> {
        self.vault.change("private allow", &allowed_path(slug), |mut text| {
            for line in lines {
                if !text.lines().any(|known| known == line.words()) {
                    text.push_str(line.words());
                    text.push('\n');
                }
            }
            Ok(text)
        })
    }

    /// Lets the line of that number, from 1 on, go out no more.
    ///
    /// # Errors
    /// What could not be written.
    pub fn withdraw(&self, slug: &str, number: usize) -> Result<(), PrivateError> {
        self.vault.change("private withdraw", &allowed_path(slug), |text| {
            let lines = text.lines().filter(|line| !line.is_empty()).enumerate();
            Ok(lines.filter(|(index, _)| index + 1 != number).map(|(_, line)| format!("{line}\n")).collect())
        })
    }

    /// Every private line, about whomever, to be looked for.
    ///
    /// # Errors
    /// What could not be read.
    pub fn lines(&self) -> Result<PrivateLines, PrivateError> {
        let mut texts = Vec::new();
        for slug in files::list_folders(&self.vault.root.join(NOTES))? {
            for date in self.days(&slug)? {
                texts.push(self.vault.text(&day_path(&slug, date))?);
            }
        }
        Ok(PrivateLines::of(texts.iter().map(String::as_str)))
    }

    /// The private lines in what would go out to one person, but for those that may.
    ///
    /// # Errors
    /// What could not be read.
    pub fn find_in(&self, slug: &str, lines: &PrivateLines, outgoing: &[Outgoing]) -> Result<Vec<Hit>, PrivateError> {
        let allowed = self.vault.text(&allowed_path(slug))?;
        Ok(lines.find(outgoing, &PrivateLines::of([allowed.as_str()])))
    }

    fn days(&self, slug: &str) -> Result<Vec<NaiveDate>, PrivateError> {
        let names = self.vault.names(&format!("{NOTES}/{slug}"))?;
        let mut days: Vec<NaiveDate> =
            names.iter().filter_map(|name| parse_date(name.trim_end_matches(".md"))).collect();
        days.sort_unstable();
        Ok(days)
    }
}

fn day_path(slug: &str, date: NaiveDate) -> String {
    format!("{NOTES}/{slug}/{date}.md")
}

fn allowed_path(slug: &str) -> String {
    format!("{ALLOWED}/{slug}.md")
}
