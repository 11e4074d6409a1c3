//! What a path holds, as far as merging has to know it.

/// How a file is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Text by line, with or without frontmatter: an entry, the backlog, the goals, a template, the README.
    Entry,
    /// `oneonone.yaml`.
    PairFile,
    /// Anything else: bytes.
    Other,
}

impl FileKind {
    /// The kind of the file at a path inside a pair's folder.
    pub fn of(path: &str) -> Self {
        match path {
            "oneonone.yaml" => Self::PairFile,
            _ if path.ends_with(".md") || path == ".gitattributes" => Self::Entry,
            _ => Self::Other,
        }
    }
}
