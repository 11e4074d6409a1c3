//! What the text of one heading says: a meeting's day, a year alone, or a date that is no meeting.

use chrono::Weekday;

use super::cancelled;
use super::date::{Found, Scan, scan};
use super::words::{is_year, month, words};
use crate::model::phrase::weekday;

/// Longer texts are no headings of meetings.
const LONGEST: usize = 200;

/// How surely a heading with a date begins a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// The date stands behind words that say nothing of a meeting.
    Weak,
    /// It begins with the date.
    Strong,
    /// It is nothing but the date, a time, brackets, or that the meeting was cancelled.
    Bare,
}

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// A day on which a meeting was.
    Dated(Dated),
    /// A date, which is no meeting's: `next meeting Jan 2nd 2024`.
    Mentioned,
    /// What is meant as a date and is none.
    Broken(String),
    /// A year, or a month of a year: it holds for what stands below.
    Year(i32),
    /// Anything else.
    Other,
}

/// A heading with a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) found: Found,
    pub(super) strength: Strength,
    pub(super) weekday: Option<Weekday>,
}

/// Words before a date that make it another day than the meeting's.
const ELSEWHEN: [&str; 26] = [
    "next",
    "upcoming",
    "due",
    "deadline",
    "until",
    "till",
    "by",
    "since",
    "before",
    "after",
    "from",
    "moved",
    "rescheduled",
    "postponed",
    "eta",
    "release",
    "released",
    "updated",
    "created",
    "last",
    "scheduled",
    "starting",
    "through",
    "previous",
    "valid",
    "expires",
];

/// Words before a date that say nothing else than that there was a meeting.
const OF_MEETINGS: [&str; 24] = [
    "meeting", "meetings", "notes", "note", "minutes", "agenda", "sync", "weekly", "biweekly", "week", "of", "on",
    "the", "for", "date", "one", "1", "1on1", "on1", "o3", "call", "and", "catch", "up",
];

/// Reads the text of a heading, without its marks.
pub(super) fn read(text: &str) -> Reading {
    let text = text.trim();
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let found = match scan(text) {
        Scan::None => return year_alone(text),
        Scan::Broken(range) => return Reading::Broken(text[range].to_owned()),
        Scan::Date(found) => found,
    };
    let (lead, rest) = (&text[..found.range.start], &text[found.range.end..]);
    let lead_words = words(lead);
    if is_of_another(lead) {
        return Reading::Mentioned;
    }
    let is_plain_word = |word: &String| weekday(word).is_some() || OF_MEETINGS.contains(&word.as_str());
    let strength = match (lead_words.iter().all(is_plain_word), is_bare(rest)) {
        (true, true) => Strength::Bare,
        // `1/2 of the team` is a fraction.
        (_, false) if found.is_short => return Reading::Other,
        (true, false) => Strength::Strong,
        (false, true) => Strength::Weak,
        (false, false) => return Reading::Mentioned,
    };
    let weekday =
        lead_words.iter().chain(&words(rest).into_iter().take(1).collect::<Vec<_>>()).find_map(|word| weekday(word));
    Reading::Dated(Dated { found, strength, weekday })
}

/// Whether the words before a date make it another day than the meeting's.
pub(super) fn is_of_another(lead: &str) -> bool {
    words(lead).iter().any(|word| ELSEWHEN.contains(&word.as_str()))
}

/// Whether what stands behind a date says nothing more of the subject.
fn is_bare(rest: &str) -> bool {
    let rest = rest.trim_start();
    let Some(first) = rest.chars().next() else { return true };
    if matches!(first, '(' | '[' | '{' | '|' | ':' | ',' | '.' | '-' | '–' | '—' | '@' | '/' | '_' | 'T')
        || first.is_ascii_digit()
    {
        return true;
    }
    let words = words(rest);
    let is_of_meetings =
        |word: &str| matches!(word, "meeting" | "notes" | "minutes" | "agenda" | "sync" | "call" | "at");
    words.first().is_none_or(|word| weekday(word).is_some() || is_of_meetings(word)) || cancelled::is_in_heading(rest)
}

/// `2023`, `2018 Meetings`, `March 2021`.
fn year_alone(text: &str) -> Reading {
    let words = words(text);
    let mut years = words.iter().filter(|word| is_year(word));
    let is_of_meetings = |word: &&String| {
        is_year(word) || month(word).is_some() || OF_MEETINGS.contains(&word.as_str()) || *word == "archive"
    };
    // An anchor behind the heading says the same again.
    let spoken = words.iter().take_while(|word| !text.contains(&format!("{{#{word}"))).count();
    match (years.next(), words.len()) {
        (Some(year), _) if words[..spoken.min(words.len())].iter().all(|word| is_of_meetings(&word)) => {
            year.parse().map_or(Reading::Other, Reading::Year)
        }
        _ => Reading::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        match read(text) {
            Reading::Dated(dated) => format!("{:?}", dated.strength),
            Reading::Mentioned => "mentioned".to_owned(),
            Reading::Broken(what) => format!("broken {what}"),
            Reading::Year(year) => format!("year {year}"),
            Reading::Other => "other".to_owned(),
        }
    }

    #[test]
    fn headings() {
        for (text, expected) in [
            ("December 28, 2021 Cancelled", "Bare"),
            ("2023/07/07 canceled due to host availability", "Bare"),
            ("December 9, 11a - Noon (Pacific Time)", "Bare"),
            ("April 27, 2020 [discussion session]", "Bare"),
            ("6/26/2018 (APAC)", "Bare"),
            ("Meeting on Jan 3, 2024", "Bare"),
            ("1:1 2024-01-03", "Bare"),
            ("Week of Jan 3", "Bare"),
            ("Jan 3, 2024 Alice and Bob", "Strong"),
            ("Alice / Bob 2024-01-03", "Weak"),
            ("Next meeting Jan 2nd 2024", "mentioned"),
            ("Deadline: 2024-01-02", "mentioned"),
            ("The plan of 2024-01-02 in detail", "mentioned"),
            ("Last updated 2024-01-02", "mentioned"),
            ("1/2 of the team", "other"),
            ("1/2", "Bare"),
            ("Febuary 3, 2023", "broken Febuary 3, 2023"),
            ("2018 Meetings {#2018-meetings}", "year 2018"),
            ("2023", "year 2023"),
            ("March 2021", "year 2021"),
            ("Plans for 2023", "other"),
            ("Past Meetings {#past-meetings}", "other"),
            ("10:30am Pacific", "other"),
            ("", "other"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
