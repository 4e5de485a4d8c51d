//! Many short lists.

use super::blocks::Blocks;
use super::lookup::CHUNK;

/// Entries of a block.
const BLOCK: usize = 4096;
/// Up to so many entries a list takes exactly the room that it needs.
const EXACT: usize = 32;
/// When more than one in so many entries lies in room that lists have left, all lists are laid out anew.
const SHARE_LEFT: usize = 5;

/// Lists by number, each in one piece. They lie together in blocks, so that a list takes no memory besides its entries and
/// its place, and none has to be asked for; the room that a list leaves is taken by the next one of its size.
#[derive(Clone, Debug)]
pub(crate) struct Lists<T> {
    places: Blocks<Place>,
    blocks: Vec<Vec<T>>,
    /// The block that is being filled.
    open: usize,
    /// By size, where lists have left room, and how many entries there is room for.
    free: Vec<Vec<u32>>,
    left: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The number of the block times its size, and where the list begins in it.
    start: u32,
    length: u32,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { places: Blocks::default(), blocks: Vec::new(), open: 0, free: Vec::new(), left: 0 }
    }
}

/// The room that a list of so many entries takes.
fn room(length: usize) -> usize {
    if length <= EXACT { length } else { length.next_power_of_two() }
}

/// Where the free room of a size is noted.
fn size(room: usize) -> usize {
    if room <= EXACT { room } else { EXACT + (room / EXACT).trailing_zeros() as usize }
}

impl<T: Copy + Default> Lists<T> {
    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Adds a list.
    pub(crate) fn push(&mut self, entries: &[T]) {
        let place = self.write(entries);
        self.places.push(place);
    }

    /// Adds empty lists up to so many.
    pub(crate) fn grow(&mut self, lists: usize) {
        (self.len()..lists).for_each(|_| self.places.push(Place::default()));
    }

    /// Takes the last list away.
    pub(crate) fn pop(&mut self) {
        self.places.pop().into_iter().for_each(|place| self.leave(place));
    }

    #[inline]
    pub(crate) fn get(&self, list: usize) -> &[T] {
        let Some(Place { start, length }) = self.places.get(list).copied() else { return &[] };
        let (block, first) = (start as usize / BLOCK, start as usize % BLOCK);
        let block = self.blocks.get(block).map_or(&[][..], Vec::as_slice);
        block.get(first..first + length as usize).unwrap_or_default()
    }

    /// Puts other entries in place of those of a list.
    pub(crate) fn set(&mut self, list: usize, entries: &[T]) {
        let Some(before) = self.places.get(list).copied() else { return };
        let length = before.length as usize;
        let place = if length > 0 && room(length) == room(entries.len()) {
            let place = Place { length: entries.len() as u32, ..before };
            self.fill(place, entries);
            place
        } else {
            self.places.get_mut(list).into_iter().for_each(|slot| *slot = Place::default());
            self.leave(before);
            self.write(entries)
        };
        self.places.get_mut(list).into_iter().for_each(|slot| *slot = place);
    }

    /// Puts an entry between those of a list.
    pub(crate) fn insert(&mut self, list: usize, at: usize, entry: T) {
        let length = self.get(list).len();
        if length == 0 || room(length) != room(length + 1) && !self.extend(list) {
            let mut entries = self.get(list).to_vec();
            entries.insert(at.min(length), entry);
            return self.set(list, &entries);
        }
        self.places.get_mut(list).into_iter().for_each(|place| place.length += 1);
        let Some(tail) = self.get_mut(list).get_mut(at.min(length)..) else { return };
        tail.last_mut().into_iter().for_each(|last| *last = entry);
        tail.rotate_right(1);
    }

    /// Gives a list room for one entry more where it lies, if it is the last one of the block that is being filled.
    fn extend(&mut self, list: usize) -> bool {
        let place = self.places.get(list).copied().unwrap_or_default();
        let (now, then) = (room(place.length as usize), room(place.length as usize + 1));
        let first = place.start as usize % BLOCK;
        let fits = self.is_last(place) && first + then <= BLOCK;
        let block = self.blocks.get_mut(self.open).filter(|_| fits && now > 0);
        block.map(|block| block.resize(first + then, T::default())).is_some()
    }

