//! A list of issues.

use super::ImportArgs;
use super::batch;
use super::source_name;
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::context::Context;
use crate::import::date::DayOrder;
use crate::import::github::{Issues, IssuesError};
use crate::ui::escape::visible;
use crate::workspace::PairFolder;

/// Takes issues in, or shows what would come of it.
pub(super) fn run(
    context: &Context,
    folder: &PairFolder,
    args: &ImportArgs,
    bytes: &[u8],
    order: Option<DayOrder>,
) -> Result<Exit, CommandError> {
    let refused = |error: IssuesError| {
        let place = match &error {
            IssuesError::Json { line, column, .. } => format!("{}:{line}:{column}", args.file),
            IssuesError::NoList | IssuesError::WhichOrder { .. } => args.file.clone(),
        };
        if matches!(error, IssuesError::WhichOrder { .. }) {
            return CommandError::usage(visible(&format!("{place}: {error}")).into_owned())
                .hint("say which: `--dates day-first` or `--dates month-first`");
        }
        let hint =
            "`gh issue list --state all --json number,title,body,comments,createdAt,closedAt` prints what is read here";
        CommandError::data(format!("{place}: {error}")).hint(hint)
    };
    let issues = Issues::read(bytes, &source_name(&args.file), order).map_err(refused)?;
    let left_out: Vec<String> = issues
        .left_out
        .iter()
        .map(|(index, why)| format!("left out, number {index} of the list: {}", visible(why)))
        .collect();
    let of_issue = |made: &crate::import::entries::Made| {
        made.source.split(" of ").next().map(|issue| visible(issue).into_owned()).unwrap_or_default()
    };
    batch::run(context, folder, args, &issues.made, ("issue", &of_issue), &left_out)
}
