//! The index as bytes, and back.

use super::index::Index;
use super::model::Model;
use crate::bytes::Reader;
use crate::columns::{Filling, Key, Row, Symbol, SymbolReader, SymbolWriter};

impl Index {
    /// Writes the keys of the given rows, as `place` numbers them, in their order: first how many each row has, then the
    /// rows of each key.
    pub fn write(&self, model: &Model, rows: &[Row], place: &dyn Fn(Row) -> Row, to: &mut SymbolWriter) {
        let lists: Vec<(Key, &[Row])> = self.postings.iter().collect();
        let mut keys: Vec<(Key, u32)> = Vec::with_capacity(lists.len());
        for ((key, _), list) in lists.iter().zip(0..) {
            let is_value = model.gives_values(key.rule);
            // Values were written with their cells, and numbered then.
            let mut written = |key: &Key| Key::of(key.rule, Symbol(to.number_of(key.value())));
            keys.push((if is_value { written(key) } else { *key }, list));
        }
        keys.sort_unstable();
        rows.iter().for_each(|row| to.out.number(self.places.get(*row as usize).len() as u64));
        to.out.number(keys.len() as u64);
        let mut before = Key::default();
        for (key, list) in keys {
            let rows = lists.get(list as usize).map_or(&[][..], |(_, rows)| rows);
            let step = key.rule - before.rule;
            to.out.number(u64::from(step));
            to.out.number(if step == 0 { key.number() - before.number() } else { key.number() });
            before = key;
            to.out.number(rows.len() as u64);
            let mut last = 0;
            for row in rows {
                to.out.number(u64::from(place(*row) - last));
                last = place(*row);
            }
        }
    }

    /// Reads what [`write`](Self::write) wrote of so many rows.
    pub fn read(model: &Model, rows: usize, from: &mut SymbolReader, reader: &mut Reader) -> Option<Self> {
        let mut index = Self::default();
        let counts = reader.smalls(rows)?;
        // Each key of a row takes a byte below, so no more room is made than there are bytes.
        let total: u64 = counts.iter().map(|count| u64::from(*count)).sum();
        if total > reader.len() as u64 {
            return None;
        }
        let mut of_rows = Filling::new(&counts, total as usize);
        let (mut key, mut list) = (Key::default(), Vec::new());
        for _ in 0..reader.count()? {
            key = read_key(model, key, &mut list, from, reader)?;
            index.take(key, &list, &mut of_rows)?;
        }
        index.postings.index();
        index.places = of_rows.finish(&counts, |a, b| a < b)?;
        Some(index)
    }

    // A function of its own, as the next.
    #[inline(never)]
    fn take(&mut self, key: Key, rows: &[Row], of_rows: &mut Filling<u32>) -> Option<()> {
        let place = self.postings.put(key, rows);
        rows.iter().try_for_each(|row| of_rows.put(*row, place))
    }
}

/// The key after another, and its rows.
// A function of its own: browsers make those quick that are called often, not those that run long.
#[inline(never)]
fn read_key(
    model: &Model,
    before: Key,
    list: &mut Vec<Row>,
    from: &mut SymbolReader,
    reader: &mut Reader,
) -> Option<Key> {
    let step = reader.small()?;
    let number = if step == 0 { before.number() } else { 0 }.checked_add(reader.number()?)?;
    let rule = before.rule.checked_add(u16::try_from(step).ok()?)?;
    read_rows(list, reader)?;
    let key = if model.gives_values(rule) {
        Key::of(rule, from.numbered(u32::try_from(number).ok()?)?)
    } else {
        Key::numbered(rule, number)?
    };
    (key > before).then_some(key)
}

/// The rows of a key, in ascending order.
fn read_rows(list: &mut Vec<Row>, reader: &mut Reader) -> Option<()> {
    list.clear();
    let mut row: Row = 0;
    for place in 0..reader.count()? {
        let step = reader.small()?;
        row = row.checked_add(step).filter(|_| step > 0 || place == 0)?;
        list.push(row);
    }
    (!list.is_empty()).then_some(())
}
