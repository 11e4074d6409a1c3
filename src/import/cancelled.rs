//! Whether a meeting was cancelled: said in its heading, or as the first thing in its body. In doubt it was held: a record
//! must not say that somebody called off what took place.

use super::words::{month, placed, words};
use crate::format::item_line::task_box;
use crate::model::phrase::weekday;

/// Further lines with content behind a body's first line that says it was cancelled. A body with more is a meeting.
const MORE_LINES: usize = 2;

/// What is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// It was, for this reason; empty where there is none.
    Cancelled(String),
    /// The words are there, and more than a cancelled meeting has, too.
    Doubtful,
}

/// What its heading and the lines below say.
pub fn said(heading: &str, lines: &[&str]) -> Said {
    weighed(heading, in_heading(heading), lines)
}

/// What the name of a file and its lines say; a name is of the meeting as of what it was about.
pub fn said_by_file(name: &str, lines: &[&str]) -> Said {
    let in_name = if is_in_heading(name) { Heading::Something } else { Heading::Nothing };
    weighed(name, in_name, lines)
}

fn weighed(heading: &str, in_heading: Heading, lines: &[&str]) -> Said {
    let (is_long, in_body) = in_body(lines);
    match (in_heading, in_body) {
        (Heading::Meeting, in_body) => Said::Cancelled(reason_in_heading(heading).or(in_body).unwrap_or_default()),
        (Heading::Something, _) | (Heading::Nothing, Some(_)) if is_long => Said::Doubtful,
        (Heading::Something, in_body) => Said::Cancelled(in_body.unwrap_or_default()),
        (Heading::Nothing, Some(why)) => Said::Cancelled(why),
        (Heading::Nothing, None) => Said::Nothing,
    }
}

/// What a heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Nothing,
    /// That the meeting was cancelled.
    Meeting,
    /// That something was.
    Something,
}

/// Whether the text of a heading says that something was cancelled.
pub fn is_in_heading(text: &str) -> bool {
    in_heading(text) != Heading::Nothing
}

fn in_heading(text: &str) -> Heading {
    let (words, ends): (Vec<String>, Vec<usize>) = placed(text).into_iter().unzip();
    // What follows a word directly: another word, or a sign or nothing.
    let has_sign = |at: usize| {
        let rest = ends.get(at).map_or("", |end| &text[*end..]);
        !rest.trim_start().starts_with(char::is_alphanumeric)
    };
    let is = |at: usize, of: &[&str]| words.get(at).is_some_and(|word| of.contains(&word.as_str()));
    let is_not = |at: usize| at > 0 && is(at - 1, &["not", "un", "nearly", "almost"]);
    let is_of_meeting = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || month(word).is_some()
            || weekday(word).is_some()
            || OF_MEETINGS.contains(&word.as_str())
    };
    // `no meeting room` and `canceled meeting with a vendor` are something else.
    let goes_on = |at: usize| {
        let is_more =
            |at: usize| words.get(at).is_some_and(|word| !FURTHER.contains(&word.as_str()) && !is_of_meeting(word));
        is_more(at) || is(at, &["meeting"]) && is(at + 1, &["with", "about"])
    };
    let at = (0..words.len()).find(|at| {
        is(*at, &["cancelled", "canceled"]) && !is_not(*at)
            || is(*at, &["no"]) && (is(at + 1, &["meeting"]) || is(at + 1, &["1"]) && is(at + 2, &["1"]))
            || is(*at, &["skipped"]) && has_sign(*at)
    });
    let Some(at) = at else { return Heading::Nothing };
    let behind = at + if is(at, &["no"]) { if is(at + 1, &["meeting"]) { 2 } else { 3 } } else { 1 };
    if is(at, &["no"]) && (goes_on(behind) || is(behind, &["notes", "minutes"])) && !has_sign(behind - 1) {
        return Heading::Nothing;
    }
    let is_another = goes_on(behind) && !has_sign(behind - 1);
    let is_held = words.iter().any(|word| word == "held" || word == "mistake");
    if words[..at].iter().all(is_of_meeting) && !is_held && !is_another { Heading::Meeting } else { Heading::Something }
}

/// Words behind `cancelled` that go on to why, or to when.
const FURTHER: [&str; 17] = [
    "due", "for", "as", "because", "since", "this", "today", "by", "on", "owing", "again", "until", "in", "while",
    "meeting", "at", "no",
];

/// Words before `cancelled` that name nothing but the meeting.
const OF_MEETINGS: [&str; 22] = [
    "meeting", "meetings", "notes", "minutes", "agenda", "sync", "weekly", "biweekly", "call", "the", "this", "was",
    "is", "has", "been", "on", "of", "1on1", "one", "and", "st", "status",
];

