//! A key of the pair file that is a list with one row a line (`cadence`, `away`, `systems`): row by row.

use std::collections::BTreeMap;

use super::text;
use super::unit::lines;

/// Puts two versions of a list together, key line included; nothing where one is no list of rows.
pub(super) fn merge(base: &[u8], one: &[u8], other: &[u8], ending: &[u8]) -> Option<Vec<u8>> {
    let (first, left) = rows(one)?;
    let (_, right) = rows(other)?;
    let old = if base.is_empty() { Vec::new() } else { rows(base)?.1 };
    let is_in = |rows: &[&[u8]], row: &[u8]| rows.iter().any(|there| there.trim_ascii() == row.trim_ascii());
    let mut merged: Vec<&[u8]> = left.iter().copied().filter(|row| !is_in(&old, row) || is_in(&right, row)).collect();
    for row in right.iter().copied().filter(|row| !is_in(&left, row) && !is_in(&old, row)) {
        let day = day(row);
        let at = merged.iter().position(|there| day.is_some() && self::day(there) > day).unwrap_or(merged.len());
        merged.insert(at, row);
    }
    let mut result = Vec::new();
    let mut by_day: BTreeMap<String, &[u8]> = BTreeMap::new();
    push(&mut result, first, ending);
    let is_cadence = first.trim_ascii().starts_with(b"cadence");
    for row in merged {
        // Two rows in force from one day: the smaller by bytes stands.
        if is_cadence && let Some(day) = day(row) {
            match by_day.get(&day) {
                Some(_) => {
                    let comment = format!("  # also {}", text(row).trim());
                    push(&mut result, comment.as_bytes(), ending);
                    continue;
                }
                None => drop(by_day.insert(day, row)),
            }
        }
        push(&mut result, row, ending);
    }
    Some(result)
}

fn push(result: &mut Vec<u8>, line: &[u8], ending: &[u8]) {
    result.extend_from_slice(line);
    result.extend_from_slice(ending);
}

/// The key's own line and its rows, without line ends.
fn rows(block: &[u8]) -> Option<(&[u8], Vec<&[u8]>)> {
    let mut all = lines(block).map(|(content, _)| content).filter(|line| !line.trim_ascii().is_empty());
    let first = all.next()?;
    let is_alone = text(first).split('#').next().is_some_and(|line| line.trim_end().ends_with(':'));
    let rows: Vec<&[u8]> = all.collect();
    let is_row = |row: &&[u8]| {
        let row = row.trim_ascii();
        row.starts_with(b"#")
            || (row.starts_with(b"- {") && row.contains(&b'}'))
            || (row.starts_with(b"- ") && !row.contains(&b':'))
    };
    (is_alone && !rows.is_empty() && rows.iter().all(is_row)).then_some((first, rows))
}

/// The first date of a row, as it stands there.
fn day(row: &[u8]) -> Option<String> {
    let row = text(row);
    let is_date = |word: &&str| crate::model::entry::parse_date(word).is_some();
    row.split(|c: char| !(c.is_ascii_digit() || c == '-')).find(is_date).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, one: &str, other: &str) -> String {
        String::from_utf8(merge(base.as_bytes(), one.as_bytes(), other.as_bytes(), b"\n").unwrap()).unwrap()
    }

    #[test]
    fn rows_of_both() {
        let base = "away:\n  - {from: 2026-12-21, to: 2027-01-01}\n";
        let one = "away:\n  - {from: 2026-08-01, to: 2026-08-10}\n  - {from: 2026-12-21, to: 2027-01-01}\n";
        let other = "away:\n  - {from: 2026-12-21, to: 2027-01-01}\n  - {from: 2027-03-01, to: 2027-03-02}\n";
        let both = "away:\n  - {from: 2026-08-01, to: 2026-08-10}\n  - {from: 2026-12-21, to: 2027-01-01}\n  - {from: 2027-03-01, to: 2027-03-02}\n";
        assert_eq!(merged(base, one, other), both);
        assert_eq!(merged(base, other, one), both);
    }

    #[test]
    fn two_cadences_from_one_day() {
        let base = "cadence:\n  - {from: 2026-01-06, every: week}\n";
        let one = "cadence:\n  - {from: 2026-01-06, every: week}\n  - {from: 2026-06-02, every: 2 weeks}\n";
        let other = "cadence:\n  - {from: 2026-01-06, every: week}\n  - {from: 2026-06-02, every: month}\n";
        let both = format!("{one}  # also - {{from: 2026-06-02, every: month}}\n");
        assert_eq!(merged(base, one, other), both);
    }
}
