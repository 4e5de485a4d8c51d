//! What the engine gives to its host to keep, and what it takes back.

use super::staging::Staging;
use crate::actions::{Past, Run};
use crate::columns::{CellId, FieldId, Row, Symbol, SymbolWriter};
use crate::engine::Engine;
use crate::engine::actions::Reported;
use crate::engine::actions::Word;
use crate::error::{Error, Result};
use crate::identity::{Decided, Deed, OperationKind, RecordRef};
use crate::normalize::civil::Timestamp;
use crate::profile::Tagging;
use crate::sort::Arrange;
use crate::store::{Change, Decoder, Reader, write_events, write_frame, write_records};

/// Records or events that a change holds at most; more would only take memory.
pub(in crate::engine) const CHUNK: usize = 5_000;

impl Engine {
    /// Appends a change to the journal.
    pub(in crate::engine) fn log(&mut self, change: &Change) {
        if self.options.journal {
            self.log_payload(&change.encode());
        }
    }

    fn log_payload(&mut self, payload: &[u8]) {
        self.sequence = self.sequence.saturating_add(1);
        let mut frame = Vec::new();
        write_frame(&mut frame, self.sequence, payload);
        self.journal.push(frame);
    }

    /// Writes the given rows, which came in at `now`, to the journal.
    pub(in crate::engine) fn log_records(&mut self, rows: &[Row], now: Timestamp) {
        let mut texts = SymbolWriter::new(&self.records.symbols);
        let pack =
            |(place, chunk): (usize, &[Row])| self.pack_records(&mut texts, place == 0, chunk, &mut |_| {});
        if self.options.journal {
            let payloads: Vec<Vec<u8>> = rows.chunks(CHUNK).enumerate().map(pack).collect();
            payloads.into_iter().for_each(|payload| self.log_payload(&payload));
        }
        self.note_ahead(rows, now);
    }

    /// Writes the events from the given place on to the journal.
    pub(in crate::engine) fn log_events(&mut self, first: usize) {
        let mut texts = SymbolWriter::new(&self.records.symbols);
        let places: Vec<u32> = self.events.places(first).map(|(place, _)| place).collect();
        let pack = |(part, chunk): (usize, &[u32])| write_events(&mut texts, part == 0, &self.events, chunk);
        if self.options.journal {
            let payloads: Vec<Vec<u8>> = places.chunks(CHUNK).enumerate().map(pack).collect();
            payloads.into_iter().for_each(|payload| self.log_payload(&payload));
        }
    }

    /// The given rows as the payload of a frame: only the fields that one of them gives. `meet` hears of each cell in the
    /// order in which they are written.
    pub(super) fn pack_records(
        &self,
        texts: &mut SymbolWriter,
        begins: bool,
        rows: &[Row],
        meet: &mut dyn FnMut(CellId),
    ) -> Vec<u8> {
        let given = |field: &FieldId| rows.iter().any(|row| self.records.cell(*row, *field) != CellId::EMPTY);
        let fields: Vec<FieldId> = (0..self.fields.len()).filter(given).collect();
        let names: Vec<&str> = fields
            .iter()
            .filter_map(|field| self.fields.get(*field))
            .map(|field| field.name.as_str())
            .collect();
        let origin = |row: Row| self.directory.reference(row);
        let mut cell = |column: usize, place: usize| {
            let row = rows.get(place).copied().unwrap_or_default();
            match column.checked_sub(2).and_then(|column| fields.get(column)) {
                None if column == 0 => origin(row).map_or(Symbol::EMPTY, |origin| origin.source),
                None => origin(row).map_or(Symbol::EMPTY, |origin| origin.id),
                Some(field) => {
                    let cell = self.records.cell(row, *field);
                    meet(cell);
                    self.records.given(cell)
                }
            }
        };
        write_records(texts, begins, &names, rows.len(), &mut cell)
    }

