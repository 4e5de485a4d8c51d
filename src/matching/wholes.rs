//! Columns that say again what another says: the parts of a name beside the whole.

use super::blocking::parts;
use super::model::positions;
use crate::columns::{FieldId, Row};
use crate::normalize::Records;
use crate::schema::FieldKind;
use crate::schema::ruleset::{Comparison, FieldDef, Part};
use crate::text;

/// Rows looked at.
const ROWS: usize = 1_000;
/// Rows that must give both, to tell.
const LEAST_ROWS: usize = 20;
/// Share of the rows with a part in which the whole must be, and contain it.
const CONTAINED: f64 = 0.8;
/// Share of a whole's words that its parts must make up.
const MADE_UP: f64 = 0.6;

/// Takes out the comparisons of what is but a part of another one's name: who has the same full name has the same family
/// name, which is no further evidence. A town within an address stays, for an address is more than its town.
pub fn drop_parts(comparisons: &mut Vec<Comparison>, fields: &[FieldDef], records: &Records) {
    let mut told = Told::read(comparisons, fields, records);
    let mut wholes: Vec<usize> = (0..comparisons.len()).filter(|k| told.is_name(*k)).collect();
    wholes.sort_by_key(|k| std::cmp::Reverse(told.words(*k)));
    for whole in wholes {
        for part in told.parts_of(whole) {
            told.forget(part);
        }
    }
    let mut kept = told.kept.into_iter();
    comparisons.retain(|_| kept.next().unwrap_or(true));
}

/// The words of each comparison in some of the rows.
struct Told<'r> {
    /// By comparison and row; none of those that compare anything but names.
    words: Vec<Vec<Vec<&'r str>>>,
    /// Whether it compares names as they stand, or what nobody described, and is not known to be a part.
    names: Vec<bool>,
    kept: Vec<bool>,
}

impl<'r> Told<'r> {
    fn read(comparisons: &[Comparison], fields: &[FieldDef], records: &'r Records) -> Self {
        let mut told = Self { words: Vec::new(), names: Vec::new(), kept: vec![true; comparisons.len()] };
        for comparison in comparisons {
            let places = positions(fields, &comparison.fields);
            let kind = |place: &FieldId| fields.get(*place).map(|field| field.kind);
            let is_name = comparison.part == Part::Value
                && places
                    .iter()
                    .filter_map(kind)
                    .all(|k| matches!(k, FieldKind::PersonName | FieldKind::Text));
            told.words.push(if is_name { words(records, &places) } else { Vec::new() });
            told.names.push(is_name);
        }
        told
    }

    fn is_name(&self, k: usize) -> bool {
        self.names.get(k).copied().unwrap_or(false)
    }

    fn of(&self, k: usize) -> &[Vec<&'r str>] {
        self.words.get(k).map_or(&[], Vec::as_slice)
    }

    fn words(&self, k: usize) -> usize {
        self.of(k).iter().map(Vec::len).sum()
    }

    fn forget(&mut self, k: usize) {
        for list in [&mut self.names, &mut self.kept] {
            if let Some(slot) = list.get_mut(k) {
                *slot = false;
            }
        }
    }

    /// The comparisons that a whole contains, where they make it up together.
    fn parts_of(&self, whole: usize) -> Vec<usize> {
        if !self.is_name(whole) {
            return Vec::new();
        }
        let others = (0..self.words.len()).filter(|k| *k != whole && self.is_name(*k));
        let parts: Vec<usize> = others.filter(|part| self.contains(whole, *part)).collect();
        if self.made_up(whole, &parts) >= MADE_UP { parts } else { Vec::new() }
    }

    fn contains(&self, whole: usize, part: usize) -> bool {
        let rows = self.of(whole).iter().zip(self.of(part)).filter(|(_, part)| !part.is_empty());
        let (mut contained, mut given) = (0, 0);
        for (whole, part) in rows {
            given += 1;
            contained += usize::from(part.iter().all(|word| whole.contains(word)));
        }
        given >= LEAST_ROWS && contained as f64 >= CONTAINED * given as f64
    }

    /// The share of a whole's words that some parts have.
    fn made_up(&self, whole: usize, parts: &[usize]) -> f64 {
        let (mut found, mut all) = (0, 0);
        for (row, words) in self.of(whole).iter().enumerate() {
            let has =
                |word: &&&str| parts.iter().any(|k| self.of(*k).get(row).is_some_and(|w| w.contains(*word)));
            found += words.iter().filter(has).count();
            all += words.len();
        }
        found as f64 / (all as f64).max(1.0)
    }
}

/// The words of some fields in some of the rows.
fn words<'r>(records: &'r Records, places: &[FieldId]) -> Vec<Vec<&'r str>> {
    let step = records.rows().div_ceil(ROWS).max(1);
    (0..records.rows() as Row).step_by(step).map(|row| words_of(records, row, places)).collect()
}

/// The words of what a row has in some fields; of Chinese each character is one.
fn words_of<'r>(records: &'r Records, row: Row, places: &[FieldId]) -> Vec<&'r str> {
    let values = parts(records, row, places, Part::Value).map(|value| records.symbols.text(value));
    let words = values.flat_map(|value| value.split(' ')).filter(|word| !word.is_empty());
    let pieces = |word: &'r str| {
        let is_han = text::contains_han(word);
        word.split_inclusive(move |_: char| is_han)
    };
    words.flat_map(pieces).collect()
}
