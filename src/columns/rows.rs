//! Rows of which most cells are empty.

use super::lists::Lists;
use super::table::CellId;

/// Slots that a head tells of.
const SLOTS: usize = 31;
/// The bit of a head that says that another one follows.
const MORE: u32 = 1 << SLOTS;

/// A place in every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    /// Which head tells of it, and by which bit.
    head: usize,
    bit: u32,
}

impl Slot {
    /// The slot of that number.
    pub(super) fn new(number: usize) -> Self {
        Self { head: number / SLOTS, bit: 1 << (number % SLOTS) }
    }
}

/// Rows of cells in slots. A ruleset has many fields of which a record fills few, so a row has room only for the cells in
/// which something stands: its heads, with a bit for each slot that has a cell, and then those cells in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    lists: Lists<u32>,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.lists.len()
    }

    /// Adds a row with these cells, none of which is empty; of those for one slot any.
    pub(super) fn push(&mut self, mut cells: Vec<(Slot, CellId)>) {
        cells.sort_unstable_by_key(|(slot, _)| *slot);
        cells.dedup_by_key(|(slot, _)| *slot);
        let heads = cells.last().map_or(0, |(slot, _)| slot.head + 1);
        let mut words = vec![MORE; heads];
        words.last_mut().into_iter().for_each(|last| *last = 0);
        for (slot, cell) in cells {
            words.get_mut(slot.head).into_iter().for_each(|head| *head |= slot.bit);
            words.push(cell.0);
        }
        self.lists.push(&words);
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        (rows..self.len()).for_each(|_| self.lists.pop());
    }

    /// The cell of a row in a slot.
    // Asked for in so many places that it weighs less as a function of its own.
    #[inline(never)]
    pub(super) fn get(&self, row: usize, slot: Slot) -> CellId {
        let words = self.lists.get(row);
        let place = find(words, slot).ok().and_then(|place| words.get(place));
        place.map_or(CellId::EMPTY, |cell| CellId(*cell))
    }

    /// Puts a cell into a slot of a row, if there is such a row; the empty cell clears it.
    pub(super) fn set(&mut self, row: usize, slot: Slot, cell: CellId) {
        if row >= self.len() {
            return;
        }
        match find(self.lists.get(row), slot) {
            Ok(place) if cell == CellId::EMPTY => {
                self.lists.remove(row, place);
                self.change_head(row, slot.head, |head| head & !slot.bit);
            }
            Ok(place) => self.lists.get_mut(row).get_mut(place).into_iter().for_each(|word| *word = cell.0),
            Err(_) if cell == CellId::EMPTY => {}
            Err(_) => self.insert(row, slot, cell),
        }
    }

    fn insert(&mut self, row: usize, slot: Slot, cell: CellId) {
        while heads(self.lists.get(row)) <= slot.head {
            self.add_head(row);
        }
        if let Err(place) = find(self.lists.get(row), slot) {
            self.lists.insert(row, place, cell.0);
            self.change_head(row, slot.head, |head| head | slot.bit);
        }
    }

    fn add_head(&mut self, row: usize) {
        let heads = heads(self.lists.get(row));
        self.lists.insert(row, heads, 0);
        if let Some(last) = heads.checked_sub(1) {
            self.change_head(row, last, |head| head | MORE);
        }
    }

    fn change_head(&mut self, row: usize, place: usize, change: impl Fn(u32) -> u32) {
        self.lists.get_mut(row).get_mut(place).into_iter().for_each(|head| *head = change(*head));
    }
}

/// How many heads a row has.
#[inline]
fn heads(words: &[u32]) -> usize {
    let followed = words.iter().take_while(|word| **word & MORE != 0).count();
    if words.is_empty() { 0 } else { followed + 1 }
}

/// Where the cell of a slot is, or else where it would come.
#[inline]
fn find(words: &[u32], Slot { head, bit }: Slot) -> Result<usize, usize> {
    let heads = heads(words);
    let before = words.get(..head.min(heads)).unwrap_or_default();
    let own = words.get(head).copied().filter(|_| head < heads).unwrap_or(0);
    let cells = |head: u32| (head & !MORE).count_ones() as usize;
    let place = heads + before.iter().map(|head| cells(*head)).sum::<usize>() + cells(own & (bit - 1));
    if own & bit == 0 { Err(place) } else { Ok(place) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn a_cell_stays_what_it_was_set_to(
            steps in prop::collection::vec((0_usize..5, 0_usize..100, 0_u32..4, prop::bool::ANY), 0..300),
        ) {
            let (mut rows, mut twin) = (Rows::default(), BTreeMap::new());
            for (row, slot, cell, grows) in steps {
                if grows {
                    let number = rows.len();
                    let own = [(slot, 7), (99, 8), (0, 9)].map(|(slot, cell)| ((number, slot), cell));
                    let own: BTreeMap<_, _> = own.into_iter().take(cell as usize).collect();
                    let cells =
                        own.iter().rev().map(|((_, slot), cell)| (Slot::new(*slot), CellId(*cell))).collect();
                    rows.push(cells);
                    twin.extend(own);
                }
                rows.set(row, Slot::new(slot), CellId(cell));
                if row < rows.len() {
                    twin.insert((row, slot), cell);
                }
                if cell == 3 && !grows {
                    let kept = rows.len().saturating_sub(1);
                    rows.truncate(kept);
                    twin.retain(|(row, _), _| *row < kept);
                }
                for (row, slot) in (0..6).flat_map(|row| (0..100).map(move |slot| (row, slot))) {
                    let expected = twin.get(&(row, slot)).copied().unwrap_or(0);
                    prop_assert_eq!(rows.get(row, Slot::new(slot)), CellId(expected), "row {}, slot {}", row, slot);
                }
            }
        }
    }
}
