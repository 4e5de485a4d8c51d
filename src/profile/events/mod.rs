//! What customers did, and when.

mod erasing;
mod packed;
mod shapes;

use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::columns::{Blocks, Key, Lookup, Row, Symbol};
use crate::normalize::civil::Timestamp;
use crate::sort::Arrange;

use shapes::{Shape, Shapes};

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its own id; an event with a known id is ignored.
    pub id: Symbol,
    /// When.
    pub time: Timestamp,
    /// What happened, and the names of what is known of it.
    shape: u32,
    /// Where its values begin.
    first_value: u32,
    /// Where the keys that lead to its customer begin.
    first_key: u32,
    /// Its row; [`NONE`] while its customer is not known, [`GONE`] when it was erased.
    row: u32,
    /// Another event of that row.
    next: u32,
}

impl Event {
    /// The row that it belongs to; none while its customer is not known.
    pub fn row(&self) -> Option<Row> {
        (self.row < GONE).then_some(self.row)
    }
}

/// Stands for no row, event or key.
const NONE: u32 = u32::MAX;
/// Stands for the row of an event that was erased.
const GONE: u32 = NONE - 1;

/// The row of an event, when it was, and what it tells under a name; empty where it tells nothing.
pub type Told = (Row, Timestamp, Symbol);

/// Events that are told of at a time.
const TOLD: usize = 512;

/// A name with its value.
pub type Pair = (Symbol, Symbol);

/// Whom an event concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubjectKey {
    /// The record with that id.
    Record(Symbol),
    /// Whoever has that blocking key.
    Shared(Key),
}

/// A key of an event.
#[derive(Clone, Copy, Debug)]
struct Link {
    key: SubjectKey,
    /// The same key of an earlier event.
    earlier: u32,
}

/// All events, those included that came before their customer.
///
/// An event belongs to the row that its keys lead to now, whatever came first: when a key comes to mean another row,
/// its events follow. Most customers have few events and most keys lead to few; so these lists are chains through the
/// events and keys themselves, and cost no memory of their own.
#[derive(Clone, Debug, Default)]
pub struct Events {
    list: Blocks<Event>,
    shapes: Shapes,
    values: Blocks<Symbol>,
    links: Blocks<Link>,
    by_id: Lookup,
    /// The last link of each key.
    by_key: Lookup,
    /// By row, one of its events.
    of_row: Vec<u32>,
    waiting: usize,
    /// How many places belong to events that were erased.
    gone: usize,
}

fn hash<T: std::hash::Hash>(of: T) -> u64 {
    FixedState::default().hash_one(of)
}

fn id_hash(list: &Blocks<Event>, number: u32) -> u64 {
    hash(list.get(number as usize).map_or(Symbol::EMPTY, |event| event.id))
}

