//! `oneonone diff`

use std::collections::HashSet;

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};

use super::Exit;
use super::changes::{Mark, Past, Told, file_lines};
use super::fresh;
use super::log::LogFormat;
use super::support::{self, say};
use super::which;
use crate::changes::{Credits, FileChanges, file_json};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::git::{BlobId, CommitId, FileStep, OutsideKind, PairRepository, state};
use crate::ui::escape::visible;
use crate::ui::lists::list;
use crate::ui::pager;
use crate::workspace::Loaded;
use crate::workspace::write::changed_by_hand;

/// Tell what is different now, by item and section
///
/// Without more, since the last meeting was closed. What was changed twice is told once, as it came out, with all who had a
/// hand in it; what was written and taken out again is not told. What is in the files and not saved yet is there, too.
/// `oneonone log` tells the same one commit after another.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Whose pair
    pair: Option<String>,
    /// What is different from the evening before that day
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// As it was in the evening of that day [default: as it is now]
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// What is different since you last asked so, here or with `log --new`, on this machine
    #[arg(long, conflicts_with_all = ["since", "until"])]
    new: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    format: LogFormat,
}

/// From where on something is different.
struct From {
    /// The state before; several commits where two people had not met yet, none where there was nothing.
    commits: Vec<CommitId>,
    /// How it is called.
    words: String,
}

/// Runs `diff`.
pub(super) fn run(context: &Context, args: &DiffArgs) -> Result<Exit, CommandError> {
    let folder = which::pair(context, args.pair.as_deref())?;
    fresh::look(context, std::slice::from_ref(&folder));
    let loaded = Loaded::new(&folder, context.today)?;
    let day = |said: &Option<String>| said.as_deref().map(|said| support::past_date(context, said)).transpose();
    let (since, until) = (day(&args.since)?, day(&args.until)?);
    if since.zip(until).is_some_and(|(since, until)| since > until) {
        return Err(
            CommandError::usage("`--since` is after `--until`").hint("`--since` is the first day, `--until` the last")
        );
    }
    let repository = PairRepository::open(&folder.root)?;
    let mut past = Past::read(&repository, &loaded)?;
    let to = match until {
        Some(until) => state_after(&past.told, until),
        None => repository.head_commit()?,
    };
    let mut from = from(context, args, &loaded, &repository, &past, since)?;
    if let Some(until) = until {
        from.words.push_str(&format!(" until {}", say(until)));
    }
    let mut steps = match to {
        Some(to) => past.walker.between(&from.commits, to)?,
        None => Vec::new(),
    };
    let unsaved = if until.is_none() { unsaved(&mut past, &loaded, &from, &mut steps)? } else { Vec::new() };
    let mut files = past.compare(&steps)?;
    files.retain(FileChanges::is_told);
    let unsaved = past.compare(&unsaved)?;
    let range = range(&past, &from.commits, to)?;
    let told: Vec<&Told> = past.told.iter().filter(|told| range.contains(&told.step.commit)).collect();
    let made = std::iter::once(unsaved.as_slice()).chain(told.iter().map(|told| told.files.as_slice()));
    let page = Page { told: &told, credits: Credits::new(made) };
    match args.format {
        LogFormat::Json => {
            let files: Vec<Value> = files.iter().map(|file| page.json(file)).collect();
            let names = |commits: &[CommitId]| commits.iter().map(CommitId::to_string).collect::<Vec<_>>();
            let to = until.and(to).map(|to| to.to_string());
            let value = json!({
                "schema": "oneonone.diff/1", "pair": folder.slug, "from": names(&from.commits), "to": to, "files": files,
            });
            context.ui.out_json(&value.to_string());
        }
        LogFormat::Text if files.is_empty() => context.ui.status(&format!("nothing is different {}", from.words)),
        LogFormat::Text => {
            let mut text = format!("{}\n", context.ui.palette().heading(&format!("{} {}", folder.slug, from.words)));
            files.iter().for_each(|file| text.push_str(&page.text(context, file)));
            let [git_pager, user_pager] = &context.pagers;
            let command = pager::command(git_pager.as_deref(), user_pager.as_deref());
            pager::print(&context.ui, command.as_deref(), &text);
        }
    }
    if let Some(head) = repository.head_commit()?.filter(|_| args.new) {
        repository.note_looked(head)?;
    }
    Ok(Exit::Done)
}

/// The state with which the one of now is compared.
fn from(
    context: &Context,
    args: &DiffArgs,
    loaded: &Loaded,
    repository: &PairRepository,
    past: &Past<'_>,
    since: Option<NaiveDate>,
) -> Result<From, CommandError> {
    if args.new {
        let looked = repository.looked()?;
        let words = if looked.is_some() { "since you last looked" } else { "since the beginning" };
        return Ok(From { commits: looked.into_iter().collect(), words: words.to_owned() });
    }
    if let Some(day) = since {
        let words = format!("since {}", support::say_relative(context, day));
        return Ok(From { commits: state_before(&past.told, day), words });
    }
    let Some((_, meeting)) = loaded.history.held().last() else {
        return Ok(From { commits: Vec::new(), words: "since the beginning".to_owned() });
    };
    let path = meeting.entry.path();
    let words = format!("since the meeting of {}", support::say_relative(context, meeting.date));
    let closes = |file: &FileChanges| {
        file.path == path
            && file.fields.iter().any(|field| field.key == "status" && field.after.as_deref() == Some("held"))
    };
    let closed = past.told.iter().find(|told| told.files.iter().any(closes));
    let commits = match closed {
        Some(told) => vec![told.step.commit],
        // Nobody closed it: what was written on its day belongs to it.
        None => state_before(&past.told, meeting.date.succ_opt().unwrap_or(meeting.date)),
    };
    Ok(From { commits, words })
}

