//! Posting lists: which rows share a key.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Row, Symbol};
use crate::sort::Arrange;

/// What rows may share: a value under a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which rule the value belongs to.
    pub rule: u16,
    /// The value.
    pub value: Symbol,
}

/// The rows of each key, in ascending order.
#[derive(Clone, Debug, Default)]
pub struct Postings {
    lists: HashMap<Key, Vec<Row>, FixedState>,
}

impl Postings {
    /// Adds a row to a key's list, and returns how long the list is then.
    pub fn insert(&mut self, key: Key, row: Row) -> usize {
        let list = self.lists.entry(key).or_default();
        if let Err(place) = list.binary_search(&row) {
            list.insert(place, row);
        }
        list.len()
    }

    /// Takes a row from a key's list, and returns how long the list was before.
    pub fn remove(&mut self, key: Key, row: Row) -> usize {
        let Some(list) = self.lists.get_mut(&key) else { return 0 };
        let before = list.len();
        if let Ok(place) = list.binary_search(&row) {
            list.remove(place);
        }
        if list.is_empty() {
            self.lists.remove(&key);
        }
        before
    }

    /// The rows of a key.
    pub fn rows(&self, key: Key) -> &[Row] {
        self.lists.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The keys with more than `limit` rows, longest list first.
    pub fn longer_than(&self, limit: usize) -> Vec<(Key, usize)> {
        let mut long: Vec<_> =
            self.lists.iter().map(|(k, l)| (*k, l.len())).filter(|(_, n)| *n > limit).collect();
        long.arrange_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        long
    }
}
