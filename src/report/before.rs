//! The period before: as long as the one that the report is about, up to the day before it.

use chrono::{Days, NaiveDate};

use super::build::{Figures, Rows};
use super::value::Before;
use crate::history::History;
use crate::metrics::scope::Scope;

/// The first and the last day of the period before the one from `since` to `until`, both included.
pub fn days(since: NaiveDate, until: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let length = u64::try_from((until - since).num_days()).ok()? + 1;
    Some((since.checked_sub_days(Days::new(length))?, since.pred_opt()?))
}

/// The figures of that period, from the history as of its last day.
pub fn before(history: &History, since: NaiveDate) -> Before {
    let scope = Scope { history, since: Some(since) };
    let figures = Figures::new(scope);
    let rows = Rows::new(&scope);
    Before {
        since,
        until: history.today,
        cadence: figures.cadence_value(),
        meetings: figures.meetings_value(),
        action_items: figures.action_items_value(&rows),
        blockers: figures.blockers_value(&rows),
        commitments: figures.commitments_value(),
        engagement: figures.engagement_value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_before_is_as_long() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let before = days(date("2026-11-01"), date("2026-11-20"));
        assert_eq!(before, Some((date("2026-10-12"), date("2026-10-31"))));
        assert_eq!(days(date("2026-11-20"), date("2026-11-20")), Some((date("2026-11-19"), date("2026-11-19"))));
        assert_eq!(days(date("2026-11-20"), date("2026-11-18")), None);
    }
}
