//! Taking records out for good.

use serde::Serialize;

use crate::columns::{CellId, Key, Row};
use crate::engine::Engine;
use crate::error::Result;
use crate::profile::SubjectKey;
use crate::sort::Arrange;
use crate::store::Change;

/// What was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Erased {
    /// Source records.
    pub records: usize,
    /// Events.
    pub events: usize,
}

impl Engine {
    /// Erases a customer: its records, its events, and all that was decided about them. The journal that was written
    /// before still has them; a host that must not keep them takes a new snapshot and drops it.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`.
    pub fn erase(&mut self, customer: &str) -> Result<Erased> {
        self.idle()?;
        let rows = self.clusters.members(self.anchor_of(customer)?).to_vec();
        Ok(self.remove_rows(&rows, true))
    }

    /// Erases one record, named by id or by `source/id`, with the events that belong to it and what outside sources know
    /// of it.
    ///
    /// # Errors
    /// `engine/busy`, `record/unknown`.
    pub fn erase_record(&mut self, record: &str) -> Result<Erased> {
        self.idle()?;
        let row = self.row_of(record)?;
        let rows: Vec<Row> = std::iter::once(row).chain(self.enrichments(row)).collect();
        Ok(self.remove_rows(&rows, true))
    }

    /// Forgets the reasons of operations on rows, and of those that can no longer be told whom they are about, as is the case
    /// with bindings that were taken back.
    fn redact(&mut self, rows: &[Row]) {
        let concerned = self.rows_of_operations();
        for (number, of) in (0..).zip(concerned) {
            if of.is_empty() || of.iter().any(|row| rows.contains(row)) {
                self.operations.redact(number);
            }
        }
    }

    /// Takes rows out, with the events that are theirs where wanted.
    pub(in crate::engine) fn remove_rows(&mut self, rows: &[Row], events: bool) -> Erased {
        let records = rows.iter().map(|row| self.origin(*row)).collect();
        self.log(&Change::Removed { records, events });
        let before = self.events.len();
        if events {
            if self.events.erase(rows) {
                self.automation.columns.forget_places();
            }
            self.redact(rows);
        }
        let (mut staging, mut touched, mut former) = (self.begin_staging(), Vec::new(), Vec::<Key>::new());
        let mut turned: Vec<Row> = Vec::new();
        let mut orphans: Vec<SubjectKey> = Vec::new();
        for row in rows {
            self.forget_related(&[*row]);
            let cells: Vec<CellId> =
                (0..self.fields.len()).map(|field| self.records.cell(*row, field)).collect();
            self.kinship.remove(&self.records, *row, &cells);
            self.relations.forget(*row);
            let heirs = self.clusters.members(self.clusters.anchor(*row)).iter().copied();
            let heirs: Vec<Row> = heirs.filter(|heir| !rows.contains(heir)).collect();
            self.hearing.forget(*row, self.seniority().first(&heirs));
            former.extend(self.index.keys(*row));
            orphans.extend(self.directory.reference(*row).map(|known| SubjectKey::Record(known.id)));
            turned.extend(self.index.withdraw(&self.model, *row));
            let decided = self.decisions.forget(*row);
            touched.extend(self.clusters.remove(*row, &decided));
            touched.extend(decided);
            self.pins.forget(*row);
            self.taggings.forget(*row);
            self.past.remove(row);
            self.reports.remove(row);
            self.runs.remove(row);
            self.directory.remove(*row);
            (0..self.fields.len()).for_each(|field| self.records.set(*row, field, CellId::EMPTY));
        }
        turned.retain(|row| !rows.contains(row));
        staging.match_again(turned);
        self.commit_staging(staging);
        touched.extend(self.settle_orphans(orphans, &former));
        touched.retain(|row| !rows.contains(row));
        touched.arrange();
        touched.dedup();
        self.resolve(&touched);
        Erased { records: rows.len(), events: before - self.events.len() }
    }
}
