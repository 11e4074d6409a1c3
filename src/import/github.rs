//! Issues as meetings: what `gh issue list --json number,title,body,comments,createdAt,closedAt` prints, one meeting an issue.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate};
use serde_json::Value;

use super::cancelled;
use super::date::{Day, Scan, scan};
use super::entries::{Made, head};

/// Issues, read.
#[derive(Debug, Clone, Default)]
pub struct Issues {
    /// The meetings, in the order of their days.
    pub made: Vec<Made>,
    /// Which are left out, by their place in the list from 1, and why.
    pub left_out: Vec<(usize, String)>,
}

/// Why a file is no list of issues.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssuesError {
    /// It is no JSON.
    #[error("this is no JSON: {message}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the reader says.
        message: String,
    },
    /// It is something else than a list.
    #[error("this is no list of issues")]
    NoList,
}

impl Issues {
    /// Reads a list of issues; `name` is the file's, for the key `imported`.
    ///
    /// # Errors
    /// [`IssuesError`].
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, IssuesError> {
        let value: Value = serde_json::from_slice(bytes).map_err(|error| IssuesError::Json {
            line: error.line(),
            column: error.column(),
            message: error.to_string().split(" at line").next().unwrap_or_default().to_owned(),
        })?;
        let Some(list) = value.as_array().filter(|list| list.iter().all(Value::is_object)) else {
            return Err(IssuesError::NoList);
        };
        let mut issues = Self::default();
        for (index, issue) in list.iter().enumerate() {
            match made(issue, name) {
                Ok(made) => issues.made.push(made),
                Err(why) => issues.left_out.push((index + 1, why)),
            }
        }
        issues.made.sort_by(|one, other| (one.date, &one.source).cmp(&(other.date, &other.source)));
        let mut of_days: HashMap<NaiveDate, u32> = HashMap::new();
        for made in &mut issues.made {
            let ordinal = of_days.entry(made.date).or_default();
            *ordinal += 1;
            made.ordinal = *ordinal;
        }
        Ok(issues)
    }
}

fn made(issue: &Value, name: &str) -> Result<Made, String> {
    let number = issue["number"].as_u64().ok_or("it has no `number`")?;
    let title = text(&issue["title"]);
    let created = day(&issue["createdAt"]);
    let date = match (date_in(&title, created), created) {
        (Some(date), _) | (None, Some(date)) => date,
        (None, None) => return Err(format!("issue {number} has no day in its title, and no `createdAt`")),
    };
    let source = format!("issue {number} of {name}");
    let cancelled = cancelled::in_heading(&title).then(|| cancelled::reason_in_heading(&title).unwrap_or_default());
    let mut bytes: String =
        head(date, cancelled.as_deref(), false, &source).iter().map(|line| format!("{line}\n")).collect();
    bytes.push_str(&format!("# {}\n", title.split_whitespace().collect::<Vec<_>>().join(" ")));
    let mut part = |words: &str| {
        if !words.trim().is_empty() {
            bytes.push_str(&format!("\n{}\n", words.trim_end()));
        }
    };
    part(&text(&issue["body"]));
    for comment in issue["comments"].as_array().into_iter().flatten() {
        let who = text(&comment["author"]["login"]);
        let when = day(&comment["createdAt"]).map(|day| day.to_string());
        let said: Vec<String> = (!who.is_empty()).then_some(who).into_iter().chain(when).collect();
        part(&format!("**{}:**", said.join(", ")));
        part(&text(&comment["body"]));
    }
    let lines = u32::try_from(bytes.lines().count()).unwrap_or(u32::MAX);
    Ok(Made { date, ordinal: 1, lines: (1, lines), source, bytes: bytes.into_bytes() })
}

/// A text with line feeds alone, as GitHub's own files have them.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace("\r\n", "\n")
}

/// The day of a moment, in the zone that it is written in.
fn day(value: &Value) -> Option<NaiveDate> {
    DateTime::parse_from_rfc3339(value.as_str()?).ok().map(|moment| moment.date_naive())
}

/// The day that a title says; one without a year is of the year of its issue.
fn date_in(title: &str, created: Option<NaiveDate>) -> Option<NaiveDate> {
    let Scan::Date(found) = scan(title) else { return None };
    match found.day {
        Day::Known(month, day) => NaiveDate::from_ymd_opt(found.year.or(created.map(|day| day.year()))?, month, day),
        Day::Either(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Vec<(String, String)> {
        let issues = Issues::read(json.as_bytes(), "issues.json").unwrap();
        let made = issues.made.into_iter().map(|made| {
            (format!("{} {} {}", made.date, made.ordinal, made.source), String::from_utf8(made.bytes).unwrap())
        });
        made.chain(issues.left_out.into_iter().map(|(index, why)| (index.to_string(), why))).collect()
    }

    #[test]
    fn issues_and_comments() {
        let json = r#"[
            {"number": 12, "title": "1:1 March 9", "body": "- [ ] Send the plan\r\n- pay", "createdAt": "2021-03-08T23:30:00Z",
             "closedAt": null, "comments": [{"author": {"login": "bob"}, "body": "done", "createdAt": "2021-03-10T09:00:00+02:00"}]},
            {"number": 11, "title": "Weekly (cancelled: ill)", "body": null, "createdAt": "2021-03-02T08:00:00Z"},
            {"number": 13, "title": "Second of the day 2021-03-09", "body": "", "createdAt": "2021-03-09T08:00:00Z"},
            {"title": "no number"},
            {"number": 14, "title": "no day"}
        ]"#;
        let told = told(json);
        let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "2021-03-02 1 issue 11 of issues.json",
                "2021-03-09 1 issue 12 of issues.json",
                "2021-03-09 2 issue 13 of issues.json",
                "4",
                "5",
            ]
        );
        assert_eq!(
            told[1].1,
            "---\ndate: 2021-03-09\nimported: issue 12 of issues.json\n---\n# 1:1 March 9\n\n- [ ] Send the plan\n- pay\n\n\
             **bob, 2021-03-10:**\n\ndone\n"
        );
        assert!(told[0].1.contains("status: cancelled\n"), "{}", told[0].1);
        assert_eq!(told[3].1, "it has no `number`");
    }

    #[test]
    fn no_list_of_issues() {
        assert_eq!(Issues::read(b"{}", "x").unwrap_err(), IssuesError::NoList);
        assert_eq!(Issues::read(b"[1]", "x").unwrap_err(), IssuesError::NoList);
        let IssuesError::Json { line, column, .. } = Issues::read(b"[\n{,}]", "x").unwrap_err() else { panic!() };
        assert_eq!((line, column), (2, 2));
    }
}
