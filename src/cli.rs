//! The command line: the tree of verbs and the options that all of them share. Nothing else knows clap but the verbs' own
//! arguments.

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, ValueEnum};

use crate::commands::Command;
use crate::ui::ColorChoice;

/// The verbs of every week, in the order in which a week needs them.
const EVERY_WEEK: [&str; 8] = ["init", "prep", "note", "close", "report", "status", "sync", "undo"];

/// One-on-one meetings in plain text: prepare, hold, follow up, tell the truth
///
/// Every pair of manager and direct report shares one git repository of dated Markdown files, one a meeting. Without a
/// verb, `oneonone` shows what is next.
#[derive(Debug, Parser)]
#[command(name = "oneonone", version, long_about = None, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do; without it, `status`.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of every verb.
    #[command(flatten)]
    pub global: GlobalArgs,
}

/// Options of every verb.
#[derive(Debug, Clone, Args)]
pub struct GlobalArgs {
    /// Where the pairs are [default: ~/oneonones]
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Take this day for today
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
    /// Print in colour: auto, always or never
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", hide_default_value = true, hide_possible_values = true)]
    pub color: Color,
    /// Say nothing but results, warnings and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Never ask; take the default, or fail
    #[arg(long, global = true)]
    pub no_input: bool,
}

/// When to print colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the output is a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<Color> for ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// Reads the arguments of the program; a wrong one is clap's error, which knows how to print itself.
pub fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Cli, clap::Error> {
    // How the help looks is worked out only where it is shown, which is where the plain tree fails.
    let arguments: Vec<std::ffi::OsString> = arguments.into_iter().collect();
    let matches = match Cli::command().try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) if error.kind() == clap::error::ErrorKind::DisplayVersion => return Err(error),
        Err(_) => command().color(colour(&arguments)).try_get_matches_from(&arguments)?,
    };
    Cli::from_arg_matches(&matches)
}

/// What `--color` says, where the arguments as a whole cannot be read.
fn colour(arguments: &[std::ffi::OsString]) -> clap::ColorChoice {
    let said = |word: &str| match word {
        "never" => Some(clap::ColorChoice::Never),
        "always" => Some(clap::ColorChoice::Always),
        _ => None,
    };
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--").collect();
    let behind = words.windows(2).filter(|pair| pair[0] == "--color").find_map(|pair| said(pair[1]));
    let joined = || words.iter().find_map(|word| said(word.strip_prefix("--color=")?));
    behind.or_else(joined).unwrap_or(clap::ColorChoice::Auto)
}

/// The tree of verbs, the help of which shows those of every week first and the rest under "More".
pub fn command() -> clap::Command {
    let mut command = Cli::command();
    let more: Vec<String> = command
        .get_subcommands()
        .filter(|verb| !verb.is_hide_set())
        .filter(|verb| !EVERY_WEEK.contains(&verb.get_name()))
        .map(|verb| {
            format!("  {:<11} {}", verb.get_name(), verb.get_about().map(ToString::to_string).unwrap_or_default())
        })
        .collect();
    let rest: Vec<String> = command
        .get_subcommands()
        .filter(|verb| !verb.is_hide_set())
        .map(|verb| verb.get_name().to_owned())
        .filter(|name| !EVERY_WEEK.contains(&name.as_str()))
        .collect();
    for name in rest {
        command = command.mut_subcommand(name, |verb| verb.hide(true));
    }
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\nEvery week:\n{{subcommands}}\n\nMore:\n{}\n\nOptions:\n{{options}}\n\n\
         Without a verb: what is next. `oneonone VERB --help` tells more about a verb.\n",
        more.join("\n")
    ))
}
