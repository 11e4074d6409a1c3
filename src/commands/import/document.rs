//! A document of many meetings.

use std::collections::HashSet;
use std::path::Path;

use super::ImportArgs;
use super::table::{self, Row, State};
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::commands::support::{self, WriteArgs};
use crate::context::Context;
use crate::format::edit::{set_key, yaml_string};
use crate::format::entry;
use crate::format::source::Source;
use crate::git::{BlobId, FileCommit, PairRepository};
use crate::import::document::QuestionKind;
use crate::import::entries::{Made, Place, There, aside_path, imported_from, make, place};
use crate::import::{Document, Options, Question};
use crate::merge::{FileKind, merge};
use crate::store::files;
use crate::ui::escape::visible;
use crate::ui::lists::count;
use crate::workspace::{FileChange, Loaded, PairFolder, Plan};

/// How many remarks are shown where something was written.
const REMARKS_SHOWN: usize = 8;

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
        let (plan, rows) = plan(context, loaded, &document, &name)?;
        Ok((plan, (document, rows)))
    };
    if args.write.dry_run {
        let loaded = Loaded::new(folder, context.today)?;
        let (plan, (document, rows)) = read(&loaded)?;
        context.ui.out(&table::table(&args.file, &document, &rows));
        for remark in &document.remarks {
            context.ui.out(&table::excerpt(context, &args.file, &document, remark));
        }
        let would = if plan.is_empty() { "nothing would be written" } else { "nothing was written (--dry-run)" };
        context.ui.status(would);
        return Ok(Exit::Done);
    }
    let (is_written, (document, rows)) = support::write(context, folder, WriteArgs::default(), read)?;
    for remark in document.remarks.iter().take(REMARKS_SHOWN) {
        context.ui.say(table::excerpt(context, &args.file, &document, remark).trim_end());
    }
    if document.remarks.len() > REMARKS_SHOWN {
        context.ui.say(&format!("and {} more; `--dry-run` shows all", document.remarks.len() - REMARKS_SHOWN));
    }
    for row in &rows {
        if let State::Taken(path) = &row.state {
            let lines = table::lines(row.lines);
            context.ui.warn(&format!(
                "`{path}` was not imported and stays as it is; {lines} of `{}` is left out",
                visible(&args.file)
            ));
        }
    }
    context.ui.status(&if is_written {
        saved(&rows)
    } else {
        format!("nothing in it is new: {}", table::summary(&rows))
    });
    Ok(Exit::Done)
}

/// `saved: 52 new meetings, 2 with more in them; 43 held, 9 cancelled`.
fn saved(rows: &[Row]) -> String {
    let number = |state: &State| rows.iter().filter(|row| row.state == *state).count();
    let mut parts = Vec::new();
    if number(&State::New) > 0 {
        parts.push(count(number(&State::New), "new meeting"));
    }
    if number(&State::Grown) > 0 {
        parts.push(format!("more in {}", count(number(&State::Grown), "meeting")));
    }
    if parts.is_empty() {
        parts.push("what belongs to no meeting".to_owned());
    }
    format!("saved: {}; in all {}", parts.join(", "), table::summary(rows))
}

/// The name of the document as the entries bear it.
fn source_name(file: &str) -> String {
    let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    name.filter(|_| file != "-").unwrap_or_else(|| "document".to_owned())
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
) -> Result<(Plan, Vec<Row>), CommandError> {
    let made = make(document, name);
    let places = place(&made, &there(loaded), name);
    let versions = Versions::new(&loaded.folder)?;
    let mut plan = Plan::new("import");
    let mut rows = Vec::with_capacity(made.len());
    for (made, place) in made.into_iter().zip(places) {
        let mut row = row(context, loaded, &made);
        row.state = match place {
            Place::New(file) => {
                plan.put(loaded, &format!("entries/{file}"), made.bytes);
                State::New
            }
            Place::Taken(file) => State::Taken(format!("entries/{file}")),
            Place::Known(file) => {
                let path = format!("entries/{file}");
                let ours = loaded.bytes(&path).unwrap_or_default();
                match imported_from(ours) {
                    Some(from) => match versions.grown(&path, ours, &under_name(&made.bytes, &from)?)? {
                        Some(bytes) => {
                            plan.put(loaded, &path, bytes);
                            State::Grown
                        }
                        None => State::Known,
                    },
                    None => State::Known,
                }
            }
        };
        rows.push(row);
    }
    keep_asides(loaded, document, name, &versions, &mut plan)?;
    let (first, last) = (rows.iter().map(|row| row.date).min(), rows.iter().map(|row| row.date).max());
    let entries = plan.changes.iter().filter(|change| change.path.starts_with("entries/")).count();
    plan.about = first.zip(last).map(|(first, last)| format!("{}, {first} to {last}", count(entries, "entry")));
    Ok((plan, rows))
}

