//! The pair: who meets, how often, and what the pair file says about it (`docs/format.md`).

use chrono::NaiveDate;

use super::cadence::{Away, CadenceRow, slots};
use super::section::SectionNames;

/// The kind of a pair or of a single meeting.
pub const ONE_ON_ONE: &str = "one-on-one";

/// The kinds that a pair can be of.
pub const KINDS: [&str; 4] = [ONE_ON_ONE, "skip-level", "mentor", "peer"];

/// One of the two people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// The full name.
    pub name: String,
    /// The handle that marks what they own, without `@`, in lower case.
    pub handle: String,
    /// The addresses that their commits may bear.
    pub email: Vec<String>,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The person.
    DirectReport,
    /// The person's manager (or skip-level manager, mentor, peer).
    Manager,
}

/// A page to open in the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemOfRecord {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// What the pair file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// One of [`KINDS`].
    pub kind: String,
    /// The direct report.
    pub direct_report: Party,
    /// The manager.
    pub manager: Party,
    /// The direct report's job.
    pub role: Option<String>,
    /// The template of new entries.
    pub template: Option<String>,
    /// The IANA name of the zone in which times are meant.
    pub timezone: Option<String>,
    /// How often they meet, oldest row first.
    pub cadence: Vec<CadenceRow>,
    /// When they do not.
    pub away: Vec<Away>,
    /// The last day on which a slot can lie.
    pub ended: Option<NaiveDate>,
    /// Headings that are sections of theirs.
    pub sections: SectionNames,
    /// Pages to open in the meeting.
    pub systems: Vec<SystemOfRecord>,
    /// From this day on earlier scores are no reference for a drop.
    pub engagement_reset: Option<NaiveDate>,
}

impl Pair {
    /// The party of that role.
    pub fn party(&self, role: Role) -> &Party {
        match role {
            Role::DirectReport => &self.direct_report,
            Role::Manager => &self.manager,
        }
    }

    /// Which of the two bears this mail address; else, which of them is called so, by name or handle. None where neither or
    /// both are.
    pub fn role_of(&self, name: &str, email: &str) -> Option<Role> {
        let only = |is_it: &dyn Fn(&Party) -> bool| match (is_it(&self.direct_report), is_it(&self.manager)) {
            (true, false) => Some(Role::DirectReport),
            (false, true) => Some(Role::Manager),
            _ => None,
        };
        let by_address = only(&|party| party.email.iter().any(|known| known.eq_ignore_ascii_case(email)));
        by_address.or_else(|| self.role_called(name))
    }

    /// Which of the two is called so, by name or handle.
    pub fn role_called(&self, name: &str) -> Option<Role> {
        let said = name.trim().trim_start_matches('@').to_lowercase();
        let is_it = |party: &Party| {
            !said.is_empty() && (party.handle.to_lowercase() == said || party.name.to_lowercase() == said)
        };
        match (is_it(&self.direct_report), is_it(&self.manager)) {
            (true, false) => Some(Role::DirectReport),
            (false, true) => Some(Role::Manager),
            _ => None,
        }
    }

    /// Whether the day lies in an `away` range.
    pub fn is_away(&self, day: NaiveDate) -> bool {
        self.away.iter().any(|away| away.contains(day))
    }

    /// The cadence row in force on that day; before the first row, the first.
    pub fn cadence_on(&self, day: NaiveDate) -> Option<&CadenceRow> {
        self.cadence.iter().filter(|row| row.from <= day).max_by_key(|row| row.from).or(self.cadence.first())
    }

    /// All slots in order, excused ones too, with at least `beyond` slots after `today` that are not excused.
    pub fn slots(&self, today: NaiveDate, beyond: usize) -> Vec<NaiveDate> {
        slots(&self.cadence, self.ended, today, beyond, |date| !self.is_away(date))
    }
}
