//! Looking for words in bytes, objects, files and names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The words that are found in bytes, whatever their case and emphasis.
pub(crate) fn words_in(bytes: &[u8], words: &BTreeSet<String>, found: &mut BTreeSet<String>) {
    if words.is_empty() || !bytes.windows(2).any(|pair| pair.eq_ignore_ascii_case(b"zq")) {
        return;
    }
    let plain: Vec<u8> = bytes.iter().filter(|byte| !b"*_~`".contains(byte)).map(u8::to_ascii_lowercase).collect();
    for (at, _) in plain.windows(12).enumerate().filter(|(_, window)| window.starts_with(b"zq")) {
        if let Ok(word) = std::str::from_utf8(&plain[at..at + 12])
            && words.contains(word)
        {
            found.insert(word.to_owned());
        }
    }
}

/// The words in the objects of a repository, loose and packed, reachable or not.
pub(crate) fn words_in_objects(repository: &Path, words: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let repository = git2::Repository::open(repository).unwrap();
    let odb = repository.odb().unwrap();
    let mut ids = Vec::new();
    odb.foreach(|id| {
        ids.push(*id);
        true
    })
    .unwrap();
    assert!(!ids.is_empty(), "no object is looked at in {}", repository.path().display());
    for id in ids {
        words_in(odb.read(id).unwrap().data(), words, &mut found);
    }
    found
}

/// The words in the files below a folder and in their names, but for what `skip` says; compressed objects are looked at by
/// [`words_in_objects`].
pub(crate) fn words_in_files(
    folder: &Path,
    words: &BTreeSet<String>,
    skip: &dyn Fn(&Path) -> bool,
) -> BTreeSet<(String, String)> {
    let mut leaks = BTreeSet::new();
    let entries = walkdir::WalkDir::new(folder).into_iter();
    for entry in entries.filter_entry(|entry| !skip(entry.path())).map(Result::unwrap) {
        let mut found = BTreeSet::new();
        words_in(entry.file_name().as_encoded_bytes(), words, &mut found);
        if entry.file_type().is_symlink() {
            words_in(fs::read_link(entry.path()).unwrap().as_os_str().as_encoded_bytes(), words, &mut found);
        } else if entry.file_type().is_file() {
            words_in(&fs::read(entry.path()).unwrap(), words, &mut found);
        }
        leaks.extend(found.into_iter().map(|word| (entry.path().display().to_string(), word)));
    }
    leaks
}
