//! A folder of dated files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::ImportArgs;
use super::document::REMARKS_SHOWN;
use super::{batch, table};
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::commands::support::say;
use crate::context::Context;
use crate::format::entry;
use crate::format::source::Source;
use crate::git::{GitError, PairRepository};
use crate::import::Options;
use crate::import::document::QuestionKind;
use crate::import::folder::{File, Folder, FolderQuestion, LeftOut};
use crate::store::files;
use crate::store::tree::tree;
use crate::ui::escape::visible;
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder};

/// How deep folders are looked into.
const DEEPEST: usize = 8;

/// The most files that are read; a folder with more is not one of meetings.
const MOST_FILES: usize = 20_000;

/// The most bytes that are read of all files together.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// The longest history that is looked through; a longer one is not of a folder of notes.
const MOST_COMMITS: usize = 20_000;

/// The endings of files that are read, in lower case.
const ENDINGS: [&str; 4] = ["md", "markdown", "mdown", "txt"];

/// Takes a folder in, or shows what would come of it; of a file in it that one alone.
pub(super) fn run(
    context: &Context,
    folder: &PairFolder,
    args: &ImportArgs,
    path: &Path,
    options: &Options,
) -> Result<Exit, CommandError> {
    let loaded = Loaded::new(folder, context.today)?;
    let is_folder = path.is_dir();
    let root = if is_folder { path } else { path.parent().unwrap_or(path) };
    let mut found = if is_folder { Found::of(root, &folder.root)? } else { Found::only(path, root)? };
    found.look_up(root, &loaded);
    let read = Folder::read(&found.files, loaded.vocabulary.sections(), options).map_err(|q| asked(&q, &args.file))?;
    if read.made.is_empty() && read.left_out.is_empty() {
        return Err(CommandError::data(format!("no Markdown and no text file was found in `{}`", args.file)));
    }
    let shown = if args.write.dry_run { usize::MAX } else { REMARKS_SHOWN };
    let told: Vec<String> =
        excerpts(context, &found, &read, shown).into_iter().chain(left_out(args, &found, &read)).collect();
    batch::run(context, folder, args, &read.made, ("file", &|made| visible(&made.source).into_owned()), &told)
}

/// What only the user can say.
fn asked(question: &FolderQuestion, folder: &str) -> CommandError {
    let path = format!("{folder}/{}", question.path);
    match question.kind {
        QuestionKind::Year => CommandError::usage(format!("`{path}` has no year in its name, its folders or its text"))
            .hint("say which year such files are of: `--year 2024`"),
        QuestionKind::Order => CommandError::usage(format!("the day of `{path}` may be read day first or month first"))
            .hint("say which: `--dates day-first` or `--dates month-first`"),
    }
}

/// The remarks with the user's own lines.
fn excerpts(context: &Context, found: &Found, read: &Folder, most: usize) -> Vec<String> {
    let shown = read.remarks.iter().take(most).filter_map(|(path, remark)| {
        let file = found.files.iter().find(|file| file.path == *path)?;
        Some(table::excerpt(context, path, &Source::new(&file.bytes), remark))
    });
    let mut texts: Vec<String> = shown.collect();
    if read.remarks.len() > most {
        texts.push(format!("and {} more; `--dry-run` shows all", read.remarks.len() - most));
    }
    texts
}

/// What was left out, and why; the same why once for several files.
fn left_out(args: &ImportArgs, found: &Found, read: &Folder) -> Vec<String> {
    let mut by_why: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut again: Vec<String> = Vec::new();
    for (path, why) in &read.left_out {
        let why = match why {
            LeftOut::NoDate(None) => "no day in the name or the text; put it into the name: `2020-12-07.md`".to_owned(),
            LeftOut::NoDate(Some(day)) => {
                format!("no day in the name or the text; git has its first words on {}", say(*day))
            }
            LeftOut::BrokenDate(text) => format!("`{text}` is no day; put the name right and import again"),
            LeftOut::Document(meetings) => {
                format!("a document of {}; import it by itself", count(*meetings, "meeting"))
            }
            LeftOut::OtherKind(kind) => format!("another kind of meeting: {kind}"),
            LeftOut::Again(first) => {
                again.push(format!("{path} = {first}"));
                continue;
            }
            LeftOut::NotText => "no text".to_owned(),
            LeftOut::Frontmatter => "its frontmatter cannot be read; put it right and import again".to_owned(),
        };
        by_why.entry(why).or_default().push(path);
    }
    if !again.is_empty() {
        let why = "the same text as another of its day".to_owned();
        by_why.insert(why, again.iter().map(String::as_str).collect());
    }
    for (path, why) in &found.refused {
        by_why.entry(why.clone()).or_default().push(path);
    }
    let mut texts: Vec<String> =
        by_why.iter().map(|(why, paths)| format!("left out, {}: {}", visible(why), named(paths))).collect();
    if found.others > 0 {
        texts.push(format!(
            "not looked at in `{}`: {} of other kinds",
            visible(&args.file),
            count(found.others, "file")
        ));
    }
    texts
}

