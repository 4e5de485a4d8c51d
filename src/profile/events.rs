//! What customers did, and when.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::columns::{Key, Row, Symbol};
use crate::normalize::civil::Timestamp;

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
}

/// Whom an event concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectKey {
    /// The record with that id.
    Record(Symbol),
    /// Whoever has that blocking key.
    Shared(Key),
}

/// All events, those included that came before their customer.
#[derive(Clone, Debug, Default)]
pub struct Events {
    list: Vec<Event>,
    pairs: Vec<(Symbol, Symbol)>,
    by_id: HashMap<Symbol, u32, FixedState>,
    of_row: HashMap<Row, Vec<u32>, FixedState>,
    waiting: Vec<(u32, Vec<SubjectKey>)>,
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
        self.waiting.len()
    }

    /// Whether an event of that id is known.
    pub fn knows(&self, id: Symbol) -> bool {
        self.by_id.contains_key(&id)
    }

    /// Adds an event: whom it concerns and what it tells, by name and value. It belongs to the customer of `row`, or
    /// waits for one of `keys` to be known.
    pub fn add(
        &mut self,
        (id, kind, time): (Symbol, Symbol, Timestamp),
        (subjects, properties): (&[(Symbol, Symbol)], &[(Symbol, Symbol)]),
        row: Option<Row>,
        keys: Vec<SubjectKey>,
    ) {
        let number = self.list.len() as u32;
        let first_pair = self.pairs.len() as u32;
        self.pairs.extend(subjects.iter().chain(properties));
        let (subjects, properties) = (subjects.len() as u32, properties.len() as u32);
        self.list.push(Event { id, kind, time, first_pair, subjects, properties });
        self.by_id.insert(id, number);
        match row {
            Some(row) => self.attach(number, row),
            None => self.waiting.push((number, keys)),
        }
    }

    /// All events, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = &Event> {
        self.list.iter()
    }

    /// Gives waiting events to the rows that `find` now knows. Returns the rows.
    pub fn settle(&mut self, mut find: impl FnMut(&[SubjectKey]) -> Option<Row>) -> Vec<Row> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut settled = Vec::new();
        for (number, subjects) in waiting {
            match find(&subjects) {
                Some(row) => {
                    self.attach(number, row);
                    settled.push(row);
                }
                None => self.waiting.push((number, subjects)),
            }
        }
        settled
    }

    fn attach(&mut self, number: u32, row: Row) {
        self.of_row.entry(row).or_default().push(number);
    }

    /// The events of the given rows, earliest first; of the same instant, in the order they came.
    pub fn of(&self, rows: &[Row]) -> Vec<&Event> {
        let mut numbers: Vec<u32> = rows.iter().filter_map(|row| self.of_row.get(row)).flatten().copied().collect();
        numbers.sort_unstable();
        let mut events: Vec<&Event> = numbers.iter().filter_map(|n| self.list.get(*n as usize)).collect();
        events.sort_by_key(|event| event.time);
        events
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
