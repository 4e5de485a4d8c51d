//! The quality of what an engine holds.

use super::Engine;
use crate::columns::Row;
use crate::quality::{QualityReport, Tally};

impl Engine {
    /// The quality of all records.
    pub fn quality(&self) -> QualityReport {
        let mut tally = Tally::default();
        for row in 0..self.records.rows() {
            tally.add(&self.ruleset.fields, &self.records, row as Row);
        }
        tally.report(&self.ruleset.fields, self.language())
    }
}
