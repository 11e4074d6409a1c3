//! What is asked when a meeting is closed, and what was answered.

use chrono::NaiveDate;

use super::CloseArgs;
use super::kept::{KEPT_OPEN, Kept};
use crate::agenda::carry::{Carry, carry};
use crate::agenda::next::{NewEntry, entry_to_close};
use crate::agenda::prose;
use crate::agenda::puzzles::{Puzzle, puzzles};
use crate::command_error::CommandError;
use crate::commands::note::with_due_dates;
use crate::commands::prep::question_line;
use crate::commands::support::{self, say};
use crate::context::Context;
use crate::history::{Item, ItemMention, Origin};
use crate::model::entry::{Outcome, Status};
use crate::model::phrase::parse_past;
use crate::model::section::Section;
use crate::ui::escape::visible;
use crate::ui::prompt::ScoreAnswer;
use crate::workspace::{Loaded, PairFolder};

/// The entry that is closed.
pub(super) enum Target {
    /// It is there; its path.
    Existing(String),
    /// Nobody made it ahead of the meeting.
    New(NewEntry),
}

impl Target {
    pub(super) fn path(&self) -> String {
        match self {
            Self::Existing(path) => path.clone(),
            Self::New(new) => format!("entries/{}", new.file),
        }
    }
}

/// What was answered about a meeting.
pub(super) struct Answers {
    /// The entry, or the one to be made.
    pub(super) target: Target,
    /// Set where the meeting was held on another day than the entry says.
    pub(super) held_on: Option<NaiveDate>,
    pub(super) engagement: Option<u8>,
    /// The items that were done or dropped.
    pub(super) marks: Vec<Said>,
    pub(super) next_steps: Vec<String>,
    /// Whether there was nobody to ask for the score, though nobody said that nothing may be asked.
    pub(super) not_asked: bool,
    /// Where this is kept until it is written.
    pub(super) kept: Kept,
}

/// What was said about an item, with its place and words when it was asked about: others may write meanwhile. One that
/// comes into the entry has no place yet, line 0, and its id for words, `^k3f9aa`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) line: u32,
    pub(super) text: String,
    pub(super) mark: char,
}

fn nothing_to_close(folder: &PairFolder) -> CommandError {
    CommandError::data("there is no meeting to close")
        .hint(format!("`oneonone close {} --date today` closes one that was held today", folder.slug))
}

/// Asks what is not said by the arguments. Nothing is locked meanwhile: people take their time.
pub(super) fn answers(
    context: &Context,
    args: &CloseArgs,
    folder: &PairFolder,
    given: Option<NaiveDate>,
) -> Result<Answers, CommandError> {
    let loaded = Loaded::new(folder, context.today)?;
    // A day that has no entry does not make another day of a meeting that is closed.
    let is_closed = |index: usize| loaded.history.meetings[index].entry.status == Some(Status::Held);
    let to_close = || entry_to_close(&loaded.history).filter(|index| given.is_none() || !is_closed(*index));
    let there = entry_named_by(&loaded, given).or_else(to_close);
    let (target, held_on) = match there {
        Some(index) => existing(context, &loaded, index, given)?,
        None => {
            let day = given.map_or_else(|| day_without_entry(context, &loaded), |day| Ok(Some(day)))?;
            let day = day.ok_or_else(|| nothing_to_close(folder))?;
            let slot = support::next_due(&loaded).filter(|slot| *slot < day);
            let new = NewEntry { scheduled: slot, ..NewEntry::on(&loaded.history, day) };
            (Target::New(new), None)
        }
    };
    let ui = &context.ui;
    let meeting = there.map(|index| &loaded.history.meetings[index]);
    if ui.is_interactive() {
        let pair = &loaded.history.pair;
        let date = held_on.or(meeting.map(|meeting| meeting.date)).or(given).unwrap_or(context.today);
        ui.status(&format!("{} and {}, {}", pair.direct_report.name, pair.manager.name, say(date)));
    }
    let is_scored = args.engagement.is_some() || meeting.is_some_and(|meeting| meeting.entry.score.is_some());
    let not_asked = !ui.is_interactive() && !ui.settings().no_input && !is_scored;
    let kept = Kept::of(context, folder, &target.path(), args.write.dry_run);
    let engagement = match (args.engagement, kept.so_far().engagement) {
        (Some(score), _) => Some(score),
        (None, _) if meeting.is_some_and(|meeting| meeting.entry.score.is_some()) => None,
        (None, Some(answered)) => answered,
        (None, None) => {
            let score = match ask_score(context, &loaded, there) {
                Some(ScoreAnswer::Score(score)) => Some(score),
                _ => None,
            };
            kept.add(|so_far| so_far.engagement = Some(score));
            score
        }
    };
    let carry = carried_in(&loaded, there, &target);
    let marks = ask_about_items(context, &loaded, there, &carry, &kept)?;
    let next_steps = next_steps(context, args, &loaded.history.pair.manager.handle, &kept)?;
    Ok(Answers { target, held_on, engagement, marks, next_steps, not_asked, kept })
}

