//! Which record is which row, and which row an id leads to.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::CustomerId;
use crate::columns::{Row, Symbol};

/// What a source calls one of its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RecordRef {
    /// Name of the source.
    pub source: Symbol,
    /// The record's id in that source.
    pub id: Symbol,
}

/// The references of all rows.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    refs: Vec<RecordRef>,
    by_ref: HashMap<RecordRef, Row, FixedState>,
    by_id: HashMap<Symbol, Row, FixedState>,
    by_customer: HashMap<CustomerId, Row, FixedState>,
    ids: Vec<CustomerId>,
}

impl Directory {
    /// Adds the reference of the next row.
    pub fn push(&mut self, reference: RecordRef, customer: CustomerId) {
        let row = self.refs.len() as Row;
        self.refs.push(reference);
        self.ids.push(customer);
        self.by_ref.entry(reference).or_insert(row);
        self.by_id.entry(reference.id).or_insert(row);
        self.by_customer.entry(customer).or_insert(row);
    }

    /// Forgets all rows but the first `rows`.
    pub fn truncate(&mut self, rows: usize) {
        for row in (rows..self.refs.len()).rev() {
            let (Some(reference), Some(id)) = (self.refs.pop(), self.ids.pop()) else { return };
            remove_if(&mut self.by_ref, &reference, row);
            remove_if(&mut self.by_id, &reference.id, row);
            remove_if(&mut self.by_customer, &id, row);
        }
    }

    /// The row of a record.
    pub fn row(&self, reference: RecordRef) -> Option<Row> {
        self.by_ref.get(&reference).copied()
    }

    /// The first row of that record id in any source.
    pub fn row_of_id(&self, id: Symbol) -> Option<Row> {
        self.by_id.get(&id).copied()
    }

    /// The row whose id, in use or in waiting, this is.
    pub fn row_of_customer(&self, id: CustomerId) -> Option<Row> {
        self.by_customer.get(&id).copied()
    }

    /// The reference of a row.
    pub fn reference(&self, row: Row) -> Option<RecordRef> {
        self.refs.get(row as usize).copied()
    }

    /// The customer id of a row, in use when it is the earliest of its cluster.
    pub fn customer_id(&self, row: Row) -> Option<CustomerId> {
        self.ids.get(row as usize).copied()
    }
}

fn remove_if<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Row, FixedState>, key: &K, row: usize) {
    if map.get(key).is_some_and(|known| *known as usize == row) {
        map.remove(key);
    }
}
