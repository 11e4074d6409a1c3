//! A table with one meeting a row, read as its mapping says (`docs/import.md`).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::date::{DayOrder, Scan, scan, shown_order};
use super::entries::{Made, head};
use super::mapping::{Mapping, said_order, sections};
use super::offers::names_somebody;
use super::table::Table;
use crate::format::item_line::task_box;
use crate::model::item::says_nothing;
use crate::model::section::Section;

/// Why a table cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowsError {
    /// The mapping names a column that is not there.
    #[error("there is no column `{column}`; there are {there}")]
    NoColumn {
        /// The name in the mapping.
        column: String,
        /// The names in the table.
        there: String,
    },
    /// The mapping names a section that is none.
    #[error("`{0}` is no section")]
    NoSection(String),
    /// The mapping does not say which column the day is in.
    #[error("the mapping does not say in which column the day is")]
    NoDate,
    /// The order of days is neither of the two.
    #[error("`dates` is `day-first` or `month-first`, not `{0}`")]
    Order(String),
    /// A quote is never closed.
    #[error("the quote that opens in line {line} is never closed, and takes all that follows")]
    OpenQuote {
        /// The line of the table, from 1.
        line: u64,
    },
    /// It is not known whether days or months come first.
    #[error("`{text}` may be read day first or month first")]
    WhichOrder {
        /// The line of the table, from 1.
        line: u64,
        /// The cell.
        text: String,
    },
}

/// A row that was left out or not read in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRemark {
    /// The line of the table, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// A table, read.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The meetings, in the order of their days.
    pub made: Vec<Made>,
    /// What was not understood.
    pub remarks: Vec<RowRemark>,
}

impl Rows {
    /// Reads a table; `name` is the file's, for the key `imported`.
    ///
    /// # Errors
    /// [`RowsError`].
    pub fn read(bytes: &[u8], mapping: &Mapping, order: Option<DayOrder>, name: &str) -> Result<Self, RowsError> {
        let table = Table::read(bytes);
        if let Some(line) = table.open_quote {
            return Err(RowsError::OpenQuote { line });
        }
        let layout = Layout::of(&table, mapping, order)?;
        let mut result = Self { made: Vec::new(), remarks: table.remarks.clone() };
        let mut of_days: HashMap<NaiveDate, u32> = HashMap::new();
        for (line, cells) in &table.rows {
            let mut row = Row { line: *line, cells, remarks: &mut result.remarks };
            let Some(day) = layout.day(&mut row)? else { continue };
            let mut lines = layout.head(&mut row, day, name);
            lines.push(format!("# {day}"));
            lines.extend(layout.body(&row));
            let ordinal = of_days.entry(day).or_default();
            *ordinal += 1;
            let at = u32::try_from(*line).unwrap_or(u32::MAX);
            let bytes: String = lines.iter().map(|line| format!("{line}\n")).collect();
            result.made.push(Made {
                date: day,
                ordinal: *ordinal,
                lines: (at, at),
                source: name.to_owned(),
                bytes: bytes.into_bytes(),
            });
        }
        result.made.sort_by_key(|made| (made.date, made.ordinal));
        Ok(result)
    }
}

/// Which column of the table is what; columns count from 0.
struct Layout {
    date: usize,
    status: Option<usize>,
    reason: Option<usize>,
    engagement: Option<usize>,
    scale: u32,
    minutes: Option<usize>,
    sections: Vec<(Section, Vec<usize>)>,
    order: Option<DayOrder>,
}

/// A row, and where it says what is wrong with it.
struct Row<'a> {
    line: u64,
    cells: &'a [String],
    remarks: &'a mut Vec<RowRemark>,
}

impl<'a> Row<'a> {
    fn cell(&self, at: usize) -> &'a str {
        self.cells.get(at).map_or("", String::as_str)
    }

    /// A cell that the mapping names, where the row has something in it.
    fn filled(&self, at: Option<usize>) -> Option<(usize, &'a str)> {
        at.map(|at| (at, self.cell(at))).filter(|(_, cell)| !cell.is_empty())
    }

    fn remark(&mut self, at: usize, message: String) {
        self.remarks.push(RowRemark { line: self.line, column: at + 1, message });
    }
}

impl Layout {
    fn of(table: &Table, mapping: &Mapping, order: Option<DayOrder>) -> Result<Self, RowsError> {
        if mapping.date.trim().is_empty() {
            return Err(RowsError::NoDate);
        }
        let at = |name: &Option<String>| name.as_deref().map(|name| table.column(name)).transpose();
        let date = table.column(&mapping.date)?;
        Ok(Self {
            date,
            status: at(&mapping.status)?,
            reason: at(&mapping.reason)?,
            engagement: at(&mapping.engagement)?,
            scale: mapping.scale.unwrap_or(10),
            minutes: at(&mapping.minutes)?,
            sections: sections(mapping, table)?,
            order: order
                .or(said_order(mapping)?)
                .or_else(|| shown_order(table.rows.iter().filter_map(|(_, cells)| cells.get(date)))),
        })
    }

