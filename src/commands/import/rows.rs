//! A table with one meeting a row.

use super::batch;
use super::{DateOrder, ImportArgs, source_name};
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::context::Context;
use crate::import::mapping::{Mapping, suggested};
use crate::import::rows::{RowRemark, Rows, RowsError};
use crate::store::files;
use crate::ui::escape::visible;
use crate::workspace::PairFolder;

/// How many remarks are shown where something was written.
const REMARKS_SHOWN: usize = 12;

/// Takes a table in, or shows what would come of it; without a mapping prints one to begin with.
pub(super) fn run(
    context: &Context,
    folder: &PairFolder,
    args: &ImportArgs,
    bytes: &[u8],
) -> Result<Exit, CommandError> {
    let Some(map) = &args.map else {
        context.ui.out(suggested(bytes).trim_end());
        let error = CommandError::usage(format!("what are the columns of `{}`?", args.file));
        return Err(error.hint("save what is printed here as `map.yaml`, put it right, and say `--map map.yaml`"));
    };
    let mapping = read_mapping(context, map)?;
    let order = args.dates.map(DateOrder::order);
    let rows =
        Rows::read(bytes, &mapping, order, &source_name(&args.file)).map_err(|error| refused(&error, args, map))?;
    let told =
        |remark: &RowRemark| format!("{}:{}:{}: {}", args.file, remark.line, remark.column, visible(&remark.message));
    let shown = if args.write.dry_run { usize::MAX } else { REMARKS_SHOWN };
    let mut told: Vec<String> = rows.remarks.iter().take(shown).map(told).collect();
    if rows.remarks.len() > shown {
        told.push(format!("and {} more; `--dry-run` shows all", rows.remarks.len() - shown));
    }
    batch::run(context, folder, args, &rows.made, ("line", &|made| format!("line {}", made.lines.0)), &told)
}

fn read_mapping(context: &Context, map: &str) -> Result<Mapping, CommandError> {
    let bytes = files::read_regular(&context.current.join(map))?;
    // As YAML first: that refuses a key that stands twice.
    serde_yaml::from_slice::<serde_yaml::Value>(&bytes).and_then(|_| serde_yaml::from_slice(&bytes)).map_err(|error| {
        let place = error.location().map(|at| format!(":{}:{}", at.line(), at.column())).unwrap_or_default();
        let text = error.to_string();
        let said = text.split(" at line ").next().unwrap_or_default().to_owned();
        CommandError::data(format!("{map}{place}: the mapping cannot be read: {}", visible(&said)))
            .hint("without `--map` a mapping to begin with is printed")
    })
}

fn refused(error: &RowsError, args: &ImportArgs, map: &str) -> CommandError {
    let (place, hint) = match error {
        RowsError::NoColumn { .. } => (map.to_owned(), "the names are those of the first row"),
        RowsError::NoSection(_) => (
            map.to_owned(),
            "look back, look forward, performance, milestones, blockers, topics, growth, feedback, decisions, actions",
        ),
        RowsError::NoDate => (map.to_owned(), "`date: NAME` names the column"),
        RowsError::Order(_) => (map.to_owned(), "leave it out where every day has one reading"),
        RowsError::OpenQuote { line } => {
            (format!("{}:{line}", args.file), "close it, or write it twice inside of quotes")
        }
        RowsError::WhichOrder { line, .. } => {
            (format!("{}:{line}", args.file), "say which: `dates: day-first` in the mapping, or `--dates day-first`")
        }
    };
    CommandError::data(format!("{place}: {}", visible(&error.to_string()))).hint(hint)
}
