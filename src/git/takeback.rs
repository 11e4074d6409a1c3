//! Taking back one block of lines, where a three-way merge gives up because the lines next to it changed too.

/// `now`, with the one block of lines that differs between `before` and `after` taken back. None unless there is such
/// a block, not empty in `after`, and it stands in `now` exactly once.
pub(super) fn replaced(before: &[u8], after: &[u8], now: &[u8]) -> Option<Vec<u8>> {
    let (before, after, now) = (lines(before), lines(after), lines(now));
    let head = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let tail =
        before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(one, other)| one == other).count();
    let old = &before[head..before.len() - tail];
    let new = &after[head..after.len() - tail];
    if new.is_empty() || new.iter().all(|line| line.trim_ascii().is_empty()) {
        return None;
    }
    let mut places = now.windows(new.len()).enumerate().filter(|(_, window)| *window == new).map(|(place, _)| place);
    let place = places.next()?;
    if places.next().is_some() {
        return None;
    }
    Some([&now[..place], old, &now[place + new.len()..]].concat().concat())
}

/// The lines, each with its own end.
fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain() {
        assert_eq!(replaced(b"a\n", b"a\nb\n", b"z\na\nb\nc\n").as_deref(), Some(&b"z\na\nc\n"[..]));
        assert_eq!(replaced(b"a\n", b"b\n", b"x\nb\ny\n").as_deref(), Some(&b"x\na\ny\n"[..]));
        assert_eq!(replaced(b"a\n", b"a\nb\n", b"a\nb\nb\n"), None);
        assert_eq!(replaced(b"a\n", b"a\nb\n", b"a\n"), None);
        assert_eq!(replaced(b"a\nb\n", b"a\n", b"a\nc\n"), None);
        assert_eq!(replaced(b"a\n", b"a\n\n", b"a\n\nc\n"), None);
    }
}
