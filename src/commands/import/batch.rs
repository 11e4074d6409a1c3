//! Many meetings at once as entries: which are new, which are there, and what becomes of those.

use super::ImportArgs;
use super::offered;
use super::table::{self, Row, State};
use super::versions::Versions;
use crate::command_error::CommandError;
use crate::commands::Exit;
use crate::commands::support::{self, WriteArgs};
use crate::context::Context;
use crate::format::edit::{set_key, yaml_string};
use crate::format::entry;
use crate::import::entries::Made;
use crate::import::place::{Place, There, imported_from, orphans, place};
use crate::model::entry::EntryName;
use crate::report::build::pair_report;
use crate::ui::escape::visible;
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder, Plan};

/// What was found of what was to be imported.
pub(super) struct Found {
    /// The meetings.
    pub(super) rows: Vec<Row>,
    /// Entries that came from the same document, which has them no more: their paths.
    orphans: Vec<String>,
}

/// What has to be written for these meetings, and a row for each; `place_of` says where in the source it stands.
pub(super) fn plan(
    context: &Context,
    loaded: &Loaded,
    made: Vec<Made>,
    versions: &Versions,
    place_of: &dyn Fn(&Made) -> String,
) -> Result<(Plan, Found), CommandError> {
    let there = there(loaded);
    let places = place(&made, &there);
    let orphans = orphans(&made, &places, &there).iter().map(|name| format!("entries/{}", name.file)).collect();
    let mut plan = Plan::new("import");
    let mut rows = Vec::with_capacity(made.len());
    for (made, place) in made.into_iter().zip(places) {
        let mut row = row(context, loaded, &made, place_of(&made));
        row.state = match place {
            Place::New(file) => {
                plan.put(loaded, &format!("entries/{file}"), made.bytes);
                State::New
            }
            Place::Taken(file) => State::Taken(format!("entries/{file}")),
            Place::Moved(from, to) => {
                let from = format!("entries/{from}");
                let ours = loaded.bytes(&from).unwrap_or_default();
                let source = imported_from(ours).unwrap_or_default();
                let bytes = versions.grown(&from, ours, &under_name(&made.bytes, &source)?)?;
                plan.put(loaded, &format!("entries/{to}"), bytes.unwrap_or_else(|| ours.to_vec()));
                plan.remove(loaded, &from);
                State::Moved(from)
            }
            Place::Known(file) => {
                let path = format!("entries/{file}");
                let ours = loaded.bytes(&path).unwrap_or_default();
                // Read as another day the last time: it stays on that.
                let is_that_day = EntryName::new(&file).date == Some(made.date);
                match imported_from(ours).filter(|_| is_that_day) {
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
    Ok((plan, Found { rows, orphans }))
}

/// The head of the last column of the table, and what stands in it for a meeting.
pub(super) type Places<'p> = (&'p str, &'p dyn Fn(&Made) -> String);

/// Takes meetings in, or shows what would come of it; `told` are lines about what was not understood.
pub(super) fn run(
    context: &Context,
    folder: &PairFolder,
    args: &ImportArgs,
    made: &[Made],
    (column, place_of): Places<'_>,
    told: &[String],
) -> Result<Exit, CommandError> {
    let plan = |loaded: &Loaded| {
        let versions = Versions::new(&loaded.folder)?;
        let (mut plan, found) = plan(context, loaded, made.to_vec(), &versions, place_of)?;
        about(&mut plan, &found.rows);
        Ok((plan, found))
    };
    if args.write.dry_run {
        let loaded = Loaded::new(folder, context.today)?;
        let (plan, found) = plan(&loaded)?;
        context.ui.out(&table::table(&args.file, None, column, &found.rows));
        found.tell_orphans(context, &args.file);
        told.iter().for_each(|text| context.ui.out(text));
        offered::preview(context, &loaded, &plan);
        let would = if plan.is_empty() { "nothing would be written" } else { "nothing was written (--dry-run)" };
        context.ui.status(would);
        return Ok(Exit::Done);
    }
    let (is_written, found) = support::write(context, folder, WriteArgs::default(), plan)?;
    told.iter().for_each(|text| context.ui.say(text.trim_end()));
    tell(context, &args.file, &found, is_written);
    if is_written {
        tell_gaps(context, folder)?;
    }
    offered::offer(context, folder, args.yes)?;
    Ok(Exit::Done)
}

impl Found {
    /// Says which entries the document no longer has: one whose date was put right there may stand twice now.
    pub(super) fn tell_orphans(&self, context: &Context, source: &str) {
        if let [first, more @ ..] = self.orphans.as_slice() {
            let others = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            context.ui.warn(&format!(
                "`{first}`{others} came from `{}`, which has no such meeting now, and stays; where it is in there \
                 under another date, remove the file, and `oneonone save`",
                visible(source)
            ));
        }
    }
}

/// What the commit is about: `52 entries, 2021-01-05 to 2021-12-28`.
pub(super) fn about(plan: &mut Plan, rows: &[Row]) {
    let (first, last) = (rows.iter().map(|row| row.date).min(), rows.iter().map(|row| row.date).max());
    let entries = plan.changes.iter().filter(|change| change.path.starts_with("entries/")).count();
    plan.about = first.zip(last).map(|(first, last)| format!("{}, {first} to {last}", count(entries, "entry")));
}

/// Says what was written, and what was left out.
pub(super) fn tell(context: &Context, source: &str, found: &Found, is_written: bool) {
    let rows = &found.rows;
    for row in rows {
        if let State::Taken(path) = &row.state {
            context.ui.warn(&format!(
                "`{path}` was not imported and stays as it is; {} of `{}` is left out",
                row.place,
                visible(source)
            ));
        }
    }
    found.tell_orphans(context, source);
    context.ui.status(&if is_written {
        saved(rows)
    } else {
        format!("nothing in it is new: {}", table::summary(rows))
    });
}

/// From how many meetings on that are missing it is worth a word.
const MANY_MISSED: u64 = 3;

/// Says what the figures make of the time without entries, where that is much: people did not always meet as often as now.
pub(super) fn tell_gaps(context: &Context, folder: &PairFolder) -> Result<(), CommandError> {
    let loaded = Loaded::new(folder, context.today)?;
    let report = pair_report(&folder.slug, &loaded.history, &loaded.diagnostics, None, &context.config.thresholds);
    let no_entry = report.cadence.slots.iter().filter(|slot| slot.reason.is_some_and(|reason| reason == "no_entry"));
    let missed = no_entry.count() as u64;
    if missed >= MANY_MISSED {
        let (meetings, slug) = (count(missed as usize, "expected meeting"), &folder.slug);
        support::tip(
            context,
            &format!(
                "{meetings} of {} have no entry and count as not held; where you met less often or not at all, say so: \
                 `oneonone cadence {slug}` shows what is expected, `oneonone cadence {slug} month --from DATE` and \
                 `oneonone away {slug} FROM TO` change it",
                report.cadence.expected
            ),
        );
    }
    Ok(())
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
    let moved = rows.iter().filter(|row| matches!(row.state, State::Moved(_))).count();
    if moved > 0 {
        parts.push(format!("{} under another date", count(moved, "meeting")));
    }
    if parts.is_empty() {
        parts.push("what belongs to no meeting".to_owned());
    }
    format!("saved: {}; in all {}", parts.join(", "), table::summary(rows))
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

fn row(context: &Context, loaded: &Loaded, made: &Made, place: String) -> Row {
    let read = entry::read(&format!("{}.md", made.date), &made.bytes, &loaded.vocabulary).entry;
    let is_human = read.prose || read.score.is_some() || !read.mentions.is_empty();
    Row {
        date: made.date,
        place,
        outcome: crate::model::entry::outcome(&read, made.date, is_human, context.today),
        items: read.mentions.len(),
        look_alikes: read.look_alikes.len(),
        state: State::New,
    }
}
