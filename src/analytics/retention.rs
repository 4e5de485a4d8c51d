//! How many of those who began at one time came back later?

use std::collections::BTreeSet;

/// Customers who began in the same period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohort {
    /// The number of the period.
    pub period: i64,
    /// How many began in it.
    pub size: usize,
    /// How many of them came in it, in the next one, and so on up to the last.
    pub retained: Vec<usize>,
}

/// The last `most` cohorts up to the period `last`, from the first that anybody began in; one that nobody began in is there all
/// the same. Each customer is the period in which it began and those in which it came, in any order and number.
///
/// ```
/// use kehu::analytics::cohorts;
/// let customers = [(7, vec![7, 8]), (7, vec![9, 9]), (9, vec![9])];
/// let told = |most| -> Vec<_> {
///     cohorts(&customers, 9, most).into_iter().map(|c| (c.period, c.size, c.retained)).collect()
/// };
/// assert_eq!(told(9), [(7, 2, vec![1, 1, 1]), (8, 0, vec![0, 0]), (9, 1, vec![1])]);
/// assert_eq!(told(1), [(9, 1, vec![1])]);
/// ```
pub fn cohorts(customers: &[(i64, Vec<i64>)], last: i64, most: usize) -> Vec<Cohort> {
    let began = customers.iter().map(|(began, _)| *began).filter(|began| *began <= last);
    let Some(first) = began.min() else { return Vec::new() };
    // An event with a slip in its year must not ask for thousands of years of periods.
    let first = first.max(last.saturating_sub(i64::try_from(most).unwrap_or(i64::MAX)).saturating_add(1));
    let place = |period: i64| usize::try_from(period - first).ok();
    let length = |period: i64| usize::try_from(last - period + 1).unwrap_or_default();
    let blank = |period| Cohort { period, size: 0, retained: vec![0; length(period)] };
    let mut cohorts: Vec<Cohort> = (first..=last).map(blank).collect();
    for (began, came) in customers {
        let Some(cohort) = place(*began).and_then(|place| cohorts.get_mut(place)) else { continue };
        cohort.size += 1;
        let once: BTreeSet<i64> = came.iter().map(|period| period - began).collect();
        for later in once.into_iter().filter_map(|later| usize::try_from(later).ok()) {
            cohort.retained.get_mut(later).into_iter().for_each(|count| *count += 1);
        }
    }
    cohorts
}
