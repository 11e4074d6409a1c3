//! `oneonone search`

mod json;
mod page;
mod private;

use clap::{Args, ValueEnum};

use super::Exit;
use super::fresh;
use super::support;
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::search::pair::{FoundFile, Scope};
use crate::search::{Options, Query, QueryError, pair};
use crate::ui::lists::{count, list};
use crate::ui::pager;
use crate::workspace::{Loaded, PairFolder};

/// Find words in what you have written
///
/// Finds the lines that have all words, in any order, newest meeting first: in entries, in backlog.md and in goals.md, with
/// the section of each and what became of its item. A word in lower case finds every case. Exit code 0 where something is
/// found, 1 where nothing is, as grep has it.
#[derive(Debug, Args)]
#[command(override_usage = "oneonone search [OPTIONS] WORDS... [PAIR]...")]
pub struct SearchArgs {
    /// What to look for; "several words" in quotes as they stand. Names of pairs may follow: a last word that is a pair's
    /// name to the letter is taken for that pair
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// Only this pair; every word is then looked for, whomever it names
    #[arg(long = "pair", short, value_name = "PAIR")]
    pairs: Vec<String>,
    /// Only lines that are items
    #[arg(long)]
    items: bool,
    /// Only items that are open
    #[arg(long)]
    open: bool,
    /// Only meetings on or after that day
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only meetings on or before that day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Your own private notes, too; on a terminal alone, each line marked
    #[arg(long, conflicts_with_all = ["items", "open", "format"])]
    private: bool,
    /// Show N lines around each one found
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0, hide_default_value = true)]
    context: usize,
    /// Read each word as a regular expression
    #[arg(long, short = 'E')]
    regex: bool,
    /// Take upper and lower case for the same even where a word has a capital
    #[arg(long, short)]
    ignore_case: bool,
    /// Find whole words only
    #[arg(long, short)]
    word: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = SearchFormat::Text)]
    format: SearchFormat,
}

/// How hits are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SearchFormat {
    /// For people
    Text,
    /// One line each, `path:line:column:text`, for editors
    Lines,
    /// For programs
    Json,
}

/// A file in which something was found, and whose it is.
struct Hits<'l> {
    loaded: &'l Loaded,
    file: FoundFile<'l>,
}

/// Runs `search`.
pub(super) fn run(context: &Context, args: &SearchArgs) -> Result<Exit, CommandError> {
    if args.private {
        private::may_be_shown(context)?;
    }
    let which::Sought { words, named, folders } = which::words_and_pairs(context, &args.words, &args.pairs)?;
    let options = Options { regex: args.regex, ignore_case: args.ignore_case, whole_words: args.word };
    let query = Query::new(&words, options).map_err(refused)?;
    let day = |said: &Option<String>| said.as_deref().map(|said| support::past_date(context, said)).transpose();
    let scope = Scope {
        items: args.items,
        open: args.open,
        since: day(&args.since)?,
        until: day(&args.until)?,
        context: args.context,
    };
    fresh::look(context, &folders);
    let (pairs, all) = support::load_each(context, &folders)?;
    let mut hits: Vec<Hits<'_>> = Vec::new();
    for loaded in &pairs {
        let found = pair::find(&query, &scope, &loaded.history, &loaded.vocabulary, &loaded.files);
        hits.extend(found.into_iter().map(|file| Hits { loaded, file }));
    }
    // Of one pair the files are in order already, those of one day too.
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.file.date));
    match args.format {
        SearchFormat::Json => context.ui.out_json(&json::page(&hits)),
        SearchFormat::Lines => context.ui.out(&page::lines(&hits)),
        SearchFormat::Text => {
            let text = page::page(context, &hits, folders.len() > 1, args.context > 0);
            let [git_pager, user_pager] = &context.pagers;
            let command = pager::command(git_pager.as_deref(), user_pager.as_deref());
            pager::print(&context.ui, command.as_deref(), &text);
        }
    }
    let private = if args.private {
        let slugs: Vec<String> = folders.iter().map(|folder| folder.slug.clone()).collect();
        let about_all = !named && context.pair_around().is_none();
        private::show(context, &query, &scope, (!about_all).then_some(slugs.as_slice()))?
    } else {
        0
    };
    let is_nothing = hits.is_empty() && private == 0;
    if is_nothing && args.format == SearchFormat::Text {
        say_nothing_found(context, &words, &folders, named);
    }
    Ok(if !all || is_nothing { Exit::NothingFound } else { Exit::Done })
}

fn refused(error: QueryError) -> CommandError {
    let message = error.to_string();
    match error {
        QueryError::Empty => {
            CommandError::usage(message).hint("say what to look for, such as `oneonone search budget`")
        }
        QueryError::BadRegex { why, .. } => {
            let mut result = CommandError::usage(message);
            for line in why.lines() {
                result = result.cause(line);
            }
            result.hint("leave `--regex` out to look for the text as it stands")
        }
    }
}

fn say_nothing_found(context: &Context, words: &[String], folders: &[PairFolder], named: bool) {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let slugs: Vec<&str> = folders.iter().map(|folder| folder.slug.as_str()).collect();
    let place = if named || slugs.len() < 4 { list(&slugs) } else { count(slugs.len(), "pair") };
    let on_a_line = if words.len() > 1 { " on one line" } else { "" };
    context.ui.status(&format!("nothing found for {}{on_a_line} in {place}", list(&quoted)));
    // Somebody who wrote the beginning of a name may have meant the pair.
    if let [_, .., last] = words
        && !named
        && let Ok(folder) = context.home.named(last)
    {
        support::tip(context, &format!("`--pair {}` looks for the other words there", folder.slug));
    }
}
