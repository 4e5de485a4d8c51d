//! Hash tables of numbers, made in one go.

use hashbrown::HashTable;

/// Parts of a table that are filled one after the other.
const PARTS: usize = 256;
/// Numbers that are put in the order of parts at a time: more would only take memory.
const BATCH: usize = 1 << 19;
/// Numbers that one call works on: browsers make those functions quick that are called often, not those that run long.
pub(crate) const CHUNK: usize = 1024;

type Hash<'h> = &'h dyn Fn(u32) -> u64;
type Numbers<'n> = &'n mut dyn Iterator<Item = u32>;

/// A table of at most `count` numbers that all have different keys.
///
/// Numbers in their own order would go to places all over the table, each of which is far away in memory. So those go in
/// first that go to the first part of it, each with its hash, as what that is made of is far away by then, too.
pub(crate) fn filled(numbers: Numbers, count: usize, hash: Hash) -> HashTable<u32> {
    let mut table = HashTable::with_capacity(count);
    // A table of hashbrown has a power of two of places, of which seven in eight are used, and seeks by the lowest bits.
    let size = (table.capacity() + table.capacity() / 7).next_power_of_two();
    let width = (size / PARTS).max(1).trailing_zeros();
    let mut parts = Parts { mask: size - 1, width, places: [0; PARTS], given: Vec::new(), order: Vec::new() };
    loop {
        while parts.given.len() < BATCH && parts.take(numbers, hash) {}
        if parts.given.is_empty() {
            return table;
        }
        parts.put_in_order();
        parts.order.chunks(CHUNK).for_each(|chunk| insert(&mut table, chunk, hash));
    }
}

type Hashed = (u64, u32);

struct Parts {
    mask: usize,
    width: u32,
    /// How many numbers go to each part, then where the next of them comes in the order of parts.
    places: [usize; PARTS],
    given: Vec<Hashed>,
    order: Vec<Hashed>,
}

impl Parts {
    fn place(&mut self, hash: u64) -> Option<&mut usize> {
        self.places.get_mut((hash as usize & self.mask) >> self.width)
    }

    /// Takes the next numbers; whether there were any.
    #[inline(never)]
    fn take(&mut self, numbers: Numbers, hash: Hash) -> bool {
        let before = self.given.len();
        for number in numbers.take(CHUNK) {
            let hash = hash(number);
            self.given.push((hash, number));
            self.place(hash).into_iter().for_each(|count| *count += 1);
        }
        self.given.len() > before
    }

    fn put_in_order(&mut self) {
        let mut next = 0;
        self.places.iter_mut().for_each(|place| next += std::mem::replace(place, next));
        let given = std::mem::take(&mut self.given);
        self.order.resize(given.len(), (0, 0));
        given.chunks(CHUNK).for_each(|chunk| self.put(chunk));
        self.places = [0; PARTS];
        self.given = given;
        self.given.clear();
    }

    #[inline(never)]
    fn put(&mut self, given: &[Hashed]) {
        for one in given {
            let Some(place) = self.place(one.0) else { continue };
            let at = std::mem::replace(place, *place + 1);
            self.order.get_mut(at).into_iter().for_each(|slot| *slot = *one);
        }
    }
}

#[inline(never)]
fn insert(table: &mut HashTable<u32>, numbers: &[Hashed], hash: Hash) {
    for (own, number) in numbers {
        table.insert_unique(*own, *number, |number| hash(*number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_found_again() {
        let hash = |number: u32| u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for count in [0, 1, 3, 7, 100, 5_000, BATCH as u32 + 5_000] {
            let table = filled(&mut (2..2 + count), count as usize, &hash);
            assert_eq!(table.len(), count as usize);
            assert!(
                (2..2 + count).all(|number| table.find(hash(number), |other| *other == number).is_some())
            );
        }
    }
}
