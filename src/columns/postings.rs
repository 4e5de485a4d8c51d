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
    lists: HashMap<Key, List, FixedState>,
}

/// The rows of one key. Most keys have but one, which needs no memory of its own.
#[derive(Clone, Debug)]
enum List {
    One(Row),
    Many(Vec<Row>),
}

impl List {
    fn rows(&self) -> &[Row] {
        match self {
            Self::One(row) => std::slice::from_ref(row),
            Self::Many(rows) => rows,
        }
    }

    fn change(&mut self, work: impl FnOnce(&mut Vec<Row>)) {
        let mut rows = match std::mem::replace(self, Self::Many(Vec::new())) {
            Self::One(row) => vec![row],
            Self::Many(rows) => rows,
        };
        work(&mut rows);
        *self = Self::Many(rows);
    }
}

impl Postings {
    /// Adds a row to a key's list, and returns how long the list is then.
    pub fn insert(&mut self, key: Key, row: Row) -> usize {
        let list = self.lists.entry(key).or_insert(List::One(row));
        if let Err(place) = list.rows().binary_search(&row) {
            list.change(|rows| rows.insert(place, row));
        }
        list.rows().len()
    }

    /// All keys with their rows, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &[Row])> {
        self.lists.iter().map(|(key, list)| (*key, list.rows()))
    }

    /// Makes room for so many more keys.
    pub fn reserve(&mut self, keys: usize) {
        self.lists.reserve(keys);
    }

    /// Gives a key, which is not there yet, its rows, in ascending order.
    pub fn put(&mut self, key: Key, rows: &[Row]) {
        let list = match rows {
            [row] => List::One(*row),
            _ => List::Many(rows.to_vec()),
        };
        self.lists.insert(key, list);
    }

    /// Takes a row from a key's list, and returns how long the list was before.
    pub fn remove(&mut self, key: Key, row: Row) -> usize {
        let Some(list) = self.lists.get_mut(&key) else { return 0 };
        let before = list.rows().len();
        if let Ok(place) = list.rows().binary_search(&row) {
            if before == 1 {
                self.lists.remove(&key);
            } else {
                list.change(|rows| _ = rows.remove(place));
            }
        }
        before
    }

    /// The rows of a key.
    pub fn rows(&self, key: Key) -> &[Row] {
        self.lists.get(&key).map_or(&[], List::rows)
    }

    /// The keys with more than `limit` rows, longest list first.
    pub fn longer_than(&self, limit: usize) -> Vec<(Key, usize)> {
        let mut long: Vec<_> =
            self.lists.iter().map(|(k, l)| (*k, l.rows().len())).filter(|(_, n)| *n > limit).collect();
        long.arrange_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        long
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_and_go_in_any_order() {
        let key = Key { rule: 1, value: Symbol(2) };
        let mut postings = Postings::default();
        assert_eq!([5, 3, 5, 9].map(|row| postings.insert(key, row)), [1, 2, 2, 3]);
        assert_eq!(postings.rows(key), [3, 5, 9]);
        assert_eq!(postings.longer_than(2), [(key, 3)]);
        assert_eq!([3, 4, 9, 5, 5].map(|row| postings.remove(key, row)), [3, 2, 2, 1, 0]);
        assert!(postings.rows(key).is_empty());
        assert_eq!(postings.insert(key, 7), 1);
    }
}
