//! What several events tell of together: an opportunity, a contract, a ticket, each as it stands now.

use std::collections::BTreeMap;

use super::events::{Event, Events, Pair};
use crate::columns::Symbol;
use crate::normalize::civil::Timestamp;

/// An entity as its events left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// The value of the key; the event's id, where it tells no key.
    pub id: Symbol,
    /// When its first event was.
    pub first: Timestamp,
    /// When its last event was.
    pub last: Timestamp,
    /// How many events told of it.
    pub events: usize,
    /// What is known of it, by name and value.
    pub properties: Vec<Pair>,
}

impl Thing {
    /// A property by name.
    pub fn property(&self, name: Symbol) -> Option<Symbol> {
        self.properties.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }

    fn learn(&mut self, told: &mut dyn Iterator<Item = Pair>, time: Timestamp) {
        self.last = time;
        self.events = self.events.saturating_add(1);
        for pair in told {
            match self.properties.iter_mut().find(|(name, _)| *name == pair.0) {
                Some(known) => *known = pair,
                None => self.properties.push(pair),
            }
        }
    }
}

/// The entities that the events of some types tell of, in the order of their first event.
///
/// ```
/// use kehu::columns::Symbol;
/// use kehu::normalize::civil::Timestamp;
/// use kehu::profile::{Events, things};
/// let (quote, number, stage) = (Symbol(7), Symbol(8), Symbol(9));
/// let mut events = Events::default();
/// for (id, time, is) in [(1, 20, 30), (2, 10, 31)] {
///     let told = [(number, Symbol(40)), (stage, Symbol(is))];
///     events.add((Symbol(id), quote, Timestamp(time)), (&[], &told), Some(5), &[]);
/// }
/// let all = things(&events, &events.of(&[5]), &[quote], Some(number));
/// assert_eq!((all.len(), all[0].events, all[0].property(stage)), (1, 2, Some(Symbol(30))));
/// ```
pub fn things(events: &Events, list: &[&Event], kinds: &[Symbol], key: Option<Symbol>) -> Vec<Thing> {
    let mut all: Vec<Thing> = Vec::new();
    let mut places: BTreeMap<Symbol, usize> = BTreeMap::new();
    for event in list.iter().filter(|event| kinds.contains(&events.kind(event))) {
        let told = events.property(event, key.unwrap_or(Symbol::EMPTY));
        let place = match told {
            Some(key) => *places.entry(key).or_insert(all.len()),
            None => all.len(),
        };
        if place == all.len() {
            let (id, first) = (told.unwrap_or(event.id), event.time);
            all.push(Thing { id, first, last: first, events: 0, properties: Vec::new() });
        }
        if let Some(thing) = all.get_mut(place) {
            thing.learn(&mut events.properties(event), event.time);
        }
    }
    all
}