    /// The day of a row; nothing where it has none, which is remarked.
    fn day(&self, row: &mut Row<'_>) -> Result<Option<NaiveDate>, RowsError> {
        let text = row.cell(self.date);
        let day = match scan(text) {
            Scan::Date(found) => match (found.year, found.day.read(self.order)) {
                (Some(_), None) => return Err(RowsError::WhichOrder { line: row.line, text: text.to_owned() }),
                (Some(year), Some((month, day))) => NaiveDate::from_ymd_opt(year, month, day),
                (None, _) => None,
            },
            _ => None,
        };
        if day.is_none() {
            row.remark(self.date, format!("`{text}` is no whole day; the row is left out"));
        }
        Ok(day)
    }

    /// The lines of the frontmatter.
    fn head(&self, row: &mut Row<'_>, day: NaiveDate, name: &str) -> Vec<String> {
        let mut said = None;
        if let Some((at, word)) = row.filled(self.status) {
            said = became(word);
            if said.is_none() {
                row.remark(at, format!("`{word}` is no state of a meeting, and is left to its words"));
            }
        }
        let why = row.filled(self.reason).map_or("", |(_, why)| why);
        let mut lines = head(day, (said == Some("cancelled")).then_some(why), false, name);
        let status = said.filter(|said| *said != "cancelled").map(|said| format!("status: {said}"));
        let more = [status, self.engagement(row), self.minutes(row)];
        // In front of `imported` and the end.
        let at = lines.len() - 2;
        lines.splice(at..at, more.into_iter().flatten());
        lines
    }

    fn engagement(&self, row: &mut Row<'_>) -> Option<String> {
        let (at, cell) = row.filled(self.engagement)?;
        let scale = self.scale;
        let score = cell.split('/').next().and_then(|score| score.trim().parse::<u32>().ok());
        let Some(score) = score.filter(|score| scale >= 2 && (1..=scale).contains(score)) else {
            row.remark(at, format!("`{cell}` is no score from 1 to {scale}"));
            return None;
        };
        Some(match scale {
            10 => format!("engagement: {score}"),
            _ => format!("engagement: {{score: {score}, scale: {scale}}}"),
        })
    }

    fn minutes(&self, row: &mut Row<'_>) -> Option<String> {
        let (at, cell) = row.filled(self.minutes)?;
        let number = cell.split_whitespace().next().and_then(|number| number.parse::<u32>().ok());
        let number = number.filter(|number| (1..=24 * 60).contains(number));
        if number.is_none() {
            row.remark(at, format!("`{cell}` is no number of minutes"));
        }
        number.map(|number| format!("minutes: {number}"))
    }

    /// The lines of the sections that the row has something for.
    fn body(&self, row: &Row<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        for (section, columns) in &self.sections {
            let said = columns.iter().flat_map(|at| row.cell(*at).lines()).filter_map(|text| bullet(text, *section));
            let said: Vec<String> = said.collect();
            if !said.is_empty() {
                lines.extend([String::new(), format!("## {}", section.title())]);
                lines.extend(said);
            }
        }
        lines
    }
}

/// The state that a word means; nothing where it means none.
fn became(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    // `cancelled - sick`
    let word = word.split([' ', '-', ':', ',']).next().filter(|first| first.starts_with("cancel")).unwrap_or(&word);
    match word {
        "held" | "done" | "yes" | "y" | "completed" | "complete" | "true" | "x" | "took place" => Some("held"),
        "cancelled" | "canceled" | "cancel" => Some("cancelled"),
        "missed" | "no" | "n" | "false" | "no show" | "no-show" | "skipped" | "not held" => Some("missed"),
        "planned" | "scheduled" | "upcoming" => Some("planned"),
        _ => None,
    }
}

