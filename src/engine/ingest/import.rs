//! Bulk import: bytes in, progress out, all or nothing.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::event_check::EventIssues;
use super::import_rows::Column;
use crate::columns::{Key, Row, Symbol};
use crate::engine::state::{Progress, Stage, Staging};
use crate::engine::{Engine, Links};
use crate::error::{Error, Result};
use crate::io::{CsvReader, CsvRow, NdjsonReader, Reject};
use crate::json::{read_names, read_object};
use crate::matching::{BlockingKeys, Decision, RuleStatistics, Tally, Training, TrainingReport};
use crate::normalize::civil::Timestamp;
use crate::schema::mapping::{ColumnMapping, Target};
use crate::schema::ruleset::MatchingDef;
use crate::sort::Arrange;

/// What a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "lowercase"))]
pub enum ImportKind {
    /// Records.
    #[default]
    Records,
    /// Events.
    Events,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "lowercase"))]
pub enum Format {
    /// Comma-separated values.
    #[default]
    Csv,
    /// One JSON object a line.
    Ndjson,
}

/// How a file is to be imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default, deny_unknown_fields))]
pub struct ImportOptions {
    /// What it holds.
    pub kind: ImportKind,
    /// How it is written.
    pub format: Format,
    /// Source of records that do not name theirs; when linking, of all.
    pub source: String,
    /// The present instant, ISO 8601.
    pub now: String,
    /// Column with the records' ids; without one, records are numbered.
    pub id: Option<String>,
    /// Columns to leave out.
    pub ignore: Vec<String>,
    /// Column that tells which records are truly the same; only used to judge the result.
    pub truth: Option<String>,
    /// What columns mean, where the suggestion is wrong.
    pub mapping: BTreeMap<String, Target>,
    /// Whether the matching model is learned from these records before they are matched. Only the first import of an
    /// engine can be learned from.
    pub train: bool,
}

read_names! { ImportKind, { "records": Records, "events": Events } }
read_names! { Format, { "csv": Csv, "ndjson": Ndjson } }
read_object! {
    ImportOptions, ImportOptions::default(),
    must {}
    may {
        "kind": kind, "format": format, "source": source, "now": now, "id": id, "ignore": ignore, "truth": truth,
        "mapping": mapping, "train": train
    }
}

/// What an import brought.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Records or events added.
    pub rows: usize,
    /// Records that replaced an earlier one of the same source and id, or events that were there already.
    pub repeated: usize,
    /// Rows rejected.
    pub rejected: usize,
    /// What each column was taken for.
    pub mapping: Vec<ColumnMapping>,
    /// Customers now known.
    pub customers: usize,
    /// Pairs of records that match.
    pub matches: usize,
    /// Pairs of records that somebody should look at.
    pub reviews: usize,
    /// Values that so many records share that they identify nobody.
    pub generic: Vec<GenericValue>,
    /// What each blocking rule brought.
    pub blocking: Vec<RuleStatistics>,
    /// Joins of clusters that a guard refused.
    pub refusals: usize,
    /// Events whose customer is not known yet.
    pub waiting: usize,
    /// What is wrong with events, which count all the same.
    pub event_issues: Vec<EventIssues>,
    /// What was learned, where the model was trained.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<TrainingReport>,
    /// How records are linked, where the data were to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
}

/// A value that so many records share that it identifies nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GenericValue {
    /// The blocking rule.
    pub rule: String,
    /// The value.
    pub value: String,
    /// Records that share it.
    pub records: usize,
}

/// Generic values named in a report.
const GENERIC_NAMED: usize = 20;
/// Rows looked at before columns are mapped.
pub(super) const SAMPLE: usize = 200;

/// An import under way.
#[derive(Debug)]
pub(in crate::engine) struct Import {
    pub(in crate::engine) options: ImportOptions,
    pub(in crate::engine) now: Timestamp,
    pub(in crate::engine) reader: Source,
    pub(in crate::engine) waiting: VecDeque<CsvRow>,
    pub(in crate::engine) columns: Option<Vec<Column>>,
    /// Whether two columns mean one field.
    pub(in crate::engine) has_twins: bool,
    pub(in crate::engine) mapping: Vec<ColumnMapping>,
    pub(in crate::engine) staging: Staging,
    pub(in crate::engine) truth: Vec<(Row, String)>,
    /// Rows that were read, but make no record or event.
    pub(in crate::engine) rejects: Vec<Reject>,
    pub(in crate::engine) event_issues: Vec<EventIssues>,
    pub(in crate::engine) rows: usize,
    pub(in crate::engine) ended: bool,
    /// Whether nothing is imported, but what is there is learned from and matched anew.
    pub(in crate::engine) is_training: bool,
    /// Learning, as long as it goes on.
    pub(in crate::engine) learning: Option<Training>,
    /// What was learned, and the model before.
    pub(in crate::engine) training: Option<(TrainingReport, MatchingDef)>,
}

