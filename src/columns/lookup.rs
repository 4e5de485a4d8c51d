//! Hash tables of numbers.

use hashbrown::HashTable;

use super::Bits;

/// How many numbers a small table holds: seven in eight of its places, of which hashbrown has a power of two.
const FULL: usize = 28_672;
/// How many a small table holds on average when all are full enough. By chance hardly one in a hundred thousand holds more
/// than it can by then; such a one grows alone.
const MEAN: usize = 27_900;
/// Bits of a hash that tell the small table; hashbrown uses the lowest and, by host, those before bit 32 or bit 64.
const FIRST_BIT: u32 = 32;
const BITS: u32 = 24;
/// Parts of all tables that are filled one after the other.
const PARTS: usize = 256;
/// Lookup that are put in the order of parts at a time: more would only take memory.
const BATCH: usize = 1 << 19;
/// Lookup that one call works on: browsers make those functions quick that are called often, not those that run long.
pub(crate) const CHUNK: usize = 1024;

type Hash<'h> = &'h dyn Fn(u32) -> u64;

/// A set of numbers, each of which stands for something that has a hash. The set keeps neither, so whoever asks knows both.
///
/// One table of hashbrown would double whenever it is full, and hold half of what it could on the way there. Many small ones
/// of one size, of which a hash tells one, can become half as many again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    tables: Vec<HashTable<u32>>,
    len: usize,
}

impl Lookup {
    /// The set of at most `count` numbers that all stand for something else.
    ///
    /// Lookup in their own order would go to places all over the tables, each of which is far away in memory. So those go
    /// in first that go to the first tables, each with its hash, as what that is made of is far away by then, too.
    pub(crate) fn filled(numbers: &mut dyn Iterator<Item = u32>, count: usize, hash: Hash) -> Self {
        let tables = count.div_ceil(MEAN).max(1);
        let room = if tables == 1 { count } else { FULL };
        let mut filled =
            Self { tables: (0..tables).map(|_| HashTable::with_capacity(room)).collect(), len: 0 };
        let mut parts = Parts { places: [0; PARTS], given: Vec::new(), order: Vec::new() };
        loop {
            while parts.given.len() < BATCH && parts.take(numbers, hash) {}
            if parts.given.is_empty() {
                return filled;
            }
            parts.put_in_order();
            parts.order.chunks(CHUNK).for_each(|chunk| filled.insert_all(chunk, hash));
        }
    }

    #[inline(never)]
    fn insert_all(&mut self, numbers: &[Hashed], hash: Hash) {
        numbers.iter().for_each(|(own, number)| self.put(*own, *number, hash));
    }

    /// Adds a number that stands for what no other one does. `hash` tells the hashes of those that are there.
    pub(crate) fn insert(&mut self, own: u64, number: u32, hash: Hash) {
        if self.len >= self.tables.len() * MEAN {
            self.grow(hash);
        }
        self.put(own, number, hash);
    }

    fn put(&mut self, own: u64, number: u32, hash: Hash) {
        let place = self.place(own);
        if let Some(table) = self.tables.get_mut(place) {
            table.insert_unique(own, number, |number| hash(*number));
            self.len += 1;
        }
    }

    /// Makes room for half as many again. To make hashes anew in the order of the numbers takes less time than to fetch what
    /// they are made of in the order of the tables.
    #[inline(never)]
    fn grow(&mut self, hash: Hash) {
        let mut all = Bits::default();
        std::mem::take(&mut self.tables).iter().flatten().for_each(|number| all.insert(*number));
        *self = Self::filled(&mut all.iter(), self.len + self.len / 2, hash);
    }

    /// The small table of a hash.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        let part = hash >> FIRST_BIT & ((1 << BITS) - 1);
        ((part * self.tables.len() as u64) >> BITS) as usize
    }

    /// The number that stands for what is meant.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        self.tables.get(self.place(hash))?.find(hash, |number| is_it(*number)).copied()
    }

    /// The same, to put another number of the same meaning in its place.
    pub(crate) fn find_mut(&mut self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<&mut u32> {
        let place = self.place(hash);
        self.tables.get_mut(place)?.find_mut(hash, |number| is_it(*number))
    }

    /// The numbers with a hash, and few others.
    pub(crate) fn with_hash(&self, hash: u64) -> impl Iterator<Item = u32> {
        self.tables.get(self.place(hash)).into_iter().flat_map(move |table| table.iter_hash(hash)).copied()
    }

    /// Takes a number out, if it is there.
    pub(crate) fn remove(&mut self, hash: u64, number: u32) {
        let place = self.place(hash);
        let Some(table) = self.tables.get_mut(place) else { return };
        if let Ok(entry) = table.find_entry(hash, |known| *known == number) {
            entry.remove();
            self.len -= 1;
        }
    }
}

type Hashed = (u64, u32);

struct Parts {
    /// How many numbers go to each part, then where the next of them comes in the order of parts.
    places: [usize; PARTS],
    given: Vec<Hashed>,
    order: Vec<Hashed>,
}

impl Parts {
    fn place(&mut self, hash: u64) -> Option<&mut usize> {
        self.places.get_mut((hash >> (FIRST_BIT + BITS - PARTS.trailing_zeros())) as usize % PARTS)
    }

    /// Takes the next numbers; whether there were any.
    #[inline(never)]
    fn take(&mut self, numbers: &mut dyn Iterator<Item = u32>, hash: Hash) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: [u32; 7] = [0, 1, 3, 7, 100, 3 * FULL as u32, BATCH as u32 + 5_000];

    fn hash(number: u32) -> u64 {
        let mixed = (u64::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ mixed >> 32).wrapping_mul(0xff51_afd7_ed55_8ccd)
    }

    fn finds(numbers: &Lookup, number: u32) -> bool {
        numbers.find(hash(number), |other| other == number).is_some()
    }

    #[test]
    fn every_number_is_found_again() {
        for count in COUNTS {
            let numbers = Lookup::filled(&mut (2..2 + count), count as usize, &hash);
            assert_eq!(numbers.len, count as usize);
            assert!((2..2 + count).all(|number| finds(&numbers, number)));
        }
    }

    #[test]
    fn numbers_come_and_go_while_the_set_grows() {
        for count in COUNTS {
            let mut numbers = Lookup::default();
            (0..count).for_each(|number| {
                numbers.insert(hash(number), number, &hash);
                if number % 3 == 0 {
                    numbers.remove(hash(number / 3), number / 3);
                }
            });
            let gone = count.div_ceil(3);
            assert!((0..count).all(|number| finds(&numbers, number) == (number >= gone)), "{count}");
            assert_eq!(numbers.len, (count - gone) as usize);
        }
    }

    #[test]
    fn tables_are_seldom_less_than_half_full() {
        let mut numbers = Lookup::default();
        for number in 0..1_000_000 {
            numbers.insert(hash(number), number, &hash);
            let places: usize = if number % 9_973 == 9_972 && number > 10 * FULL as u32 {
                numbers.tables.iter().map(|table| table.capacity()).sum()
            } else {
                0
            };
            assert!(places * 100 <= 190 * numbers.len, "{places} places for {}", numbers.len);
        }
    }
}
