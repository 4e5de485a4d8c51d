//! How sets of customers overlap.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use crate::sort::Arrange;

/// The customers that are in certain sets and in no other.
#[derive(Clone, Debug, PartialEq)]
pub struct Intersection {
    /// The places of the sets, rising.
    pub sets: Vec<usize>,
    /// Who is in all of them and in no other.
    pub members: RoaringBitmap,
}

/// Every intersection that somebody is in, the largest first: the bars of an UpSet plot (Lex and others 2014). Each customer
/// is in exactly one. Sets behind the 32nd are left out.
///
/// ```
/// use kehu::analytics::intersections;
/// let sets = [[1, 2, 3].into(), [2, 3, 4].into()];
/// let told: Vec<_> = intersections(&sets).iter().map(|i| (i.sets.clone(), i.members.len())).collect();
/// assert_eq!(told, [(vec![0, 1], 2), (vec![0], 1), (vec![1], 1)]);
/// ```
pub fn intersections(sets: &[RoaringBitmap]) -> Vec<Intersection> {
    let mut by_sets: BTreeMap<u32, RoaringBitmap> = BTreeMap::new();
    let mut all = RoaringBitmap::new();
    sets.iter().take(32).for_each(|set| all |= set);
    for member in all {
        let bit = |(place, set): (usize, &RoaringBitmap)| u32::from(set.contains(member)) << place;
        let mask = sets.iter().take(32).enumerate().map(bit).fold(0, |mask, bit| mask | bit);
        by_sets.entry(mask).or_default().insert(member);
    }
    let places = |mask: u32| (0..32).filter(move |place| mask >> place & 1 == 1).collect();
    let named = by_sets.into_iter().map(|(mask, members)| Intersection { sets: places(mask), members });
    let mut list: Vec<Intersection> = named.collect();
    list.arrange_by_key(|one| u64::MAX - one.members.len());
    list
}
