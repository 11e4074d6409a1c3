//! Signed commits: by the `git` program, with the user's own keys and helpers, on the tree that libgit2 built.

use git2::{Oid, Signature};

use super::branch::zone;
use super::error::GitError;
use super::objects::Saying;
use super::program;
use super::repository::PairRepository;

/// A signed commit of `tree` on top of `parents`, on no branch yet.
pub(super) fn commit_tree(
    repository: &PairRepository,
    tree: Oid,
    parents: &[Oid],
    saying: &Saying<'_>,
) -> Result<Oid, GitError> {
    let tree = tree.to_string();
    let parents: Vec<String> = parents.iter().map(ToString::to_string).collect();
    let mut arguments = vec!["commit-tree", "-S"];
    arguments.extend(parents.iter().flat_map(|parent| ["-p", parent]));
    arguments.extend(["-F", "-", &tree]);
    let [author_name, author_email, author_date] = described(saying.author);
    let [committer_name, committer_email, committer_date] = described(saying.committer);
    let variables = [
        ("GIT_AUTHOR_NAME", author_name),
        ("GIT_AUTHOR_EMAIL", author_email),
        ("GIT_AUTHOR_DATE", author_date),
        ("GIT_COMMITTER_NAME", committer_name),
        ("GIT_COMMITTER_EMAIL", committer_email),
        ("GIT_COMMITTER_DATE", committer_date),
    ];
    let printed = program::run(repository.root(), &arguments, &variables, saying.message.as_bytes())?;
    parse_id(&printed).ok_or_else(|| GitError::Program {
        arguments: vec!["commit-tree".to_owned()],
        message: "it printed no commit".to_owned(),
    })
}

fn described(signature: &Signature<'static>) -> [String; 3] {
    let when = signature.when();
    [
        String::from_utf8_lossy(signature.name_bytes()).into_owned(),
        String::from_utf8_lossy(signature.email_bytes()).into_owned(),
        format!("@{} {}", when.seconds(), zone(when.offset_minutes())),
    ]
}

fn parse_id(printed: &[u8]) -> Option<Oid> {
    Oid::from_str(std::str::from_utf8(printed).ok()?.trim()).ok()
}
