//! `oneonone demo`

use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::report::print;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::demo;
use crate::render::{Format, Shape};
use crate::report::build::pair_report;
use crate::report::value::{Report, SCHEMA};
use crate::workspace::authorship;
use crate::workspace::{Home, Loaded};

/// Make an example team and show the report on it
///
/// Eight people, a year each, in real repositories: look around with `oneonone --home DIR …`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Where to make it [default: oneonone-demo in the folder for temporary files]
    dir: Option<PathBuf>,
}

/// Runs `demo`.
pub(super) fn run(context: &Context, args: &DemoArgs) -> Result<Exit, CommandError> {
    let dir = args.dir.clone().unwrap_or_else(|| context.temporary.join("oneonone-demo"));
    let dir = if dir.is_absolute() { dir } else { context.current.join(dir) };
    let home = Home { path: dir };
    if home.pairs()?.is_empty() {
        if home.path.exists() && !crate::store::files::is_empty_folder(&home.path)? {
            return Err(CommandError::data(format!("`{}` is not empty", home.path.display()))
                .hint("name a folder that is not there yet: `oneonone demo DIR`"));
        }
        context.ui.status("making eight people with a year each…");
        demo::make(&home.path, context.today)?;
    } else {
        context.ui.status(&format!("the team is in `{}` already; it is shown as it is now", home.path.display()));
    }
    let mut pairs = Vec::new();
    for folder in home.pairs()? {
        let mut loaded = Loaded::new(&folder, context.today)?;
        authorship::add(&mut loaded, context.config.thresholds.writing_meetings);
        pairs.push(pair_report(&folder.slug, &loaded.history, &loaded.diagnostics, None, &context.config.thresholds));
    }
    let report = Report { schema: SCHEMA, today: context.today, since: None, pairs };
    print(context, &report, Format::Text, Shape::Team);
    let path = home.path.display();
    let text = format!("`oneonone --home {path} report marco` is a page; `… show marco --all` the story behind it");
    super::support::tip(context, &text);
    Ok(Exit::Done)
}
