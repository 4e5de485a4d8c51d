//! Learning the matching model from the records in hand.

use serde::Serialize;

use crate::columns::Row;
use crate::engine::ingest::{Import, ImportOptions, ImportReport, Source};
use crate::engine::state::Staging;
use crate::engine::{Engine, Links, Mode};
use crate::error::Result;
use crate::identity::{Verdict, stitched};
use crate::io::NdjsonReader;
use crate::json;
use crate::matching::{Index, Label, Model, RuleStatistics, Training, TrainingReport, plan};
use crate::normalize::civil::Timestamp;
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
    /// What each blocking rule brought.
    pub blocking: Vec<RuleStatistics>,
    /// How records are linked, where the data were to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
}

impl Engine {
    /// Learns the matching model from the records that are here and from what people decided about pairs of them, and
    /// matches all records anew by it: [`begin_training`](Self::begin_training) with all its steps in one.
    ///
    /// # Errors
    /// `engine/busy`.
    pub fn train(&mut self) -> Result<TrainOutcome> {
        self.begin_training()?;
        let ImportReport { training, customers, matches, reviews, blocking, links, .. } =
            self.commit_import()?;
        Ok(TrainOutcome {
            training: training.unwrap_or_default(),
            customers,
            matches,
            reviews,
            blocking,
            links,
        })
    }

    /// Begins to learn the matching model from the records that are here and from what people decided about pairs of them,
    /// to match all records anew by it. It goes on like an import that has ended: step by step until it is committed or
    /// given up.
    ///
    /// # Errors
    /// `engine/busy`.
    pub fn begin_training(&mut self) -> Result<()> {
        self.idle()?;
        let (now, reader) = (Timestamp::default(), Source::Ndjson(NdjsonReader::new(self.language())));
        let import = Import::new(ImportOptions::default(), now, reader, self.begin_staging());
        let learning = Some(self.begin_learning());
        self.import = Some(Box::new(Import { is_training: true, ended: true, learning, ..import }));
        Ok(())
    }

    pub(in crate::engine) fn commit_training(&mut self, import: Import) -> ImportReport {
        let training = self.log_training(import.training);
        let tally = self.commit_staging(import.staging);
        self.automation.forget_all();
        ImportReport { training, ..self.import_report(0, 0, 0, tally) }
    }

    pub(in crate::engine) fn log_training(
        &mut self,
        training: Option<(TrainingReport, MatchingDef)>,
    ) -> Option<TrainingReport> {
        let (report, _) = training?;
        self.log_ruleset();
        Some(report)
    }

    /// Plans what to learn of the records that are there, and of what people decided.
    pub(in crate::engine) fn begin_learning(&mut self) -> Training {
        let is_link = self.options.mode == Mode::Link;
        let comparable = |a, b| self.comparable(a, b);
        let planned = plan(&self.ruleset, &self.fields, &self.records, is_link, &comparable);
        let label = |((left, right), verdict): ((Row, Row), Verdict)| {
            let is_same = match verdict {
                Verdict::Same => true,
                Verdict::Distinct => false,
                Verdict::Defer => return None,
            };
            Some(Label { left, right, is_same })
        };
        let labels = self.decisions.standing().into_iter().filter_map(label).collect();
        Training::new(planned, &self.fields, &mut self.records, labels)
    }

    /// Learns a step further; returns whether there is more to do.
    pub(in crate::engine) fn learn_on(&self, training: &mut Training) -> bool {
        training.advance(&self.records, &|a, b| self.comparable(a, b))
    }

    /// Takes what was learned for the engine's own model.
    pub(in crate::engine) fn adopt_learned(&mut self, training: Training) -> TrainingReport {
        let (learned, report) = training.finish(&self.fields, &mut self.records);
        self.adopt(learned);
        report
    }

    /// Takes a model for the engine's own, without matching anything by it.
    pub(in crate::engine) fn adopt(&mut self, def: MatchingDef) {
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
        let document = json::to_text(&self.ruleset);
        self.log(&Change::Ruleset { document });
    }

    fn match_anew(&mut self) {
        let mut staging = self.begin_staging();
        self.match_all(&mut staging);
        self.commit_staging(staging);
        self.automation.forget_all();
    }

    /// Prepares to match all records as if they had just come.
    pub(in crate::engine) fn match_all(&mut self, staging: &mut Staging) {
        self.index = Index::default();
        staging.take_all(self.directory.rows().collect());
    }

    /// Enters all records into the index as if they had just come.
    pub(in crate::engine) fn index_anew(&mut self) {
        self.index = Index::default();
        for row in self.directory.rows() {
            self.index.insert(&self.model, &self.records, row);
        }
    }
}
