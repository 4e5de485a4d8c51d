//! Sorting that adds little code, and finding in what is sorted.
//!
//! The sorts of the standard library are compiled anew for each type of element, some five kilobytes a time. Here one
//! routine, a merge sort from the bottom up, sorts the positions of the elements, whatever they are, and the elements move once, when their order is known.
//! Where sorting decides the speed of a bulk run, the standard library's sorts are used instead.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Stable sorting of slices and vectors.
///
/// ```
/// use kehu::sort::Arrange;
/// let mut words = ["pear", "fig", "nut"];
/// words.arrange_by_key(|word| word.len());
/// assert_eq!(words, ["fig", "nut", "pear"]);
/// ```
pub trait Arrange<T> {
    /// Sorts by a comparison.
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key.
    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts by the order of the type.
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }
}

impl<T> Arrange<T> for [T] {
    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut order = order(self.len(), &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        permute(&mut order, &mut |a, b| self.swap(a, b));
    }
}

/// Entries as an ordered map, put in one by one: collecting them would sort them first. A later entry takes the place of
/// an earlier one of the same key.
pub fn gather<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// What stands under a key, in pairs that are sorted by it.
///
/// ```
/// let fruit = [("fig", 1), ("nut", 2), ("pear", 3)];
/// assert_eq!(kehu::sort::lookup(&fruit, "nut"), Some(&2));
/// assert_eq!(kehu::sort::lookup(&fruit, "plum"), None);
/// ```
pub fn lookup<'a, K: Borrow<Q>, Q: Ord + ?Sized, V>(sorted: &'a [(K, V)], key: &Q) -> Option<&'a V> {
    let found = sorted.binary_search_by(|(known, _)| known.borrow().cmp(key)).ok()?;
    sorted.get(found).map(|(_, value)| value)
}

/// All that stands under a key, in pairs that are sorted by it.
///
/// ```
/// let fruit = [("fig", 1), ("nut", 2), ("nut", 3), ("pear", 4)];
/// assert!(kehu::sort::lookup_all(&fruit, "nut").eq(&[2, 3]));
/// ```
pub fn lookup_all<'a, K: Borrow<Q>, Q: Ord + ?Sized, V>(
    sorted: &'a [(K, V)],
    key: &Q,
) -> impl Iterator<Item = &'a V> {
    let start = sorted.partition_point(|(known, _)| known.borrow() < key);
    let rest = sorted.get(start..).unwrap_or_default();
    rest.iter().take_while(move |(known, _)| known.borrow() == key).map(|(_, value)| value)
}

/// The positions of the elements in sorted order.
fn order(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    if count < 2 {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1_usize;
    while width < count {
        let twice = width.saturating_mul(2);
        merged.clear();
        for pair in order.chunks(twice) {
            let (left, right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            merge(left, right, &mut merged, compare);
        }
        std::mem::swap(&mut order, &mut merged);
        width = twice;
    }
    order
}

/// Two sorted runs as one; of equal elements those of the left come first.
fn merge(
    mut left: &[usize],
    mut right: &[usize],
    merged: &mut Vec<usize>,
    compare: &mut dyn FnMut(usize, usize) -> Ordering,
) {
    // Tables come almost sorted: then the runs only have to stand one behind the other.
    let is_apart = match (left.last(), right.first()) {
        (Some(last), Some(first)) => compare(*first, *last) != Ordering::Less,
        _ => true,
    };
    while let (false, Some((a, rest_left)), Some((b, rest_right))) =
        (is_apart, left.split_first(), right.split_first())
    {
        if compare(*b, *a) == Ordering::Less {
            merged.push(*b);
            right = rest_right;
        } else {
            merged.push(*a);
            left = rest_left;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}

/// Brings each element to its place, along the cycles of the permutation; leaves the identity behind.
fn permute(order: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        while let Some(next) = order.get_mut(place) {
            let from = std::mem::replace(next, place);
            if from == start || from == place {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut list in proptest::collection::vec((0_u8..20, any::<u16>()), 0..200)) {
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            list.arrange_by_key(|(key, _)| *key);
            prop_assert_eq!(&list, &expected);
            expected.sort();
            list.arrange();
            prop_assert_eq!(&list, &expected);
            expected.sort_by_key(|entry| std::cmp::Reverse(entry.1));
            list.arrange_by(|a, b| b.1.cmp(&a.1));
            prop_assert_eq!(list, expected);
        }
    }
}