/// Whether there is more below a heading than a cancelled meeting has, and why it was cancelled, where the first line with
/// words says that it was; empty where it says no more than that.
fn in_body(lines: &[&str]) -> (bool, Option<String>) {
    let content = || lines.iter().filter(|line| bare(line).chars().any(char::is_alphanumeric));
    let why = content().next().and_then(|line| why(bare(line))).map(str::to_owned);
    let is_box = |line: &str| task_box(line.trim_start_matches([' ', '\t', '-', '*', '+'])).is_some();
    // A heading without anything under it says nothing of a meeting.
    let more: Vec<_> =
        content().skip(usize::from(why.is_some())).filter(|line| !line.trim_start().starts_with('#')).collect();
    (more.len() > MORE_LINES || more.iter().any(|line| is_box(line)), why)
}

/// The reason in the heading, behind the word.
fn reason_in_heading(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (at, word) = ["cancelled", "canceled"].iter().find_map(|word| Some((lower.find(word)?, word)))?;
    let reason = connected(&text[at + word.len()..])?;
    (!reason.is_empty()).then(|| reason.to_owned())
}

/// A line without bullet, box, bold marks, and `[name]` in front.
fn bare(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['-', '*', '+', '_', '#', '>', '(', ' ', '\t', '\u{feff}']);
    let named = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(line, |(_, rest)| rest);
    let line = if named.trim().is_empty() { line } else { named };
    line.trim_start_matches([':', ' ', '*', '_']).trim_end_matches(['*', '_', ' ', ']'])
}

/// What follows where a line begins by saying that the meeting was cancelled.
fn why(line: &str) -> Option<&str> {
    // `Holiday - no meeting`.
    if let Some((reason, end)) = line.rsplit_once([',', ':', '-', '–', '—'])
        && NO_MEETING.iter().any(|none| cleaned(end).eq_ignore_ascii_case(none))
        && words(reason).len() <= 4
    {
        return Some(cleaned(reason));
    }
    // `Sick, cancelled`, `Bob cancelled`.
    let is_cancelled = |word: &str| ["cancelled", "canceled"].iter().any(|said| word.eq_ignore_ascii_case(said));
    if let Some((before, end)) = line.rsplit_once([' ', ',', ':', '-'])
        && is_cancelled(cleaned(end))
        && (1..=3).contains(&words(before).len())
        && !words(before)
            .iter()
            .any(|word| matches!(word.as_str(), "not" | "nearly" | "almost" | "was" | "is" | "been"))
    {
        return Some(cleaned(before));
    }
    let none = NO_MEETING.iter().find_map(|none| after(line, none));
    let rest = none.or_else(|| {
        let line = THE.iter().find_map(|the| after(line, the)).unwrap_or(line).trim_start();
        let line = MEETING.iter().find_map(|meeting| after(line, meeting)).unwrap_or(line).trim_start();
        let line = WAS.iter().find_map(|was| after(line, was)).unwrap_or(line).trim_start();
        CANCELLED.iter().find_map(|cancelled| after(line, cancelled))
    })?;
    // `No meeting in two weeks` is of another one.
    let next = words(rest).into_iter().next().unwrap_or_default();
    if none.is_some() && matches!(next.as_str(), "in" | "on" | "until" | "next" | "from" | "after" | "before") {
        return None;
    }
    // `no meeting--canceled due to …` says it twice.
    let again = rest.trim_start_matches(['-', '–', '—', ' ', '.', ',', ':']);
    for word in ["cancelled", "canceled"] {
        if again.len() < rest.len() && again.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            return connected(&again[word.len()..]);
        }
    }
    connected(rest)
}

const NO_MEETING: [&str; 5] = ["no meeting", "no 1:1", "no 1-1", "no one-on-one", "no one on one"];
const THE: [&str; 3] = ["this ", "the ", "today's "];
const MEETING: [&str; 6] = ["meeting ", "1:1 ", "1-1 ", "one-on-one ", "call ", "sync "];
const WAS: [&str; 4] = ["was ", "is ", "has been ", "had to be "];
const CANCELLED: [&str; 9] = [
    "cancelled",
    "canceled",
    "skipped",
    "called off",
    "we did not meet",
    "we didn't meet",
    "did not meet",
    "didn't meet",
    "not held",
];

/// What stands behind a beginning, in whatever case that is written.
fn after<'t>(line: &'t str, beginning: &str) -> Option<&'t str> {
    line.get(..beginning.len()).filter(|head| head.eq_ignore_ascii_case(beginning)).map(|_| &line[beginning.len()..])
}

