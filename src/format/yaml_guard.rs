//! What is not given to the YAML reader, since it would take long: brackets inside brackets cost it the square of their
//! number, and an alias of a long list that is used often enough becomes millions of values. No frontmatter that a
//! person writes comes near these limits.

use super::frontmatter::YamlProblem;

/// How deep brackets may lie in each other.
pub const DEPTH_LIMIT: usize = 64;

/// How many aliases (`*name`) a block may have: ten of them, however they are nested, make fewer than fifty copies.
pub const ALIAS_LIMIT: usize = 10;

/// Refuses a block of YAML that is nested too deeply, or repeats itself too often.
pub fn check(block: &str) -> Result<(), YamlProblem> {
    if let Some(offset) = too_deep(block) {
        return Err(YamlProblem { message: format!("brackets are nested more than {DEPTH_LIMIT} deep"), offset });
    }
    if marks(block, b'&').next().is_some()
        && let Some(offset) = marks(block, b'*').nth(ALIAS_LIMIT)
    {
        return Err(YamlProblem { message: format!("there are more than {ALIAS_LIMIT} aliases (`*name`)"), offset });
    }
    Ok(())
}

/// The bracket that is one too deep. Brackets in quotes are counted, too: a text of so many is no frontmatter either.
fn too_deep(block: &str) -> Option<usize> {
    let mut depth = 0_usize;
    block.bytes().position(|b| {
        match b {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEPTH_LIMIT
    })
}

/// Where a word begins with the mark.
fn marks(block: &str, mark: u8) -> impl Iterator<Item = usize> {
    let bytes = block.as_bytes();
    let begins = move |at: usize| {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let is_first =
            before.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'[' | b'{' | b',' | b':' | b'"' | b'\''));
        let is_word = bytes.get(at + 1).is_some_and(|b| !b.is_ascii_whitespace());
        bytes[at] == mark && is_first && is_word
    };
    (0..bytes.len()).filter(move |at| begins(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_passes() {
        for block in ["a: [b, {c: [d]}]", "base: &base {a: 1}\nb: *base\n", "notes: |\n  *a* *b* Q&A R&D\n"] {
            assert_eq!(check(block), Ok(()), "{block}");
        }
        assert_eq!(check(&"*a* ".repeat(100)), Ok(()));
        assert_eq!(check(&format!("a: {}1{}", "[".repeat(64), "]".repeat(64))), Ok(()));
    }

    #[test]
    fn the_first_that_is_too_much_is_told() {
        assert_eq!(check(&format!("a: {}", "[".repeat(65))).map_err(|problem| problem.offset), Err(67));
        let aliases = format!("a: &a 1\nb: [{}]", "*a, ".repeat(11));
        assert_eq!(check(&aliases).map_err(|problem| problem.offset), Err(12 + 40));
    }
}
