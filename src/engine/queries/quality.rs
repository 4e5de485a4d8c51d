//! The quality of what an engine holds.

use crate::engine::Engine;
use crate::error::Result;
use crate::json::read_object;
use crate::quality::{Batch, QualityReport, Tally, compare};

/// What a report of quality is to tell besides counts.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct QualityOptions {
    /// The present instant, ISO 8601; without it nothing is stale.
    pub now: String,
    /// The report of the batch before, to tell how this one differs.
    pub previous: serde_json::Value,
}

read_object! {
    QualityOptions, QualityOptions::default(),
    must {}
    may { "now": now, "previous": previous }
}

impl Engine {
    /// The quality of all records.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `report/invalid`.
    pub fn quality(&self, options: &QualityOptions) -> Result<QualityReport> {
        self.idle()?;
        let mut tally = Tally::new(self.ruleset.fields.len(), self.deadlines(&options.now)?);
        let batch = Batch { ruleset: &self.ruleset, rules: &self.rules, records: &self.records };
        for row in self.directory.rows().filter(|row| !self.is_note(*row)) {
            let reference = self.directory.reference(row);
            let source = reference.map_or("", |reference| self.records.symbols.text(reference.source));
            tally.add(batch, row, source);
        }
        let mut report = tally.report(&self.ruleset, self.language());
        if !options.previous.is_null() {
            report.drift = Some(compare(&options.previous, &report, &self.ruleset, self.language())?);
        }
        Ok(report)
    }
}