impl Events {
    /// How many events there are.
    pub fn len(&self) -> usize {
        self.list.len() - self.gone
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of the next event to come; what was erased keeps its place.
    pub fn end(&self) -> usize {
        self.list.len()
    }

    /// How many wait for their customer.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Whether an event of that id is known.
    pub fn knows(&self, id: Symbol) -> bool {
        self.by_id.find(hash(id), |number| self.has_id(number, id)).is_some()
    }

    fn has_id(&self, number: u32, id: Symbol) -> bool {
        self.list.get(number as usize).is_some_and(|event| event.id == id)
    }

    /// Adds an event: whom it concerns and what it tells, by name and value. It belongs to the customer of `row`, as
    /// one of `keys` told, or waits for one of them to be known.
    pub fn add(
        &mut self,
        own: (Symbol, Symbol, Timestamp),
        told: (&[Pair], &[Pair]),
        row: Option<Row>,
        keys: &[SubjectKey],
    ) {
        let number = self.list.len() as u32;
        self.append(own, told);
        let list = &self.list;
        self.by_id.insert(hash(own.0), number, &|number| id_hash(list, number));
        keys.iter().for_each(|key| self.link(*key));
        if let Some(row) = row {
            self.waiting -= 1;
            self.give(number, row);
        }
    }

    /// Adds an event that has no key yet; it is found by its id only after [`index`](Self::index).
    #[inline(never)]
    pub fn append(
        &mut self,
        (id, kind, time): (Symbol, Symbol, Timestamp),
        (subjects, properties): (&[Pair], &[Pair]),
    ) {
        let shape = self.shapes.of((kind, subjects, properties));
        let (first_value, first_key) = (self.values.len() as u32, self.links.len() as u32);
        for (_, value) in subjects.iter().chain(properties) {
            self.values.push(*value);
        }
        self.list.push(Event { id, time, shape, first_value, first_key, row: NONE, next: NONE });
        self.waiting += 1;
    }

    /// Makes all events findable by their id.
    pub fn index(&mut self) {
        let list = &self.list;
        let numbers = &mut (0..list.len() as u32);
        self.by_id = Lookup::filled(numbers, list.len(), &|number| id_hash(list, number));
    }

    fn link(&mut self, key: SubjectKey) {
        let place = self.links.len() as u32;
        let links = &self.links;
        let is_it = |other: u32| links.get(other as usize).is_some_and(|link| link.key == key);
        let earlier = match self.by_key.find_mut(hash(key), is_it) {
            Some(last) => std::mem::replace(last, place),
            None => {
                let hash_of = |other: u32| hash(links.get(other as usize).map_or(key, |link| link.key));
                self.by_key.insert(hash(key), place, &hash_of);
                NONE
            }
        };
        self.links.push(Link { key, earlier });
    }

    /// Puts an event at the head of the chain of a row.
    fn give(&mut self, number: u32, row: Row) {
        let slot = row as usize;
        if self.of_row.len() <= slot {
            self.of_row.resize(slot + 1, NONE);
        }
        let (Some(head), Some(event)) = (self.of_row.get_mut(slot), self.list.get_mut(number as usize))
        else {
            return;
        };
        (event.row, event.next) = (row, std::mem::replace(head, number));
    }

    /// Forgets the events from the place `end` on, as if they had never come.
    ///
    /// ```
    /// use kehu::columns::Symbol;
    /// use kehu::normalize::civil::Timestamp;
    /// use kehu::profile::{Events, SubjectKey};
    /// let mut events = Events::default();
    /// for id in 1..=3 {
    ///     let key = SubjectKey::Record(Symbol(9));
    ///     events.add((Symbol(id), Symbol(7), Timestamp(0)), (&[], &[]), Some(5), &[key]);
    /// }
    /// events.truncate(1);
    /// assert_eq!((events.len(), events.of(&[5]).len(), events.knows(Symbol(3))), (1, 1, false));
    /// ```
    pub fn truncate(&mut self, end: usize) {
        while self.list.len() > end {
            self.pop();
        }
    }

    /// Takes the last event out of all chains, of each of which it is the head.
    fn pop(&mut self) {
        let Some(event) = self.list.pop() else { return };
        let number = self.list.len() as u32;
        self.by_id.remove(hash(event.id), number);
        while self.links.len() > event.first_key as usize {
            self.unlink();
        }
        while self.values.len() > event.first_value as usize {
            self.values.pop();
        }
        match self.of_row.get_mut(event.row as usize) {
            Some(head) => *head = event.next,
            None => self.waiting = self.waiting.saturating_sub(1),
        }
    }

    /// Takes the last key out.
    fn unlink(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let place = self.links.len() as u32;
        self.set_last(link.key, place, link.earlier);
    }

    /// Puts an earlier link of a key, if there is one, in the place of its last.
    fn set_last(&mut self, key: SubjectKey, last: u32, earlier: u32) {
        if earlier == NONE {
            self.by_key.remove(hash(key), last);
        } else {
            self.by_key
                .find_mut(hash(key), |other| other == last)
                .into_iter()
                .for_each(|last| *last = earlier);
        }
    }

    /// An event by its place in the order they came.
    pub fn get(&self, place: u32) -> Option<&Event> {
        self.list.get(place as usize)
    }

    /// All events from the given place on, in the order they came.
    pub fn from(&self, first: usize) -> impl Iterator<Item = &Event> {
        self.places(first).map(|(_, event)| event)
    }

    /// All events from the given place on, each with its place.
    pub fn places(&self, first: usize) -> impl Iterator<Item = (u32, &Event)> {
        self.list.from(first).filter(|(_, event)| event.row != GONE)
    }

    /// Shows `visit` what events of some types tell under a name, some at a time and as far as their customers are known.
    pub fn walk(&self, is_wanted: &dyn Fn(Symbol) -> bool, name: Symbol, visit: &mut dyn FnMut(&[Told])) {
        let place = |shape: &Shape| is_wanted(shape.kind).then(|| shape.property(name).unwrap_or(NONE));
        let places: Vec<Option<u32>> = self.shapes.iter().map(place).collect();
        let mut told = Vec::new();
        // Few at a time, so that what is told of them stays near.
        for events in self.list.blocks().flat_map(|block| block.chunks(TOLD)) {
            self.tell(events, &places, &mut told);
            visit(&told);
            told.clear();
        }
    }

    /// Tells of events by the places that a value has in those of each shape.
    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn tell(&self, events: &[Event], places: &[Option<u32>], told: &mut Vec<Told>) {
        for event in events.iter().filter(|event| event.row < GONE) {
            if let Some(Some(place)) = places.get(event.shape as usize) {
                told.push((event.row, event.time, self.value(event.first_value.saturating_add(*place))));
            }
        }
    }

    /// Asks `find` anew where the events with one of the `changed` keys belong. Returns the rows that lost or gained
    /// some.
    pub fn settle(
        &mut self,
        changed: impl IntoIterator<Item = SubjectKey>,
        mut find: impl FnMut(&[SubjectKey], Timestamp) -> Option<Row>,
    ) -> BTreeSet<Row> {
        let (mut lost, mut moved, mut keys) = (BTreeSet::new(), Vec::new(), Vec::new());
        for key in changed {
            for number in self.with_key(key) {
                self.keys(number, &mut keys);
                let Some(event) = self.list.get_mut(number as usize) else { continue };
                let found = find(&keys, event.time).unwrap_or(NONE);
                let before = std::mem::replace(&mut event.row, found);
                if before == found {
                    continue;
                }
                self.waiting = self.waiting + usize::from(found == NONE) - usize::from(before == NONE);
                lost.extend((before != NONE).then_some(before));
                moved.push((number, found));
            }
        }
        for row in &lost {
            self.chain_anew(*row);
        }
        for (number, row) in moved.into_iter().filter(|(_, row)| *row != NONE) {
            self.give(number, row);
            lost.insert(row);
        }
        lost
    }

    /// The events that have a key.
    fn with_key(&self, key: SubjectKey) -> Vec<u32> {
        let is_it = |place: u32| self.links.get(place as usize).is_some_and(|link| link.key == key);
        let mut place = self.by_key.find(hash(key), is_it).unwrap_or(NONE);
        let mut numbers = Vec::new();
        while let Some(link) = self.links.get(place as usize) {
            numbers.push(self.owner(place));
            place = link.earlier;
        }
        numbers
    }

    /// The event that a key belongs to: the last one whose keys do not begin after it.
    fn owner(&self, place: u32) -> u32 {
        let (mut low, mut high) = (0, self.list.len());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.list.get(middle).is_some_and(|event| event.first_key <= place) {
                low = middle;
            } else {
                high = middle;
            }
        }
        low as u32
    }

