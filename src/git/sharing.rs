//! What a pair's repository says about where it is shared, and what was last seen there.

use std::collections::HashSet;

use git2::{DiffOptions, Oid};

use super::error::{GitContext, GitError};
use super::objects;
use super::repository::PairRepository;
use super::settings::Settings;
use super::write::{BlobId, CommitId};
use crate::store::private as closed;
use crate::store::{durable, files};

/// The name under which git knows the place.
const NAME: &str = "origin";

/// The driver of git's own merges, for people who run `git pull`: `.gitattributes` names it for entries.
const DRIVER: &str = "oneonone merge-file %O %A %B %P";

/// What this clone last saw at the other end, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// When the other end was last reached, by the clock of the file system.
    pub at: std::time::SystemTime,
    /// The commit that the branch pointed to there.
    pub seen: CommitId,
}

/// One commit, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who wrote it.
    pub author: String,
    /// The first line of its message.
    pub message: String,
    /// When, in seconds since 1970.
    pub seconds: i64,
}

/// What kind of thing would leave this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutgoingKind {
    /// The bytes of a file.
    File,
    /// The path of a file, or the name of a branch.
    Name,
    /// What a commit says beside its files: the message, and who made it.
    Commit,
}

/// Something that would leave this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its kind.
    pub kind: OutgoingKind,
    /// What it is: the path of a file; for what is no file, a few words.
    pub what: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The bytes that the other end has of the same file, if any.
    pub there: Option<Vec<u8>>,
}

