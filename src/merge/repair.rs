//! Files in which another tool left conflict markers: read back as the versions that they hold, and merged.

use super::kind::FileKind;
use super::merge;
use super::unit::lines;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Common,
    Ours,
    Base,
    Theirs,
}

/// The file without its markers; nothing where it has none, or where they are not what git writes. In a block of code they
/// are somebody's example.
pub fn repair(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut versions: [Vec<u8>; 3] = Default::default();
    let [base, ours, theirs] = &mut versions;
    let mut part = Part::Common;
    let mut conflicts = 0;
    let mut fence: Option<&[u8]> = None;
    for (content, end) in lines(bytes) {
        if part == Part::Common {
            fence = match (fence, marks_code(content)) {
                (None, begins) => begins,
                (Some(open), Some(close)) if close.starts_with(open) && content.trim_ascii() == close => None,
                (open, _) => open,
            };
        }
        let marker = marker(content).filter(|_| fence.is_none());
        part = match (marker, part) {
            (Some(b'<'), Part::Common) => Part::Ours,
            (Some(b'|'), Part::Ours) => Part::Base,
            (Some(b'='), Part::Ours | Part::Base) => Part::Theirs,
            (Some(b'>'), Part::Theirs) => {
                conflicts += 1;
                Part::Common
            }
            // A line of `=` is a heading's underline where no conflict is open.
            (None, _) | (Some(b'='), Part::Common) => {
                let into: &mut [&mut Vec<u8>] = match part {
                    Part::Common => &mut [&mut *base, &mut *ours, &mut *theirs],
                    Part::Ours => &mut [&mut *ours],
                    Part::Base => &mut [&mut *base],
                    Part::Theirs => &mut [&mut *theirs],
                };
                into.iter_mut().for_each(|version| version.extend([content, end].concat()));
                part
            }
            _ => return None,
        };
    }
    if conflicts == 0 || part != Part::Common {
        return None;
    }
    let [base, ours, theirs] = versions;
    merge(kind, Some(&base), Some(&ours), Some(&theirs))
}

/// The signs of a line that begins or ends a block of code.
fn marks_code(line: &[u8]) -> Option<&[u8]> {
    let text = line.trim_ascii_start();
    let sign = *text.first().filter(|sign| b"`~".contains(sign))?;
    let signs = &text[..text.iter().take_while(|byte| **byte == sign).count()];
    (signs.len() >= 3 && line.len() - text.len() < 4).then_some(signs)
}

/// The letter of a line that is a marker.
fn marker(line: &[u8]) -> Option<u8> {
    let letter = *line.first().filter(|letter| b"<|=>".contains(letter))?;
    let (marks, rest) = line.split_at_checked(7)?;
    (marks.iter().all(|mark| *mark == letter) && (rest.is_empty() || (letter != b'=' && rest[0] == b' ')))
        .then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> Option<String> {
        repair(FileKind::Entry, text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn both_sides_come_back() {
        let two = "## T\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> theirs\n- c\n";
        assert_eq!(repaired(two).as_deref(), Some("## T\n- a\n- b\n- c\n"));
        assert_eq!(repaired(&format!("```\nx\n```\n{two}")).as_deref(), Some("```\nx\n```\n## T\n- a\n- b\n- c\n"));
        let three = "<<<<<<< HEAD\n- [x] a ^aaaa\n||||||| base\n- [ ] a ^aaaa\n=======\n- [ ] a b ^aaaa\n>>>>>>> x\n";
        assert_eq!(repaired(three).as_deref(), Some("- [x] a b ^aaaa\n"));
    }

    #[test]
    fn what_is_no_conflict_stays() {
        for text in [
            "Title\n=======\n",
            "<<<<<<< HEAD\na\n",
            "<<<<<<< a\n>>>>>>> b\n",
            "=======\n>>>>>>> x\n",
            "<<<<<<<a\n",
            "```\n<<<<<<< a\n- a\n=======\n- b\n>>>>>>> b\n```\n",
        ] {
            assert_eq!(repaired(text), None, "{text:?}");
        }
    }
}