    /// What leads an event to its customer.
    pub fn keys_of(&self, event: &Event) -> impl Iterator<Item = SubjectKey> {
        let number = self.by_id.find(hash(event.id), |number| self.has_id(number, event.id));
        let places = number.into_iter().flat_map(|number| self.links_of(number));
        places.filter_map(|place| Some(self.links.get(place)?.key))
    }

    fn keys(&self, number: u32, keys: &mut Vec<SubjectKey>) {
        keys.clear();
        keys.extend(self.links_of(number).filter_map(|place| Some(self.links.get(place)?.key)));
    }

    /// Where the keys of an event are.
    fn links_of(&self, number: u32) -> Range<usize> {
        let first = |number: usize| self.list.get(number).map(|event| event.first_key as usize);
        let end = first(number as usize + 1).unwrap_or(self.links.len());
        first(number as usize).unwrap_or(end)..end
    }

    /// Leaves those out of the chain of a row that no longer belong to it.
    fn chain_anew(&mut self, row: Row) {
        let kept: Vec<u32> = self.chain(row).collect();
        self.of_row.get_mut(row as usize).into_iter().for_each(|head| *head = NONE);
        for number in kept.into_iter().rev() {
            if self.list.get(number as usize).is_some_and(|event| event.row == row) {
                self.give(number, row);
            }
        }
    }

