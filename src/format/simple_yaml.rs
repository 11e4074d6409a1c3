//! The plainest YAML, read without a YAML reader: lines of `key: value` in which a value is a date, a whole number, a
//! few plain words, or nothing. Nearly all frontmatter is of this kind, and a history has hundreds of them.
//!
//! What is accepted here means the same to the YAML reader (a property test compares the two); anything else is left to
//! it.

use serde_yaml::{Mapping, Value};

/// The mapping that a block of such lines is; `None` where a line is of another kind, or a key stands twice.
pub fn read(block: &str) -> Option<Mapping> {
    let mut mapping = Mapping::new();
    for line in block.split_inclusive('\n') {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (key, rest) = line.split_once(':')?;
        let value = value(rest)?;
        if !is_key(key) || mapping.insert(Value::String(key.to_owned()), value).is_some() {
            return None;
        }
    }
    Some(mapping)
}

fn is_key(key: &str) -> bool {
    (2..=32).contains(&key.len())
        && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        && !key.starts_with('_')
        && !is_special(key)
}

/// The value of what stands behind a colon.
fn value(rest: &str) -> Option<Value> {
    let text = rest.trim_matches(' ');
    let first = text.bytes().next();
    match first {
        None => Some(Value::Null),
        Some(_) if !rest.starts_with(' ') => None,
        Some(b'0'..=b'9') if is_date(text) => Some(Value::String(text.to_owned())),
        Some(b'1'..=b'9') if text.len() <= 18 => {
            text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok())?.map(Value::from)
        }
        Some(b'a'..=b'z' | b'A'..=b'Z') if text.bytes().all(is_plain) && !is_special(text) => {
            Some(Value::String(text.to_owned()))
        }
        Some(_) => None,
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'_' | b'.' | b',' | b'/' | b'(' | b')')
}

/// Four digits, two, and two: no number in any version of YAML.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

/// Words that are more than themselves to some YAML reader.
fn is_special(text: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "inf", "nan", "infinity"];
    text.len() < 9 && words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accepted_means_the_same_to_the_yaml_reader() {
        let accepted = [
            "",
            "date: 2026-11-20\nstatus: held\n",
            "date: 2026-11-20\r\nengagement: 8\r\nminutes:  45  \r\n",
            "reason: on leave, back on Monday (hr/ops)\nengagement:\nimported: x",
            "date: 2026-99-99\nreason: 123456789012345678\n",
        ];
        for block in accepted {
            let by_yaml = match serde_yaml::from_str(block).unwrap() {
                Value::Null => Mapping::new(),
                other => other.as_mapping().unwrap().clone(),
            };
            assert_eq!(read(block), Some(by_yaml), "{block:?}");
        }
    }

    #[test]
    fn anything_else_is_left_to_the_yaml_reader() {
        let others = [
            "a: 1",
            "date: 1\ndate: 2",
            "date:2026-11-20",
            "date: \"2026-11-20\"",
            "date: 2026-11-20 # moved",
            "minutes: 045",
            "minutes: 0x2d",
            "minutes: 1e3",
            "minutes: 4.5",
            "reason: a: b",
            "reason: yes",
            "reason: a\n  b",
            "reason: a\rstatus: b",
            "reason:\ta",
            "reason: |\n a",
            "reason: \u{e4}",
            "status: held\n\n",
            "# comment",
            "engagement: {score: 4, scale: 5}",
            "null: 1",
        ];
        for block in others {
            assert_eq!(read(block), None, "{block:?}");
        }
    }
}
