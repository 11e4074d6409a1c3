//! A document, cut into its meetings. The pieces in order are the document, byte for byte.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::cancelled::{self, Said};
use super::date::DayOrder;
use super::heading::{Dated, Reading};
use super::outline::{self, Candidate};
use super::resolve::{self, Decision, Direction};
use crate::format::diagnostic::to_u32;
use crate::format::source::Source;
use crate::model::section::SectionNames;

/// What the user says about a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The year of the first date that has none and nothing above to carry one from.
    pub year: Option<i32>,
    /// What stands first in dates of digits.
    pub order: Option<DayOrder>,
}

/// Something that has to be known first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What.
    pub kind: QuestionKind,
    /// The line that it is about, as an index.
    pub line: usize,
    /// The heading there.
    pub text: String,
}

/// What has to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionKind {
    /// The year.
    Year,
    /// Whether the day or the month stands first.
    Order,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its lines, both included, from 1.
    pub lines: (u32, u32),
    /// What it is.
    pub kind: PieceKind,
}

/// What a part of a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceKind {
    /// A meeting.
    Meeting(Meeting),
    /// A meeting that stands above or below once more, word for word: the line of the other, from 1.
    Again(NaiveDate, u32),
    /// What belongs to no meeting.
    Aside,
    /// What stands under a date that is none.
    Undated,
}

/// A meeting in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its day.
    pub date: NaiveDate,
    /// 1, or for the further meetings of one day 2, 3…, in the order of time.
    pub ordinal: u32,
    /// The lines that its heading takes.
    pub heading_lines: usize,
    /// Whether it was cancelled, and why; empty where that is not said.
    pub cancelled: Option<String>,
    /// Whether nothing stands below its date, and the date is no heading: then the date alone must not count as a note.
    pub is_unsaid: bool,
}

/// Something that was not understood, or not as it may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What kind it is.
    pub code: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters it is about.
    pub length: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A document in parts.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// Its text, of the length of its bytes.
    pub source: Source<'a>,
    /// The bytes.
    pub bytes: &'a [u8],
    /// The parts, in order: put together, they are the bytes.
    pub pieces: Vec<Piece>,
    /// What was not understood, in order.
    pub remarks: Vec<Remark>,
    /// Which way it runs.
    pub direction: Direction,
}

impl<'a> Document<'a> {
    /// Cuts a document. One without a meeting is one piece.
    ///
    /// # Errors
    /// A [`Question`] where a date has several readings that only the user can tell apart.
    pub fn read(bytes: &'a [u8], names: &SectionNames, options: &Options) -> Result<Self, Question> {
        let source = Source::new(bytes);
        let candidates = outline::candidates(&source, names);
        let print_of = |lines: Range<usize>| {
            let end = lines.end.min(source.lines.len());
            let text = |line: usize| source.lines.get(line).map_or(source.text.len(), |line| line.full.start);
            let text = source.text.get(text(lines.start)..text(end)).unwrap_or_default();
            text.contains(char::is_alphanumeric).then(|| fingerprint(text))
        };
        let (decisions, direction) = resolve::resolve(&candidates, options, &print_of)?;
        let mut document = Self { source, bytes, pieces: Vec::new(), remarks: Vec::new(), direction };
        document.cut(&candidates, &decisions);
        document.find_repeats();
        document.count_within_days();
        document.remark_on(&candidates, &decisions);
        document.remark_on_order();
        document.remarks.sort_by_key(|remark| (remark.line, remark.column));
        Ok(document)
    }

    /// The meetings, each with its piece, in the order of the document.
    pub fn meetings(&self) -> impl DoubleEndedIterator<Item = (&Piece, &Meeting)> {
        self.pieces.iter().filter_map(|piece| match &piece.kind {
            PieceKind::Meeting(meeting) => Some((piece, meeting)),
            _ => None,
        })
    }

