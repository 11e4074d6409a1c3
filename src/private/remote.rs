//! A place of one's own for private notes, so that they are on more than one machine: never one that a pair uses.

use std::path::{Path, PathBuf};

use super::error::PrivateError;
use super::place;
use super::store::PrivateStore;
use super::vault::{Vault, is_hidden, is_own};
use crate::git::{
    CommitId, GitError, MergedFile, NetworkOptions, PairFiles, PairRepository, Pushed, Remote, Versions, create_hub,
};
use crate::merge::{FileKind, beside_name, merge, merge_other};
use crate::store::private as closed;

/// How often all of it is begun again because another machine was faster.
const ATTEMPTS: u32 = 8;

/// What syncing with the place did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PrivateSynced {
    /// How many commits were received.
    pub received: usize,
    /// How many were sent.
    pub sent: usize,
}

impl PrivateStore {
    /// The place; none where there is none.
    ///
    /// # Errors
    /// What could not be read.
    pub fn remote(&self) -> Result<Option<Remote>, PrivateError> {
        let address = self.vault.repository.remote_address()?;
        Ok(address.and_then(|address| Remote::parse(&address, &self.vault.root).ok()))
    }

    /// Sets the place. A folder that is not there is made, for its owner alone.
    ///
    /// # Errors
    /// [`PrivateError::RemoteShared`] where a pair uses it.
    pub fn set_remote(&self, remote: &Remote, pairs: &[PathBuf]) -> Result<(), PrivateError> {
        self.refuse_shared(remote, pairs)?;
        if let Some(path) = remote.path().filter(|path| !path.exists()) {
            place::check(&path, pairs)?;
            closed::make_private_folder(&path)?;
            create_hub(&path)?;
        }
        self.vault.repository.forget_contact()?;
        Ok(self.vault.repository.share_at(remote.url())?)
    }

    /// Forgets the place; what is there stays there.
    ///
    /// # Errors
    /// What could not be written.
    pub fn forget_remote(&self) -> Result<(), PrivateError> {
        self.vault.repository.forget_contact()?;
        Ok(self.vault.repository.share_nowhere()?)
    }

    /// Takes in what other machines have brought to the place, and brings there what is new here.
    ///
    /// # Errors
    /// [`PrivateError::RemoteShared`] where a pair uses the place by now, or one is there; what git says.
    pub fn sync(&self, network: NetworkOptions, pairs: &[PathBuf]) -> Result<PrivateSynced, PrivateError> {
        let remote = self.remote()?.ok_or(PrivateError::NoRemote)?;
        self.refuse_shared(&remote, pairs)?;
        let repository = &self.vault.repository;
        let branch = repository.current_branch()?;
        let network = repository.network(network)?;
        let mut synced = PrivateSynced::default();
        for _ in 0..ATTEMPTS {
            let incoming = network.fetch(&remote, &branch)?;
            let before = repository.head_commit()?;
            if !self.take_in(incoming)? {
                continue;
            }
            if let Some(incoming) = incoming {
                synced.received += repository.only_in(incoming, before)?.len();
            }
            let Some(head) = repository.head_commit()? else { return Ok(synced) };
            if Some(head) == incoming {
                return Ok(synced);
            }
            if network.push(&remote, head, &branch)? == Pushed::Done {
                synced.sent += repository.only_in(head, incoming)?.len();
                repository.note_contact(head)?;
                return Ok(synced);
            }
        }
        Err(GitError::BranchBusy { branch, times: ATTEMPTS }.into())
    }

    /// Puts together what was received with what is here; false where somebody wrote in between.
    fn take_in(&self, incoming: Option<CommitId>) -> Result<bool, PrivateError> {
        let repository = &self.vault.repository;
        let seen = repository.contact()?.map(|contact| contact.seen);
        let is_whole = match (seen, incoming) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(seen), Some(incoming)) => repository.holds(incoming, seen)?,
        };
        if !is_whole {
            return Err(PrivateError::Rewritten);
        }
        let mut session = self.vault.begin()?;
        let Some(incoming) = incoming else { return Ok(true) };
        repository.inspect(incoming, seen)?;
        // An address can be written in more ways than can be compared: what is there tells.
        if repository.file_in(incoming, "oneonone.yaml")?.is_some() {
            return Err(PrivateError::RemoteShared { by: "a pair is there".to_owned() });
        }
        match session.integrate(incoming, &Rules(&self.vault)) {
            Err(GitError::ChangedMeanwhile { .. }) => Ok(false),
            Err(error) => Err(error.into()),
            Ok(integrated) => {
                for path in &integrated.changed {
                    closed::keep_private(&self.vault.root.join(path))?;
                }
                repository.note_contact(incoming)?;
                Ok(true)
            }
        }
    }

    fn refuse_shared(&self, remote: &Remote, pairs: &[PathBuf]) -> Result<(), PrivateError> {
        for pair in pairs {
            let by = || format!("`{}` uses it", pair.display());
            if remote.path().is_some_and(|path| place::lies_in(&path, pair)) {
                return Err(PrivateError::RemoteShared { by: format!("it is the pair `{}`", pair.display()) });
            }
            // A folder without git has no address.
            let Ok(repository) = PairRepository::open(pair) else { continue };
            if repository.remote_addresses()?.iter().any(|address| is_same(address, pair, remote)) {
                return Err(PrivateError::RemoteShared { by: by() });
            }
        }
        Ok(())
    }
}

fn is_same(address: &str, pair: &Path, remote: &Remote) -> bool {
    Remote::parse(address, pair).is_ok_and(|known| known.is_same_place(remote))
}

/// How two versions of the store's files are put together: item by item, through the key where they are encrypted.
struct Rules<'v>(&'v Vault);

impl Rules<'_> {
    fn merge_hidden(&self, versions: Versions<'_>) -> Option<Vec<u8>> {
        let key = self.0.key()?;
        let [base, here, there] = [versions.base, versions.here, versions.there]
            .map(|bytes| bytes.map(|bytes| key.decrypt(bytes)).transpose());
        let (base, here, there) = (base.ok()?, here.ok()?, there.ok()?);
        let merged = merge(FileKind::Entry, base.as_deref(), here.as_deref(), there.as_deref())?;
        key.encrypt(&merged).ok()
    }
}

impl PairFiles for Rules<'_> {
    fn is_own(&self, path: &str) -> bool {
        is_own(path)
    }

    fn merge(&self, path: &str, versions: Versions<'_>) -> MergedFile {
        if is_own(path) && !is_hidden(path) {
            let bytes = merge(FileKind::Entry, versions.base, versions.here, versions.there);
            return MergedFile { bytes, beside: Vec::new() };
        }
        if is_own(path)
            && versions.here.is_some()
            && versions.there.is_some()
            && let Some(bytes) = self.merge_hidden(versions)
        {
            return MergedFile { bytes: Some(bytes), beside: Vec::new() };
        }
        // What cannot be read stays, both of it.
        let merged = merge_other(versions.base, versions.here, versions.there);
        let beside = merged.beside.map(|bytes| (self.beside(path, &bytes), bytes));
        MergedFile { bytes: merged.kept, beside: beside.into_iter().collect() }
    }

    /// Somebody began on each of two machines.
    fn may_be_unrelated(&self) -> bool {
        true
    }

    fn beside(&self, path: &str, bytes: &[u8]) -> String {
        beside_name(path, bytes)
    }
}
