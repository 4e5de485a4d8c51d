//! Posting lists: which rows share a key.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::blocks::Blocks;
use super::lists::Lists;
use super::lookup::Lookup;
use super::{Row, Symbol};
use crate::sort::Arrange;

/// What rows may share: a value under a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which rule the value belongs to.
    pub rule: u16,
    /// The upper and the lower bits of a number that stands for the value.
    upper: u16,
    lower: u32,
}

/// The bits that a key has for its value.
const VALUE_BITS: u32 = 48;

impl Key {
    /// The key that a text of the table is.
    pub fn of(rule: u16, value: Symbol) -> Self {
        Self { rule, upper: 0, lower: value.0 }
    }

    /// The key that a text is which nothing but keys have: a hash stands for it, the same on every host, and the text is not
    /// kept. Where two texts had the same, their rows would be compared in vain.
    ///
    /// ```
    /// use kehu::columns::Key;
    /// assert_eq!(Key::of_text(1, "杭州\u{1f}云帆"), Key::of_text(1, "杭州\u{1f}云帆"));
    /// assert_ne!(Key::of_text(1, "杭州\u{1f}云帆"), Key::of_text(1, "杭州\u{1f}云航"));
    /// ```
    pub fn of_text(rule: u16, text: &str) -> Self {
        // FNV-1a, 64 bits (draft-eastlake-fnv); the finalizer of MurmurHash3 spreads texts that differ little.
        let add = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, add);
        let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        Self::numbered(rule, (hash ^ (hash >> 33)) >> (u64::BITS - VALUE_BITS)).unwrap_or_default()
    }

    /// The text of the table that the key is, where it was made [of](Self::of) one.
    pub fn value(self) -> Symbol {
        Symbol(self.lower)
    }

    /// The number that stands for the value.
    pub fn number(self) -> u64 {
        u64::from(self.upper) << u32::BITS | u64::from(self.lower)
    }

    /// The key of a rule whose value has that [number](Self::number), if a value can have it.
    pub fn numbered(rule: u16, number: u64) -> Option<Self> {
        let upper = u16::try_from(number >> u32::BITS).ok()?;
        Some(Self { rule, upper, lower: number as u32 })
    }
}

/// The rows of each key, in ascending order.
#[derive(Clone, Debug, Default)]
pub struct Postings {
    /// The keys with their rows, in no order; a table of their places is much smaller than one of themselves. A key stays
    /// in its place as long as it has rows, so that who had the place needs no search.
    entries: Blocks<Entry>,
    places: Lookup,
    /// Places that keys have left; some of them may have gone or been taken since.
    left: Vec<u32>,
    /// The rows of those keys that more than one has had.
    shared: Lists<Row>,
    /// Which of them no key has any longer.
    spare: Vec<u32>,
}

/// A key with its rows. Most keys have but one, which needs no memory of its own.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: Key,
    /// The only row, or the number of the list, marked as one.
    rows: u32,
}

/// Marks the number of a list.
const LIST: u32 = 1 << 31;
/// Stands for the rows of a place that a key has left.
const LEFT: u32 = u32::MAX;

impl Entry {
    fn new(key: Key, rows: u32, has_list: bool) -> Self {
        Self { key, rows: if has_list { rows | LIST } else { rows } }
    }

    /// The number of the list.
    fn list(&self) -> Option<usize> {
        (self.rows & LIST != 0).then_some((self.rows & !LIST) as usize)
    }
}

fn hash(key: Key) -> u64 {
    FixedState::default().hash_one(key.number() | u64::from(key.rule) << VALUE_BITS)
}

fn hash_at(entries: &Blocks<Entry>, place: u32) -> u64 {
    entries.get(place as usize).map_or(0, |entry| hash(entry.key))
}

impl Postings {
    /// The place of a key.
    pub fn place(&self, key: Key) -> Option<u32> {
        let is_it = |place: u32| self.entries.get(place as usize).is_some_and(|entry| entry.key == key);
        self.places.find(hash(key), is_it)
    }

