//! Lines of an imported text that look like action items and are none: `AI: …`, `Bob to …`, `@bob …`, `Bob: …` under action items.
//! Each is offered as an item of that owner; nothing is made of one unasked.

use crate::format::body::{Body, Vocabulary};
use crate::format::item_line::task_box;
use crate::format::source::Source;
use crate::model::item::is_placeholder;
use crate::model::pair::{Pair, Party};
use crate::model::section::{Section, normalise_heading};

/// A line that may be an action item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its number in the file, from 1.
    pub line: u32,
    /// What is to be done.
    pub text: String,
    /// Whose it is.
    pub owner: Owner,
}

/// Who is named on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// One of the two, by handle.
    Party(String),
    /// Somebody else, as named there.
    Other(String),
    /// Nobody.
    Nobody,
}

/// Words before a colon that make what follows an action item, in lower case.
const MARKERS: [&str; 9] =
    ["ai", "action", "action item", "action items", "todo", "to do", "follow up", "follow-up", "next step"];

/// The longest name.
const NAME_WORDS: usize = 3;

/// The offers of an entry, in the order of its lines. Lines under attendance and decisions are none, nor is one
/// with a box, unless it stands where a box is no item, and begins with the name of one of the two.
pub fn offers(bytes: &[u8], vocabulary: &Vocabulary, pair: &Pair) -> Vec<Offer> {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let mut found = Vec::new();
    // A paragraph that is nothing but the name of a section, as word processors have them.
    let mut paragraph: Option<Section> = None;
    for (index, line) in body.lines.iter().enumerate() {
        let flags = line.flags;
        if flags.heading {
            paragraph = None;
        } else if line.item.is_none() && !flags.code && !flags.quote {
            let said = source.text[line.span.content.clone()].trim().trim_matches(['*', ':', ' ']);
            let named = vocabulary.sections().lookup_normalised(&normalise_heading(said));
            paragraph = named.or(paragraph);
        }
        let section = paragraph.unwrap_or_else(|| body.section(line));
        let is_text = !(flags.heading || flags.rule || flags.fence || flags.code || flags.quote);
        if !is_text || matches!(section, Section::Attendance | Section::Decisions | Section::Engagement) {
            continue;
        }
        let from = line.item.unwrap_or(line.span.content.start);
        let written = &source.text[from..line.span.content.end];
        let is_under_actions = section == Section::Actions;
        let written = match task_box(written) {
            None => from,
            // Under a heading it is an item; below a paragraph that is as good as one it would be.
            Some((' ', at)) if is_under_actions && body.section(line) != Section::Actions => from + at,
            // Where a box alone is no item, one that begins with a person's name may be meant as theirs.
            Some((' ', at))
                if section == Section::Other && is_of_party(&source.text[from + at..line.span.content.end], pair) =>
            {
                from + at
            }
            Some(_) => continue,
        };
        let has_box = written != from;
        let text = plain(&body.without_comments(&source.text, written..line.span.content.end));
        let read = read(&text, pair, is_under_actions, line.item.is_some());
        let whole = || (has_box && !text.is_empty()).then(|| chip(&text, pair));
        if let Some((owner, text)) = read.or_else(whole) {
            let number = u32::try_from(source.lines_before_body + index + 1).unwrap_or(u32::MAX);
            found.push(Offer { line: number, text, owner });
        }
    }
    found
}

/// Whose item a line is, and what it says.
fn read(text: &str, pair: &Pair, is_under_actions: bool, is_bullet: bool) -> Option<(Owner, String)> {
    let (is_marked, text) = match text.split_once(':') {
        Some((marker, rest)) if MARKERS.contains(&marker.trim().to_lowercase().as_str()) => (true, rest.trim()),
        // `AI(bob): …`, `[AI] …`
        _ => match text.strip_prefix("[AI]").or_else(|| text.strip_prefix("(AI)")) {
            Some(rest) => (true, rest.trim_start_matches([':', ' '])),
            None => (false, text),
        },
    };
    let told = |owner: Owner, text: &str| {
        let text = text.trim().trim_start_matches([':', '-', '–', ',']).trim();
        (text.split_whitespace().count() > 1 && !is_placeholder(text)).then(|| (owner, text.to_owned()))
    };
    let is_possible = is_marked || is_under_actions;
    if let Some(rest) = text.strip_prefix('@') {
        let (name, rest) = rest.split_once(|c: char| !(c.is_alphanumeric() || "._-".contains(c)))?;
        return if is_possible { told(owner(name, pair), rest) } else { None };
    }
    // `Bob: …`
    if let Some((name, rest)) = text.split_once(':')
        && is_possible
        && is_name(name)
    {
        return told(owner(name, pair), rest);
    }
    // `Bob to …`, `Bob will …`
    for word in [" to ", " will "] {
        if let Some((name, rest)) = text.split_once(word)
            && is_name(name)
            && rest.starts_with(|c: char| c.is_lowercase())
        {
            let owner = owner(name, pair);
            // Outside of action items only the two are meant for sure: `Back to …` is no name.
            let is_sure = is_possible || (is_bullet && matches!(owner, Owner::Party(_)));
            return if is_sure { told(owner, rest) } else { None };
        }
    }
    if is_marked { told(Owner::Nobody, text) } else { None }
}

/// Whether a line under action items names somebody in front: `Bob: …`, `Bob to …`, `AI: …`.
pub fn names_somebody(text: &str) -> bool {
    let nobody = Pair::default();
    matches!(read(&plain(text), &nobody, true, true), Some((Owner::Other(_) | Owner::Nobody, _)))
        && !text.starts_with('@')
}

