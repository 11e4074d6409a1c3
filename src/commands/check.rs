//! `oneonone check`

use clap::{Args, ValueEnum};
use serde_json::json;

use super::Exit;
use super::{support, which};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::diagnostic::Diagnostic;
use crate::ui::diagnostic::{Excerpt, Severity, render};
use crate::ui::lists::count;
use crate::workspace::Loaded;

/// Find problems in the files
///
/// Silent, with exit code 0, where there are none. Nothing is written.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Whose pairs; all without one
    pairs: Vec<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    format: CheckFormat,
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Runs `check`.
pub(super) fn run(context: &Context, args: &CheckArgs) -> Result<Exit, CommandError> {
    let folders = which::pairs(context, &args.pairs)?;
    let (pairs, all) = support::load_each(context, &folders)?;
    let number: usize = pairs.iter().map(|loaded| loaded.diagnostics.len()).sum();
    match args.format {
        CheckFormat::Json => context.ui.out_json(&as_json(&pairs)),
        CheckFormat::Text => {
            for loaded in &pairs {
                let prefix = if folders.len() > 1 { format!("{}/", loaded.folder.slug) } else { String::new() };
                for diagnostic in &loaded.diagnostics {
                    context.ui.out(&excerpt(context, loaded, diagnostic, &prefix));
                }
            }
            if number > 0 {
                context.ui.say(&format!("{} found", count(number, "problem")));
            }
        }
    }
    Ok(if number > 0 || !all { Exit::Found } else { Exit::Done })
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
        severity: Severity::Warning,
        message: diagnostic.message.clone(),
        remedy: Some(diagnostic.remedy.clone()),
    };
    let settings = context.ui.settings();
    render(&excerpt, context.ui.palette(), settings.width, settings.unicode)
}

fn as_json(pairs: &[Loaded]) -> String {
    let pair = |loaded: &Loaded| {
        let diagnostics: Vec<serde_json::Value> = loaded
            .diagnostics
            .iter()
            .map(|d| {
                json!({
                    "code": d.code.name(), "path": d.path, "line": d.line, "column": d.column,
                    "message": d.message, "remedy": d.remedy, "text": loaded.line(&d.path, d.line),
                })
            })
            .collect();
        json!({"slug": loaded.folder.slug, "diagnostics": diagnostics})
    };
    let value = json!({"schema": "oneonone.check/1", "pairs": pairs.iter().map(pair).collect::<Vec<_>>()});
    serde_json::to_string_pretty(&value).unwrap_or_default()
}
