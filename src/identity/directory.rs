//! Which record is which row, and which row an id leads to.

use std::collections::BTreeSet;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::CustomerId;
use crate::columns::{Blocks, Lookup, Row, Symbol};

/// What a source calls one of its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordRef {
    /// Name of the source.
    pub source: Symbol,
    /// The record's id in that source.
    pub id: Symbol,
}

/// What a row is called whose record was taken out; no record has an empty id.
const GONE: RecordRef = RecordRef { source: Symbol::EMPTY, id: Symbol::EMPTY };

/// The references of all rows.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    refs: Blocks<RecordRef>,
    ids: Blocks<CustomerId>,
    /// All rows of each record id, and the row of each customer id.
    by_id: Lookup,
    by_customer: Lookup,
    gone: usize,
    ahead: BTreeSet<Row>,
}

impl Directory {
    /// Adds the reference of the next row.
    pub fn push(&mut self, reference: RecordRef, customer: CustomerId) {
        let row = self.refs.len() as Row;
        self.append(reference, customer);
        let (refs, ids) = (&self.refs, &self.ids);
        add(&mut self.by_id, row, &|row| refs.get(row as usize).map_or(0, |r| id_hash(r.id)), &|_| false);
        add(&mut self.by_customer, row, &|row| ids.get(row as usize).map_or(0, customer_hash), &|other| {
            ids.get(other as usize) == Some(&customer)
        });
    }

    /// Adds the reference of the next row; nothing leads to it before [`index`](Self::index).
    pub fn append(&mut self, reference: RecordRef, customer: CustomerId) {
        self.refs.push(reference);
        self.ids.push(customer);
    }

    /// Makes all rows findable; whether no two have the same customer id, and so none the same reference.
    #[must_use]
    pub fn index(&mut self) -> bool {
        let (refs, ids, rows) = (&self.refs, &self.ids, self.refs.len());
        let all = || 0..rows as Row;
        let id_of = |row: Row| refs.get(row as usize).map_or(0, |known| id_hash(known.id));
        let customer_of = |row: Row| ids.get(row as usize).map_or(0, customer_hash);
        self.by_id = Lookup::filled(&mut all(), rows, &id_of);
        self.by_customer = Lookup::filled(&mut all(), rows, &customer_of);
        all().all(|row| self.customer_id(row).and_then(|id| self.row_of_customer(id)) == Some(row))
    }

    /// Forgets all rows but the first `rows`.
    pub fn truncate(&mut self, rows: usize) {
        while self.refs.len() > rows {
            self.unlink(self.refs.len() as Row - 1);
            self.refs.pop();
            self.ids.pop();
        }
    }

    /// Forgets what a row is called: nothing leads to it any longer, and its number is not given again.
    pub fn remove(&mut self, row: Row) {
        self.unlink(row);
        self.ahead.remove(&row);
        if let Some(reference) = self.refs.get_mut(row as usize).filter(|known| **known != GONE) {
            *reference = GONE;
            self.gone += 1;
        }
    }

    /// Notes whether a record said that it was written later than it came, and so does not know when it was. Returns what was
    /// noted before.
    pub fn set_ahead(&mut self, row: Row, is_ahead: bool) -> bool {
        if is_ahead { !self.ahead.insert(row) } else { self.ahead.remove(&row) }
    }

    /// Whether a record said that it was written later than it came.
    pub fn is_ahead(&self, row: Row) -> bool {
        self.ahead.contains(&row)
    }

    /// The rows of all records that said so, ascending.
    pub fn ahead(&self) -> impl Iterator<Item = Row> + '_ {
        self.ahead.iter().copied()
    }

    fn unlink(&mut self, row: Row) {
        let (Some(reference), Some(id)) = (self.reference(row), self.customer_id(row)) else { return };
        self.by_id.remove(id_hash(reference.id), row);
        self.by_customer.remove(customer_hash(&id), row);
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.refs.len() - self.gone
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of all records, ascending.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        self.refs.from(0).filter(|(_, reference)| **reference != GONE).map(|(row, _)| row)
    }

    /// The row of a record.
    pub fn row(&self, reference: RecordRef) -> Option<Row> {
        self.by_id.find(id_hash(reference.id), |row| self.refs.get(row as usize) == Some(&reference))
    }

    /// The rows of that record id in all sources.
    pub fn rows_of_id(&self, id: Symbol) -> impl Iterator<Item = Row> + '_ {
        let is_it = move |row: &Row| self.refs.get(*row as usize).is_some_and(|known| known.id == id);
        self.by_id.with_hash(id_hash(id)).filter(is_it)
    }

    /// The row whose id, in use or in waiting, this is.
    pub fn row_of_customer(&self, id: CustomerId) -> Option<Row> {
        self.by_customer.find(customer_hash(&id), |row| self.ids.get(row as usize) == Some(&id))
    }

    /// The reference of a row.
    pub fn reference(&self, row: Row) -> Option<RecordRef> {
        self.refs.get(row as usize).copied().filter(|reference| *reference != GONE)
    }

    /// The customer id of a row, in use when it is the earliest of its cluster.
    pub fn customer_id(&self, row: Row) -> Option<CustomerId> {
        self.ids.get(row as usize).copied()
    }
}

fn id_hash(id: Symbol) -> u64 {
    FixedState::default().hash_one(id)
}

fn customer_hash(id: &CustomerId) -> u64 {
    FixedState::default().hash_one(id)
}

/// Adds a row, unless an earlier one has the same key.
fn add(rows: &mut Lookup, row: Row, hash: &dyn Fn(Row) -> u64, same: &dyn Fn(Row) -> bool) {
    let key = hash(row);
    if rows.find(key, same).is_none() {
        rows.insert(key, row, hash);
    }
}
