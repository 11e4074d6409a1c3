//! The named warnings with their evidence, and the state of the files.

use super::{Fact, Row, Tone};
use crate::render::figure::count;
use crate::report::value::{PairReport, SignalRow};

/// Places shown of one signal's evidence.
const MOST_EVIDENCE: usize = 4;

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

/// Problems in the files, and lines that look like items.
pub(super) fn files(pair: &PairReport) -> Vec<Row> {
    let mut rows = Vec::new();
    if !pair.diagnostics.is_empty() {
        rows.push(Row::Sentence(problems(pair.diagnostics.len())));
    }
    if pair.unread_items > 0 {
        let lines = count(pair.unread_items, "line looks like an action item", "lines look like action items");
        rows.push(Row::Sentence(vec![Fact::plain(lines)]));
    }
    rows
}

/// How many problems there are, and what to type.
pub(in crate::render) fn problems(n: usize) -> Vec<Fact> {
    let problems = count(n as u64, "problem in the files", "problems in the files");
    vec![Fact::warn(problems), Fact::plain(": run "), Fact::new("oneonone check", Tone::Code)]
}
