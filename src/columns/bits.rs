//! Sets of small numbers that one walks through word by word.

/// A set of numbers, a bit each. Unlike a compressed bitmap it can be read and written 64 numbers at a time.
///
/// ```
/// use kehu::columns::Bits;
/// let mut set = Bits::default();
/// set.insert(3);
/// set.insert(200);
/// let mut other = set.clone();
/// other.remove(3);
/// set.without(&other);
/// assert_eq!((set.iter().collect::<Vec<_>>(), other.count()), (vec![3], 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

/// Bits of a word.
const WORD: u32 = u64::BITS;

impl Bits {
    /// The set with these words, the lowest numbers first.
    pub fn of_words(words: Vec<u64>) -> Self {
        Self(words)
    }

    /// The words, the lowest numbers first; all others are zero.
    pub fn words(&self) -> &[u64] {
        &self.0
    }

    /// Adds a number.
    pub fn insert(&mut self, number: u32) {
        let place = (number / WORD) as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        self.0.get_mut(place).into_iter().for_each(|word| *word |= 1 << (number % WORD));
    }

    /// Takes a number out.
    pub fn remove(&mut self, number: u32) {
        let word = self.0.get_mut((number / WORD) as usize);
        word.into_iter().for_each(|word| *word &= !(1 << (number % WORD)));
    }

    /// Adds a number, or takes it out.
    pub fn put(&mut self, number: u32, is_in: bool) {
        if is_in { self.insert(number) } else { self.remove(number) }
    }

    /// Whether the number is there.
    pub fn contains(&self, number: u32) -> bool {
        self.0.get((number / WORD) as usize).is_some_and(|word| word >> (number % WORD) & 1 == 1)
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The numbers, rising.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.0).flat_map(|(place, word)| ones(*word).map(move |bit| place * WORD + bit))
    }

    /// Leaves only those that are in the other set too.
    pub fn within(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Takes out those that are in the other set.
    pub fn without(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    /// Adds those that are in the other set.
    pub fn with(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }
}

/// The places of the bits of a word that are set, rising.
pub(crate) fn ones(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_a_set(a in prop::collection::btree_set(0_u32..300, 0..40), b in prop::collection::btree_set(0_u32..200, 0..40)) {
            let of = |set: &BTreeSet<u32>| {
                let mut bits = Bits::default();
                set.iter().for_each(|number| bits.insert(*number));
                bits
            };
            let told = |change: fn(&mut Bits, &Bits)| {
                let mut bits = of(&a);
                change(&mut bits, &of(&b));
                bits.iter().collect::<BTreeSet<u32>>()
            };
            prop_assert_eq!(told(Bits::within), &a & &b);
            prop_assert_eq!(told(Bits::without), &a - &b);
            prop_assert_eq!(told(Bits::with), &a | &b);
            let mut bits = of(&a);
            b.iter().for_each(|number| bits.put(*number, number % 2 == 0));
            let expected = b.iter().fold(a.clone(), |mut set, number| {
                if number % 2 == 0 { set.insert(*number) } else { set.remove(number) };
                set
            });
            prop_assert_eq!(bits.count(), expected.len() as u64);
            prop_assert_eq!(bits.is_empty(), expected.is_empty());
            prop_assert!((0..300).all(|number| bits.contains(number) == expected.contains(&number)));
        }
    }
}
