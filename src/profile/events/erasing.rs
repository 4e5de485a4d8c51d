//! Events that are erased.

use super::{Events, GONE, Link, NONE, Pair, hash};
use crate::columns::Row;
use crate::sort::Arrange;

impl Events {
    /// Forgets the events that belong to some rows. Returns whether the others have other places now.
    pub fn erase(&mut self, rows: &[Row]) -> bool {
        let mut numbers: Vec<u32> = rows.iter().flat_map(|row| self.chain(*row)).collect();
        // The last ones come first in the chains of their keys.
        numbers.arrange_by(|a, b| b.cmp(a));
        numbers.dedup();
        for row in rows {
            self.of_row.get_mut(*row as usize).into_iter().for_each(|head| *head = NONE);
        }
        numbers.into_iter().for_each(|number| self.strike(number));
        let sparse = self.gone > self.len();
        if sparse {
            self.close_up();
        }
        sparse
    }

    /// Takes an event that is in the chain of no row out of all others. It keeps its place.
    fn strike(&mut self, number: u32) {
        self.links_of(number).rev().for_each(|place| self.cut(place));
        let Some(event) = self.list.get_mut(number as usize) else { return };
        let id = std::mem::take(&mut event.id);
        (event.row, event.next) = (GONE, NONE);
        self.gone += 1;
        self.by_id.remove(hash(id), number);
    }

    /// Takes a link out of the chain of its key.
    fn cut(&mut self, place: usize) {
        let Some(Link { key, earlier }) = self.links.get(place).copied() else { return };
        let links = &self.links;
        let is_it = |other: u32| links.get(other as usize).is_some_and(|link| link.key == key);
        let Some(last) = self.by_key.find(hash(key), is_it) else { return };
        if last as usize != place {
            let mut later = last;
            while let Some(link) = self.links.get(later as usize).filter(|link| link.earlier != place as u32)
            {
                later = link.earlier;
            }
            self.links.get_mut(later as usize).into_iter().for_each(|link| link.earlier = earlier);
        } else {
            self.set_last(key, last, earlier);
        }
    }

    /// Gives all events places without gaps.
    fn close_up(&mut self) {
        let old = std::mem::take(self);
        let mut keys = Vec::new();
        for (number, event) in old.places(0) {
            let (subjects, properties): (Vec<Pair>, Vec<Pair>) =
                (old.subjects(event).collect(), old.properties(event).collect());
            old.keys(number, &mut keys);
            let head = (event.id, old.kind(event), event.time);
            self.add(head, (&subjects, &properties), event.row(), &keys);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Symbol;
    use crate::normalize::civil::Timestamp;
    use crate::profile::SubjectKey;
    use proptest::prelude::*;

    /// An event as (row, keys); its id is its place among all and 1.
    type Plain = (Option<Row>, Vec<u32>);

    fn of<'p>(plain: impl Iterator<Item = (usize, &'p Plain)>) -> Events {
        let mut events = Events::default();
        for (place, (row, keys)) in plain {
            let keys: Vec<SubjectKey> = keys.iter().map(|key| SubjectKey::Record(Symbol(*key))).collect();
            let value = (Symbol(50), Symbol(place as u32));
            let head = (Symbol(place as u32 + 1), Symbol(40), Timestamp(place as i64 % 3));
            events.add(head, (&[], &[value]), *row, &keys);
        }
        events
    }

    /// What is known of an event: its id, its row, its properties and its keys.
    type Told = (Symbol, Option<Row>, Vec<Pair>, Vec<SubjectKey>);

    fn told(events: &Events) -> Vec<Told> {
        let all = events.places(0).map(|(place, event)| {
            let mut keys = Vec::new();
            events.keys(place, &mut keys);
            (event.id, event.row(), events.properties(event).collect(), keys)
        });
        all.collect()
    }

    fn with_key(events: &Events, key: u32) -> Vec<Symbol> {
        let numbers = events.with_key(SubjectKey::Record(Symbol(key)));
        numbers.into_iter().filter_map(|number| Some(events.get(number)?.id)).collect()
    }

    proptest! {
        #[test]
        fn what_is_left_is_as_if_the_others_had_never_come(
            plain in prop::collection::vec((prop::option::of(0_u32..4), prop::collection::vec(0_u32..4, 0..3)), 0..40),
            gone in prop::collection::vec(prop::collection::vec(0_u32..4, 0..3), 1..3),
        ) {
            let mut events = of(plain.iter().enumerate());
            gone.iter().for_each(|rows| _ = events.erase(rows));
            let is_left = |(_, (row, _)): &(usize, &Plain)| row.is_none_or(|row| !gone.concat().contains(&row));
            let left = of(plain.iter().enumerate().filter(is_left));
            prop_assert_eq!((events.len(), events.waiting()), (left.len(), left.waiting()));
            prop_assert_eq!(told(&events), told(&left));
            for number in 0..4 {
                let of_row = |events: &Events| events.of(&[number]).iter().map(|event| event.id).collect::<Vec<_>>();
                prop_assert_eq!(of_row(&events), of_row(&left));
                prop_assert_eq!(with_key(&events, number), with_key(&left, number));
            }
            let known = |events: &Events| (1..50).filter(|id| events.knows(Symbol(*id))).collect::<Vec<u32>>();
            prop_assert_eq!(known(&events), known(&left));
            let end = events.end();
            events.add((Symbol(99), Symbol(40), Timestamp(1)), (&[], &[]), Some(1), &[SubjectKey::Record(Symbol(2))]);
            events.truncate(end);
            prop_assert_eq!(told(&events), told(&left));
        }
    }
}
