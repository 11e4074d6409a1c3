//! The draft: what an editor works on until its words are in the entry.

use std::path::PathBuf;

use crate::command_error::CommandError;
use crate::store::{durable, files};
use crate::workspace::PairFolder;

/// The copy that the editor works on, and the bytes that it began with. Both lie in git's own folder, where nothing is
/// ever shared from.
pub(super) struct Draft {
    pub(super) text: PathBuf,
    base: PathBuf,
}

impl Draft {
    pub(super) fn of(folder: &PairFolder, path: &str) -> Self {
        let drafts = folder.root.join(".git").join("oneonone").join("drafts");
        let name = path.replace('/', "-");
        Self { text: drafts.join(&name), base: drafts.join(format!("{name}.base")) }
    }

    /// The base of a draft that was never written, where its text differs from it. An older one is moved aside by
    /// [`begin`](Self::begin), never thrown away.
    pub(super) fn left_over(&self) -> Result<Option<Vec<u8>>, CommandError> {
        let (text, base) = (files::read_if_there(&self.text)?, files::read_if_there(&self.base)?);
        Ok(base.filter(|base| text.is_some_and(|text| text != *base)))
    }

    pub(super) fn begin(&self, folder: &PairFolder, path: &str) -> Result<Vec<u8>, CommandError> {
        if let Some(folder) = self.text.parent() {
            durable::make_folder(folder)?;
        }
        if self.left_over()?.is_some() {
            let free = (1..).map(|n| self.text.with_extension(format!("{n}.md"))).find(|path| !path.exists());
            if let Some(free) = free {
                durable::rename(&self.text, &free)?;
            }
        }
        let bytes = files::read_regular(&folder.root.join(path))?;
        durable::write(&self.base, &bytes)?;
        durable::write(&self.text, &bytes)?;
        Ok(bytes)
    }

    pub(super) fn discard(&self) -> Result<(), CommandError> {
        durable::discard(&self.text)?;
        durable::discard(&self.base)?;
        Ok(())
    }
}
