//! Values that stand for each other: what one source calls `A`, another one calls 重点客户.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Comparable;
use super::blocking::parts;
use crate::columns::{FieldId, Row, Symbol};
use crate::normalize::Records;
use crate::schema::ruleset::Part;
use crate::sort::Arrange;

/// Entries (a record's value) of an anchor looked at; of larger files, some of the values.
const ENTRIES: usize = 100_000;
/// A value that at most so many records have brings pairs together that may well be the same.
const RARE: usize = 8;
/// Pairs that must have two values, for them to stand for each other.
const LEAST_PAIRS: u32 = 5;
/// Of the pairs with either value, the share that must have both.
const SHARE: f64 = 0.25;
/// How often two values must come together, as a multiple of what chance does: with two values a source, it is twice at most.
const LIFT: f64 = 1.5;
/// By how many standard deviations of chance, squared.
const SURPRISE: f64 = 9.0;

/// For each column, the groups of its values that stand for each other. Pairs of records that agree on a rare value of some
/// other column, the anchor, tell: there they come together far more often than by chance. The anchor that tells most counts.
pub fn find(
    columns: &[FieldId],
    anchors: &[(Vec<FieldId>, Part)],
    records: &Records,
    comparable: &Comparable,
) -> Vec<Vec<Vec<String>>> {
    let mut best: Vec<(u32, Vec<Bond>)> = columns.iter().map(|_| Default::default()).collect();
    for (fields, part) in anchors.iter().filter(|_| !columns.is_empty()) {
        // All records are looked at for it, so this is done once for all columns.
        let entries = rare_entries(fields, *part, records);
        for (column, best) in columns.iter().zip(&mut best).filter(|(column, _)| !fields.contains(column)) {
            let bonds = Met::over(*column, &entries, records, comparable).bonds();
            let told = bonds.iter().map(|bond| bond.pairs).sum();
            if told >= best.0 {
                *best = (told, bonds);
            }
        }
    }
    let named = |bonds| groups(bonds).into_iter().map(|group| texts(&group, records)).collect();
    best.into_iter().map(|(_, bonds)| named(bonds)).collect()
}

/// The values of an anchor that few records have, each with those, in order.
fn rare_entries(anchor: &[FieldId], part: Part, records: &Records) -> Vec<(Symbol, Row)> {
    let thinned = records.rows().div_ceil(ENTRIES).max(1) as u32;
    let rows = (0..records.rows() as Row).flat_map(|row| {
        let values = parts(records, row, anchor, part).filter(move |value| value.0 % thinned == 0);
        values.map(move |value| (value, row))
    });
    let mut entries: Vec<(Symbol, Row)> = rows.collect();
    entries.sort_unstable();
    entries.dedup();
    let is_rare = |run: &&[(Symbol, Row)]| (2..=RARE).contains(&run.len());
    entries.chunk_by(|a, b| a.0 == b.0).filter(is_rare).flatten().copied().collect()
}

/// Two values that stand for each other, and how many pairs have them.
struct Bond {
    values: (Symbol, Symbol),
    pairs: u32,
}

/// How often values met in pairs of records that agree on a rare value of an anchor.
#[derive(Default)]
struct Met {
    pairs: u32,
    /// Pairs that have a value on either side.
    single: HashMap<Symbol, u32, FixedState>,
    both: HashMap<(Symbol, Symbol), u32, FixedState>,
}

impl Met {
    fn over(column: FieldId, entries: &[(Symbol, Row)], records: &Records, comparable: &Comparable) -> Self {
        let mut met = Self::default();
        let value = |row: Row| parts(records, row, &[column], Part::Value).next();
        for run in entries.chunk_by(|a, b| a.0 == b.0) {
            for (place, (_, a)) in run.iter().enumerate() {
                for (_, b) in run.iter().skip(place + 1).filter(|(_, b)| comparable(*a, *b)) {
                    if let (Some(x), Some(y)) = (value(*a), value(*b)) {
                        met.note(x, y);
                    }
                }
            }
        }
        met
    }

    fn note(&mut self, x: Symbol, y: Symbol) {
        self.pairs += 1;
        *self.single.entry(x).or_default() += 1;
        if x != y {
            *self.single.entry(y).or_default() += 1;
            *self.both.entry((x.min(y), x.max(y))).or_default() += 1;
        }
    }

    /// The values that stand for each other, the most frequent first.
    fn bonds(self) -> Vec<Bond> {
        let of = |value: Symbol| f64::from(self.single.get(&value).copied().unwrap_or(0).max(1));
        let is_bond = |(x, y): (Symbol, Symbol), pairs: u32| {
            let (n, x, y) = (f64::from(pairs), of(x), of(y));
            let expected = x * y / f64::from(self.pairs.max(1));
            let is_chance = n < LIFT * expected || (n - expected) * (n - expected) < SURPRISE * expected;
            pairs >= LEAST_PAIRS && n >= SHARE * x.max(y) && !is_chance
        };
        let met = self.both.iter().filter(|(values, pairs)| is_bond(**values, **pairs));
        let mut bonds: Vec<Bond> =
            met.map(|(values, pairs)| Bond { values: *values, pairs: *pairs }).collect();
        bonds.arrange_by_key(|bond| (u32::MAX - bond.pairs, bond.values));
        bonds
    }
}

/// Values that hang together.
fn groups(bonds: Vec<Bond>) -> Vec<Vec<Symbol>> {
    let mut groups: Vec<Vec<Symbol>> = Vec::new();
    for Bond { values: (x, y), .. } in bonds {
        let place = |groups: &[Vec<Symbol>], value| groups.iter().position(|group| group.contains(&value));
        match (place(&groups, x), place(&groups, y)) {
            (None, None) => groups.push(vec![x, y]),
            (Some(one), None) => groups.iter_mut().skip(one).take(1).for_each(|group| group.push(y)),
            (None, Some(one)) => groups.iter_mut().skip(one).take(1).for_each(|group| group.push(x)),
            // Two groups that a weaker bond ties stay two.
            (Some(_), Some(_)) => {}
        }
    }
    groups
}

fn texts(group: &[Symbol], records: &Records) -> Vec<String> {
    let mut texts: Vec<String> = group.iter().map(|value| records.symbols.text(*value).to_owned()).collect();
    texts.arrange();
    texts
}
