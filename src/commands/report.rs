//! `oneonone report`

mod explain;

use chrono::NaiveDate;
use clap::Args;

use super::Exit;
use super::fresh;
use super::support;
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::diagnostic::Code;
use crate::render::{Format, Look, Shape, render};
use crate::report::before;
use crate::report::build::pair_report;
use crate::report::value::{Before, Report, SCHEMA};
use crate::ui::pager;
use crate::workspace::authorship;
use crate::workspace::memo::{Memo, Page};
use crate::workspace::{Loaded, PairFolder};

/// Tell the truth about one pair, or about all of them
///
/// Without a name one line a person, the worst first; with one the page: did the meetings happen, what is still open, how
/// engaged is this person and which way is it going. What every figure means stands in docs/metrics.md; `--explain` shows what
/// one is made of, line by line.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Whose pairs; without one all, or the one whose folder you are in
    pairs: Vec<String>,
    /// Leave out what lies before that day, and compare with the equally long period before; open items stay
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Report as of that day: what is dated later is left out
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Show what this figure or signal is made of: `--explain adherence`; without a name, the names
    #[arg(long, value_name = "FIGURE", num_args = 0..=1, default_missing_value = "")]
    explain: Option<String>,
    /// text, json, md, html or csv
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: String,
    /// Exit with 1 where there are problems in the files
    #[arg(long)]
    strict: bool,
}

/// Runs `report`.
pub(super) fn run(context: &Context, args: &ReportArgs) -> Result<Exit, CommandError> {
    let format: Format =
        args.format.parse().map_err(|error: crate::render::UnknownFormat| CommandError::usage(error.to_string()))?;
    let since = args.since.as_deref().map(|said| support::past_date(context, said)).transpose()?;
    let until = args.until.as_deref().map(|said| support::past_date(context, said)).transpose()?;
    let today = until.unwrap_or(context.today);
    if let Some(since) = since.filter(|since| *since > today) {
        return Err(CommandError::usage(format!("{} is after {}", support::say(since), support::say(today)))
            .hint("`--since` is the first day, `--until` the last"));
    }
    let explained = match &args.explain {
        Some(word) => match explain::figure(word)? {
            Some(figure) => Some(figure),
            None => return explain::list(context, format),
        },
        None => None,
    };
    let folders = which::pairs(context, &args.pairs)?;
    fresh::look(context, &folders);
    if let Some(figure) = explained {
        return explain::run(context, &folders, figure, (since, today), format);
    }
    let shape = if args.pairs.is_empty() && folders.len() > 1 { Shape::Team } else { Shape::Page };
    let look = look(context);
    let asked = format!(
        "{today} {} {since:?} {format:?} {shape:?} {look:?} {:?}",
        today < context.today,
        context.config.thresholds
    );
    let memo = match folders.as_slice() {
        [folder] => Memo::new(folder, &format!("{format:?}"), &format!("{} {asked}", folder.slug)),
        _ => None,
    };
    if let Some(page) = memo.as_ref().and_then(Memo::recall) {
        show(context, &page.text, format);
        support::tell_problems(context, page.problems as usize);
        return Ok(exit(args, page.problems));
    }
    let mut pairs = Vec::new();
    let mut problems = 0;
    let mut is_readable = true;
    let (loaded, all) = support::load_each_on(context, &folders, today)?;
    is_readable &= all;
    for mut loaded in loaded {
        authorship::add(&mut loaded, context.config.thresholds.writing_meetings);
        problems += loaded.diagnostics.len() as u64;
        is_readable &= loaded.diagnostics.iter().all(|told| told.code != Code::NotRead);
        let mut pair =
            pair_report(&loaded.folder.slug, &loaded.history, &loaded.diagnostics, since, &context.config.thresholds);
        pair.before = since.map(|since| period_before(&loaded.folder, since, today)).transpose()?.flatten();
        pairs.push(pair);
        // The program is about to end: to give the memory back piece by piece takes a twentieth of a report's time.
        std::mem::forget(loaded);
    }
    let report = Report { schema: SCHEMA, today, since, pairs };
    let text = render(&report, format, &look, shape);
    show(context, &text, format);
    support::tell_problems(context, problems as usize);
    // What could not be read now can perhaps be read the next time.
    if let Some(memo) = memo.filter(|_| is_readable) {
        memo.keep(&Page { problems, text });
    }
    Ok(if all { exit(args, problems) } else { Exit::Found })
}

/// The figures of the equally long period before, from the files as of its last day.
fn period_before(folder: &PairFolder, since: NaiveDate, today: NaiveDate) -> Result<Option<Before>, CommandError> {
    let Some((from, until)) = before::days(since, today) else { return Ok(None) };
    let loaded = Loaded::as_of(folder, until)?;
    Ok(Some(before::before(&loaded.history, from)))
}

fn exit(args: &ReportArgs, problems: u64) -> Exit {
    if args.strict && problems > 0 { Exit::Found } else { Exit::Done }
}

fn look(context: &Context) -> Look {
    let settings = context.ui.settings();
    Look { colour: settings.stdout_color, unicode: settings.unicode, width: settings.width.min(100) }
}

/// Prints a report; a long page goes to the pager.
pub(super) fn print(context: &Context, report: &Report, format: Format, shape: Shape) {
    show(context, &render(report, format, &look(context), shape), format);
}

fn show(context: &Context, text: &str, format: Format) {
    match format {
        Format::Json => context.ui.out_json(text),
        Format::Text => {
            let [git_pager, user_pager] = &context.pagers;
            let command = pager::command(git_pager.as_deref(), user_pager.as_deref());
            pager::print(&context.ui, command.as_deref(), text);
        }
        _ => context.ui.out(text),
    }
}
