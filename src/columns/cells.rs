//! Cells: what stands in fields of a class, with the values that were made of it.

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::table::{CellClass, CellId};
use super::{Bits, Blocks, Lookup, Symbol};

/// All cells, each with its values of type `V`.
///
/// Nearly every text has one cell, which is made when the text comes. Such a cell is called by its text, so that neither has
/// to be kept with the other, and its values lie in the order of those texts. Those of a text that had a cell of another class
/// or was met before as a part of something else are *late*, and called by their number.
#[derive(Clone, Debug)]
pub(super) struct Cells<V> {
    /// The texts that have a cell called by them.
    prompt: Ranked,
    /// Of each of these cells the class and the first value.
    classes: Blocks<CellClass>,
    values: Blocks<V>,
    late: Blocks<(CellClass, Symbol)>,
    late_values: Blocks<V>,
    late_numbers: Lookup,
    /// All values of the few cells that have several, and which these are.
    several: BTreeMap<CellId, Vec<V>>,
    is_several: Bits,
}

impl<V> Default for Cells<V> {
    fn default() -> Self {
        Self {
            prompt: Ranked::default(),
            classes: Blocks::default(),
            values: Blocks::default(),
            late: Blocks::default(),
            late_values: Blocks::default(),
            late_numbers: Lookup::default(),
            several: BTreeMap::new(),
            is_several: Bits::default(),
        }
    }
}

/// How many cells of either kind there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    prompt: usize,
    late: usize,
}

fn hash(cell: (CellClass, Symbol)) -> u64 {
    FixedState::default().hash_one(cell)
}

/// The number of a late cell, unless it is called by its text.
#[inline]
fn late(cell: CellId) -> Option<usize> {
    (cell.0 & 1 != 0).then_some((cell.0 >> 1) as usize)
}

impl<V: Copy> Cells<V> {
    pub(super) fn count(&self) -> Count {
        Count { prompt: self.classes.len(), late: self.late.len() }
    }

    pub(super) fn len(&self) -> usize {
        self.classes.len() + self.late.len()
    }

    /// The cell of a text in fields of a class.
    pub(super) fn find(&self, class: CellClass, text: Symbol) -> Option<CellId> {
        if self.prompt.last().is_none_or(|last| last < text.0) {
            return None;
        }
        let own = self.prompt.rank(text.0).and_then(|rank| self.classes.get(rank));
        if own == Some(&class) {
            return Some(CellId(text.0 << 1));
        }
        let is_it = |number: u32| self.late.get(number as usize) == Some(&(class, text));
        self.late_numbers.find(hash((class, text)), is_it).map(|number| CellId(number << 1 | 1))
    }

    /// Adds a cell, which is without values until they are [given](Self::give).
    pub(super) fn push(&mut self, class: CellClass, text: Symbol) -> CellId {
        if self.prompt.last().is_none_or(|last| last < text.0) {
            self.prompt.push(text.0);
            self.classes.push(class);
            return CellId(text.0 << 1);
        }
        let (late, number) = (&self.late, self.late.len() as u32);
        let hash_of = |number: u32| late.get(number as usize).map_or(0, |cell| hash(*cell));
        self.late_numbers.insert(hash((class, text)), number, &hash_of);
        self.late.push((class, text));
        CellId(number << 1 | 1)
    }

    /// Gives a cell its first value and the others; cells get theirs in the order in which they were made.
    pub(super) fn give(&mut self, cell: CellId, first: V, others: &[V]) {
        if late(cell).is_some() {
            self.late_values.push(first)
        } else {
            self.values.push(first)
        }
        if !others.is_empty() {
            self.several.insert(cell, [&[first], others].concat());
            self.is_several.insert(cell.0);
        }
    }

    #[inline]
    pub(super) fn values(&self, cell: CellId) -> &[V] {
        if self.is_several.contains(cell.0) {
            return self.several_of(cell);
        }
        let first = match late(cell) {
            Some(number) => self.late_values.get(number),
            None => self.prompt.rank(cell.0 >> 1).and_then(|rank| self.values.get(rank)),
        };
        first.map_or(&[], std::slice::from_ref)
    }

