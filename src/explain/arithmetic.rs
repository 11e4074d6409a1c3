//! How terms make a figure, in numbers.

use super::value::{Operation, Term};
use crate::metrics::statistics::median;

/// The most values that are listed one by one.
const LISTED: usize = 16;

/// The arithmetic of an operation on terms; empty where there is nothing to compute.
pub(super) fn written(operation: Operation, terms: &[Term]) -> String {
    let values: Vec<f64> = terms.iter().filter_map(|term| term.value).collect();
    if values.is_empty() {
        return if operation == Operation::Count { String::new() } else { "nothing to compute it from".to_owned() };
    }
    match operation {
        Operation::Count => sum(&groups(terms)),
        Operation::Share => share(terms),
        Operation::Median => middle(&values),
        Operation::Largest => format!("the largest of {} is {}", list(&values), number(largest(&values))),
        Operation::Only => values.first().map(|value| number(*value)).unwrap_or_default(),
        Operation::Difference => match values.as_slice() {
            [before, last] => format!("{} − {} = {}", number(*last), number(*before), number(last - before)),
            _ => String::new(),
        },
        Operation::Slope => slope(terms),
        Operation::Date | Operation::Signal => String::new(),
    }
}

/// How many terms each group has, in order, and what they add up to.
fn groups(terms: &[Term]) -> Vec<(usize, f64)> {
    let groups = terms.chunk_by(|one, other| one.says == other.says);
    groups.map(|group| (group.len(), group.iter().filter_map(|term| term.value).sum())).collect()
}

/// `28 + 2 = 30`; nothing is to be added where there is one group.
fn sum(groups: &[(usize, f64)]) -> String {
    let all: usize = groups.iter().map(|(count, _)| count).sum();
    let parts: Vec<String> = groups.iter().map(|(count, _)| count.to_string()).collect();
    if parts.len() > 1 { format!("{} = {all}", parts.join(" + ")) } else { String::new() }
}

/// `(28 + 2) / (28 + 2 + 3) = 30 / 33`.
fn share(terms: &[Term]) -> String {
    let groups = groups(terms);
    let counting: Vec<(usize, f64)> = groups.iter().copied().filter(|(_, sum)| *sum > 0.0).collect();
    let part: f64 = groups.iter().map(|(_, sum)| sum).sum();
    let whole: usize = groups.iter().map(|(count, _)| count).sum();
    let joined = |groups: &[(usize, f64)]| {
        let parts: Vec<String> = groups.iter().map(|(count, _)| count.to_string()).collect();
        match parts.as_slice() {
            [] => "0".to_owned(),
            [one] => one.clone(),
            _ => format!("({})", parts.join(" + ")),
        }
    };
    let result = format!("{part} / {whole} = {}", number(part / whole as f64));
    if groups.len() > 1 { format!("{} / {} = {result}", joined(&counting), joined(&groups)) } else { result }
}

fn middle(values: &[f64]) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = sorted.len() / 2;
    let result = median(&sorted).map(number).unwrap_or_default();
    let which = match sorted.len() {
        1 => return result,
        len if len % 2 == 1 => format!("the middle one is {result}"),
        _ => format!(
            "the mean of the two in the middle, {} and {}, is {result}",
            number(sorted[at - 1]),
            number(sorted[at])
        ),
    };
    format!("{} in order: {which}", list(&sorted))
}

fn slope(terms: &[Term]) -> String {
    let points: Vec<(i64, f64)> = terms
        .iter()
        .filter_map(|term| Some((i64::from(chrono::Datelike::num_days_from_ce(&term.date?)), term.value?)))
        .collect();
    let pairs = points.iter().enumerate().flat_map(|(at, one)| points[at + 1..].iter().map(move |other| (one, other)));
    let slopes: Vec<f64> = pairs.filter(|(a, b)| a.0 != b.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0) as f64).collect();
    let Some(middle) = median(&slopes) else { return "no two scores on different days".to_owned() };
    format!(
        "{} pairs of two of these scores on different days; in the middle of their slopes stands {} points a day; times 30 days: {}",
        slopes.len(),
        number(middle),
        number(middle * 30.0)
    )
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().max_by(f64::total_cmp).unwrap_or_default()
}

/// The values one by one, or how many there are.
fn list(values: &[f64]) -> String {
    if values.len() > LISTED {
        return format!("{} values", values.len());
    }
    values.iter().map(|value| number(*value)).collect::<Vec<_>>().join(", ")
}

/// A number to four digits after the point, without zeros at its end.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(groups: &[(&str, usize, f64)]) -> Vec<Term> {
        let one = |says: &str, value| Term { says: says.to_owned(), value: Some(value), ..Term::default() };
        groups.iter().flat_map(|(says, count, value)| (0..*count).map(move |_| one(says, *value))).collect()
    }

    #[test]
    fn arithmetic_in_numbers() {
        let shares = terms(&[("held", 28, 1.0), ("moved", 2, 1.0), ("missed", 3, 0.0)]);
        assert_eq!(written(Operation::Share, &shares), "(28 + 2) / (28 + 2 + 3) = 30 / 33 = 0.9091");
        assert_eq!(written(Operation::Count, &shares), "28 + 2 + 3 = 33");
        assert_eq!(written(Operation::Share, &terms(&[("missed", 3, 0.0)])), "0 / 3 = 0");
        let values = [terms(&[("a", 1, 7.0)]), terms(&[("a", 1, 3.0)])].concat();
        assert_eq!(
            written(Operation::Median, &values),
            "3, 7 in order: the mean of the two in the middle, 3 and 7, is 5"
        );
        assert_eq!(written(Operation::Difference, &values), "3 − 7 = −4");
        assert_eq!(written(Operation::Largest, &values), "the largest of 7, 3 is 7");
        assert_eq!(written(Operation::Median, &[]), "nothing to compute it from");
    }
}
