//! What of a customer's purchases the models look at.

/// A customer's purchases as three numbers, times in one unit of the caller's choice.
///
/// ```
/// use kehu::predict::History;
/// let bought = History::of(&[0.0, 30.0, 30.0, 90.0], 120.0).unwrap();
/// assert_eq!((bought.repeats, bought.recency, bought.age), (2.0, 90.0, 120.0)); // twice at one time is once
/// assert_eq!(History::of(&[], 120.0), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct History {
    /// Purchases after the first.
    pub repeats: f64,
    /// Time from the first purchase to the last.
    pub recency: f64,
    /// Time from the first purchase until now.
    pub age: f64,
}

impl History {
    /// From the times of all purchases until `now`, rising; later ones are left out. `None` where there is none.
    pub fn of(times: &[f64], now: f64) -> Option<Self> {
        let until = times.iter().copied().filter(|time| *time <= now);
        let mut distinct: Vec<f64> = Vec::new();
        until.for_each(|time| {
            if distinct.last().is_none_or(|last| *last < time) {
                distinct.push(time);
            }
        });
        let (first, last) = (*distinct.first()?, *distinct.last()?);
        Some(Self { repeats: (distinct.len() - 1) as f64, recency: last - first, age: now - first })
    }
}

/// The usual time between purchases: the median of the gaps, where there are at least `least` of them.
///
/// ```
/// use kehu::predict::usual_gap;
/// assert_eq!(usual_gap(&[0.0, 30.0, 61.0, 90.0], 3), Some(30.0));
/// assert_eq!(usual_gap(&[0.0, 30.0], 3), None);
/// ```
pub fn usual_gap(times: &[f64], least: usize) -> Option<f64> {
    let pairs = times.iter().zip(times.iter().skip(1));
    let mut gaps: Vec<f64> = pairs.map(|(earlier, later)| later - earlier).filter(|gap| *gap > 0.0).collect();
    if gaps.len() < least.max(1) {
        return None;
    }
    gaps.sort_by(f64::total_cmp);
    let middle = gaps.len() / 2;
    let upper = gaps.get(middle).copied()?;
    if gaps.len() % 2 == 1 { Some(upper) } else { Some((upper + gaps.get(middle - 1).copied()?) / 2.0) }
}
