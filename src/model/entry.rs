//! The entry: what one file says about one meeting, and what became of it (`docs/format.md`).

use chrono::NaiveDate;

use super::item::Mention;

/// The `status` that somebody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// To come.
    Planned,
    /// Took place.
    Held,
    /// Called off.
    Cancelled,
    /// Did not take place, without being called off.
    Missed,
}

impl Status {
    /// The status of that name.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "planned" => Some(Self::Planned),
            "held" => Some(Self::Held),
            "cancelled" => Some(Self::Cancelled),
            "missed" => Some(Self::Missed),
            _ => None,
        }
    }

    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
            Self::Missed => "missed",
        }
    }
}

/// An engagement score and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// 1 to 10.
    pub value: f64,
    /// The line, from 1.
    pub line: u32,
}

/// The name of an entry's file: an entry's name for life.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryName {
    /// The date that the name begins with.
    pub date: Option<NaiveDate>,
    /// 1 for the plain name, then 2, 3…
    pub ordinal: u32,
    /// The file's name.
    pub file: String,
}

impl EntryName {
    /// Reads `YYYY-MM-DD.md` and `YYYY-MM-DD-N.md`; any other name has no date.
    pub fn new(file: &str) -> Self {
        let (date, ordinal) = Self::read(file).map_or((None, 1), |(date, ordinal)| (Some(date), ordinal));
        Self { date, ordinal, file: file.to_owned() }
    }

    fn read(file: &str) -> Option<(NaiveDate, u32)> {
        let stem = file.strip_suffix(".md")?;
        let date = parse_date(stem.get(..10)?)?;
        match stem.get(10..)? {
            "" => Some((date, 1)),
            rest => {
                let digits = rest.strip_prefix('-')?;
                let ordinal: u32 = digits.parse().ok().filter(|n| *n >= 2)?;
                (digits == ordinal.to_string()).then_some((date, ordinal))
            }
        }
    }

    /// The name of the `ordinal`-th entry made for that date.
    pub fn of(date: NaiveDate, ordinal: u32) -> String {
        if ordinal < 2 { format!("{date}.md") } else { format!("{date}-{ordinal}.md") }
    }
}

/// A date as the format writes it: `YYYY-MM-DD`, of the years 1900 to 9999.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    if !(digits(0..4) && digits(5..7) && digits(8..10)) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let year = number(0..4).filter(|year| *year >= 1900)?;
    NaiveDate::from_ymd_opt(year as i32, number(5..7)?, number(8..10)?)
}

/// What one file says.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The file's name.
    pub name: EntryName,
    /// `date`, else the file name's; `None` makes the file no meeting.
    pub date: Option<NaiveDate>,
    /// `scheduled`: the slot's own date, where the meeting was moved.
    pub scheduled: Option<NaiveDate>,
    /// `status`, where it is one of the four.
    pub status: Option<Status>,
    /// Where the status stands (line from 1), for a diagnostic on it.
    pub status_line: u32,
    /// `reason`.
    pub reason: Option<String>,
    /// The score, from the frontmatter or the line under the heading.
    pub score: Option<Score>,
    /// `minutes`.
    pub minutes: Option<u32>,
    /// `prepared`.
    pub prepared: Option<NaiveDate>,
    /// `kind`, where it is given here.
    pub kind: Option<String>,
    /// Whether the entry was imported.
    pub imported: bool,
    /// Whether the frontmatter could not be read: the body is not used then.
    pub unreadable: bool,
    /// Whether there is a human line that is no mention of an item.
    pub prose: bool,
    /// The same, under growth or feedback.
    pub growth_prose: bool,
    /// Task-list lines that are items or may be, in reading order.
    pub mentions: Vec<Mention>,
    /// Lines that look like items and are none, by line number.
    pub look_alikes: Vec<u32>,
}

impl Entry {
    /// The entry of a file that cannot be opened: like one whose frontmatter cannot be read, it is unconfirmed on the day
    /// of its name, since nobody knows what it says.
    pub fn unread(file: &str) -> Self {
        let name = EntryName::new(file);
        Self {
            date: name.date,
            name,
            scheduled: None,
            status: None,
            status_line: 0,
            reason: None,
            score: None,
            minutes: None,
            prepared: None,
            kind: None,
            imported: false,
            unreadable: true,
            prose: false,
            growth_prose: false,
            mentions: Vec::new(),
            look_alikes: Vec::new(),
        }
    }

    /// The entry's path inside the pair's folder.
    pub fn path(&self) -> String {
        format!("entries/{}", self.name.file)
    }
}

/// What became of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It took place.
    Held,
    /// It was called off.
    Cancelled,
    /// Somebody said that it did not take place.
    Missed,
    /// It is to come.
    Planned,
    /// It was prepared, and nobody said whether it took place.
    Unconfirmed,
    /// An untouched file of a past day.
    Ghost,
}

/// What became of a meeting: the table in `docs/format.md`.
pub fn outcome(entry: &Entry, date: NaiveDate, human: bool, today: NaiveDate) -> Outcome {
    if entry.unreadable {
        return Outcome::Unconfirmed;
    }
    let measured = entry.score.is_some() || entry.minutes.is_some();
    let past = date < today;
    match entry.status {
        Some(Status::Cancelled) => Outcome::Cancelled,
        Some(Status::Missed) => Outcome::Missed,
        _ if date > today => Outcome::Planned,
        Some(Status::Held) => Outcome::Held,
        None if measured || human => Outcome::Held,
        Some(Status::Planned) if measured => Outcome::Held,
        Some(Status::Planned) if past && human => Outcome::Unconfirmed,
        _ if past => Outcome::Ghost,
        _ => Outcome::Planned,
    }
}
