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
