//! Who commits, and when: from the environment and the user's git configuration, as git itself reads them.

use chrono::{DateTime, FixedOffset};
use git2::{Signature, Time};

use super::environment::variable;
use super::error::{GitContext, GitError};
use super::settings::Settings;

/// A person as git knows them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// The name, as in `user.name`.
    pub name: String,
    /// The address, as in `user.email`.
    pub email: String,
}

/// As whom somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Wrote the words.
    Author,
    /// Made the commit.
    Committer,
}

impl Role {
    fn variables(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Role::Author => ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE"),
            Role::Committer => ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE"),
        }
    }

    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Role::Author => ("author.name", "author.email"),
            Role::Committer => ("committer.name", "committer.email"),
        }
    }
}

/// The user's identity in `role`.
///
/// # Errors
/// [`GitError::NoIdentity`] where git does not know it.
pub(super) fn identity(settings: &Settings, role: Role) -> Result<Identity, GitError> {
    let (name_variable, email_variable, _) = role.variables();
    let (name_key, email_key) = role.keys();
    let configured = |key: &str| settings.text(key);
    let name = variable(name_variable)
        .or_else(|| configured(name_key))
        .or_else(|| configured("user.name"))
        .map(|name| cleaned(&name))
        .filter(|name| !name.is_empty())
        .ok_or(GitError::NoIdentity { missing: "name", example: "Your Name" })?;
    let email = variable(email_variable)
        .or_else(|| configured(email_key))
        .or_else(|| configured("user.email"))
        .or_else(|| variable("EMAIL"))
        .map(|email| cleaned(&email))
        .filter(|email| !email.is_empty())
        .ok_or(GitError::NoIdentity { missing: "email", example: "you@example.com" })?;
    Ok(Identity { name, email })
}

/// The signature of `who`, at `when` (seconds since 1970, minutes east), else at the time that the environment gives,
/// else now.
///
/// # Errors
/// [`GitError::BadDate`] where the environment's time cannot be read.
pub(super) fn signature(who: &Identity, role: Role, when: Option<(i64, i32)>) -> Result<Signature<'static>, GitError> {
    let (_, _, date_variable) = role.variables();
    let (name, email) = (cleaned(&who.name), cleaned(&who.email));
    let when = match (when, variable(date_variable)) {
        (Some(when), _) => Some(when),
        (None, None) => None,
        (None, Some(value)) => Some(parse_date(&value).ok_or(GitError::BadDate { variable: date_variable, value })?),
    };
    match when {
        Some((seconds, offset)) => Signature::new(&name, &email, &Time::new(seconds, offset)),
        None => Signature::now(&name, &email),
    }
    .during("name the author")
}

/// Without what git leaves out of names: angle brackets, control characters, and dots and such at the ends.
fn cleaned(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '<' | '>')).collect();
    kept.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | ';' | '"' | '\\' | '\'')).to_owned()
}

/// A date as git's variables have it: `SECONDS ZONE`, with or without `@`, RFC 2822, or ISO 8601 with a zone.
fn parse_date(text: &str) -> Option<(i64, i32)> {
    let text = text.trim();
    if let Some((seconds, zone)) = text.strip_prefix('@').unwrap_or(text).split_once(' ')
        && let (Ok(seconds), Some(offset)) = (seconds.parse(), parse_zone(zone))
    {
        return Some((seconds, offset));
    }
    let parsed = DateTime::parse_from_rfc2822(text).ok().or_else(|| {
        ["%Y-%m-%dT%H:%M:%S%#z", "%Y-%m-%d %H:%M:%S %#z", "%Y-%m-%d %H:%M:%S%#z"]
            .iter()
            .find_map(|format| DateTime::parse_from_str(&text.replace('Z', "+0000"), format).ok())
    })?;
    Some((parsed.timestamp(), parsed.offset().local_minus_utc() / 60))
}

fn parse_zone(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    Some(sign * (number / 100 * 60 + number % 100))
}

/// A moment in a zone, as a commit names them: seconds since 1970, and the zone's minutes east.
pub(super) fn moment(seconds: i64, offset_minutes: i32) -> Option<DateTime<FixedOffset>> {
    let zone = FixedOffset::east_opt(offset_minutes.saturating_mul(60))?;
    Some(DateTime::from_timestamp(seconds, 0)?.with_timezone(&zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_git_reads_them() {
        let noon = 1_795_172_400;
        for text in [
            "1795172400 +0100",
            "@1795172400 +0100",
            "2026-11-20T12:00:00+01:00",
            "2026-11-20T12:00:00+0100",
            "2026-11-20 12:00:00 +0100",
            "Fri, 20 Nov 2026 12:00:00 +0100",
        ] {
            assert_eq!(parse_date(text), Some((noon, 60)), "{text}");
        }
        assert_eq!(parse_date("2026-11-20T11:00:00Z"), Some((noon, 0)));
        assert_eq!(parse_date("1795172400 -0330"), Some((noon, -210)));
        assert_eq!(parse_date("yesterday"), None);
    }

    #[test]
    fn names_lose_what_git_leaves_out() {
        assert_eq!(cleaned(" Alice <Chen>\n."), "Alice Chen");
    }
}
