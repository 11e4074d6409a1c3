//! Which candidates begin a meeting, and on which day: the style of the meetings, the order of days and months, the
//! direction of the document, and years that are carried.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::date::{Day, DayOrder, Found};
use super::document::{Options, Question, QuestionKind};
use super::heading::{Dated, Reading, Strength};
use super::outline::{Candidate, Style};

/// Which way a document runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The newest meeting stands on top.
    NewestFirst,
    /// The oldest does.
    OldestFirst,
}

/// What becomes of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// It begins a meeting on that day.
    Meeting(NaiveDate),
    /// It should begin one, and its date is none.
    Broken(String),
    /// A date in it is no meeting's.
    Mentioned,
    /// It begins something that is no meeting.
    Aside,
    /// It belongs to what it stands in.
    Content,
}

/// How meetings are marked in a document: the style that most dates have.
pub(super) fn style(candidates: &[Candidate]) -> Option<Style> {
    let mut times: BTreeMap<Style, usize> = BTreeMap::new();
    for candidate in candidates {
        if matches!(&candidate.reading, Reading::Dated(_)) {
            *times.entry(candidate.style).or_default() += 1;
        }
    }
    let marked = times.iter().filter(|(style, _)| **style != Style::Plain);
    let most = marked.rev().max_by_key(|(_, times)| **times).map(|(style, _)| *style);
    most.or_else(|| times.keys().next().copied())
}

/// Decides on every candidate.
pub(super) fn resolve(candidates: &[Candidate], options: &Options) -> Result<(Vec<Decision>, Direction), Question> {
    let Some(main) = style(candidates) else {
        return Ok((vec![Decision::Content; candidates.len()], Direction::NewestFirst));
    };
    let order = day_order(candidates, options)?;
    let mut days: Vec<Option<(Option<i32>, u32, u32)>> = candidates
        .iter()
        .map(|candidate| match &candidate.reading {
            Reading::Dated(dated) if candidate.style == main || dated.strength > Strength::Weak => {
                Some(day(&dated.found, order))
            }
            _ => None,
        })
        .collect();
    let direction =
        direction(candidates.iter().zip(&days).filter(|(c, _)| c.style == main).filter_map(|(_, day)| *day));
    drop_inner(candidates, &mut days, main, direction);
    let dates = years(candidates, &days, direction, options)?;
    let is_flat = candidates.iter().any(|candidate| candidate.style == main && candidate.is_section);
    let mut decisions = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        decisions.push(match (&dates[index], &candidate.reading) {
            (Some(Ok(date)), _) => Decision::Meeting(*date),
            (Some(Err(text)), _) => Decision::Broken(text.clone()),
            (None, Reading::Dated(_) | Reading::Mentioned) => Decision::Mentioned,
            (None, Reading::Broken(text)) if candidate.style == main => Decision::Broken(text.clone()),
            (None, Reading::Broken(_)) => Decision::Mentioned,
            (None, Reading::Year(_) | Reading::Other) => {
                if is_aside(candidates, &dates, index, main, is_flat) {
                    Decision::Aside
                } else {
                    Decision::Content
                }
            }
        });
    }
    Ok((decisions, direction))
}

/// Whether a heading without a date ends the meeting above it.
fn is_aside<T>(candidates: &[Candidate], dates: &[Option<T>], index: usize, main: Style, is_flat: bool) -> bool {
    let candidate = &candidates[index];
    match (candidate.style, main) {
        (Style::Heading(level), Style::Heading(of_meetings)) if level < of_meetings => !candidate.is_section,
        (Style::Heading(level), Style::Heading(of_meetings)) => {
            level == of_meetings && !candidate.is_section && !is_flat
        }
        // Under bold dates any heading may be a meeting's own, but not one that stands right above the next date.
        (Style::Heading(_), _) => {
            let mut above = candidate;
            for (other, date) in candidates.iter().zip(dates).skip(index + 1) {
                if !above.is_empty {
                    return false;
                }
                if date.is_some() {
                    return true;
                }
                if !matches!(other.style, Style::Heading(_)) {
                    return false;
                }
                above = other;
            }
            false
        }
        _ => false,
    }
}

/// The order of day and month in digits: as it is wanted, else as the dates with one reading have it.
fn day_order(candidates: &[Candidate], options: &Options) -> Result<DayOrder, Question> {
    if let Some(order) = options.order {
        return Ok(order);
    }
    let dated = || {
        candidates.iter().filter_map(|c| if let Reading::Dated(dated) = &c.reading { Some((c, dated)) } else { None })
    };
    let known = |order| dated().any(|(_, dated)| dated.found.order == Some(order) && !is_dotted(dated));
    match (known(DayOrder::MonthFirst), known(DayOrder::DayFirst)) {
        (true, false) => Ok(DayOrder::MonthFirst),
        (false, true) => Ok(DayOrder::DayFirst),
        _ => match dated().find(|(_, dated)| matches!(dated.found.day, Day::Either(..))) {
            Some((candidate, _)) => {
                Err(Question { kind: QuestionKind::Order, line: candidate.lines.start, text: candidate.text.clone() })
            }
            None => Ok(DayOrder::MonthFirst),
        },
    }
}

/// `18.12.2018` says nothing of dates with slashes.
fn is_dotted(dated: &Dated) -> bool {
    dated.found.is_dotted
}