#[derive(Debug)]
pub(in crate::engine) enum Source {
    Csv(Box<CsvReader>),
    Ndjson(NdjsonReader),
}

impl Engine {
    /// Begins an import; one at a time.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn begin_import(&mut self, options: ImportOptions) -> Result<()> {
        self.idle()?;
        let now = self.now(&options.now)?;
        let language = self.language();
        let reader = match options.format {
            Format::Csv => Source::Csv(Box::new(CsvReader::new(self.limits, language))),
            Format::Ndjson => Source::Ndjson(NdjsonReader::new(language)),
        };
        self.last_rejects.clear();
        self.import = Some(Box::new(Import::new(options, now, reader, self.begin_staging())));
        Ok(())
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// `engine/no_import`; `import/…` when the file as a whole cannot be read, `limits/rows`. The import is then
    /// abandoned.
    pub fn push_import(&mut self, chunk: &[u8]) -> Result<Progress> {
        self.with_import(|engine, import| {
            if import.is_training {
                return Err(Error::new("engine/no_import", ""));
            }
            match &mut import.reader {
                Source::Csv(reader) => reader.push(chunk)?,
                Source::Ndjson(reader) => reader.push(chunk),
            }
            engine.take_rows(import, false)
        })
    }

    /// Says that no more bytes come.
    ///
    /// # Errors
    /// As [`push_import`](Self::push_import), and `import/empty`.
    pub fn end_import(&mut self) -> Result<Progress> {
        self.with_import(|engine, import| {
            if import.is_training {
                return Ok(());
            }
            match &mut import.reader {
                Source::Csv(reader) => reader.finish()?,
                Source::Ndjson(reader) => reader.finish(),
            }
            engine.take_rows(import, true)?;
            import.ended = true;
            if import.options.train && import.staging.is_first() {
                import.learning = Some(engine.begin_learning());
            }
            Ok(())
        })
    }

    /// Works on up to `budget` rows, or does one step of training.
    ///
    /// # Errors
    /// `engine/no_import`.
    pub fn step_import(&mut self, budget: usize) -> Result<Progress> {
        self.with_import(|engine, import| {
            if import.learning.is_some() {
                engine.learn_for(import);
            } else if import.ended {
                engine.work_on(&mut import.staging, budget);
            }
            Ok(())
        })
    }

    /// Makes the import a part of the engine.
    ///
    /// # Errors
    /// `engine/no_import`; as [`end_import`](Self::end_import), when that was not called.
    pub fn commit_import(&mut self) -> Result<ImportReport> {
        if self.import.as_ref().is_some_and(|import| !import.ended) {
            self.end_import()?;
        }
        let mut import = self.import.take().ok_or_else(|| Error::new("engine/no_import", ""))?;
        while import.learning.is_some() {
            self.learn_for(&mut import);
        }
        if import.is_training {
            return Ok(self.commit_training(*import));
        }
        let (read, rejected) = (import.rows - import.rejects.len(), import.rejected());
        let Import { mapping, staging, truth, now, rejects, reader, training, event_issues, .. } = *import;
        self.last_rejects = reader.rejects().iter().cloned().chain(rejects).collect();
        self.last_rejects.arrange_by_key(|reject| reject.line);
        let training = self.log_training(training);
        let events = self.commit_events(staging.events_before);
        let (records, tally) = self.commit_rows(staging, truth, now);
        self.remember_meanings(&mapping);
        let report = self.import_report(read, events + records, rejected, tally);
        Ok(ImportReport { training, event_issues, mapping, ..report })
    }

    /// Abandons the import without a trace.
    pub fn abort_import(&mut self) {
        if let Some(import) = self.import.take() {
            self.take_back(*import);
        }
    }

    /// The rows that the last import rejected, or those rejected so far of one under way.
    pub fn rejects(&self) -> Vec<&Reject> {
        match &self.import {
            Some(import) => import.reader.rejects().iter().chain(&import.rejects).collect(),
            None => self.last_rejects.iter().collect(),
        }
    }

    /// Runs `work` on the import; abandons it when that fails.
    fn with_import(&mut self, work: impl FnOnce(&mut Self, &mut Import) -> Result<()>) -> Result<Progress> {
        let mut import = self.import.take().ok_or_else(|| Error::new("engine/no_import", ""))?;
        match work(self, &mut import) {
            Ok(()) => {
                let progress = self.import_progress(&import);
                self.import = Some(import);
                Ok(progress)
            }
            Err(error) => {
                self.take_back(*import);
                Err(error)
            }
        }
    }

    /// Does the next step of training, and matches by what was learned after the last.
    fn learn_for(&mut self, import: &mut Import) {
        let Some(mut learning) = import.learning.take() else { return };
        if self.learn_on(&mut learning) {
            import.learning = Some(learning);
        } else {
            let untrained = self.ruleset.matching.clone();
            import.training = Some((self.adopt_learned(learning), untrained));
            if import.is_training {
                self.match_all(&mut import.staging);
            }
        }
    }

