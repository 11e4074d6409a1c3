//! The files of the store and their commits. Where there is a key, a file is kept encrypted, as `DATE.md.age`.

use std::path::{Path, PathBuf};

use super::age::Key;
use super::error::PrivateError;
use crate::git::{BeginOptions, PairRepository, Session};
use crate::store::private as closed;
use crate::store::{durable, files};

/// The folders of the store.
pub(super) const NOTES: &str = "notes";
pub(super) const ALLOWED: &str = "allowed";

/// What a file's name ends with where it is encrypted.
const HIDDEN: &str = ".age";

/// The file that names the key; it is on this machine alone, in no commit.
const KEY: &str = "identity";

#[derive(Debug)]
pub(super) struct Vault {
    pub(super) root: PathBuf,
    pub(super) repository: PairRepository,
    key: Option<Key>,
}

impl Vault {
    /// Whether there is a store at all. One that cannot be looked at is an error: nobody knows what is in it.
    pub(super) fn is_there(root: &Path) -> Result<bool, PrivateError> {
        Ok(files::is_there(&root.join(".git"))? || files::is_there(&root.join(NOTES))?)
    }

    /// Opens the store, or makes it.
    pub(super) fn open(root: &Path) -> Result<Self, PrivateError> {
        closed::make_private_folder(root)?;
        closed::keep_private(root)?;
        if !files::is_there(&root.join(".git"))? {
            PairRepository::create(root)?;
        }
        let noted = files::read_if_there(&root.join(KEY))?;
        let key = noted.map(|path| Key::noted(PathBuf::from(String::from_utf8_lossy(&path).trim())));
        let vault = Self { root: root.to_owned(), repository: PairRepository::open(root)?, key };
        vault.discard_drafts();
        Ok(vault)
    }

    pub(super) fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// Notes the key, or that there is none any more.
    pub(super) fn set_key(&mut self, identity: Option<&Path>) -> Result<(), PrivateError> {
        let file = self.root.join(KEY);
        match identity {
            Some(path) => closed::write_private(&file, format!("{}\n", path.display()).as_bytes())?,
            None => durable::remove(&file)?,
        }
        self.key = identity.map(|path| Key::noted(path.to_owned()));
        Ok(())
    }

    /// The names of the files of a folder, without what encryption adds, each once and in order.
    pub(super) fn names(&self, folder: &str) -> Result<Vec<String>, PrivateError> {
        let folder = self.root.join(folder);
        let mut names = files::list(&folder, ".md")?.names;
        let hidden = files::list(&folder, &format!(".md{HIDDEN}"))?.names;
        names.extend(hidden.iter().map(|name| name.trim_end_matches(HIDDEN).to_owned()));
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    /// Every file, by the path that it has without encryption.
    pub(super) fn paths(&self) -> Result<Vec<String>, PrivateError> {
        let mut paths = Vec::new();
        for folder in self.folders()? {
            paths.extend(self.names(&folder)?.iter().map(|name| format!("{folder}/{name}")));
        }
        Ok(paths)
    }

    fn folders(&self) -> Result<Vec<String>, PrivateError> {
        let slugs = files::list_folders(&self.root.join(NOTES))?;
        Ok(slugs.iter().map(|slug| format!("{NOTES}/{slug}")).chain([ALLOWED.to_owned()]).collect())
    }

    /// What a file says; nothing where it is not there.
    pub(super) fn text(&self, path: &str) -> Result<String, PrivateError> {
        let hidden = files::read_if_there(&self.root.join(format!("{path}{HIDDEN}")))?;
        let bytes = match hidden {
            Some(hidden) => self.key.as_ref().ok_or(PrivateError::NoKey)?.decrypt(&hidden)?,
            None => files::read_if_there(&self.root.join(path))?.unwrap_or_default(),
        };
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Whether a file is kept as it is read.
    pub(super) fn is_plain(&self, path: &str) -> bool {
        files::is_regular(&self.root.join(path))
    }

    /// Writes a file, encrypted where there is a key, and takes it away where it is empty. Returns the paths that changed.
    pub(super) fn put(&self, path: &str, text: &str) -> Result<Vec<String>, PrivateError> {
        let hidden = format!("{path}{HIDDEN}");
        let (kept, gone) = if self.key.is_some() { (hidden, path.to_owned()) } else { (path.to_owned(), hidden) };
        if text.is_empty() {
            durable::remove(&self.root.join(&kept))?;
        } else {
            let bytes = match &self.key {
                Some(key) => key.round_trip(text.as_bytes())?,
                None => text.as_bytes().to_vec(),
            };
            closed::write_private(&self.root.join(&kept), &bytes)?;
        }
        durable::remove(&self.root.join(&gone))?;
        Ok(vec![kept, gone])
    }

    /// A turn of one writer; what somebody changed by hand is committed first.
    pub(super) fn begin(&self) -> Result<Session<'_>, PrivateError> {
        // Without a name to commit by, nothing is written.
        self.repository.identity()?;
        let mut session = self.repository.begin(BeginOptions::default())?;
        let folders = self.folders()?;
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        let changed = session.changed_outside(&folders, &is_own)?;
        let paths: Vec<String> = changed.into_iter().map(|change| change.path).collect();
        if !paths.is_empty() {
            session.commit_outside(&paths, &format!("oneonone private save: {}", paths.join(" ")))?;
        }
        Ok(session)
    }

    /// Changes one file, and commits it.
    pub(super) fn change(
        &self,
        verb: &str,
        path: &str,
        edit: impl FnOnce(String) -> Result<String, PrivateError>,
    ) -> Result<(), PrivateError> {
        let mut session = self.begin()?;
        let after = edit(self.text(path)?)?;
        let paths = self.put(path, &after)?;
        session.commit_outside(&paths, &format!("oneonone {verb}: {path}"))?;
        Ok(())
    }

    /// Makes the repository anew, without a history: what it held before can be read by anybody who has the disk.
    pub(super) fn forget_history(&mut self) -> Result<(), PrivateError> {
        durable::discard_folder(&self.root.join(".git"))?;
        PairRepository::create(&self.root)?;
        self.repository = PairRepository::open(&self.root)?;
        drop(self.begin()?);
        Ok(())
    }

    /// Where an editor works, and the lock that it holds meanwhile.
    pub(super) fn drafts(&self) -> (PathBuf, PathBuf) {
        let own = self.repository.git_folder().join("oneonone");
        (own.join("drafts"), own.join("drafts.lock"))
    }

    /// What an editor left that died is taken away.
    fn discard_drafts(&self) {
        let (drafts, lock) = self.drafts();
        if files::is_folder(&drafts)
            && crate::store::lock::Lock::acquire(&lock, std::time::Duration::ZERO, &mut || ()).is_ok()
        {
            let _ = durable::discard_folder(&drafts);
        }
    }
}

/// Whether a path is one of the store's own.
pub(super) fn is_own(path: &str) -> bool {
    let name = path.trim_end_matches(HIDDEN);
    name.ends_with(".md") && (path.starts_with(&format!("{NOTES}/")) || path.starts_with(&format!("{ALLOWED}/")))
}

/// Whether a path is that of an encrypted file.
pub(super) fn is_hidden(path: &str) -> bool {
    path.ends_with(HIDDEN)
}
