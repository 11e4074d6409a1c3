//! Where a pair is shared: an address that the `git` program understands, and that can run nothing by itself.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// An address of a repository that has been looked at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Remote {
    url: String,
    is_local: bool,
}

/// Why an address is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadRemote {
    /// There is nothing.
    #[error("the address is empty")]
    Empty,
    /// Control characters, which no address has.
    #[error("the address has control characters")]
    Control,
    /// It, or its host, would be taken for an option of a program.
    #[error("the address begins with `-`")]
    Option,
    /// A transport that runs a program of its own.
    #[error("`{0}::` would run a program; use ssh, https or a folder")]
    Helper(String),
    /// A protocol that is not private, or not known.
    #[error("`{0}://` is not supported; use ssh, https or a folder")]
    Protocol(String),
}

/// The protocols that git may use, as it names them.
pub(super) const PROTOCOLS: &str = "file:https:http:ssh";

impl Remote {
    /// Reads an address: `ssh://…`, `https://…`, `host:path`, or a folder or bundle, which is looked for from `current` on.
    ///
    /// # Errors
    /// [`BadRemote`] with the reason.
    pub fn parse(text: &str, current: &Path) -> Result<Self, BadRemote> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadRemote::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(BadRemote::Control);
        }
        if text.starts_with('-') {
            return Err(BadRemote::Option);
        }
        let far = |url: &str| Self { url: url.to_owned(), is_local: false };
        if let Some((protocol, rest)) = text.split_once("://") {
            let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
            if rest.starts_with('-') || host.starts_with('-') {
                return Err(BadRemote::Option);
            }
            return match protocol.to_ascii_lowercase().as_str() {
                "ssh" | "https" | "http" | "git+ssh" | "ssh+git" => Ok(far(text)),
                "file" => Ok(Self { url: text.to_owned(), is_local: true }),
                other => Err(BadRemote::Protocol(other.to_owned())),
            };
        }
        let before_slash = text.split(['/', '\\']).next().unwrap_or_default();
        if let Some((helper, _)) = before_slash.split_once("::")
            && !helper.starts_with('[')
        {
            return Err(BadRemote::Helper(helper.to_owned()));
        }
        match before_slash.split_once(':') {
            Some((host, _)) if !is_drive(host) => {
                let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
                if host.starts_with('-') { Err(BadRemote::Option) } else { Ok(far(text)) }
            }
            _ => Ok(Self { url: absolute(text, current).to_string_lossy().into_owned(), is_local: true }),
        }
    }

    /// The address as git takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address as it can be shown: without a password or token.
    pub fn shown(&self) -> String {
        match self.url.split_once("://") {
            Some((protocol, rest)) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                match authority.rsplit_once('@') {
                    Some((who, host)) if who.contains(':') || protocol.starts_with("http") => {
                        format!("{protocol}://{host}{path}")
                    }
                    _ => self.url.clone(),
                }
            }
            None => self.url.clone(),
        }
    }

    /// Whether two addresses lead to the same repository, as far as that can be told: however the host is reached, and by
    /// whom, links resolved.
    pub fn is_same_place(&self, other: &Self) -> bool {
        self.place() == other.place()
    }

    fn place(&self) -> String {
        if let Some(path) = self.path() {
            let with_ending = PathBuf::from(format!("{}.git", path.display()));
            let real = [path.canonicalize(), with_ending.canonicalize()].into_iter().find_map(Result::ok);
            let real = real.unwrap_or(path);
            // A repository may be named by git's folder in it.
            let real = if real.ends_with(".git") { real.parent().map(Path::to_owned).unwrap_or(real) } else { real };
            return real.to_string_lossy().into_owned();
        }
        let rest = match self.url.split_once("://") {
            Some((_, rest)) => rest.to_owned(),
            None => self.url.replacen(':', "/", 1),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let host = [":22", ":443", ":80"].iter().find_map(|port| host.strip_suffix(port)).unwrap_or(host);
        let path = path.trim_matches('/').trim_end_matches(".git").trim_end_matches('/');
        let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
        // Forges do not tell capitals apart; that two places of another host are taken for one costs no note.
        format!("{host}/{}", names.join("/")).to_lowercase()
    }

    /// Whether it is a folder or a file of this machine, or of a disk that it sees.
    pub fn is_local(&self) -> bool {
        self.is_local
    }

    /// The folder or file, where it is local.
    pub fn path(&self) -> Option<PathBuf> {
        let path = || PathBuf::from(self.url.strip_prefix("file://").unwrap_or(&self.url));
        self.is_local.then(path)
    }
}

/// `C:` of a path on Windows.
fn is_drive(host: &str) -> bool {
    cfg!(windows) && host.len() == 1 && host.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn absolute(text: &str, current: &Path) -> PathBuf {
    let path = Path::new(text);
    if path.is_absolute() { path.to_owned() } else { current.join(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Remote, BadRemote> {
        Remote::parse(text, Path::new("/home/bob"))
    }

    #[test]
    fn addresses() {
        for (text, url, is_local) in [
            ("git@example.com:team/alice.git", "git@example.com:team/alice.git", false),
            ("ssh://example.com/alice.git", "ssh://example.com/alice.git", false),
            ("https://example.com/alice.git", "https://example.com/alice.git", false),
            ("hub/alice.git", "/home/bob/hub/alice.git", true),
            ("/srv/a:b.git", "/srv/a:b.git", true),
            ("file:///srv/alice.git", "file:///srv/alice.git", true),
        ] {
            let remote = parse(text).unwrap();
            assert_eq!((remote.url(), remote.is_local()), (url, is_local), "{text}");
        }
    }

    #[test]
    fn what_could_run_something_is_refused() {
        for (text, why) in [
            ("", BadRemote::Empty),
            ("a\u{1b}[0m", BadRemote::Control),
            ("--upload-pack=touch x", BadRemote::Option),
            ("ext::sh -c touch% x", BadRemote::Helper("ext".into())),
            ("fd::3", BadRemote::Helper("fd".into())),
            ("ssh://-oProxyCommand=touch/x", BadRemote::Option),
            ("ssh://bob@-oProxyCommand=touch/x", BadRemote::Option),
            ("bob@-oProxyCommand=touch:x", BadRemote::Option),
            ("git://example.com/x", BadRemote::Protocol("git".into())),
        ] {
            assert_eq!(parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn the_same_place() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("hub.git")).unwrap();
        let local = |name: &str| Remote::parse(name, folder.path()).unwrap();
        assert!(local("hub.git").is_same_place(&local("./hub")));
        assert!(local("hub.git").is_same_place(&local(&format!("file://{}/hub.git/", folder.path().display()))));
        assert!(!local("hub.git").is_same_place(&local("other.git")));
        let one = parse("git@example.com:team/alice.git").unwrap();
        for other in [
            "ssh://git@example.com/team/alice.git",
            "ssh://example.com:22//team/alice/",
            "https://bob:token@Example.com/Team/alice",
            "example.com:team/alice",
            "example.com:/team/./alice.git",
        ] {
            assert!(one.is_same_place(&parse(other).unwrap()), "{other}");
        }
        for other in ["git@example.com:team/tom.git", "git@example.org:team/alice.git", "/team/alice.git"] {
            assert!(!one.is_same_place(&parse(other).unwrap()), "{other}");
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(parse("https://bob:token@example.com/x.git").unwrap().shown(), "https://example.com/x.git");
        assert_eq!(parse("https://token@example.com/x.git").unwrap().shown(), "https://example.com/x.git");
        assert_eq!(parse("ssh://git@example.com/x.git").unwrap().shown(), "ssh://git@example.com/x.git");
    }
}
