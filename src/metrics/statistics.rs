//! Medians and slopes.

/// The median: the middle value, or the mean of the two middle ones; `None` of no values.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        len if len % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

/// A share, 0 to 1; `None` where there is nothing below the line.
pub fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The Theil–Sen slope: the median of the slopes between all pairs of points with different x; `None` where there is
/// no such pair.
///
/// Sources: H. Theil, *A rank-invariant method of linear and polynomial regression analysis* (1950); P. K. Sen,
/// *Estimates of the regression coefficient based on Kendall's tau* (1968).
pub fn theil_sen_slope(points: &[(f64, f64)]) -> Option<f64> {
    let pairs = points.iter().enumerate().flat_map(|(i, a)| points[i + 1..].iter().map(move |b| (a, b)));
    let slopes: Vec<f64> = pairs.filter(|(a, b)| a.0 != b.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect();
    median(&slopes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        let table: [(&[f64], Option<f64>); 4] =
            [(&[], None), (&[3.0], Some(3.0)), (&[4.0, 1.0, 2.0], Some(2.0)), (&[4.0, 1.0], Some(2.5))];
        for (values, expected) in table {
            assert_eq!(median(values), expected);
        }
    }

    #[test]
    fn one_outlier_does_not_bend_the_slope() {
        let points = [(0.0, 8.0), (10.0, 7.0), (20.0, 6.0), (30.0, 10.0), (40.0, 4.0)];
        assert_eq!(theil_sen_slope(&points), Some(-0.1));
        assert_eq!(theil_sen_slope(&[(1.0, 2.0), (1.0, 3.0)]), None);
    }
}
