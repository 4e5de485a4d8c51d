//! How a pair of records came out in all comparisons.

/// How a comparison came out: its level, and what the values have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen(u8);

/// How a pair came out in each comparison.
pub type Pattern = Vec<Seen>;

/// Set where both have the same value.
const AGREES: u8 = 0x80;
/// Set where values of both begin alike.
const BEGINS_ALIKE: u8 = 0x40;
/// The bits of the level; all are set where there is none.
const LEVEL: u8 = 0x3f;

impl Seen {
    /// A record gives nothing to compare.
    pub const NOTHING: Self = Self(LEVEL);

    /// A level; of several dozen the last ones count as one.
    pub fn at(level: usize) -> Self {
        Self(level.min(usize::from(LEVEL) - 1) as u8)
    }

    /// The same, of values that are the same, and so begin alike.
    pub fn agreeing(self) -> Self {
        Self(self.0 | AGREES | BEGINS_ALIKE)
    }

    /// The same, of values that begin alike.
    pub fn beginning_alike(self) -> Self {
        Self(self.0 | BEGINS_ALIKE)
    }

    /// The level, if there was something to compare.
    pub fn level(self) -> Option<usize> {
        let level = self.0 & LEVEL;
        (level != LEVEL).then_some(usize::from(level))
    }

    /// Whether both have the same value.
    pub fn agrees(self) -> bool {
        self.0 & AGREES != 0
    }

    /// Whether values of both begin alike.
    pub fn begins_alike(self) -> bool {
        self.0 & BEGINS_ALIKE != 0
    }
}

/// The comparisons that have something to compare, with their levels.
pub fn levels(pattern: &[Seen]) -> impl Iterator<Item = (usize, usize)> + '_ {
    pattern.iter().enumerate().filter_map(|(k, seen)| Some((k, seen.level()?)))
}