/// What was made, under the name that the document had when its meeting was imported first.
fn under_name(made: &[u8], from: &str) -> Result<Vec<u8>, CommandError> {
    if imported_from(made).is_some_and(|now| now == from) {
        return Ok(made.to_vec());
    }
    Ok(set_key(made, "imported", &yaml_string(from))?)
}

fn there(loaded: &Loaded) -> Vec<There<'_>> {
    let entries = loaded.history.meetings.iter().map(|meeting| &meeting.entry).chain(&loaded.history.undated);
    let bytes = |path: &str| loaded.files.get(path).map_or(&[][..], Vec::as_slice);
    entries.map(|entry| There { name: &entry.name, bytes: bytes(&entry.path()) }).collect()
}

fn row(context: &Context, loaded: &Loaded, made: &Made) -> Row {
    let read = entry::read(&format!("{}.md", made.date), &made.bytes, &loaded.vocabulary).entry;
    let is_human = read.prose || read.score.is_some() || !read.mentions.is_empty();
    Row {
        date: made.date,
        lines: made.lines,
        outcome: crate::model::entry::outcome(&read, made.date, is_human, context.today),
        items: read.mentions.len(),
        look_alikes: read.look_alikes.len(),
        state: State::New,
    }
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

/// The versions that git has of what was imported before.
struct Versions {
    repository: PairRepository,
    entries: std::collections::BTreeMap<String, Vec<FileCommit>>,
    asides: std::collections::BTreeMap<String, Vec<FileCommit>>,
}

impl Versions {
    fn new(folder: &PairFolder) -> Result<Self, CommandError> {
        let repository = PairRepository::open(&folder.root)?;
        let (entries, asides) = (repository.commits_touching("entries")?, repository.commits_touching("imported")?);
        Ok(Self { repository, entries, asides })
    }

    /// A file with what a longer version of the document adds to it; none where nothing is new. What was done to the file
    /// since it was imported stays.
    fn grown(&self, path: &str, ours: &[u8], theirs: &[u8]) -> Result<Option<Vec<u8>>, CommandError> {
        if ours == theirs {
            return Ok(None);
        }
        let commits = self.entries.get(path).or_else(|| self.asides.get(path)).map(Vec::as_slice).unwrap_or_default();
        // Since the file was made the last time.
        let made = commits.iter().rposition(|commit| commit.blob.is_none()).map_or(0, |removed| removed + 1);
        let blobs: Vec<BlobId> = commits[made..].iter().filter_map(|commit| commit.blob).collect();
        if blobs.contains(&BlobId::of(theirs)) {
            return Ok(None);
        }
        let mut base = match blobs.first() {
            Some(blob) => Some(self.repository.blob(*blob)?),
            None => None,
        };
        for blob in blobs.iter().rev() {
            let version = self.repository.blob(*blob)?;
            if is_within(&version, theirs) {
                base = Some(version);
                break;
            }
        }
        let merged = merge(FileKind::Entry, base.as_deref(), Some(ours), Some(theirs));
        Ok(merged.filter(|merged| merged != ours))
    }
}

/// Whether every line of a version's body is in another's.
fn is_within(version: &[u8], other: &[u8]) -> bool {
    let (version, other) = (Source::new(version), Source::new(other));
    let lines: HashSet<&str> = other.body_lines().iter().map(|line| other.text[line.content.clone()].trim()).collect();
    version.body_lines().iter().all(|line| lines.contains(version.text[line.content.clone()].trim()))
}