/// The first few paths.
fn named(paths: &[&str]) -> String {
    const SHOWN: usize = 6;
    let mut text = paths.iter().take(SHOWN).map(|path| visible(path).into_owned()).collect::<Vec<_>>().join(", ");
    if paths.len() > SHOWN {
        text.push_str(&format!(" and {} more", paths.len() - SHOWN));
    }
    text
}

/// The files of a folder.
#[derive(Default)]
struct Found {
    files: Vec<File>,
    /// Files that may not be read, and why.
    refused: Vec<(String, String)>,
    /// How many files are no text by their names.
    others: usize,
}

impl Found {
    /// Looks through the folder: nothing hidden, no link is followed, and the pair's own folder is none of its history.
    fn of(root: &Path, pair: &Path) -> Result<Self, CommandError> {
        let mut found = Self::default();
        let mut read = 0;
        let tree = tree(root, DEEPEST, pair)?;
        let why = "a link, or too deep".to_owned();
        found.refused.extend(tree.passed_over.into_iter().map(|path| (path, why.clone())));
        for path in tree.files {
            let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
            if !ENDINGS.contains(&ending.as_str()) {
                found.others += 1;
                continue;
            }
            let too_much = |what: &str| {
                CommandError::data(format!("there are more than {what} in `{}`", root.display()))
                    .hint("name the folder of one person's meetings")
            };
            if found.files.len() >= MOST_FILES {
                return Err(too_much(&format!("{MOST_FILES} files")));
            }
            match files::read_regular(&root.join(&path)) {
                Ok(bytes) if read + bytes.len() > MOST_BYTES => {
                    return Err(too_much(&format!("{} MB of text", MOST_BYTES / 1024 / 1024)));
                }
                Ok(bytes) => {
                    read += bytes.len();
                    found.files.push(File { path, bytes, written: None });
                }
                Err(error) => found.refused.push((path, error.to_string())),
            }
        }
        Ok(found)
    }

    /// One file of the folder.
    fn only(path: &Path, root: &Path) -> Result<Self, CommandError> {
        let file = File { path: relative(path, root), bytes: files::read_regular(path)?, written: None };
        Ok(Self { files: vec![file], ..Self::default() })
    }

    /// Adds what the folder's own git knows of its files. Where there is none, or it cannot be read, nothing is known.
    fn look_up(&mut self, root: &Path, loaded: &Loaded) {
        let Ok(root) = root.canonicalize() else { return };
        let Some(top) = root.ancestors().find(|folder| folder.join(".git").exists()) else { return };
        let prefix = relative(&root, top);
        if let Ok(written) = first_words(top, &prefix, loaded) {
            for file in &mut self.files {
                file.written = written.get(&file.path).copied();
            }
        }
    }
}

/// The day on which each file below `prefix` first had words of somebody.
fn first_words(top: &Path, prefix: &str, loaded: &Loaded) -> Result<BTreeMap<String, NaiveDate>, GitError> {
    let repository = PairRepository::open(top)?;
    let mut walker = repository.walker()?;
    let mut written = BTreeMap::new();
    let steps = walker.steps(&[])?;
    if steps.len() > MOST_COMMITS {
        return Ok(written);
    }
    for step in steps.into_iter().rev() {
        let Some(day) = step.at().map(|at| at.date_naive()) else { continue };
        for file in walker.changed(&step)? {
            let inside = if prefix.is_empty() { Some(file.path.as_str()) } else { file.path.strip_prefix(prefix) };
            let Some(path) = inside.map(|path| path.trim_start_matches('/').to_owned()) else { continue };
            let Some(blob) = file.after.filter(|_| !written.contains_key(&path)) else { continue };
            let read = entry::read("2000-01-01.md", &repository.blob(blob)?, &loaded.vocabulary).entry;
            if read.prose || read.score.is_some() || !read.mentions.is_empty() {
                written.insert(path, day);
            }
        }
    }
    Ok(written)
}

/// A path below another, with `/`.
fn relative(path: &Path, root: &Path) -> String {
    let below: PathBuf = path.strip_prefix(root).unwrap_or(path).to_owned();
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}
