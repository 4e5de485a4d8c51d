//! The whole state as one file, and back.
//!
//! A snapshot holds the changes that make up the state. Beside them it holds what was derived from them, which the same
//! build takes over instead of deriving it anew; with any doubt all is derived from the changes.

use super::journal::CHUNK;
use crate::bytes::{Reader as ByteReader, Writer};
use crate::columns::{CellId, FieldId, Numbering, Row, Symbol, SymbolReader, SymbolWriter};
use crate::engine::derived::Names;
use crate::engine::{Engine, Options};
use crate::error::{Error, Result};
use crate::identity::{Clusters, CustomerId, RecordRef, stitched};
use crate::json;
use crate::matching::{Index, Model};
use crate::normalize::civil::Timestamp;
use crate::normalize::{Value, normalizer};
use crate::profile::Events;
use crate::schema::FieldKind;
use crate::schema::ruleset::Ruleset;
use crate::store::{
    Change, Decoder, Derived, Entry, EventBatch, Reader, RecordBatch, begin_snapshot, write_derived,
    write_events, write_frame, write_records,
};
use crate::tables::packs::Pack;

/// The code that this is; what another derived is not taken over.
const BUILD: &str = env!("KEHU_BUILD");

/// A snapshot in the making.
struct Frames {
    bytes: Vec<u8>,
    sequence: u64,
}

impl Frames {
    fn put(&mut self, payload: &[u8]) {
        self.sequence += 1;
        write_frame(&mut self.bytes, self.sequence, payload);
    }
}

impl Engine {
    /// The whole state as one file. Equal states give equal files.
    ///
    /// # Errors
    /// `engine/busy`.
    pub fn snapshot(&self) -> Result<Vec<u8>> {
        self.idle()?;
        let mut frames = Frames { bytes: begin_snapshot(), sequence: 0 };
        let (mut texts, mut cells) = (SymbolWriter::new(&self.records.symbols), Numbering::default());
        // Plain data into memory cannot fail to be written.
        let document = json::to_text(&self.ruleset);
        frames.put(&Change::Ruleset { document }.encode());
        self.each_payload(&mut texts, &mut |cell| _ = cells.of(cell.0), &mut |payload| {
            frames.put(payload);
            Ok(())
        })?;
        let mut rows = Numbering::default();
        self.directory.rows().for_each(|row| _ = rows.of(row.saturating_add(1)));
        for part in Derived::ALL {
            self.write_part(part, &cells, &rows, &mut texts);
            frames.put(&write_derived(&mut texts, part));
        }
        frames.put(&Change::End.encode());
        Ok(frames.bytes)
    }

    /// Shows all changes that make up the present state, besides the ruleset, as payloads of frames. `meet` hears of the
    /// cells in the order in which they are written.
    pub(in crate::engine) fn each_payload(
        &self,
        texts: &mut SymbolWriter,
        meet: &mut dyn FnMut(CellId),
        take: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let rows: Vec<Row> = self.directory.rows().collect();
        // A batch without rows puts the fields in order, for not every chunk gives all of them.
        let given = |field: &FieldId| rows.iter().any(|row| self.records.cell(*row, *field) != CellId::EMPTY);
        let own = self.ruleset.fields.len()..self.fields.len();
        let own = own.filter(given).filter_map(|field| self.fields.get(field));
        let names: Vec<&str> = own.map(|field| field.name.as_str()).collect();
        take(&write_records(texts, true, &names, 0, &mut |_, _| Default::default()))?;
        for chunk in rows.chunks(CHUNK) {
            take(&self.pack_records(texts, false, chunk, meet))?;
        }
        let places: Vec<u32> = self.events.places(0).map(|(place, _)| place).collect();
        for chunk in places.chunks(CHUNK) {
            take(&write_events(texts, false, &self.events, chunk))?;
        }
        let (acted, reported, runs) = (self.acted_changes(), self.reported_changes(), self.run_changes());
        let (ahead, heard) = (self.ahead_changes(), self.heard_changes());
        let others = [ahead, self.operation_changes(), acted, reported, runs, heard];
        let others = others.into_iter().flatten();
        others.map(|change| change.encode()).try_for_each(|payload| take(&payload))
    }

    fn write_part(&self, part: Derived, cells: &Numbering, rows: &Numbering, to: &mut SymbolWriter) {
        // Records that are gone leave holes between the rows, but not in what is written.
        let place = |row: Row| rows.known(row.saturating_add(1)).map_or(0, |number| number - 1);
        match part {
            Derived::Key => to.out.raw(&self.key()),
            Derived::Values => {
                for cell in cells.items().iter().map(|cell| CellId(*cell)) {
                    Value::write_all(self.records.values(cell), self.records.given(cell), to);
                }
            }
            Derived::Index => {
                self.index.write(&self.model, &self.directory.rows().collect::<Vec<_>>(), &place, to)
            }
            Derived::Clusters => {
                self.clusters.write(&self.directory.rows().collect::<Vec<_>>(), &place, &mut to.out)
            }
            Derived::Owners => self.events.write_owners(&place, to),
            Derived::Kinship => self.kinship.write(&place, to),
        }
    }

