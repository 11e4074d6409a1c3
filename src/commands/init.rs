//! `oneonone init`

mod files;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use clap::Args;

use super::Exit;
use super::support::{self, say_relative};
use crate::command_error::CommandError;
use crate::context::Context;
use crate::format::item_line::is_handle;
use crate::format::pair_file;
use crate::format::template;
use crate::git::{Change, Commit, PairRepository, default_identity};
use crate::model::cadence::Every;
use crate::model::pair::{KINDS, ONE_ON_ONE};
use crate::model::phrase::{parse, parse_time};
use crate::store::durable;
use crate::workspace::{PairFolder, slug};

/// Begin with somebody: make the pair's repository
///
/// `oneonone init "Alice Chen"` is enough: you are the manager, as git knows you, and you meet every week for an hour from
/// the next such weekday on. Everything can be changed later.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The direct report's name
    name: Option<String>,
    /// The direct report's mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The direct report's handle, which marks what they own [default: the first name]
    #[arg(long)]
    handle: Option<String>,
    /// The manager's name [default: yours, as git knows it]
    #[arg(long, value_name = "NAME")]
    manager: Option<String>,
    /// The manager's mail address
    #[arg(long, value_name = "ADDRESS")]
    manager_email: Option<String>,
    /// How often: day, week, 2 weeks, month, quarterly, first monday…
    #[arg(long, value_name = "EVERY", default_value = "week")]
    cadence: String,
    /// The first meeting's day [default: this weekday next week]
    #[arg(long, value_name = "DATE")]
    start: Option<String>,
    /// The time of day
    #[arg(long, value_name = "HH:MM")]
    time: Option<String>,
    /// How long, in minutes
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=480))]
    minutes: u32,
    /// one-on-one, skip-level, mentor or peer
    #[arg(long, default_value = ONE_ON_ONE)]
    kind: String,
    /// The template of the entries [default: the configuration's, else six-part]
    #[arg(long)]
    template: Option<String>,
    /// The direct report's job
    #[arg(long)]
    role: Option<String>,
    /// The folder's name [default: the direct report's name]
    #[arg(long)]
    slug: Option<String>,
    #[command(flatten)]
    write: support::WriteArgs,
}

/// Everything that is known about the pair to be made.
struct NewPair {
    name: String,
    handle: String,
    email: Option<String>,
    manager: String,
    manager_handle: String,
    manager_email: Option<String>,
    every: Every,
    start: NaiveDate,
    time: Option<String>,
    template: String,
}

/// Runs `init`.
pub(super) fn run(context: &Context, args: &InitArgs) -> Result<Exit, CommandError> {
    let new = NewPair::new(context, args)?;
    let folder_name = slug::slug(args.slug.as_deref().unwrap_or(&new.name))?;
    let taken =
        context.home.pairs()?.into_iter().find(|pair| slug::slug(&pair.slug).is_ok_and(|slug| slug == folder_name));
    let root = context.home.path.join(&folder_name);
    if let Some(pair) = taken.map(|pair| pair.slug).or_else(|| root.exists().then(|| folder_name.clone())) {
        return Err(CommandError::data(format!(
            "there is a folder `{pair}` in `{}` already",
            context.home.path.display()
        ))
        .hint("give the new pair another folder with --slug NAME"));
    }
    let files = new.files(args);
    if args.write.dry_run {
        context.ui.out(&format!("would make {}", root.display()));
        for (path, text) in &files {
            context.ui.out(&format!("\n==> {path}\n{text}"));
        }
        return Ok(Exit::Done);
    }
    durable::make_folder(&context.home.path)?;
    let repository = PairRepository::create(&root)?;
    repository.identity()?;
    durable::make_folder(&root.join("entries"))?;
    let changes = files.into_iter().map(|(path, text)| Change::write(path, text.into_bytes())).collect();
    let mut session = repository.begin(crate::git::BeginOptions::default())?;
    session.commit(Commit::new(format!("oneonone init: {}", pair_file::FILE_NAME), changes))?;
    repository.install_merge_driver()?;
    let folder = PairFolder { slug: folder_name, root };
    tell(context, &folder, &new);
    Ok(Exit::Done)
}

