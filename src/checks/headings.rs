//! `unmapped-headings`: a pair whose headings say nothing to the program, so that it finds no item.

use std::collections::BTreeMap;

use super::{Checked, Finding};
use crate::format::body::Body;
use crate::format::diagnostic::{Code, Diagnostic, quoted, to_u32};
use crate::format::source::Source;
use crate::history::Origin;
use crate::model::section::normalise_heading;

/// In how few entries nothing can be said yet.
const FEWEST: usize = 3;

/// One finding at most, at the newest heading that comes back in half of the entries or more and is not known.
pub(super) fn find(pair: Checked<'_>) -> Option<Finding> {
    let history = pair.history;
    let is_in_entry = |origin: Origin| matches!(origin, Origin::Entry(_));
    if history.items.iter().any(|item| item.mentions.iter().any(|mention| is_in_entry(mention.origin))) {
        return None;
    }
    let entries: Vec<String> = history.own().filter(|(_, m)| m.human).map(|(_, m)| m.entry.path()).collect();
    if entries.len() < FEWEST {
        return None;
    }
    // By name: in how many entries, and where last.
    let mut unknown: BTreeMap<String, (usize, Diagnostic)> = BTreeMap::new();
    for path in &entries {
        let Some(bytes) = pair.files.get(path) else { continue };
        let source = Source::new(bytes);
        let body = Body::read(&source, pair.vocabulary);
        let mut here: BTreeMap<String, Diagnostic> = BTreeMap::new();
        for (index, heading) in body.headings.iter().enumerate() {
            let is_title = index == 0 && heading.level == 1;
            if heading.named.is_some() || is_title {
                continue;
            }
            let line = to_u32(source.lines_before_body + heading.lines.start + 1);
            here.entry(normalise_heading(&heading.text))
                .or_insert_with(|| told(path, line, &heading.text, entries.len()));
        }
        for (name, diagnostic) in here {
            let known = unknown.entry(name).or_insert_with(|| (0, diagnostic.clone()));
            *known = (known.0 + 1, diagnostic);
        }
    }
    let often = unknown.into_iter().filter(|(name, (count, _))| !name.is_empty() && count * 2 >= entries.len());
    let (_, (_, diagnostic)) = often.max_by_key(|(_, (count, told))| (*count, std::cmp::Reverse(told.line)))?;
    Some(Finding { diagnostic, repair: Vec::new() })
}

fn told(path: &str, line: u32, heading: &str, entries: usize) -> Diagnostic {
    Diagnostic {
        code: Code::UnmappedHeadings,
        path: path.to_owned(),
        line,
        column: 1,
        length: 1,
        message: format!("there are 0 items in {entries} entries; `{}` is no heading that is known", quoted(heading)),
        remedy: format!("say in oneonone.yaml what it means, as in `sections: {{look back: [{}]}}`", quoted(heading)),
    }
}