    /// The frames of all changes since the last call, for the host to keep one after the other. They come apart, for a
    /// large import is too much to be copied into one piece here.
    pub fn take_journal(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.journal)
    }

    /// Repeats the changes of a journal, or of the next piece of one. Changes that were made already may be among them.
    ///
    /// # Errors
    /// `engine/busy`, `snapshot/damaged`; the changes before the damaged frame, or before the gap where frames are missing,
    /// have then been made.
    pub fn replay(&mut self, journal: &[u8]) -> Result<()> {
        self.idle()?;
        let mut read = self.replayed;
        // An engine that made no change of its own goes on where the journal ends, so that its frames follow.
        let follows = self.sequence == read.last();
        let in_order = |frame: Result<(u64, _)>| frame.and_then(|frame| read.take(frame.0).map(|()| frame));
        let outcome = self.apply_frames(&mut Reader::journal(journal).map(in_order));
        self.replayed = read;
        if follows {
            self.sequence = read.last();
        }
        outcome
    }

    /// Applies changes, which are in a journal already.
    pub(super) fn apply_frames(
        &mut self,
        mut frames: &mut dyn Iterator<Item = Result<(u64, &[u8])>>,
    ) -> Result<()> {
        let journaling = std::mem::replace(&mut self.options.journal, false);
        let (mut decoder, mut staging) = (Decoder::default(), None);
        let outcome = Iterator::try_for_each(&mut frames, |frame| match decoder.change(frame?.1)? {
            Some(change) => self.apply(change, &mut staging),
            None => Ok(()),
        });
        self.commit_open(&mut staging);
        self.options.journal = journaling;
        self.automation.forget_all();
        outcome
    }

    /// Applies a change. Neighbouring batches of records stay open, so that they are clustered once.
    pub(in crate::engine) fn apply(&mut self, change: Change, open: &mut Option<Staging>) -> Result<()> {
        let Change::Records { fields, rows } = change else {
            self.commit_open(open);
            return self.apply_other(change);
        };
        let mut staging = open.take().unwrap_or_else(|| self.begin_staging());
        let staged = self.stage_rows(&mut staging, &fields, &rows);
        match staged {
            Ok(()) => *open = Some(staging),
            Err(_) => self.abort_staging(staging),
        }
        staged
    }

    pub(in crate::engine) fn commit_open(&mut self, open: &mut Option<Staging>) {
        if let Some(staging) = open.take() {
            self.commit_staging(staging);
        }
    }

    fn stage_rows(&mut self, staging: &mut Staging, fields: &[String], rows: &[Vec<String>]) -> Result<()> {
        let fields: Vec<usize> = fields.iter().map(|name| self.field_or_new(name)).collect();
        for row in rows {
            let [source, id, values @ ..] = row.as_slice() else { continue };
            self.stage(staging, (source, id), fields.iter().copied().zip(values.iter().map(String::as_str)))?;
        }
        Ok(())
    }

    pub(super) fn apply_other(&mut self, change: Change) -> Result<()> {
        match change {
            Change::Events { rows } => {
                for row in &rows {
                    self.take_event(&row.into(), None);
                }
            }
            Change::Removed { records, events } => {
                let rows: Vec<Row> = records.iter().filter_map(|name| self.row_named(name).ok()).collect();
                self.remove_rows(&rows, events);
            }
            Change::Ahead { records } => {
                let rows: Vec<Row> = records.iter().filter_map(|name| self.row_named(name).ok()).collect();
                rows.into_iter().for_each(|row| _ = self.directory.set_ahead(row, true));
            }
            Change::Acted { record, rule, key, at, action, channel, variant } => {
                let row = self.row_named(&record)?;
                self.note_past(row, Past { rule, key, at: Timestamp(at), action, channel, variant });
            }
            Change::Journey { record, journey, entered, step, since, ending } => {
                let row = self.row_named(&record)?;
                let (entered, since) = (Timestamp(entered), Timestamp(since));
                let customer = self.own_id(row);
                self.note_run(row, Run { journey, customer, entered, step, since, ending });
            }
            Change::Reported { record, key, outcome, at, value } => {
                let row = self.row_named(&record)?;
                self.note_report(row, Reported { key, outcome, at: Timestamp(at), value });
            }
            Change::Heard { segment, entered, since, at, records } => {
                let rows: Vec<Row> = records.iter().filter_map(|name| self.row_named(name).ok()).collect();
                let (since, at) = (since.map(Timestamp), at.map(Timestamp));
                self.note_word(&Word { segment: &segment, entered, since, at, rows: &rows });
            }
            Change::Ruleset { document } => self.follow_ruleset(&document)?,
            Change::Records { .. } | Change::End => {}
            Change::Operation { .. }
            | Change::Decision { .. }
            | Change::Pin { .. }
            | Change::Tag { .. }
            | Change::Withdrawn { .. }
            | Change::Relation { .. } => self.apply_deed(change)?,
        }
        Ok(())
    }

    /// Applies what somebody did by hand, or a part of it.
    fn apply_deed(&mut self, change: Change) -> Result<()> {
        match change {
            Change::Operation { id, deed } => {
                let known = id.parse().ok().and_then(|id| self.operations.number(id));
                let id = id.parse().ok().filter(|_| known.is_none());
                if let Some(id) = id {
                    let number = self.operations.enter(id, deed.clone());
                    self.log(&Change::Operation { id: self.operation_id(number), deed });
                }
            }
            Change::Decision { left, right, verdict, operation, actor, reason, at } => {
                let pair = (self.row_named(&left)?, self.row_named(&right)?);
                match self.operation_named(&operation) {
                    Some(number) => self.rule_by(number, &[pair], verdict),
                    None => {
                        let deed = Deed { kind: OperationKind::Decide, actor, reason, at };
                        self.rule(&[pair], verdict, deed);
                    }
                }
            }
            Change::Pin { record, field, value, operation } => {
                let (row, field) = (self.row_named(&record)?, self.field_or_new(&field));
                if let Some(number) = self.operation_named(&operation) {
                    self.pin_by(number, row, field, &value);
                }
            }
            Change::Tag { record, tag, given, value, until, operation } => {
                let row = self.row_named(&record)?;
                if let Some(operation) = self.operation_named(&operation) {
                    let at = Timestamp(self.operations.get(operation).map_or(0, |known| known.deed.at));
                    let until = until.map(Timestamp);
                    self.tag_by((row, tag), Tagging { operation, given, value, until, at, stands: true });
                }
            }
            Change::Withdrawn { operation, deed } => {
                let number =
                    self.operation_named(&operation).filter(|number| self.operations.stands(*number));
                if let Some(number) = number {
                    self.withdraw(number, deed);
                }
            }
            Change::Relation { left, right, kind, from, until, operation } => {
                let pair = (self.row_named(&left)?, self.row_named(&right)?);
                if let Some(number) = self.operation_named(&operation) {
                    self.relate_by(number, pair, &kind, (from.map(Timestamp), until.map(Timestamp)));
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub(in crate::engine) fn row_named(&self, (source, id): &(String, String)) -> Result<Row> {
        let symbol = |text: &str| self.records.symbols.find(text);
        let reference = || Some(RecordRef { source: symbol(source)?, id: symbol(id)? });
        let row = reference().and_then(|reference| self.directory.row(reference));
        row.ok_or_else(|| Error::new("record/unknown", "").with("id", id))
    }

    fn operation_named(&self, id: &str) -> Option<u32> {
        self.operations.number(id.parse().ok()?)
    }

    /// What people did, operation by operation, and what of it they took back.
    pub(super) fn operation_changes(&self) -> Vec<Change> {
        let mut parts: Vec<(u32, Change)> = Vec::new();
        for (number, operation) in self.operations.all() {
            let (id, deed) = (operation.id.to_string(), operation.deed.clone());
            parts.push((number, Change::Operation { id, deed }));
        }
        for (pair, list) in self.decisions.all() {
            let change = |d: &Decided| (d.operation, self.decision_change(pair, d.verdict, d.operation));
            parts.extend(list.iter().map(change));
        }
        for (place, list) in self.pins.all() {
            parts.extend(
                list.iter().map(|pin| (pin.operation, self.pin_change(place, pin.cell, pin.operation))),
            );
        }
        for (place, list) in self.taggings.all() {
            parts.extend(list.iter().map(|tagging| (tagging.operation, self.tag_change(place, tagging))));
        }
        parts.extend(
            self.relations.all().map(|(pair, bond)| (bond.operation, self.relation_change(pair, bond))),
        );
        parts.arrange_by_key(|(operation, _)| *operation);
        let withdrawn = self.operations.all().filter_map(|(_, operation)| {
            let deed = operation.withdrawn.clone()?;
            Some(Change::Withdrawn { operation: operation.id.to_string(), deed })
        });
        parts.into_iter().map(|(_, change)| change).chain(withdrawn).collect()
    }

    pub(super) fn acted_changes(&self) -> Vec<Change> {
        let change = |(row, past): (&Row, &Past)| self.acted_change(*row, past);
        self.past
            .iter()
            .flat_map(|(row, list)| list.iter().map(move |past| (row, past)))
            .map(change)
            .collect()
    }
}
