//! The signals: what was looked at, the conditions in words, and whether they hold.

use chrono::NaiveDate;

use super::arithmetic::number;
use super::slots::became;
use super::value::{Amount, CheckRow, Explanation, Operation, Term};
use super::{Explainer, names, together};
use crate::metrics::engagement::DatedScore;
use crate::metrics::signals::{Check, Examined, Limit, Looked, Observed, Role, Seen, Stale};
use crate::report::signals::sentence;
use crate::report::words::count;

impl Explainer<'_> {
    /// Explains the signal of that name.
    pub(super) fn signal(&self, code: &str) -> Option<Explanation> {
        let figure = names::SIGNALS.iter().find(|signal| signal.name == code)?;
        let figures = self.figures;
        let observed = Observed::new(self.sources.history, &figures.slots, &figures.items);
        let examined = observed.examined(self.thresholds).into_iter().find(|examined| examined.code == code)?;
        let judged = judged(&examined);
        let of = |is: fn(Role) -> bool| -> Vec<Term> {
            let mut terms: Vec<(Role, Term)> = examined
                .seen
                .iter()
                .filter(|seen| is(seen.role))
                .map(|seen| (seen.role, self.seen(code, seen, judged)))
                .collect();
            terms.sort_by_key(|(role, term)| (*role != Role::Measure, term.date));
            together(terms.into_iter().map(|(_, term)| term).collect())
        };
        let today = self.sources.history.today;
        Some(Explanation {
            figure: figure.name,
            meaning: figure.meaning,
            operation: Operation::Signal,
            terms: of(|role| role != Role::Against),
            left_out: of(|role| role == Role::Against),
            arithmetic: arithmetic(&examined),
            checks: examined.ways.iter().map(|way| way.iter().map(row).collect()).collect(),
            value: examined.signal.is_some().into(),
            amount: Amount::On(examined.signal.is_some()),
            message: examined.signal.as_ref().map(|signal| sentence(&signal.finding, today)),
        })
    }

    /// A score of the usual level, which is the one of the day on which a score was compared with it.
    fn measure(&self, score: &DatedScore, judged: Option<NaiveDate>) -> Term {
        let day = judged.map(|date| format!(" on {}", self.day(date))).unwrap_or_default();
        let says = format!("the usual level{day}: the middle one of these five");
        let term = self.scores(&[*score], &says).into_iter().next();
        term.map(|term| Term { value: None, ..term }).unwrap_or_default()
    }

    fn seen(&self, code: &str, seen: &Seen<'_>, judged: Option<NaiveDate>) -> Term {
        let speaks = seen.role == Role::For;
        let value = speaks.then_some(1.0);
        match &seen.what {
            Looked::Slot(slot) => {
                let term = self.slot(slot, value);
                let says = match (code, speaks) {
                    ("cancellation-cascade", false) => format!("ends the row: {}", became(slot.outcome)),
                    ("meeting-overdue", false) => "its meeting is planned for today or later".to_owned(),
                    ("meeting-overdue", true) => "its day has passed, and nothing says what became of it".to_owned(),
                    _ => term.says.clone(),
                };
                Term { says, ..term }
            }
            Looked::Meeting(index) => self.seen_meeting(code, *index, seen.role),
            Looked::Score(score) => {
                if seen.role == Role::Measure {
                    return self.measure(score, judged);
                }
                let says = match (seen.role, code) {
                    (Role::For, "engagement-drop") => "where the fall was seen",
                    (Role::For, "engagement-low") => "low",
                    (Role::Against, "engagement-low") => "not low",
                    (Role::For, "engagement-decline") => "the first and the last of the newest scores",
                    (Role::Against, "engagement-decline") => "between them",
                    _ => "the newest scores",
                };
                self.scores(&[*score], says).into_iter().map(|term| Term { value, ..term }).next().unwrap_or_default()
            }
            Looked::Item(stale) => self.seen_item(code, stale, speaks),
        }
    }

    fn seen_meeting(&self, code: &str, index: usize, role: Role) -> Term {
        let places = match (code, role) {
            ("no-growth-talk", Role::Measure) => self.sources.first_words(index, true).into_iter().collect(),
            ("no-preparation", _) => self.sources.key(index, "prepared").into_iter().collect(),
            ("engagement-not-asked", Role::Against) => vec![self.sources.score(index)],
            _ => self.sources.outcome(index),
        };
        let says = match (code, role == Role::For) {
            ("engagement-not-asked", true) => "held, without a score",
            ("engagement-not-asked", false) => "held, with a score",
            ("unconfirmed-meetings", _) => "nobody said whether it took place",
            ("undocumented-meetings", true) => "held, without a word",
            ("undocumented-meetings", false) => "held, with notes",
            ("no-preparation", true) => "not prepared",
            ("no-preparation", false) => "prepared",
            ("reverse-briefing" | "manager-monologue", true) => "both wrote in it",
            ("reverse-briefing" | "manager-monologue", false) => "not known to be written by both",
            ("no-growth-talk", false) => "the last words under growth or feedback",
            _ => "held, without a word under growth or feedback",
        };
        Term {
            says: says.to_owned(),
            date: Some(self.sources.history.meetings[index].date),
            value: (role == Role::For).then_some(1.0),
            note: self.lines(code, index),
            places: if places.is_empty() { vec![self.sources.entry(index)] } else { places },
        }
    }

    /// How much of an entry the manager wrote.
    fn lines(&self, code: &str, index: usize) -> Option<String> {
        let writing = self.sources.history.meetings[index].writing?;
        let lines = match code {
            "reverse-briefing" => writing.briefing,
            "manager-monologue" => writing.all,
            _ => return None,
        };
        Some(format!("{} of {} by the manager", lines.manager, count(lines.number(), "line")))
    }

    fn seen_item(&self, code: &str, stale: &Stale<'_>, speaks: bool) -> Term {
        let limits = self.thresholds;
        let meetings = if code == "stale-action" { limits.stale_meetings } else { limits.stuck_meetings };
        let through = format!("open through {} (needs {meetings})", count(stale.meetings, "meeting"));
        let late = stale.overdue_days.filter(|_| code == "stale-action").map(|days| {
            format!("; {} overdue (needs {})", count(days.unsigned_abs(), "day"), limits.stale_overdue_days)
        });
        let says = if speaks { "does not move" } else { "open, but not for so long" }.to_owned();
        let term = self.item_term(stale.item, says, 1.0);
        let note = format!("{through}{}: {}", late.unwrap_or_default(), self.state(stale.item));
        Term { value: speaks.then_some(1.0), note: Some(note), ..term }
    }
}

