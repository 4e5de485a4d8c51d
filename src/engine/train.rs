//! Learning the matching model from the records in hand.

use super::Engine;
use crate::columns::Row;
use crate::matching::{Model, TrainingReport, plan, train};
use crate::schema::ruleset::{MatchingDef, content_hash};

impl Engine {
    /// The matching model in use.
    pub fn matching(&self) -> &MatchingDef {
        &self.ruleset.matching
    }

    /// Plans and trains a model for the records that are there, and takes it for the engine's own.
    pub(super) fn learn(&mut self) -> TrainingReport {
        let sources: Vec<_> = (0..self.records.rows() as Row)
            .map(|row| self.directory.reference(row).map(|reference| reference.source))
            .collect();
        let is_link = self.options.mode == super::Mode::Link;
        let planned = plan(&self.ruleset, &self.fields, &self.records, is_link);
        let comparable = |a: Row, b: Row| !is_link || sources.get(a as usize) != sources.get(b as usize);
        let (trained, report) = train(&planned, &self.fields, &mut self.records, &comparable);
        self.adopt(trained);
        report
    }

    fn adopt(&mut self, def: MatchingDef) {
        self.ruleset.matching = def;
        self.model = Model::compile(&self.ruleset.matching, &self.fields, &mut self.records.symbols);
        self.hash = content_hash(&self.ruleset);
    }
}
