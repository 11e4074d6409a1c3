//! A problem in a file: the place, what is wrong, and what to do. The user's own line is added where it is shown.

/// A problem in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// The path inside the pair's folder.
    pub path: String,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// The column in characters, from 1; 0 where the whole file is meant.
    pub column: u32,
    /// How many characters it is about, at least 1.
    pub length: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The name of a problem. `docs/errors.md` lists them all.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name, as it is printed.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What the problem is, for the catalogue.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

codes! {
    /// The frontmatter of an entry is no YAML mapping, or has a key twice: nothing in the file is used.
    BadFrontmatter = "bad-frontmatter",
    /// The frontmatter is longer than 16 KB and is not read.
    LongFrontmatter = "long-frontmatter",
    /// A date is none that the calendar has, or is not written as `YYYY-MM-DD`.
    BadDate = "bad-date",
    /// `status` is none of `planned`, `held`, `cancelled` and `missed`, and counts as absent.
    BadStatus = "bad-status",
    /// `engagement` is no score from 1 to 10, and there is no score.
    BadEngagement = "bad-engagement",
    /// `minutes` is no whole number of minutes, and counts as absent.
    BadMinutes = "bad-minutes",
    /// A key that should be one line of text is something else.
    BadText = "bad-text",
    /// `date` and the file's name differ, and no `scheduled` tells why.
    DateDiffers = "date-differs",
    /// Neither the file's name nor its frontmatter has a date: the file is no meeting.
    NoDate = "no-date",
    /// A meeting is `held` on a day that has not come yet, and counts as planned.
    HeldInFuture = "held-in-future",
    /// An HTML comment is never closed, so that the rest of the file is hidden.
    OpenComment = "open-comment",
    /// A code block is never closed, so that the rest of the file is read as code.
    OpenFence = "open-fence",
    /// Bytes that are no UTF-8 are shown as `?` and left as they are.
    NotUtf8 = "not-utf8",
    /// The pair file cannot be read.
    BadPairFile = "bad-pair-file",
    /// A value in the pair file cannot be understood, and counts as absent.
    BadPairValue = "bad-pair-value",
    /// Something in the pair's folder is no regular file, or is too large, and is not read.
    NotRead = "not-read",
    /// Another tool's merge left its markers in the file: both versions are read as one text. `check --fix` puts the two
    /// together, as `sync` does.
    ConflictMarkers = "conflict-markers",
    /// The `kind` of an entry is none that there is: the meeting is in no figure.
    UnknownKind = "unknown-kind",
    /// Under engagement stands a number with other words on its line: there is no score.
    AlmostAScore = "almost-a-score",
    /// A line is nearly a box, and is read as text. Where a box would be an item, `check --fix` makes it one.
    AlmostABox = "almost-a-box",
    /// A plain list line under action items is no action item: it has no box. `check --fix` gives it one.
    BulletUnderActions = "bullet-under-actions",
    /// A box under a heading that makes no items of boxes has neither owner nor due date nor id, and is no item. Lists of
    /// names are left alone. `check --fix --only box-elsewhere` makes action items of them, by an id.
    BoxElsewhere = "box-elsewhere",
    /// A new item says nearly what an older one says that is still open: perhaps it was typed again instead of carried. Two
    /// lines are one item where they bear one id.
    Retyped = "retyped",
    /// No entry has an item, and the headings that come back are not known.
    UnmappedHeadings = "unmapped-headings",
}

impl Code {
    /// Whether it is a remark: the files are read as they are meant, and something may be better. `check --strict` shows
    /// remarks one by one; the others are problems.
    pub fn is_remark(self) -> bool {
        matches!(self, Self::BulletUnderActions | Self::BoxElsewhere | Self::Retyped | Self::UnmappedHeadings)
    }

    /// The code of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

/// Where in a text a byte offset lies: the line and the column in characters, both from 1.
///
/// A byte order mark at the beginning of the text takes no column. The two bytes of `\r\n` are the end of one line.
pub fn place(text: &str, offset: usize) -> (u32, u32) {
    let offset = text.floor_char_boundary(offset);
    let bytes = text.as_bytes();
    let ends_line = |at: usize| match bytes[at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let ends = || (0..offset).filter(|at| ends_line(*at));
    let start = ends().next_back().map_or(0, |at| at + 1);
    (to_u32(ends().count() + 1), column(text, start, offset))
}

/// The column of a byte offset in the line that begins at `start`, in characters from 1.
pub fn column(text: &str, start: usize, offset: usize) -> u32 {
    let offset = text.floor_char_boundary(offset).max(start);
    let mark = usize::from(start == 0 && text.starts_with('\u{feff}') && offset > 0);
    to_u32(text[start..offset].chars().count() - mark + 1)
}

/// A text as it is quoted in a message: one line, cut to 40 characters.
pub(crate) fn quoted(text: &str) -> String {
    let cut: String = text.chars().take(40).map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

impl Diagnostic {
    /// What is told about a file that is not read; `why` ends the sentence "this is not read: …". It has no place in the
    /// file: line and column are 0.
    pub fn not_read(path: impl Into<String>, why: &str) -> Self {
        Self {
            code: Code::NotRead,
            path: path.into(),
            line: 0,
            column: 0,
            length: 1,
            message: format!("this is not read: {why}"),
            remedy: "put a text file of at most 10 MB in its place, or move it out of the pair's folder".to_owned(),
        }
    }
}

/// A count as the format keeps it; anything larger than `u32::MAX` is as good as that.
pub fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_columns_of_characters() {
        let table = [
            ("", 0, (1, 1)),
            ("ab", 1, (1, 2)),
            ("a\nb", 2, (2, 1)),
            ("a\r\nb", 2, (1, 3)),
            ("a\r\nb", 3, (2, 1)),
            ("a\rb", 2, (2, 1)),
            ("a\n", 2, (2, 1)),
            ("\u{feff}ab", 0, (1, 1)),
            ("\u{feff}ab", 3, (1, 1)),
            ("\u{feff}ab", 4, (1, 2)),
            ("a\n\u{feff}b", 5, (2, 2)),
            ("日本語", 3, (1, 2)),
            ("日本語", 4, (1, 2)),
            ("\tx", 1, (1, 2)),
            ("ab", 99, (1, 3)),
        ];
        for (text, offset, expected) in table {
            assert_eq!(place(text, offset), expected, "{text:?} {offset}");
        }
    }
}
