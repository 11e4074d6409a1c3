//! The part of a line that an excerpt shows, and the columns of its carets.

use super::escape::visible;
use super::width::{cluster_width, clusters, ellipsis, width};

/// Columns between tab stops.
const TAB: usize = 4;

/// One piece of the line as it is drawn.
struct Cell {
    text: String,
    width: usize,
    /// Whether the diagnostic means it.
    meant: bool,
}

/// The part of the line that is drawn.
pub(super) struct Window {
    /// The part, with marks for what is left out.
    pub(super) text: String,
    /// Columns before the first caret.
    pub(super) indent: usize,
    /// How many carets, at least one.
    pub(super) carets: usize,
}

impl Window {
    /// The part that fits and holds the column.
    pub(super) fn new(line: &str, column: usize, length: usize, room: usize, unicode: bool) -> Self {
        let cells = cells(line, column, length);
        let first = cells.iter().position(|cell| cell.meant).unwrap_or(cells.len());
        // One column is kept for a caret behind the line's end.
        if total(&cells) < room {
            return Self::of(&cells, first, "", "");
        }
        let mark = ellipsis(unicode);
        let start = start(&cells, first, room.saturating_sub(2 * width(mark)));
        let left = if start > 0 { mark } else { "" };
        let rest = cells.get(start..).unwrap_or_default();
        let end = fitting(rest, room.saturating_sub(width(left) + width(mark)));
        let right = if end < rest.len() { mark } else { "" };
        Self::of(rest.get(..end).unwrap_or_default(), first.saturating_sub(start), left, right)
    }

    /// These cells between two marks, the carets from the first meant cell on.
    fn of(cells: &[Cell], first: usize, left: &str, right: &str) -> Self {
        let first = first.min(cells.len());
        let (before, after) = cells.split_at(first);
        let carets = total_while(after, |cell| cell.meant).max(1);
        let drawn: String = cells.iter().map(|cell| cell.text.as_str()).collect();
        Self { text: format!("{left}{drawn}{right}"), indent: width(left) + total(before), carets }
    }
}

/// The first cell drawn of a line that is too long: a third of the room stands before the place, less near the end.
fn start(cells: &[Cell], first: usize, room: usize) -> usize {
    let before = cells.get(..first).unwrap_or_default();
    let lead = before.len() - fitting_back(before, room / 3);
    let tail = cells.len() - fitting_back(cells, room.saturating_sub(1));
    lead.min(tail)
}

/// How many cells from the front fit.
fn fitting(cells: &[Cell], room: usize) -> usize {
    let mut used = 0;
    cells
        .iter()
        .take_while(|cell| {
            used += cell.width;
            used <= room
        })
        .count()
}

/// How many cells from the back fit.
fn fitting_back(cells: &[Cell], room: usize) -> usize {
    let mut used = 0;
    cells
        .iter()
        .rev()
        .take_while(|cell| {
            used += cell.width;
            used <= room
        })
        .count()
}

fn total(cells: &[Cell]) -> usize {
    total_while(cells, |_| true)
}

fn total_while(cells: &[Cell], holds: impl Fn(&Cell) -> bool) -> usize {
    cells.iter().take_while(|cell| holds(cell)).map(|cell| cell.width).sum()
}

/// The line as it is drawn, piece by piece: tabs as spaces up to the next stop, what is invisible as its escape.
fn cells(line: &str, column: usize, length: usize) -> Vec<Cell> {
    let meant = column.max(1)..column.max(1).saturating_add(length.max(1));
    let (mut at, mut used) = (1, 0);
    let mut cells = Vec::new();
    for cluster in clusters(line) {
        let chars = cluster.chars().count();
        let (text, width) = drawn(cluster, used);
        cells.push(Cell { text, width, meant: at < meant.end && meant.start < at + chars });
        at += chars;
        used += width;
    }
    cells
}

/// One piece as it is drawn after so many columns, and its width.
fn drawn(cluster: &str, used: usize) -> (String, usize) {
    if cluster == "\t" {
        let columns = TAB - used % TAB;
        return (" ".repeat(columns), columns);
    }
    let shown = visible(cluster);
    let columns = if shown == cluster { cluster_width(cluster) } else { width(&shown) };
    (shown.into_owned(), columns)
}