    #[inline(never)]
    fn several_of(&self, cell: CellId) -> &[V] {
        self.several.get(&cell).map_or(&[], Vec::as_slice)
    }

    /// The text of a cell as it was given.
    pub(super) fn text(&self, cell: CellId) -> Symbol {
        match late(cell) {
            Some(number) => self.late.get(number).map_or(Symbol::EMPTY, |(_, text)| *text),
            None => Symbol(cell.0 >> 1),
        }
    }

    /// Forgets the cells that were made since there were so many.
    pub(super) fn truncate(&mut self, count: Count) {
        while self.classes.len() > count.prompt {
            let text = self.prompt.pop();
            self.classes.pop();
            self.values.pop();
            self.forget_several(CellId(text << 1));
        }
        while let Some(cell) = (self.late.len() > count.late).then(|| self.late.pop()).flatten() {
            let number = self.late.len() as u32;
            self.late_numbers.remove(hash(cell), number);
            self.late_values.pop();
            self.forget_several(CellId(number << 1 | 1));
        }
    }

    fn forget_several(&mut self, cell: CellId) {
        if self.is_several.contains(cell.0) {
            self.is_several.remove(cell.0);
            self.several.remove(&cell);
        }
    }
}

/// A set of numbers that come in rising order, and how many of them are smaller than one.
#[derive(Clone, Debug, Default)]
struct Ranked {
    pages: Blocks<Page>,
}

/// A bit for each of so many numbers as a word has, and how many numbers there are on the pages before.
#[derive(Clone, Copy, Debug, Default)]
struct Page {
    bits: u32,
    before: u32,
}

impl Ranked {
    fn last_page(&self) -> Option<(u32, Page)> {
        let last = self.pages.len().checked_sub(1)?;
        Some((last as u32, *self.pages.get(last)?))
    }

    fn last(&self) -> Option<u32> {
        let (number, page) = self.last_page()?;
        Some(number * u32::BITS + page.bits.ilog2())
    }

    /// Adds a number greater than all others.
    fn push(&mut self, number: u32) {
        let place = (number / u32::BITS) as usize;
        let before = self.last_page().map_or(0, |(_, page)| page.before + page.bits.count_ones());
        while self.pages.len() <= place {
            self.pages.push(Page { bits: 0, before });
        }
        self.pages.get_mut(place).into_iter().for_each(|page| page.bits |= 1 << (number % u32::BITS));
    }

    /// Takes the greatest number out.
    fn pop(&mut self) -> u32 {
        let last = self.last().unwrap_or(0);
        let page = self.pages.get_mut((last / u32::BITS) as usize);
        page.into_iter().for_each(|page| page.bits &= !(1 << (last % u32::BITS)));
        while self.last_page().is_some_and(|(_, page)| page.bits == 0) {
            self.pages.pop();
        }
        last
    }

    /// How many numbers are smaller than one that is in the set.
    #[inline]
    fn rank(&self, number: u32) -> Option<usize> {
        let Page { bits, before } = *self.pages.get((number / u32::BITS) as usize)?;
        let bit = 1 << (number % u32::BITS);
        (bits & bit != 0).then(|| (before + (bits & (bit - 1)).count_ones()) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_rank_is_how_many_are_smaller(numbers in prop::collection::btree_set(0_u32..400, 0..60), kept in 0_usize..60) {
            let mut ranked = Ranked::default();
            numbers.iter().for_each(|number| ranked.push(*number));
            let gone: Vec<u32> = numbers.iter().copied().skip(kept).collect();
            gone.iter().rev().for_each(|number| assert_eq!(ranked.pop(), *number));
            let left: BTreeSet<u32> = numbers.into_iter().take(kept).collect();
            prop_assert_eq!(ranked.last(), left.last().copied());
            for number in 0..450 {
                let expected = left.contains(&number).then(|| left.range(..number).count());
                prop_assert_eq!(ranked.rank(number), expected);
            }
        }
    }
}