/// What is closed where there is an entry, and the day on which it was held where that is not the entry's.
fn existing(
    context: &Context,
    loaded: &Loaded,
    index: usize,
    given: Option<NaiveDate>,
) -> Result<(Target, Option<NaiveDate>), CommandError> {
    let meeting = &loaded.history.meetings[index];
    if meeting.entry.unreadable {
        let error = CommandError::data(format!("the frontmatter of `{}` cannot be read", meeting.entry.path()));
        return Err(error.hint("`oneonone check` shows where; put it right, then close the meeting"));
    }
    if meeting.outcome == Outcome::Held && meeting.entry.status == Some(Status::Held) {
        let date = say(meeting.date);
        context.ui.status(&format!("the meeting of {date} is closed already; what you say now is added"));
    }
    let held_on = held_on(context, given, meeting.date)?;
    Ok((Target::Existing(loaded.path_of(index)), held_on))
}

/// The day of a meeting for which there is no entry: today where its slot is, else as asked for.
fn day_without_entry(context: &Context, loaded: &Loaded) -> Result<Option<NaiveDate>, CommandError> {
    let Some(slot) = support::next_due(loaded).filter(|slot| *slot <= context.today) else { return Ok(None) };
    if slot == context.today {
        return Ok(Some(slot));
    }
    let read = |said: &str| match parse_past(said, context.today) {
        Ok(day) if day.date > context.today => Err(format!("{} has not come yet", day.echo)),
        Ok(day) => Ok(day.date),
        Err(error) => Err(error.to_string()),
    };
    let question = format!("Day on which the meeting of {} was held", say(slot));
    match context.ui.ask_until(&question, Some("today"), read) {
        Some(day) => Ok(Some(day)),
        None => Err(CommandError::usage(format!("on which day was the meeting of {} held?", say(slot)))
            .hint("say it with --date DATE")),
    }
}

/// The next steps, as said or asked for.
fn next_steps(context: &Context, args: &CloseArgs, manager: &str, kept: &Kept) -> Result<Vec<String>, CommandError> {
    if !args.next_steps.is_empty() {
        return args.next_steps.iter().map(|step| action_line(context, step)).collect();
    }
    let read = |step: &str| {
        let line = action_line(context, step).map_err(|error| error.message().to_owned())?;
        kept.add(|so_far| so_far.next_steps.push(line.clone()));
        Ok::<_, String>(line)
    };
    let mut steps = kept.so_far().next_steps;
    for step in &steps {
        context.ui.status(&format!("a next step already: {}", visible(step.trim_start_matches("- [ ] "))));
    }
    steps.extend(
        context
            .ui
            .ask_lines_until(&format!("Next steps: `@{manager} Book a room due:friday`"), read)
            .unwrap_or_default(),
    );
    Ok(steps)
}

/// The entry that a day names: by its date, or made for it.
fn entry_named_by(loaded: &Loaded, day: Option<NaiveDate>) -> Option<usize> {
    let day = day?;
    let on = |date: Option<NaiveDate>| loaded.history.own().filter(|(_, m)| Some(m.date) == date).last();
    on(Some(day)).map(|(index, _)| index)
}

/// The day on which it was held, where that is not the entry's date.
fn held_on(context: &Context, given: Option<NaiveDate>, date: NaiveDate) -> Result<Option<NaiveDate>, CommandError> {
    let day = match given {
        Some(day) => day,
        None if date > context.today => {
            let question = format!("The entry is for {}. Was the meeting held today?", say(date));
            match context.ui.confirm(&question, true) {
                Some(true) => context.today,
                _ => {
                    return Err(CommandError::data(format!("the next meeting, of {}, has not come yet", say(date)))
                        .hint("`--date today` closes it as held today"));
                }
            }
        }
        None => date,
    };
    Ok((day != date).then_some(day))
}

