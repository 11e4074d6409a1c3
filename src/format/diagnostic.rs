//! A problem in a file: the place, what is wrong, and what to do. The user's own line is added where it is shown.

/// A problem in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// The path inside the pair's folder.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
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
    /// Bytes that are no UTF-8 are shown as `?` and left as they are.
    NotUtf8 = "not-utf8",
    /// The pair file cannot be read.
    BadPairFile = "bad-pair-file",
    /// A value in the pair file cannot be understood, and counts as absent.
    BadPairValue = "bad-pair-value",
    /// Something in the pair's folder is no regular file, or is too large, and is not read.
    NotRead = "not-read",
}

/// Where in a text a byte offset lies: the line and the column in characters, both from 1.
pub fn place(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset.min(text.len())).unwrap_or_else(|| {
        let floor = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        &text[..floor]
    });
    let line_start = line_start(before);
    let lines = crate::format::lines::starts(before).count().max(1);
    let lines = if before.ends_with(['\n', '\r']) { lines + 1 } else { lines };
    (to_u32(lines), to_u32(before[line_start..].chars().filter(|c| *c != '\u{feff}').count() + 1))
}

fn line_start(before: &str) -> usize {
    before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// A count as the format keeps it; anything larger than `u32::MAX` is as good as that.
pub fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
