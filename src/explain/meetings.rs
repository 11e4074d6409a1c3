//! The figures of the held meetings.

use super::value::{Place, Term};
use super::{Explainer, Made, out, together};
use crate::metrics::meetings::Held;
use crate::model::entry::Outcome;
use crate::report::words::count;

impl Explainer<'_> {
    pub(super) fn meetings(&self, figure: &str) -> Option<Made> {
        let meetings = &self.figures.meetings;
        Some(match figure {
            "held" => Made::count(meetings.held, self.all(|_| true, "held", Self::why_held), self.other_entries()),
            "documented" => Made::count(
                meetings.documented,
                self.all(|held| held.documented, "something is written down", Self::words_of),
                out(self.all(|held| !held.documented, "held, without a word", Self::why_held)),
            ),
            "prepared_known" => Made::count(
                meetings.prepared_known,
                together(self.judged(|_| 1.0)),
                out(self.all(|held| held.prepared.is_none(), NOT_KNOWN, Self::why_held)),
            ),
            "prepared" => Made::count(
                meetings.prepared,
                self.judged(|_| 1.0).into_iter().filter(|term| term.says == PREPARED).collect(),
                out(self.judged(|_| 0.0).into_iter().filter(|term| term.says != PREPARED).chain(self.all(
                    |held| held.prepared.is_none(),
                    NOT_KNOWN,
                    Self::why_held,
                ))),
            ),
            "agenda_rate" => Made::share(
                meetings.agenda_rate(),
                meetings.prepared,
                meetings.prepared_known,
                together(self.judged(|prepared| f64::from(u8::from(prepared)))),
                out(self.all(|held| held.prepared.is_none(), NOT_KNOWN, Self::why_held)),
            ),
            "median_minutes" => Made::median(
                meetings.median_minutes,
                self.minutes(),
                out(self.all(|held| held.minutes.is_none(), "no minutes are written down", Self::why_held)),
            ),
            _ => return None,
        })
    }

    /// The held meetings that are so, as terms.
    pub(super) fn all(
        &self,
        is: impl Fn(&Held) -> bool,
        says: &str,
        places: impl Fn(&Self, usize) -> Vec<Place>,
    ) -> Vec<Term> {
        let held = self.figures.meetings.all.iter().filter(|held| is(held));
        let term = |held: &Held| Term {
            says: says.to_owned(),
            date: Some(self.sources.history.meetings[held.meeting].date),
            value: Some(1.0),
            note: None,
            places: places(self, held.meeting),
        };
        held.map(term).collect()
    }

    pub(super) fn why_held(&self, meeting: usize) -> Vec<Place> {
        self.sources.outcome(meeting)
    }

    fn words_of(&self, meeting: usize) -> Vec<Place> {
        let score = || self.sources.history.meetings[meeting].entry.score.map(|_| self.sources.score(meeting));
        let place = self.sources.first_words(meeting, false).or_else(score);
        vec![place.unwrap_or_else(|| self.sources.entry(meeting))]
    }

    /// The meetings of which it is known whether they were prepared; those that were come first.
    fn judged(&self, value: impl Fn(bool) -> f64) -> Vec<Term> {
        let history = self.sources.history;
        let judged = self.figures.meetings.all.iter().filter_map(|held| Some((held.meeting, held.prepared?)));
        let mut terms: Vec<Term> = judged
            .map(|(meeting, prepared)| {
                let key = self.sources.key(meeting, "prepared");
                let day = history.meetings[meeting].entry.prepared.filter(|_| key.is_some());
                Term {
                    says: if prepared { PREPARED } else { NOT_PREPARED }.to_owned(),
                    date: Some(history.meetings[meeting].date),
                    value: Some(value(prepared)),
                    note: day.is_none().then(|| BY_GIT[usize::from(prepared)].to_owned()),
                    places: vec![key.unwrap_or_else(|| self.sources.entry(meeting))],
                }
            })
            .collect();
        terms.sort_by_key(|term| term.says != PREPARED);
        terms
    }

    fn minutes(&self) -> Vec<Term> {
        let measured = self.figures.meetings.all.iter().filter_map(|held| Some((held.meeting, held.minutes?)));
        let term = |(meeting, minutes): (usize, u32)| Term {
            says: "held, with its length".to_owned(),
            date: Some(self.sources.history.meetings[meeting].date),
            value: Some(f64::from(minutes)),
            note: None,
            places: self.sources.key(meeting, "minutes").into_iter().collect(),
        };
        measured.map(term).collect()
    }

    /// The entries that are no held meetings, or none of this pair's kind.
    fn other_entries(&self) -> Vec<Term> {
        let history = self.sources.history;
        let scope = &self.figures.scope;
        let kinds = history.meetings.iter().enumerate().filter(|(_, m)| scope.counts(m.date));
        let term = |index: usize, says: &str, places| Term {
            says: says.to_owned(),
            date: Some(history.meetings[index].date),
            value: None,
            note: None,
            places,
        };
        let mut terms: Vec<Term> = kinds
            .filter_map(|(index, meeting)| match meeting.outcome {
                _ if !meeting.own_kind => {
                    Some(term(index, "of another kind", self.sources.key(index, "kind").into_iter().collect()))
                }
                Outcome::Held => None,
                outcome => Some(term(index, Self::not_held(outcome), self.sources.outcome(index))),
            })
            .collect();
        if let Some(since) = scope.since {
            let before = history.held().filter(|(_, m)| !scope.counts(m.date)).count();
            if before > 0 {
                let says = format!("before {}, the first day that counts", self.day(since));
                terms.push(Term { says, note: Some(count(before as u64, "meeting")), ..Term::default() });
            }
        }
        out(terms)
    }
}

const PREPARED: &str = "prepared";
const NOT_PREPARED: &str = "not prepared";
const NOT_KNOWN: &str = "cannot be known: no `prepared:`, and git has only one version";
/// What git says of a meeting whose entry has no `prepared:`; of those that were not prepared first.
const BY_GIT: [&str; 2] =
    ["by git: nobody wrote in it before it was held", "by git: somebody wrote in it before it was held"];
