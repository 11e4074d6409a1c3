//! Lines of what was imported that look like action items are offered as such: one by one, or all with `--yes`; never silently.

use std::collections::{BTreeSet, HashSet};

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

/// Offers them. Those of older meetings would never come up again: they are counted, and stay text.
pub(super) fn offer(context: &Context, folder: &PairFolder, yes: bool) -> Result<(), CommandError> {
    let Found { own, others, older } = found(&Loaded::new(folder, context.today)?);
    tell_others(context, &others);
    tell_older(context, older);
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

/// Says what would be offered once `plan` is carried out.
pub(super) fn preview(context: &Context, loaded: &Loaded, plan: &Plan) {
    let Found { own, others, older } = found(&loaded.once(plan));
    if !own.is_empty() {
        context.ui.out(&format!("{} of you two, and would be offered:\n", lines_look(own.len())));
    }
    for (path, offer) in &own {
        let file = path.trim_start_matches("entries/").trim_end_matches(".md");
        context.ui.out(&format!("  {file}  {}\n", said(offer)));
    }
    tell_others(context, &others);
    tell_older(context, older);
}

/// What looks like an action item and is none.
#[derive(Default)]
struct Found {
    /// Those of one of the two in the newest imported meetings, with their files.
    own: Vec<(String, Offer)>,
    /// Who else is named there, a line each.
    others: Vec<String>,
    /// How many of the two there are in older imported meetings.
    older: usize,
}

fn found(loaded: &Loaded) -> Found {
    let history = &loaded.history;
    let known: HashSet<String> = history.items.iter().map(|item| normalise_text(&item.text)).collect();
    let imported = history.own().filter(|(_, meeting)| meeting.entry.imported && meeting.date <= history.today);
    let imported: Vec<usize> = imported.map(|(index, _)| index).collect();
    let first_of_newest = imported.len().saturating_sub(NEWEST);
    let mut found = Found::default();
    for (position, index) in imported.into_iter().enumerate() {
        let path = loaded.path_of(index);
        let is_newest = position >= first_of_newest;
        for offer in offers(loaded.bytes(&path).unwrap_or_default(), &loaded.vocabulary, &history.pair) {
            match &offer.owner {
                Owner::Other(name) if is_newest => found.others.push(name.clone()),
                Owner::Other(_) => {}
                _ if known.contains(&normalise_text(&offer.text)) => {}
                _ if is_newest => found.own.push((path.clone(), offer)),
                _ => found.older += 1,
            }
        }
    }
    found
}

fn tell_others(context: &Context, others: &[String]) {
    if others.is_empty() {
        return;
    }
    let names: BTreeSet<&str> = others.iter().map(String::as_str).collect();
    let names: Vec<&str> = names.into_iter().collect();
    context.ui.status(&format!(
        "{} of somebody else ({}), and {} text",
        lines_look(others.len()),
        visible(&names.join(", ")),
        if others.len() == 1 { "stays" } else { "stay" },
    ));
}

fn tell_older(context: &Context, older: usize) {
    if older > 0 {
        context.ui.status(&format!("{} in older meetings, of which nothing comes up again", lines_look(older)));
    }
}

/// One by one. Where the input ends nothing more is taken.
fn asked(context: &Context, own: &[(String, Offer)]) -> Vec<(String, Offer)> {
    context.ui.status(&format!("{} of you two:", lines_look(own.len())));
    let mut taken = Vec::new();
    for (index, (path, offer)) in own.iter().enumerate() {
        let question = format!("{path}:{}  {}", offer.line, said(offer));
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

/// The item as it is shown.
fn said(offer: &Offer) -> String {
    visible(item(offer).trim_start_matches("- [ ] ")).into_owned()
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
