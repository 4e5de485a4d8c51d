//! Relations between customers that people stated.

use std::collections::BTreeMap;

use crate::columns::Row;
use crate::normalize::civil::Timestamp;

/// A relation that somebody stated, bound to records, so that it follows them through merges and splits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bond {
    /// The kind, as the ruleset names it: of the first record's customer, the second's is that.
    pub kind: String,
    /// Since when it holds.
    pub from: Option<Timestamp>,
    /// Until when it held.
    pub until: Option<Timestamp>,
    /// The number of the operation that stated it.
    pub operation: u32,
    /// When it was stated.
    pub at: Timestamp,
    /// Whether the operation still stands.
    stands: bool,
}

impl Bond {
    /// What an operation states.
    pub fn new(
        kind: &str,
        (from, until): (Option<Timestamp>, Option<Timestamp>),
        operation: u32,
        at: i64,
    ) -> Self {
        Self { kind: kind.to_owned(), from, until, operation, at: Timestamp(at), stands: true }
    }
}

/// All stated relations, those that were taken back included.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    bonds: BTreeMap<(Row, Row), Vec<Bond>>,
    /// The first records of the relations that each record is the second of.
    back: BTreeMap<Row, Vec<Row>>,
}

impl Relations {
    /// States a relation of two records. Told twice it counts once.
    pub fn state(&mut self, (a, b): (Row, Row), bond: Bond) {
        let list = self.bonds.entry((a, b)).or_default();
        if list.iter().all(|known| known.operation != bond.operation) {
            list.push(bond);
        }
        let back = self.back.entry(b).or_default();
        if !back.contains(&a) {
            back.push(a);
        }
    }

    /// Takes back the relations of an operation. Returns their records.
    pub fn withdraw(&mut self, operation: u32) -> Vec<Row> {
        let mut touched = Vec::new();
        for ((a, b), list) in &mut self.bonds {
            for bond in list.iter_mut().filter(|bond| bond.operation == operation) {
                bond.stands = false;
                touched.extend([*a, *b]);
            }
        }
        touched
    }

    /// Forgets the relations of a record.
    pub fn forget(&mut self, row: Row) {
        self.bonds.retain(|(a, b), _| *a != row && *b != row);
        self.back.remove(&row);
        self.back.values_mut().for_each(|list| list.retain(|other| *other != row));
    }

    /// The relations of a record that stand: the other record, whether this one is the first, and what was stated.
    pub fn of(&self, row: Row) -> impl Iterator<Item = (Row, bool, &Bond)> {
        let forward = self.bonds.range((row, 0)..=(row, Row::MAX));
        let forward =
            forward.flat_map(|((_, other), list)| list.iter().map(move |bond| (*other, true, bond)));
        let back = self.back.get(&row).into_iter().flatten();
        let back = back.flat_map(move |other| {
            let list = self.bonds.get(&(*other, row)).into_iter().flatten();
            list.map(move |bond| (*other, false, bond))
        });
        forward.chain(back).filter(|(_, _, bond)| bond.stands)
    }

    /// All relations by their records, those that were taken back included.
    pub fn all(&self) -> impl Iterator<Item = ((Row, Row), &Bond)> {
        self.bonds.iter().flat_map(|(pair, list)| list.iter().map(move |bond| (*pair, bond)))
    }

    /// Whether nobody stated anything.
    pub fn is_empty(&self) -> bool {
        self.bonds.is_empty()
    }
}
