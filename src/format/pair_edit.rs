//! Edits of the pair file: a row more in a list, another value of a key. Every other byte stays.

use serde_yaml::Value;

use super::edit::{Edit, EditError, apply, set_yaml_key};
use super::frontmatter::{key_spans, parse_mapping};
use super::lines::ending;
use super::source::Source;

/// Adds a row (YAML in flow style) to the list under a key; a key that is not there is added at the end.
pub fn add_row(bytes: &[u8], key: &str, row: &str) -> Result<Vec<u8>, EditError> {
    let source = Source::new(bytes);
    let start = source.text.len() - source.text.trim_start_matches('\u{feff}').len();
    let text = &source.text;
    let before = parse_mapping(&text[start..]).map_err(|_| EditError::UnreadableFrontmatter)?;
    let end = ending(text);
    let span = key_spans(text, start..text.len()).into_iter().find(|span| span.key == key);
    let result = match span {
        None => set_yaml_key(bytes, key, &format!("{end}  - {row}"))?,
        Some(span) => {
            let value = text[span.value.clone()].trim();
            let edit = if let Some(inner) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                let at = span.value.end - 1;
                let comma = if inner.trim().is_empty() { "" } else { ", " };
                Edit { range: at..at, text: format!("{comma}{row}") }
            } else {
                let lines = text[span.full.clone()].lines();
                let indent = lines.skip(1).find(|line| line.trim_start().starts_with('-'));
                let indent = indent.map_or("  ", |line| &line[..line.len() - line.trim_start().len()]);
                let open_end = !text[..span.full.end].ends_with(['\n', '\r']);
                let line = if open_end { format!("{end}{indent}- {row}") } else { format!("{indent}- {row}{end}") };
                Edit { range: span.full.end..span.full.end, text: line }
            };
            apply(bytes, vec![edit])
        }
    };
    let unsafe_key = || EditError::UnsafeKey(key.to_owned());
    let after = Source::new(&result);
    let after = parse_mapping(&after.text[start..]).map_err(|_| unsafe_key())?;
    let rows = |map: &serde_yaml::Mapping| map.get(key).and_then(Value::as_sequence).cloned().unwrap_or_default();
    let mut wanted = rows(&before);
    wanted.push(serde_yaml::from_str(row).map_err(|_| unsafe_key())?);
    let others = |map: &serde_yaml::Mapping| {
        let mut map = map.clone();
        map.remove(key);
        map
    };
    (rows(&after) == wanted && others(&before) == others(&after)).then_some(result).ok_or_else(unsafe_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_added_and_nothing_else() {
        let table = [
            ("a: 1\naway:\n  - {x: 1}\nb: 2\n", "a: 1\naway:\n  - {x: 1}\n  - {y: 2}\nb: 2\n"),
            ("away:\n- {x: 1} # why\n", "away:\n- {x: 1} # why\n- {y: 2}\n"),
            ("away: [{x: 1}]\n", "away: [{x: 1}, {y: 2}]\n"),
            ("away: []\n", "away: [{y: 2}]\n"),
            ("a: 1", "a: 1\naway:\n  - {y: 2}\n"),
            ("away:\r\n  - {x: 1}", "away:\r\n  - {x: 1}\r\n  - {y: 2}"),
        ];
        for (before, after) in table {
            let result = add_row(before.as_bytes(), "away", "{y: 2}");
            assert_eq!(result.map(|bytes| String::from_utf8(bytes).unwrap()).as_deref(), Ok(after), "{before:?}");
        }
    }
}
