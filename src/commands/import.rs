//! `oneonone import`

mod answer;
mod batch;
mod document;
mod folder;
mod github;
mod offered;
mod rows;
mod table;
mod versions;

use std::io::Read;
use std::path::Path;

use clap::{Args, ValueEnum};

use super::Exit;
use super::support::WriteArgs;
use super::which;
use crate::agenda::mail;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::import::date::DayOrder;
use crate::import::folder::has_day;
use crate::import::{Document, Options, PieceKind};
use crate::model::section::{SectionNames, normalise_heading};
use crate::store::files;

/// Take in past meetings from files, or an answer by mail
///
/// A document of many dated meetings becomes one entry for each; importing a longer version of it adds what is new
/// (docs/import.md). Look at `--dry-run` first: it shows what was found, and what was not understood.
///
/// Of a folder each file is a meeting, on the day in its name, its folders (`2019/02/11.md`) or its text. What is of another
/// kind by its frontmatter (`context: standup`) or its name is left out.
///
/// An answer to what `prep --mail` printed goes into the entry that it is about: what was written under each heading, ticked
/// lines, and a number under engagement. What the mail itself said is left out, and what finds no place is told.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Whose pair
    pair: String,
    /// The document, folder, list of issues (.json), table (.csv) or answer; `-` reads standard input
    file: String,
    /// The year of the first date that has none and nothing above to carry one from
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1990..=2100))]
    year: Option<i32>,
    /// How dates such as 3/4/2024 are to be read
    #[arg(long, value_enum, value_name = "ORDER")]
    dates: Option<DateOrder>,
    /// What the columns of a table are; without it a mapping to begin with is printed
    #[arg(long, value_name = "FILE")]
    map: Option<String>,
    /// Take every line that looks like an action item of one of the two as one (`AI: Bob to …`)
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// What stands first in dates of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DateOrder {
    /// 12/31/2024
    MonthFirst,
    /// 31/12/2024
    DayFirst,
}

impl DateOrder {
    fn order(self) -> DayOrder {
        match self {
            Self::MonthFirst => DayOrder::MonthFirst,
            Self::DayFirst => DayOrder::DayFirst,
        }
    }
}

/// Runs `import`.
pub(super) fn run(context: &Context, args: &ImportArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, Some(&args.pair))?;
    let order = args.dates.map(DateOrder::order);
    let options = Options { year: args.year, order };
    let path = context.current.join(&args.file);
    if args.file != "-" && path.is_dir() {
        return self::folder::run(context, &folder, args, &path, &options);
    }
    let bytes = read(context, &args.file)?;
    let lower = args.file.to_lowercase();
    if lower.ends_with(".csv") || lower.ends_with(".tsv") {
        return self::rows::run(context, &folder, args, &bytes);
    }
    if args.map.is_some() {
        return Err(CommandError::usage("`--map` is for tables").hint("name a file that ends with .csv or .tsv"));
    }
    if lower.ends_with(".json") {
        return self::github::run(context, &folder, args, &bytes, options.order);
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let is_answer = text.lines().any(|line| mail::named_entry(line.trim_start_matches(['>', ' '])).is_some());
    if !is_answer && is_document(&bytes, &options) {
        return document::run(context, &folder, args, &bytes, &options);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !is_answer && args.file != "-" && has_day(&name) {
        return self::folder::run(context, &folder, args, &path, &options);
    }
    if args.year.is_some() || args.dates.is_some() {
        let message = format!("no heading with a date was found in `{}`", args.file);
        return Err(CommandError::data(message).hint("meetings begin with a heading such as `## 2024-01-31`"));
    }
    if !is_answer && is_markdown(&args.file) && !has_section(text) {
        let message = format!("`{}` has no day, and no heading of an agenda", args.file);
        return Err(CommandError::data(message).hint(
            "meetings begin with a heading such as `## 2024-01-31`, or a day in the file's name in a folder; an answer to \
             `prep --mail` has its headings; what is only a note goes in with `oneonone note PAIR - <FILE`",
        ));
    }
    answer::run(context, &folder, args, text)
}

fn is_markdown(file: &str) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "md" | "markdown"))
}

/// Whether a line is the heading of a section, as an answer has them.
fn has_section(text: &str) -> bool {
    let names = SectionNames::default();
    let said = |line: &str| normalise_heading(line.trim_start_matches(['>', ' ', '#']).trim_end_matches([':', ' ']));
    text.lines().any(|line| names.lookup_normalised(&said(line)).is_some())
}

fn read(context: &Context, file: &str) -> Result<Vec<u8>, CommandError> {
    if file != "-" {
        return Ok(files::read_regular(&context.current.join(file))?);
    }
    let mut bytes = Vec::new();
    let failed = |error| CommandError::data(format!("standard input cannot be read: {error}"));
    std::io::stdin().lock().take(files::LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > files::LARGEST_FILE {
        return Err(CommandError::data("standard input has more than 10 MB"));
    }
    Ok(bytes)
}

/// Whether there are dates that begin meetings, or should.
fn is_document(bytes: &[u8], options: &Options) -> bool {
    match Document::read(bytes, &SectionNames::default(), options) {
        Ok(document) => {
            document.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Meeting(_) | PieceKind::Undated))
        }
        Err(_) => true,
    }
}

/// The name of the document as the entries bear it.
fn source_name(file: &str) -> String {
    let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    name.filter(|_| file != "-").unwrap_or_else(|| "document".to_owned())
}
