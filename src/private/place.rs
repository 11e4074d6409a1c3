//! Where private notes may lie: in no pair, and in nothing else that is shared.

use std::path::{Path, PathBuf};

use super::error::PrivateError;
use crate::store::files;

/// Refuses a place that somebody else sees, or may see as soon as somebody runs `git add`.
pub(super) fn check(place: &Path, pairs: &[PathBuf]) -> Result<(), PrivateError> {
    let refuse = |why: String| Err(PrivateError::Place { place: place.to_owned(), why });
    if !place.is_absolute() {
        return refuse("the place has to be named from the root on".to_owned());
    }
    let real = real(place);
    if let Some(pair) = pairs.iter().find(|pair| self::real(pair).starts_with(&real)) {
        return refuse(format!("the pair `{}` lies in it", pair.display()));
    }
    for folder in real.ancestors().skip(1) {
        if files::is_regular(&folder.join("oneonone.yaml")) {
            return refuse(format!("it lies in the pair `{}`", folder.display()));
        }
        if files::is_regular(&folder.join("HEAD")) && files::is_folder(&folder.join("objects")) {
            return refuse(format!("it lies in the repository `{}`", folder.display()));
        }
        let git = folder.join(".git");
        let config = files::read_if_there(&git.join("config")).ok().flatten().unwrap_or_default();
        // A link or a file there leads to a repository elsewhere, of which nothing is known.
        let elsewhere = !files::is_folder(&git) && (files::is_regular(&git) || files::is_link(&git));
        if elsewhere || String::from_utf8_lossy(&config).contains("[remote ") {
            return refuse(format!("it lies in the git work tree `{}`, which is shared", folder.display()));
        }
    }
    Ok(())
}

/// Whether a path is a folder or lies in it, links resolved.
pub(super) fn lies_in(path: &Path, folder: &Path) -> bool {
    real(path).starts_with(real(folder))
}

/// The path with links resolved, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let mut missing = Vec::new();
    for folder in path.ancestors() {
        if let Ok(mut real) = folder.canonicalize() {
            real.extend(missing.into_iter().rev());
            return real;
        }
        missing.extend(folder.file_name());
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn why(place: &Path, pairs: &[PathBuf]) -> String {
        match check(place, pairs) {
            Ok(()) => "allowed".to_owned(),
            Err(error) => {
                let text = error.to_string();
                ["the pair", "the repository", "the git work tree", "lies in it", "from the root"]
                    .into_iter()
                    .rfind(|part| text.contains(part))
                    .unwrap_or("another")
                    .to_owned()
            }
        }
    }

    #[test]
    fn places() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        for path in ["pair/entries", "hub/objects", "shared/.git", "alone/.git", "linked"] {
            fs::create_dir_all(at(path)).unwrap();
        }
        fs::write(at("pair/oneonone.yaml"), "").unwrap();
        fs::write(at("hub/HEAD"), "").unwrap();
        fs::write(at("shared/.git/config"), "[remote \"origin\"]\n").unwrap();
        fs::write(at("alone/.git/config"), "[core]\n").unwrap();
        fs::write(at("linked/.git"), "gitdir: /elsewhere\n").unwrap();
        for (place, expected) in [
            ("data/private", "allowed"),
            ("alone/private", "allowed"),
            ("pair/private", "the pair"),
            ("pair/entries/a/b/c", "the pair"),
            ("hub/private", "the repository"),
            ("shared/deep/private", "the git work tree"),
            ("linked/private", "the git work tree"),
        ] {
            assert_eq!(why(&at(place), &[]), expected, "{place}");
        }
        assert_eq!(why(&at("data"), &[at("data/oneonones/alice")]), "lies in it");
        assert_eq!(why(Path::new("private"), &[]), "from the root");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("pair/entries")).unwrap();
        fs::write(at("pair/oneonone.yaml"), "").unwrap();
        std::os::unix::fs::symlink(at("pair/entries"), at("data")).unwrap();
        assert_eq!(why(&at("data/private"), &[]), "the pair");
    }
}
