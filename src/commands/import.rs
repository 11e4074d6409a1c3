//! `oneonone import`

mod answer;
mod document;
mod table;

use std::io::Read;

use clap::{Args, ValueEnum};

use super::Exit;
use super::support::WriteArgs;
use super::which;
use crate::agenda::mail;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::import::date::DayOrder;
use crate::import::{Document, Options, PieceKind};
use crate::model::section::SectionNames;
use crate::store::files;

/// Take in a document of past meetings, or an answer by mail
///
/// A document of many dated meetings becomes one entry for each; importing a longer version of it adds what is new
/// (docs/import.md). Look at `--dry-run` first: it shows what was found, and what was not understood.
///
/// An answer to what `prep --mail` printed goes into the entry that it is about: what was written under each heading, ticked
/// lines, and a number under engagement. What the mail itself said is left out, and what finds no place is told.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Whose pair
    pair: String,
    /// The document or the answer; `-` reads standard input
    file: String,
    /// The year of the first date that has none and nothing above to carry one from
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1990..=2100))]
    year: Option<i32>,
    /// How dates such as 3/4/2024 are to be read
    #[arg(long, value_enum, value_name = "ORDER")]
    dates: Option<DateOrder>,
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

/// Runs `import`.
pub(super) fn run(context: &Context, args: &ImportArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, Some(&args.pair))?;
    let bytes = read(context, &args.file)?;
    let order = args.dates.map(|order| match order {
        DateOrder::MonthFirst => DayOrder::MonthFirst,
        DateOrder::DayFirst => DayOrder::DayFirst,
    });
    let options = Options { year: args.year, order };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let is_answer = text.lines().any(|line| mail::named_entry(line.trim_start_matches(['>', ' '])).is_some());
    if !is_answer && is_document(&bytes, &options) {
        return document::run(context, &folder, args, &bytes, &options);
    }
    if args.year.is_some() || args.dates.is_some() {
        let message = format!("no heading with a date was found in `{}`", args.file);
        return Err(CommandError::data(message).hint("meetings begin with a heading such as `## 2024-01-31`"));
    }
    answer::run(context, &folder, args, text)
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
