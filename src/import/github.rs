//! Issues as meetings: what `gh issue list --json number,title,body,comments,createdAt,closedAt` prints, one meeting an issue.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate};
use serde_json::Value;

use super::cancelled::{self, Said};
use super::date::{Day, DayOrder, Found, Scan, scan, shown_order};
use super::entries::{Made, head};
use super::heading::is_of_another;

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
    /// It is not known whether days or months come first.
    #[error("issue {number}: `{title}` may be read day first or month first")]
    WhichOrder {
        /// The issue.
        number: u64,
        /// Its title.
        title: String,
    },
}

/// Why an issue becomes no meeting.
enum Refused {
    /// For a reason of its own.
    LeftOut(String),
    /// Until the user says something.
    Asked(IssuesError),
}

impl From<String> for Refused {
    fn from(why: String) -> Self {
        Self::LeftOut(why)
    }
}

impl Issues {
    /// Reads a list of issues; `name` is the file's, for the key `imported`.
    ///
    /// # Errors
    /// [`IssuesError`].
    pub fn read(bytes: &[u8], name: &str, order: Option<DayOrder>) -> Result<Self, IssuesError> {
        let value: Value = serde_json::from_slice(bytes).map_err(|error| IssuesError::Json {
            line: error.line(),
            column: error.column(),
            message: error.to_string().split(" at line").next().unwrap_or_default().to_owned(),
        })?;
        let Some(list) = value.as_array().filter(|list| list.iter().all(Value::is_object)) else {
            return Err(IssuesError::NoList);
        };
        let titles = list.iter().map(|issue| text(&issue["title"]));
        let order = order.or_else(|| shown_order(titles));
        let mut issues = Self::default();
        for (index, issue) in list.iter().enumerate() {
            match made(issue, name, order) {
                Ok(made) => issues.made.push(made),
                Err(Refused::LeftOut(why)) => issues.left_out.push((index + 1, why)),
                Err(Refused::Asked(question)) => return Err(question),
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

fn made(issue: &Value, name: &str, order: Option<DayOrder>) -> Result<Made, Refused> {
    let number = issue["number"].as_u64().ok_or_else(|| "it has no `number`".to_owned())?;
    let title = text(&issue["title"]);
    let (created, closed) = (day(&issue["createdAt"]), day(&issue["closedAt"]));
    let no_date = |said: &str| format!("issue {number}: `{said}` is no date; put the title right, and import again");
    let found = match scan(&title) {
        // `1:1 (next: April 6)` speaks of another one.
        Scan::Date(found) if is_of_another(&title[..found.range.start]) => Scan::None,
        found => found,
    };
    let date = match found {
        Scan::Date(found) => match in_year(&found, order, closed.or(created)) {
            Some(date) => date,
            None if matches!((found.day, order), (Day::Either(..) | Day::Short(..), None)) => {
                return Err(Refused::Asked(IssuesError::WhichOrder { number, title }));
            }
            None => return Err(no_date(&title[found.range]).into()),
        },
        Scan::Broken(range) => return Err(no_date(&title[range]).into()),
        Scan::None => created.ok_or_else(|| format!("issue {number} has no day in its title, and no `createdAt`"))?,
    };
    let source = format!("issue {number} of {name}");
    let body = text(&issue["body"]);
    let said = cancelled::said(&title, &body.lines().collect::<Vec<_>>());
    let cancelled = if let Said::Cancelled(why) = said { Some(why) } else { None };
    let mut bytes: String =
        head(date, cancelled.as_deref(), false, &source).iter().map(|line| format!("{line}\n")).collect();
    bytes.push_str(&format!("# {}\n", title.split_whitespace().collect::<Vec<_>>().join(" ")));
    let mut part = |words: &str| {
        if !words.trim().is_empty() {
            bytes.push_str(&format!("\n{}\n", words.trim_end()));
        }
    };
    part(&body);
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

/// The day that a title says; one without a year is the one nearest to the day on which its issue was closed, or made.
fn in_year(found: &Found, order: Option<DayOrder>, near: Option<NaiveDate>) -> Option<NaiveDate> {
    let (month, day) = found.day.read(order)?;
    if let Some(year) = found.year {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let near = near?;
    let years = [near.year() - 1, near.year(), near.year() + 1];
    let dates = years.iter().filter_map(|year| NaiveDate::from_ymd_opt(*year, month, day));
    dates.min_by_key(|date| (*date - near).num_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_titles() {
        let read = |title: &str, more: &str, order| {
            let json = format!(r#"[{{"number": 1, "title": "{title}", "createdAt": "2020-12-30T10:00:00Z"{more}}}]"#);
            match Issues::read(json.as_bytes(), "issues.json", order) {
                Ok(issues) => match (issues.made.first(), issues.left_out.first()) {
                    (Some(made), _) => made.date.to_string(),
                    (_, why) => why.map_or(String::new(), |(_, why)| why.clone()),
                },
                Err(error) => error.to_string(),
            }
        };
        let closed = r#", "closedAt": "2021-01-05T15:00:00Z""#;
        for (title, more, order, expected) in [
            ("1:1 January 5", closed, None, "2021-01-05"),
            ("1:1 January 5", "", None, "2021-01-05"),
            ("1:1 December 29", "", None, "2020-12-29"),
            ("1:1", "", None, "2020-12-30"),
            ("1:1 (next: April 6)", "", None, "2020-12-30"),
            ("1:1 - budget due 2021-12-31", "", None, "2020-12-30"),
            ("1:1 3/9/2021", "", None, "issue 1: `1:1 3/9/2021` may be read day first or month first"),
            ("1:1 3/9/2021", "", Some(DayOrder::MonthFirst), "2021-03-09"),
            (
                "1:1 Febuary 9, 2021",
                "",
                None,
                "issue 1: `Febuary 9, 2021` is no date; put the title right, and import again",
            ),
            ("1:1 Feb 30", "", None, "issue 1: `Feb 30` is no date; put the title right, and import again"),
        ] {
            assert_eq!(read(title, more, order), expected, "{title}");
        }
        let json = r#"[{"number": 4, "title": "1:1 March 30, 2021", "body": "Cancelled, Bob is ill"}]"#;
        assert!(told(json)[0].1.contains("status: cancelled\nreason: Bob is ill\n"), "{:?}", told(json));
    }

    fn told(json: &str) -> Vec<(String, String)> {
        let issues = Issues::read(json.as_bytes(), "issues.json", None).unwrap();
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
        assert_eq!(Issues::read(b"{}", "x", None).unwrap_err(), IssuesError::NoList);
        assert_eq!(Issues::read(b"[1]", "x", None).unwrap_err(), IssuesError::NoList);
        let IssuesError::Json { line, column, .. } = Issues::read(b"[\n{,}]", "x", None).unwrap_err() else { panic!() };
        assert_eq!((line, column), (2, 2));
    }
}
