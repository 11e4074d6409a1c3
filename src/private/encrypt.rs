//! The store encrypted at rest, and put back into plain text.

use std::path::{Path, PathBuf};

use super::age::Key;
use super::error::PrivateError;
use super::place;
use super::store::PrivateStore;

impl PrivateStore {
    /// Encrypts every note for the key in the file `identity`, and forgets the history, in which they can be read. A store
    /// that came encrypted from elsewhere only learns its key.
    ///
    /// # Errors
    /// [`PrivateError::Key`] where the key cannot be used, [`PrivateError::RemoteHasThem`] where the notes are at another
    /// place already, else what could not be written.
    pub fn encrypt(&mut self, identity: &Path, pairs: &[PathBuf]) -> Result<usize, PrivateError> {
        let key = Key::new(identity)?;
        let refuse = |why| Err(PrivateError::Key { identity: identity.to_owned(), why });
        if place::lies_in(identity, &self.vault.root) {
            return refuse("it lies beside the notes");
        }
        if pairs.iter().any(|pair| place::lies_in(identity, pair)) {
            return refuse("it lies in a pair");
        }
        let paths = self.vault.paths()?;
        let plain: Vec<String> = paths.iter().filter(|path| self.vault.is_plain(path)).cloned().collect();
        // An interrupted one is finished: then all are hidden already, but not yet the history.
        let is_again = self.vault.key() == Some(&key);
        if (!plain.is_empty() || is_again) && self.remote()?.is_some() {
            return Err(PrivateError::RemoteHasThem);
        }
        key.check()?;
        let before = self.vault.key().cloned();
        self.vault.set_key(Some(identity))?;
        // One that is hidden already has to be readable with this key.
        if let Some(error) = paths.iter().find_map(|path| self.vault.text(path).err()) {
            let before = before.as_ref().map(Key::path).map(Path::to_owned);
            self.vault.set_key(before.as_deref())?;
            return Err(error);
        }
        for path in &plain {
            let text = self.vault.text(path)?;
            self.vault.put(path, &text)?;
        }
        if !plain.is_empty() || is_again {
            self.vault.forget_history()?;
        }
        Ok(paths.len())
    }

    /// Puts every note back into plain text.
    ///
    /// # Errors
    /// What could not be read or written.
    pub fn decrypt(&mut self) -> Result<usize, PrivateError> {
        let paths = self.vault.paths()?;
        let texts: Vec<String> = paths.iter().map(|path| self.vault.text(path)).collect::<Result<_, _>>()?;
        self.vault.set_key(None)?;
        for (path, text) in paths.iter().zip(texts) {
            self.vault.put(path, &text)?;
        }
        drop(self.vault.begin()?);
        Ok(paths.len())
    }

    /// Whether the notes are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.vault.key().is_some()
    }
}
