//! The figures of the engagement scores.

use super::arithmetic::number;
use super::value::{Amount, Operation, Term};
use super::{Explainer, Made, out};
use crate::metrics::engagement::{DatedScore, REFERENCE_LEAVES_OUT, REFERENCE_WINDOW, SLOPE_LEAST, Window};
use crate::metrics::meetings::Held;

impl Explainer<'_> {
    pub(super) fn engagement(&self, figure: &str) -> Option<Made> {
        let (engagement, meetings) = (&self.figures.engagement, &self.figures.meetings);
        let scores = engagement.scores.as_slice();
        let newest = |count: usize| &scores[scores.len().saturating_sub(count)..];
        let made = |operation, terms, left_out, amount| Made { operation, terms, left_out, amount };
        Some(match figure {
            "scores" => Made::count(scores.len() as u64, self.scores(scores, "a score"), self.not_asked()),
            "asked_rate" => {
                Made::share(meetings.asked_rate(), meetings.scored, meetings.held, self.asked(), Vec::new())
            }
            "latest" => {
                let terms = self.scores(newest(1), "the newest score");
                made(Operation::Only, terms, Vec::new(), Amount::Number(engagement.latest()))
            }
            "change" => {
                let terms = if scores.len() < 2 { &[] } else { newest(2) };
                let terms = self.scores(terms, "the two newest scores");
                made(Operation::Difference, terms, Vec::new(), Amount::Signed(engagement.change()))
            }
            "reference" => {
                let amount = Amount::Number(engagement.reference());
                made(Operation::Largest, self.windows(), self.outside_of_windows(), amount)
            }
            "slope_per_30_days" => {
                let used = engagement.slope_scores();
                let older = &scores[..scores.len() - used.len()];
                let why = if used.is_empty() {
                    format!("too few: {SLOPE_LEAST} scores are needed")
                } else {
                    "older than the newest 12".to_owned()
                };
                let terms = self.scores(used, "the newest scores, 12 at the most");
                let amount = Amount::Signed(engagement.slope_per_30_days);
                made(Operation::Slope, terms, out(self.scores(older, &why)), amount)
            }
            _ => return None,
        })
    }

    /// Scores as terms.
    pub(super) fn scores(&self, scores: &[DatedScore], says: &str) -> Vec<Term> {
        let term = |score: &DatedScore| {
            let place = self.sources.score(score.meeting);
            let shown = number(score.value);
            let is_there = place.words.split(|c: char| !c.is_ascii_digit()).any(|word| word == shown);
            let is_scaled = !is_there || place.words.contains("scale");
            Term {
                says: says.to_owned(),
                date: Some(score.date),
                value: Some(score.value),
                note: is_scaled.then(|| format!("{shown} of 10")),
                places: vec![place],
            }
        };
        scores.iter().map(term).collect()
    }

    fn not_asked(&self) -> Vec<Term> {
        out(self.all(|held| !held.scored, "held, without a score", Self::why_held))
    }

    fn asked(&self) -> Vec<Term> {
        let without = self.not_asked().into_iter().map(|term| Term { value: Some(0.0), ..term });
        let with = self.all(
            |held: &Held| held.scored,
            "held, with a score",
            |this, meeting| vec![this.sources.score(meeting)],
        );
        without.chain(with).collect()
    }

    /// Every five scores in a row, the highest median first.
    fn windows(&self) -> Vec<Term> {
        let engagement = &self.figures.engagement;
        let reference = engagement.reference();
        let mut windows: Vec<&Window> = engagement.windows.iter().collect();
        windows.sort_by(|one, other| other.median.total_cmp(&one.median));
        let term = |(at, window): (usize, &&Window)| {
            let scores = &engagement.scores[window.first..window.first + REFERENCE_WINDOW];
            let values: Vec<String> = scores.iter().map(|score| number(score.value)).collect();
            let highest = Some(window.median) == reference;
            let last = scores.last().map(|score| self.day(score.date)).unwrap_or_default();
            Term {
                says: if highest { "five scores in a row with the highest median" } else { "five with a lower one" }
                    .to_owned(),
                date: scores.first().map(|score| score.date),
                value: Some(window.median),
                note: Some(format!("to {last}: {}; median {}", values.join(", "), number(window.median))),
                // The scores of one window are looked up there; the others overlap it.
                places: scores
                    .iter()
                    .take(if at == 0 { REFERENCE_WINDOW } else { 1 })
                    .map(|score| self.sources.score(score.meeting))
                    .collect(),
            }
        };
        windows.iter().enumerate().map(term).collect()
    }

    fn outside_of_windows(&self) -> Vec<Term> {
        let engagement = &self.figures.engagement;
        let scores = engagement.scores.as_slice();
        let settled = scores.len().saturating_sub(REFERENCE_LEAVES_OUT);
        let newest = self.scores(&scores[settled..], "the newest two are what is compared with it");
        let older = match engagement.windows.iter().map(|window| window.first).min() {
            Some(first) => self.scores(&scores[..first], "longer ago than 182 days"),
            None => self.scores(&scores[..settled], "no five in a row within 182 days, the newest two left out"),
        };
        out(newest.into_iter().chain(older))
    }
}
