//! How good the clusters are, given the truth column of an import.

use crate::columns::{Row, Symbol};
use crate::engine::{Engine, Mode};
use crate::error::{Error, Result};
use crate::matching::{Evaluation, Judged, evaluate};

impl Engine {
    /// Judges the clusters against the truth; records without one are left out.
    ///
    /// # Errors
    /// `engine/no_truth` when no import named a truth column.
    pub fn evaluate(&self) -> Result<Evaluation> {
        let source = |row| self.directory.reference(row).map_or(0, |reference| reference.source.0);
        let known = |(row, truth): (usize, &Symbol)| {
            let row = row as Row;
            let cluster = self.clusters.anchor(row);
            truth.present().map(|truth| Judged { cluster, truth: truth.0, source: source(row) })
        };
        let labels: Vec<Judged> = self.truth.iter().enumerate().filter_map(known).collect();
        if labels.is_empty() {
            return Err(Error::new("engine/no_truth", ""));
        }
        Ok(evaluate(&labels, self.options.mode == Mode::Link))
    }
}
