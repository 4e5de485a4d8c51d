//! Parts of a whole: rates with a defined rounding, and wholes that are shared out without a rest.

use crate::sort::Arrange;

/// A part of a whole to four decimals, half away from zero; `None` of nothing.
///
/// ```
/// use kehu::analytics::rate;
/// assert_eq!((rate(1, 3), rate(2, 3), rate(0, 0)), (Some(0.3333), Some(0.6667), None));
/// ```
pub fn rate(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| libm::round(part as f64 * 1e4 / whole as f64) / 1e4)
}

/// Shares a total out in proportion to weights, in whole units that add up to it exactly: each gets what it is due, rounded
/// down, and the units that are left go to the largest remainders (Hamilton's method), the first of equal ones first.
///
/// ```
/// use kehu::analytics::share_out;
/// assert_eq!(share_out(100, &[1, 1, 1]), [34, 33, 33]);
/// assert_eq!(share_out(-100, &[1, 0, 3]), [-25, 0, -75]);
/// assert_eq!(share_out(5, &[0, 0]), [0, 0]); // nobody is due anything
/// ```
pub fn share_out(total: i64, weights: &[i128]) -> Vec<i64> {
    let sum: i128 = weights.iter().sum();
    if sum <= 0 {
        return vec![0; weights.len()];
    }
    let due = |weight: i128| i128::from(total.unsigned_abs()).saturating_mul(weight);
    let mut shares: Vec<i64> = weights.iter().map(|weight| (due(*weight) / sum) as i64).collect();
    let given: i128 = shares.iter().map(|share| i128::from(*share)).sum();
    let left = usize::try_from(i128::from(total.unsigned_abs()) - given).unwrap_or_default();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.arrange_by_key(|place| sum - due(weights.get(*place).copied().unwrap_or_default()) % sum);
    for place in order.into_iter().take(left) {
        shares.get_mut(place).into_iter().for_each(|share| *share += 1);
    }
    shares.iter_mut().for_each(|share| *share *= total.signum());
    shares
}