    /// All that what is derived depends on besides the changes.
    fn key(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.text(BUILD);
        out.text(&self.hash);
        out.raw(&[self.options.mode as u8, self.options.links as u8]);
        FieldKind::ALL.iter().for_each(|kind| out.number(normalizer(*kind).is_some().into()));
        Pack::ALL.iter().for_each(|pack| out.number(pack.is_there().into()));
        out.take()
    }

    /// An engine as a snapshot holds it.
    ///
    /// # Errors
    /// `snapshot/damaged`, `snapshot/too_new`, and those of [`new`](Self::new).
    pub fn restore(snapshot: &[u8], options: Options) -> Result<Self> {
        let (ruleset, frames) = opened(snapshot)?;
        let engine = Self::new(ruleset.clone(), options)?;
        if let Some(engine) = Restoring::new(engine).all(&frames) {
            return Ok(engine);
        }
        let mut engine = Self::new(ruleset, options)?;
        engine.apply_frames(&mut frames.into_iter().map(Ok))?;
        Ok(engine)
    }
}

type Numbered<'f> = (u64, &'f [u8]);

/// The ruleset of a snapshot, and its frames between the ruleset and the end.
fn opened(snapshot: &[u8]) -> Result<(Ruleset, Vec<Numbered<'_>>)> {
    let mut frames = Reader::snapshot(snapshot)?.collect::<Result<Vec<_>>>()?;
    let damaged = |reason| Error::new("snapshot/damaged", "").with("reason", reason);
    if frames.iter().zip(1..).any(|((number, _), place)| *number != place) {
        return Err(damaged("damaged/order"));
    }
    let Some((_, last)) = frames.pop().filter(|_| !frames.is_empty()) else {
        return Err(damaged("damaged/cut"));
    };
    if Change::decode(last)? != Change::End {
        return Err(damaged("damaged/cut"));
    }
    let (_, first) = frames.remove(0);
    let Change::Ruleset { document } = Change::decode(first)? else { return Err(damaged("damaged/begin")) };
    Ok((Ruleset::from_json(&document)?, frames))
}

/// An engine that takes over what was derived.
struct Restoring {
    engine: Engine,
    decoder: Decoder,
    events: Events,
    clusters: Clusters,
    others: Vec<Change>,
    /// The cells that are still without values.
    bare: Vec<CellId>,
}

impl Restoring {
    fn new(engine: Engine) -> Self {
        Self {
            engine,
            decoder: Decoder::default(),
            events: Events::default(),
            clusters: Clusters::default(),
            others: Vec::new(),
            bare: Vec::new(),
        }
    }

    /// The engine, if all that was derived is there, for this build, and fits the changes.
    fn all(mut self, frames: &[Numbered]) -> Option<Engine> {
        let mut parts = Derived::ALL.iter();
        let place = frames.len().checked_sub(parts.len())?;
        let Entry::Derived(_, key) = self.decoder.entry(frames.get(place)?.1).ok()? else { return None };
        let mut reader = self.decoder.texts.open(key)?;
        let expected = self.engine.key();
        if reader.raw(expected.len())? != expected || !reader.is_empty() {
            return None;
        }
        for (_, payload) in frames {
            match self.decoder.entry(payload).ok()? {
                Entry::Change(Change::Records { .. } | Change::Events { .. } | Change::Ruleset { .. }) => {
                    return None;
                }
                Entry::Change(change) => self.others.push(change),
                Entry::Records(batch) => self.records(&batch)?,
                Entry::Events(batch) => self.events(&batch),
                Entry::Derived(number, bytes) => {
                    let part = parts.next().filter(|part| **part as u8 == number)?;
                    self.part(*part, bytes)?;
                }
            }
        }
        self.finish()
    }

