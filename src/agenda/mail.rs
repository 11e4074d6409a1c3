//! The agenda as plain text for somebody who answers by mail, and where it says which entry it is about.

use crate::format::body::{Body, Vocabulary};
use crate::format::source::Source;
use crate::model::pair::Pair;

/// How the line begins that names the entry.
const MARK: &str = "-- ";

/// The first line of the mail, of a meeting on a day that is said so.
pub fn title(pair: &Pair, day: &str) -> String {
    format!("One-on-one of {} and {}, {day}", pair.direct_report.name, pair.manager.name)
}

/// The entry's agenda: its headings, what stands under them, and its prompts in parentheses. `title` is the first line;
/// `path` names the entry in the last one, so that the answer finds its way.
pub fn agenda(title: &str, path: &str, bytes: &[u8], vocabulary: &Vocabulary) -> String {
    let source = Source::new(bytes);
    let body = Body::read(&source, vocabulary);
    let mut lines: Vec<String> = vec![title.to_owned(), String::new(), INVITATION.to_owned()];
    let is_title = |heading: usize| heading == 0 && body.headings[0].level == 1;
    for (index, line) in body.lines.iter().enumerate() {
        let content = &source.text[line.span.content.clone()];
        let heading = body.headings.iter().position(|heading| heading.lines.start == index);
        match heading {
            Some(heading) if is_title(heading) => continue,
            Some(heading) => {
                let heading = &body.headings[heading];
                lines.extend([String::new(), format!("{} {}", "#".repeat(heading.level.into()), heading.text)]);
            }
            None if line.flags.heading => {}
            None => {
                let said = body.without_comments(&source.text, line.span.content.clone());
                let prompt = prompt(content);
                if !said.trim().is_empty() {
                    lines.push(said.trim_end().to_owned());
                } else if let Some(prompt) = prompt {
                    lines.push(format!("({prompt})"));
                }
            }
        }
    }
    lines.extend([String::new(), format!("{MARK}{path}"), String::new()]);
    lines.join("\n")
}

/// What the mail says about itself.
const INVITATION: &str = "Write under the headings and send it back; leave out what you like. An `x` between the brackets of a\n\
                          line means that it is done.";

/// The text of a comment that is a whole line, without what is an example for people who edit files.
fn prompt(line: &str) -> Option<String> {
    let inside = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let inside = inside.split(": `").next().unwrap_or_default();
    // A sentence with an example in it is for files.
    let inside = match inside.find('`') {
        Some(example) => &inside[..inside[..example].rfind(['.', '?', '!']).map_or(0, |end| end + 1)],
        None => inside,
    };
    let inside = inside.trim_end_matches(['.', ':']);
    (!inside.is_empty()).then(|| inside.to_owned())
}

/// The entry that a line of an answer names, if it is that line.
pub fn named_entry(line: &str) -> Option<&str> {
    let path = line.trim().strip_prefix(MARK)?.trim();
    (path.starts_with("entries/") && path.ends_with(".md") && !path.contains("..")).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_prompts_and_items() {
        let entry = b"---\ndate: 2026-11-20\n---\n# Alice and Bob\n\n## Look back\n<!-- What I did. -->\n- [ ] Ship it ^k3f9\n\n## Blockers\n<!-- What stands in the way: `- [ ] x` -->\n";
        let text = agenda("T", "entries/2026-11-20.md", entry, &Vocabulary::default());
        let expected = "## Look back\n(What I did)\n- [ ] Ship it ^k3f9\n\n## Blockers\n(What stands in the way)\n\n-- entries/2026-11-20.md\n";
        assert!(text.ends_with(expected), "{text}");
        assert_eq!(named_entry("-- entries/2026-11-20.md"), Some("entries/2026-11-20.md"));
        assert_eq!(named_entry("-- ../x.md"), None);
    }
}
