//! The strip of slots and the line of scores, as marks that each writer draws in its own way.

use chrono::NaiveDate;

use crate::report::value::{ScoreRow, SlotRow};

/// What became of a slot, as far as a picture tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Held on the slot's own date.
    OnTime,
    /// Held on another date.
    Moved,
    /// Cancelled or missed.
    NotHeld,
    /// Prepared, and nobody said whether it took place.
    Unconfirmed,
    /// Inside an `away` range.
    Excused,
    /// Its window is still open.
    Pending,
}

impl Outcome {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 6] =
        [Self::OnTime, Self::Moved, Self::NotHeld, Self::Unconfirmed, Self::Excused, Self::Pending];

    /// Reads the report's word; a word that is not known counts as unconfirmed, which says the least.
    pub fn parse(word: &str) -> Self {
        match word {
            "on_time" => Self::OnTime,
            "moved" => Self::Moved,
            "cancelled" | "missed" => Self::NotHeld,
            "excused" => Self::Excused,
            "pending" => Self::Pending,
            _ => Self::Unconfirmed,
        }
    }

    /// The mark: one column, told apart by its shape alone.
    pub fn glyph(self, unicode: bool) -> &'static str {
        match (self, unicode) {
            (Self::OnTime, true) => "●",
            (Self::OnTime, false) => "o",
            (Self::Moved, true) => "◐",
            (Self::Moved, false) => "m",
            (Self::NotHeld, true) => "✕",
            (Self::NotHeld, false) => "x",
            (Self::Unconfirmed, _) => "?",
            (Self::Excused, true) => "–",
            (Self::Excused, false) => "-",
            (Self::Pending, true) => "·",
            (Self::Pending, false) => ".",
        }
    }

    /// The word of the legend.
    pub fn word(self) -> &'static str {
        match self {
            Self::OnTime => "on time",
            Self::Moved => "moved",
            Self::NotHeld => "not held",
            Self::Unconfirmed => "to confirm",
            Self::Excused => "away",
            Self::Pending => "open",
        }
    }
}

/// One slot of a strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The slot's date.
    pub date: NaiveDate,
    /// What became of it.
    pub outcome: Outcome,
}

/// The newest slots, at most `most`, oldest first.
pub fn strip(slots: &[SlotRow], most: usize) -> Vec<Mark> {
    newest(slots, most).iter().map(|slot| Mark { date: slot.date, outcome: Outcome::parse(slot.outcome) }).collect()
}

/// The outcomes that occur, in the order of the legend.
pub fn legend<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> Vec<Outcome> {
    let mut seen: Vec<Outcome> = marks.into_iter().map(|mark| mark.outcome).collect();
    seen.sort_unstable();
    seen.dedup();
    seen
}

/// The newest scores, at most `most`, oldest first.
pub fn scores(rows: &[ScoreRow], most: usize) -> Vec<f64> {
    newest(rows, most).iter().map(|row| row.score).collect()
}

/// The scores as a line: a block from 1 to 10 each, in ASCII the rounded numbers with a space between.
pub fn sparkline(scores: &[f64], unicode: bool) -> String {
    if unicode {
        return scores.iter().map(|&score| block(score)).collect();
    }
    scores.iter().map(|score| format!("{score:.0}")).collect::<Vec<_>>().join(" ")
}

/// The block whose height shows a score from 1 to 10.
fn block(score: f64) -> char {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    BLOCKS[((score.clamp(1.0, 10.0) - 1.0) / 9.0 * 7.0).round() as usize % 8]
}

/// The last `most` of what is ordered oldest first.
fn newest<T>(rows: &[T], most: usize) -> &[T] {
    &rows[rows.len().saturating_sub(most)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_spans_one_to_ten() {
        let all: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(sparkline(&all, true), "▁▂▃▃▄▅▆▆▇█");
        assert_eq!(sparkline(&all[7..], false), "8 9 10");
        assert_eq!(sparkline(&[], true), "");
        assert_eq!(sparkline(&[f64::NAN, 99.0, -3.0], true), "▁█▁");
    }

    #[test]
    fn every_mark_has_a_shape_and_a_word_of_its_own() {
        let distinct = |mut all: Vec<&str>| {
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        assert_eq!(distinct(Outcome::ALL.map(|o| o.glyph(true)).to_vec()), 6);
        assert_eq!(distinct(Outcome::ALL.map(|o| o.glyph(false)).to_vec()), 6);
        assert_eq!(distinct(Outcome::ALL.map(|o| o.word()).to_vec()), 6);
    }
}
