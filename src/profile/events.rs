//! What customers did, and when.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;

use crate::columns::{Key, Row, Symbol};
use crate::normalize::civil::Timestamp;
use crate::sort::Arrange;

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its own id; an event with a known id is ignored.
    pub id: Symbol,
    /// What happened, such as `order`.
    pub kind: Symbol,
    /// When.
    pub time: Timestamp,
    /// Where the pairs that say whom it concerns begin; those that say what it tells follow.
    first_pair: u32,
    subjects: u32,
    properties: u32,
    /// Where the keys that lead to its customer begin.
    first_key: u32,
    keys: u32,
}

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

/// All events, those included that came before their customer.
///
/// An event belongs to the row that its keys lead to now, whatever came first: when a key comes to mean another row,
/// its events follow.
#[derive(Clone, Debug, Default)]
pub struct Events {
    list: Vec<Event>,
    pairs: Vec<Pair>,
    keys: Vec<SubjectKey>,
    by_id: HashMap<Symbol, u32, FixedState>,
    by_key: HashMap<SubjectKey, Vec<u32>, FixedState>,
    /// The row of each event; none while its customer is not known.
    rows: Vec<Option<Row>>,
    of_row: HashMap<Row, Vec<u32>, FixedState>,
    waiting: usize,
}

impl Events {
    /// How many events there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many wait for their customer.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Whether an event of that id is known.
    pub fn knows(&self, id: Symbol) -> bool {
        self.by_id.contains_key(&id)
    }

    /// Adds an event: whom it concerns and what it tells, by name and value. It belongs to the customer of `row`, as
    /// one of `keys` told, or waits for one of them to be known.
    pub fn add(
        &mut self,
        (id, kind, time): (Symbol, Symbol, Timestamp),
        (subjects, properties): (&[Pair], &[Pair]),
        row: Option<Row>,
        keys: &[SubjectKey],
    ) {
        let number = self.list.len() as u32;
        let (first_pair, first_key) = (self.pairs.len() as u32, self.keys.len() as u32);
        self.pairs.extend(subjects.iter().chain(properties));
        self.keys.extend(keys);
        let (subjects, properties) = (subjects.len() as u32, properties.len() as u32);
        self.list.push(Event {
            id,
            kind,
            time,
            first_pair,
            subjects,
            properties,
            first_key,
            keys: keys.len() as u32,
        });
        self.by_id.insert(id, number);
        for key in keys {
            self.by_key.entry(*key).or_default().push(number);
        }
        self.rows.push(row);
        match row {
            Some(row) => self.of_row.entry(row).or_default().push(number),
            None => self.waiting += 1,
        }
    }

    /// Forgets all events but the first `len`, as if they had never come.
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
    pub fn truncate(&mut self, len: usize) {
        while self.list.len() > len {
            self.pop();
        }
    }

    /// Takes the last event out of all lists, in each of which it is the last.
    fn pop(&mut self) {
        let Some(event) = self.list.pop() else { return };
        self.by_id.remove(&event.id);
        for key in self.keys.drain(event.first_key as usize..) {
            if let Some(list) = self.by_key.get_mut(&key) {
                list.pop();
            }
        }
        self.pairs.truncate(event.first_pair as usize);
        match self.rows.pop().flatten() {
            Some(row) => drop(self.of_row.get_mut(&row).and_then(Vec::pop)),
            None => self.waiting = self.waiting.saturating_sub(1),
        }
    }

    /// Forgets the events that belong to some rows.
    pub fn erase(&mut self, rows: &[Row]) {
        let old = std::mem::take(self);
        for (number, event) in old.list.iter().enumerate() {
            let row = old.rows.get(number).copied().flatten();
            if row.is_some_and(|row| rows.contains(&row)) {
                continue;
            }
            let first = event.first_key as usize;
            let keys = old.keys.get(first..first + event.keys as usize).unwrap_or_default();
            let told = (old.subjects(event), old.properties(event));
            self.add((event.id, event.kind, event.time), told, row, keys);
        }
    }

    /// All events with the rows that they belong to, in the order they came.
    pub fn with_rows(&self) -> impl Iterator<Item = (&Event, Option<Row>)> {
        self.list.iter().zip(self.rows.iter().copied())
    }

    /// All events, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = &Event> {
        self.list.iter()
    }

    /// Asks `find` anew where the events with one of the `changed` keys belong. Returns the rows that lost or gained
    /// some.
    pub fn settle(
        &mut self,
        changed: impl IntoIterator<Item = SubjectKey>,
        mut find: impl FnMut(&[SubjectKey]) -> Option<Row>,
    ) -> BTreeSet<Row> {
        let (mut lost, mut touched) = (BTreeSet::new(), BTreeSet::new());
        for number in changed.into_iter().filter_map(|key| self.by_key.get(&key)).flatten() {
            let (Some(event), Some(row)) =
                (self.list.get(*number as usize), self.rows.get_mut(*number as usize))
            else {
                continue;
            };
            let first = event.first_key as usize;
            let found = find(self.keys.get(first..first + event.keys as usize).unwrap_or(&[]));
            if found == *row {
                continue;
            }
            self.waiting = self.waiting + usize::from(found.is_none()) - usize::from(row.is_none());
            lost.extend(*row);
            touched.extend(found);
            if let Some(found) = found {
                self.of_row.entry(found).or_default().push(*number);
            }
            *row = found;
        }
        for row in &lost {
            if let Some(list) = self.of_row.get_mut(row) {
                list.retain(|number| self.rows.get(*number as usize) == Some(&Some(*row)));
            }
        }
        touched.append(&mut lost);
        touched
    }

    /// The events of the given rows, earliest first; of the same instant, in the order they came.
    pub fn of(&self, rows: &[Row]) -> Vec<&Event> {
        let mut numbers: Vec<u32> =
            rows.iter().filter_map(|row| self.of_row.get(row)).flatten().copied().collect();
        numbers.arrange();
        let mut events: Vec<&Event> = numbers.iter().filter_map(|n| self.list.get(*n as usize)).collect();
        events.arrange_by_key(|event| event.time);
        events
    }

    /// The keys that lead to whom an event concerns.
    pub fn keys(&self, event: &Event) -> &[SubjectKey] {
        let first = event.first_key as usize;
        self.keys.get(first..first + event.keys as usize).unwrap_or_default()
    }

    /// Whom an event concerns, by name and value.
    pub fn subjects(&self, event: &Event) -> &[(Symbol, Symbol)] {
        let first = event.first_pair as usize;
        self.pairs.get(first..first + event.subjects as usize).unwrap_or(&[])
    }

    /// What an event tells, by name and value.
    pub fn properties(&self, event: &Event) -> &[(Symbol, Symbol)] {
        let first = (event.first_pair + event.subjects) as usize;
        self.pairs.get(first..first + event.properties as usize).unwrap_or(&[])
    }

    /// A property of an event by name.
    pub fn property(&self, event: &Event, name: Symbol) -> Option<Symbol> {
        self.properties(event).iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}
