//! The errors of the git layer.

use std::path::PathBuf;

use thiserror::Error;

use crate::store::StoreError;

/// Why something could not be done with a pair's repository.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GitError {
    /// A file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// libgit2 failed.
    #[error("cannot {action}")]
    Git {
        /// What was tried, as a verb.
        action: &'static str,
        /// libgit2's own reason.
        #[source]
        source: git2::Error,
    },
    /// There is no repository.
    #[error("`{}` is not a git repository", path.display())]
    NotARepository {
        /// The folder.
        path: PathBuf,
    },
    /// There is one already.
    #[error("`{}` is a git repository already", path.display())]
    AlreadyARepository {
        /// The folder.
        path: PathBuf,
    },
    /// The folder belongs to another user of the machine.
    #[error("`{}` belongs to another user; if you trust it, run `git config --global --add safe.directory '{}'`", path.display(), path.display())]
    ForeignOwner {
        /// The folder.
        path: PathBuf,
    },
    /// A format or state of repository that this program does not write.
    #[error("cannot write in `{}`: {reason}", path.display())]
    Unwritable {
        /// The repository's folder.
        path: PathBuf,
        /// Why, and what to do.
        reason: Unwritable,
    },
    /// No name and address to commit with.
    #[error("git does not know your {missing}; run `git config --global user.{missing} \"{example}\"`")]
    NoIdentity {
        /// `name` or `email`.
        missing: &'static str,
        /// What such a value looks like.
        example: &'static str,
    },
    /// `GIT_AUTHOR_DATE` or `GIT_COMMITTER_DATE` cannot be read.
    #[error("cannot understand {variable}=`{value}`; write it as `2026-11-20T14:00:00+01:00`")]
    BadDate {
        /// The variable.
        variable: &'static str,
        /// Its value.
        value: String,
    },
    /// A filter that git would apply and libgit2 would skip: the bytes would be stored unfiltered.
    #[error(
        "`{path}` goes through the git filter `{filter}`, which this program cannot run; take it out of the pair's `.gitattributes`, or commit with `git`"
    )]
    Filtered {
        /// The file.
        path: String,
        /// The filter's name, or the attribute that asks for a conversion.
        filter: String,
    },
    /// A path that cannot be written inside a work tree.
    #[error("`{path}` is no path inside the repository")]
    BadPath {
        /// The path.
        path: String,
    },
    /// The file is not what the new bytes were made from.
    #[error("`{path}` was changed by another program in the meantime; nothing was written, try again")]
    ChangedMeanwhile {
        /// The file.
        path: String,
    },
    /// Another git holds the branch's lock.
    #[error("git is at work on this branch (`{}` is there); try again once it is done, or remove that file if no git runs", lock.display())]
    BranchLocked {
        /// The lock file.
        lock: PathBuf,
    },
    /// Another git holds the index's lock, and a new file cannot be told to it.
    #[error("another git is at work in this repository (`{}` is there)", lock.display())]
    IndexLocked {
        /// The lock file.
        lock: PathBuf,
    },
    /// The branch was moved again and again while we tried.
    #[error("the branch `{branch}` was moved by other programs {times} times in a row; try again")]
    BranchBusy {
        /// The branch.
        branch: String,
        /// How often.
        times: u32,
    },
    /// Two other programs moved the branch at the very moment in which we did.
    #[error("two other programs moved the branch while it was written; the commit of one is kept: `git merge {kept}`")]
    BranchTornApart {
        /// The reference that keeps it.
        kept: String,
    },
    /// The words are in the user's files, but the commit could not be made.
    #[error("the text is in `{path}`, but could not be committed; the next command, or `git commit -a`, will")]
    NotCommitted {
        /// The file, or the first of them.
        path: String,
        /// Why.
        #[source]
        source: Box<GitError>,
    },
    /// The `git` program is missing or failed.
    #[error("`git {}` failed: {message}", arguments.join(" "))]
    Program {
        /// What it was called with.
        arguments: Vec<String>,
        /// What it said.
        message: String,
    },
    /// The `git` program did not end in time.
    #[error("`git {action}` took too long")]
    TooSlow {
        /// Its verb.
        action: String,
    },
    /// The place where a pair is shared cannot be reached, or is none.
    #[error("the other side cannot be reached: {message}")]
    Unreachable {
        /// What git said.
        message: String,
    },
    /// The other side did not take what was sent, for another reason than that it has more.
    #[error("the other side refused it: {message}")]
    Refused {
        /// What it said.
        message: String,
    },
    /// What was received holds what must not be written on this machine; nothing of it was.
    #[error("what was received cannot be written here: {}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    Hostile {
        /// What is wrong, one a path.
        problems: Vec<super::incoming::Problem>,
    },
    /// Two histories without a common commit.
    #[error("what is there is another pair: it has no history in common with this one")]
    Unrelated,
    /// The last write cannot be undone.
    #[error("{0}")]
    CannotUndo(NoUndo),
}

/// Why a last write cannot be undone.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NoUndo {
    /// There is none of the user's own.
    #[error("there is no write of yours to undo")]
    Nothing,
    /// Later changes stand on the same lines.
    #[error("`{path}` was changed on the same lines since: {}", lines.iter().map(|line| format!("`{line}`")).collect::<Vec<_>>().join(", "))]
    Conflict {
        /// The file.
        path: String,
        /// The lines in the way, as they are now.
        lines: Vec<String>,
    },
}

/// Why a repository cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unwritable {
    /// No work tree.
    #[error("it is a bare repository; clone it first")]
    Bare,
    /// Git's folder, or something in it, is somewhere else: what is written would land there.
    #[error("`{0}` leads out of the pair's folder; make it a folder or file of its own")]
    LeadsOutside(String),
    /// Object names that libgit2 cannot make.
    #[error("it uses sha256; make a new pair and copy the files")]
    Sha256,
    /// A format of references that libgit2 cannot write.
    #[error("it stores references as `{0}`; run `git refs migrate --ref-format=files`")]
    ReferenceFormat(String),
    /// Another extension of the format.
    #[error("it uses git's extension `{0}`")]
    Extension(String),
    /// A split or sparse index, or one of a version to come.
    #[error(
        "its index cannot be read ({0}); run `git update-index --no-split-index`, or `git sparse-checkout disable`"
    )]
    Index(String),
    /// No branch is checked out.
    #[error("no branch is checked out (HEAD is detached); run `git switch main`")]
    Detached,
    /// HEAD points to something else than a branch.
    #[error("HEAD points to `{0}`, which is no branch; run `git switch main`")]
    NotABranch(String),
    /// A merge, rebase, cherry-pick or the like waits to be finished.
    #[error("{0} is not finished; finish or abort it with `git` (see `git status`)")]
    Unfinished(&'static str),
    /// The index holds conflicts.
    #[error("there are merge conflicts; resolve them and commit, then try again")]
    Conflicts,
}

/// Gives a libgit2 result the action that failed.
pub(crate) trait GitContext<T> {
    /// Names the action.
    fn during(self, action: &'static str) -> Result<T, GitError>;
}

impl<T> GitContext<T> for Result<T, git2::Error> {
    fn during(self, action: &'static str) -> Result<T, GitError> {
        self.map_err(|source| GitError::Git { action, source })
    }
}
