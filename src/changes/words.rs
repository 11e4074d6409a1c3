//! Which words of a line were added and removed.

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// They stand in both versions.
    Kept,
    /// They are new.
    Added,
    /// They are gone.
    Removed,
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The words.
    pub text: String,
}

/// Up to how many pairs of words are compared one with each other; above, all words are told as changed.
const MOST_COMPARED: usize = 250_000;

/// The words of two versions of a line, in runs.
pub(super) fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(one, other)| one == other).count();
    let mut runs = Runs::default();
    old[..head].iter().for_each(|word| runs.push(PieceKind::Kept, word));
    between(&old[head..old.len() - tail], &new[head..new.len() - tail], &mut runs);
    old[old.len() - tail..].iter().for_each(|word| runs.push(PieceKind::Kept, word));
    runs.pieces
}

/// The words between those that both begin and end with.
fn between(old: &[&str], new: &[&str], runs: &mut Runs) {
    let width = new.len() + 1;
    if old.len().saturating_mul(new.len()) > MOST_COMPARED {
        old.iter().for_each(|word| runs.push(PieceKind::Removed, word));
        return new.iter().for_each(|word| runs.push(PieceKind::Added, word));
    }
    // The longest common subsequence, from the end.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            longest[row * width + column] = if old[row] == new[column] {
                longest[(row + 1) * width + column + 1] + 1
            } else {
                longest[(row + 1) * width + column].max(longest[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < old.len() || column < new.len() {
        let both = row < old.len() && column < new.len();
        if both && old[row] == new[column] {
            runs.push(PieceKind::Kept, old[row]);
            row += 1;
            column += 1;
        } else if row < old.len()
            && (column == new.len() || longest[(row + 1) * width + column] >= longest[row * width + column + 1])
        {
            runs.push(PieceKind::Removed, old[row]);
            row += 1;
        } else {
            runs.push(PieceKind::Added, new[column]);
            column += 1;
        }
    }
}

#[derive(Default)]
struct Runs {
    pieces: Vec<Piece>,
}

impl Runs {
    fn push(&mut self, kind: PieceKind, word: &str) {
        match self.pieces.last_mut().filter(|last| last.kind == kind) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(word);
            }
            None => self.pieces.push(Piece { kind, text: word.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let shown = pieces(before, after).into_iter().map(|piece| match piece.kind {
            PieceKind::Kept => piece.text,
            PieceKind::Added => format!("+{}", piece.text),
            PieceKind::Removed => format!("-{}", piece.text),
        });
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_between_the_same_ones() {
        let table = [
            ("Cut the p99 below 200 ms", "Cut the p99 below 150 ms", "Cut the p99 below|-200|+150|ms"),
            ("a b c", "a x b c y", "a|+x|b c|+y"),
            ("a b", "", "-a b"),
            ("", "a", "+a"),
            ("a b", "c d", "-a b|+c d"),
        ];
        for (before, after, expected) in table {
            assert_eq!(shown(before, after), expected);
        }
    }
}