fn tell(context: &Context, folder: &PairFolder, new: &NewPair) {
    let ui = &context.ui;
    // `first monday` from a Friday on begins later than that Friday.
    let first = support::first_slot(new.every, new.start);
    ui.out(&format!(
        "{} and {}: every {}, first on {}",
        new.name,
        new.manager,
        new.every,
        say_relative(context, first)
    ));
    ui.status(&format!("made {}", folder.root.display()));
    let other = if context.home.pairs().is_ok_and(|pairs| pairs.len() > 1) {
        format!(" {}", folder.slug)
    } else {
        String::new()
    };
    let text = format!(
        "`oneonone prep{other}` prepares the first meeting; `oneonone note{other} \"…\"` keeps a thought for it"
    );
    support::tip(context, &text);
}

impl NewPair {
    fn new(context: &Context, args: &InitArgs) -> Result<Self, CommandError> {
        let ui = &context.ui;
        let name = match &args.name {
            Some(name) => name.clone(),
            None => ui
                .ask("The direct report's name", None)
                .filter(|name| !name.trim().is_empty())
                .ok_or_else(|| CommandError::usage("who is it with?").hint("`oneonone init \"Alice Chen\"`"))?,
        };
        let name = one_line("name", name.trim())?;
        // Without it nothing can be committed, whoever the manager is: said before anything is made.
        let identity = default_identity()?;
        let manager = args.manager.as_deref().map_or(identity.name.as_str(), str::trim);
        let manager = one_line("manager", manager)?;
        let own_email = (identity.name == manager).then(|| identity.email.clone());
        let manager_email = args.manager_email.clone().or(own_email);
        for email in [&args.email, &manager_email].into_iter().flatten() {
            one_line("mail address", email)?;
        }
        let template = args.template.clone().or_else(|| context.config.template.clone());
        let template = template.unwrap_or_else(|| template::DEFAULT.to_owned());
        support::template_text(context, None, &template)?;
        if !KINDS.contains(&args.kind.as_str()) {
            return Err(CommandError::usage(format!("no kind is called `{}`", args.kind))
                .hint(format!("there are {}", KINDS.join(", "))));
        }
        let every = Every::said(&args.cadence).ok_or_else(|| unknown_cadence(&args.cadence))?;
        let handle = match &args.handle {
            Some(handle) => handle.trim_start_matches('@').to_lowercase(),
            None => slug::handle(&name),
        };
        if !is_handle(&handle) {
            return Err(
                CommandError::usage(format!("`{handle}` is no handle")).hint("letters, digits, `-`, `_` and `.`")
            );
        }
        let mut manager_handle = slug::handle(&manager);
        if manager_handle == handle {
            manager_handle = slug::slug(&manager)?.chars().filter(|c| *c != '-').collect();
        }
        Ok(Self {
            start: start(context, args)?,
            time: args.time.as_deref().map(parse_time).transpose()?,
            email: args.email.clone(),
            name,
            handle,
            manager,
            manager_handle,
            manager_email,
            every,
            template,
        })
    }
}

pub(super) fn one_line(what: &str, text: &str) -> Result<String, CommandError> {
    if text.is_empty() || text.chars().any(char::is_control) || text.chars().count() > 100 {
        return Err(CommandError::usage(format!("the {what} should be one line of up to 100 characters")));
    }
    Ok(text.to_owned())
}

pub(super) fn unknown_cadence(said: &str) -> CommandError {
    CommandError::usage(format!("`{said}` is no cadence"))
        .hint("day, week, 2 weeks, 10 days, month, 3 months, biweekly, quarterly, first monday, last friday")
}

/// The first meeting's day: as given, else asked for, else this weekday next week (Monday where today is at a weekend).
fn start(context: &Context, args: &InitArgs) -> Result<NaiveDate, CommandError> {
    if let Some(said) = &args.start {
        return support::date(context, said);
    }
    let ahead = match context.today.weekday() {
        Weekday::Sat => 9,
        Weekday::Sun => 8,
        _ => 7,
    };
    let default = context.today.checked_add_days(Days::new(ahead)).unwrap_or(context.today);
    let read = |said: &str| if said.is_empty() { Ok(default) } else { parse(said, context.today).map(|day| day.date) };
    let asked = context.ui.ask_until("Day of the first meeting", Some(&support::say(default)), read);
    Ok(asked.unwrap_or(default))
}
