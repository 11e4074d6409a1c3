//! The strip and the line of scores as SVG.

use super::escape::escaped;
use crate::render::charts::{Mark, Outcome};
use crate::render::figure::{full_day, number};

/// The side of a mark's square.
const CELL: usize = 16;
/// Between two scores.
const STEP: f64 = 12.0;
/// The height of the line of scores, of which the outer [`EDGE`] stays empty.
const HEIGHT: f64 = 48.0;
/// The empty edge.
const EDGE: f64 = 4.0;

/// The strip, a mark a slot; each says its day and outcome where the pointer rests on it.
pub(super) fn strip(marks: &[Mark]) -> String {
    if marks.is_empty() {
        return String::new();
    }
    let shapes: String = marks
        .iter()
        .enumerate()
        .map(|(at, mark)| {
            let title = format!("{}: {}", full_day(mark.date), mark.outcome.word());
            format!(
                "<g transform=\"translate({} 0)\"><title>{}</title><rect class=\"hit\" width=\"{CELL}\" height=\"{CELL}\"/>{}</g>",
                at * CELL,
                escaped(&title),
                shape(mark.outcome)
            )
        })
        .collect();
    let words: Vec<&str> = marks.iter().map(|mark| mark.outcome.word()).collect();
    let wide = marks.len() * CELL;
    format!(
        "<svg class=\"strip\" role=\"img\" aria-label=\"oldest first: {}\" width=\"{wide}\" height=\"{CELL}\" viewBox=\"0 0 {wide} {CELL}\">{shapes}</svg>",
        words.join(", ")
    )
}

/// What the marks mean.
pub(super) fn legend(outcomes: &[Outcome]) -> String {
    if outcomes.is_empty() {
        return String::new();
    }
    let entries: String = outcomes
        .iter()
        .map(|&outcome| {
            format!(
                "<span><svg class=\"strip\" aria-hidden=\"true\" width=\"{CELL}\" height=\"{CELL}\" viewBox=\"0 0 {CELL} {CELL}\">{}</svg>{}</span>",
                shape(outcome),
                outcome.word()
            )
        })
        .collect();
    format!("<p class=\"legend\">{entries}</p>\n")
}

/// The mark of an outcome, told apart by its shape alone.
fn shape(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::OnTime => "<circle class=\"on-time\" cx=\"8\" cy=\"8\" r=\"5\"/>",
        Outcome::Moved => {
            "<g class=\"moved\"><circle cx=\"8\" cy=\"8\" r=\"4.5\"/><path d=\"M8 3.5a4.5 4.5 0 0 0 0 9z\"/></g>"
        }
        Outcome::NotHeld => "<path class=\"not-held\" d=\"M4 4l8 8M12 4l-8 8\"/>",
        Outcome::Unconfirmed => "<text class=\"to-confirm\" x=\"8\" y=\"13\">?</text>",
        Outcome::Excused => "<path class=\"away\" d=\"M4 8h8\"/>",
        Outcome::Pending => "<circle class=\"open\" cx=\"8\" cy=\"8\" r=\"2\"/>",
    }
}

/// The scores from 1 to 10 as a line with a dot at the newest; a dashed line at the level they are compared with.
pub(super) fn scores(scores: &[f64], reference: Option<f64>) -> String {
    if scores.is_empty() {
        return String::new();
    }
    let points: Vec<(f64, f64)> =
        scores.iter().enumerate().map(|(at, &score)| (EDGE + at as f64 * STEP, height(score))).collect();
    let wide = EDGE * 2.0 + (scores.len() - 1) as f64 * STEP;
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let level = reference
        .map_or_else(String::new, |level| format!("<path class=\"level\" d=\"M0 {:.1}h{wide:.1}\"/>", height(level)));
    let last =
        points.last().map_or_else(String::new, |(x, y)| format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"));
    let words: Vec<String> = scores.iter().map(|&score| number(score)).collect();
    format!(
        "<svg class=\"scores\" role=\"img\" aria-label=\"scores, oldest first: {}\" width=\"{wide:.0}\" height=\"{HEIGHT:.0}\" viewBox=\"0 0 {wide:.1} {HEIGHT:.0}\">{level}<polyline points=\"{}\"/>{last}</svg>",
        words.join(", "),
        line.join(" ")
    )
}

/// How far down a score stands.
fn height(score: f64) -> f64 {
    let score = if score.is_finite() { score.clamp(1.0, 10.0) } else { 1.0 };
    HEIGHT - EDGE - (score - 1.0) / 9.0 * (HEIGHT - 2.0 * EDGE)
}