    fn take_back(&mut self, import: Import) {
        self.abort_staging(import.staging);
        if let Some((_, untrained)) = import.training {
            self.adopt(untrained);
            if import.is_training {
                self.index_anew();
            }
        }
    }

    fn import_progress(&self, import: &Import) -> Progress {
        let (rows, rejected) = (import.rows, import.rejected());
        if let Some(learning) = &import.learning {
            let (done, total) = learning.progress();
            return Progress { stage: Stage::Training, done, total, rows, rejected };
        }
        if import.ended {
            return Progress { rows, rejected, ..self.progress(&import.staging) };
        }
        Progress { stage: Stage::Reading, done: rows, total: rows, rows, rejected }
    }

    fn take_rows(&mut self, import: &mut Import, last: bool) -> Result<()> {
        match &mut import.reader {
            Source::Ndjson(reader) => {
                for (line, object) in reader.take() {
                    self.take_object(import, line, object)?;
                }
            }
            Source::Csv(reader) => {
                import.waiting.extend(std::iter::from_fn(|| reader.next_row()));
                let enough = import.waiting.len() >= SAMPLE || last;
                if import.columns.is_none() && enough && !reader.header().is_empty() {
                    let header = reader.header().to_vec();
                    self.map_columns(import, &header)?;
                }
                self.take_csv_rows(import)?;
            }
        }
        Ok(())
    }

    fn commit_rows(&mut self, staging: Staging, truth: Vec<(Row, String)>, now: Timestamp) -> (usize, Tally) {
        if staging.work.is_empty() {
            if self.events.end() == staging.events_before {
                self.abort_staging(staging);
            }
            return (0, Tally::default());
        }
        let (rows, added) = (staging.work.clone(), staging.added());
        let tally = self.commit_staging(staging);
        for (row, text) in truth {
            let (place, symbol) = (row as usize, self.records.symbols.intern(&text));
            if self.truth.len() <= place {
                self.truth.resize(place + 1, Symbol::EMPTY);
            }
            self.truth.get_mut(place).into_iter().for_each(|slot| *slot = symbol);
        }
        self.log_records(&rows, now);
        (added, tally)
    }

    /// Events entered the engine as they were read.
    fn commit_events(&mut self, before: usize) -> usize {
        let added = self.events.end().saturating_sub(before);
        self.log_events(before);
        // A row too many leaves the rest waiting, as they were.
        _ = self.welcome_waiting(before);
        if added > 0 {
            self.automation.forget_events();
        }
        added
    }

    pub(in crate::engine) fn import_report(
        &self,
        read: usize,
        added: usize,
        rejected: usize,
        tally: Tally,
    ) -> ImportReport {
        let generic = self.index.generic(&self.model);
        ImportReport {
            rows: added,
            repeated: read.saturating_sub(added),
            rejected,
            mapping: Vec::new(),
            customers: self.clusters.anchors().count(),
            matches: self.decided(Decision::Match),
            reviews: self.decided(Decision::Review),
            generic: self.generic_values(&generic),
            blocking: tally.statistics(&self.model, &generic),
            refusals: self.clusters.refusals().count(),
            waiting: self.events.waiting(),
            event_issues: Vec::new(),
            training: None,
            links: self.links_seen,
        }
    }

    /// How many pairs of records a decision was taken on.
    pub(super) fn decided(&self, decision: Decision) -> usize {
        self.clusters.pairs().filter(|(_, _, weight)| self.model.decide(*weight) == decision).count()
    }

    /// The text that a key stands for.
    fn key_text(&self, key: Key) -> String {
        let first = self.index.rows(key).first();
        first.map(|row| BlockingKeys::new(&self.model).text(&self.records, *row, key)).unwrap_or_default()
    }

    fn generic_values(&self, generic: &[(Key, usize)]) -> Vec<GenericValue> {
        let entry = |(key, records): &(Key, usize)| GenericValue {
            rule: self.model.rule_name(key.rule).to_owned(),
            value: self.key_text(*key).replace('\u{1f}', " + "),
            records: *records,
        };
        generic.iter().take(GENERIC_NAMED).map(entry).collect()
    }
}

impl Import {
    pub(in crate::engine) fn new(
        options: ImportOptions,
        now: Timestamp,
        reader: Source,
        staging: Staging,
    ) -> Self {
        Self {
            options,
            now,
            reader,
            waiting: VecDeque::new(),
            columns: None,
            has_twins: false,
            mapping: Vec::new(),
            staging,
            truth: Vec::new(),
            rejects: Vec::new(),
            event_issues: Vec::new(),
            rows: 0,
            ended: false,
            is_training: false,
            learning: None,
            training: None,
        }
    }

    fn rejected(&self) -> usize {
        self.reader.rejects().len() + self.rejects.len()
    }
}

impl Source {
    fn rejects(&self) -> &[Reject] {
        match self {
            Self::Csv(reader) => reader.rejects(),
            Self::Ndjson(reader) => reader.rejects(),
        }
    }
}
