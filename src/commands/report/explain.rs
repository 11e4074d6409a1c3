//! `oneonone report --explain`

use chrono::NaiveDate;

use super::{look, show};
use crate::command_error::CommandError;
use crate::commands::{Exit, support};
use crate::context::Context;
use crate::explain::names::{self, FIGURES, Meant, SIGNALS};
use crate::explain::value::{Explanations, PairExplanation, SCHEMA};
use crate::explain::{Explainer, Sources};
use crate::metrics::scope::Scope;
use crate::metrics::signals::Thresholds;
use crate::render::{self, Format};
use crate::report::build::Figures;
use crate::ui::suggest::{closest, did_you_mean};
use crate::workspace::authorship;
use crate::workspace::{Loaded, PairFolder};

/// The figure that a word names; none where nothing is said, and the names are asked for.
pub(super) fn figure(word: &str) -> Result<Option<&'static str>, CommandError> {
    if word.trim().is_empty() {
        return Ok(None);
    }
    match names::find(word) {
        Meant::Figure(name) => Ok(Some(name)),
        Meant::OneOf(names) => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            Err(CommandError::usage(format!("several figures are called `{word}`"))
                .hint(format!("say which: {}", names.join(", "))))
        }
        Meant::Unknown => {
            let error = CommandError::usage(format!("no figure or signal is called `{word}`"));
            let near = closest(word, names::all());
            let error = match did_you_mean(&near) {
                Some(question) => error.hint(question),
                None => error,
            };
            Err(error.hint("`oneonone report --explain` lists the names; a pair is named before it: `oneonone report PAIR --explain FIGURE`"))
        }
    }
}

/// Lists the names of the figures and signals.
pub(super) fn list(context: &Context, format: Format) -> Result<Exit, CommandError> {
    let text = render::names(&[FIGURES, SIGNALS].concat(), format, &look(context)).ok_or_else(no_such_format)?;
    show(context, &text, format);
    Ok(Exit::Done)
}

/// Explains a figure of each pair.
pub(super) fn run(
    context: &Context,
    folders: &[PairFolder],
    figure: &str,
    (since, today): (Option<NaiveDate>, NaiveDate),
    format: Format,
) -> Result<Exit, CommandError> {
    let (mut loaded, all) = support::load_each_on(context, folders, today)?;
    loaded.iter_mut().for_each(|loaded| authorship::add(loaded, context.config.thresholds.writing_meetings));
    let problems = loaded.iter().map(|loaded| loaded.diagnostics.len()).sum();
    let thresholds = &context.config.thresholds;
    let pairs = loaded.iter().filter_map(|loaded| explained(loaded, figure, since, thresholds)).collect();
    let explanations = Explanations { schema: SCHEMA, today, since, pairs };
    let text = render::explanations(&explanations, format, &look(context)).ok_or_else(no_such_format)?;
    show(context, &text, format);
    support::tell_problems(context, problems);
    Ok(if all { Exit::Done } else { Exit::Found })
}

fn explained(
    loaded: &Loaded,
    figure: &str,
    since: Option<NaiveDate>,
    thresholds: &Thresholds,
) -> Option<PairExplanation> {
    let history = &loaded.history;
    let figures = Figures::new(Scope { history, since });
    let sources = Sources { files: &loaded.files, vocabulary: &loaded.vocabulary, history };
    Some(PairExplanation {
        slug: loaded.folder.slug.clone(),
        direct_report: history.pair.direct_report.name.clone(),
        explanation: Explainer { sources, figures: &figures, thresholds }.explain(figure)?,
    })
}

fn no_such_format() -> CommandError {
    CommandError::usage("an explanation is written as `text` or `json`")
}
