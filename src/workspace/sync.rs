//! One pair brought together with the other side: fetched, inspected, merged, and sent.
//!
//! The pair's lock is held only while files are written, never while the network is waited for.

use std::time::Duration;

use super::error::WorkspaceError;
use super::find::PairFolder;
use super::merging::PairRules;
use super::write::{Gone, Written, save_by_hand, tell};
use crate::git::{
    BeginOptions, CommitId, GitError, Integrated, Line, Network, NetworkOptions, Outgoing, PairRepository, Pushed,
    Remote,
};

/// How often all of it is begun again because the other side, or a person here, was faster.
const ATTEMPTS: u32 = 8;

/// How a pair is brought together with the other side.
#[derive(Debug, Clone, Copy, Default)]
pub struct SyncOptions {
    /// How the network is used.
    pub network: NetworkOptions,
    /// Whether what is new here is sent.
    pub send: bool,
    /// Whether what vanished at the other end is put back.
    pub restore: bool,
    /// Whether it is only looked what there is.
    pub only_look: bool,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synced {
    /// The commits that were received, newest first.
    pub received: Vec<Line>,
    /// The files that changed here.
    pub changed: Vec<String>,
    /// Files that changed there and are something else here that nobody has committed.
    pub kept: Vec<String>,
    /// How many commits were sent.
    pub sent: usize,
    /// How many commits the other side does not have yet.
    pub unsent: usize,
    /// What committing the changes by hand did.
    pub written: Written,
}

/// What of a pair is looked through before it leaves this machine; an error stops it.
pub type Inspect<'a> = &'a (dyn Fn(&PairFolder, &[Outgoing]) -> Result<(), WorkspaceError> + Sync);

/// Where a pair is shared; none where it is not.
pub fn remote_of(folder: &PairFolder, repository: &PairRepository) -> Result<Option<Remote>, WorkspaceError> {
    let Some(address) = repository.remote_address()? else { return Ok(None) };
    let remote = Remote::parse(&address, &folder.root);
    remote.map(Some).map_err(|why| WorkspaceError::BadRemote { shown: address, why })
}

/// What would be sent next: all that the other end did not have when it was last reached.
pub fn unsent(folder: &PairFolder) -> Result<Vec<Outgoing>, WorkspaceError> {
    let repository = PairRepository::open(&folder.root)?;
    let Some(head) = repository.head_commit()? else { return Ok(Vec::new()) };
    Ok(repository.outgoing(head, repository.contact()?.map(|contact| contact.seen))?)
}

/// Brings a pair together with the place where it is shared. What goes wrong with the sending is noted, for the next look at
/// the pair.
pub fn sync(folder: &PairFolder, options: &SyncOptions, inspect: Inspect<'_>) -> Result<Synced, WorkspaceError> {
    let repository = PairRepository::open(&folder.root)?;
    let remote =
        remote_of(folder, &repository)?.ok_or_else(|| WorkspaceError::NotShared { slug: folder.slug.clone() })?;
    let outcome = Meeting { folder, repository: &repository, remote, tracked: true }.run(options, inspect);
    if options.send && !options.only_look {
        let trouble = outcome.as_ref().err().map(ToString::to_string);
        // It is only a word for the next look at the pair.
        let _ = repository.note_trouble(trouble.as_deref());
    }
    outcome
}

/// Takes in what a file or another place has, once, and sends nothing.
pub fn receive_from(folder: &PairFolder, remote: Remote, options: &SyncOptions) -> Result<Synced, WorkspaceError> {
    let repository = PairRepository::open(&folder.root)?;
    let options = SyncOptions { send: false, ..*options };
    Meeting { folder, repository: &repository, remote, tracked: false }.run(&options, &|_, _| Ok(()))
}

/// One pair and one other end.
struct Meeting<'r> {
    folder: &'r PairFolder,
    repository: &'r PairRepository,
    remote: Remote,
    /// Whether what is seen there is kept in mind: not of a file that came by mail.
    tracked: bool,
}

