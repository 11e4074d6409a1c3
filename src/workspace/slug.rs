//! The folder's name of a pair, made of the other person's name.

use unicode_normalization::UnicodeNormalization;

use super::error::WorkspaceError;

/// The longest slug, in bytes.
const LONGEST: usize = 60;

/// Names that some systems keep for devices.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// `alice-chen` for `Alice Chen`: letters and digits of any script in lower case, everything else as one hyphen.
pub fn slug(name: &str) -> Result<String, WorkspaceError> {
    let bad = |why| WorkspaceError::BadName { name: name.to_owned(), why };
    if name.chars().any(char::is_control) {
        return Err(bad("it has control characters"));
    }
    if name.contains(['/', '\\']) || name.contains("..") {
        return Err(bad("it looks like a path"));
    }
    let lower: String = name.nfc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let slug = words.join("-");
    if slug.is_empty() {
        return Err(bad("it has no letter and no digit"));
    }
    if slug.len() > LONGEST {
        return Err(bad("it is too long; give a shorter one with --slug"));
    }
    if RESERVED.contains(&slug.as_str()) || is_numbered_device(&slug) {
        return Err(bad("some systems keep that name for themselves; give another one with --slug"));
    }
    Ok(slug)
}

fn is_numbered_device(slug: &str) -> bool {
    let rest = slug.strip_prefix("com").or_else(|| slug.strip_prefix("lpt"));
    rest.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// A handle made of a name: the first word in lower case.
pub fn handle(name: &str) -> String {
    let lower: String = name.nfc().flat_map(char::to_lowercase).collect();
    let word: Option<&str> = lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    word.unwrap_or("someone").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (name, expected) in [
            ("Alice Chen", "alice-chen"),
            ("  José  Ruiz ", "josé-ruiz"),
            ("Jose\u{301} Ruiz", "josé-ruiz"),
            ("田中 由紀", "田中-由紀"),
            ("O'Neil, Pat", "o-neil-pat"),
        ] {
            assert_eq!(slug(name).unwrap(), expected);
        }
        for name in ["", "../x", "a/b", "CON", "com3", "…", "a\u{1b}[0m", &"x".repeat(300)] {
            assert!(slug(name).is_err(), "{name}");
        }
    }
}
