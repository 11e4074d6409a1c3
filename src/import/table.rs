//! The rows of a CSV file, whatever its separator.

use super::rows::{RowRemark, RowsError};

/// The rows of a table: its column names, then each row with its line.
pub(super) struct Table {
    pub(super) names: Vec<String>,
    pub(super) rows: Vec<(u64, Vec<String>)>,
    pub(super) remarks: Vec<RowRemark>,
    /// The line in which a quote opens that is never closed.
    pub(super) open_quote: Option<u64>,
}

impl Table {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let first: &[u8] = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let times = |sign: u8| first.iter().filter(|byte| **byte == sign).count();
        let delimiter =
            [b',', b';', b'\t'].into_iter().max_by_key(|sign| (times(*sign), *sign == b',')).unwrap_or(b',');
        let mut reader =
            ::csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes);
        let open_quote = open_quote(bytes, delimiter);
        let mut table = Self { names: Vec::new(), rows: Vec::new(), remarks: Vec::new(), open_quote };
        for record in reader.byte_records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(1, ::csv::Position::line);
                    let cells: Vec<String> =
                        record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
                    if table.names.is_empty() {
                        table.names = named_apart(cells);
                    } else if cells.iter().any(|cell| !cell.is_empty()) {
                        table.rows.push((line, cells));
                    }
                }
                Err(error) => {
                    let line = error.position().map_or(1, ::csv::Position::line);
                    table.remarks.push(RowRemark { line, column: 1, message: "this row cannot be read".to_owned() });
                }
            }
        }
        table
    }

    pub(super) fn column(&self, name: &str) -> Result<usize, RowsError> {
        let said = name.trim().to_lowercase();
        self.names.iter().position(|known| known.to_lowercase() == said).ok_or_else(|| RowsError::NoColumn {
            column: name.to_owned(),
            there: self.names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        })
    }
}

/// Names of columns, of which the second of a name is `Notes (2)`.
fn named_apart(names: Vec<String>) -> Vec<String> {
    let mut apart: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let same = |other: &String| *other == name || other.starts_with(&format!("{name} ("));
        let before = if name.is_empty() { 0 } else { apart.iter().filter(|other| same(other)).count() };
        apart.push(if before == 0 { name } else { format!("{name} ({})", before + 1) });
    }
    apart
}

/// The line in which the last quote opens, where nothing closes it.
fn open_quote(bytes: &[u8], delimiter: u8) -> Option<u64> {
    let (mut opened, mut is_start, mut line) = (None, true, 1);
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match (opened, byte) {
            (Some(_), b'"') if rest.peek() == Some(&b'"') => {
                rest.next();
            }
            (Some(_), b'"') => opened = None,
            (None, b'"') if is_start => opened = Some(line),
            _ => {}
        }
        is_start = byte == delimiter || byte == b'\n';
        line += u64::from(byte == b'\n');
    }
    opened
}
