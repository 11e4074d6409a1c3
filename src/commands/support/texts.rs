//! Texts of arguments and of standard input.

use std::io::Read;

use crate::command_error::CommandError;

/// The text of an argument; `-` reads it from standard input.
pub(in crate::commands) fn text(words: &[String]) -> Result<String, CommandError> {
    if words.iter().map(String::as_str).eq(["-"]) {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| CommandError::data(format!("standard input cannot be read: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|_| CommandError::data("standard input is no UTF-8 text"))?;
        return Ok(text);
    }
    Ok(words.join(" "))
}

/// A text as the lines of one list item: the first with the bullet given, the others indented under it.
pub(in crate::commands) fn item_lines(bullet: &str, text: &str) -> Result<Vec<String>, CommandError> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
    if lines.iter().all(|line| line.trim_matches(['-', '*', '_', '=', ' ', '\t', '#']).is_empty()) {
        return Err(CommandError::usage("there is no text to write down"));
    }
    let mut result = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        result.push(if index == 0 { format!("{bullet} {}", line.trim_start()) } else { format!("  {line}") });
    }
    Ok(result)
}
