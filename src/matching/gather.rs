//! The values of a row, as comparisons look at them.

use super::model::{CompiledComparison, Model};
use crate::columns::{CellId, Row, Symbol, Symbols};
use crate::normalize::{Records, Value};
use crate::schema::ruleset::Part;

/// A value with its parts at hand: a comparison asks for them level by level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opened<'a> {
    pub value: &'a Value,
    parts: [Symbol; 8],
}

impl<'a> Opened<'a> {
    pub fn new(value: &'a Value, symbols: &Symbols) -> Self {
        Self { value, parts: value.parts(symbols) }
    }

    /// A part; [`Symbol::EMPTY`] where the value lacks it.
    #[inline]
    pub fn part(&self, part: Part) -> Symbol {
        self.parts.get(part as usize).copied().unwrap_or(Symbol::EMPTY)
    }
}

/// The values of a row by comparison, gathered when they are first asked for.
#[derive(Debug)]
pub(super) struct Gathered<'a> {
    model: &'a Model,
    records: &'a Records,
    row: Option<Row>,
    values: Vec<Opened<'a>>,
    /// Where the values of each comparison lie, once they are gathered.
    spans: Vec<Option<(usize, usize)>>,
}

/// One side of a pair: a row, and its values of a comparison.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'g, 'a> {
    pub row: Row,
    pub values: &'g [Opened<'a>],
}

impl<'a> Gathered<'a> {
    pub fn new(model: &'a Model, records: &'a Records) -> Self {
        let spans = vec![None; model.comparisons.len()];
        Self { model, records, row: None, values: Vec::new(), spans }
    }

    /// Turns to a row; what is gathered stays where it is the same as before.
    pub fn turn_to(&mut self, row: Row) {
        if self.row != Some(row) {
            self.row = Some(row);
            self.values.clear();
            self.spans.fill(None);
        }
    }

    /// The values that a comparison looks at.
    pub fn side(&mut self, comparison: usize) -> Side<'_, 'a> {
        let row = self.row.unwrap_or_default();
        let known = self.spans.get(comparison).copied().flatten();
        let (start, end) = known.unwrap_or_else(|| self.gather(comparison, row));
        Side { row, values: self.values.get(start..end).unwrap_or_default() }
    }

    fn gather(&mut self, place: usize, row: Row) -> (usize, usize) {
        let start = self.values.len();
        if let Some(comparison) = self.model.comparisons.get(place) {
            for field in &comparison.fields {
                let cell = self.records.cell(row, *field);
                if cell == CellId::EMPTY {
                    continue;
                }
                for value in self.records.values(cell).iter().filter(|value| value.has(comparison.part)) {
                    self.values.push(Opened::new(value, &self.records.symbols));
                }
            }
        }
        let span = (start, self.values.len());
        if let Some(slot) = self.spans.get_mut(place) {
            *slot = Some(span);
        }
        span
    }
}

/// Whether a row gives a comparison anything to look at.
pub(super) fn gives(comparison: &CompiledComparison, records: &Records, row: Row) -> bool {
    comparison.fields.iter().any(|field| records.cell(row, *field) != CellId::EMPTY)
}
