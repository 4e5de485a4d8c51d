//! Learning the matching model from the records in hand.

use serde::Serialize;

use super::{Engine, Mode};
use crate::columns::Row;
use crate::error::Result;
use crate::identity::{Verdict, stitched};
use crate::matching::{Decision, Index, Label, Model, TrainingReport, plan, train};
use crate::schema::ruleset::{MatchingDef, content_hash};
use crate::store::Change;

/// What came of training.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrainOutcome {
    /// What was learned.
    pub training: TrainingReport,
    /// Customers now known.
    pub customers: usize,
    /// Pairs of records that match.
    pub matches: usize,
    /// Pairs of records that somebody should look at.
    pub reviews: usize,
}

impl Engine {
    /// Learns the matching model from the records that are here and from what people decided about pairs of them, and
    /// matches all records anew by it.
    ///
    /// # Errors
    /// `engine/busy`.
    pub fn train(&mut self) -> Result<TrainOutcome> {
        self.idle()?;
        let training = self.learn();
        self.log_ruleset();
        self.match_anew();
        Ok(TrainOutcome {
            training,
            customers: self.clusters.anchors().count(),
            matches: self.decided(Decision::Match),
            reviews: self.decided(Decision::Review),
        })
    }

    /// Plans and trains a model for the records that are there, and takes it for the engine's own.
    pub(super) fn learn(&mut self) -> TrainingReport {
        let is_link = self.options.mode == Mode::Link;
        let planned = plan(&self.ruleset, &self.fields, &self.records, is_link);
        let directory = &self.directory;
        let source = |row: Row| directory.reference(row).map(|reference| reference.source);
        let comparable = |a: Row, b: Row| !is_link || source(a) != source(b);
        let label = |((left, right), verdict): ((Row, Row), Verdict)| {
            let is_same = match verdict {
                Verdict::Same => true,
                Verdict::Distinct => false,
                Verdict::Defer => return None,
            };
            Some(Label { left, right, is_same })
        };
        let labels: Vec<Label> = self.decisions.standing().into_iter().filter_map(label).collect();
        let (trained, report) = train(&planned, &self.fields, &mut self.records, &comparable, &labels);
        self.adopt(trained);
        report
    }

    /// Takes a model for the engine's own, without matching anything by it.
    pub(super) fn adopt(&mut self, def: MatchingDef) {
        for name in def.columns.clone() {
            self.field_or_new(&name);
        }
        self.ruleset.matching = def;
        self.model = Model::compile(&stitched(&self.ruleset), &self.fields, &mut self.records.symbols);
        self.hash = content_hash(&self.ruleset);
    }

    /// Takes over a model that a journal tells of.
    pub(super) fn adopt_anew(&mut self, def: MatchingDef) {
        if def != self.ruleset.matching {
            self.adopt(def);
            self.log_ruleset();
            self.match_anew();
        }
    }

    pub(super) fn log_ruleset(&mut self) {
        // Plain data into memory cannot fail to be written.
        let document = serde_json::to_string(&self.ruleset).unwrap_or_default();
        self.log(&Change::Ruleset { document });
    }

    /// Matches all records as if they had just come.
    fn match_anew(&mut self) {
        self.index = Index::default();
        let mut staging = self.begin_staging();
        staging.take_all(self.directory.rows().collect());
        self.commit_staging(staging);
        self.automation.forget_all();
    }
}
