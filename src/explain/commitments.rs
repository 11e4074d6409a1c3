//! What was said and done.

use super::value::Term;
use super::{Explainer, Made, out};
use crate::metrics::items::{Delivery, SayDo};

impl Explainer<'_> {
    pub(super) fn commitments(&self, figure: &str) -> Option<Made> {
        if figure == "unplanned" {
            let says = || "ticked under look back where it first stands".to_owned();
            let terms = self.figures.unplanned.iter().map(|item| self.item_term(item, says(), 1.0));
            return Some(Made::count(self.figures.unplanned.len() as u64, terms.collect(), Vec::new()));
        }
        let (party, figure) = figure.split_once('.')?;
        let said = if party == "manager" { &self.figures.manager } else { &self.figures.direct_report };
        let counts = |delivery: Delivery| delivery.counts().is_some();
        let delivered = |delivery: Delivery| delivery.counts() == Some(true);
        let others = out(self.said(said, |delivery| !counts(delivery)));
        Some(match figure {
            "made" => Made::count(said.made, self.said(said, counts), others),
            "delivered" => {
                let late = out(self.said(said, |delivery| delivery.counts() == Some(false)));
                let terms = self.said(said, delivered);
                Made::count(said.delivered, terms, late.into_iter().chain(others).collect())
            }
            "say_do" => {
                let mut terms = self.said(said, counts);
                for term in &mut terms {
                    term.value = Some(f64::from(u8::from(term.says == DELIVERED)));
                }
                Made::share(said.rate(), said.delivered, said.made, terms, others)
            }
            _ => return None,
        })
    }

    /// The commitments of which such became, what was not delivered first.
    fn said(&self, said: &SayDo<'_>, is: impl Fn(Delivery) -> bool) -> Vec<Term> {
        let says = |delivery: Delivery| match delivery {
            Delivery::Delivered(_) => DELIVERED,
            Delivery::NotDelivered(_) => "not done by the meeting on which it fell due",
            Delivery::Dropped(_) => "dropped by the meeting on which it fell due",
            Delivery::NotDue => "not due yet",
            Delivery::NotInMeeting => "not announced on the day of a held meeting that counts",
        };
        let those = said.all.iter().filter(|(_, delivery)| is(*delivery));
        let mut terms: Vec<Term> = those
            .map(|(item, delivery)| {
                let mut term = self.item_term(item, says(*delivery).to_owned(), 1.0);
                if let Delivery::Delivered(due) | Delivery::NotDelivered(due) | Delivery::Dropped(due) = delivery {
                    term.note = term.note.map(|note| format!("{note}; fell due at the meeting of {}", self.day(*due)));
                }
                term
            })
            .collect();
        terms.sort_by_key(|term| term.says == DELIVERED);
        terms
    }
}

const DELIVERED: &str = "done by the meeting on which it fell due";
