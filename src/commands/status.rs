//! `oneonone status`

use chrono::NaiveDate;
use clap::Args;

use super::Exit;
use super::due::is_prepared;
use super::fresh;
use super::support::{self, say};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::model::phrase;
use crate::report::build::pair_report;
use crate::report::value::PairReport;
use crate::ui::lists::list;
use crate::ui::width::{fit, width};
use crate::workspace::Loaded;
use crate::workspace::authorship;
use crate::workspace::write::changed_by_hand;

/// What is next, what is open, what to confirm
#[derive(Debug, Default, Args)]
pub struct StatusArgs {
    /// Whose pairs; all without one
    pairs: Vec<String>,
    /// Exit with 1 where there are problems in the files
    #[arg(long)]
    strict: bool,
}

struct Row {
    report: PairReport,
    next: Option<NaiveDate>,
    prepared: bool,
    by_hand: Vec<String>,
}

/// Runs `status`.
pub(super) fn run(context: &Context, args: &StatusArgs) -> Result<Exit, CommandError> {
    let folders = which::pairs(context, &args.pairs)?;
    fresh::look(context, &folders);
    let mut rows = Vec::new();
    let (mut pairs, all) = support::load_each(context, &folders)?;
    for loaded in &mut pairs {
        authorship::add(loaded, context.config.thresholds.writing_meetings);
        rows.push(row(context, loaded));
    }
    rows.sort_by_key(|row| (row.next.is_none(), row.next, row.report.slug.clone()));
    context.ui.out(&context.ui.palette().heading(&say(context.today)));
    let name_columns = rows.iter().map(|row| width(&row.report.direct_report)).max().unwrap_or(0).min(24);
    for row in &rows {
        context.ui.out(&line(context, row, name_columns));
    }
    let mut extra = Vec::new();
    for row in &rows {
        extra.extend(row.report.to_confirm.iter().map(|entry| {
            format!("to confirm: {}, {}: held, moved, cancelled, not held?", row.report.direct_report, say(entry.date))
        }));
        if !row.by_hand.is_empty() {
            extra.push(format!(
                "changed by hand in {}: {}; `oneonone save` commits it",
                row.report.slug,
                list(&row.by_hand)
            ));
        }
    }
    if !extra.is_empty() {
        context.ui.out("\n");
        extra.iter().for_each(|text| context.ui.out(text));
    }
    let problems: usize = rows.iter().map(|row| row.report.diagnostics.len()).sum();
    support::tell_problems(context, problems);
    Ok(if !all || (args.strict && problems > 0) { Exit::Found } else { Exit::Done })
}

fn row(context: &Context, loaded: &Loaded) -> Row {
    let folder = &loaded.folder;
    let mut report = pair_report(&folder.slug, &loaded.history, &loaded.diagnostics, None, &context.config.thresholds);
    // To the direct report, the other person is the manager.
    let other = folder.other_name().unwrap_or_default();
    report.direct_report = if other.is_empty() { folder.slug.clone() } else { other };
    // A pair whose repository cannot be read has a status all the same.
    let by_hand = changed_by_hand(folder).unwrap_or_default().into_iter().map(|change| change.path).collect();
    Row { next: support::next_due(loaded), report, prepared: is_prepared(loaded), by_hand }
}

fn line(context: &Context, row: &Row, name_columns: usize) -> String {
    let palette = context.ui.palette();
    let report = &row.report;
    let unicode = context.ui.settings().unicode;
    let name = fit(&report.direct_report, name_columns, unicode);
    let items = &report.action_items;
    let overdue = if items.overdue > 0 { palette.bad(&format!(", {} overdue", items.overdue)) } else { String::new() };
    let open = format!("{} open{overdue}", items.open);
    format!("  {name}  {}  {open}", next(context, row.next, report, row.prepared))
}

fn next(context: &Context, due: Option<NaiveDate>, report: &PairReport, prepared: bool) -> String {
    let palette = context.ui.palette();
    let Some(due) = due else {
        let text = if report.ended.is_some() { "ended" } else { "no meeting to come" };
        return palette.dim(&fit(text, 40, false));
    };
    let state = if prepared { "prepared" } else { "not prepared" };
    let text = fit(&format!("{}, {}", say(due), phrase::relative(due, context.today)), 30, false);
    let text = if due <= context.today { palette.warn(&text) } else { text };
    let state = fit(state, 12, false);
    format!("{text}  {}", if prepared { palette.good(&state) } else { palette.dim(&state) })
}
