//! Templates of entries: plain Markdown with a few named fields. The prompts are HTML comments, so that an entry made
//! from a template and never touched has no human content.
//!
//! A template is looked for in the pair's own `templates/NAME.md`, then in the user's, then among those compiled in.

use chrono::NaiveDate;

use super::edit::yaml_string;
use crate::model::pair::Pair;

/// The template that is used where the pair file names none.
pub const DEFAULT: &str = "six-part";

/// A template compiled in.
pub struct BuiltIn {
    /// Its name.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The templates compiled in, by name.
pub const BUILT_IN: &[BuiltIn] = &[BuiltIn { name: "six-part", text: include_str!("../../templates/six-part.md") }];

/// The text of a built-in template.
pub fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|template| template.name == name).map(|template| template.text)
}

/// Whether a text can name a template: a file's name without a folder.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 60 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// A new entry: frontmatter, then the template with its fields filled in. The fields are `{direct_report}`,
/// `{manager}`, their `…_handle`, `{date}` and `{systems}`.
pub fn new_entry(
    template: &str,
    pair: &Pair,
    date: NaiveDate,
    scheduled: Option<NaiveDate>,
    reason: Option<&str>,
) -> String {
    let mut text = format!("---\ndate: {date}\n");
    if let Some(scheduled) = scheduled {
        text.push_str(&format!("scheduled: {scheduled}\n"));
    }
    text.push_str("status: planned\n");
    if let Some(reason) = reason {
        text.push_str(&format!("reason: {}\n", yaml_string(reason)));
    }
    text.push_str("---\n");
    let body = fill(template, pair, date);
    text.push_str(&body);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn fill(template: &str, pair: &Pair, date: NaiveDate) -> String {
    let systems: Vec<String> = pair.systems.iter().map(|system| format!("{} {}", system.title, system.url)).collect();
    let systems = if systems.is_empty() { "add `systems:` to oneonone.yaml".to_owned() } else { systems.join(", ") };
    let date = date.to_string();
    let fields = [
        ("{direct_report}", pair.direct_report.name.as_str()),
        ("{manager}", pair.manager.name.as_str()),
        ("{direct_report_handle}", pair.direct_report.handle.as_str()),
        ("{manager_handle}", pair.manager.handle.as_str()),
        ("{date}", date.as_str()),
        ("{systems}", systems.as_str()),
    ];
    // One pass, so that a field inside a name is not filled again; `--` would end a comment early.
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        match fields.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, value)) => {
                filled.push_str(&value.replace("-->", "→").replace(['\n', '\r'], " "));
                rest = &rest[name.len()..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}