    /// The events in the chain of a row.
    fn chain(&self, row: Row) -> impl Iterator<Item = u32> {
        let known = |number: &u32| *number != NONE;
        let first = self.of_row.get(row as usize).copied().filter(known);
        std::iter::successors(first, move |number| {
            self.list.get(*number as usize).map(|event| event.next).filter(known)
        })
    }

    /// The events of the given rows, earliest first; of the same instant, in the order they came.
    pub fn of(&self, rows: &[Row]) -> Vec<&Event> {
        let mut found: Vec<(Timestamp, u32, &Event)> = Vec::new();
        for number in rows.iter().flat_map(|row| self.chain(*row)) {
            found.extend(self.list.get(number as usize).map(|event| (event.time, number, event)));
        }
        // Events mostly come in the order of time, and the last one is the first of its chain.
        found.reverse();
        let in_order = |a: &(Timestamp, u32, &Event), b: &(Timestamp, u32, &Event)| (a.0, a.1) <= (b.0, b.1);
        if !found.is_sorted_by(in_order) {
            found.arrange_by_key(|(time, number, _)| (*time, *number));
        }
        found.into_iter().map(|(_, _, event)| event).collect()
    }

    /// What happened, such as `order`.
    pub fn kind(&self, event: &Event) -> Symbol {
        self.shapes.get(event.shape).map_or(Symbol::EMPTY, |shape| shape.kind)
    }

    /// Whom an event concerns, by name and value.
    pub fn subjects(&self, event: &Event) -> impl Iterator<Item = Pair> {
        let count = self.shapes.get(event.shape).map_or(0, |shape| shape.subjects);
        self.pairs(event).take(count)
    }

    /// What an event tells, by name and value.
    pub fn properties(&self, event: &Event) -> impl Iterator<Item = Pair> {
        let count = self.shapes.get(event.shape).map_or(0, |shape| shape.subjects);
        self.pairs(event).skip(count)
    }

    fn pairs(&self, event: &Event) -> impl Iterator<Item = Pair> {
        let names = self.shapes.get(event.shape).map_or(&[][..], |shape| &shape.names);
        names.iter().zip(event.first_value..).map(|(name, place)| (*name, self.value(place)))
    }

    fn value(&self, place: u32) -> Symbol {
        self.values.get(place as usize).copied().unwrap_or_default()
    }

