//! Conversions that git applies between work tree and blob, and that libgit2 skips or does otherwise.

use std::path::Path;

use git2::{AttrCheckFlags, AttrValue};

use super::error::{GitContext, GitError};
use super::repository::PairRepository;
use super::settings::Settings;

/// The name of what git would do to the bytes of `path`; none where it stores them as they are.
pub(super) fn filter_of(
    repository: &PairRepository,
    settings: &Settings,
    path: &str,
) -> Result<Option<String>, GitError> {
    let attribute = |name: &str| -> Result<Option<String>, GitError> {
        let value = repository
            .inner
            .get_attr_bytes(Path::new(path), name, AttrCheckFlags::FILE_THEN_INDEX)
            .during("read git's attributes")?;
        Ok(match AttrValue::from_bytes(value) {
            AttrValue::String(text) => Some(text.to_owned()),
            AttrValue::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            AttrValue::True | AttrValue::False | AttrValue::Unspecified => None,
        })
    };
    if let Some(filter) = attribute("filter")?
        && ["clean", "process"].iter().any(|kind| has(settings, &format!("filter.{filter}.{kind}")))
            | is_required(settings, &filter)
    {
        return Ok(Some(filter));
    }
    Ok(attribute("working-tree-encoding")?.map(|encoding| format!("working-tree-encoding={encoding}")))
}

/// Refuses the first of `paths` that a filter stands on.
pub(super) fn refuse_filtered<'a>(
    repository: &PairRepository,
    settings: &Settings,
    paths: impl Iterator<Item = &'a str>,
) -> Result<(), GitError> {
    for path in paths {
        if let Some(filter) = filter_of(repository, settings, path)? {
            return Err(GitError::Filtered { path: path.to_owned(), filter });
        }
    }
    Ok(())
}

fn has(settings: &Settings, key: &str) -> bool {
    settings.text(key).is_some_and(|value| !value.is_empty())
}

fn is_required(settings: &Settings, filter: &str) -> bool {
    settings.truth(&format!("filter.{filter}.required")).unwrap_or(false)
}
