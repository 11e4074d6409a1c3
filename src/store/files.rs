//! Reading: regular files only, and none that is too large.
//!
//! The common case is fast: one listing of the folder, whose own file types tell links and folders apart, then one
//! open and one read for each file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use super::error::{IoContext, StoreError};

/// The largest file that is ever read, in bytes.
pub const LARGEST_FILE: u64 = 10_000_000;

/// The bytes of a regular file, never through a symbolic link.
///
/// # Errors
/// [`StoreError::NotRegular`] for anything but a regular file, [`StoreError::TooLarge`] over [`LARGEST_FILE`], else
/// what the system refused.
pub fn read_regular(path: &Path) -> Result<Vec<u8>, StoreError> {
    let named = fs::symlink_metadata(path).at("read", path)?;
    if !named.is_file() {
        return Err(StoreError::NotRegular { path: path.to_owned() });
    }
    let file = File::open(path).at("read", path)?;
    let opened = file.metadata().at("read", path)?;
    if !opened.is_file() || !same_file(&named, &opened) {
        return Err(StoreError::NotRegular { path: path.to_owned() });
    }
    read_opened(file, opened.len(), path)
}

/// The bytes of a file whose name a [`Listing`] gave, as [`read_regular`] but without asking again what it is.
///
/// # Errors
/// As [`read_regular`].
pub fn read_listed(path: &Path) -> Result<Vec<u8>, StoreError> {
    let file = File::open(path).at("read", path)?;
    let opened = file.metadata().at("read", path)?;
    if !opened.is_file() {
        return Err(StoreError::NotRegular { path: path.to_owned() });
    }
    read_opened(file, opened.len(), path)
}

/// The bytes of a regular file, and none where there is no file of that name.
///
/// # Errors
/// As [`read_regular`].
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match read_regular(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.io_kind() == Some(io::ErrorKind::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn read_opened(mut file: File, size: u64, path: &Path) -> Result<Vec<u8>, StoreError> {
    let too_large = || StoreError::TooLarge { path: path.to_owned(), limit: LARGEST_FILE };
    if size > LARGEST_FILE {
        return Err(too_large());
    }
    // One byte more than the file has: a read that leaves room has met the end.
    let mut bytes = vec![0; usize::try_from(size).map_err(|_| too_large())? + 1];
    let mut filled = 0;
    loop {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error).at("read", path),
        }
        if filled as u64 == size {
            break;
        }
        if filled == bytes.len() {
            if bytes.len() as u64 > LARGEST_FILE {
                return Err(too_large());
            }
            bytes.resize(bytes.len() * 2, 0);
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// Whether `path` is a folder, and no link to one.
pub fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether `path` is a symbolic link, to whatever.
pub fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.file_type().is_symlink())
}

/// Whether there is anything of that name.
///
/// # Errors
/// What the system refused: then it is not known.
pub fn is_there(path: &Path) -> Result<bool, StoreError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).at("look at", path),
    }
}

/// What tells one version of a file from the next without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    identity: u64,
}

impl Stamp {
    /// The stamp of `path`, of a link itself; none where there is nothing.
    pub fn of(path: &Path) -> Option<Self> {
        fs::symlink_metadata(path).ok().as_ref().map(Stamp::from)
    }
}

impl From<&fs::Metadata> for Stamp {
    fn from(metadata: &fs::Metadata) -> Self {
        Stamp { length: metadata.len(), modified: metadata.modified().ok(), identity: identity(metadata) }
    }
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ino()
}

#[cfg(not(unix))]
fn identity(_metadata: &fs::Metadata) -> u64 {
    0
}

#[cfg(unix)]
fn same_file(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.dev() == other.dev() && one.ino() == other.ino()
}

#[cfg(not(unix))]
fn same_file(_one: &fs::Metadata, _other: &fs::Metadata) -> bool {
    true
}

/// The files of one folder.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The names of the regular files, in the order of their bytes.
    pub names: Vec<String>,
    /// The names, made printable, of what looked like such a file but is a link, a folder, or no UTF-8.
    pub refused: Vec<Refused>,
}

/// A name that is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// The name, with what is not UTF-8 replaced.
    pub name: String,
    /// Why.
    pub why: &'static str,
}

/// The entries of a pair: the Markdown files directly in `entries/`. A folder that is not there has none.
///
/// # Errors
/// What the system refused, and [`StoreError::NotRegular`] where `entries` is no folder.
pub fn list_entries(pair: &Path) -> Result<Listing, StoreError> {
    list(&pair.join("entries"), ".md")
}

