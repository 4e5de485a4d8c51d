//! Optimal string alignment distance: insert, delete, substitute, swap two neighbours.

use super::masks::MOST;

/// How many characters to take before looking whether the rest can still do.
const STRIDE: usize = 4;

/// The distance by the bits of a column (Hyyrö 2003), for texts that fit into a word; what is above `most` comes out as
/// anything above it.
///
/// `length` is that of the pattern; `places` tells for each character of the other text where it stands in the pattern.
pub(super) fn distance(length: usize, places: &[u64], most: usize) -> usize {
    let rows = if length < MOST { (1 << length) - 1 } else { u64::MAX };
    let stride = if most < MOST { STRIDE } else { MOST };
    let (mut column, mut taken, mut distance) = (Column::default(), 0, length);
    for some in places.chunks(stride) {
        some.iter().for_each(|place| column.advance(*place));
        taken += some.len();
        distance = taken + (column.rises & rows).count_ones() as usize;
        distance -= (column.falls & rows).count_ones() as usize;
        if distance > most.saturating_add(places.len() - taken) {
            break;
        }
    }
    distance
}

/// Where the distance rises and falls by one from row to row of a column, which starts as that of no text at all.
struct Column {
    rises: u64,
    falls: u64,
    /// Where it does not stay the same along the diagonal.
    skewed: u64,
    /// The places of the character before.
    before: u64,
}

impl Default for Column {
    fn default() -> Self {
        Self { rises: u64::MAX, falls: 0, skewed: u64::MAX, before: 0 }
    }
}

impl Column {
    /// The steps are rearranged so that few depend on each other; `level` tells the rows that do not rise.
    fn advance(&mut self, place: u64) {
        let swaps = (self.skewed & place) << 1 & self.before;
        let reached = place | self.falls | swaps;
        let carried = (place & self.rises).wrapping_add(self.rises);
        let diagonal = carried ^ self.rises | reached;
        let level = ((self.rises | carried | reached) ^ self.falls) << 1;
        let down = (diagonal & self.rises) << 1;
        self.before = place;
        self.skewed = !diagonal;
        self.rises = down | level & self.skewed;
        self.falls = diagonal & !level;
    }
}

/// No alignment leads here within the band.
const FAR: usize = usize::MAX / 2;

/// The distance of texts of any length, cell by cell within `most` of the diagonal; what is above `most` comes out as
/// anything above it.
pub(super) fn long(left: &str, right: &str, most: usize) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > most {
        return FAR;
    }
    let mut rows = Rows::new(right.len());
    for (i, c) in left.iter().enumerate() {
        let (from, to) = ((i + 1).saturating_sub(most), i.saturating_add(most).saturating_add(1));
        let before = i.checked_sub(1).and_then(|i| left.get(i));
        rows.advance(i + 1, from);
        for (j, d) in right.iter().enumerate().take(to).skip(from.saturating_sub(1)) {
            let is_swap = before == Some(d) && j.checked_sub(1).and_then(|j| right.get(j)) == Some(c);
            rows.fill(j, c != d, is_swap);
        }
    }
    at(&rows.current, right.len())
}

/// The rows of the matrix that the next one depends on.
struct Rows {
    current: Vec<usize>,
    before: Vec<usize>,
    two_before: Vec<usize>,
}

impl Rows {
    fn new(width: usize) -> Self {
        let far = vec![FAR; width + 1];
        Self { current: (0..=width).collect(), before: far.clone(), two_before: far }
    }

    /// Starts a row, whose band begins at a column.
    fn advance(&mut self, row: usize, from: usize) {
        std::mem::swap(&mut self.before, &mut self.two_before);
        std::mem::swap(&mut self.current, &mut self.before);
        let edge = if from <= 1 { row } else { FAR };
        if let Some(cell) = self.current.get_mut(from.saturating_sub(1)) {
            *cell = edge;
        }
    }

    /// Fills the cell right of column `j`.
    fn fill(&mut self, j: usize, differ: bool, is_swap: bool) {
        let aligned = at(&self.before, j) + usize::from(differ);
        let gap = at(&self.before, j + 1).min(at(&self.current, j)) + 1;
        let swap = if is_swap { at(&self.two_before, j.wrapping_sub(1)) + 1 } else { FAR };
        if let Some(cell) = self.current.get_mut(j + 1) {
            *cell = aligned.min(gap).min(swap);
        }
    }
}

fn at(row: &[usize], column: usize) -> usize {
    row.get(column).copied().unwrap_or(FAR)
}