impl Meeting<'_> {
    fn run(&self, options: &SyncOptions, inspect: Inspect<'_>) -> Result<Synced, WorkspaceError> {
        let repository = self.repository;
        let branch = repository.current_branch()?;
        let network = repository.network(options.network)?;
        let mut synced = Synced::default();
        for _ in 0..ATTEMPTS {
            let incoming = network.fetch(&self.remote, &branch)?;
            let seen = if self.tracked { repository.contact()?.map(|contact| contact.seen) } else { None };
            self.refuse_rewritten(seen, incoming, options)?;
            if let Some(incoming) = incoming {
                repository.inspect(incoming, seen)?;
                if options.only_look {
                    return self.look(incoming);
                }
            } else if options.only_look {
                return Ok(synced);
            }
            self.take_in(incoming, options, &mut synced)?;
            let Some(head) = repository.head_commit()? else { return Ok(synced) };
            synced.unsent = repository.only_in(head, incoming)?.len();
            if Some(head) == incoming || !options.send {
                return Ok(synced);
            }
            match self.send(&network, head, incoming, &branch, inspect)? {
                Pushed::Done => {
                    synced.sent += std::mem::take(&mut synced.unsent);
                    // Somebody may have written meanwhile, and have left the sending to us.
                    if repository.head_commit()? == Some(head) {
                        return Ok(synced);
                    }
                }
                Pushed::Behind => {}
            }
        }
        Err(GitError::BranchBusy { branch, times: ATTEMPTS }.into())
    }

    /// What was there must still be there: a history that was rewritten or removed is told, and not followed.
    fn refuse_rewritten(
        &self,
        seen: Option<CommitId>,
        incoming: Option<CommitId>,
        options: &SyncOptions,
    ) -> Result<(), WorkspaceError> {
        let Some(seen) = seen.filter(|_| !options.restore) else { return Ok(()) };
        let vanished = match incoming {
            None => self.repository.only_in(seen, None)?,
            Some(incoming) if self.repository.holds(incoming, seen)? => return Ok(()),
            Some(incoming) => self.repository.only_in(seen, Some(incoming))?,
        };
        Err(WorkspaceError::Rewritten { vanished })
    }

    /// Merges what was received, and keeps in mind what is there now.
    fn take_in(
        &self,
        incoming: Option<CommitId>,
        options: &SyncOptions,
        synced: &mut Synced,
    ) -> Result<(), WorkspaceError> {
        let Some(incoming) = incoming else {
            // Nothing is there yet: only what was changed by hand has to be in a commit before it is sent.
            self.integrate(None, options, synced)?;
            return Ok(());
        };
        let before = self.repository.head_commit()?;
        let integrated = self.integrate(Some(incoming), options, synced)?;
        // Each once, however often it is begun again.
        synced.received.extend(self.repository.only_in(incoming, before)?);
        synced.changed.extend(integrated.changed);
        synced.kept.extend(integrated.kept);
        if self.tracked {
            self.repository.note_contact(incoming)?;
        }
        Ok(())
    }

    fn integrate(
        &self,
        incoming: Option<CommitId>,
        options: &SyncOptions,
        synced: &mut Synced,
    ) -> Result<Integrated, WorkspaceError> {
        let mut attempt = 1;
        loop {
            let patience = options.network.limit.unwrap_or(crate::store::lock::PATIENCE);
            let mut session = self.repository.begin(BeginOptions { patience, waiting: None })?;
            save_by_hand(self.repository, &mut session, Gone::PutBack, &mut synced.written)?;
            let outcome =
                incoming.map_or(Ok(Integrated::default()), |incoming| session.integrate(incoming, &PairRules));
            tell(&session, &mut synced.written);
            match outcome {
                // Somebody saved in between: that is committed first, as what it is.
                Err(GitError::ChangedMeanwhile { path } | GitError::NotCommitted { path, .. })
                    if attempt < ATTEMPTS =>
                {
                    // One that git was told not to check out is needed now.
                    session.put_back(&path)?;
                }
                other => return Ok(other?),
            }
            attempt += 1;
        }
    }

    fn send(
        &self,
        network: &Network<'_>,
        head: CommitId,
        incoming: Option<CommitId>,
        branch: &str,
        inspect: Inspect<'_>,
    ) -> Result<Pushed, WorkspaceError> {
        inspect(self.folder, &self.repository.outgoing(head, incoming)?)?;
        // What the other side could not write is not sent.
        self.repository.inspect(head, incoming)?;
        let pushed = network.push(&self.remote, head, branch)?;
        if pushed == Pushed::Done {
            self.repository.note_contact(head)?;
        }
        Ok(pushed)
    }

    fn look(&self, incoming: CommitId) -> Result<Synced, WorkspaceError> {
        let head = self.repository.head_commit()?;
        let unsent = match head {
            Some(head) => self.repository.only_in(head, Some(incoming))?.len(),
            None => 0,
        };
        Ok(Synced { received: self.repository.only_in(incoming, head)?, unsent, ..Synced::default() })
    }
}

/// How long a look at a pair waits for the other side.
pub const A_GLANCE: Duration = Duration::from_secs(2);
