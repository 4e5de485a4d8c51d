//! Which record an action was handed out for.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::actions::Past;
use crate::columns::Row;

/// The records of actions that were handed out, by the hash of their keys; gathered when somebody asks for the first time, so
/// that a report does not walk all that was ever handed out.
#[derive(Debug, Default)]
pub(in crate::engine) struct Homes(Option<HashMap<u64, u64, FixedState>>);

fn hash(key: &str) -> u64 {
    FixedState::default().hash_one(key)
}

impl Homes {
    /// Notes an action that was handed out; of several records that have it the last one counts.
    pub(super) fn note(&mut self, key: &str, row: Row) {
        if let Some(known) = &mut self.0 {
            let home = known.entry(hash(key)).or_default();
            *home = u64::from(row).max(*home);
        }
    }

    /// The record that the action of that key was handed out for, as all that was handed out tells.
    pub(super) fn find(&mut self, key: &str, all: &BTreeMap<Row, Vec<Past>>) -> Option<Row> {
        let holds = |row: &Row| all.get(row).is_some_and(|list| list.iter().any(|past| past.key == key));
        if self.0.is_none() {
            self.gather(all);
        }
        let row = self.get(key)?;
        if holds(&row) {
            return Some(row);
        }
        // Records are gone.
        self.gather(all);
        self.get(key).filter(holds)
    }

    fn get(&self, key: &str) -> Option<Row> {
        self.0.as_ref()?.get(&hash(key)).and_then(|row| Row::try_from(*row).ok())
    }

    fn gather(&mut self, all: &BTreeMap<Row, Vec<Past>>) {
        self.0 = Some(HashMap::default());
        for (row, list) in all {
            list.iter().for_each(|past| self.note(&past.key, *row));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_found_while_they_come_and_go() {
        let past = |key: &str| Past { key: key.to_owned(), ..Past::default() };
        let (mut all, mut homes) = (BTreeMap::from([(3, vec![past("a"), past("b")])]), Homes::default());
        assert_eq!((homes.find("b", &all), homes.find("c", &all)), (Some(3), None));
        all.insert(7, vec![past("c")]);
        homes.note("c", 7);
        assert_eq!(homes.find("c", &all), Some(7));
        let gone = all.remove(&3).unwrap();
        assert_eq!(homes.find("a", &all), None);
        all.insert(9, gone);
        homes.note("a", 9);
        assert_eq!((homes.find("a", &all), homes.find("c", &all)), (Some(9), Some(7)));
    }
}
