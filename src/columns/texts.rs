//! Texts one behind the other.

use super::blocks::Blocks;

/// Bytes of a block.
const BLOCK: usize = 1 << 18;

/// A list of texts that takes no memory besides their bytes and four for each. They lie in blocks, so that none moves when
/// others come, and each in one piece: a text that does not fit behind the last one begins the next block.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    blocks: Vec<String>,
    /// Where each text ends: the number of its block times the size of one, and the place in it.
    ends: Blocks<u32>,
    bytes: usize,
}

impl Texts {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes the texts have together.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn push(&mut self, text: &str) {
        let before = self.end_before(self.len());
        let fits = before % BLOCK + text.len() <= BLOCK;
        let start = if fits { before } else { before.next_multiple_of(BLOCK) };
        let end = start + text.len();
        self.write(start, text);
        // What is longer than a block has one of its own. Those that it reaches into are filled, so that places still tell.
        for reached in (start / BLOCK + 1..end.div_ceil(BLOCK)).map(|block| block * BLOCK) {
            self.write(reached, &" ".repeat(BLOCK.min(end - reached)));
        }
        self.ends.push(end as u32);
        self.bytes += text.len();
    }

    /// Adds texts that stand one after the other in `all`, each with its length, of which none may be 0. Returns what follows
    /// them, if they are texts.
    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    pub(super) fn append<'t>(&mut self, mut all: &'t str, mut lengths: &[u32]) -> Option<&'t str> {
        while let Some(first) = lengths.first() {
            let before = self.end_before(self.len());
            let fitting = lengths.iter().scan(before % BLOCK, |end, length| {
                *end = end.checked_add(*length as usize)?;
                (*length > 0 && *end <= BLOCK && all.is_char_boundary(*end - before % BLOCK)).then_some(*end)
            });
            let (count, end) = fitting.fold((0, 0), |(count, _), end| (count + 1, end));
            if count == 0 {
                let (text, others) = all.split_at_checked(*first as usize).filter(|_| *first > 0)?;
                self.push(text);
                (all, lengths) = (others, lengths.get(1..).unwrap_or_default());
                continue;
            }
            let (some, others) = all.split_at_checked(end - before % BLOCK)?;
            self.write(before, some);
            let (now, later) = lengths.split_at_checked(count)?;
            now.iter().fold(before as u32, |end, length| {
                self.ends.push(end + length);
                end + length
            });
            self.bytes += some.len();
            (all, lengths) = (others, later);
        }
        Some(all)
    }

    /// Writes behind what stands in the block of a place.
    #[inline]
    fn write(&mut self, place: usize, text: &str) {
        let block = place / BLOCK;
        if self.blocks.len() <= block {
            // The first one may stay small.
            self.blocks.push(String::with_capacity(if block == 0 { 0 } else { BLOCK }));
        }
        self.blocks.get_mut(block).into_iter().for_each(|block| block.push_str(text));
    }

    pub(super) fn truncate(&mut self, len: usize) {
        while self.len() > len {
            self.bytes -= self.length(self.len() - 1);
            self.ends.pop();
        }
        let end = self.end_before(len);
        self.blocks.truncate(end.div_ceil(BLOCK));
        let last = self.blocks.len().saturating_sub(1);
        self.blocks.get_mut(last).into_iter().for_each(|block| block.truncate(end - last * BLOCK));
    }

    #[inline]
    pub(super) fn get(&self, number: usize) -> &str {
        let (start, end) = self.span(number);
        let block = self.blocks.get(start / BLOCK).map_or("", String::as_str);
        block.get(start % BLOCK..end - start / BLOCK * BLOCK).unwrap_or("")
    }

    /// How many bytes a text has, which takes no look at it.
    pub(super) fn length(&self, number: usize) -> usize {
        let (start, end) = self.span(number);
        end - start
    }

    /// Where a text starts and ends.
    #[inline]
    fn span(&self, number: usize) -> (usize, usize) {
        let (before, end) = (self.end_before(number), self.end_before(number + 1));
        let fits = before / BLOCK == end.saturating_sub(1) / BLOCK;
        (if fits { before } else { before.next_multiple_of(BLOCK).min(end) }, end.max(before))
    }

    /// Where the texts before the one of that number end.
    #[inline]
    fn end_before(&self, number: usize) -> usize {
        number.checked_sub(1).and_then(|last| self.ends.get(last)).map_or(0, |end| *end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_what_they_are_at_every_edge_of_a_block() {
        let lengths = [0, 1, 3, BLOCK - 4, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 7];
        let texts: Vec<String> = lengths
            .iter()
            .flat_map(|first| lengths.map(|second| [*first, second]))
            .flatten()
            .zip((b'a'..=b'z').cycle())
            .map(|(length, letter)| char::from(letter).to_string().repeat(length))
            .collect();
        let mut list = Texts::default();
        for round in 0..2 {
            texts.iter().for_each(|text| list.push(text));
            for (number, text) in texts.iter().enumerate() {
                assert!(list.get(number) == text, "text {number}, round {round}");
                assert_eq!(list.length(number), text.len());
            }
            assert_eq!(list.bytes(), texts.iter().map(String::len).sum::<usize>());
            for kept in (0..texts.len()).rev().step_by(7) {
                list.truncate(kept);
                assert!((0..kept).all(|number| list.get(number) == texts[number]), "{kept}");
                assert_eq!((list.len(), list.get(kept)), (kept, ""));
            }
            list.truncate(0);
            assert_eq!((list.bytes(), list.blocks.len()), (0, 0));
        }
    }

    #[test]
    fn texts_appended_are_texts_pushed() {
        let lengths = [1, BLOCK - 3, 3, BLOCK, 2, BLOCK / 2, BLOCK / 2 + 1, 7, 2 * BLOCK + 5, 4, 4];
        let texts: Vec<String> = lengths.iter().map(|length| "x".repeat(*length)).collect();
        let all = texts.concat() + "rest";
        let (mut pushed, mut appended) = (Texts::default(), Texts::default());
        for round in 0..3 {
            texts.iter().for_each(|text| pushed.push(text));
            assert_eq!(appended.append(&all, &lengths.map(|length| length as u32)), Some("rest"));
            let ends = |list: &Texts| list.ends.from(0).map(|(_, end)| *end).collect::<Vec<u32>>();
            assert_eq!((ends(&appended), &appended.blocks), (ends(&pushed), &pushed.blocks), "round {round}");
            assert_eq!((appended.bytes(), appended.len()), (pushed.bytes(), pushed.len()));
        }
        for broken in [&[0][..], &[3, 0], &[2], &[3, 3, 1]] {
            assert_eq!(Texts::default().append("客户", broken), None, "{broken:?}");
        }
    }

    #[test]
    fn characters_are_never_torn() {
        let mut list = Texts::default();
        let count = BLOCK / 4;
        (0..count).for_each(|_| list.push("客户𠮷"));
        assert!((0..count).all(|number| list.get(number) == "客户𠮷"));
        assert!(list.blocks.len() > 2);
    }
}
