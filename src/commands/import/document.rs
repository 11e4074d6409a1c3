//! A document of many meetings.

use super::ImportArgs;
use super::batch::{self, Found};
use super::offered;
use super::source_name;
use super::table;
use super::versions::Versions;
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::commands::support::{self, WriteArgs};
use crate::context::Context;
use crate::import::document::QuestionKind;
use crate::import::entries::{aside_path, make};
use crate::import::{Document, Options, Question};
use crate::store::files;
use crate::workspace::{FileChange, Loaded, PairFolder, Plan};

/// How many remarks are shown where something was written.
pub(super) const REMARKS_SHOWN: usize = 8;

/// Takes a document in, or shows what would come of it.
pub(super) fn run(
    context: &Context,
    folder: &PairFolder,
    args: &ImportArgs,
    bytes: &[u8],
    options: &Options,
) -> Result<Exit, CommandError> {
    let name = source_name(&args.file);
    let read = |loaded: &Loaded| {
        let document =
            Document::read(bytes, loaded.vocabulary.sections(), options).map_err(|q| asked(&q, &args.file))?;
        let (plan, found) = plan(context, loaded, &document, &name)?;
        Ok((plan, (document, found)))
    };
    if args.write.dry_run {
        let loaded = Loaded::new(folder, context.today)?;
        let (plan, (document, found)) = read(&loaded)?;
        context.ui.out(&table::table(&args.file, Some(document.direction), "in the document", &found.rows));
        found.tell_orphans(context, &args.file);
        for remark in &document.remarks {
            context.ui.out(&table::excerpt(context, &args.file, &document.source, remark));
        }
        offered::preview(context, &loaded, &plan);
        let would = if plan.is_empty() { "nothing would be written" } else { "nothing was written (--dry-run)" };
        context.ui.status(would);
        return Ok(Exit::Done);
    }
    let (is_written, (document, found)) = support::write(context, folder, WriteArgs::default(), read)?;
    for remark in document.remarks.iter().take(REMARKS_SHOWN) {
        context.ui.say(table::excerpt(context, &args.file, &document.source, remark).trim_end());
    }
    if document.remarks.len() > REMARKS_SHOWN {
        context.ui.say(&format!("and {} more; `--dry-run` shows all", document.remarks.len() - REMARKS_SHOWN));
    }
    batch::tell(context, &args.file, &found, is_written);
    if is_written {
        batch::tell_gaps(context, folder)?;
    }
    offered::offer(context, folder, args.yes)?;
    Ok(Exit::Done)
}

/// What only the user can say.
fn asked(question: &Question, file: &str) -> CommandError {
    let place = format!("{file}:{}", question.line + 1);
    match question.kind {
        QuestionKind::Year => {
            CommandError::usage(format!("{place}: `{}` has no year, and nothing above it has one", question.text))
                .hint("say which year this first date is of: `--year 2024`")
        }
        QuestionKind::Order => {
            CommandError::usage(format!("{place}: `{}` may be read day first or month first", question.text))
                .hint("say which: `--dates day-first` or `--dates month-first`")
        }
    }
}

fn plan(
    context: &Context,
    loaded: &Loaded,
    document: &Document<'_>,
    name: &str,
) -> Result<(Plan, Found), CommandError> {
    let versions = Versions::new(&loaded.folder)?;
    let (mut plan, found) =
        batch::plan(context, loaded, make(document, name), &versions, &|made| table::lines(made.lines))?;
    keep_asides(loaded, document, name, &versions, &mut plan)?;
    batch::about(&mut plan, &found.rows);
    Ok((plan, found))
}

/// Keeps what belongs to no meeting in a file of its own, which nothing reads.
fn keep_asides(
    loaded: &Loaded,
    document: &Document<'_>,
    name: &str,
    versions: &Versions,
    plan: &mut Plan,
) -> Result<(), CommandError> {
    let asides = document.asides();
    let path = aside_path(name);
    let before = files::read_if_there(&loaded.folder.root.join(&path))?;
    let after = match &before {
        Some(ours) => versions.grown(&path, ours, &asides)?,
        None => (!asides.trim_ascii().is_empty()).then_some(asides),
    };
    if let Some(after) = after {
        plan.changes.push(FileChange { path, before, after: Some(after) });
    }
    Ok(())
}
