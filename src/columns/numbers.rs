//! Hash tables of numbers, made in one go.

use std::ops::Range;

use hashbrown::HashTable;

/// Parts of a table that are filled one after the other.
const PARTS: usize = 256;
/// Numbers that one call works on: browsers make those functions quick that are called often, not those that run long.
const CHUNK: usize = 1024;

type Hash<'h> = &'h dyn Fn(u32) -> u64;

/// A table of numbers that all have different keys.
///
/// Numbers in their own order would go to places all over the table, each of which is far away in memory. So those go in
/// first that go to the first part of it.
pub(crate) fn filled(numbers: Range<u32>, hash: Hash) -> HashTable<u32> {
    let mut table = HashTable::with_capacity(numbers.len());
    // A table of hashbrown has a power of two of places, of which seven in eight are used, and seeks by the lowest bits.
    let size = (table.capacity() + table.capacity() / 7).next_power_of_two();
    let mut parts =
        Parts { mask: size - 1, width: (size / PARTS).max(1).trailing_zeros(), places: [0; PARTS] };
    let mut order = vec![0; numbers.len()];
    let chunks = || numbers.clone().step_by(CHUNK).map(|from| from..numbers.end.min(from + CHUNK as u32));
    chunks().for_each(|chunk| parts.count(chunk, hash));
    let mut next = 0;
    parts.places.iter_mut().for_each(|place| next += std::mem::replace(place, next));
    chunks().for_each(|chunk| parts.put_in_order(chunk, hash, &mut order));
    order.chunks(CHUNK).for_each(|chunk| insert(&mut table, chunk, hash));
    table
}

struct Parts {
    mask: usize,
    width: u32,
    /// How many numbers go to each part, then where the next of them comes in the order of parts.
    places: [usize; PARTS],
}

impl Parts {
    fn place(&mut self, number: u32, hash: Hash) -> Option<&mut usize> {
        self.places.get_mut((hash(number) as usize & self.mask) >> self.width)
    }

    #[inline(never)]
    fn count(&mut self, numbers: Range<u32>, hash: Hash) {
        for number in numbers {
            self.place(number, hash).into_iter().for_each(|count| *count += 1);
        }
    }

    #[inline(never)]
    fn put_in_order(&mut self, numbers: Range<u32>, hash: Hash, order: &mut [u32]) {
        for number in numbers {
            let Some(place) = self.place(number, hash) else { continue };
            order.get_mut(*place).into_iter().for_each(|slot| *slot = number);
            *place += 1;
        }
    }
}

#[inline(never)]
fn insert(table: &mut HashTable<u32>, numbers: &[u32], hash: Hash) {
    for number in numbers {
        table.insert_unique(hash(*number), *number, |number| hash(*number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_found_again() {
        let hash = |number: u32| u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for count in [0, 1, 3, 7, 100, 5_000] {
            let table = filled(2..2 + count, &hash);
            assert_eq!(table.len(), count as usize);
            assert!(
                (2..2 + count).all(|number| table.find(hash(number), |other| *other == number).is_some())
            );
        }
    }
}