    fn rows_of<'p>(&'p self, entry: &'p Entry) -> &'p [Row] {
        match entry.list() {
            _ if entry.rows == LEFT => &[],
            Some(list) => self.shared.get(list),
            None => std::slice::from_ref(&entry.rows),
        }
    }

    /// The number of a list with these rows.
    fn share(&mut self, rows: &[Row]) -> u32 {
        let Some(number) = self.spare.pop() else {
            self.shared.push(rows);
            return self.shared.len() as u32 - 1;
        };
        self.shared.set(number as usize, rows);
        number
    }

    /// Adds a row to the list of a key, of which the [place](Self::place) is known. Returns the place that it has, and how
    /// long the list is then.
    pub fn insert(&mut self, (key, place): (Key, Option<u32>), row: Row) -> (u32, usize) {
        let Some(place) = place else {
            let place = self.settle(Entry::new(key, row, false));
            let entries = &self.entries;
            self.places.insert(hash(key), place, &|place| hash_at(entries, place));
            return (place, 1);
        };
        let Some(entry) = self.entries.get(place as usize).copied() else { return (place, 0) };
        let rows = self.rows_of(&entry);
        // Most rows come in their order.
        let comes_last = rows.last().is_some_and(|last| *last < row);
        let found = if comes_last { Err(rows.len()) } else { rows.binary_search(&row) };
        let (length, Err(at)) = (rows.len(), found) else { return (place, rows.len()) };
        if let Some(list) = entry.list() {
            self.shared.insert(list, at, row);
        } else {
            let list = self.share(&[row.min(entry.rows), row.max(entry.rows)]);
            self.change(place, Entry::new(key, list, true));
        }
        (place, length + 1)
    }

    /// Puts an entry into a place that a key has left, or behind all others.
    fn settle(&mut self, entry: Entry) -> u32 {
        while let Some(place) = self.left.pop() {
            if self.entries.get(place as usize).is_some_and(|left| left.rows == LEFT) {
                self.change(place, entry);
                return place;
            }
        }
        self.entries.push(entry);
        self.entries.len() as u32 - 1
    }

    fn change(&mut self, place: u32, entry: Entry) {
        self.entries.get_mut(place as usize).into_iter().for_each(|slot| *slot = entry);
    }

