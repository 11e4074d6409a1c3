//! What people wrote into an entry that is no item: the lines of each section, as they are shown before a meeting.

use crate::format::body::{Body, Vocabulary};
use crate::format::item_line::task_box;
use crate::format::source::Source;
use crate::model::item::is_placeholder;
use crate::model::section::Section;

/// A line and the heading that it stands under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// The section.
    pub section: Section,
    /// The heading's own text; empty above the first heading.
    pub heading: String,
    /// The line without bullet and comment.
    pub text: String,
}

/// The lines of a file that somebody wrote and that are no task-list lines, in order.
pub fn lines(bytes: &[u8], vocabulary: &Vocabulary) -> Vec<Prose> {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let mut found = Vec::new();
    for line in &body.lines {
        let flags = line.flags;
        let content = body.without_comments(&source.text, line.span.content.clone());
        let text = line.item.map_or_else(
            || content.trim().to_owned(),
            |item| body.without_comments(&source.text, item..line.span.content.end).trim().to_owned(),
        );
        let is_said = !(flags.heading || flags.rule || flags.fence || is_placeholder(&text));
        if is_said && task_box(&text).is_none() {
            let heading = line.heading.and_then(|index| body.headings.get(index));
            let heading = heading.map(|heading| heading.text.clone()).unwrap_or_default();
            found.push(Prose { section: body.section(line), heading, text });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_wrote() {
        let text = b"---\na: 1\n---\n# A and B\n\n## Topics\n<!-- prompt -->\n- pay\n- [ ] item\n- TODO\n\n## Mood\n8/10, good week\n";
        let found: Vec<(Section, String)> =
            lines(text, &Vocabulary::default()).into_iter().map(|prose| (prose.section, prose.text)).collect();
        let expected = [(Section::Topics, "pay".to_owned()), (Section::Engagement, "8/10, good week".to_owned())];
        assert_eq!(found, expected);
    }
}
