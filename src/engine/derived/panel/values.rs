//! The golden values of a field, of all customers.

use crate::columns::{Numbering, Row, Symbol};

/// Of each customer the code of its value; equal values have equal codes, and 0 is for none.
#[derive(Debug, Default)]
pub(super) struct Values {
    numbers: Numbering,
    codes: Vec<u32>,
}

impl Values {
    /// Notes the value of a customer.
    pub(super) fn put(&mut self, anchor: Row, value: Symbol) {
        let place = anchor as usize;
        if self.codes.len() <= place {
            self.codes.resize(place + 1, 0);
        }
        let code = self.numbers.of(value.0);
        self.codes.get_mut(place).into_iter().for_each(|slot| *slot = code);
    }

    pub(super) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The value that a code stands for.
    pub(super) fn value(&self, code: u32) -> Symbol {
        let place = code.checked_sub(1).map(|place| place as usize);
        place.and_then(|place| self.numbers.items().get(place)).map_or(Symbol::EMPTY, |item| Symbol(*item))
    }
}
