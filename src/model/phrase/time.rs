//! Times of day as people say them.

use thiserror::Error;

use super::error::shown;
use super::words::is_digits;

/// A time that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TimeError {
    /// Nothing but white space.
    #[error("no time was given; write one such as `14:00` or `2pm`")]
    Empty,
    /// A number that does not say which half of the day.
    #[error("`{phrase}` could be morning or afternoon; write one such as `14:00` or `2pm`")]
    Ambiguous {
        /// The phrase, cut where it is long.
        phrase: String,
    },
    /// No form that is known, or no such time.
    #[error("`{phrase}` is no time of day; write one such as `14:00` or `2pm`")]
    Unknown {
        /// The phrase, cut where it is long.
        phrase: String,
    },
}

/// Reads a time of day and gives it as `HH:MM`, 00:00 to 23:59: `14:00`, `9:05`, `14.30`, `14h30`, `2pm`, `2:30 p.m.`,
/// `noon`, `midnight` (00:00). Case and spaces do not count.
///
/// # Errors
///
/// [`TimeError`], for what is no time or could be two.
pub fn parse_time(phrase: &str) -> Result<String, TimeError> {
    let squeezed: String = phrase.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    let unknown = || TimeError::Unknown { phrase: shown(phrase) };
    match squeezed.as_str() {
        "" => return Err(TimeError::Empty),
        "noon" | "midday" => return Ok("12:00".to_owned()),
        "midnight" => return Ok("00:00".to_owned()),
        _ => {}
    }
    let (clock, half) = split_half(&squeezed);
    let (hour, minute) = split_clock(clock);
    if hour.len() > 2 || !is_digits(hour) {
        return Err(unknown());
    }
    let hour: u32 = hour.parse().map_err(|_| unknown())?;
    let minute = match (minute, half) {
        (Some(minute), _) if minute.len() == 2 && is_digits(minute) => minute.parse().map_err(|_| unknown())?,
        (Some("") | None, Some(_)) => 0,
        (Some(""), None) if clock.ends_with('h') => 0,
        (None, None) if hour < 24 => return Err(TimeError::Ambiguous { phrase: shown(phrase) }),
        _ => return Err(unknown()),
    };
    let hour = match half {
        Some(Half::Morning) if (1..=12).contains(&hour) => hour % 12,
        Some(Half::Afternoon) if (1..=12).contains(&hour) => hour % 12 + 12,
        None if hour < 24 => hour,
        _ => return Err(unknown()),
    };
    if minute < 60 { Ok(format!("{hour:02}:{minute:02}")) } else { Err(unknown()) }
}

/// A half of the day.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// Takes `am` or `pm` off the end.
fn split_half(text: &str) -> (&str, Option<Half>) {
    let ends = [("a.m.", Half::Morning), ("am", Half::Morning), ("p.m.", Half::Afternoon), ("pm", Half::Afternoon)];
    ends.iter().find_map(|(end, half)| Some((text.strip_suffix(end)?, Some(*half)))).unwrap_or((text, None))
}

/// The hour and, after `:`, `.` or `h`, the minutes.
fn split_clock(text: &str) -> (&str, Option<&str>) {
    match text.split_once([':', '.', 'h']) {
        Some((hour, minute)) => (hour, Some(minute)),
        None => (text, None),
    }
}
