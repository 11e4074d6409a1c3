//! Which candidates begin a meeting, and on which day: the style of the meetings, the order of days and months, the
//! direction of the document, and years that are carried.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

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
///
/// `print_of` makes a number of the text of some lines: the same text, the same number; none where there are no words.
pub(super) fn resolve(
    candidates: &[Candidate],
    options: &Options,
    print_of: &dyn Fn(Range<usize>) -> Option<u64>,
) -> Result<(Vec<Decision>, Direction), Question> {
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
    let prints = prints(candidates, &days, print_of);
    let dates = years(candidates, &days, &prints, direction, options)?;
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
    let (month, day) = found.day.read(Some(order)).unwrap_or_default();
    (found.year, month, day)
}

/// A year that has every day.
const A_LEAP_YEAR: i32 = 2024;

/// The direction that most steps from one date to the next have; without a year the shorter way round counts.
fn direction(days: impl Iterator<Item = (Option<i32>, u32, u32)>) -> Direction {
    let (mut up, mut down, mut first) = (0_usize, 0_usize, None);
    let mut before: Option<(Option<i32>, u32, u32)> = None;
    // A day that the calendar does not have points nowhere.
    let is_day =
        |day: &(Option<i32>, u32, u32)| NaiveDate::from_ymd_opt(day.0.unwrap_or(A_LEAP_YEAR), day.1, day.2).is_some();
    for day in days.filter(is_day) {
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

/// How many dates in a row that are marked otherwise, below the last meeting of the common style, are a part of the document
/// in which they are marked so.
const ANOTHER_STYLE: usize = 3;

/// How many days meetings are apart at the least, by the middle one of the steps: what happened on a few days in a row is told
/// in one of them.
const APART: i64 = 4;

/// The dates of such a part: headings that begin with their dates, and go on in time where the last meeting stops.
fn another_part(
    candidates: &[Candidate],
    days: &[Option<(Option<i32>, u32, u32)>],
    mains: &[(usize, Option<i64>)],
    direction: Direction,
) -> Vec<usize> {
    let Some((last, key)) = mains.last() else { return Vec::new() };
    let is_one = |index: &usize| {
        let candidate = &candidates[*index];
        matches!(&candidate.reading, Reading::Dated(dated) if dated.strength >= Strength::Strong)
            && matches!(candidate.style, Style::Heading(_))
            && days[*index].is_some()
    };
    let below: Vec<usize> = (last + 1..days.len()).filter(is_one).collect();
    let styles: BTreeSet<Style> = below.iter().map(|index| candidates[*index].style).collect();
    let part =
        |style: Style| below.iter().copied().filter(|index| candidates[*index].style == style).collect::<Vec<_>>();
    let goes_on = |part: &Vec<usize>| {
        let keys = part
            .iter()
            .filter_map(|index| days[*index])
            .map(|day| day.0.map(|year| i64::from(year) * 372 + ordinal(day)));
        let Some(keys) = [*key].into_iter().chain(keys).collect::<Option<Vec<i64>>>() else { return false };
        let sign = if direction == Direction::NewestFirst { -1 } else { 1 };
        let mut steps: Vec<i64> = keys.windows(2).map(|pair| sign * (pair[1] - pair[0])).collect();
        steps.sort_unstable();
        steps.first().is_some_and(|least| *least > 0) && steps[steps.len() / 2] >= APART
    };
    let parts = styles.into_iter().map(part).filter(|part| part.len() >= ANOTHER_STYLE).filter(goes_on);
    parts.max_by_key(Vec::len).unwrap_or_default()
}

/// Takes out dates that are marked otherwise than the meetings and stand inside one: only such as are nothing but a date,
/// above the first or below the last meeting of the common style, or between two of them in time as well, are meetings;
/// and those of a whole part of the document that begin with their dates.
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
    let strength = |index: usize| match &candidates[index].reading {
        Reading::Dated(dated) => dated.strength,
        _ => Strength::Weak,
    };
    let in_part = another_part(candidates, days, &mains, direction);
    for index in 0..days.len() {
        let (Some(day), false) = (days[index], is_main(index) || in_part.contains(&index)) else { continue };
        let is_shallower =
            matches!((candidates[index].style, main), (Style::Heading(level), Style::Heading(of)) if level < of);
        let is_bare = strength(index) == Strength::Bare;
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

/// What stands from each date to the next, as a number.
fn prints<D>(
    candidates: &[Candidate],
    days: &[Option<D>],
    print_of: &dyn Fn(Range<usize>) -> Option<u64>,
) -> Vec<Option<u64>> {
    let mut end = usize::MAX;
    let mut prints = vec![None; candidates.len()];
    for index in (0..candidates.len()).rev().filter(|index| days[*index].is_some()) {
        let lines = &candidates[index].lines;
        // A date alone may well come again.
        prints[index] = print_of(lines.end..end).and_then(|_| print_of(lines.start..end));
        end = lines.start;
    }
    prints
}

/// Puts the years in: as written, else of a heading that is a year, else carried from the date above. Where there is
/// nothing to carry, `--year` says the first one. A section that was pasted again is of the year that it had.
fn years(
    candidates: &[Candidate],
    days: &[Option<(Option<i32>, u32, u32)>],
    prints: &[Option<u64>],
    direction: Direction,
    options: &Options,
) -> Result<Vec<Resolved>, Question> {
    let mut carried: Option<NaiveDate> = None;
    let mut of_heading: Option<i32> = None;
    let mut seen: HashMap<u64, i32> = HashMap::new();
    let mut dates = Vec::with_capacity(days.len());
    for (candidate, (day, print)) in candidates.iter().zip(days.iter().zip(prints)) {
        if let Reading::Year(year) = &candidate.reading {
            of_heading = Some(*year);
        }
        let Some((year, month, day)) = *day else {
            dates.push(None);
            continue;
        };
        let again = print.and_then(|print| seen.get(&print).copied());
        let year = match (year.or(again), of_heading.take(), carried) {
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
        if let Some(print) = print {
            seen.entry(*print).or_insert(year);
        }
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
