//! Tags that people gave to customers by hand.

use std::collections::BTreeMap;

use crate::columns::Row;
use crate::normalize::civil::Timestamp;

/// What somebody said of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagging {
    /// The number of the operation.
    pub operation: u32,
    /// Whether the tag was given; else it was taken off.
    pub given: bool,
    /// What it shows, if anything.
    pub value: String,
    /// Until when it holds; for good, where absent.
    pub until: Option<Timestamp>,
    /// When it was said.
    pub at: Timestamp,
    /// Whether the operation still stands.
    pub stands: bool,
}

/// All that people said of tags. It is bound to a record and goes where the record goes, so merging and unmerging need not
/// know of it; of several in one customer the last holds.
///
/// ```
/// use kehu::normalize::civil::Timestamp;
/// use kehu::profile::{Tagging, Taggings};
/// let said = |operation, given| Tagging {
///     operation, given, value: String::new(), until: None, at: Timestamp(i64::from(operation)), stands: true,
/// };
/// let mut taggings = Taggings::default();
/// taggings.set((4, "vip".to_owned()), said(1, true));
/// taggings.set((5, "vip".to_owned()), said(2, false));
/// let last = |taggings: &Taggings, now| taggings.of(&[4, 5], "vip", Timestamp(now)).0.map(|last| last.given);
/// assert_eq!((last(&taggings, 0), last(&taggings, 1), last(&taggings, 9)), (None, Some(true), Some(false)));
/// assert_eq!(taggings.withdraw(2), [5]);
/// assert_eq!(last(&taggings, 9), Some(true));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Taggings {
    places: BTreeMap<(Row, String), Vec<Tagging>>,
}

impl Taggings {
    /// Notes what was said of a tag at a record. Told twice it counts once.
    pub fn set(&mut self, place: (Row, String), tagging: Tagging) {
        let list = self.places.entry(place).or_default();
        if list.iter().all(|known| known.operation != tagging.operation) {
            list.push(tagging);
        }
    }

    /// Takes back what an operation said. Returns the rows.
    pub fn withdraw(&mut self, operation: u32) -> Vec<Row> {
        let mut touched = Vec::new();
        for ((row, _), list) in &mut self.places {
            for tagging in list.iter_mut().filter(|tagging| tagging.operation == operation) {
                tagging.stands = false;
                touched.push(*row);
            }
        }
        touched
    }

    /// Forgets what was said at a row.
    pub fn forget(&mut self, row: Row) {
        self.places.retain(|(at, _), _| *at != row);
    }

    /// What was said last of a tag by `now` among the records of a customer, and when something else was said after it.
    pub fn of(&self, rows: &[Row], tag: &str, now: Timestamp) -> (Option<&Tagging>, Option<Timestamp>) {
        if self.places.is_empty() {
            return (None, None);
        }
        let lists = rows.iter().filter_map(|row| self.places.get(&(*row, tag.to_owned())));
        let standing = lists.flatten().filter(|tagging| tagging.stands);
        let (past, later): (Vec<&Tagging>, Vec<&Tagging>) = standing.partition(|tagging| tagging.at <= now);
        let last = past.into_iter().max_by_key(|tagging| (tagging.at, tagging.operation));
        (last, later.into_iter().map(|tagging| tagging.at).min())
    }

    /// All of it by place, what was taken back included.
    pub fn all(&self) -> impl Iterator<Item = (&(Row, String), &[Tagging])> {
        self.places.iter().map(|(place, list)| (place, list.as_slice()))
    }
}