/// A line of a cell as a line of its section.
fn bullet(text: &str, section: Section) -> Option<String> {
    let text = text.trim();
    let said = text.trim_start_matches(['-', '*', '+', '•', ' ']);
    let digits = said.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = [". ", ") "].iter().find_map(|end| said[digits..].strip_prefix(end)).filter(|_| digits > 0);
    let said = numbered.unwrap_or(said);
    if said.is_empty() {
        return None;
    }
    Some(match section {
        // Whose it is has to be asked, and `None` is nobody's.
        Section::Actions if names_somebody(said) => format!("- {said}"),
        Section::Actions | Section::LookForward if task_box(said).is_none() && !says_nothing(said) => {
            format!("- [ ] {said}")
        }
        _ => format!("- {said}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::mapping::Columns;

    const TABLE: &str = "Date,Status,Mood,Minutes,Last week,Notes,Action items\n\
        2021-03-09,Done,4/5,45 min,\"shipped it\nfixed it\",pay,\"Bob: send the plan\"\n\
        2021-03-02,Cancelled,,,,,\n\
        3/25/2021,Held,9,x,,\"a, b\",\n\
        someday,Held,3,,,,\n";

    fn mapping() -> Mapping {
        let one = |name: &str| Columns::One(name.to_owned());
        Mapping {
            date: "date".to_owned(),
            status: Some("Status".to_owned()),
            engagement: Some("Mood".to_owned()),
            scale: Some(5),
            minutes: Some("Minutes".to_owned()),
            sections: [("look back", one("Last week")), ("topics", one("Notes")), ("actions", one("Action items"))]
                .map(|(name, columns)| (name.to_owned(), columns))
                .into(),
            ..Mapping::default()
        }
    }

    #[test]
    fn one_meeting_a_row() {
        let rows = Rows::read(TABLE.as_bytes(), &mapping(), None, "table.csv").unwrap();
        let texts: Vec<String> = rows.made.iter().map(|made| String::from_utf8(made.bytes.clone()).unwrap()).collect();
        assert_eq!(
            texts,
            [
                "---\ndate: 2021-03-02\nstatus: cancelled\nimported: table.csv\n---\n# 2021-03-02\n",
                "---\ndate: 2021-03-09\nstatus: held\nengagement: {score: 4, scale: 5}\nminutes: 45\nimported: table.csv\n---\n\
                 # 2021-03-09\n\n## Look back\n- shipped it\n- fixed it\n\n## Open discussion\n- pay\n\n## Action items\n\
                 - Bob: send the plan\n",
                "---\ndate: 2021-03-25\nstatus: held\nimported: table.csv\n---\n# 2021-03-25\n\n## Open discussion\n- a, b\n",
            ]
        );
        let remarks: Vec<String> =
            rows.remarks.iter().map(|remark| format!("{}:{} {}", remark.line, remark.column, remark.message)).collect();
        assert_eq!(
            remarks,
            [
                "5:3 `9` is no score from 1 to 5",
                "5:4 `x` is no number of minutes",
                "6:1 `someday` is no whole day; the row is left out",
            ]
        );
    }

    #[test]
    fn what_cannot_be_read() {
        let date = Mapping { date: "Date".to_owned(), ..Mapping::default() };
        let read = |table: &str| Rows::read(table.as_bytes(), &date, None, "t").map(|rows| rows.made.len());
        assert_eq!(read("Date,Notes\n2021-03-09,\"a \"\"b\"\"\nc\"\n2021-03-16,5\" high\n"), Ok(2));
        assert_eq!(
            read("Date,Notes\n2021-03-09,a\n2021-03-16,\"b\n2021-03-23,c\n"),
            Err(RowsError::OpenQuote { line: 3 })
        );
    }

    #[test]
    fn lines_of_a_cell() {
        for (text, section, expected) in [
            ("Bob: send the plan", Section::Actions, Some("- Bob: send the plan")),
            ("Bob to send the plan", Section::Actions, Some("- Bob to send the plan")),
            ("send the plan", Section::Actions, Some("- [ ] send the plan")),
            ("@bob send the plan", Section::Actions, Some("- [ ] @bob send the plan")),
            ("* [x] done", Section::Actions, Some("- [x] done")),
            ("None", Section::Actions, Some("- None")),
            ("n/a", Section::LookForward, Some("- n/a")),
            ("1. Bob: send the plan", Section::Actions, Some("- Bob: send the plan")),
            ("2) send it", Section::Actions, Some("- [ ] send it")),
            ("  ", Section::Topics, None),
        ] {
            assert_eq!(bullet(text, section).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_the_mapping_must_say() {
        let read = |table: &str, mapping: &Mapping| Rows::read(table.as_bytes(), mapping, None, "t").map(|_| ());
        let no_column = read("When;What\n", &mapping()).unwrap_err().to_string();
        assert_eq!(no_column, "there is no column `date`; there are `When`, `What`");
        assert_eq!(read(TABLE, &Mapping::default()), Err(RowsError::NoDate));
        let date = Mapping { date: "Date".to_owned(), ..Mapping::default() };
        assert_eq!(
            read("Date\n3/4/2021\n", &date),
            Err(RowsError::WhichOrder { line: 2, text: "3/4/2021".to_owned() })
        );
        let odd = Mapping { dates: Some("year-first".to_owned()), ..date };
        assert_eq!(read(TABLE, &odd), Err(RowsError::Order("year-first".to_owned())));
    }
}
