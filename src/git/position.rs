//! Which commit a work tree stands on, told by git's files alone: opening a repository takes longer than a whole report
//! that is already known.

use std::path::Path;

use super::environment;
use crate::store::files;
use crate::store::survey::Survey;

/// Variables that lead git elsewhere than to the folder `.git`.
const ELSEWHERE: [&str; 5] = ["GIT_DIR", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_SHALLOW_FILE"];

/// Adds what names the commit that is checked out in `root`; `None` where that is not told by plain references in a folder
/// `.git`, such as in a linked work tree.
pub fn survey(root: &Path, survey: &mut Survey) -> Option<()> {
    if ELSEWHERE.iter().any(|name| environment::variable(name).is_some()) {
        return None;
    }
    let git = root.join(".git");
    let head = files::read_regular(&git.join("HEAD")).ok()?;
    survey.fact(&head);
    let head = str::from_utf8(&head).ok()?.trim_end();
    if let Some(name) = head.strip_prefix("ref: ") {
        // The branch of a repository whose references are no plain files is called so.
        if name == "refs/heads/.invalid" || !name.starts_with("refs/heads/") || name.contains("..") {
            return None;
        }
        match files::read_if_there(&git.join(name)).ok()? {
            Some(id) if id.starts_with(b"ref:") => return None,
            Some(id) => survey.fact(&id),
            None => survey.look_at(&git.join("packed-refs"))?,
        }
    }
    survey.look_at(&git.join("shallow"))?;
    survey.look_at(&git.join("config"))
}
