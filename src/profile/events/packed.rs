//! Whose events are, as bytes, and back.

use super::{Events, Link, NONE, SubjectKey, hash};
use crate::bytes::Reader;
use crate::columns::{Bits, Key, Lookup, Row, SymbolReader, SymbolWriter};

impl Events {
    /// Writes which keys each event has, and which row they lead to, as `place` numbers rows.
    pub fn write_owners(&self, place: &dyn Fn(Row) -> Row, to: &mut SymbolWriter) {
        // Keys of events that were erased leave holes between the others, but not in what is written.
        let (mut written, mut places) = (0_u32, vec![0_u32; self.links.len()]);
        for (number, event) in self.places(0) {
            let links = self.links_of(number);
            to.out.number(event.row().map_or(0, |row| u64::from(place(row)) + 1));
            to.out.number(links.len() as u64);
            for link in links {
                let Some(Link { key, earlier }) = self.links.get(link) else { continue };
                let (rule, value) = match key {
                    SubjectKey::Record(id) => (0, *id),
                    SubjectKey::Shared(key) => (u64::from(key.rule) + 1, key.value()),
                };
                to.out.number(rule);
                to.symbol(value);
                to.out
                    .number(places.get(*earlier as usize).map_or(0, |earlier| u64::from(written - earlier)));
                places.get_mut(link).into_iter().for_each(|place| *place = written);
                written += 1;
            }
        }
    }

    /// Gives the events, none of which has a key or a row yet, those that [`write_owners`](Self::write_owners) wrote; of
    /// so many rows.
    pub fn read_owners(&mut self, rows: usize, from: &mut SymbolReader, reader: &mut Reader) -> Option<()> {
        // Links that are followed by another one of the same key.
        let mut followed = Bits::default();
        for number in 0..self.list.len() {
            self.read_owner(number, rows, &mut followed, (from, reader))?;
        }
        let links = &self.links;
        let last = &mut (0..links.len() as u32).filter(|link| !followed.contains(*link));
        let count = links.len().saturating_sub(followed.count() as usize);
        self.by_key =
            Lookup::filled(last, count, &|link| links.get(link as usize).map_or(0, |link| hash(link.key)));
        Some(())
    }

    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn read_owner(
        &mut self,
        number: usize,
        rows: usize,
        followed: &mut Bits,
        (from, reader): (&mut SymbolReader, &mut Reader),
    ) -> Option<()> {
        let row = reader.small()?.checked_sub(1);
        if row.is_some_and(|row| row as usize >= rows) {
            return None;
        }
        self.list.get_mut(number)?.first_key = self.links.len() as u32;
        for _ in 0..reader.count()? {
            let (rule, value) = (reader.small()?, from.symbol(reader)?);
            let shared = |rule| Some(SubjectKey::Shared(Key::of(u16::try_from(rule).ok()?, value)));
            let key = rule.checked_sub(1).map_or(Some(SubjectKey::Record(value)), shared)?;
            let earlier = match reader.small()? {
                0 => NONE,
                steps => (self.links.len() as u32).checked_sub(steps)?,
            };
            if earlier != NONE {
                let fits = self.links.get(earlier as usize).is_some_and(|link| link.key == key);
                if !fits || followed.contains(earlier) {
                    return None;
                }
                followed.insert(earlier);
            }
            self.links.push(Link { key, earlier });
        }
        if let Some(row) = row {
            self.waiting = self.waiting.checked_sub(1)?;
            self.give(number as u32, row);
        }
        Some(())
    }
}
