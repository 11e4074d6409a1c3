//! The figures of action items and blockers.

use super::value::Term;
use super::{Explainer, Made, out, together};
use crate::history::{Item, ItemState};
use crate::metrics::items::{ActionItem, ByNext};
use crate::report::words::count;

impl Explainer<'_> {
    pub(super) fn action_items(&self, figure: &str) -> Option<Made> {
        let figures = &self.figures.action_items;
        let those = |is: &dyn Fn(&ActionItem<'_>) -> bool, says: &dyn Fn(&ActionItem<'_>) -> String| {
            let terms = figures.all.iter().filter(|one| is(one)).map(|one| self.item_term(one.item, says(one), 1.0));
            together(terms.collect())
        };
        let unresolved = || out(those(&|one| one.unresolved, &|_| UNRESOLVED.to_owned()));
        Some(match figure {
            "open" => Made::count(figures.open, those(&|one| one.is_open(), &|_| "open".to_owned()), unresolved()),
            "overdue" => Made::count(
                figures.overdue,
                self.overdue(),
                out(those(&|one| one.is_open() && one.overdue_days.is_none(), &|one| {
                    if one.item.due.is_some() { "open, and due today or later" } else { "open, without a due date" }
                        .to_owned()
                })),
            ),
            "done" => Made::count(figures.done, those(&|one| one.is_done(), &|_| "done".to_owned()), Vec::new()),
            "dropped" => {
                Made::count(figures.dropped, those(&|one| one.is_dropped(), &|_| "dropped".to_owned()), Vec::new())
            }
            "unresolved" => {
                Made::count(figures.unresolved, those(&|one| one.unresolved, &|_| UNRESOLVED.to_owned()), Vec::new())
            }
            "median_age_days" => {
                let open = figures.all.iter().filter(|one| one.is_open());
                let aged = open.filter_map(|one| Some((one.item, one.age_days?)));
                Made::median(figures.median_age_days, self.ages(aged), unresolved())
            }
            "done_by_next" => self.by_next(),
            _ => return None,
        })
    }

    pub(super) fn blockers(&self, figure: &str) -> Option<Made> {
        let blockers = &self.figures.blockers;
        Some(match figure {
            "open" => {
                let open = blockers.open.iter().map(|(item, _)| self.item_term(item, "open".to_owned(), 1.0));
                Made::count(blockers.open.len() as u64, open.collect(), Vec::new())
            }
            "median_age_days" => {
                let aged = blockers.open.iter().filter_map(|(item, days)| Some((*item, (*days)?)));
                Made::median(blockers.median_age_days, self.ages(aged), Vec::new())
            }
            _ => return None,
        })
    }

    /// An item as a term.
    pub(super) fn item_term(&self, item: &Item, says: String, value: f64) -> Term {
        Term {
            says,
            date: item.created,
            value: Some(value),
            note: Some(self.state(item)),
            places: self.sources.item(item),
        }
    }

    /// Whose an item is, and what became of it, in a few words; the day on which it was written stands beside them.
    pub(super) fn state(&self, item: &Item) -> String {
        let owners: Vec<String> = item.owners.iter().map(|owner| format!("@{owner}")).collect();
        let due = item.due.map(|due| format!(", due {}", self.day(due))).unwrap_or_default();
        let on =
            |date: Option<chrono::NaiveDate>| date.map(|date| format!(" on {}", self.day(date))).unwrap_or_default();
        let end = match item.state {
            ItemState::Open => String::new(),
            ItemState::Done(date) => format!(", done{}", on(date)),
            ItemState::Dropped(date) => format!(", dropped{}", on(date)),
        };
        format!("{}{due}{end}", owners.join(" "))
    }

    fn overdue(&self) -> Vec<Term> {
        let mut open: Vec<&ActionItem<'_>> = self.figures.action_items.all.iter().filter(|one| one.is_open()).collect();
        open.sort_by_key(|one| std::cmp::Reverse(one.overdue_days));
        let term = |one: &&ActionItem<'_>| {
            let days = one.overdue_days?;
            let due = self.sources.due(one.item);
            let mut places = self.sources.item(one.item);
            places.extend(due.filter(|due| !places.contains(due)));
            let mut term = self.item_term(one.item, "open, and its due date has passed".to_owned(), 1.0);
            term.note = term.note.map(|note| format!("{} overdue: {note}", count(days.unsigned_abs(), "day")));
            Some(Term { places, ..term })
        };
        open.iter().filter_map(term).collect()
    }

    /// The oldest first.
    fn ages<'h>(&self, items: impl Iterator<Item = (&'h Item, i64)>) -> Vec<Term> {
        let mut items: Vec<(&Item, i64)> = items.collect();
        items.sort_by_key(|(_, days)| std::cmp::Reverse(*days));
        let term = |(item, days): &(&Item, i64)| {
            let term = self.item_term(item, "open".to_owned(), *days as f64);
            let note = format!("{} old: {}", count(days.unsigned_abs(), "day"), self.state(item));
            Term { note: Some(note), ..term }
        };
        items.iter().map(term).collect()
    }

    fn by_next(&self) -> Made {
        let figures = &self.figures.action_items;
        let says = |by_next: ByNext| match by_next {
            ByNext::Done(_) => "done by the next meeting",
            ByNext::NotDone(_) => "not done by the next meeting",
            ByNext::Dropped(_) => "dropped by the next meeting",
            ByNext::NoNext => "there was no next meeting yet",
            ByNext::NotInMeeting => "not written on the day of a held meeting",
            ByNext::Unresolved => UNRESOLVED,
        };
        let term = |one: &ActionItem<'_>| {
            let value = f64::from(u8::from(one.by_next.counts() == Some(true)));
            let mut term = self.item_term(one.item, says(one.by_next).to_owned(), value);
            if let ByNext::Done(next) | ByNext::NotDone(next) | ByNext::Dropped(next) = one.by_next {
                term.note = term.note.map(|note| format!("{note}; the next meeting was on {}", self.day(next)));
            }
            term
        };
        let of = |counts: bool| figures.all.iter().filter(move |one| one.by_next.counts().is_some() == counts);
        let mut terms: Vec<Term> = of(true).map(term).collect();
        terms.sort_by_key(|term| term.value.is_some_and(|value| value > 0.0));
        let part = of(true).filter(|one| one.by_next.counts() == Some(true)).count() as u64;
        Made::share(figures.done_by_next, part, of(true).count() as u64, terms, out(of(false).map(term)))
    }
}

const UNRESOLVED: &str = "imported long ago, and never ticked";
