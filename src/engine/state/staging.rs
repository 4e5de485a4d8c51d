//! Staged records: added to the columns and to the index, compared, and then committed or taken back as a whole.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::columns::{CellId, FieldId, Key, Mark, Row};
use crate::engine::{Engine, Mode};
use crate::error::Result;
use crate::identity::{Bonds, CustomerId, Guard, Pairs, RecordRef, Seniority};
use crate::matching::{CERTAIN, Decision, Scorer, Tally, Weight};
use crate::normalize::{Context, Records, Value};
use crate::quality::Rules;
use crate::schema::FieldKind;
use crate::schema::ruleset::FieldDef;
use crate::sort::Arrange;

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Rows are read and normalized.
    Reading,
    /// The matching model is learned.
    Training,
    /// Rows enter the index.
    Indexing,
    /// Rows are compared with those that share a key.
    Matching,
    /// All is ready to be committed.
    Done,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Rows done in this stage; while training, steps.
    pub done: usize,
    /// Rows or steps to do in this stage; while reading, as many as are read.
    pub total: usize,
    /// Rows read.
    pub rows: usize,
    /// Rows rejected.
    pub rejected: usize,
}

/// Records on their way into an engine.
#[derive(Debug)]
pub(in crate::engine) struct Staging {
    mark: Mark,
    rows_before: usize,
    pub(in crate::engine) events_before: usize,
    fields_before: usize,
    /// Rows that were there before and are given anew, with their former cells.
    replaced: Vec<(Row, Vec<CellId>)>,
    /// Those of them that said they were written later than they came.
    ahead: Vec<Row>,
    /// Rows added or given anew.
    pub(in crate::engine) work: Vec<Row>,
    known: BTreeSet<Row>,
    indexed: usize,
    /// Keys that rows given anew had before, to which events may be bound.
    former: Vec<Key>,
    /// Rows whose matches are to be found: the work, and those whose keys turned generic or ceased to be. In ascending order,
    /// unless nothing was there before.
    queue: Vec<Row>,
    turned: BTreeSet<Row>,
    scored: usize,
    found: Vec<(Row, Row, Weight)>,
    /// The pairs compared, by blocking rule.
    tally: Tally,
}

impl Staging {
    /// Whether a row was there before.
    pub(in crate::engine) fn was_there(&self, row: Row) -> bool {
        (row as usize) < self.rows_before
    }

    /// Takes all rows for new ones, to be matched anew.
    pub(in crate::engine) fn take_all(&mut self, rows: Vec<Row>) {
        self.known = rows.iter().copied().collect();
        self.work = rows;
    }

    /// Whether nothing was there before.
    pub(in crate::engine) fn is_first(&self) -> bool {
        self.rows_before == 0
    }

    /// Takes rows that are there to be matched anew, without a look at their keys.
    pub(super) fn match_again(&mut self, mut rows: Vec<Row>) {
        rows.arrange();
        rows.dedup();
        self.queue = rows;
    }

    /// How many rows were not there before.
    pub(in crate::engine) fn added(&self) -> usize {
        self.work.iter().filter(|row| (**row as usize) >= self.rows_before).count()
    }
}