/// The regular files directly in `folder` whose name ends with `ending` and does not begin with a dot.
///
/// # Errors
/// What the system refused, and [`StoreError::NotRegular`] where `folder` is a link or a file.
pub fn list(folder: &Path, ending: &str) -> Result<Listing, StoreError> {
    let mut listing = Listing::default();
    match fs::symlink_metadata(folder) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(StoreError::NotRegular { path: folder.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listing),
        Err(error) => return Err(error).at("list", folder),
    }
    for item in fs::read_dir(folder).at("list", folder)? {
        let item = item.at("list", folder)?;
        let name = item.file_name();
        let bytes = name.as_encoded_bytes();
        if bytes.starts_with(b".") || !bytes.ends_with(ending.as_bytes()) {
            continue;
        }
        let regular = item.file_type().at("list", folder)?.is_file();
        match name.into_string() {
            Ok(name) if regular => listing.names.push(name),
            Ok(name) => listing.refused.push(Refused { name, why: "not a regular file" }),
            Err(name) => listing
                .refused
                .push(Refused { name: name.to_string_lossy().into_owned(), why: "the name is not valid UTF-8" }),
        }
    }
    listing.names.sort_unstable();
    listing.refused.sort_unstable();
    Ok(listing)
}

/// Whether `path` is a regular file, and no link to one.
pub fn is_regular(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Whether a folder has nothing in it.
///
/// # Errors
/// What the system refused.
pub fn is_empty_folder(path: &Path) -> Result<bool, StoreError> {
    Ok(fs::read_dir(path).at("list", path)?.next().is_none())
}

/// The names of the folders directly in `folder` that do not begin with a dot, in the order of their bytes; links are
/// none. A folder that is not there has none.
///
/// # Errors
/// What the system refused.
pub fn list_folders(folder: &Path) -> Result<Vec<String>, StoreError> {
    let items = match fs::read_dir(folder) {
        Ok(items) => items,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).at("list", folder),
    };
    let mut names = Vec::new();
    for item in items {
        let item = item.at("list", folder)?;
        if item.file_type().at("list", folder)?.is_dir()
            && let Ok(name) = item.file_name().into_string()
            && !name.starts_with('.')
        {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_only_entries() {
        let pair = tempfile::tempdir().unwrap();
        assert_eq!(list_entries(pair.path()).unwrap(), Listing::default());
        let entries = pair.path().join("entries");
        fs::create_dir(&entries).unwrap();
        for name in ["2026-11-20.md", "2026-11-13.md", ".oneonone-1-0", ".hidden.md", "photo.png"] {
            fs::write(entries.join(name), "x").unwrap();
        }
        fs::create_dir(entries.join("folder.md")).unwrap();
        let listing = list_entries(pair.path()).unwrap();
        assert_eq!(listing.names, ["2026-11-13.md", "2026-11-20.md"]);
        assert_eq!(listing.refused, [Refused { name: "folder.md".into(), why: "not a regular file" }]);
    }

    #[test]
    fn reads_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        assert_eq!(read_if_there(&path).unwrap(), None);
        for bytes in [&b""[..], b"one", &[7; 70_000]] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(read_regular(&path).unwrap(), bytes);
            assert_eq!(read_listed(&path).unwrap(), bytes);
        }
    }

    #[test]
    fn refuses_folders_and_giants() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_regular(folder.path()), Err(StoreError::NotRegular { .. })));
        let path = folder.path().join("giant.md");
        File::create(&path).unwrap().set_len(LARGEST_FILE + 1).unwrap();
        assert!(matches!(read_regular(&path), Err(StoreError::TooLarge { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn refuses_links() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        fs::write(&secret, "theirs").unwrap();
        fs::create_dir(folder.path().join("entries")).unwrap();
        std::os::unix::fs::symlink(&secret, folder.path().join("entries/2026-11-20.md")).unwrap();
        let listing = list_entries(folder.path()).unwrap();
        assert!(listing.names.is_empty());
        assert_eq!(listing.refused.len(), 1);
        let link = folder.path().join("entries/2026-11-20.md");
        assert!(matches!(read_regular(&link), Err(StoreError::NotRegular { .. })));
        std::os::unix::fs::symlink(folder.path().join("entries"), folder.path().join("linked")).unwrap();
        assert!(matches!(list(&folder.path().join("linked"), ".md"), Err(StoreError::NotRegular { .. })));
    }
}
