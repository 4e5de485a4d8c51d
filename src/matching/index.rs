//! The live index of blocking keys: add, remove, and find who could be the same.

use super::blocking::BlockingKeys;
use super::model::Model;
use crate::columns::{FieldId, Key, Lists, Postings, Row};
use crate::normalize::Records;
use crate::schema::ruleset::Part;
use crate::sort::Arrange;

/// Which rows share which blocking keys.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) postings: Postings,
    /// Where the keys of each row are, in the order of the keys, so that it can be taken out again.
    pub(super) places: Lists<u32>,
}

/// A row that a blocking rule proposes for comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate(u64);

impl Candidate {
    fn new(row: Row, rule: u16) -> Self {
        Self(u64::from(row) << u16::BITS | u64::from(rule))
    }

    /// The row.
    pub fn row(self) -> Row {
        (self.0 >> u16::BITS) as Row
    }

    /// The number of the rule.
    pub fn rule(self) -> u16 {
        self.0 as u16
    }
}

impl Index {
    /// Adds a row, or enters it anew after its fields changed. Returns the rows whose candidates change because a key of
    /// theirs becomes generic, or ceases to be.
    pub fn insert(&mut self, model: &Model, records: &Records, row: Row) -> Vec<Row> {
        let keys = BlockingKeys::new(model).of(records, row);
        let before = self.take_places(row);
        let known: Vec<Key> = before.iter().map(|place| self.postings.key_at(*place)).collect();
        let mut turned = Vec::new();
        for (place, _) in before.iter().zip(&known).filter(|(_, key)| keys.binary_search(key).is_err()) {
            self.leave(model, *place, row, &mut turned);
        }
        // All are sought before any is entered, so that what is far away in memory is fetched for several at a time.
        let sought: Vec<Option<u32>> = keys.iter().map(|key| self.postings.place(*key)).collect();
        let mut places = Vec::with_capacity(keys.len());
        for (key, place) in keys.into_iter().zip(sought) {
            let own = place.filter(|_| known.binary_search(&key).is_ok());
            places.push(own.unwrap_or_else(|| self.enter(model, (key, place), row, &mut turned)));
        }
        self.places.grow(row as usize + 1);
        self.places.set(row as usize, &places);
        turned
    }

    /// Takes a row out. Of many rows the last should go first: then nothing has to move.
    pub fn remove(&mut self, row: Row) {
        for place in self.take_places(row) {
            self.postings.remove(place, row);
        }
    }

    /// Takes a row out for good. Returns the rows whose candidates change because a key of theirs ceases to be generic.
    pub fn withdraw(&mut self, model: &Model, row: Row) -> Vec<Row> {
        let mut turned = Vec::new();
        for place in self.take_places(row) {
            self.leave(model, place, row, &mut turned);
        }
        turned
    }

    /// The keys of a row, ascending.
    pub fn keys(&self, row: Row) -> impl Iterator<Item = Key> {
        self.places.get(row as usize).iter().map(|place| self.postings.key_at(*place))
    }

    fn take_places(&mut self, row: Row) -> Vec<u32> {
        let places = self.places.get(row as usize).to_vec();
        self.places.set(row as usize, &[]);
        places
    }

    fn enter(&mut self, model: &Model, key: (Key, Option<u32>), row: Row, turned: &mut Vec<Row>) -> u32 {
        let (place, length) = self.postings.insert(key, row);
        if length == model.most_sharing(key.0.rule) + 1 {
            turned.extend(self.postings.at(place).1.iter().filter(|other| **other != row));
        }
        place
    }

    fn leave(&mut self, model: &Model, place: u32, row: Row, turned: &mut Vec<Row>) {
        let key = self.postings.key_at(place);
        if self.postings.remove(place, row) == model.most_sharing(key.rule) + 1 {
            turned.extend(self.postings.at(place).1);
        }
    }

