//! The figures of the cadence.

use super::value::{Amount, Operation, Place, Term};
use super::{Explainer, Made, out, together};
use crate::metrics::cadence::{NextDue, Span};
use crate::metrics::slots::{Slot, SlotOutcome};
use crate::model::entry::Outcome;
use crate::report::words::count;

impl Explainer<'_> {
    pub(super) fn cadence(&self, figure: &str) -> Option<Made> {
        let cadence = &self.figures.cadence;
        let of = |is: fn(SlotOutcome) -> bool| self.slots(is, |_| 1.0);
        let missed = |outcome| matches!(outcome, SlotOutcome::Missed(_));
        Some(match figure {
            "slots" => Made::count(cadence.slots.len() as u64, of(|_| true), self.before_since()),
            "expected" => Made::count(cadence.expected(), of(SlotOutcome::is_expected), self.neither()),
            "on_time" => Made::count(cadence.on_time, of(|o| o == SlotOutcome::OnTime), self.before_since()),
            "moved" => Made::count(cadence.moved, of(|o| o == SlotOutcome::Moved), self.before_since()),
            "cancelled" => Made::count(cadence.cancelled, of(|o| o == SlotOutcome::Cancelled), self.neither()),
            "missed" => Made::count(cadence.missed, of(missed), self.neither()),
            "unconfirmed" => {
                Made::count(cadence.unconfirmed, of(|o| o == SlotOutcome::Unconfirmed), self.before_since())
            }
            "excused" => Made::count(cadence.excused, of(|o| o == SlotOutcome::Excused), self.before_since()),
            "pending" => Made::count(cadence.pending, of(|o| o == SlotOutcome::Pending), self.before_since()),
            "extra" => Made::count(cadence.extra.len() as u64, self.extra(), Vec::new()),
            "adherence" => Made::share(
                cadence.adherence(),
                cadence.on_time + cadence.moved,
                cadence.expected(),
                self.slots(SlotOutcome::is_expected, |outcome| f64::from(u8::from(outcome.is_held()))),
                self.neither(),
            ),
            "moved_rate" => Made::share(
                cadence.moved_rate(),
                cadence.moved,
                cadence.on_time + cadence.moved,
                self.slots(SlotOutcome::is_held, |outcome| f64::from(u8::from(outcome == SlotOutcome::Moved))),
                self.before_since(),
            ),
            "longest_gap_days" => Made {
                operation: Operation::Largest,
                terms: self.gaps(),
                left_out: Vec::new(),
                amount: Amount::Days(cadence.longest_gap_days()),
            },
            "days_since_last" => Made {
                operation: Operation::Only,
                terms: self.since_last(),
                left_out: Vec::new(),
                amount: Amount::Days(cadence.days_since_last),
            },
            "streak" => {
                let streak = cadence.streak();
                Made::count(streak.len() as u64, self.row_of(&streak), self.ends_streak(streak.len()))
            }
            "worst_run" => {
                let run = cadence.worst_run();
                Made::count(run.len() as u64, self.row_of(&run), self.neither())
            }
            "next_due" => Made {
                operation: Operation::Date,
                terms: self.next(),
                left_out: Vec::new(),
                amount: Amount::Date(cadence.next_due()),
            },
            _ => return None,
        })
    }

    /// The slots with such an outcome, as terms.
    fn slots(&self, is: impl Fn(SlotOutcome) -> bool, value: impl Fn(SlotOutcome) -> f64) -> Vec<Term> {
        let order = |term: &Term| term.date;
        let slots = self.figures.cadence.slots.iter().filter(|slot| is(slot.outcome));
        let mut terms: Vec<(u8, Term)> =
            slots.map(|slot| (rank(slot.outcome), self.slot(slot, Some(value(slot.outcome))))).collect();
        terms.sort_by_key(|(rank, term)| (*rank, order(term)));
        together(terms.into_iter().map(|(_, term)| term).collect())
    }

    fn row_of(&self, slots: &[&Slot]) -> Vec<Term> {
        let mut slots = slots.to_vec();
        slots.sort_by_key(|slot| slot.date);
        together(slots.into_iter().map(|slot| self.slot(slot, Some(1.0))).collect())
    }

    /// The slots that count neither way, and those before the first day that counts.
    fn neither(&self) -> Vec<Term> {
        let slots = self.figures.cadence.slots.iter().filter(|slot| !slot.outcome.is_expected());
        let mut terms = out(slots.map(|slot| self.slot(slot, None)));
        terms.extend(self.before_since());
        terms
    }

    fn before_since(&self) -> Vec<Term> {
        let scope = &self.figures.scope;
        let Some(since) = scope.since else { return Vec::new() };
        let before = self.figures.slots.counted.iter().filter(|slot| !scope.counts(slot.date)).count();
        let says = format!("before {}, the first day that counts", self.day(since));
        let note = Some(count(before as u64, "slot"));
        if before == 0 { Vec::new() } else { vec![Term { says, note, ..Term::default() }] }
    }

    /// The expected slot that ended the row.
    fn ends_streak(&self, streak: usize) -> Vec<Term> {
        let mut expected = self.figures.cadence.slots.iter().rev().filter(|slot| slot.outcome.is_expected());
        let ends = expected.nth(streak).map(|slot| {
            let term = self.slot(slot, None);
            Term { says: format!("ends the row: {}", term.says), ..term }
        });
        let passed = self.figures.cadence.slots.iter().filter(|slot| !slot.outcome.is_expected());
        let from = ends.as_ref().and_then(|term| term.date);
        let passed = passed.filter(|slot| from.is_none_or(|from| slot.date > from)).map(|slot| {
            let term = self.slot(slot, None);
            Term { says: format!("passed over: {}", term.says), ..term }
        });
        out(ends.clone().into_iter().chain(passed))
    }

    fn extra(&self) -> Vec<Term> {
        let term = |meeting: &usize| Term {
            says: "held, and no slot was left for it".to_owned(),
            date: Some(self.sources.history.meetings[*meeting].date),
            value: Some(1.0),
            note: None,
            places: self.sources.outcome(*meeting),
        };
        self.figures.cadence.extra.iter().map(term).collect()
    }

    fn gaps(&self) -> Vec<Term> {
        let longest = self.figures.cadence.longest_gap_days();
        let mut spans: Vec<&Span> = self.figures.cadence.spans.iter().collect();
        spans.sort_by_key(|span| std::cmp::Reverse(span.days));
        let term = |span: &&Span| {
            let to = if span.is_open { "without a meeting since" } else { "to the next one" };
            let days = count(span.days.unsigned_abs(), "day");
            let away = if span.away > 0 { format!(", {} away left out", span.away) } else { String::new() };
            let what = if span.is_open {
                format!("{days} from {} to {}{away}, {to}", self.day(span.from), self.day(span.to))
            } else {
                format!("{days} from {} to {}{away}", self.day(span.from), self.day(span.to))
            };
            Term {
                says: if Some(span.days) == longest { "the longest" } else { "shorter ones" }.to_owned(),
                date: Some(span.from),
                value: Some(span.days as f64),
                note: Some(what),
                places: self.held_on(span.from).into_iter().chain(self.held_on(span.to)).collect(),
            }
        };
        spans.iter().map(term).collect()
    }

    /// The entry of a meeting that was held on that day.
    fn held_on(&self, day: chrono::NaiveDate) -> Option<Place> {
        let mut held = self.sources.history.held().filter(|(_, meeting)| meeting.date == day);
        held.next().and_then(|(index, _)| self.sources.outcome(index).into_iter().next())
    }

    fn since_last(&self) -> Vec<Term> {
        let Some(days) = self.figures.cadence.days_since_last else { return Vec::new() };
        let Some((index, meeting)) = self.figures.scope.held().last() else { return Vec::new() };
        let today = self.sources.history.today;
        vec![Term {
            says: "the last meeting that was held".to_owned(),
            date: Some(meeting.date),
            value: Some(days as f64),
            note: Some(format!("{} until {}", count(days.unsigned_abs(), "day"), self.day(today))),
            places: self.sources.outcome(index),
        }]
    }

    fn next(&self) -> Vec<Term> {
        let Some(next) = self.figures.cadence.next else { return Vec::new() };
        let (says, places) = match next {
            NextDue::Planned(_, meeting) => {
                let key = self.sources.key(meeting, "date");
                let places = key.map_or_else(|| self.sources.outcome(meeting), |place| vec![place]);
                ("the first entry that is planned for today or later", places)
            }
            NextDue::Pending(date) => ("the oldest meeting that can still be held", self.cadence_row(date)),
            NextDue::Slot(date) => {
                ("the first date of the cadence after today with no meeting held or cancelled", self.cadence_row(date))
            }
        };
        vec![Term { says: says.to_owned(), date: Some(next.date()), value: None, note: None, places }]
    }

    fn cadence_row(&self, date: chrono::NaiveDate) -> Vec<Place> {
        let row = self.sources.history.pair.cadence_on(date);
        row.map(|row| self.sources.row("cadence", row.from)).into_iter().collect()
    }

    /// What an entry that was not held is, in words.
    pub(super) fn not_held(outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Held => "held",
            Outcome::Cancelled => "cancelled",
            Outcome::Missed => "not held, as somebody said",
            Outcome::Planned => "planned",
            Outcome::Unconfirmed => "prepared, but nobody said whether it took place",
            Outcome::Ghost => "an entry that nobody filled in",
        }
    }
}

/// The order in which outcomes are told: those that somebody may ask about first.
fn rank(outcome: SlotOutcome) -> u8 {
    match outcome {
        SlotOutcome::Missed(_) => 0,
        SlotOutcome::Cancelled => 1,
        SlotOutcome::Moved => 2,
        SlotOutcome::OnTime => 3,
        SlotOutcome::Unconfirmed => 4,
        SlotOutcome::Pending => 5,
        SlotOutcome::Excused => 6,
    }
}
