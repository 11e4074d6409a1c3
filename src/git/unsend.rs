//! One commit in the place of those that were never sent: what stood in between the first and the last of them is in none.

use git2::Oid;

use super::branch::{self, Move};
use super::error::{GitContext, GitError};
use super::identity::{self, Role};
use super::objects::{self, Saying, Touched};
use super::options;
use super::repository::PairRepository;
use super::session::Session;
use super::write::CommitId;

/// A commit with all that was not sent yet, on no branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOne {
    /// The last commit of the branch.
    pub from: CommitId,
    /// The one that can take its place.
    pub to: CommitId,
    /// What the other side has; none where nothing was ever sent.
    pub sent: Option<CommitId>,
    /// How many commits it stands for.
    pub commits: usize,
}

impl PairRepository {
    /// Makes one commit, by the user and with this `message`, of those that the other side has not; none where there are
    /// none, or where the other side has what is not here yet.
    ///
    /// # Errors
    /// [`GitError::NoIdentity`], or what libgit2 could not read or write.
    pub fn unsent_as_one(&self, message: &str) -> Result<Option<AsOne>, GitError> {
        let Some(from) = self.head_id()? else { return Ok(None) };
        let sent = self.seen()?;
        let (commits, missing) = match sent {
            Some(sent) => self.inner.graph_ahead_behind(from, sent.0).during("compare the histories")?,
            None => (self.count(from)?, 0),
        };
        if commits == 0 || missing > 0 {
            return Ok(None);
        }
        let settings = self.settings()?;
        let signature = |role| identity::signature(&identity::identity(&settings, role)?, role, None);
        let (author, committer) = (signature(Role::Author)?, signature(Role::Committer)?);
        let signed = settings.truth("commit.gpgsign").unwrap_or(false);
        let saying = Saying { message, author: &author, committer: &committer, signed };
        let tree = self.inner.find_commit(from).during("read the last commit")?.tree_id();
        options::durable(true);
        let parents: Vec<Oid> = sent.iter().map(|commit| commit.0).collect();
        let to = objects::commit(self, tree, &parents, &saying)?;
        objects::sync(self, to, tree, &Touched::new())?;
        Ok(Some(AsOne { from: CommitId(from), to: CommitId(to), sent, commits }))
    }

    fn count(&self, from: Oid) -> Result<usize, GitError> {
        let mut walk = self.inner.revwalk().during("read the history")?;
        walk.push(from).during("read the history")?;
        Ok(walk.count())
    }
}

impl Session<'_> {
    /// Puts that commit in the place of those that it stands for. The files stay as they are: both have the same. Says
    /// whether the branch still was where it began.
    ///
    /// # Errors
    /// What the system or libgit2 refused.
    pub fn replace_unsent(&mut self, one: &AsOne) -> Result<bool, GitError> {
        let repository = self.repository();
        let who = identity::identity(&repository.settings()?, Role::Committer)?;
        let step = Move {
            branch: &repository.branch_reference()?,
            from: Some(one.from.0),
            to: one.to.0,
            who: &identity::signature(&who, Role::Committer, None)?,
            message: "oneonone private unsend",
        };
        branch::compare_and_swap(repository, &step)
    }
}
