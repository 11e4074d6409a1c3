//! Objects that no git would write: trees with any name and mode.

use git2::{ObjectType, Oid, Repository, Signature, Time};

/// One line of a tree.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) mode: &'static str,
    pub(crate) name: Vec<u8>,
    pub(crate) id: Oid,
}

/// The lines of a tree.
pub(crate) fn lines(repository: &Repository, tree: Oid) -> Vec<Line> {
    let tree = repository.find_tree(tree).unwrap();
    let mode = |mode| if mode == 0o040_000 { "40000" } else { "100644" };
    tree.iter()
        .map(|entry| Line { mode: mode(entry.filemode()), name: entry.name_bytes().to_vec(), id: entry.id() })
        .collect()
}

/// Writes a tree as it is, without anybody looking at it.
pub(crate) fn write(repository: &Repository, mut lines: Vec<Line>) -> Oid {
    // Git sorts folders as if their names ended in a slash.
    let key = |line: &Line| [line.name.as_slice(), if line.mode == "40000" { b"/" } else { b"" }].concat();
    lines.sort_by_key(key);
    let mut bytes = Vec::new();
    for line in lines {
        bytes.extend_from_slice(line.mode.as_bytes());
        bytes.push(b' ');
        bytes.extend_from_slice(&line.name);
        bytes.push(0);
        bytes.extend_from_slice(line.id.as_bytes());
    }
    repository.odb().unwrap().write(ObjectType::Tree, &bytes).unwrap()
}

/// A tree with `line` put into the folder of that path; the folders on the way are made.
pub(crate) fn with(repository: &Repository, tree: Option<Oid>, folder: &[&str], line: Line) -> Oid {
    let mut here = tree.map(|tree| lines(repository, tree)).unwrap_or_default();
    let line = match folder.split_first() {
        None => line,
        Some((first, rest)) => {
            let is_folder = |line: &&Line| line.mode == "40000" && line.name == first.as_bytes();
            let below = here.iter().find(is_folder).map(|line| line.id);
            let id = with(repository, below, rest, line);
            Line { mode: "40000", name: first.as_bytes().to_vec(), id }
        }
    };
    here.retain(|old| old.name != line.name);
    here.push(line);
    write(repository, here)
}

/// A commit of that tree, on the branch `main`.
pub(crate) fn commit(repository: &Repository, tree: Oid, author: &str, message: &str) {
    let parents: Vec<git2::Commit<'_>> = repository
        .find_reference("refs/heads/main")
        .ok()
        .and_then(|head| head.peel_to_commit().ok())
        .into_iter()
        .collect();
    let parents: Vec<&git2::Commit<'_>> = parents.iter().collect();
    let who = Signature::new(author, "alice@example.com", &Time::new(1_795_000_000, 0)).unwrap();
    let tree = repository.find_tree(tree).unwrap();
    let id = repository.commit(None, &who, &who, message, &tree, &parents).unwrap();
    repository.reference("refs/heads/main", id, true, "hostile").unwrap();
}
