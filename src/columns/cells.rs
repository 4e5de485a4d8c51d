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
    /// All values of the few cells that have several, and which of the late ones these are.
    several: BTreeMap<CellId, Vec<V>>,
    late_several: Bits,
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
            late_several: Bits::default(),
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
        let own = self.prompt.find(text.0).and_then(|(rank, _)| self.classes.get(rank));
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
        let late = late(cell);
        if late.is_some() {
            self.late_values.push(first)
        } else {
            self.values.push(first)
        }
        if !others.is_empty() {
            self.several.insert(cell, [&[first], others].concat());
            match late {
                Some(number) => self.late_several.insert(number as u32),
                None => self.prompt.mark(cell.0 >> 1),
            }
        }
    }

    // Asked for in so many places that it weighs less as a function of its own.
    #[inline(never)]
    pub(super) fn values(&self, cell: CellId) -> &[V] {
        if let Some(number) = late(cell) {
            return self.values_of_late(cell, number);
        }
        match self.prompt.find(cell.0 >> 1) {
            Some((_, true)) => self.several_of(cell),
            Some((rank, false)) => self.values.get(rank).map_or(&[], std::slice::from_ref),
            None => &[],
        }
    }

    fn values_of_late(&self, cell: CellId, number: usize) -> &[V] {
        if self.late_several.contains(number as u32) {
            return self.several_of(cell);
        }
        self.late_values.get(number).map_or(&[], std::slice::from_ref)
    }

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
            let (text, is_several) = self.prompt.pop();
            self.classes.pop();
            self.values.pop();
            if is_several {
                self.several.remove(&CellId(text << 1));
            }
        }
        while let Some(cell) = (self.late.len() > count.late).then(|| self.late.pop()).flatten() {
            let number = self.late.len() as u32;
            self.late_numbers.remove(hash(cell), number);
            self.late_values.pop();
            if self.late_several.contains(number) {
                self.late_several.remove(number);
                self.several.remove(&CellId(number << 1 | 1));
            }
        }
    }
}

/// A set of numbers that come in rising order, some of them marked, and how many of them are smaller than one.
#[derive(Clone, Debug, Default)]
struct Ranked {
    pages: Blocks<Page>,
}

/// So many numbers as a word has bits: which are there, which are marked, and how many there are on the pages before.
#[derive(Clone, Copy, Debug, Default)]
struct Page {
    bits: u32,
    marked: u32,
    before: u32,
}

/// The page of a number, and its bit there.
#[inline]
fn place(number: u32) -> (usize, u32) {
    ((number / u32::BITS) as usize, 1 << (number % u32::BITS))
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
        let (page, bit) = place(number);
        let before = self.last_page().map_or(0, |(_, page)| page.before + page.bits.count_ones());
        while self.pages.len() <= page {
            self.pages.push(Page { bits: 0, marked: 0, before });
        }
        self.pages.get_mut(page).into_iter().for_each(|page| page.bits |= bit);
    }

    /// Marks a number that is there.
    fn mark(&mut self, number: u32) {
        let (page, bit) = place(number);
        self.pages.get_mut(page).into_iter().for_each(|page| page.marked |= page.bits & bit);
    }

    /// Takes the greatest number out, and tells whether it was marked.
    fn pop(&mut self) -> (u32, bool) {
        let last = self.last().unwrap_or(0);
        let ((page, bit), is_marked) = (place(last), self.find(last).is_some_and(|(_, marked)| marked));
        if let Some(page) = self.pages.get_mut(page) {
            (page.bits, page.marked) = (page.bits & !bit, page.marked & !bit);
        }
        while self.last_page().is_some_and(|(_, page)| page.bits == 0) {
            self.pages.pop();
        }
        (last, is_marked)
    }

    /// Of a number that is there, how many are smaller, and whether it is marked.
    #[inline]
    fn find(&self, number: u32) -> Option<(usize, bool)> {
        let (page, bit) = place(number);
        let Page { bits, marked, before } = *self.pages.get(page)?;
        (bits & bit != 0).then(|| ((before + (bits & (bit - 1)).count_ones()) as usize, marked & bit != 0))
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
            let is_marked = |number: u32| number.is_multiple_of(3);
            for number in &numbers {
                ranked.push(*number);
                if is_marked(*number) {
                    ranked.mark(*number);
                }
            }
            let gone: Vec<u32> = numbers.iter().copied().skip(kept).collect();
            gone.iter().rev().for_each(|number| assert_eq!(ranked.pop(), (*number, is_marked(*number))));
            let left: BTreeSet<u32> = numbers.into_iter().take(kept).collect();
            prop_assert_eq!(ranked.last(), left.last().copied());
            for number in 0..450 {
                let expected = left.contains(&number).then(|| (left.range(..number).count(), is_marked(number)));
                prop_assert_eq!(ranked.find(number), expected);
            }
        }
    }
}
