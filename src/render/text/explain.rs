//! An explanation for a terminal: the terms by what they say, each with its place and the user's own line.

use chrono::NaiveDate;

use super::line::{Line, Style};
use crate::explain::names::Figure;
use crate::explain::value::{Amount, Explanations, Operation, PairExplanation, Term};
use crate::render::escape::visible;
use crate::render::figure::{self, NO_DATA};
use crate::render::look::{Look, pad, width, wrap};

/// Before the terms.
const INDENT: usize = 2;
/// Between the columns.
const GAP: usize = 2;

/// The lines of the explanations, with a rule between the pairs.
pub(super) fn lines(explained: &Explanations, look: &Look) -> Vec<Line> {
    let rule = if look.unicode { "─" } else { "-" }.repeat(look.columns());
    let rule = [Line::new(), Line::of(rule, Style::Quiet), Line::new()];
    let pairs: Vec<Vec<Line>> = explained.pairs.iter().map(|pair| page(explained, pair, look)).collect();
    pairs.join(&rule[..])
}

/// The names that there are, each with what it says.
pub(super) fn names(figures: &[Figure], look: &Look) -> Vec<Line> {
    let room = figures.iter().map(|figure| width(figure.name)).max().unwrap_or_default();
    let line = |figure: &Figure| {
        let mut lines =
            beside(Line::of(pad(figure.name, room), Style::Strong), room, &[figure.meaning.to_owned()], look);
        lines.truncate(4);
        lines
    };
    figures.iter().flat_map(line).collect()
}

fn page(explained: &Explanations, pair: &PairExplanation, look: &Look) -> Vec<Line> {
    let explanation = &pair.explanation;
    let today = explained.today;
    let as_of = match explained.since {
        Some(since) => format!("{} to {}", figure::full_day(since), figure::full_day(today)),
        None => figure::full_day(today),
    };
    let mut name = Line::of(visible(&pair.direct_report), Style::Strong);
    name.fill(look.columns().saturating_sub(width(&as_of)).max(name.width() + GAP));
    name.push(as_of, Style::Quiet);
    let mut lines = vec![name];
    lines.extend(plain(&format!("{}: {}", explanation.figure, explanation.meaning), look, Style::Plain));
    groups(&explanation.terms, today, look, &mut lines);
    let is_signal = explanation.operation == Operation::Signal;
    let left_out = if is_signal { "Looked at too" } else { "Left out" };
    if !explanation.left_out.is_empty() {
        lines.extend([Line::new(), Line::of(left_out, Style::Label)]);
        groups(&explanation.left_out, today, look, &mut lines);
    }
    lines.push(Line::new());
    if explanation.operation != Operation::Date && !explanation.arithmetic.is_empty() {
        lines.extend(explanation.arithmetic.lines().flat_map(|line| plain(line, look, Style::Plain)));
    }
    let last = explanation.figure.rsplit('.').next().unwrap_or_default();
    let shown = amount(explanation.amount, today);
    let is = if is_signal { " is" } else { ":" };
    let message = explanation.message.iter().map(|message| format!(": {}", visible(message))).collect::<String>();
    lines.extend(plain(&format!("{last}{is} {shown}{message}"), look, Style::Strong));
    lines
}

/// The figure as the report's page shows it.
pub(super) fn amount(amount: Amount, today: NaiveDate) -> String {
    let number = |value: Option<f64>, shown: fn(f64) -> String| value.map_or_else(|| NO_DATA.to_owned(), shown);
    match amount {
        Amount::Count(count) => count.to_string(),
        Amount::Share(value, part, whole) => figure::counted(value, part, whole),
        Amount::Number(value) => number(value, figure::number),
        Amount::Signed(value) => number(value, figure::signed),
        Amount::Days(days) => days.map_or_else(|| NO_DATA.to_owned(), figure::days),
        Amount::On(on) => if on { "on" } else { "off" }.to_owned(),
        Amount::Date(date) => date.map_or_else(|| NO_DATA.to_owned(), |date| figure::day(date, today)),
    }
}

/// The terms, under what those that follow each other say.
fn groups(terms: &[Term], today: NaiveDate, look: &Look, lines: &mut Vec<Line>) {
    for group in terms.chunk_by(|one, other| one.says == other.says) {
        lines.push(Line::new());
        let mut head = Line::of(visible(&group[0].says), Style::Plain);
        if group.len() > 1 {
            head.push(format!(" ({})", group.len()), Style::Quiet);
        }
        lines.push(head);
        let dates: Vec<String> = group.iter().map(|term| day(term, today)).collect();
        let room = dates.iter().map(|date| width(date)).max().unwrap_or_default();
        let places = group.iter().flat_map(|term| &term.places).map(|place| width(&place.at)).max().unwrap_or_default();
        for (term, date) in group.iter().zip(&dates) {
            lines.extend(one(term, date, room, places.min(look.columns() / 2), look));
        }
    }
}

fn day(term: &Term, today: NaiveDate) -> String {
    term.date.map(|date| figure::day(date, today)).unwrap_or_default()
}

/// One term: its day, what is to be known of it, and below that its places.
fn one(term: &Term, date: &str, room: usize, places: usize, look: &Look) -> Vec<Line> {
    let mut head = Line::of(" ".repeat(INDENT), Style::Plain);
    head.push(pad(date, room), Style::Plain);
    let from = if room > 0 { INDENT + room } else { 0 };
    let notes: Vec<String> = term.note.iter().map(|note| visible(note)).collect();
    let mut lines = if notes.is_empty() { Vec::new() } else { beside(head.clone(), from, &notes, look) };
    for place in &term.places {
        let mut line = if lines.is_empty() { head.clone() } else { Line::new() };
        line.fill(from + GAP);
        let words = visible(&place.words);
        line.push(if words.is_empty() { visible(&place.at) } else { pad(&visible(&place.at), places) }, Style::Quiet);
        line.push(" ".repeat(GAP), Style::Plain);
        line.push(words, Style::Plain);
        lines.push(line);
    }
    if lines.is_empty() { vec![head] } else { lines }
}

/// Texts beside the start of a line, broken where they are too long.
fn beside(mut head: Line, from: usize, texts: &[String], look: &Look) -> Vec<Line> {
    let mut lines = Vec::new();
    let columns = look.columns().saturating_sub(from + GAP).max(Look::NARROWEST / 2);
    for text in texts.iter().flat_map(|text| wrap(text, columns)) {
        let mut line = std::mem::take(&mut head);
        line.fill(from + GAP);
        line.push(text, Style::Plain);
        lines.push(line);
    }
    lines
}

fn plain(text: &str, look: &Look, style: Style) -> Vec<Line> {
    wrap(&visible(text), look.columns()).into_iter().map(|line| Line::of(line, style)).collect()
}