fn day(found: &Found, order: DayOrder) -> (Option<i32>, u32, u32) {
    let (month, day) = match (found.day, order) {
        (Day::Known(month, day), _) => (month, day),
        (Day::Either(first, second), DayOrder::MonthFirst) => (first, second),
        (Day::Either(first, second), DayOrder::DayFirst) => (second, first),
    };
    (found.year, month, day)
}

/// The direction that most steps from one date to the next have; without a year the shorter way round counts.
fn direction(days: impl Iterator<Item = (Option<i32>, u32, u32)>) -> Direction {
    let (mut up, mut down, mut first) = (0_usize, 0_usize, None);
    let mut before: Option<(Option<i32>, u32, u32)> = None;
    for day in days {
        if let Some(last) = before {
            let step = match (last.0, day.0) {
                (Some(from), Some(to)) => i64::from(to - from) * 372 + ordinal(day) - ordinal(last),
                _ => (ordinal(day) - ordinal(last) + 186).rem_euclid(372) - 186,
            };
            up += usize::from(step > 0);
            down += usize::from(step < 0);
            first = first.or((step != 0).then_some(step > 0));
        }
        before = Some(day);
    }
    if up > down || (up == down && first == Some(true)) { Direction::OldestFirst } else { Direction::NewestFirst }
}

/// The place of a day in a year of twelve months of 31 days.
fn ordinal((_, month, day): (Option<i32>, u32, u32)) -> i64 {
    i64::from(month) * 31 + i64::from(day)
}

/// Takes out dates that are marked otherwise than the meetings and stand inside one: only such as are nothing but a date,
/// above the first or below the last meeting of the common style, or between two of them in time as well, are meetings.
fn drop_inner(
    candidates: &[Candidate],
    days: &mut [Option<(Option<i32>, u32, u32)>],
    main: Style,
    direction: Direction,
) {
    let is_main = |index: usize| candidates[index].style == main;
    let key = |day: (Option<i32>, u32, u32)| day.0.map(|year| i64::from(year) * 372 + ordinal(day));
    let mains: Vec<(usize, Option<i64>)> =
        (0..days.len()).filter(|index| is_main(*index)).filter_map(|index| Some((index, key(days[index]?)))).collect();
    for index in 0..days.len() {
        let (Some(day), false) = (days[index], is_main(index)) else { continue };
        let is_shallower =
            matches!((candidates[index].style, main), (Style::Heading(level), Style::Heading(of)) if level < of);
        let is_bare = matches!(&candidates[index].reading, Reading::Dated(dated) if dated.strength == Strength::Bare);
        let at = mains.partition_point(|(place, _)| *place < index);
        let (above, below) = (at.checked_sub(1).map(|at| mains[at].1), mains.get(at).map(|(_, key)| *key));
        let follows = |earlier: Option<i64>, later: Option<i64>| match (earlier, later, direction) {
            (Some(first), Some(second), Direction::NewestFirst) => first > second,
            (Some(first), Some(second), Direction::OldestFirst) => first < second,
            _ => false,
        };
        let own = key(day);
        let fits = above.is_none_or(|above| follows(above, own)) && below.is_none_or(|below| follows(own, below));
        if candidates[index].style == Style::Plain || !(is_shallower || is_bare && fits) {
            days[index] = None;
        }
    }
}

type Resolved = Option<Result<NaiveDate, String>>;

/// Puts the years in: as written, else of a heading that is a year, else carried from the date above. Where there is
/// nothing to carry, `--year` says the first one.
fn years(
    candidates: &[Candidate],
    days: &[Option<(Option<i32>, u32, u32)>],
    direction: Direction,
    options: &Options,
) -> Result<Vec<Resolved>, Question> {
    let mut carried: Option<NaiveDate> = None;
    let mut of_heading: Option<i32> = None;
    let mut dates = Vec::with_capacity(days.len());
    for (candidate, day) in candidates.iter().zip(days) {
        if let Reading::Year(year) = &candidate.reading {
            of_heading = Some(*year);
        }
        let Some((year, month, day)) = *day else {
            dates.push(None);
            continue;
        };
        let year = match (year, of_heading.take(), carried) {
            (Some(year), ..) | (None, Some(year), _) => year,
            (None, None, Some(before)) => carry(before, month, day, direction),
            (None, None, None) => match options.year {
                Some(year) => year,
                None => {
                    return Err(Question {
                        kind: QuestionKind::Year,
                        line: candidate.lines.start,
                        text: candidate.text.clone(),
                    });
                }
            },
        };
        let date = NaiveDate::from_ymd_opt(year, month, day);
        carried = date.or(carried);
        dates.push(Some(date.ok_or_else(|| candidate.text.clone())));
    }
    Ok(dates)
}

/// How many days a date may stand out of order before it is taken for one of the next year.
const OUT_OF_ORDER: i64 = 45;

/// The year of a day below a date.
fn carry(before: NaiveDate, month: u32, day: u32, direction: Direction) -> i32 {
    let step = ordinal((None, month, day)) - ordinal((None, before.month(), before.day()));
    match direction {
        Direction::NewestFirst if step > OUT_OF_ORDER => before.year() - 1,
        Direction::OldestFirst if step < -OUT_OF_ORDER => before.year() + 1,
        _ => before.year(),
    }
}
