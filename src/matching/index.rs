//! The live index of blocking keys: add, remove, and find who could be the same.

use super::blocking::BlockingKeys;
use super::model::Model;
use crate::columns::{FieldId, Key, Postings, Row};
use crate::normalize::Records;
use crate::schema::ruleset::Part;

/// Which rows share which blocking keys.
#[derive(Clone, Debug, Default)]
pub struct Index {
    postings: Postings,
    /// The keys of each row, so that it can be taken out again.
    keys: Vec<Vec<Key>>,
}

impl Index {
    /// Adds a row. Returns the rows whose candidates change because a key of theirs becomes generic.
    pub fn insert(&mut self, model: &Model, records: &mut Records, row: Row) -> Vec<Row> {
        let keys = BlockingKeys::new(model).of(records, row);
        let mut turned = Vec::new();
        for key in &keys {
            if self.postings.insert(*key, row) == model.generic_above + 1 {
                turned.extend(self.postings.rows(*key).iter().filter(|other| **other != row));
            }
        }
        let slot = row as usize;
        if self.keys.len() <= slot {
            self.keys.resize(slot + 1, Vec::new());
        }
        if let Some(place) = self.keys.get_mut(slot) {
            *place = keys;
        }
        turned
    }

    /// Takes a row out. Returns the rows whose candidates change because a key of theirs is generic no more.
    pub fn remove(&mut self, model: &Model, row: Row) -> Vec<Row> {
        let keys = self.keys.get_mut(row as usize).map(std::mem::take).unwrap_or_default();
        let mut turned = Vec::new();
        for key in keys {
            if self.postings.remove(key, row) == model.generic_above + 1 {
                turned.extend(self.postings.rows(key));
            }
        }
        turned
    }

    /// The rows that share a key with `row`, generic keys aside, in ascending order and without `row` itself.
    pub fn candidates(&self, model: &Model, row: Row) -> Vec<Row> {
        self.sharing(model, self.keys.get(row as usize).map_or(&[], Vec::as_slice), row)
    }

    /// The rows that have one of `keys`, generic keys aside, in ascending order and without `row`.
    pub fn sharing(&self, model: &Model, keys: &[Key], row: Row) -> Vec<Row> {
        let lists = keys.iter().map(|key| self.postings.rows(*key)).filter(|list| list.len() <= model.generic_above);
        let mut rows: Vec<Row> = lists.flatten().copied().filter(|other| *other != row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Whether so many rows share a key that it says nothing.
    pub fn is_generic(&self, model: &Model, key: Key) -> bool {
        self.postings.rows(key).len() > model.generic_above
    }

    /// The blocking rule whose keys are the values of one field, so that a value leads to its rows, with the part that
    /// is the key.
    pub fn rule_of_field(model: &Model, field: FieldId) -> Option<(u16, Part)> {
        let simple = |rule: &&(usize, &super::model::CompiledRule)| {
            let (_, rule) = rule;
            rule.fields.contains(&field) && rule.chars.is_none() && !rule.words && rule.and.is_none()
        };
        model.blocking.iter().enumerate().find(|entry| simple(&entry)).map(|(i, rule)| (i as u16, rule.part))
    }

    /// The rows of a key.
    pub fn rows(&self, key: Key) -> &[Row] {
        self.postings.rows(key)
    }

    /// The keys that are generic, with how many rows share them, most common first.
    pub fn generic(&self, model: &Model) -> Vec<(Key, usize)> {
        self.postings.longer_than(model.generic_above)
    }
}