impl PairRepository {
    /// The address at which the pair is shared, as it is configured; none where it is not.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn remote_address(&self) -> Result<Option<String>, GitError> {
        let config = self.inner.config().and_then(|mut config| config.snapshot()).during("read git's configuration")?;
        Ok(config.get_string(&format!("remote.{NAME}.url")).ok().filter(|url| !url.is_empty()))
    }

    /// Sets the address, so that a plain `git pull` and `git push` know it too.
    ///
    /// # Errors
    /// What libgit2 could not write.
    pub fn share_at(&self, url: &str) -> Result<(), GitError> {
        let branch = self.current_branch()?;
        let mut config = self.own_configuration()?;
        let mut set = |key: String, value: &str| config.set_str(&key, value).during("write git's configuration");
        set(format!("remote.{NAME}.url"), url)?;
        set(format!("remote.{NAME}.fetch"), &format!("+refs/heads/*:refs/remotes/{NAME}/*"))?;
        set(format!("branch.{branch}.remote"), NAME)?;
        set(format!("branch.{branch}.merge"), &format!("refs/heads/{branch}"))
    }

    /// Every address that git would fetch from or push to here.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn remote_addresses(&self) -> Result<Vec<String>, GitError> {
        let config = self.inner.config().and_then(|mut config| config.snapshot()).during("read git's configuration")?;
        let mut addresses = Vec::new();
        let mut entries = config.entries(Some(r"^remote\..*\.(push)?url$")).during("read git's configuration")?;
        while let Some(entry) = entries.next() {
            let entry = entry.during("read git's configuration")?;
            addresses.push(String::from_utf8_lossy(entry.value_bytes()).into_owned());
        }
        Ok(addresses)
    }

    /// Takes the address away.
    ///
    /// # Errors
    /// What libgit2 could not write.
    pub fn share_nowhere(&self) -> Result<(), GitError> {
        let mut config = self.own_configuration()?;
        for key in ["url", "fetch"].map(|key| format!("remote.{NAME}.{key}")) {
            match config.remove(&key) {
                Err(error) if error.code() != git2::ErrorCode::NotFound => {
                    return Err(error).during("write git's configuration");
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The bytes of a file in a commit; none where it has no such file.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn file_in(&self, commit: CommitId, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        let tree = objects::tree_of(&self.inner, Some(commit.0))?;
        objects::blob_at(tree.as_ref(), path)?.map(|(id, _)| self.blob(BlobId(id))).transpose()
    }

    /// Forgets what was last seen: the pair is shared elsewhere from now on.
    ///
    /// # Errors
    /// What the system refused.
    pub fn forget_contact(&self) -> Result<(), GitError> {
        Ok(durable::discard(&self.own_folder().join("contact"))?)
    }

    /// Whether a commit and the last one here have history in common; true before there is one here.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn is_related(&self, commit: CommitId) -> Result<bool, GitError> {
        let Some(head) = self.head_id()? else { return Ok(true) };
        match self.inner.merge_base(head, commit.0) {
            Ok(_) => Ok(true),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(false),
            Err(source) => Err(GitError::Git { action: "compare the histories", source }),
        }
    }

    /// Lets a repository without a commit begin on the branch of that name.
    ///
    /// # Errors
    /// [`GitError::BadPath`] where no branch can be called so, else what libgit2 could not write.
    pub fn begin_on(&self, branch: &str) -> Result<(), GitError> {
        let name = format!("refs/heads/{branch}");
        if !git2::Reference::is_valid_name(&name) {
            return Err(GitError::BadPath { path: branch.to_owned() });
        }
        self.inner.set_head(&name).during("name the branch")
    }

    /// Tells git how entries are merged where somebody runs `git pull`.
    ///
    /// # Errors
    /// What libgit2 could not write.
    pub fn install_merge_driver(&self) -> Result<(), GitError> {
        let mut config = self.own_configuration()?;
        let mut set = |key: &str, value: &str| config.set_str(key, value).during("write git's configuration");
        set("merge.oneonone.name", "item by item, nothing lost")?;
        set("merge.oneonone.driver", DRIVER)
    }

    fn own_configuration(&self) -> Result<git2::Config, GitError> {
        let config = self.inner.config().during("read git's configuration")?;
        config.open_level(git2::ConfigLevel::Local).during("read git's configuration")
    }

    /// A setting of the user's own, outside of this repository.
    pub(super) fn user_setting(&self, key: &str) -> Result<Option<String>, GitError> {
        Ok(Settings::of_user()?.text(key))
    }

    /// What was last seen at the other end; none where it was never reached.
    ///
    /// # Errors
    /// What could not be read.
    pub fn contact(&self) -> Result<Option<Contact>, GitError> {
        let file = self.own_folder().join("contact");
        let Some(seen) = self.seen()? else { return Ok(None) };
        let at = durable::regular_or_absent(&file)?.and_then(|metadata| metadata.modified().ok());
        Ok(at.map(|at| Contact { at, seen }))
    }

    /// The commit last seen at the other end.
    pub(super) fn seen(&self) -> Result<Option<CommitId>, GitError> {
        let bytes = files::read_if_there(&self.own_folder().join("contact"))?.unwrap_or_default();
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        Ok(Oid::from_str(text.trim()).ok().map(CommitId))
    }

    /// Notes that the other end was reached just now, and has this commit.
    ///
    /// # Errors
    /// What the system refused.
    pub fn note_contact(&self, seen: CommitId) -> Result<(), GitError> {
        let text = format!("{}\n", seen.0);
        Ok(closed::replace_private(&self.own_folder().join("contact"), text.as_bytes())?)
    }

    /// How many commits of ours the other end does not have, as far as is known; all, where it was never reached.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn unsent(&self) -> Result<usize, GitError> {
        let Some(head) = self.head_id()? else { return Ok(0) };
        let seen = self.seen()?.map(|seen| seen.0);
        if seen == Some(head) {
            return Ok(0);
        }
        let mut walk = self.inner.revwalk().during("read the history")?;
        walk.push(head).during("read the history")?;
        // One that was seen may be gone since, after a rewrite and a clean-up.
        if let Some(seen) = seen.filter(|seen| self.inner.find_commit(*seen).is_ok()) {
            walk.hide(seen).during("read the history")?;
        }
        Ok(walk.count())
    }

    /// Whether the history of `one` holds the commit `other`. One that is not there any more is held by none.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn holds(&self, one: CommitId, other: CommitId) -> Result<bool, GitError> {
        if one == other {
            return Ok(true);
        }
        if self.inner.find_commit(other.0).is_err() {
            return Ok(false);
        }
        self.inner.graph_descendant_of(one.0, other.0).during("compare the histories")
    }

    /// The commits that the history of `one` holds and that of `other` does not, newest first; merges are left out.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn only_in(&self, one: CommitId, other: Option<CommitId>) -> Result<Vec<Line>, GitError> {
        let mut lines = Vec::new();
        for id in self.ids_only_in(one, other)? {
            let commit = self.inner.find_commit(id).during("read the history")?;
            if commit.parent_count() < 2 {
                let author = commit.author();
                lines.push(Line {
                    author: String::from_utf8_lossy(author.name_bytes()).into_owned(),
                    message: String::from_utf8_lossy(commit.summary_bytes().unwrap_or_default()).into_owned(),
                    seconds: author.when().seconds(),
                });
            }
        }
        Ok(lines)
    }

    fn ids_only_in(&self, one: CommitId, other: Option<CommitId>) -> Result<Vec<Oid>, GitError> {
        let mut walk = self.inner.revwalk().during("read the history")?;
        walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::TIME).during("read the history")?;
        walk.push(one.0).during("read the history")?;
        if let Some(other) = other.filter(|other| self.inner.find_commit(other.0).is_ok()) {
            walk.hide(other.0).during("read the history")?;
        }
        walk.collect::<Result<_, _>>().during("read the history")
    }

    /// Everything that would travel with the commit `commit` to where `known` is there already: the bytes of each file as
    /// each commit has it, the paths, the messages, and who made the commits.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn outgoing(&self, commit: CommitId, known: Option<CommitId>) -> Result<Vec<Outgoing>, GitError> {
        let part = |kind, what: String, bytes: Vec<u8>| Outgoing { kind, what, bytes, there: None };
        let known = known.filter(|known| self.inner.find_commit(known.0).is_ok());
        let there = objects::tree_of(&self.inner, known.map(|known| known.0))?;
        let branch = self.current_branch()?.into_bytes();
        let mut found = vec![part(OutgoingKind::Name, "the name of the branch".to_owned(), branch)];
        let mut seen: HashSet<Oid> = HashSet::new();
        for id in self.ids_only_in(commit, known)? {
            let commit = self.inner.find_commit(id).during("read the history")?;
            let short: String = id.to_string().chars().take(8).collect();
            found.push(part(
                OutgoingKind::Commit,
                format!("the message of commit {short}"),
                commit.message_bytes().to_vec(),
            ));
            let who = [commit.author(), commit.committer()]
                .iter()
                .flat_map(|who| [who.name_bytes(), who.email_bytes()])
                .collect::<Vec<_>>()
                .join(&b'\n');
            let header = [&who, commit.raw_header_bytes()].join(&b'\n');
            found.push(part(OutgoingKind::Commit, format!("the author of commit {short}"), header));
            let tree = commit.tree().during("read the history")?;
            let before = commit.parent(0).ok().and_then(|parent| parent.tree().ok());
            let mut options = DiffOptions::new();
            options.include_typechange(true).ignore_submodules(true);
            let diff = self.inner.diff_tree_to_tree(before.as_ref(), Some(&tree), Some(&mut options));
            for delta in diff.during("read the history")?.deltas() {
                let (file, blob) = (delta.new_file(), delta.new_file().id());
                let path = file.path_bytes().map(|path| String::from_utf8_lossy(path).into_owned()).unwrap_or_default();
                found.push(part(OutgoingKind::Name, "the name of a file".to_owned(), path.clone().into_bytes()));
                if seen.insert(blob)
                    && let Ok(blob) = self.inner.find_blob(blob)
                {
                    let there = objects::blob_at(there.as_ref(), &path)?.and_then(|(id, _)| self.blob(BlobId(id)).ok());
                    found.push(Outgoing { there, ..part(OutgoingKind::File, path, blob.content().to_vec()) });
                }
            }
        }
        Ok(found)
    }

    /// What went wrong the last time that the other end was not reached; none where all is well.
    ///
    /// # Errors
    /// What could not be read.
    pub fn trouble(&self) -> Result<Option<String>, GitError> {
        let bytes = files::read_if_there(&self.own_folder().join("trouble"))?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|text| !text.is_empty()))
    }

    /// Notes what went wrong, or that nothing did.
    ///
    /// # Errors
    /// What the system refused.
    pub fn note_trouble(&self, trouble: Option<&str>) -> Result<(), GitError> {
        let file = self.own_folder().join("trouble");
        match trouble {
            Some(text) => Ok(closed::replace_private(&file, text.as_bytes())?),
            None => Ok(durable::discard(&file)?),
        }
    }

    /// The last commit, for a push.
    ///
    /// # Errors
    /// What libgit2 could not read.
    pub fn head_commit(&self) -> Result<Option<CommitId>, GitError> {
        Ok(self.head_id()?.map(CommitId))
    }
}
