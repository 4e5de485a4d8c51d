//! What the engine gives to its host to keep, and what it takes back.

use super::staging::Staging;
use super::{Engine, Options};
use crate::actions::Past;
use crate::columns::Row;
use crate::error::{Error, Result};
use crate::identity::{Decided, Deed, OperationKind, RecordRef};
use crate::normalize::civil::Timestamp;
use crate::profile::{Event, Pair};
use crate::schema::ruleset::Ruleset;
use crate::sort::{Arrange, gather};
use crate::store::{Change, EventRow, Reader, begin_snapshot, write_frame};

/// Records or events that a change holds at most; more would only take memory.
pub(super) const CHUNK: usize = 5_000;

impl Engine {
    /// Appends a change to the journal.
    pub(super) fn log(&mut self, change: &Change) {
        if !self.options.journal {
            return;
        }
        self.sequence += 1;
        let mut frame = Vec::new();
        write_frame(&mut frame, self.sequence, &change.encode());
        self.journal.push(frame);
    }

    /// The frames of all changes since the last call, for the host to keep one after the other. They come apart, for a
    /// large import is too much to be copied into one piece here.
    pub fn take_journal(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.journal)
    }

    /// The whole state as one file.
    ///
    /// # Errors
    /// `engine/busy`.
    pub fn snapshot(&self) -> Result<Vec<u8>> {
        self.idle()?;
        let mut out = begin_snapshot();
        let mut sequence = 0;
        let mut write = |change: &Change| {
            sequence += 1;
            write_frame(&mut out, sequence, &change.encode());
        };
        // Plain data into memory cannot fail to be written.
        write(&Change::Ruleset { document: serde_json::to_string(&self.ruleset).unwrap_or_default() });
        self.each_change(&mut |change| {
            write(&change);
            Ok(())
        })?;
        write(&Change::End);
        Ok(out)
    }

    /// Shows all changes that make up the present state, besides the ruleset.
    pub(super) fn each_change(&self, take: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
        let rows: Vec<Row> = self.directory.rows().collect();
        for chunk in rows.chunks(CHUNK) {
            take(self.records_change(chunk))?;
        }
        for start in (0..self.events.len()).step_by(CHUNK) {
            take(self.events_change(start))?;
        }
        self.operation_changes().into_iter().chain(self.acted_changes()).try_for_each(take)
    }

    /// An engine as a snapshot holds it.
    ///
    /// # Errors
    /// `snapshot/damaged`, `snapshot/too_new`, and those of [`new`](Self::new).
    pub fn restore(snapshot: &[u8], options: Options) -> Result<Self> {
        let frames = Reader::snapshot(snapshot)?.collect::<Result<Vec<_>>>()?;
        let damaged = |reason| Error::new("snapshot/damaged", "").with("reason", reason);
        let [(_, first), changes @ .., (_, last)] = frames.as_slice() else { return Err(damaged("cut off")) };
        let Change::Ruleset { document } = Change::decode(first)? else { return Err(damaged("no ruleset")) };
        if Change::decode(last)? != Change::End {
            return Err(damaged("cut off between two changes"));
        }
        let mut engine = Self::new(Ruleset::from_json(&document)?, options)?;
        engine.apply_frames(changes.iter().map(|frame| Ok(*frame)))?;
        Ok(engine)
    }

    /// Repeats the changes of a journal. Changes that were made already may be among them.
    ///
    /// # Errors
    /// `engine/busy`, `snapshot/damaged`; the changes before the damaged frame have then been made.
    pub fn replay(&mut self, journal: &[u8]) -> Result<()> {
        self.idle()?;
        self.apply_frames(Reader::journal(journal))
    }

    /// Applies changes, which are in a journal already.
    fn apply_frames<'f>(&mut self, frames: impl Iterator<Item = Result<(u64, &'f [u8])>>) -> Result<()> {
        let kept = std::mem::take(&mut self.journal);
        let mut staging = None;
        let mut outcome = Ok(());
        for frame in frames {
            outcome = frame.and_then(|(_, payload)| self.apply(Change::decode(payload)?, &mut staging));
            if outcome.is_err() {
                break;
            }
        }
        self.commit_open(&mut staging);
        self.journal = kept;
        self.automation.forget_all();
        outcome
    }

    /// Applies a change. Neighbouring batches of records stay open, so that they are clustered once.
    pub(super) fn apply(&mut self, change: Change, open: &mut Option<Staging>) -> Result<()> {
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

    pub(super) fn commit_open(&mut self, open: &mut Option<Staging>) {
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

    fn apply_other(&mut self, change: Change) -> Result<()> {
        match change {
            Change::Events { rows } => {
                let first = self.events.len();
                for row in &rows {
                    self.take_event(&row.into(), None);
                }
                self.log_events(first);
            }
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
            Change::Withdrawn { operation, deed } => {
                let number =
                    self.operation_named(&operation).filter(|number| self.operations.stands(*number));
                if let Some(number) = number {
                    self.withdraw(number, deed);
                }
            }
            Change::Removed { records, events } => {
                let rows: Vec<Row> = records.iter().filter_map(|name| self.row_named(name).ok()).collect();
                self.remove_rows(&rows, events);
            }
            Change::Relation { left, right, kind, from, until, operation } => {
                let pair = (self.row_named(&left)?, self.row_named(&right)?);
                if let Some(number) = self.operation_named(&operation) {
                    self.relate_by(number, pair, &kind, (from.map(Timestamp), until.map(Timestamp)));
                }
            }
            Change::Acted { record, rule, key, at } => {
                let row = self.row_named(&record)?;
                self.note_past(row, Past { rule, key, at: Timestamp(at) });
            }
            Change::Ruleset { document } => self.follow_ruleset(&document)?,
            Change::Records { .. } | Change::End => {}
        }
        Ok(())
    }

    pub(super) fn row_named(&self, (source, id): &(String, String)) -> Result<Row> {
        let symbol = |text: &str| self.records.symbols.find(text);
        let reference = || Some(RecordRef { source: symbol(source)?, id: symbol(id)? });
        let row = reference().and_then(|reference| self.directory.row(reference));
        row.ok_or_else(|| Error::new("record/unknown", "").with("id", id))
    }

    fn operation_named(&self, id: &str) -> Option<u32> {
        self.operations.number(id.parse().ok()?)
    }

    /// What people did, operation by operation, and what of it they took back.
    fn operation_changes(&self) -> Vec<Change> {
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

    fn acted_changes(&self) -> Vec<Change> {
        let change = |(row, past): (&Row, &Past)| Change::Acted {
            record: self.origin(*row),
            rule: past.rule.clone(),
            key: past.key.clone(),
            at: past.at.0,
        };
        self.past
            .iter()
            .flat_map(|(row, list)| list.iter().map(move |past| (row, past)))
            .map(change)
            .collect()
    }

    /// The events from the given one on as a change, as many as belong in one.
    pub(super) fn events_change(&self, start: usize) -> Change {
        let text = |symbol| self.records.symbols.text(symbol).to_owned();
        let pairs = |list: &mut dyn Iterator<Item = Pair>| {
            gather(list.map(|(name, value)| (text(name), text(value))))
        };
        let row = |event: &Event| EventRow {
            id: text(event.id),
            kind: text(self.events.kind(event)),
            time: event.time.0,
            subject: pairs(&mut self.events.subjects(event)),
            properties: pairs(&mut self.events.properties(event)),
        };
        Change::Events { rows: self.events.from(start).take(CHUNK).map(row).collect() }
    }
}