    /// The bytes of a piece.
    pub fn bytes_of(&self, piece: &Piece) -> &'a [u8] {
        &self.bytes[piece.range.clone()]
    }

    /// What belongs to no meeting and stands under no date, put together.
    pub fn asides(&self) -> Vec<u8> {
        let is_aside = |piece: &&Piece| matches!(piece.kind, PieceKind::Aside | PieceKind::Undated);
        self.pieces.iter().filter(is_aside).flat_map(|piece| self.bytes_of(piece)).copied().collect()
    }

    fn cut(&mut self, candidates: &[Candidate], decisions: &[Decision]) {
        let boundaries: Vec<(usize, usize)> = decisions
            .iter()
            .enumerate()
            .filter(|(_, decision)| matches!(decision, Decision::Meeting(_) | Decision::Broken(_) | Decision::Aside))
            .map(|(index, _)| (candidates[index].lines.start, index))
            .collect();
        let total = self.source.lines.len();
        let first = boundaries.first().map_or(total, |(line, _)| *line);
        self.add(0..first, PieceKind::Aside);
        for (number, (line, index)) in boundaries.iter().enumerate() {
            let end = boundaries.get(number + 1).map_or(total, |(line, _)| *line);
            let kind = match &decisions[*index] {
                Decision::Meeting(date) => PieceKind::Meeting(self.meeting(*date, &candidates[*index], *line..end)),
                Decision::Broken(_) => PieceKind::Undated,
                _ => PieceKind::Aside,
            };
            self.add(*line..end, kind);
        }
        // A byte order mark and nothing else.
        if self.pieces.is_empty() && !self.bytes.is_empty() {
            self.pieces.push(Piece { range: 0..self.bytes.len(), lines: (1, 1), kind: PieceKind::Aside });
        }
    }

    /// Adds a piece of these lines, unless it is empty.
    fn add(&mut self, lines: Range<usize>, kind: PieceKind) {
        if lines.is_empty() {
            return;
        }
        let all = &self.source.lines;
        let at = |line: usize| all.get(line).map_or(self.bytes.len(), |line| line.full.start);
        // A byte order mark belongs to the first line.
        let start = self.pieces.last().map_or(0, |piece| piece.range.end);
        let range = start..at(lines.end);
        if !range.is_empty() {
            self.pieces.push(Piece { range, lines: (to_u32(lines.start + 1), to_u32(lines.end)), kind });
        }
    }

    fn meeting(&mut self, date: NaiveDate, heading: &Candidate, lines: Range<usize>) -> Meeting {
        let body = lines.start + heading.lines.len()..lines.end;
        let texts: Vec<&str> =
            self.source.lines[body].iter().map(|line| &self.source.text[line.content.clone()]).collect();
        let said = cancelled::said(&heading.text, &texts);
        let is_empty = !texts.iter().any(|text| text.contains(char::is_alphanumeric));
        if said == Said::Doubtful {
            self.remark(
                to_u32(lines.start + 1),
                "said-cancelled",
                "this says that it was cancelled, and has notes; it is taken for held".to_owned(),
                "write `status: cancelled` into the entry if it was",
            );
        }
        let cancelled = if let Said::Cancelled(why) = said { Some(why) } else { None };
        let is_unsaid = is_empty && !matches!(heading.style, outline::Style::Heading(_));
        Meeting { date, ordinal: 1, heading_lines: heading.lines.len(), cancelled, is_unsaid }
    }

    /// A section that was pasted twice is one.
    fn find_repeats(&mut self) {
        let mut seen: HashMap<(NaiveDate, u64), u32> = HashMap::new();
        let mut again = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            let PieceKind::Meeting(meeting) = &piece.kind else { continue };
            let key = (meeting.date, fingerprint(&self.source.text[piece.range.clone()]));
            match seen.get(&key) {
                Some(line) => again.push((index, meeting.date, *line)),
                None => {
                    seen.insert(key, piece.lines.0);
                }
            }
        }
        for (index, date, line) in again {
            let here = self.pieces[index].lines.0;
            self.pieces[index].kind = PieceKind::Again(date, line);
            self.remark(
                here,
                "repeated-section",
                format!("this section stands in line {line} already, and counts once"),
                "",
            );
        }
    }

    /// Numbers the meetings of one day in the order of time.
    fn count_within_days(&mut self) {
        let mut times: HashMap<NaiveDate, u32> = HashMap::new();
        let count = |piece: &mut Piece| {
            if let PieceKind::Meeting(meeting) = &mut piece.kind {
                let ordinal = times.entry(meeting.date).or_default();
                *ordinal += 1;
                meeting.ordinal = *ordinal;
            }
        };
        match self.direction {
            Direction::NewestFirst => self.pieces.iter_mut().rev().for_each(count),
            Direction::OldestFirst => self.pieces.iter_mut().for_each(count),
        }
    }

    fn remark(&mut self, line: u32, code: &'static str, message: String, remedy: &str) {
        let text = self.source.line(line);
        let before = text.len() - text.trim_start_matches(['#', '*', '_', ' ', '\t']).len();
        let column = to_u32(text[..before].chars().count() + 1);
        let length = to_u32(text[before..].trim_end_matches(['#', '*', '_', ' ', '\t']).chars().count().max(1));
        self.remarks.push(Remark { code, line, column, length, message, remedy: remedy.to_owned() });
    }

    fn remark_on(&mut self, candidates: &[Candidate], decisions: &[Decision]) {
        let mut has_begun = false;
        for (candidate, decision) in candidates.iter().zip(decisions) {
            has_begun |= matches!(decision, Decision::Meeting(_));
            let line = to_u32(candidate.lines.start + 1);
            match (decision, &candidate.reading) {
                (Decision::Broken(text), _) => {
                    let message = format!("`{}` is no date; what stands under it is kept apart", shortened(text));
                    self.remark(line, "bad-date", message, "put the date right in the document and import it again");
                }
                (Decision::Mentioned, Reading::Dated(_) | Reading::Mentioned)
                    if candidate.style != outline::Style::Plain =>
                {
                    let message = "this date is not taken for a meeting's, and stays text".to_owned();
                    self.remark(
                        line,
                        "date-in-text",
                        message,
                        "begin the heading with the date if there was a meeting",
                    );
                }
                (Decision::Mentioned, Reading::Broken(text)) => {
                    let message = format!("`{}` is no date, and stays text", shortened(text));
                    self.remark(line, "date-in-text", message, "begin the heading with a date if there was a meeting");
                }
                (Decision::Aside, Reading::Other) if has_begun => {
                    let message = "this heading belongs to no meeting; what stands under it is kept apart".to_owned();
                    self.remark(line, "no-meeting", message, "");
                }
                (Decision::Meeting(date), Reading::Dated(Dated { weekday: Some(weekday), .. }))
                    if date.weekday() != *weekday =>
                {
                    let message = format!("{date} is a {}; it is taken as the date says", long_name(date.weekday()));
                    self.remark(line, "wrong-weekday", message, "put the date right if the weekday is what was meant");
                }
                _ => {}
            }
        }
    }

    /// A date that stands out of order, where those around it are in order without it.
    fn remark_on_order(&mut self) {
        let dated = |piece: &Piece| match &piece.kind {
            PieceKind::Meeting(meeting) => Some((piece.lines.0, meeting.date)),
            _ => None,
        };
        let dates: Vec<(u32, NaiveDate)> = self.pieces.iter().filter_map(dated).collect();
        let in_order = |one: NaiveDate, other: NaiveDate| match self.direction {
            Direction::NewestFirst => one >= other,
            Direction::OldestFirst => one <= other,
        };
        let mut found = Vec::new();
        let mut is_told = vec![false; dates.len()];
        for (index, around) in dates.windows(3).enumerate() {
            let [(_, before), (line, date), (_, after)] = around else { continue };
            let alone = !in_order(*before, *date) || !in_order(*date, *after);
            if in_order(*before, *after) && alone {
                (is_told[index + 1], is_told[index + 2]) = (true, true);
                found
                    .push((*line, format!("{date} stands between {before} and {after}; it is taken as it is written")));
            }
        }
        for (index, around) in dates.windows(2).enumerate() {
            let [(_, above), (line, date)] = around else { continue };
            let days = (*date - *above).num_days().abs();
            if !in_order(*above, *date) && !is_told[index + 1] {
                let way = if self.direction == Direction::NewestFirst { "newest" } else { "oldest" };
                found.push((*line, format!("{date} stands below {above}, where the {way} stands on top")));
            } else if dates.len() > 3 && days >= FAR {
                found.push((
                    *line,
                    format!("{date} is {days} days from {above}, and years below are carried on from it"),
                ));
            }
        }
        for (line, message) in found {
            self.remark(line, "out-of-order", message, "put the date right in the document if it is a slip");
        }
    }
}

/// How many days a date is from its neighbour where its year may be one off.
const FAR: i64 = 200;

/// A text without regard to white space, as a number.
pub(super) fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

fn shortened(text: &str) -> String {
    let cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

fn long_name(weekday: chrono::Weekday) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        [weekday.num_days_from_monday() as usize]
}
