//! Signals of who writes, by the authors of git's commits. Where not enough is known, nothing is said: one of the two may be
//! typing for both.

use super::Observed;
use super::examined::{Check, Examined, Limit, Looked, Seen};
use super::signal::{Evidence, Finding, Signal};
use super::thresholds::Thresholds;
use crate::history::{Lines, Meeting, Writing};

pub(super) fn signals<'h>(observed: &Observed<'h>, thresholds: &Thresholds) -> Vec<Examined<'h>> {
    let last = observed.last_held(thresholds.writing_meetings);
    let meetings = last.len();
    let briefing = share(last, |writing| writing.briefing);
    let all = share(last, |writing| writing.all);
    vec![
        examined(
            "reverse-briefing",
            (last, briefing),
            ("managers_share_of_briefing", thresholds.briefing_share),
            thresholds,
            Finding::ReverseBriefing { lines: briefing.manager, of: briefing.number(), meetings },
        ),
        examined(
            "manager-monologue",
            (last, all),
            ("managers_share_of_lines", thresholds.monologue_share),
            thresholds,
            Finding::ManagerMonologue { lines: all.manager, of: all.number(), meetings },
        ),
    ]
}

fn share(meetings: &[(usize, &Meeting)], of: impl Fn(&Writing) -> Lines) -> Lines {
    meetings.iter().filter_map(|(_, meeting)| meeting.writing.as_ref()).map(of).sum()
}

fn examined<'h>(
    code: &'static str,
    (meetings, lines): (&[(usize, &'h Meeting)], Lines),
    (name, limit): (&'static str, f64),
    thresholds: &Thresholds,
    finding: Finding<'h>,
) -> Examined<'h> {
    let by_both = |meeting: &Meeting| meeting.writing.is_some_and(|writing| writing.by_both);
    let known = meetings.iter().filter(|(_, meeting)| by_both(meeting)).count();
    let half = thresholds.writing_meetings as f64 / 2.0;
    // Where it is not known who wrote, there is no share of anybody's.
    let is_known = lines.number() > 0 && known as f64 >= half;
    let value = is_known.then(|| lines.manager as f64 / lines.number() as f64);
    let checks = vec![
        Check::count("meetings_looked_at", meetings.len(), thresholds.writing_meetings),
        Check { name: "meetings_by_both", value: Some(known as f64), limit: Limit::AtLeast(half) },
        Check { name, value, limit: Limit::Above(limit) },
    ];
    let seen = meetings.iter().map(|(index, meeting)| Seen::new(Looked::Meeting(*index), by_both(meeting))).collect();
    Examined::new(code, vec![checks], seen, || {
        let known = meetings.iter().filter(|(_, meeting)| meeting.writing.is_some());
        Some(Signal::new(finding, known.map(|(index, _)| Evidence::entry(*index))))
    })
}
