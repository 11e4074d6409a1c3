//! The sections of an entry, known by the text of their headings.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What a part of an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// What I said I would do, what I did.
    LookBack,
    /// What I will do until the next meeting.
    LookForward,
    /// The numbers.
    Performance,
    /// Goals and how far they are.
    Milestones,
    /// What stands in the way.
    Blockers,
    /// Open discussion.
    Topics,
    /// Career and coaching.
    Growth,
    /// Feedback, both ways.
    Feedback,
    /// How are you?
    CheckIn,
    /// What was decided.
    Decisions,
    /// The score from 1 to 10.
    Engagement,
    /// Action items.
    Actions,
    /// Who was there.
    Attendance,
    /// Any other heading, or none.
    Other,
}

/// The sections that have a name, in the order of an agenda.
pub const NAMED: [Section; 13] = [
    Section::LookBack,
    Section::LookForward,
    Section::Performance,
    Section::Milestones,
    Section::Blockers,
    Section::Topics,
    Section::Growth,
    Section::Feedback,
    Section::CheckIn,
    Section::Decisions,
    Section::Engagement,
    Section::Actions,
    Section::Attendance,
];

/// Names that are a section only as the whole heading: as a first word they mean something else too often.
const WHOLE_ONLY: [&str; 6] = ["done", "plan", "present", "support", "mood", "questions"];

impl Section {
    /// The section's own name, as in the pair file's `sections:`.
    pub fn name(self) -> &'static str {
        self.headings().first().copied().unwrap_or("other")
    }

    /// The section as a template would head it.
    pub fn title(self) -> &'static str {
        match self {
            Self::LookBack => "Look back",
            Self::LookForward => "Look forward",
            Self::Performance => "Performance",
            Self::Milestones => "Milestones",
            Self::Blockers => "Blockers",
            Self::Topics => "Open discussion",
            Self::Growth => "Growth",
            Self::Feedback => "Feedback",
            Self::CheckIn => "Check-in",
            Self::Decisions => "Decisions",
            Self::Engagement => "Engagement",
            Self::Actions => "Action items",
            Self::Attendance => "Attendance",
            Self::Other => "Notes",
        }
    }

    /// The headings that are this section, besides the pair's own; the section's name comes first.
    pub fn headings(self) -> &'static [&'static str] {
        match self {
            Self::LookBack => {
                &["look back", "last period", "last week", "accomplishments", "wins", "done", "done since last time"]
            }
            Self::LookForward => {
                &["look forward", "next period", "next week", "this week", "plan", "plans", "priorities"]
            }
            Self::Performance => &["performance", "operational performance", "metrics"],
            Self::Milestones => &["milestones", "goals", "objectives", "okrs"],
            Self::Blockers => &["blockers", "roadblocks", "challenges", "support"],
            Self::Topics => {
                &["topics", "open discussion", "discussion", "talking points", "agenda", "backlog", "questions"]
            }
            Self::Growth => &["growth", "career", "coaching"],
            Self::Feedback => &["feedback"],
            Self::CheckIn => &["check in", "checkin", "how are you"],
            Self::Decisions => &["decisions", "outcomes"],
            Self::Engagement => &["engagement", "mood"],
            Self::Actions => &[
                "actions",
                "action items",
                "open action items",
                "action item review",
                "next steps",
                "follow up",
                "follow ups",
            ],
            Self::Attendance => &["attendance", "attendees", "present", "participants"],
            Self::Other => &[],
        }
    }

    /// The section of that name or heading, built-in ones only.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = normalise_heading(name);
        NAMED.into_iter().find(|section| section.headings().contains(&name.as_str()))
    }
}

/// A heading's text as sections are compared: `&` read as `and`, everything that is no letter or digit as a space,
/// apostrophes as nothing, lower case, leading numbers left out.
pub fn normalise_heading(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    if text.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ') {
        words.push_str(text);
        words.make_ascii_lowercase();
    } else {
        let composed: Cow<'_, str> = if is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() };
        for c in composed.chars() {
            match c {
                '&' => words.push_str(" and "),
                '\'' | '\u{2018}' | '\u{2019}' | '\u{02BC}' => {}
                c if c.is_alphanumeric() => words.extend(c.to_lowercase()),
                _ => words.push(' '),
            }
        }
    }
    if words.starts_with(|c: char| c.is_ascii_alphabetic()) && !words.ends_with(' ') && !words.contains("  ") {
        return words;
    }
    let is_number = |word: &&str| word.chars().all(|c| c.is_numeric());
    words.split_whitespace().skip_while(is_number).collect::<Vec<_>>().join(" ")
}

/// Every heading that is known in one pair: the built-in ones and the pair's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionNames {
    own: Vec<(String, Section)>,
}

impl SectionNames {
    /// The built-in names and these of the pair, each with the section that it is.
    pub fn new(own: impl IntoIterator<Item = (String, Section)>) -> Self {
        Self { own: own.into_iter().map(|(name, section)| (normalise_heading(&name), section)).collect() }
    }

    /// The pair's own names, normalised.
    pub fn own(&self) -> &[(String, Section)] {
        &self.own
    }

    /// The section of a heading with that text; `None` where it is not known.
    pub fn lookup(&self, heading: &str) -> Option<Section> {
        self.lookup_normalised(&normalise_heading(heading))
    }

    /// As [`lookup`](Self::lookup), of a text that is normalised already. The longest name wins.
    pub fn lookup_normalised(&self, heading: &str) -> Option<Section> {
        let built_in =
            NAMED.into_iter().flat_map(|section| section.headings().iter().map(move |name| (*name, section)));
        let own = self.own.iter().map(|(name, section)| (name.as_str(), *section));
        let mut longest: Option<(usize, Section)> = None;
        for (name, section) in own.chain(built_in) {
            // The pair's own names come first, so that they win over a built-in name of the same length.
            if !name.is_empty() && matches(heading, name) && longest.is_none_or(|(len, _)| name.len() > len) {
                longest = Some((name.len(), section));
            }
        }
        longest.map(|(_, section)| section)
    }
}

fn matches(heading: &str, name: &str) -> bool {
    // Most names begin with another letter, which is told without comparing texts.
    if heading.as_bytes().first() != name.as_bytes().first() {
        return false;
    }
    match heading.strip_prefix(name) {
        Some("") => true,
        Some(rest) => rest.starts_with(' ') && !WHOLE_ONLY.contains(&name),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_their_text() {
        let names = SectionNames::new([("Rückblick".to_owned(), Section::LookBack)]);
        let table = [
            ("Look back", Some(Section::LookBack)),
            ("3. Last-Week", Some(Section::LookBack)),
            ("2️⃣ Feedback", Some(Section::Feedback)),
            ("🚧 Follow ups", Some(Section::Actions)),
            ("Action items from last time", Some(Section::Actions)),
            ("Done Since Last Time From Last Time", Some(Section::LookBack)),
            ("Done deals", None),
            ("Support", Some(Section::Blockers)),
            ("Support plan", None),
            ("Plan", Some(Section::LookForward)),
            ("Plans & dreams", Some(Section::LookForward)),
            ("Engagement & support", Some(Section::Engagement)),
            ("OKRs", Some(Section::Milestones)),
            ("OKR's", Some(Section::Milestones)),
            ("RÜCKBLICK der Woche", Some(Section::LookBack)),
            ("Ru\u{308}ckblick", Some(Section::LookBack)),
            ("Team X", None),
            ("Actionsheet", None),
            ("", None),
            ("12", None),
        ];
        for (heading, expected) in table {
            assert_eq!(names.lookup(heading), expected, "{heading}");
        }
    }
}
