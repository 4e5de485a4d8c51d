//! Long lists that never move.

/// Entries of a block.
const BLOCK: usize = 4096;

/// A list in blocks. To grow, a vector needs a second, larger place beside its own; where memory is never given back, as
/// in wasm, the first one stays behind as a hole.
#[derive(Clone, Debug)]
pub(crate) struct Blocks<T> {
    blocks: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self { blocks: Vec::new(), len: 0 }
    }
}

impl<T> Blocks<T> {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn push(&mut self, entry: T) {
        let block = self.len / BLOCK;
        if self.blocks.len() <= block {
            // The first one may stay small.
            self.blocks.push(Vec::with_capacity(if block == 0 { 1 } else { BLOCK }));
        }
        if let Some(block) = self.blocks.get_mut(block) {
            block.push(entry);
            self.len += 1;
        }
    }

    /// The entries from a place on, each with its place: block by block, which is quicker than one after the other.
    pub(crate) fn from(&self, first: usize) -> impl Iterator<Item = (u32, &T)> {
        let blocks = self.blocks.get(first / BLOCK..).unwrap_or_default();
        (first as u32..).zip(blocks.iter().flatten().skip(first % BLOCK))
    }

    /// All entries, block by block.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &[T]> {
        self.blocks.iter().map(Vec::as_slice)
    }

    #[inline]
    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        self.blocks.get(place / BLOCK)?.get(place % BLOCK)
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        self.blocks.get_mut(place / BLOCK)?.get_mut(place % BLOCK)
    }

    pub(crate) fn pop(&mut self) -> Option<T> {
        let entry = self.blocks.last_mut()?.pop()?;
        self.len -= 1;
        if self.len.is_multiple_of(BLOCK) {
            self.blocks.pop();
        }
        Some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_and_go_across_blocks() {
        let mut list = Blocks::default();
        for round in 0..2 {
            (0..3 * BLOCK).for_each(|i| list.push(i));
            assert_eq!((list.get(BLOCK), list.get(3 * BLOCK)), (Some(&BLOCK), None), "{round}");
            for first in [0, 1, BLOCK - 1, BLOCK, 3 * BLOCK - 1, 3 * BLOCK, 4 * BLOCK] {
                let expected = (first..3 * BLOCK).map(|i| (i as u32, i));
                assert!(list.from(first).map(|(place, entry)| (place, *entry)).eq(expected), "{first}");
            }
            (0..2 * BLOCK + 1).for_each(|_| _ = list.pop());
            assert_eq!(
                (list.len(), list.get(BLOCK - 2), list.get(BLOCK - 1)),
                (BLOCK - 1, Some(&(BLOCK - 2)), None)
            );
            (0..BLOCK - 1).for_each(|_| _ = list.pop());
            assert_eq!((list.len(), list.pop()), (0, None));
        }
    }
}
