//! The user's configuration, `$XDG_CONFIG_HOME/oneonone/config.yaml`. Nothing inside a pair's repository is read for it.

use std::path::{Path, PathBuf};

use crate::command_error::CommandError;
use crate::format::frontmatter::parse_mapping;
use crate::metrics::signals::Thresholds;
use crate::store::files;

/// What the user has set.
#[derive(Debug, Clone)]
pub struct Config {
    /// `home`: the folder in which the pairs are.
    pub home: Option<PathBuf>,
    /// `template`: the template of new pairs.
    pub template: Option<String>,
    /// The folder of the user's own templates.
    pub templates: PathBuf,
    /// `private`: the folder in which this person's private notes are.
    pub private: Option<PathBuf>,
    /// `auto_sync`: whether shared pairs are looked at and sent without being asked.
    pub auto_sync: bool,
    /// `thresholds`: those of the signals; what is not set has its default.
    pub thresholds: Thresholds,
}

impl Default for Config {
    fn default() -> Self {
        let (home, template, templates, private) = (None, None, PathBuf::new(), None);
        Self { home, template, templates, private, auto_sync: true, thresholds: Thresholds::default() }
    }
}

impl Config {
    /// Reads the configuration in that folder; without a file, the defaults.
    pub fn read(folder: &Path, user_home: Option<&Path>) -> Result<Self, CommandError> {
        let path = folder.join("config.yaml");
        let config = Self { templates: folder.join("templates"), ..Self::default() };
        let Some(bytes) = files::read_if_there(&path)? else { return Ok(config) };
        let text = String::from_utf8_lossy(&bytes);
        let mapping = parse_mapping(text.trim_start_matches('\u{feff}')).map_err(|problem| {
            CommandError::data(format!("`{}` cannot be read: {}", path.display(), problem.message))
        })?;
        let text_of = |key: &str| mapping.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let home = text_of("home").map(|home| expand(&home, user_home));
        let private = text_of("private").map(|place| expand(&place, user_home));
        let thresholds = match mapping.get("thresholds") {
            Some(value) => serde_yaml::from_value(value.clone()).map_err(|error| {
                CommandError::data(format!("`thresholds` in `{}` cannot be read: {error}", path.display()))
                    .hint("docs/configuration.md names them")
            })?,
            None => Thresholds::default(),
        };
        let auto_sync = match mapping.get("auto_sync") {
            None => true,
            Some(value) => switch(value).ok_or_else(|| {
                CommandError::data(format!("`auto_sync` in `{}` is neither `on` nor `off`", path.display()))
            })?,
        };
        Ok(Self { home, private, auto_sync, template: text_of("template"), thresholds, ..config })
    }
}

/// `on` and `off`, which some readers of YAML take for truth values.
fn switch(value: &serde_yaml::Value) -> Option<bool> {
    match value.as_str().map(str::to_ascii_lowercase).as_deref() {
        Some("on" | "yes") => Some(true),
        Some("off" | "no") => Some(false),
        _ => value.as_bool(),
    }
}

fn expand(path: &str, user_home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~/"), user_home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}