    /// A property of an event by name.
    pub fn property(&self, event: &Event, name: Symbol) -> Option<Symbol> {
        let place = self.shapes.get(event.shape).and_then(|shape: &Shape| shape.property(name))?;
        Some(self.value(event.first_value.saturating_add(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An event as (time, keys), with the row that the first known key leads to.
    type Plain = (i64, Vec<u32>, Option<Row>);

    fn find(meanings: &[Option<Row>], keys: &[SubjectKey]) -> Option<Row> {
        keys.iter().find_map(|key| match key {
            SubjectKey::Record(Symbol(key)) => meanings[*key as usize],
            SubjectKey::Shared(_) => None,
        })
    }

    fn check(events: &Events, plain: &[Plain]) -> Result<(), TestCaseError> {
        prop_assert_eq!(events.len(), plain.len());
        prop_assert_eq!(events.waiting(), plain.iter().filter(|(_, _, row)| row.is_none()).count());
        for rows in [&[0][..], &[1], &[2], &[0, 2]] {
            let of_rows = |(_, (_, _, row)): &(u32, &Plain)| row.is_some_and(|row| rows.contains(&row));
            let mut expected: Vec<_> =
                (1..).zip(plain).filter(of_rows).map(|(id, one)| (one.0, id)).collect();
            expected.sort_unstable();
            let found: Vec<_> = events.of(rows).iter().map(|event| (event.time.0, event.id.0)).collect();
            prop_assert_eq!(found, expected);
        }
        Ok(())
    }

    fn step() -> impl Strategy<Value = (u8, i64, Vec<u32>, u32, Option<Row>)> {
        (0_u8..8, 0_i64..5, prop::collection::vec(0_u32..4, 0..3), 0_u32..4, prop::option::of(0_u32..3))
    }

    proptest! {
        #[test]
        fn events_follow_their_keys_and_leave_without_a_trace(steps in prop::collection::vec(step(), 1..60)) {
            let (mut events, mut plain) = (Events::default(), Vec::<Plain>::new());
            let mut meanings = [None; 4];
            for (what, time, keys, key, row) in steps {
                let of = |keys: &[u32]| keys.iter().map(|key| SubjectKey::Record(Symbol(*key))).collect::<Vec<_>>();
                if what == 0 {
                    meanings[key as usize] = row;
                    let touched = events.settle(of(&[key]), |keys, _| find(&meanings, keys));
                    let mut expected = BTreeSet::new();
                    for (_, keys, row) in plain.iter_mut().filter(|(_, keys, _)| keys.contains(&key)) {
                        let found = find(&meanings, &of(keys));
                        if found != *row {
                            expected.extend(std::mem::replace(row, found).into_iter().chain(found));
                        }
                    }
                    prop_assert_eq!(touched, expected);
                } else {
                    let (id, row) = (Symbol(plain.len() as u32 + 1), find(&meanings, &of(&keys)));
                    let told = [(Symbol(20), Symbol(time as u32)), (Symbol(21), id)];
                    let (subjects, properties) = told.split_at(usize::from(what % 2));
                    events.add((id, Symbol(9), Timestamp(time)), (subjects, properties), row, &of(&keys));
                    plain.push((time, keys, row));
                    let last = *events.from(plain.len() - 1).last().unwrap();
                    prop_assert_eq!(events.property(&last, Symbol(21)), Some(id));
                    prop_assert_eq!(events.subjects(&last).chain(events.properties(&last)).collect::<Vec<_>>(), told);
                }
                check(&events, &plain)?;
                // What came after the last settling can be taken back, and come again.
                if what == 7 {
                    let mark = events.clone();
                    events.add((Symbol(99), Symbol(9), Timestamp(3)), (&[], &[]), row, &of(&[key, 1]));
                    events.truncate(plain.len());
                    check(&events, &plain)?;
                    prop_assert_eq!(events.with_key(SubjectKey::Record(Symbol(key))), mark.with_key(SubjectKey::Record(Symbol(key))));
                    prop_assert!(!events.knows(Symbol(99)) && plain.len() + 1 > 1 && events.knows(Symbol(1)));
                }
            }
        }
    }
}
