//! The named warnings with their evidence, and the state of the files.

use super::{Fact, Row, Tone};
use crate::render::figure::count;
use crate::report::value::{PairReport, SignalRow};

/// Places shown of one signal's evidence.
const MOST_EVIDENCE: usize = 3;

/// One row a signal, gravest first.
pub(super) fn rows(pair: &PairReport) -> Vec<Row> {
    pair.signals.iter().map(|signal| Row::Signal(Fact::plain(&signal.message), evidence(signal))).collect()
}

/// Where a signal can be seen.
fn evidence(signal: &SignalRow) -> Vec<Fact> {
    let mut places: Vec<Fact> = signal.evidence.iter().take(MOST_EVIDENCE).map(Fact::quiet).collect();
    if signal.evidence.len() > MOST_EVIDENCE {
        places.push(Fact::quiet(format!("and {} more", signal.evidence.len() - MOST_EVIDENCE)));
    }
    places
}

/// Problems in the files and what to type, and lines that look like items.
pub(in crate::render) fn files(problems: usize, unread: u64) -> Vec<Row> {
    let mut rows = Vec::new();
    if problems > 0 {
        let problems = count(problems as u64, "problem in the files", "problems in the files");
        let command = Fact::new("oneonone check", Tone::Code);
        rows.push(Row::Sentence(vec![Fact::warn(problems), Fact::plain(": run "), command]));
    }
    if unread > 0 {
        let lines = count(unread, "line looks like an action item", "lines look like action items");
        rows.push(Row::Sentence(vec![Fact::plain(lines)]));
    }
    rows
}