/// A person's name in front, as a chip leaves it, is the owner's.
fn chip(text: &str, pair: &Pair) -> (Owner, String) {
    let words: Vec<&str> = text.split(' ').collect();
    for number in (1..=NAME_WORDS.min(words.len().saturating_sub(1))).rev() {
        if let found @ Owner::Party(_) = owner(&words[..number].join(" "), pair) {
            return (found, words[number..].join(" "));
        }
    }
    (Owner::Nobody, text.to_owned())
}

/// Whether a text begins with the name of one of the two and goes on: a name alone is attendance.
fn is_of_party(text: &str, pair: &Pair) -> bool {
    let text = plain(text);
    let (Owner::Party(_), rest) = chip(&text, pair) else { return false };
    // `Bob writes it up`, `Bob to ask`; but `Bob on holiday`, `Bob and Alice discuss`.
    let verb = rest.split_whitespace().next().unwrap_or_default();
    let is_verb = verb.len() > 2 && verb.ends_with('s') && verb.starts_with(|c: char| c.is_lowercase());
    is_verb || matches!(verb, "to" | "will" | "should" | "must")
}

/// One word or a few, each with a capital, as names are.
fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
            && word.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    words.peek().is_some() && words.clone().count() <= NAME_WORDS && words.all(is_word)
}

/// Whom a name means: by name, first name, handle, or what stands before the `@` of an address.
fn owner(name: &str, pair: &Pair) -> Owner {
    let said = name.trim().trim_start_matches('@').to_lowercase();
    let is_it = |party: &Party| {
        let full = party.name.to_lowercase();
        let local = party.email.iter().filter_map(|email| email.split_once('@')).map(|(local, _)| local.to_lowercase());
        let first = full.split_whitespace().next().map(str::to_owned);
        let mut names =
            [Some(full.clone()), first, Some(party.handle.to_lowercase())].into_iter().flatten().chain(local);
        names.any(|known| known == said)
    };
    match (is_it(&pair.direct_report), is_it(&pair.manager)) {
        (true, false) => Owner::Party(pair.direct_report.handle.clone()),
        (false, true) => Owner::Party(pair.manager.handle.clone()),
        _ => Owner::Other(name.trim().to_owned()),
    }
}

/// A line without what only marks it: emphasis, escapes, links of which the text stays.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                let escaped = after.chars().next().unwrap_or_default();
                plain.push(escaped);
                rest = &after[escaped.len_utf8()..];
                continue;
            }
            '*' | '`' => {}
            '[' => {
                if let Some((said, behind)) = after.split_once("](")
                    && !said.contains(['[', ']'])
                    && let Some((_, behind)) = behind.split_once(')')
                {
                    plain.push_str(said);
                    rest = behind;
                    continue;
                }
                plain.push(c);
            }
            _ => plain.push(c),
        }
        rest = after;
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::pair_file;

    fn pair() -> Pair {
        let text = "direct_report: {name: Alice Chen, handle: alice, email: [achen@example.com]}\n\
                    manager: {name: Bob Diaz, handle: bob}\n";
        pair_file::read(text.as_bytes()).0
    }

    fn told(text: &str) -> Vec<String> {
        let pair = pair();
        let offers = offers(text.as_bytes(), &Vocabulary::of(&pair), &pair);
        let owner = |owner: &Owner| match owner {
            Owner::Party(handle) => format!("@{handle}"),
            Owner::Other(name) => format!("({name})"),
            Owner::Nobody => "-".to_owned(),
        };
        offers.iter().map(|offer| format!("{} {} {}", offer.line, owner(&offer.owner), offer.text)).collect()
    }

    #[test]
    fn offered() {
        for (line, expected) in [
            ("AI: Bob to send the plan", "1 @bob send the plan"),
            ("- **ACTION:** Alice: write it down", "1 @alice write it down"),
            ("* AI: write it down", "1 - write it down"),
            ("- Bob to send the plan", "1 @bob send the plan"),
            ("- [ ] Bob to send the plan", "1 @bob send the plan"),
            ("- [ ] Bob writes up the incident", "1 @bob writes up the incident"),
            ("- Alice Chen will ask the vendor", "1 @alice ask the vendor"),
            ("- TODO: @achen book a room", "1 @alice book a room"),
            ("- AI: [Bob Diaz](mailto:bob@example.com) to ask \\#sales", "1 @bob ask #sales"),
            ("## Action items\n- Bob: send the plan", "2 @bob send the plan"),
            ("## Action items\n- Carla: send the plan", "2 (Carla) send the plan"),
            ("## Action items\n- @bob send the plan", "2 @bob send the plan"),
            (
                "Action items\n\n- [ ] [Alice Chen](mailto:achen@example.com) Send \\- the plan  ",
                "3 @alice Send - the plan",
            ),
            ("**Action items:**\n- [ ] book a room", "2 - book a room"),
        ] {
            assert_eq!(told(line), [expected], "{line}");
        }
    }

    #[test]
    fn not_offered() {
        for line in [
            "- Bob: we talked about pay",
            "- Back to the office",
            "- Carla to send the plan",
            "- [ ] Bob Diaz",
            "- [ ] write it up",
            "- AI: ",
            "- AI: TBD",
            "- AI is everywhere",
            "## Attendees\n- Bob to join",
            "```\nAI: Bob to send it\n```",
            "> AI: Bob to send it",
            "- the plan: Bob to send it",
            "- Bob to Alice: hello",
            "Attendees\n\n- [ ] Bob Diaz",
            "Action items\n- [x] book a room",
            "## Action items\n- [ ] book a room",
            "@bob said so",
        ] {
            assert_eq!(told(line), [""; 0], "{line}");
        }
    }
}