    /// Finds the rows before `end` that share a key with `row`, generic keys aside: in ascending order, one candidate for
    /// each rule by which they do.
    pub fn candidates_before(&self, model: &Model, row: Row, end: Row, found: &mut Vec<Candidate>) {
        let lists = &mut self.places.get(row as usize).iter().map(|place| self.postings.at(*place));
        collect(model, lists, end, found);
        found.retain(|candidate| candidate.row() != row);
    }

    /// The rows that have one of `keys`, generic keys aside, in ascending order and without `row`.
    pub fn sharing(&self, model: &Model, keys: &[Key], row: Row) -> Vec<Row> {
        let mut found = Vec::new();
        collect(model, &mut keys.iter().map(|key| (*key, self.postings.rows(*key))), Row::MAX, &mut found);
        let mut rows: Vec<Row> = found.iter().map(|candidate| candidate.row()).collect();
        rows.dedup();
        rows.retain(|other| *other != row);
        rows
    }

    /// Rows in an order in which those that share keys stand together, so that who compares one after the other finds at hand
    /// what the last comparisons have read. Each row stands by its key of the rule by which most rows meet.
    pub fn together(&self, model: &Model, rows: &[Row]) -> Vec<Row> {
        let mut meeting = vec![0; model.blocking.len()];
        for (key, rows) in self.postings.iter() {
            let says_something = rows.len() > 1 && rows.len() <= model.most_sharing(key.rule);
            if let Some(count) = meeting.get_mut(usize::from(key.rule)).filter(|_| says_something) {
                *count += rows.len();
            }
        }
        let mut rules: Vec<usize> = (0..meeting.len()).collect();
        rules.arrange_by_key(|rule| std::cmp::Reverse(meeting.get(*rule).copied()));
        let rank = |key: Key| rules.iter().position(|rule| *rule == usize::from(key.rule));
        let mut firsts = vec![(usize::MAX, Key::default()); self.places.len()];
        for (key, rows) in self.postings.iter() {
            let Some(rank) = rank(key) else { continue };
            for row in rows {
                firsts
                    .get_mut(*row as usize)
                    .into_iter()
                    .for_each(|first| *first = (*first).min((rank, key)));
            }
        }
        let first_key = |row: Row| firsts.get(row as usize).map(|(_, key)| *key).unwrap_or_default();
        let mut order: Vec<(Key, Row)> = rows.iter().map(|row| (first_key(*row), *row)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, row)| row).collect()
    }

    /// Whether so many rows share a key that it says nothing.
    pub fn is_generic(&self, model: &Model, key: Key) -> bool {
        self.postings.rows(key).len() > model.most_sharing(key.rule)
    }

    /// The blocking rule whose keys are the values of one field, so that a value leads to its rows, with the part that
    /// is the key.
    pub fn rule_of_field(model: &Model, field: FieldId) -> Option<(u16, Part)> {
        let leads =
            |rule: &super::model::CompiledRule| rule.first.fields.contains(&field) && rule.is_simple();
        let (place, rule) = model.blocking.iter().enumerate().find(|(_, rule)| leads(rule))?;
        Some((place as u16, rule.first.part))
    }

    /// The rows of a key.
    pub fn rows(&self, key: Key) -> &[Row] {
        self.postings.rows(key)
    }

    /// The keys that are generic, with how many rows share them, most common first.
    pub fn generic(&self, model: &Model) -> Vec<(Key, usize)> {
        self.postings.longer_than(&|rule| model.most_sharing(rule))
    }
}

/// The candidates before `end` in the lists of some keys, generic keys aside.
fn collect(
    model: &Model,
    lists: &mut dyn Iterator<Item = (Key, &[Row])>,
    end: Row,
    found: &mut Vec<Candidate>,
) {
    found.clear();
    for (key, list) in lists {
        if list.len() <= model.most_sharing(key.rule) {
            let rows = list.iter().take_while(|row| **row < end);
            found.extend(rows.map(|row| Candidate::new(*row, key.rule)));
        }
    }
    found.sort_unstable();
    found.dedup();
}
