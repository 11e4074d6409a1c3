//! Private lines in what would leave this machine.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::command_error::CommandError;
use crate::context::Context;
use crate::git::Outgoing;
use crate::private::{Hit, PrivateError, PrivateLines, PrivateStore};
use crate::workspace::{Home, PairFolder, WorkspaceError};

/// The private notes of this person, if there are any.
pub(in crate::commands) fn private_store(context: &Context) -> Result<Option<PrivateStore>, PrivateError> {
    PrivateStore::find(&context.private, &pair_roots(&context.home, &context.current))
}

/// The folders of all pairs that are known here.
pub(in crate::commands) fn pair_roots(home: &Home, current: &std::path::Path) -> Vec<PathBuf> {
    let pairs = home.pairs().unwrap_or_default();
    pairs.into_iter().chain(Home::around(current)).map(|folder| folder.root).collect()
}

/// Looks through what would leave this machine. The private notes are read once, and only where something would.
pub(in crate::commands) fn inspect(
    context: &Context,
) -> impl Fn(&PairFolder, &[Outgoing]) -> Result<(), WorkspaceError> + Sync + use<> {
    let (place, pairs) = (context.private.clone(), pair_roots(&context.home, &context.current));
    let read = OnceLock::new();
    move |folder: &PairFolder, outgoing: &[Outgoing]| {
        let read = read.get_or_init(|| Private::read(PrivateStore::find(&place, &pairs)));
        let looked = read.as_ref().map_err(ToString::to_string).and_then(|read| match read {
            Some(private) => private.hits(folder, outgoing).map_err(|error| error.to_string()),
            None => Ok(Vec::new()),
        });
        // What cannot be looked through does not go out.
        let hits = looked.map_err(|why| WorkspaceError::NotLookedThrough { why })?;
        if hits.is_empty() { Ok(()) } else { Err(WorkspaceError::Leak { places: places(&hits) }) }
    }
}

struct Private {
    store: std::sync::Mutex<PrivateStore>,
    lines: PrivateLines,
}

impl Private {
    fn read(store: Result<Option<PrivateStore>, PrivateError>) -> Result<Option<Self>, PrivateError> {
        let Some(store) = store? else { return Ok(None) };
        let lines = store.lines()?;
        Ok(Some(Self { store: std::sync::Mutex::new(store), lines }))
    }

    fn hits(&self, folder: &PairFolder, outgoing: &[Outgoing]) -> Result<Vec<Hit>, PrivateError> {
        let store = self.store.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        store.find_in(&folder.slug, &self.lines, outgoing)
    }
}

/// The places of hits, each once.
fn places(hits: &[Hit]) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for hit in hits {
        if !places.contains(&hit.place) {
            places.push(hit.place.clone());
        }
    }
    places
}

/// The private lines in what would leave this machine.
pub(in crate::commands) fn hits_in(
    context: &Context,
    folder: &PairFolder,
    outgoing: &[Outgoing],
) -> Result<Vec<Hit>, CommandError> {
    match Private::read(private_store(context))? {
        Some(private) => Ok(private.hits(folder, outgoing)?),
        None => Ok(Vec::new()),
    }
}

/// The most places that are named one by one.
const PLACES_TOLD: usize = 8;

/// What to say of an error that stopped a sending: of a private line where it is and, on a terminal alone, the line.
pub(in crate::commands) fn stopped(
    context: &Context,
    folder: &PairFolder,
    outgoing: Option<&[Outgoing]>,
    error: WorkspaceError,
) -> CommandError {
    let WorkspaceError::Leak { places } = &error else { return error.into() };
    let mut shown = CommandError::data(error.to_string());
    for place in places.iter().take(PLACES_TOLD) {
        shown = shown.cause(place.clone());
    }
    if places.len() > PLACES_TOLD {
        shown = shown.cause(format!("and {} more", places.len() - PLACES_TOLD));
    }
    let unsent = outgoing.map_or_else(|| crate::workspace::sync::unsent(folder), |outgoing| Ok(outgoing.to_vec()));
    // They are shown where they can be; that nothing was sent is said either way.
    let hits = unsent.map_err(CommandError::from).and_then(|outgoing| hits_in(context, folder, &outgoing));
    let mut told: Vec<Hit> = Vec::new();
    for hit in hits.unwrap_or_default() {
        if told.len() < PLACES_TOLD && !told.iter().any(|known| known.text == hit.text) {
            hit.text.show_on_terminal(&context.ui);
            told.push(hit);
        }
    }
    shown
        .hint(format!("`oneonone private allow {}` lets a line go out", folder.slug))
        .hint(format!("to keep it, take it out of the file; then `oneonone private unsend {}`", folder.slug))
}
