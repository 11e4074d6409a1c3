//! The values themselves, as JSON.

use std::fmt::Write as _;

use super::escape::rewritten;

/// Writes a value (the report, explanations) as indented JSON. Hidden characters stand as `\uXXXX`, so nothing is lost.
pub(super) fn write(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string_pretty(value).unwrap_or_else(|_| "null".to_owned());
    let mut json = rewritten(&json, |c| c == '\n', escape);
    json.push('\n');
    json
}

/// Writes a character as JSON escapes, one for each UTF-16 unit.
fn escape(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a string does not fail.
        let _ = write!(out, "\\u{unit:04x}");
    }
}
