//! The rows of a block, laid out in a column.

use super::line::{Line, Style};
use super::{legend, mark};
use crate::render::charts::{self, Mark, sparkline};
use crate::render::look::{Look, pad, truncate, width, wrap};
use crate::render::page::{Fact, Row, Tone};

/// Between the columns of a block.
const GAP: usize = 2;
/// Before the second line of a sentence.
const INDENT: usize = 2;
/// About how many lines one fact may fill; the rest of a longer one is left off.
const MOST_LINES: usize = 4;

/// What may stand in the margin beside a line, and the line.
pub(super) type Labelled = (Option<String>, Line);

/// The lines of a block's rows, each at most `columns` wide. An owner's name stands beside the first of the items.
pub(super) fn lines(rows: &[Row], look: &Look, columns: usize) -> Vec<Labelled> {
    let notes = notes_width(rows, look).min(columns / 2);
    let mut owner = None;
    let mut out = Vec::new();
    for row in rows {
        if let Row::Owner(name, _) = row {
            owner = Some(name.text().to_owned());
            continue;
        }
        out.extend(one(row, look, columns, notes).into_iter().map(|line| (owner.take(), line)));
    }
    out
}

/// The lines of one row.
fn one(row: &Row, look: &Look, columns: usize, notes: usize) -> Vec<Line> {
    match row {
        Row::Facts(facts) => flow(facts, look, columns),
        Row::Sentence(pieces) => sentence(pieces, look, columns),
        Row::Strip(marks) => strip(marks, look, columns),
        Row::Scores(scores, _, facts) => beside(scores, facts, look, columns),
        Row::Owner(..) => Vec::new(),
        Row::Item(text, _) if notes == 0 => hanging(None, wrapped(text, look, columns - INDENT)),
        Row::Item(text, facts) => vec![item(text, facts, look, columns, notes)],
        Row::Signal(message, evidence) => {
            let mut lines = wrapped(message, look, columns - INDENT);
            lines.extend(flow(evidence, look, columns - INDENT));
            hanging(Some(Fact::warn("! ")), lines)
        }
    }
}

/// The lines, all but the first one indented; the first one too, where something stands before it.
fn hanging(before: Option<Fact>, lines: Vec<Line>) -> Vec<Line> {
    let indented = |(at, content): (usize, Line)| {
        let mut line = Line::new();
        match &before {
            Some(before) if at == 0 => line.fact(before),
            None if at == 0 => {}
            _ => line.push(" ".repeat(INDENT), Style::Plain),
        }
        line.extend(content);
        line
    };
    lines.into_iter().enumerate().map(indented).collect()
}

/// Facts side by side, as many to a line as fit.
pub(super) fn flow(facts: &[Fact], look: &Look, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::new();
    for fact in facts {
        let between = if line.width() > 0 { look.separator() } else { "" };
        if line.width() + width(between) + width(fact.text()) <= columns {
            line.push(between, Style::Quiet);
            line.fact(fact);
            continue;
        }
        if line.width() > 0 {
            lines.push(std::mem::take(&mut line));
        }
        let mut parts = wrapped(fact, look, columns);
        line = parts.pop().unwrap_or_default();
        lines.append(&mut parts);
    }
    if line.width() > 0 {
        lines.push(line);
    }
    lines
}

/// A fact over as many lines as it needs, up to [`MOST_LINES`].
fn wrapped(fact: &Fact, look: &Look, columns: usize) -> Vec<Line> {
    let text = truncate(fact.text(), columns * MOST_LINES, look.ellipsis());
    wrap(&text, columns).into_iter().map(|line| Line::of(line, Style::of(fact.tone))).collect()
}

/// Pieces one behind the other.
fn sentence(pieces: &[Fact], look: &Look, columns: usize) -> Vec<Line> {
    let mut line = Line::new();
    pieces.iter().for_each(|piece| line.fact(piece));
    if line.width() <= columns {
        return vec![line];
    }
    wrapped(&Fact::plain(line.plain()), look, columns)
}

/// The strip, and under it what its marks mean.
fn strip(marks: &[Mark], look: &Look, columns: usize) -> Vec<Line> {
    let newest = &marks[marks.len().saturating_sub(columns)..];
    let mut line = Line::new();
    newest.iter().for_each(|one| mark(&mut line, one.outcome, look));
    let mut meaning = legend(&charts::legend(newest), look, columns);
    match meaning.as_slice() {
        [only] if line.width() + GAP + only.width() <= columns => {
            line.push(" ".repeat(GAP), Style::Plain);
            line.extend(meaning.remove(0));
            vec![line]
        }
        _ => std::iter::once(line).chain(meaning).collect(),
    }
}

/// The line of scores with the newest facts beside it, or under it where both do not fit.
fn beside(scores: &[f64], facts: &[Fact], look: &Look, columns: usize) -> Vec<Line> {
    let mut line = Line::of(fitting(scores, look, columns), Style::Scores);
    let room = columns.saturating_sub(line.width() + GAP);
    let mut facts = flow(facts, look, columns);
    if facts.len() == 1 && facts[0].width() <= room {
        line.push(" ".repeat(GAP), Style::Plain);
        line.extend(facts.remove(0));
    }
    std::iter::once(line).chain(facts).collect()
}

/// The newest scores that fit.
pub(super) fn fitting(scores: &[f64], look: &Look, room: usize) -> String {
    (0..=scores.len())
        .map(|skipped| sparkline(&scores[skipped..], look.unicode))
        .find(|line| width(line) <= room)
        .unwrap_or_default()
}

/// An item's text, cut to its column, with its notes in the next one.
fn item(text: &Fact, facts: &[Fact], look: &Look, columns: usize, notes: usize) -> Line {
    let room = columns.saturating_sub(notes + GAP);
    let mut line = Line::of(pad(&truncate(text.text(), room, look.ellipsis()), room + GAP), Style::of(text.tone));
    for (at, fact) in facts.iter().enumerate() {
        line.push(if at > 0 { look.separator() } else { "" }, Style::Quiet);
        line.fact(fact);
    }
    line
}

/// The columns that the widest notes of a block need.
fn notes_width(rows: &[Row], look: &Look) -> usize {
    rows.iter()
        .filter_map(|row| match row {
            Row::Item(_, facts) => Some(joined_width(facts, look)),
            _ => None,
        })
        .max()
        .unwrap_or(0)
}

/// The columns of facts side by side.
fn joined_width(facts: &[Fact], look: &Look) -> usize {
    let between = width(look.separator()) * facts.len().saturating_sub(1);
    let codes = facts.iter().filter(|fact| fact.tone == Tone::Code).count() * 2;
    between + codes + facts.iter().map(|fact| width(fact.text())).sum::<usize>()
}