/// The state in the evening before that day.
fn state_before(told: &[Told], day: NaiveDate) -> Vec<CommitId> {
    let days: HashSet<CommitId> =
        told.iter().filter(|told| told.day().is_some_and(|at| at < day)).map(|told| told.step.commit).collect();
    let steps: Vec<_> = told.iter().map(|told| told.step.clone()).collect();
    state(&steps, |step| days.contains(&step.commit))
}

/// The state in the evening of that day; where two people had not met yet, that of the newest commit.
fn state_after(told: &[Told], day: NaiveDate) -> Option<CommitId> {
    state_before(told, day.succ_opt()?).first().copied()
}

/// The commits that lead from one state to the other.
fn range(past: &Past<'_>, from: &[CommitId], to: Option<CommitId>) -> Result<HashSet<CommitId>, CommandError> {
    let Some(to) = to else { return Ok(HashSet::new()) };
    Ok(past.walker.steps_from(to, from)?.into_iter().map(|step| step.commit).collect())
}

/// What is in the files and in no commit: added to `steps`, and by itself.
fn unsaved(
    past: &mut Past<'_>,
    loaded: &Loaded,
    from: &From,
    steps: &mut Vec<FileStep>,
) -> Result<Vec<FileStep>, CommandError> {
    let head = past.told.first().map(|told| told.step.commit);
    let mut unsaved = Vec::new();
    for change in changed_by_hand(&loaded.folder)? {
        let path = change.path;
        let after = match (change.kind, loaded.bytes(&path)) {
            (OutsideKind::Deleted, _) => None,
            (_, Some(bytes)) => Some(past.keep_bytes(&path, bytes)),
            // A file that is not read is not told either.
            _ => continue,
        };
        let at = |commit: &CommitId| past.walker.blob_at(*commit, &path);
        let saved = head.as_ref().map(at).transpose()?.flatten();
        let before: Vec<Option<BlobId>> = match from.commits.as_slice() {
            [] => vec![None],
            commits => commits.iter().map(at).collect::<Result<_, _>>()?,
        };
        steps.retain(|step| step.path != path);
        if !before.contains(&after) {
            steps.push(FileStep { path: path.clone(), before, after });
        }
        unsaved.push(FileStep { path, before: vec![saved], after });
    }
    steps.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(unsaved)
}

/// The changes, and who made them.
struct Page<'t> {
    /// The commits in between, newest first.
    told: &'t [&'t Told],
    /// Of these; the first one is what is not saved yet.
    credits: Credits,
}

impl Page<'_> {
    fn text(&self, context: &Context, file: &FileChanges) -> String {
        let fields = file.fields.iter().map(|field| self.credits.of_field(file, field));
        let lines = file.told().map(|change| self.credits.of_line(file, change));
        let mut all = fields.chain(lines).map(|commits| self.who(commits));
        let first = all.next();
        // Where all is of one hand it is told once.
        let at_the_file = match &first {
            Some(first) if all.all(|other| other == *first) => first.clone(),
            Some(_) => String::new(),
            None => self.who(self.credits.of_file(file)),
        };
        file_lines(context, file, &|mark| match mark {
            Mark::Fate => at_the_file.clone(),
            _ if !at_the_file.is_empty() => String::new(),
            Mark::Field(field) => self.who(self.credits.of_field(file, field)),
            Mark::Line(change) => self.who(self.credits.of_line(file, change)),
        })
    }

    /// `Alice Chen and Bob Diaz, Thu 12 Nov 2026`: all who had a hand in it, and when the last of them had.
    fn who(&self, commits: &[usize]) -> String {
        let Some((newest, _)) = commits.split_first() else { return String::new() };
        let mut names: Vec<String> = Vec::new();
        for index in commits.iter().rev() {
            let name = match self.told(*index) {
                Some(told) => visible(&told.who).into_owned(),
                None => continue,
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let when = match self.told(*newest) {
            Some(told) => told.day().map(say),
            None => Some("not saved yet".to_owned()),
        };
        let who = (!names.is_empty()).then(|| list(&names));
        who.into_iter().chain(when).collect::<Vec<_>>().join(", ")
    }

    /// The commit of that number; none for what is not saved yet.
    fn told(&self, index: usize) -> Option<&Told> {
        index.checked_sub(1).and_then(|index| self.told.get(index).copied())
    }

    fn json(&self, file: &FileChanges) -> Value {
        let by = |commits: &[usize]| -> Value {
            let each = commits.iter().map(|index| match self.told(*index) {
                Some(told) => json!({
                    "commit": told.step.commit.to_string(), "author": told.who, "email": told.step.author.email,
                    "at": told.at.map(|at| at.to_rfc3339()),
                }),
                None => json!({"commit": null, "author": null, "email": null, "at": null}),
            });
            Value::Array(each.collect())
        };
        let fields: Vec<Value> = file.fields.iter().map(|field| by(self.credits.of_field(file, field))).collect();
        let lines: Vec<Value> = file.told().map(|change| by(self.credits.of_line(file, change))).collect();
        file_json(file, &fields, &lines)
    }
}
