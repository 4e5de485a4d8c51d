//! How good the clusters are, given the truth column of an import.

use super::Engine;
use crate::columns::{Row, Symbol};
use crate::error::{Error, Result};
use crate::matching::{Evaluation, evaluate};

impl Engine {
    /// Judges the clusters against the truth; records without one are left out.
    ///
    /// # Errors
    /// `engine/no_truth` when no import named a truth column.
    pub fn evaluate(&self) -> Result<Evaluation> {
        let known = |(row, truth): (usize, &Symbol)| {
            let row = row as Row;
            truth.present().map(|truth| (self.clusters.anchor(row), truth.0))
        };
        let labels: Vec<(u32, u32)> = self.truth.iter().enumerate().filter_map(known).collect();
        if labels.is_empty() {
            return Err(Error::new("engine/no_truth", ""));
        }
        Ok(evaluate(&labels))
    }
}
