//! Whether a meeting was cancelled: said in its heading, or as the first thing in its body.

use super::words::words;

/// Further lines with content behind a body's first line that says it was cancelled. A body with more is a meeting.
const MORE_LINES: usize = 6;

/// Whether the text of a heading says so.
pub fn in_heading(text: &str) -> bool {
    let words = words(text);
    let is_not = |index: usize| index > 0 && matches!(words[index - 1].as_str(), "not" | "un" | "nearly" | "almost");
    words.iter().enumerate().any(|(index, word)| matches!(word.as_str(), "cancelled" | "canceled") && !is_not(index))
        || words.windows(2).any(|pair| pair[0] == "no" && pair[1] == "meeting")
        || words.last().is_some_and(|word| word == "skipped")
}

/// Why a meeting was cancelled, where the first line with words below its heading says that it was; empty where it says
/// no more than that.
pub fn in_body(lines: &[&str]) -> Option<String> {
    let mut content = lines.iter().map(|line| bare(line)).filter(|line| line.chars().any(char::is_alphanumeric));
    let first = content.next()?;
    let why = why(first)?;
    (content.count() <= MORE_LINES).then(|| why.to_owned())
}

/// The reason in the heading, behind the word.
pub fn reason_in_heading(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (at, word) = ["cancelled", "canceled"].iter().find_map(|word| Some((lower.find(word)?, word)))?;
    let reason = connected(&text[at + word.len()..])?;
    (!reason.is_empty()).then(|| reason.to_owned())
}

/// A line without bullet, box, bold marks, and `[name]` in front.
fn bare(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['-', '*', '+', '_', '#', '>', ' ', '\t', '\u{feff}']);
    let named = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(line, |(_, rest)| rest);
    let line = if named.trim().is_empty() { line } else { named };
    line.trim_start_matches([':', ' ', '*', '_']).trim_end_matches(['*', '_', ' ', ']'])
}

/// What follows where a line begins by saying that the meeting was cancelled.
fn why(line: &str) -> Option<&str> {
    const BEGINNINGS: [&str; 22] = [
        "no meeting",
        "no 1:1",
        "no 1-1",
        "no one-on-one",
        "meeting cancelled",
        "meeting canceled",
        "meeting was cancelled",
        "meeting was canceled",
        "meeting is cancelled",
        "meeting is canceled",
        "this meeting was cancelled",
        "this meeting was canceled",
        "this meeting is cancelled",
        "this meeting is canceled",
        "cancelled",
        "canceled",
        "skipped",
        "we did not meet",
        "did not meet",
        "didn't meet",
        "we didn't meet",
        "called off",
    ];
    let begins = |beginning: &&&str| {
        let head = line.get(..beginning.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(beginning))
    };
    let beginning = BEGINNINGS.iter().filter(begins).max_by_key(|beginning| beginning.len())?;
    let rest = &line[beginning.len()..];
    // `no meeting--canceled due to …` says it twice.
    let again = rest.trim_start_matches(['-', '–', '—', ' ', '.', ',', ':']);
    for word in ["cancelled", "canceled"] {
        if again.len() < rest.len() && again.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            return connected(&again[word.len()..]);
        }
    }
    connected(rest)
}

/// The reason behind the word, where what follows goes on as a reason does: `Cancelled the offsite` is something else.
fn connected(rest: &str) -> Option<&str> {
    let trimmed = rest.trim_start();
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    const CONNECTIONS: [&str; 17] = [
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
    ];
    let is_word = |word: &&&str| {
        let head = trimmed.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        head && !trimmed[word.len()..].starts_with(|c: char| c.is_alphanumeric())
    };
    if let Some(word) = CONNECTIONS.iter().filter(is_word).max_by_key(|word| word.len()) {
        return Some(cleaned(&trimmed[word.len()..]));
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
        for (lines, expected) in [
            (&["", "Cancelled for December holidays."][..], Some("December holidays")),
            (&["*   Meeting cancelled - empty agenda."], Some("empty agenda")),
            (&["* [dawnchen] Cancelled"], Some("")),
            (&["Cancelled - US Thanksgiving week."], Some("US Thanksgiving week")),
            (&["CANCELLED - KUBECON NA"], Some("KUBECON NA")),
            (&["* Cancelled, no agenda items"], Some("no agenda items")),
            (&["* Meeting canceled (lots of folks are out of office)"], Some("lots of folks are out of office")),
            (&["NO MEETING--canceled due to the US holiday."], Some("the US holiday")),
            (&["**Cancelled**", "- one thing to read"], Some("")),
            (&["- [ ] Cancelled: Bob is ill"], Some("Bob is ill")),
            (&["Cancelled the offsite"], None),
            (&["Cancelling this meeting from now on?"], None),
            (&["We talked.", "Cancelled for holidays"], None),
            (&["Cancelled", "a", "b", "c", "d", "e", "f", "g"], None),
            (&[], None),
        ] {
            assert_eq!(in_body(lines).as_deref(), expected, "{lines:?}");
        }
    }

    #[test]
    fn headings() {
        for (text, is, reason) in [
            ("December 23 - CANCELLED", true, None),
            ("2023/04/18 Canceled for KubeCon", true, Some("KubeCon")),
            ("2023/10/25 [Cancelled]", true, None),
            ("2023/10/25 no meeting", true, None),
            ("2023/10/25 not cancelled", false, None),
            ("2023/10/25", false, None),
        ] {
            assert_eq!(in_heading(text), is, "{text}");
            if is {
                assert_eq!(reason_in_heading(text).as_deref(), reason, "{text}");
            }
        }
    }
}