    /// Whether nothing lies behind a list in the block that is being filled.
    fn is_last(&self, Place { start, length }: Place) -> bool {
        let (block, end) = (start as usize / BLOCK, start as usize % BLOCK + room(length as usize));
        block == self.open && self.blocks.get(block).is_some_and(|block| block.len() == end)
    }

    /// Takes an entry out of a list.
    pub(crate) fn remove(&mut self, list: usize, at: usize) {
        let Some(tail) = self.get_mut(list).get_mut(at..).filter(|tail| !tail.is_empty()) else { return };
        tail.rotate_left(1);
        let length = self.get(list).len();
        if room(length) == room(length - 1) {
            self.places.get_mut(list).into_iter().for_each(|place| place.length -= 1);
        } else {
            let entries = self.get(list).split_last().map(|(_, others)| others.to_vec()).unwrap_or_default();
            self.set(list, &entries);
        }
    }

    pub(crate) fn get_mut(&mut self, list: usize) -> &mut [T] {
        let place = self.places.get(list).copied().unwrap_or_default();
        self.slots(place)
    }

    fn slots(&mut self, Place { start, length }: Place) -> &mut [T] {
        let (block, first) = (start as usize / BLOCK, start as usize % BLOCK);
        let block = self.blocks.get_mut(block).map_or(&mut [][..], Vec::as_mut_slice);
        block.get_mut(first..first + length as usize).unwrap_or_default()
    }

    fn leave(&mut self, place: Place) {
        let Place { start, length } = place;
        let size = size(room(length as usize));
        if size > 0 && self.is_last(place) {
            let block = self.blocks.get_mut(self.open);
            block.into_iter().for_each(|block| block.truncate(start as usize % BLOCK));
        } else if size > 0 {
            if self.free.len() <= size {
                self.free.resize(size + 1, Vec::new());
            }
            self.free.get_mut(size).into_iter().for_each(|free| free.push(start));
            self.left += room(length as usize);
            if self.left * SHARE_LEFT > self.blocks.len() * BLOCK && self.blocks.len() > SHARE_LEFT {
                self.close_up();
            }
        }
    }

    /// Lays all lists out anew, without room between them.
    #[inline(never)]
    fn close_up(&mut self) {
        let old = std::mem::take(self);
        (0..old.len()).for_each(|list| self.push(old.get(list)));
    }

    fn write(&mut self, entries: &[T]) -> Place {
        if entries.is_empty() {
            return Place::default();
        }
        let place = Place { start: self.find_room(room(entries.len())), length: entries.len() as u32 };
        self.fill(place, entries);
        place
    }

    fn fill(&mut self, place: Place, entries: &[T]) {
        self.slots(place).iter_mut().zip(entries).for_each(|(slot, entry)| *slot = *entry);
    }

    /// Where a list can be put that takes so much room.
    fn find_room(&mut self, room: usize) -> u32 {
        if let Some(start) = self.free.get_mut(size(room)).and_then(Vec::pop) {
            self.left -= room;
            return start;
        }
        let used = self.blocks.get(self.open).map_or(BLOCK, Vec::len);
        let block = if used + room <= BLOCK { self.open } else { self.blocks.len() };
        if block == self.blocks.len() {
            // The first one may stay small, and one that is too long for a block has its own.
            self.blocks.push(Vec::with_capacity(if block == 0 { room } else { room.max(BLOCK) }));
            if room < BLOCK {
                self.open = block;
            }
        }
        let Some(slots) = self.blocks.get_mut(block) else { return 0 };
        let first = slots.len();
        slots.resize(first + room, T::default());
        (block * BLOCK + first) as u32
    }
}

/// Lists of which it is known how long each will be, filled entry by entry: all lie in one piece meanwhile, so that each
/// entry takes but one look at memory far away.
pub(crate) struct Filling<T> {
    entries: Vec<T>,
    /// Where the next entry of each list goes.
    next: Vec<u32>,
}

impl<T: Copy + Default> Filling<T> {
    /// Lists of these lengths, which together are `total`.
    pub(crate) fn new(lengths: &[u32], total: usize) -> Self {
        let start = |sum: &mut u32, length: &u32| Some(std::mem::replace(sum, sum.saturating_add(*length)));
        Self { entries: vec![T::default(); total], next: lengths.iter().scan(0, start).collect() }
    }

