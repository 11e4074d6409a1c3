//! The part of a long line that is worth showing.

use std::ops::Range;

/// A part of a line, and where the words stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt<'t> {
    /// The part.
    pub text: &'t str,
    /// The words in it, in bytes.
    pub places: Vec<Range<usize>>,
    /// Whether something before it is left out.
    pub cut_before: bool,
    /// Whether something after it is left out.
    pub cut_after: bool,
}

/// A line, cut to about `most` bytes around the first word found where it is longer than that.
pub fn excerpt<'t>(line: &'t str, places: &[Range<usize>], most: usize) -> Excerpt<'t> {
    if line.len() <= most {
        return Excerpt { text: line, places: places.to_vec(), cut_before: false, cut_after: false };
    }
    let first = places.first().map_or(0, |place| place.start);
    let from = line.floor_char_boundary(first.saturating_sub(most / 3));
    let to = line.ceil_char_boundary((from + most).min(line.len()));
    let inside = |place: &Range<usize>| {
        let (start, end) = (place.start.clamp(from, to), place.end.clamp(from, to));
        (start < end).then(|| start - from..end - from)
    };
    Excerpt {
        text: &line[from..to],
        places: places.iter().filter_map(inside).collect(),
        cut_before: from > 0,
        cut_after: to < line.len(),
    }
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "lists of one place are meant")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_short_line_stays() {
        let whole = excerpt("a budget", &[2..8], 8);
        assert_eq!(whole, Excerpt { text: "a budget", places: vec![2..8], cut_before: false, cut_after: false });
    }

    #[test]
    fn a_long_one_is_cut_around_the_first_word() {
        let line = format!("{}WORD{}", "é".repeat(50_000), "x".repeat(50_000));
        let cut = excerpt(&line, &[100_000..100_004, 150_000..150_001], 60);
        assert!(cut.cut_before && cut.cut_after && cut.text.len() <= 62);
        assert_eq!(cut.places.iter().map(|place| &cut.text[place.clone()]).collect::<Vec<_>>(), ["WORD"]);
    }

    proptest! {
        #[test]
        fn places_show_the_same_text(line in "[a-zé日]{0,80}", start in 0_usize..80, length in 1_usize..9, most in 12_usize..60) {
            let from = line.floor_char_boundary(start.min(line.len()));
            let to = line.ceil_char_boundary((from + length).min(line.len()));
            let cut = excerpt(&line, &[from..to], most);
            if let Some(place) = cut.places.first() {
                prop_assert!(line[from..to].starts_with(&cut.text[place.clone()]));
            } else {
                prop_assert!(from == to);
            }
        }
    }
}
