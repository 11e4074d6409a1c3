//! `oneonone pair`

use clap::{Args, Subcommand};
use serde_yaml::Value;

use super::Exit;
use super::init::one_line;
use super::support::{self, WriteArgs};
use super::which;
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::edit::{EditError, set_yaml_key, yaml_string};
use crate::format::frontmatter::parse_mapping;
use crate::format::item_line::is_handle;
use crate::format::pair_file::FILE_NAME;
use crate::model::pair::Party;
use crate::ui::escape::visible_multiline;
use crate::workspace::{Loaded, Plan};

/// Show or change who the two are
#[derive(Debug, Subcommand)]
pub enum PairCommand {
    /// Print the pair file
    Show(ShowArgs),
    /// Change names, handles, addresses, the role
    Set(SetArgs),
}

/// Which pair to show.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Whose pair
    pair: Option<String>,
}

/// What to change.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// Whose pair
    pair: Option<String>,
    /// The direct report's name
    #[arg(long)]
    name: Option<String>,
    /// The direct report's handle
    #[arg(long)]
    handle: Option<String>,
    /// One more address of the direct report, the first from now on
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The manager's name
    #[arg(long, value_name = "NAME")]
    manager: Option<String>,
    /// The manager's handle
    #[arg(long, value_name = "HANDLE")]
    manager_handle: Option<String>,
    /// One more address of the manager, the first from now on
    #[arg(long, value_name = "ADDRESS")]
    manager_email: Option<String>,
    /// The direct report's job
    #[arg(long)]
    role: Option<String>,
    /// The template of new entries
    #[arg(long)]
    template: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `pair`.
pub(super) fn run(context: &Context, command: &PairCommand) -> Result<Exit, CommandError> {
    match command {
        PairCommand::Show(args) => {
            let folder = which::pair(context, args.pair.as_deref())?;
            let loaded = Loaded::new(&folder, context.today)?;
            let bytes = loaded.bytes(FILE_NAME).unwrap_or_default();
            context.ui.out(&visible_multiline(&String::from_utf8_lossy(bytes)));
            context.ui.status(&folder.root.join(FILE_NAME).display().to_string());
            Ok(Exit::Done)
        }
        PairCommand::Set(args) => set(context, args),
    }
}

/// What changes of a party: name, handle, one more address.
type PartyChange<'a> = (Option<&'a String>, Option<&'a String>, Option<&'a String>);

fn set(context: &Context, args: &SetArgs) -> Result<Exit, CommandError> {
    let direct_report = (args.name.as_ref(), args.handle.as_ref(), args.email.as_ref());
    let manager = (args.manager.as_ref(), args.manager_handle.as_ref(), args.manager_email.as_ref());
    let texts = [("role", &args.role), ("template", &args.template)];
    let is_nothing = |change: &PartyChange<'_>| change.0.is_none() && change.1.is_none() && change.2.is_none();
    if is_nothing(&direct_report) && is_nothing(&manager) && texts.iter().all(|(_, text)| text.is_none()) {
        return Err(
            CommandError::usage("nothing to change").hint("for example: --name \"Alice Meyer\" --handle ameyer")
        );
    }
    let lines = [("name", &args.name), ("manager", &args.manager), ("role", &args.role)];
    let addresses = [("mail address", &args.email), ("mail address", &args.manager_email)];
    for (what, text) in lines.into_iter().chain(addresses) {
        text.as_deref().map(|text| one_line(what, text)).transpose()?;
    }
    let folder = which::pair(context, args.pair.as_deref())?;
    support::write(context, &folder, args.write, |loaded| {
        let mut plan = Plan::new("pair set");
        if let Some(template) = &args.template {
            support::template_text(context, Some(loaded), template)?;
        }
        let pair = &loaded.history.pair;
        for (key, party, change) in
            [("direct_report", &pair.direct_report, direct_report), ("manager", &pair.manager, manager)]
        {
            if !is_nothing(&change) {
                let value = party_value(party, change)?;
                plan.edit(loaded, FILE_NAME, |bytes| {
                    only_known_keys(bytes, key).and_then(|()| set_yaml_key(bytes, key, &value))
                })?;
            }
        }
        for (key, text) in texts {
            if let Some(text) = text {
                plan.edit(loaded, FILE_NAME, |bytes| set_yaml_key(bytes, key, &yaml_string(text)))?;
            }
        }
        Ok((plan, ()))
    })?;
    if !args.write.dry_run {
        context.ui.status(&format!("saved: {}", folder.root.join(FILE_NAME).display()));
        if args.handle.is_some() || args.manager_handle.is_some() {
            support::tip(
                context,
                "items that were written with the handle before keep it; `oneonone action list --all` shows them",
            );
        }
    }
    Ok(Exit::Done)
}

fn party_value(party: &Party, (name, handle, email): PartyChange<'_>) -> Result<String, CommandError> {
    let name = name.unwrap_or(&party.name);
    let handle = handle.map_or_else(|| party.handle.clone(), |handle| handle.trim_start_matches('@').to_lowercase());
    if !is_handle(&handle) {
        return Err(CommandError::usage(format!("`{handle}` is no handle")).hint("letters, digits, `-`, `_` and `.`"));
    }
    let mut emails: Vec<String> = email.into_iter().cloned().collect();
    emails.extend(party.email.iter().filter(|known| Some(*known) != email).cloned());
    let emails: Vec<String> = emails.iter().map(|email| yaml_string(email)).collect();
    let emails = if emails.is_empty() { String::new() } else { format!(", email: [{}]", emails.join(", ")) };
    Ok(format!("{{name: {}, handle: {}{emails}}}", yaml_string(name), yaml_string(&handle)))
}

/// A party with keys that this program does not know is not written anew: they would be lost.
fn only_known_keys(bytes: &[u8], key: &str) -> Result<(), EditError> {
    let text = String::from_utf8_lossy(bytes);
    let mapping = parse_mapping(text.trim_start_matches('\u{feff}')).map_err(|_| EditError::UnreadableFrontmatter)?;
    let known = |name: &Value| name.as_str().is_some_and(|name| matches!(name, "name" | "handle" | "email"));
    match mapping.get(key) {
        Some(Value::Mapping(party)) if !party.keys().all(known) => Err(EditError::UnsafeKey(key.to_owned())),
        _ => Ok(()),
    }
}
