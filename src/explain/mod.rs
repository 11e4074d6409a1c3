//! How each figure came about: its terms with their places, the arithmetic, what was left out and why.
//!
//! Nothing is computed here a second time. The figures of `metrics` keep what they were made of; a term is one of these
//! things, said in words. Adding the terms up gives the figure, which a test does for every history that it has.

mod arithmetic;
mod cadence;
mod commitments;
mod engagement;
mod items;
mod meetings;
pub mod names;
mod signals;
mod slots;
mod sources;
pub mod value;

use chrono::NaiveDate;

pub use sources::Sources;

use crate::metrics::signals::Thresholds;
use crate::report::build::Figures;
use crate::report::words::day;
use value::{Amount, Explanation, Operation, Term};

/// Explains the figures of one pair.
pub struct Explainer<'a> {
    /// The pair's files.
    pub sources: Sources<'a>,
    /// The figures, with what they were made of.
    pub figures: &'a Figures<'a>,
    /// The thresholds of the signals.
    pub thresholds: &'a Thresholds,
}

impl Explainer<'_> {
    /// Explains the figure or signal of that name (one of [`names::FIGURES`] or [`names::SIGNALS`]).
    pub fn explain(&self, name: &str) -> Option<Explanation> {
        if !name.contains('.') {
            return self.signal(name);
        }
        let figure = names::FIGURES.iter().find(|figure| figure.name == name)?;
        let (family, rest) = name.split_once('.')?;
        let made = match family {
            "cadence" => self.cadence(rest),
            "meetings" => self.meetings(rest),
            "action_items" => self.action_items(rest),
            "blockers" => self.blockers(rest),
            "commitments" => self.commitments(rest),
            "engagement" => self.engagement(rest),
            _ => None,
        }?;
        Some(Explanation {
            figure: figure.name,
            meaning: figure.meaning,
            operation: made.operation,
            arithmetic: arithmetic::written(made.operation, &made.terms),
            value: made.amount.value(),
            amount: made.amount,
            terms: made.terms,
            left_out: made.left_out,
            checks: Vec::new(),
            message: None,
        })
    }

    fn day(&self, date: NaiveDate) -> String {
        day(date, self.sources.history.today)
    }
}

/// What a figure is made of, before it has its name.
struct Made {
    operation: Operation,
    terms: Vec<Term>,
    left_out: Vec<Term>,
    amount: Amount,
}

impl Made {
    /// How many of something there are.
    fn count(count: u64, terms: Vec<Term>, left_out: Vec<Term>) -> Self {
        Self { operation: Operation::Count, terms, left_out, amount: Amount::Count(count) }
    }

    /// A share of the terms.
    fn share(value: Option<f64>, part: u64, whole: u64, terms: Vec<Term>, left_out: Vec<Term>) -> Self {
        Self { operation: Operation::Share, terms, left_out, amount: Amount::Share(value, part, whole) }
    }

    /// A median of the terms.
    fn median(value: Option<f64>, terms: Vec<Term>, left_out: Vec<Term>) -> Self {
        Self { operation: Operation::Median, terms, left_out, amount: Amount::Number(value) }
    }
}

/// The terms, those together that say the same; the order of what is said is the one in which it is first said.
fn together(terms: Vec<Term>) -> Vec<Term> {
    let mut order: Vec<String> = Vec::new();
    for term in &terms {
        if !order.contains(&term.says) {
            order.push(term.says.clone());
        }
    }
    let mut terms = terms;
    terms.sort_by_key(|term| order.iter().position(|says| *says == term.says));
    terms
}

/// The terms as what is left out.
fn out(terms: impl IntoIterator<Item = Term>) -> Vec<Term> {
    together(terms.into_iter().map(|term| Term { value: None, ..term }).collect())
}
