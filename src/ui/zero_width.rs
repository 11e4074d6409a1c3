//! Where characters of no width belong: inside emoji, and in the scripts that are written with them.

use super::escape::Context;

/// Whether a joiner, a variation selector or a tag stands where it is part of what is shown.
pub(super) fn harmless(context: Context<'_>, c: char) -> bool {
    let before = context.before.chars().next_back();
    let after = context.after.chars().next();
    match c {
        '\u{200d}' => joins_emoji(context.before, after) || joins_letters(before, after),
        '\u{200c}' => joins_letters(before, after),
        '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(is_emoji) || is_keycap(before, context.after),
        '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => before.is_some_and(is_ideograph),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => before.is_some_and(|c| matches!(c, '\u{1820}'..='\u{18aa}')),
        '\u{e0020}'..='\u{e007f}' => in_flag(context, c == '\u{e007f}'),
        _ => false,
    }
}

/// An emoji on either side; the one before may have a selector or a skin tone.
fn joins_emoji(before: &str, after: Option<char>) -> bool {
    let before = before.strip_suffix(['\u{fe0e}', '\u{fe0f}']).unwrap_or(before);
    before.chars().next_back().is_some_and(is_emoji) && after.is_some_and(is_emoji)
}

/// Letters of the Arabic, Indic and Burmese blocks on either side.
fn joins_letters(before: Option<char>, after: Option<char>) -> bool {
    let joined = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '\u{620}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1820}'..='\u{18aa}'))
    };
    joined(before) && joined(after)
}

/// A digit, `#` or `*` that a keycap follows.
fn is_keycap(before: Option<char>, after: &str) -> bool {
    matches!(before, Some('0'..='9' | '#' | '*')) && after.starts_with('\u{20e3}')
}

/// A character that has an emoji form.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2934}'..='\u{2935}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// A Chinese, Japanese or Korean character that has variants.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3002}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A tag in a region's flag: the black flag, up to 6 tags of letters and digits, the closing tag.
fn in_flag(context: Context<'_>, is_closing: bool) -> bool {
    let is_tag = |c: &char| matches!(c, '\u{e0020}'..='\u{e007e}');
    let before = context.before.chars().rev().take(7).take_while(is_tag).count();
    let has_flag = context.before.chars().rev().nth(before) == Some('\u{1f3f4}');
    if is_closing {
        return has_flag && (1..=6).contains(&before);
    }
    let after = context.after.chars().take(7).take_while(is_tag).count();
    has_flag && context.after.chars().nth(after) == Some('\u{e007f}') && before + after < 6
}