impl Engine {
    pub(in crate::engine) fn begin_staging(&self) -> Staging {
        Staging {
            mark: self.records.mark(),
            rows_before: self.records.rows(),
            events_before: self.events.end(),
            fields_before: self.fields.len(),
            replaced: Vec::new(),
            ahead: Vec::new(),
            work: Vec::new(),
            known: BTreeSet::new(),
            indexed: 0,
            former: Vec::new(),
            queue: Vec::new(),
            turned: BTreeSet::new(),
            scored: 0,
            found: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// The field of that name; a new text field when there is none.
    pub(in crate::engine) fn field_or_new(&mut self, name: &str) -> FieldId {
        if let Some(field) = self.fields.iter().position(|f| f.name == name) {
            return field;
        }
        self.fields.push(FieldDef::plain(name), self.ruleset.power.as_ref());
        self.records.add_column(FieldKind::Text)
    }

    /// Puts a record into the columns.
    ///
    /// # Errors
    /// `limits/rows`.
    pub(in crate::engine) fn stage<'v>(
        &mut self,
        staging: &mut Staging,
        (source, id): (&str, &str),
        values: impl IntoIterator<Item = (FieldId, &'v str)>,
    ) -> Result<Row> {
        let reference =
            RecordRef { source: self.records.symbols.intern(source), id: self.records.symbols.intern(id) };
        let row = match self.directory.row(reference) {
            Some(row) => {
                self.clear_row(staging, row);
                row
            }
            None => self.push_row(reference, CustomerId::of(source, id))?,
        };
        if staging.known.insert(row) {
            staging.work.push(row);
        }
        for (field, text) in values {
            let cell = self.cell(field, text);
            self.records.set(row, field, cell);
        }
        Ok(row)
    }

    pub(super) fn push_row(&mut self, reference: RecordRef, customer: CustomerId) -> Result<Row> {
        self.limits.check_rows(self.records.rows() + 1)?;
        self.directory.push(reference, customer);
        Ok(self.records.push_row())
    }

    /// Empties a row that is given anew, keeping its cells if it was there before.
    fn clear_row(&mut self, staging: &mut Staging, row: Row) {
        let cells: Vec<CellId> =
            (0..staging.fields_before).map(|field| self.records.cell(row, field)).collect();
        for field in 0..self.fields.len() {
            self.records.set(row, field, CellId::EMPTY);
        }
        if (row as usize) < staging.rows_before && !staging.known.contains(&row) {
            staging.replaced.push((row, cells));
        }
        if self.directory.set_ahead(row, false) {
            staging.ahead.push(row);
        }
    }

    /// The cell of a text in a field, normalized when it is new.
    pub(in crate::engine) fn cell(&mut self, field: FieldId, text: &str) -> CellId {
        read_cell(&mut self.records, &self.rules, field, text, &self.context)
    }

    /// Works on up to `budget` rows.
    pub(in crate::engine) fn work_on(&mut self, staging: &mut Staging, budget: usize) -> Progress {
        if staging.indexed < staging.work.len() {
            self.index_rows(staging, budget);
        } else {
            self.match_rows(staging, budget);
        }
        self.progress(staging)
    }

    pub(in crate::engine) fn progress(&self, staging: &Staging) -> Progress {
        let rows = staging.work.len();
        let (stage, done, total) = if staging.indexed < rows {
            (Stage::Indexing, staging.indexed, rows)
        } else if staging.scored < staging.queue.len() {
            (Stage::Matching, staging.scored, staging.queue.len())
        } else {
            (Stage::Done, rows, rows)
        };
        Progress { stage, done, total, rows, rejected: 0 }
    }

    fn index_rows(&mut self, staging: &mut Staging, budget: usize) {
        let end = staging.work.len().min(staging.indexed.saturating_add(budget));
        for row in staging.work.get(staging.indexed..end).unwrap_or_default() {
            if (*row as usize) < staging.rows_before && !self.events.is_empty() {
                staging.former.extend(self.index.keys(*row));
            }
            staging.turned.extend(self.index.insert(&self.model, &self.records, *row));
        }
        staging.indexed = end;
        if end == staging.work.len() {
            let turned = staging.turned.iter().filter(|row| !staging.known.contains(row));
            staging.queue = staging.work.iter().chain(turned).copied().collect();
            staging.queue.arrange();
            if staging.is_first() {
                // No row looks for others in the queue then.
                staging.queue = self.index.together(&self.model, &staging.queue);
            }
        }
    }

    fn match_rows(&mut self, staging: &mut Staging, budget: usize) {
        let end = staging.queue.len().min(staging.scored.saturating_add(budget));
        let mut scorer = Scorer::new(&self.model, &self.records, &self.index);
        let (mut candidates, notes) = (Vec::new(), self.has_notes().then(|| self.lifetimes()));
        for row in staging.queue.get(staging.scored..end).unwrap_or_default() {
            // A pair within the queue is compared once, by its later row. All rows that were not there before are in it.
            let end = staging.rows_before.max(*row as usize) as Row;
            self.index.candidates_before(&self.model, *row, end, &mut candidates);
            for same in candidates.chunk_by(|a, b| a.row() == b.row()) {
                let Some(other) = same.first().map(|candidate| candidate.row()) else { continue };
                let twice = other > *row && staging.queue.binary_search(&other).is_ok();
                if twice || !self.comparable(*row, other) {
                    continue;
                }
                let bound = notes.as_ref().is_some_and(|lifetimes| self.is_bound(*row, other, lifetimes));
                let least = self.model.least();
                let weight = if bound { Some(CERTAIN) } else { scorer.weight_from(least, *row, other) };
                let decision = weight.map_or(Decision::NoMatch, |weight| self.model.decide(weight));
                staging.tally.add(same, decision);
                staging.found.extend(weight.map(|weight| (*row, other, weight)));
            }
        }
        staging.scored = end;
    }

    /// When linking, records of one source are never compared.
    pub(in crate::engine) fn comparable(&self, a: Row, b: Row) -> bool {
        let source = |row| self.directory.reference(row).map(|r| r.source);
        self.options.mode == Mode::Dedupe || source(a) != source(b)
    }

    /// Makes the staged records a part of the engine. Returns what was compared.
    pub(in crate::engine) fn commit_staging(&mut self, mut staging: Staging) -> Tally {
        while self.work_on(&mut staging, usize::MAX).stage != Stage::Done {}
        self.clusters.grow(self.records.rows());
        for row in &staging.queue {
            self.clusters.disconnect(*row);
        }
        for (a, b, weight) in &staging.found {
            self.clusters.connect(*a, *b, *weight);
        }
        self.note_kinship(&staging.replaced, &staging.work);
        let mut touched = std::mem::take(&mut staging.queue);
        touched.extend(self.settle_events(&staging.work, &staging.former));
        self.resolve(&touched);
        staging.tally
    }

    /// Clusters anew what hangs together with the given rows.
    pub(in crate::engine) fn resolve(&mut self, touched: &[Row]) {
        let once = self.once(touched.len());
        let scorer = Scorer::new(&self.model, &self.records, &self.index);
        let bounds = (once, self.model.prior, self.limits.cluster_size);
        let mut guard =
            Guard::new(&self.ruleset, &self.records, &self.directory, &self.decisions, scorer, bounds);
        let mut objection = |left: &[Row], right: &[Row], known: &Pairs| guard.objection(left, right, known);
        let (priority, rule) = (&self.ruleset.source_priority, self.ruleset.identity.survivor);
        let created = self.fields.created();
        let seniority = Seniority::new(&self.records, &self.directory, created, priority, rule);
        let bonds = Bonds {
            accept: self.model.accept,
            decisions: &self.decisions,
            directory: &self.directory,
            seniority: &seniority,
        };
        let changed = self.clusters.resolve(touched, &bonds, &mut objection);
        self.forget_related(&changed);
    }

    /// Takes staged records back, as if they had never come.
    pub(in crate::engine) fn abort_staging(&mut self, staging: Staging) {
        let indexed = staging.work.get(..staging.indexed).unwrap_or_default();
        let is_new = |row: &&Row| (**row as usize) >= staging.rows_before;
        for row in indexed.iter().rev().filter(is_new) {
            self.index.remove(*row);
        }
        for (row, cells) in &staging.replaced {
            // Fields that are new go with the rows that have them, but these rows stay.
            for field in 0..self.fields.len() {
                self.records.set(*row, field, cells.get(field).copied().unwrap_or(CellId::EMPTY));
            }
        }
        for row in indexed.iter().filter(|row| !is_new(row)) {
            self.index.insert(&self.model, &self.records, *row);
        }
        for row in staging.ahead {
            self.directory.set_ahead(row, true);
        }
        self.events.truncate(staging.events_before);
        self.records.rollback(staging.mark);
        self.directory.truncate(staging.rows_before);
        self.fields.truncate(staging.fields_before, self.ruleset.power.as_ref());
    }
}

/// The cell of a text in a field, read by the field's rules when it is new.
pub(in crate::engine) fn read_cell(
    records: &mut Records,
    rules: &Rules,
    field: FieldId,
    text: &str,
    context: &Context,
) -> CellId {
    let (kind, text) = (records.kind(field), text.trim());
    records.intern_cell(rules.class(field, kind), text, |symbols| {
        Value::each(kind, &rules.read(field, kind, text, &Value::context(kind, context)), symbols)
    })
}