/// The reason behind the word, where what follows goes on as a reason does: `Cancelled the offsite` is something else.
fn connected(rest: &str) -> Option<&str> {
    let trimmed = rest.trim_start();
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    const CONNECTIONS: [&str; 18] = [
        "due to",
        "for",
        "as",
        "because of",
        "because",
        "since",
        "this week",
        "this time",
        "today",
        "by",
        "on",
        "owing to",
        "again",
        "until",
        "in",
        "while",
        "meeting",
        "1:1",
    ];
    let is_word = |word: &&&str| {
        let head = trimmed.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        head && !trimmed[word.len()..].starts_with(|c: char| c.is_alphanumeric())
    };
    if let Some(word) = CONNECTIONS.iter().filter(is_word).max_by_key(|word| word.len()) {
        let rest = &trimmed[word.len()..];
        let again = matches!(*word, "meeting" | "1:1").then(|| connected(rest)).flatten();
        return Some(again.unwrap_or(cleaned(rest)));
    }
    let is_sign = trimmed.starts_with(|c: char| !c.is_alphanumeric());
    (trimmed.is_empty() || is_sign).then(|| {
        let plain = cleaned(trimmed);
        let lower = plain.to_ascii_lowercase();
        let word = CONNECTIONS.iter().find(|word| lower.strip_prefix(**word).is_some_and(|rest| rest.starts_with(' ')));
        word.map_or(plain, |word| cleaned(&plain[word.len()..]))
    })
}

fn cleaned(text: &str) -> &str {
    text.trim_matches(|c: char| {
        matches!(c, '-' | '–' | '—' | ',' | ':' | ';' | '.' | '(' | ')' | '[' | ']' | '\\' | '*' | '_' | '!')
            || c.is_whitespace()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies() {
        let cancelled = |why: &str| Said::Cancelled(why.to_owned());
        for (lines, expected) in [
            (&["", "Cancelled for December holidays."][..], cancelled("December holidays")),
            (&["*   Meeting cancelled - empty agenda."], cancelled("empty agenda")),
            (&["* [dawnchen] Cancelled"], cancelled("")),
            (&["Cancelled - US Thanksgiving week."], cancelled("US Thanksgiving week")),
            (&["CANCELLED - KUBECON NA"], cancelled("KUBECON NA")),
            (&["* Cancelled, no agenda items"], cancelled("no agenda items")),
            (&["* Meeting canceled (lots of folks are out of office)"], cancelled("lots of folks are out of office")),
            (&["NO MEETING--canceled due to the US holiday."], cancelled("the US holiday")),
            (&["**Cancelled**", "- one thing to read"], cancelled("")),
            (&["- [ ] Cancelled: Bob is ill"], cancelled("Bob is ill")),
            (&["This meeting has been cancelled"], cancelled("")),
            (&["Meeting skipped"], cancelled("")),
            (&["Holiday - no meeting"], cancelled("Holiday")),
            (&["We did not meet"], cancelled("")),
            (&["(cancelled)"], cancelled("")),
            (&["Sick, cancelled"], cancelled("Sick")),
            (&["Bob cancelled"], cancelled("Bob")),
            (&["Cancelled 1:1 due to illness"], cancelled("illness")),
            (&["Cancelled", "## Look back", "## Look forward", "## Blockers", "## Actions"], cancelled("")),
            (&["Cancelled the offsite"], Said::Nothing),
            (&["Cancelling this meeting from now on?"], Said::Nothing),
            (&["We talked.", "Cancelled for holidays"], Said::Nothing),
            (&["No meeting in two weeks (Bob is away)"], Said::Nothing),
            (&["No meeting next week"], Said::Nothing),
            (&["Cancelled", "a", "b", "c"], Said::Doubtful),
            (&["Cancelled: the offsite", "- Her growth plan", "- [ ] @bob find a mentor"], Said::Doubtful),
            (&[], Said::Nothing),
        ] {
            assert_eq!(said("2021-03-09", lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn headings() {
        let long = ["- one", "- two", "- three"];
        for (text, alone, with_more) in [
            ("December 23 - CANCELLED", Some(""), Some("")),
            ("Tuesday, March 3rd 2023 canceled", Some(""), Some("")),
            ("2023/04/18 Canceled for KubeCon", Some("KubeCon"), Some("KubeCon")),
            ("2023/10/25 [Cancelled]", Some(""), Some("")),
            ("2023/10/25 no meeting", Some(""), Some("")),
            ("2023/10/25 - no 1:1 (holiday)", Some(""), Some("")),
            ("2023/10/25 (skipped, Bob ill)", Some(""), Some("")),
            ("2023/10/25 skipped the plan", None, None),
            ("2023/10/25 - no meeting room, used Zoom", None, None),
            ("2023/10/25 No meeting notes", None, None),
            ("2023/10/25 - canceled meeting with vendor, discussed alternatives", Some(""), None),
            ("2023/10/25 not cancelled", None, None),
            ("2023/10/25", None, None),
            ("2023/10/25 - contract with Acme cancelled", Some(""), None),
            ("1:1 March 23 (was cancelled by mistake, held)", Some(""), None),
        ] {
            let why = |said: Said| if let Said::Cancelled(why) = said { Some(why) } else { None };
            assert_eq!(why(said(text, &[])).as_deref(), alone, "{text}");
            assert_eq!(why(said(text, &long)).as_deref(), with_more, "{text}");
        }
    }
}
