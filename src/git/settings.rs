//! The user's git configuration, as git itself reads it: files, and what the environment adds.

use std::collections::BTreeMap;
use std::path::Path;

use git2::{Config, ConfigLevel, Repository};

use super::environment::variable;
use super::error::{GitContext, GitError};

/// One reading of the configuration.
pub(super) struct Settings {
    /// `GIT_CONFIG_KEY_0` and so on, which stand above all files.
    above: BTreeMap<String, String>,
    files: Config,
}

impl Settings {
    /// The configuration of a repository, opened with the environment's `GIT_CONFIG_GLOBAL` and such in mind.
    pub(super) fn of(repository: &Repository) -> Result<Self, GitError> {
        let files = repository.config().and_then(|mut config| config.snapshot()).during("read git's configuration")?;
        Ok(Settings { above: from_environment(&variable), files })
    }

    /// The user's configuration outside of any repository.
    pub(super) fn of_user() -> Result<Self, GitError> {
        let files = match variable("GIT_CONFIG_GLOBAL") {
            None => Config::open_default(),
            Some(file) => Config::new().and_then(|mut config| {
                config.add_file(Path::new(&file), ConfigLevel::Global, false)?;
                Ok(config)
            }),
        }
        .during("read git's configuration")?;
        Ok(Settings { above: from_environment(&variable), files })
    }

    /// The text of `key`, which is in lower case but for its middle part.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.above.get(key).cloned().or_else(|| self.files.get_string(key).ok())
    }

    /// The truth of `key`, as git reads it; none where it is absent or no truth value.
    pub(super) fn truth(&self, key: &str) -> Option<bool> {
        match self.above.get(key) {
            Some(text) => Config::parse_bool(text.as_str()).ok(),
            None => self.files.get_bool(key).ok(),
        }
    }
}

/// The keys and values that the environment holds, the last of a key winning.
fn from_environment(variable: &dyn Fn(&str) -> Option<String>) -> BTreeMap<String, String> {
    let count: usize = variable("GIT_CONFIG_COUNT").and_then(|count| count.trim().parse().ok()).unwrap_or(0);
    (0..count)
        .map_while(|number| {
            let key = variable(&format!("GIT_CONFIG_KEY_{number}"))?;
            Some((normalised(&key), variable(&format!("GIT_CONFIG_VALUE_{number}")).unwrap_or_default()))
        })
        .collect()
}

/// A key as git compares it: section and name in lower case, what is between them as it is.
fn normalised(key: &str) -> String {
    match (key.find('.'), key.rfind('.')) {
        (Some(first), Some(last)) if first < last => {
            format!("{}{}{}", key[..first].to_lowercase(), &key[first..last], key[last..].to_lowercase())
        }
        _ => key.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_stands_above() {
        let variables = BTreeMap::from([
            ("GIT_CONFIG_COUNT", "2"),
            ("GIT_CONFIG_KEY_0", "User.Name"),
            ("GIT_CONFIG_VALUE_0", "Alice"),
            ("GIT_CONFIG_KEY_1", "Filter.Big.Clean"),
            ("GIT_CONFIG_VALUE_1", "cat"),
        ]);
        let read = from_environment(&|name| variables.get(name).map(|value| (*value).to_owned()));
        assert_eq!(read["user.name"], "Alice");
        assert_eq!(read["filter.Big.clean"], "cat");
    }
}
