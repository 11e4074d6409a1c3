//! Text that Markdown takes for nothing but text.

/// The text with everything that Markdown (or HTML in it) reads as markup escaped.
pub(super) fn escaped(text: &str) -> String {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    match rest.chars().next() {
        Some(first @ ('.' | ')')) if digits > 0 => format!("{number}\\{first}{}", inner(&rest[1..])),
        Some(first @ ('-' | '+' | '=' | ':')) if digits == 0 => format!("\\{first}{}", inner(&rest[1..])),
        _ => format!("{number}{}", inner(rest)),
    }
}

/// The same for text that does not stand at the start of a line.
pub(super) fn inner(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' | '^' | '{' | '}' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