    // Functions of their own, as some below: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn records(&mut self, batch: &RecordBatch) -> Option<()> {
        let engine = &mut self.engine;
        let fields: Vec<FieldId> = batch.fields.iter().map(|name| engine.field_or_new(name)).collect();
        let [sources, ids, columns @ ..] = batch.columns.as_slice() else { return None };
        let of_columns = fields.iter().zip(columns);
        let columns: Vec<Vec<CellId>> =
            of_columns.map(|(field, texts)| engine.cells_of(*field, texts, &mut self.bare)).collect();
        for (place, (source, id)) in sources.iter().zip(ids).enumerate() {
            engine.take_origin(RecordRef { source: *source, id: *id }, &self.decoder.texts)?;
            let cells = columns.iter().map(|cells| cells.get(place).copied().unwrap_or_default());
            engine.records.push_row_of(fields.iter().copied().zip(cells));
        }
        Some(())
    }

    #[inline(never)]
    fn events(&mut self, batch: &EventBatch) {
        batch.each(&mut |event, subject, properties| {
            let own = (event.id, event.kind, Timestamp(event.time));
            self.events.append(own, (subject, properties));
        });
    }

    fn part(&mut self, part: Derived, bytes: &[u8]) -> Option<()> {
        let (texts, rows) = (&mut self.decoder.texts, self.engine.records.rows());
        let mut reader = texts.open(bytes)?;
        match part {
            Derived::Key => return Some(()),
            Derived::Values => {
                for cells in std::mem::take(&mut self.bare).chunks(CHUNK) {
                    self.engine.read_values(cells, texts, &mut reader)?;
                }
            }
            Derived::Index => self.engine.index = Index::read(&self.engine.model, rows, texts, &mut reader)?,
            Derived::Clusters => self.clusters = Clusters::read(rows, &mut reader)?,
            Derived::Owners => self.events.read_owners(rows, texts, &mut reader)?,
            Derived::Kinship => self.engine.kinship.read(rows, texts, &mut reader)?,
        }
        (reader.is_empty() && texts.is_complete()).then_some(())
    }

    fn finish(self) -> Option<Engine> {
        let Self { mut engine, decoder, events, clusters, others, bare } = self;
        let rows = engine.records.rows();
        if !bare.is_empty() || clusters.rows() != rows || !engine.directory.index() {
            return None;
        }
        engine.records.symbols = decoder.texts.finish();
        let symbols = &mut engine.records.symbols;
        engine.model = Model::compile(&stitched(&engine.ruleset), &engine.fields, symbols);
        engine.names = Names::new(&engine.ruleset, engine.automation.tagger.vocabulary(), symbols);
        engine.events = events;
        engine.events.index();
        engine.clusters.grow(rows);
        let journaling = std::mem::replace(&mut engine.options.journal, false);
        for change in others {
            engine.apply_other(change).ok()?;
        }
        engine.options.journal = journaling;
        if engine.directory.len() != rows {
            return None;
        }
        // What they changed of the clusters is among what was derived.
        engine.clusters = clusters;
        engine.automation.forget_all();
        Some(engine)
    }
}

impl Engine {
    /// Notes what the record of the next row is called.
    #[inline(never)]
    fn take_origin(&mut self, reference: RecordRef, texts: &SymbolReader) -> Option<()> {
        let text = |symbol| texts.symbols.text(symbol);
        self.limits.check_rows(self.records.rows() + 1).ok()?;
        self.directory.append(reference, CustomerId::of(text(reference.source), text(reference.id)));
        Some(())
    }

    /// The cells that hold texts in a field.
    #[inline(never)]
    fn cells_of(&mut self, field: FieldId, texts: &[Symbol], bare: &mut Vec<CellId>) -> Vec<CellId> {
        let class = self.rules.class(field, self.kind(field));
        texts.iter().map(|text| self.records.bare_cell(class, *text, bare)).collect()
    }

    #[inline(never)]
    fn read_values(
        &mut self,
        cells: &[CellId],
        texts: &mut SymbolReader,
        reader: &mut ByteReader,
    ) -> Option<()> {
        for cell in cells {
            let (first, others) = Value::read_all(self.records.given(*cell), texts, reader)?;
            self.records.give_values(*cell, first, &others);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Input;

    const NOW: &str = "2026-06-30T09:00:00+08:00";

    fn taken_over(snapshot: &[u8], options: Options) -> bool {
        let (ruleset, frames) = opened(snapshot).unwrap();
        Restoring::new(Engine::new(ruleset, options).unwrap()).all(&frames).is_some()
    }

    fn input(pairs: &[(&str, &str)]) -> Input {
        Input::from_pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn what_was_derived_is_taken_over_by_the_same_build_and_mode() {
        let options = Options::default();
        let mut engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), options).unwrap();
        let company =
            |n: usize| [("company", ["杭州云帆科技有限公司", "云帆科技", "Yunfan Tech Ltd"][n % 3])];
        let records: Vec<Input> = (0..40)
            .map(|n| {
                input(
                    &[&company(n)[..], &[("mobile", &format!("138123456{:02}", n / 2)), ("city", "杭州")]]
                        .concat(),
                )
            })
            .collect();
        engine.upsert(&records, "crm", NOW).unwrap();
        let event = input(&[("event_id", "e"), ("type", "order"), ("time", NOW), ("mobile", "13812345601")]);
        engine.track(&[event], NOW).unwrap();
        let mut snapshot = engine.snapshot().unwrap();
        assert!(taken_over(&snapshot, options));
        assert!(!taken_over(&snapshot, Options { mode: crate::engine::Mode::Link, ..options }));
        let place = snapshot.windows(BUILD.len()).position(|bytes| bytes == BUILD.as_bytes()).unwrap();
        snapshot[place] ^= 1;
        assert!(opened(&snapshot).is_err(), "damage is not taken for another build");
    }
}
