//! Whose events are, as bytes, and back.

use super::{Events, SubjectKey};
use crate::bytes::Reader;
use crate::columns::{Key, Row, SymbolReader, SymbolWriter};

impl Events {
    /// Writes which keys each event has, and which row they lead to, as `place` numbers rows.
    pub fn write_owners(&self, place: &dyn Fn(Row) -> Row, to: &mut SymbolWriter) {
        let mut keys = Vec::new();
        for (number, event) in self.places(0) {
            self.keys(number, &mut keys);
            to.out.number(event.row().map_or(0, |row| u64::from(place(row)) + 1));
            to.out.number(keys.len() as u64);
            for key in &keys {
                let (rule, value) = match key {
                    SubjectKey::Record(id) => (0, *id),
                    SubjectKey::Shared(key) => (u64::from(key.rule) + 1, key.value),
                };
                to.out.number(rule);
                to.symbol(value);
            }
        }
    }

    /// Gives the events, none of which has a key or a row yet, those that [`write_owners`](Self::write_owners) wrote; of
    /// so many rows.
    pub fn read_owners(&mut self, rows: usize, from: &mut SymbolReader, reader: &mut Reader) -> Option<()> {
        (0..self.list.len()).try_for_each(|number| self.read_owner(number, rows, from, reader))
    }

    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn read_owner(
        &mut self,
        number: usize,
        rows: usize,
        from: &mut SymbolReader,
        reader: &mut Reader,
    ) -> Option<()> {
        let row = reader.small()?.checked_sub(1);
        if row.is_some_and(|row| row as usize >= rows) {
            return None;
        }
        self.list.get_mut(number)?.first_key = self.links.len() as u32;
        for _ in 0..reader.count()? {
            let (rule, value) = (reader.small()?, from.symbol(reader)?);
            let shared = |rule| Some(SubjectKey::Shared(Key { rule: u16::try_from(rule).ok()?, value }));
            self.link(rule.checked_sub(1).map_or(Some(SubjectKey::Record(value)), shared)?);
        }
        if let Some(row) = row {
            self.waiting = self.waiting.checked_sub(1)?;
            self.give(number as u32, row);
        }
        Some(())
    }
}
