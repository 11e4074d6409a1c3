//! Lines of what was imported that look like action items are offered as such: one by one, or all with `--yes`; never silently.

use std::collections::HashSet;

use crate::command_error::CommandError;
use crate::commands::support::{self, WriteArgs};
use crate::context::Context;
use crate::format::edit::insert_under;
use crate::import::offers::{Offer, Owner, offers};
use crate::model::item::normalise_text;
use crate::model::section::Section;
use crate::ui::escape::visible;
use crate::ui::lists::count;
use crate::workspace::{Loaded, PairFolder, Plan};

/// Of how many imported meetings, the newest, items are carried (contract: what is older is `unresolved`).
const NEWEST: usize = 2;

/// Offers them. Those of older meetings would never come up again, and are not offered.
pub(super) fn offer(context: &Context, folder: &PairFolder, yes: bool) -> Result<(), CommandError> {
    let loaded = Loaded::new(folder, context.today)?;
    let (own, others) = found(&loaded);
    if !others.is_empty() {
        let names: HashSet<&str> = others.iter().map(String::as_str).collect();
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        context.ui.status(&format!(
            "{} of somebody else ({}), and {} text",
            lines_look(others.len()),
            visible(&names.join(", ")),
            if others.len() == 1 { "stays" } else { "stay" },
        ));
    }
    if own.is_empty() {
        return Ok(());
    }
    let taken = match (yes, context.ui.is_interactive()) {
        (true, _) => own,
        (false, true) => asked(context, &own),
        (false, false) => {
            let text = format!(
                "{} of you two; `oneonone import` with `--yes` takes what looks so, on a terminal you are asked",
                lines_look(own.len())
            );
            support::tip(context, &text);
            return Ok(());
        }
    };
    if taken.is_empty() {
        return Ok(());
    }
    support::write(context, folder, WriteArgs::default(), |loaded| {
        let mut plan = Plan::new("import");
        for (path, offer) in &taken {
            let lines = [item(offer)];
            plan.edit(loaded, path, |bytes| insert_under(bytes, Section::Actions, &lines, &loaded.vocabulary))?;
        }
        plan.about = Some(count(taken.len(), "action item"));
        Ok((plan, ()))
    })?;
    context.ui.status(&format!(
        "saved: {}; `oneonone prep {}` brings them up",
        count(taken.len(), "action item"),
        folder.slug
    ));
    Ok(())
}

/// What of the newest imported meetings looks like an action item of one of the two and is none, with its file; and who
/// else is named.
fn found(loaded: &Loaded) -> (Vec<(String, Offer)>, Vec<String>) {
    let history = &loaded.history;
    let known: HashSet<String> = history.items.iter().map(|item| normalise_text(&item.text)).collect();
    let imported = history.own().filter(|(_, meeting)| meeting.entry.imported && meeting.date <= history.today);
    let mut newest: Vec<usize> = imported.map(|(index, _)| index).collect();
    newest.drain(..newest.len().saturating_sub(NEWEST));
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for index in newest {
        let path = loaded.path_of(index);
        for offer in offers(loaded.bytes(&path).unwrap_or_default(), &loaded.vocabulary, &history.pair) {
            match &offer.owner {
                Owner::Other(name) => others.push(name.clone()),
                _ if known.contains(&normalise_text(&offer.text)) => {}
                _ => own.push((path.clone(), offer)),
            }
        }
    }
    (own, others)
}

/// One by one. Where the input ends nothing more is taken.
fn asked(context: &Context, own: &[(String, Offer)]) -> Vec<(String, Offer)> {
    context.ui.status(&format!("{} of you two:", lines_look(own.len())));
    let mut taken = Vec::new();
    for (index, (path, offer)) in own.iter().enumerate() {
        let said = visible(item(offer).trim_start_matches("- [ ] ")).into_owned();
        let question = format!("{path}:{}  {said}", offer.line);
        match context.ui.choose(
            &question,
            &[('y', "take"), ('n', "leave"), ('a', "all of them"), ('q', "none more")],
            'n',
        ) {
            Some('y') => taken.push((path.clone(), offer.clone())),
            Some('a') => {
                taken.extend(own[index..].iter().cloned());
                break;
            }
            Some('n') => {}
            _ => break,
        }
    }
    taken
}

/// The line of the item.
fn item(offer: &Offer) -> String {
    match &offer.owner {
        Owner::Party(handle) => format!("- [ ] @{handle} {}", offer.text),
        Owner::Other(_) | Owner::Nobody => format!("- [ ] {}", offer.text),
    }
}

fn lines_look(number: usize) -> String {
    match number {
        1 => "1 line looks like an action item".to_owned(),
        _ => format!("{number} lines look like action items"),
    }
}