/// The day of the score that was compared: where a fall was seen, else the newest.
fn judged(examined: &Examined<'_>) -> Option<NaiveDate> {
    let newest = |role: Role| {
        let those = examined.seen.iter().filter(|seen| seen.role == role);
        those.filter_map(|seen| if let Looked::Score(score) = &seen.what { Some(score.date) } else { None }).max()
    };
    newest(Role::For).or_else(|| newest(Role::Against))
}

/// The conditions in words, one a line.
fn arithmetic(examined: &Examined<'_>) -> String {
    let way = |checks: &Vec<Check>| {
        let lines: Vec<String> = checks.iter().map(|check| format!("{}: {}", words(check), holds(check))).collect();
        lines.join("\n")
    };
    examined.ways.iter().map(way).collect::<Vec<_>>().join("\nor: ")
}

fn holds(check: &Check) -> &'static str {
    match (check.value, check.holds()) {
        (None, _) => "not known yet",
        (_, true) => "yes",
        (_, false) => "no",
    }
}

/// A condition in words.
fn words(check: &Check) -> String {
    let what = match check.name {
        "slots_in_a_row" => "the newest meetings in a row that were cancelled or have no entry",
        "slots_looked_at" => "expected meetings to look at",
        "slots_moved" => "of these moved or put off",
        "newest_slot_untouched" => "entries of the newest meeting that nobody filled in",
        "slots_overdue" => "meetings whose day has passed and of which nothing is known",
        "meetings_unconfirmed" => "meetings of which nobody said whether they took place",
        "meetings_without_notes" => "meetings without a word among the newest",
        "points_below_reference" => "points that the score lies below the usual level",
        "points_below_reference_twice" => "points that each of two scores in a row lies below the usual level",
        "points_below_reference_since" => "points that the best score since then lies below the usual level",
        "scores_low" => "low ones among the newest scores",
        "slope_per_30_days" => "points per 30 days",
        "points_from_first_to_last" => {
            "points that the middle one of the last scores lies below the middle one of the first"
        }
        "meetings_looked_at" => "meetings to look at",
        "meetings_with_score" => "of these with a score",
        "days_without_growth" => "days without a word under growth or feedback",
        "meetings_without_growth" => "meetings without one",
        "items_stuck" => "items that do not move",
        "meetings_by_both" => "of these in which both wrote",
        "managers_share_of_briefing" => "the manager's share of the lines of look back and look forward",
        "managers_share_of_lines" => "the manager's share of all lines",
        "meetings_not_prepared" => "meetings not prepared among the newest that can be judged",
        other => other,
    };
    let value = check.value.map_or_else(|| "no data".to_owned(), number);
    format!("{what}: {value} (needs {})", limit(check.limit))
}

fn limit(limit: Limit) -> String {
    match limit {
        Limit::AtLeast(limit) => format!("{} or more", number(limit)),
        Limit::AtMost(limit) => format!("{} or less", number(limit)),
        Limit::Below(limit) => format!("fewer than {}", number(limit)),
        Limit::Above(limit) => format!("more than {}", number(limit)),
    }
}

fn row(check: &Check) -> CheckRow {
    let (needs, limit) = match check.limit {
        Limit::AtLeast(limit) => ("at_least", limit),
        Limit::AtMost(limit) => ("at_most", limit),
        Limit::Below(limit) => ("below", limit),
        Limit::Above(limit) => ("above", limit),
    };
    CheckRow { name: check.name, value: check.value, needs, limit, holds: check.holds() }
}
