//! Many records or events in one frame, their texts told once.

use super::change::{Change, EventRow};
use crate::bytes::Reader;
use crate::columns::{Symbol, SymbolReader, SymbolWriter};
use crate::profile::{Events, Pair};
use crate::sort::gather;

/// The first byte of a frame in binary form; the text of a change begins with a brace or a quotation mark.
pub(super) const RECORDS: u8 = 1;
pub(super) const EVENTS: u8 = 2;
pub(super) const DERIVED: u8 = 3;
/// The second byte, where texts told by earlier frames are referred to, and where they are not.
pub(super) const GOES_ON: u8 = 0;
pub(super) const BEGINS: u8 = 1;

/// Records in columns: source, id, then one a field.
#[derive(Debug)]
pub struct RecordBatch<'a> {
    /// Names of the fields.
    pub fields: Vec<&'a str>,
    /// Each as long as there are records.
    pub columns: Vec<Vec<Symbol>>,
}

/// Events in numbers of texts.
#[derive(Debug, Default)]
pub struct EventBatch {
    /// The events; their pairs follow one another in `pairs`.
    pub events: Vec<EventNumbers>,
    /// Whom each event concerns, then what else it tells, by name and value.
    pub pairs: Vec<Pair>,
}

/// An event in numbers of texts.
#[derive(Clone, Copy, Debug)]
pub struct EventNumbers {
    /// Its id.
    pub id: Symbol,
    /// What happened.
    pub kind: Symbol,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    pub time: i64,
    /// How many pairs say whom it concerns.
    pub subject: usize,
    /// How many pairs say what else it tells.
    pub properties: usize,
}

/// Pairs of symbols: names with values.
pub type Pairs<'p> = &'p [Pair];

/// Records as the payload of a frame: so many rows of the given fields, and what stands in a column of a row, of which
/// the first two are source and id.
pub fn write_records(
    to: &mut SymbolWriter,
    begins: bool,
    fields: &[&str],
    rows: usize,
    cell: &mut dyn FnMut(usize, usize) -> Symbol,
) -> Vec<u8> {
    to.out.number(fields.len() as u64);
    fields.iter().for_each(|name| to.out.text(name));
    to.out.number(rows as u64);
    for column in 0..fields.len() + 2 {
        for row in 0..rows {
            to.symbol(cell(column, row));
        }
    }
    to.part(&[RECORDS, u8::from(begins)])
}

/// The events at some places as the payload of a frame.
pub fn write_events(to: &mut SymbolWriter, begins: bool, events: &Events, places: &[u32]) -> Vec<u8> {
    let pairs = |to: &mut SymbolWriter, pairs: Vec<Pair>| {
        to.out.number(pairs.len() as u64);
        for (name, value) in pairs {
            to.symbol(name);
            to.symbol(value);
        }
    };
    to.out.number(places.len() as u64);
    let mut before = 0_i64;
    for event in places.iter().filter_map(|place| events.get(*place)) {
        to.symbol(event.id);
        to.symbol(events.kind(event));
        to.out.signed(event.time.0.wrapping_sub(before));
        before = event.time.0;
        pairs(to, events.subjects(event).collect());
        pairs(to, events.properties(event).collect());
    }
    to.part(&[EVENTS, u8::from(begins)])
}

impl<'a> RecordBatch<'a> {
    pub(super) fn read(texts: &mut SymbolReader, reader: &mut Reader<'a>) -> Option<Self> {
        let count = reader.count()?;
        let fields = (0..count).map(|_| reader.text()).collect::<Option<Vec<_>>>()?;
        let rows = reader.count()?;
        let columns = (0..fields.len() + 2).map(|_| texts.symbols(rows, reader));
        let columns = columns.collect::<Option<Vec<_>>>()?;
        Some(Self { fields, columns })
    }

    /// The records as a change.
    pub fn change(&self, texts: &SymbolReader) -> Change {
        let text = |column: &Vec<Symbol>, row: usize| {
            column.get(row).map(|symbol| texts.symbols.text(*symbol).to_owned()).unwrap_or_default()
        };
        let row = |row: usize| self.columns.iter().map(|column| text(column, row)).collect();
        let rows = self.columns.first().map_or(0, Vec::len);
        Change::Records {
            fields: self.fields.iter().map(|name| (*name).to_owned()).collect(),
            rows: (0..rows).map(row).collect(),
        }
    }
}

impl EventBatch {
    pub(super) fn read(texts: &mut SymbolReader, reader: &mut Reader) -> Option<Self> {
        let count = reader.count()?;
        let mut batch = Self { events: Vec::with_capacity(count), pairs: Vec::new() };
        let mut time = 0_i64;
        for _ in 0..count {
            batch.read_event(&mut time, texts, reader)?;
        }
        Some(batch)
    }

    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn read_event(&mut self, time: &mut i64, texts: &mut SymbolReader, reader: &mut Reader) -> Option<()> {
        let (id, kind) = (texts.symbol(reader)?, texts.symbol(reader)?);
        *time = time.wrapping_add(reader.signed()?);
        let (subject, properties) = (self.read_pairs(texts, reader)?, self.read_pairs(texts, reader)?);
        self.events.push(EventNumbers { id, kind, time: *time, subject, properties });
        Some(())
    }

    fn read_pairs(&mut self, texts: &mut SymbolReader, reader: &mut Reader) -> Option<usize> {
        let count = reader.count()?;
        for _ in 0..count {
            self.pairs.push((texts.symbol(reader)?, texts.symbol(reader)?));
        }
        Some(count)
    }

    /// Each event with the pairs that say whom it concerns, and those that say what else it tells.
    pub fn each(&self, take: &mut dyn FnMut(&EventNumbers, Pairs, Pairs)) {
        let mut rest = self.pairs.as_slice();
        for event in &self.events {
            let Some((subject, others)) = rest.split_at_checked(event.subject) else { return };
            let Some((properties, others)) = others.split_at_checked(event.properties) else { return };
            take(event, subject, properties);
            rest = others;
        }
    }

    /// The events as a change.
    pub fn change(&self, texts: &SymbolReader) -> Change {
        let text = |symbol: Symbol| texts.symbols.text(symbol).to_owned();
        let map = |pairs: Pairs| gather(pairs.iter().map(|(name, value)| (text(*name), text(*value))));
        let mut rows = Vec::with_capacity(self.events.len());
        self.each(&mut |event, subject, properties| {
            let (id, kind, time) = (text(event.id), text(event.kind), event.time);
            rows.push(EventRow { id, kind, time, subject: map(subject), properties: map(properties) });
        });
        Change::Events { rows }
    }
}