    /// Puts an entry behind those of a list.
    #[inline]
    pub(crate) fn put(&mut self, list: u32, entry: T) -> Option<()> {
        let next = self.next.get_mut(list as usize)?;
        *self.entries.get_mut(*next as usize)? = entry;
        *next += 1;
        Some(())
    }

    /// The lists, if each is as long as it should and all entries of it are in order.
    pub(crate) fn finish(self, lengths: &[u32], in_order: fn(&T, &T) -> bool) -> Option<Lists<T>> {
        let (mut lists, mut place) = (Lists::default(), (0, 0));
        while place.0 < lengths.len() {
            place = self.some(place, lengths, in_order, &mut lists)?;
        }
        Some(lists)
    }

    /// The next of the lists: which one that is, and where its entries begin.
    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn some(
        &self,
        (first, mut start): (usize, u32),
        lengths: &[u32],
        in_order: fn(&T, &T) -> bool,
        lists: &mut Lists<T>,
    ) -> Option<(usize, u32)> {
        let end = lengths.len().min(first + CHUNK);
        for (length, next) in lengths.get(first..end)?.iter().zip(self.next.get(first..end)?) {
            let own = self.entries.get(start as usize..*next as usize)?;
            start = start.checked_add(*length)?;
            if *next != start || !own.is_sorted_by(in_order) {
                return None;
            }
            lists.push(own);
        }
        Some((end, start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_are_what_they_were_made(steps in prop::collection::vec((0_u8..6, 0_usize..6, 0_usize..90, 0_u32..9), 1..80)) {
            let (mut lists, mut plain) = (Lists::default(), Vec::<Vec<u32>>::new());
            for (what, list, number, entry) in steps {
                let fresh: Vec<u32> = (0..number as u32).map(|place| place * 10 + entry).collect();
                match (what, plain.get_mut(list)) {
                    (0, _) | (_, None) => {
                        lists.push(&fresh);
                        plain.push(fresh);
                    }
                    (1, Some(one)) => {
                        lists.set(list, &fresh);
                        *one = fresh;
                    }
                    (2, Some(_)) if entry == 0 => {
                        lists.pop();
                        plain.pop();
                    }
                    (2, Some(one)) if number < one.len() => {
                        lists.remove(list, number);
                        one.remove(number);
                    }
                    (_, Some(one)) => {
                        let at = number.min(one.len());
                        lists.insert(list, at, entry);
                        one.insert(at, entry);
                    }
                }
                prop_assert_eq!(lists.len(), plain.len());
                prop_assert!(plain.iter().enumerate().all(|(i, one)| lists.get(i) == one));
            }
        }
    }

    #[test]
    fn lists_that_grow_in_turn_leave_little_room() {
        let mut lists = Lists::default();
        lists.grow(10_000);
        for entry in 0..20_u32 {
            (0..lists.len()).filter(|list| list % 20 >= entry as usize).for_each(|list| {
                let at = lists.get(list).len();
                lists.insert(list, at, entry);
            });
        }
        for list in 0..lists.len() {
            assert!(lists.get(list).iter().copied().eq(0..=list as u32 % 20), "{list}");
        }
        let entries: usize = (0..lists.len()).map(|list| lists.get(list).len()).sum();
        assert!(
            lists.blocks.len() * BLOCK * 10 < entries * 14,
            "{} blocks for {entries}",
            lists.blocks.len()
        );
    }

    #[test]
    fn room_is_used_again_and_long_lists_have_their_own() {
        let mut lists = Lists::default();
        for round in 0..100_u32 {
            for length in [5, BLOCK * 2, 40, 1] {
                lists.push(&vec![round; length]);
            }
            (0..lists.len()).for_each(|list| lists.set(list, &[]));
            assert!(lists.blocks.len() <= 2, "{round}");
        }
        (0..3 * BLOCK).for_each(|entry| lists.insert(0, entry, entry as u32));
        assert!(lists.get(0).iter().copied().eq(0..3 * BLOCK as u32));
    }
}
