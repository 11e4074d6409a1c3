//! Who wrote an entry.

/// How much each of the two wrote in an entry, as far as git knows: lines with their words of now, however often their boxes moved.
/// Lines that were carried from an earlier entry are nobody's here, nor are those of whom git knows nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writing {
    /// All lines.
    pub all: Lines,
    /// Those under look back and look forward.
    pub briefing: Lines,
    /// Whether each of the two wrote something in commits of their own.
    pub by_both: bool,
}

/// Lines by who wrote them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// The direct report.
    pub direct_report: u64,
    /// The manager.
    pub manager: u64,
    /// Somebody else.
    pub others: u64,
}

impl Lines {
    /// How many there are.
    pub fn number(&self) -> u64 {
        self.direct_report + self.manager + self.others
    }
}

impl std::iter::Sum for Lines {
    fn sum<I: Iterator<Item = Self>>(lines: I) -> Self {
        lines.fold(Self::default(), |all, lines| Self {
            direct_report: all.direct_report + lines.direct_report,
            manager: all.manager + lines.manager,
            others: all.others + lines.others,
        })
    }
}
