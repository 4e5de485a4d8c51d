//! Values that people fixed by hand.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::columns::{CellId, FieldId, Row};
use crate::sort::Arrange;

/// A value that somebody fixed for a field of a record's customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The number of the operation that fixed it.
    pub operation: u32,
    /// The value; empty where an earlier pin was taken off.
    pub cell: CellId,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    pub at: i64,
    /// Whether the operation still stands.
    stands: bool,
}

/// All pins. A pin is bound to a record and goes where the record goes, so merging and unmerging need not know of it; of
/// several in one customer the last holds.
///
/// ```
/// use kehu::columns::CellId;
/// use kehu::profile::Pins;
/// let mut pins = Pins::default();
/// pins.set((4, 2), CellId(9), 0, 1_000);
/// pins.set((5, 2), CellId(8), 1, 2_000);
/// assert_eq!(pins.of(&[4, 5], 2).map(|(row, pin)| (row, pin.cell)), Some((5, CellId(8))));
/// assert_eq!(pins.withdraw(1), [5]);
/// assert_eq!(pins.of(&[4, 5], 2).map(|(row, _)| row), Some(4));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pins {
    places: HashMap<(Row, FieldId), Vec<Pin>, FixedState>,
}

impl Pins {
    /// Fixes the value of a field at a record, or sets it free with an empty cell. Told twice it counts once.
    pub fn set(&mut self, place: (Row, FieldId), cell: CellId, operation: u32, at: i64) {
        let list = self.places.entry(place).or_default();
        if list.iter().all(|known| known.operation != operation) {
            list.push(Pin { operation, cell, at, stands: true });
        }
    }

    /// Takes back the pins of an operation. Returns their rows.
    pub fn withdraw(&mut self, operation: u32) -> Vec<Row> {
        let mut touched = Vec::new();
        for ((row, _), list) in &mut self.places {
            for pin in list.iter_mut().filter(|pin| pin.operation == operation) {
                pin.stands = false;
                touched.push(*row);
            }
        }
        touched.arrange();
        touched
    }

    /// Forgets the pins at a row.
    pub fn forget(&mut self, row: Row) {
        self.places.retain(|(at, _), _| *at != row);
    }

    /// The pin that holds for a field among the records of a customer, with its row.
    pub fn of(&self, rows: &[Row], field: FieldId) -> Option<(Row, &Pin)> {
        if self.places.is_empty() {
            return None;
        }
        let last = |row: &Row| {
            let list = self.places.get(&(*row, field))?;
            list.iter().rev().find(|pin| pin.stands).map(|pin| (*row, pin))
        };
        let latest = rows.iter().filter_map(last).max_by_key(|(_, pin)| (pin.at, pin.operation));
        latest.filter(|(_, pin)| pin.cell != CellId::EMPTY)
    }

    /// All pins by place, those that were taken back included.
    pub fn all(&self) -> Vec<((Row, FieldId), &[Pin])> {
        let mut all: Vec<_> = self.places.iter().map(|(place, list)| (*place, list.as_slice())).collect();
        all.arrange_by_key(|(place, _)| *place);
        all
    }

    /// Whether nobody fixed anything.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}