/// Asks for the score. What somebody wrote under the heading is shown: it is no score that can be read.
fn ask_score(context: &Context, loaded: &Loaded, there: Option<usize>) -> Option<ScoreAnswer> {
    let path = there.map(|index| loaded.path_of(index)).unwrap_or_default();
    let said = prose::lines(loaded.bytes(&path).unwrap_or_default(), &loaded.vocabulary);
    for line in said.iter().filter(|line| line.section == Section::Engagement) {
        context.ui.status(&format!("in the entry: \"{}\"", visible(&line.text)));
    }
    for puzzle in there.map(|index| puzzles_of(loaded, index)).unwrap_or_default() {
        if let Puzzle::Score { text, .. } = puzzle {
            context.ui.status(&format!("in the entry: \"{}\"", visible(&text)));
        }
    }
    context.ui.ask_score("Engagement: how are you feeling about your work?")
}

/// What comes into the entry when it is closed: what `prep` would have put there. Nothing where it is closed already, or
/// where a later meeting was held.
pub(super) fn carried_in(loaded: &Loaded, there: Option<usize>, target: &Target) -> Carry {
    let history = &loaded.history;
    let date = match (there, target) {
        (Some(index), _) => history.meetings[index].date,
        (None, Target::New(new)) => new.date,
        (None, Target::Existing(_)) => return Carry::default(),
    };
    let is_closed = there.is_some_and(|index| history.meetings[index].entry.status == Some(Status::Held));
    if is_closed || history.held().any(|(_, held)| held.date > date) {
        return Carry::default();
    }
    carry(history, there, date)
}

/// Each open item of the entry, and each that comes into it: done, drop or keep.
fn ask_about_items(
    context: &Context,
    loaded: &Loaded,
    there: Option<usize>,
    carry: &Carry,
    kept: &Kept,
) -> Result<Vec<Said>, CommandError> {
    let mut marks = Vec::new();
    let answered = kept.so_far();
    let puzzles = there.map(|index| puzzles_of(loaded, index)).unwrap_or_default();
    let ticked_elsewhere = |of: usize| {
        puzzles.iter().find_map(|puzzle| match puzzle {
            Puzzle::Retyped { text, ticked: true, item, .. } if *item == of => Some(text),
            _ => None,
        })
    };
    for (number, item) in loaded.history.items.iter().enumerate().filter(|(_, item)| item.state.is_open()) {
        let carried = || carry.carried.iter().find(|carried| carried.item == number);
        let (line, text) = match there.and_then(|index| mention_here(item, index)) {
            Some(mention) => (mention.line, mention.text.clone()),
            None => match carried() {
                Some(carried) => (0, format!("^{}", carried.id)),
                None => continue,
            },
        };
        let said = |mark| Said { line, text: text.clone(), mark };
        if let Some(mark) = answered.about(line, &text) {
            marks.extend((mark != KEPT_OPEN).then(|| said(mark)));
            continue;
        }
        let question = question_line(context, item);
        let ticked = ticked_elsewhere(number);
        if let Some(text) = ticked {
            context.ui.status(&format!("ticked in the entry: \"{}\"", visible(text)));
        }
        let by_default = if ticked.is_some() { 'd' } else { 'k' };
        match context.ui.choose(&question, &[('d', "done"), ('-', "drop"), ('k', "keep")], by_default) {
            Some('d') => marks.push(said('x')),
            Some('-') => marks.push(said('-')),
            Some(_) => {}
            None => break,
        }
        let is_kept = |said: &&Said| said.line == line && said.text == text;
        let answer = marks.last().filter(is_kept).cloned().unwrap_or_else(|| said(KEPT_OPEN));
        kept.add(|so_far| so_far.items.push(answer));
    }
    Ok(marks)
}

fn puzzles_of(loaded: &Loaded, index: usize) -> Vec<Puzzle> {
    let path = loaded.path_of(index);
    puzzles(&loaded.history, index, loaded.bytes(&path).unwrap_or_default(), &loaded.vocabulary)
}

fn mention_here(item: &Item, index: usize) -> Option<&ItemMention> {
    item.mentions.iter().rfind(|mention| mention.origin == Origin::Entry(index) && mention.mark.is_open())
}

/// A next step as the line of an action item; a bullet or box typed along is taken off.
fn action_line(context: &Context, step: &str) -> Result<String, CommandError> {
    let step = step.trim().trim_start_matches("- ").trim_start_matches("[ ] ").trim();
    let step = with_due_dates(context, step)?;
    Ok(support::item_lines("- [ ]", &step)?.join("\n"))
}
