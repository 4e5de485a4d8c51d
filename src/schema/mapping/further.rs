//! Columns that hold a further number or mail address of the one whom another column's is: 手机2, 备用电话, 手机 once more,
//! 手机号码 beside 手机.

use super::header::numbered;
use super::{Candidate, Known, Shape, confidence};
use crate::schema::FieldKind;

/// How a column stands to those of its kind.
pub(super) enum Turn<'k> {
    /// It is the first, of that key.
    First(&'k str),
    /// It shares the field of the first, by the field's place and its key.
    Further(usize, &'k str),
    /// It belongs to another person, whom a column of that number names: 姓名2.
    Another,
}

impl Turn<'_> {
    /// The turns of the columns with these keys.
    pub(super) fn of_all<'k>(fields: &[Known], keys: &'k [String]) -> Vec<Turn<'k>> {
        let numbers = counted(fields, keys);
        let is_person = |number: usize| {
            numbers
                .iter()
                .any(|(name, its)| *its == number && named(fields, name, &[FieldKind::PersonName]).is_some())
        };
        let turn = |(key, (name, number)): (&'k String, &(&'k str, usize))| {
            if *number == 1 {
                return Turn::First(first(fields, key, name));
            }
            match reached(fields, name) {
                None => Turn::First(key),
                Some(_) if is_person(*number) => Turn::Another,
                Some(place) => Turn::Further(place, name),
            }
        };
        keys.iter().zip(&numbers).map(turn).collect()
    }

    /// The field that a further column shares.
    pub(super) fn candidate(&self, fields: &[Known], shape: &Shape) -> Option<Candidate> {
        let Turn::Further(place, key) = self else { return None };
        Some((*place, confidence(fields.get(*place)?, key, "", true, shape)))
    }
}

/// What columns are called, and which of that name each is: by its sign, or by how many stand before it that have the name
/// or are of its field.
fn counted<'k>(fields: &[Known], keys: &'k [String]) -> Vec<(&'k str, usize)> {
    let mut counted: Vec<(&str, usize)> = Vec::with_capacity(keys.len());
    for key in keys {
        let (name, number) = numbered(key);
        let place = reached(fields, name);
        let is_alike =
            |known: &str| known == name || place.is_some_and(|place| reached(fields, known) == Some(place));
        let before = counted.iter().filter(|(known, _)| number == 1 && is_alike(known)).count();
        counted.push((name, number + before));
    }
    counted
}

/// The field of numbers or mail addresses that a key names.
fn reached(fields: &[Known], key: &str) -> Option<usize> {
    named(fields, key, &[FieldKind::Phone, FieldKind::Email])
}

/// The key by which a first column is known: without its number, or without 地址 before a part of an address (地址-省).
fn first<'k>(fields: &[Known], key: &'k str, name: &'k str) -> &'k str {
    let is_known = |key: &str| named(fields, key, &FieldKind::ALL).is_some();
    let place = key.strip_prefix("地址").filter(|place| named(fields, place, &[FieldKind::Region]).is_some());
    if is_known(key) { key } else { place.unwrap_or(name) }
}

/// The field of one of the kinds that a key names.
fn named(fields: &[Known], key: &str, kinds: &[FieldKind]) -> Option<usize> {
    fields
        .iter()
        .position(|(field, names)| kinds.contains(&field.kind) && names.iter().any(|name| name == key))
}
