//! `oneonone check`

mod fix;

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::Exit;
use super::{support, which};
use crate::checks::{self, Checked};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::diagnostic::{Code, Diagnostic};
use crate::ui::diagnostic::{Excerpt, Severity, render};
use crate::ui::lists::{count, list};
use crate::ui::suggest::{closest, did_you_mean};
use crate::workspace::Loaded;

/// Find problems in the files
///
/// Silent, with exit code 0, where there are none. Nothing is written without `--fix`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Whose pairs; all without one
    pairs: Vec<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    format: CheckFormat,
    /// Show remarks one by one too, and exit with 1 where there are some
    #[arg(long)]
    strict: bool,
    /// Only this problem or remark, by the name in brackets
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Put right what can be put right in one way: shown first, then asked about
    #[arg(long)]
    fix: bool,
    /// Write it without asking
    #[arg(long, requires = "fix")]
    yes: bool,
    /// Show what would be written, and write nothing
    #[arg(long, requires = "fix", conflicts_with = "yes")]
    dry_run: bool,
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What was found in one pair.
struct Report<'l> {
    loaded: &'l Loaded,
    shown: Vec<Diagnostic>,
    /// Remarks that are only counted.
    counted: Vec<Code>,
}

/// Runs `check`.
pub(super) fn run(context: &Context, args: &CheckArgs) -> Result<Exit, CommandError> {
    let only = named(&args.only)?;
    let folders = which::pairs(context, &args.pairs)?;
    if args.fix {
        let how = fix::How { yes: args.yes, dry_run: args.dry_run };
        if !fix::run(context, &folders, &only, how)? {
            return Ok(Exit::Found);
        }
    }
    let (pairs, all) = support::load_each(context, &folders)?;
    let reports: Vec<Report<'_>> = pairs.iter().map(|loaded| report(loaded, args.strict, &only)).collect();
    let number: usize = reports.iter().map(|report| report.shown.len()).sum();
    match args.format {
        CheckFormat::Json => context.ui.out_json(&as_json(&reports)),
        CheckFormat::Text => {
            for report in &reports {
                let slug = &report.loaded.folder.slug;
                let prefix = if folders.len() > 1 { format!("{slug}/") } else { String::new() };
                for diagnostic in &report.shown {
                    context.ui.out(&excerpt(context, report.loaded, diagnostic, &prefix));
                }
            }
            say_found(context, &reports);
        }
    }
    Ok(if number > 0 || !all { Exit::Found } else { Exit::Done })
}

/// The codes of these names; none where none is named.
fn named(names: &[String]) -> Result<Vec<Code>, CommandError> {
    let code = |name: &String| {
        Code::from_name(name).ok_or_else(|| {
            let close = closest(name, Code::ALL.iter().map(|code| code.name()));
            CommandError::usage(format!("there is no check `{name}`"))
                .hint(did_you_mean(&close).unwrap_or_else(|| "docs/errors.md lists them".to_owned()))
        })
    };
    names.iter().map(code).collect()
}

/// A pair, as the checks look at it.
fn checked(loaded: &Loaded) -> Checked<'_> {
    Checked { history: &loaded.history, vocabulary: &loaded.vocabulary, files: &loaded.files }
}

fn report<'l>(loaded: &'l Loaded, strict: bool, only: &[Code]) -> Report<'l> {
    let mut told = loaded.diagnostics.clone();
    told.extend(checks::find(checked(loaded)).into_iter().map(|finding| finding.diagnostic));
    told.retain(|told| only.is_empty() || only.contains(&told.code));
    told.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
    let is_shown = |told: &Diagnostic| strict || !only.is_empty() || !told.code.is_remark();
    let (shown, counted): (Vec<_>, Vec<_>) = told.into_iter().partition(is_shown);
    Report { loaded, shown, counted: counted.into_iter().map(|told| told.code).collect() }
}

fn say_found(context: &Context, reports: &[Report<'_>]) {
    let shown = || reports.iter().flat_map(|report| &report.shown);
    let remarks = shown().filter(|told| told.code.is_remark()).count();
    let problems = shown().count() - remarks;
    let words: Vec<String> = [(problems, "problem"), (remarks, "remark")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    if !words.is_empty() {
        context.ui.say(&format!("{} found", list(&words)));
    }
    let mut counted: BTreeMap<Code, usize> = BTreeMap::new();
    for code in reports.iter().flat_map(|report| &report.counted) {
        *counted.entry(*code).or_default() += 1;
    }
    if !counted.is_empty() {
        let each: Vec<String> = counted.iter().map(|(code, number)| format!("{number} {}", code.name())).collect();
        let all = count(counted.values().sum(), "remark");
        context.ui.status(&format!("{all}: {}; `oneonone check --strict` shows them", list(&each)));
    }
}

/// A problem with the user's own line and a caret.
pub(super) fn excerpt(context: &Context, loaded: &Loaded, diagnostic: &Diagnostic, prefix: &str) -> String {
    let excerpt = Excerpt {
        path: format!("{prefix}{}", diagnostic.path),
        line: diagnostic.line as usize,
        column: diagnostic.column as usize,
        length: diagnostic.length as usize,
        line_text: loaded.line(&diagnostic.path, diagnostic.line),
        code: diagnostic.code.name().to_owned(),
        severity: if diagnostic.code.is_remark() { Severity::Remark } else { Severity::Warning },
        message: diagnostic.message.clone(),
        remedy: Some(diagnostic.remedy.clone()),
    };
    let settings = context.ui.settings();
    render(&excerpt, context.ui.palette(), settings.width, settings.unicode)
}

fn as_json(reports: &[Report<'_>]) -> String {
    let pair = |report: &Report<'_>| {
        let diagnostics: Vec<serde_json::Value> = report
            .shown
            .iter()
            .map(|d| {
                json!({
                    "code": d.code.name(), "path": d.path, "line": d.line, "column": d.column,
                    "message": d.message, "remedy": d.remedy, "text": report.loaded.line(&d.path, d.line),
                    "remark": d.code.is_remark(),
                })
            })
            .collect();
        json!({"slug": report.loaded.folder.slug, "diagnostics": diagnostics, "remarks_left_out": report.counted.len()})
    };
    let value = json!({"schema": "oneonone.check/1", "pairs": reports.iter().map(pair).collect::<Vec<_>>()});
    serde_json::to_string_pretty(&value).unwrap_or_default()
}
