//! The notes of one day, as a file has them: list items, and paragraphs that somebody typed between them.

use std::ops::Range;

use chrono::NaiveDate;

use super::text::PrivateText;

/// A private note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number among the notes about one person, the oldest first, from 1 on.
    pub number: usize,
    /// The day on which it was written.
    pub date: NaiveDate,
    /// What it says.
    pub text: PrivateText,
    /// Its bytes in the file.
    pub(super) range: Range<usize>,
}

/// The notes of a file, with their bytes.
pub(super) fn read(text: &str) -> Vec<(Range<usize>, PrivateText)> {
    let mut notes: Vec<(Range<usize>, Vec<&str>)> = Vec::new();
    let mut is_open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let line = line.trim_end();
        let item = line.strip_prefix("- ");
        if line.is_empty() {
            is_open = false;
        } else if let (true, None, Some((note, lines))) = (is_open, item, notes.last_mut()) {
            note.end = range.end;
            lines.push(line.strip_prefix("  ").unwrap_or(line));
        } else {
            notes.push((range, vec![item.unwrap_or(line)]));
            is_open = true;
        }
    }
    notes.into_iter().map(|(range, lines)| (range, PrivateText::new(lines.join("\n")))).collect()
}

/// The file with one more note at its end.
pub(super) fn add(mut text: String, note: &PrivateText) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    // Without a blank line a paragraph before it would go on in it, were it no item.
    let lines = note.words().lines().map(str::trim_end).filter(|line| !line.is_empty());
    for (index, line) in lines.enumerate() {
        text.push_str(if index == 0 { "- " } else { "  " });
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        read(text).iter().map(|(_, note)| note.words().to_owned()).collect()
    }

    #[test]
    fn items_and_paragraphs() {
        assert_eq!(
            words("- one\n  more\n- two\n\ntyped by\nhand\n\n# head\n"),
            ["one\nmore", "two", "typed by\nhand", "# head"]
        );
        assert_eq!(words("  \n\n"), [""; 0]);
    }

    #[test]
    fn what_is_added_is_read_back() {
        let mut text = "typed by hand".to_owned();
        for note in ["one line", "two\n\nlines", "- a bullet", "  indented\n  more"] {
            let before = words(&text).len();
            text = add(text, &PrivateText::new(note.to_owned()));
            assert_eq!(words(&text).len(), before + 1, "{text}");
        }
        assert_eq!(text, "typed by hand\n- one line\n- two\n  lines\n- - a bullet\n-   indented\n    more\n");
        let (range, _) = read(&text)[2].clone();
        assert_eq!(&text[range], "- two\n  lines\n");
    }
}