    /// All keys with their rows, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &[Row])> {
        let entries = self.entries.from(0).map(|(_, entry)| entry).filter(|entry| entry.rows != LEFT);
        entries.map(|entry| (entry.key, self.rows_of(entry)))
    }

    /// Gives a key, which is not there yet, its rows, in ascending order. Returns its place. It is found only after
    /// [`index`](Self::index).
    pub fn put(&mut self, key: Key, rows: &[Row]) -> u32 {
        let entry = match rows {
            [row] => Entry::new(key, *row, false),
            _ => Entry::new(key, self.share(rows), true),
        };
        self.entries.push(entry);
        self.entries.len() as u32 - 1
    }

    /// Makes all keys findable, of which none was [left](Self::remove).
    pub fn index(&mut self) {
        let entries = &self.entries;
        let places = &mut (0..entries.len() as u32);
        self.places = Lookup::filled(places, entries.len(), &|place| hash_at(entries, place));
    }

    /// Takes a row from the list of the key at a place, and returns how long the list was before.
    pub fn remove(&mut self, place: u32, row: Row) -> usize {
        let Some(entry) = self.entries.get(place as usize).copied() else { return 0 };
        let rows = self.rows_of(&entry);
        let (before, Ok(at)) = (rows.len(), rows.binary_search(&row)) else { return rows.len() };
        if let Some(list) = entry.list() {
            self.shared.remove(list, at);
            self.spare.extend((before == 1).then_some(list as u32));
        }
        if before == 1 {
            self.forget(entry.key, place);
        }
        before
    }

    /// Takes a key out of its place.
    fn forget(&mut self, key: Key, place: u32) {
        self.places.remove(hash(key), place);
        self.change(place, Entry { key, rows: LEFT });
        self.left.push(place);
        let is_last_left = |entries: &Blocks<Entry>| {
            entries.len().checked_sub(1).and_then(|last| entries.get(last)).is_some_and(|e| e.rows == LEFT)
        };
        while is_last_left(&self.entries) {
            self.entries.pop();
        }
    }

    /// The key at a place.
    pub fn key_at(&self, place: u32) -> Key {
        self.entries.get(place as usize).map(|entry| entry.key).unwrap_or_default()
    }

    /// The key at a place, with its rows.
    #[inline]
    pub fn at(&self, place: u32) -> (Key, &[Row]) {
        self.entries.get(place as usize).map_or_else(Default::default, |e| (e.key, self.rows_of(e)))
    }

    /// The rows of a key.
    pub fn rows(&self, key: Key) -> &[Row] {
        self.place(key).map_or(&[], |place| self.at(place).1)
    }

    /// The keys with more rows than the limit of their rule, longest list first.
    pub fn longer_than(&self, limit: &dyn Fn(u16) -> usize) -> Vec<(Key, usize)> {
        let sizes = self.iter().map(|(key, rows)| (key, rows.len()));
        let mut long: Vec<_> = sizes.filter(|(key, n)| *n > limit(key.rule)).collect();
        long.arrange_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_left_are_not_found_when_the_table_grows() {
        let key = |value: u32| Key::of(1, Symbol(value));
        let mut postings = Postings::default();
        let places: Vec<u32> = (0..50).map(|value| postings.insert((key(value), None), value).0).collect();
        for gone in (0..50).step_by(2) {
            assert_eq!(postings.remove(places[gone as usize], gone), 1);
        }
        (50..5_000).for_each(|value| _ = postings.insert((key(value), None), value));
        for value in 0..5_000 {
            let is_gone = value < 50 && value % 2 == 0;
            assert_eq!(postings.rows(key(value)).first(), Some(&value).filter(|_| !is_gone), "{value}");
            assert_eq!(postings.place(key(value)).is_none(), is_gone, "{value}");
        }
    }

    #[test]
    fn rows_come_and_go_in_any_order() {
        let key = Key::of(1, Symbol(2));
        let mut postings = Postings::default();
        let mut insert = |row| {
            let place = postings.place(key);
            postings.insert((key, place), row)
        };
        assert_eq!([5, 3, 5, 9].map(&mut insert), [1, 2, 2, 3].map(|length| (0, length)));
        assert_eq!(postings.at(0), (key, &[3, 5, 9][..]));
        assert_eq!(postings.longer_than(&|_| 2), [(key, 3)]);
        assert_eq!([3, 4, 9, 5, 5].map(|row| postings.remove(0, row)), [3, 2, 2, 1, 0]);
        assert!(postings.rows(key).is_empty());
        assert_eq!(postings.insert((key, None), 7), (0, 1));
    }

    #[test]
    fn keys_that_go_leave_the_others_where_they_are() {
        let key = |value: u32| Key::of((value % 3) as u16, Symbol(value));
        let mut postings = Postings::default();
        (0..100).for_each(|value| assert_eq!(postings.put(key(value), &[value, value + 1]), value));
        postings.index();
        for gone in [99, 0, 50, 98, 1] {
            assert_eq!([gone, gone + 1].map(|row| postings.remove(gone, row)), [2, 1]);
        }
        let left: Vec<u32> = (0..100).filter(|value| !postings.rows(key(*value)).is_empty()).collect();
        assert_eq!(left.len(), 95);
        assert!(left.iter().all(|value| postings.at(*value) == (key(*value), &[*value, *value + 1][..])));
        assert_eq!(postings.iter().count(), 95);
        let places: Vec<u32> = (200..207).map(|value| postings.insert((key(value), None), value).0).collect();
        assert!(
            postings.iter().count() == 102 && (200..207).all(|value| postings.rows(key(value)) == [value])
        );
        assert_eq!(places, [1, 50, 0, 98, 99, 100, 101], "places that were left are taken first");
    }
}
