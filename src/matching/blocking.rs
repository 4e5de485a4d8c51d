//! Blocking keys: what two records must share to be compared at all.

use super::model::{CompiledKey, CompiledRule, Model};
use crate::columns::{FieldId, Key, Row, Symbol};
use crate::normalize::Records;
use crate::schema::ruleset::Part;

/// Most keys a rule gives a record; a remark of a thousand words must not become a thousand keys.
const KEYS_A_RULE: usize = 16;
/// Shortest text worth a key by itself.
const SHORTEST: usize = 2;

/// Makes the blocking keys of records.
#[derive(Debug)]
pub struct BlockingKeys<'a> {
    model: &'a Model,
}

impl<'a> BlockingKeys<'a> {
    /// For the rules of a model.
    pub fn new(model: &'a Model) -> Self {
        Self { model }
    }

    /// The keys of a row, in ascending order. Composed keys are interned in the records' symbols.
    pub fn of(&self, records: &mut Records, row: Row) -> Vec<Key> {
        let mut keys = Vec::new();
        for (number, rule) in self.model.blocking.iter().enumerate() {
            let values = rule_values(rule, records, row);
            keys.extend(values.into_iter().take(KEYS_A_RULE).map(|value| Key { rule: number as u16, value }));
        }
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        keys
    }
}

fn rule_values(rule: &CompiledRule, records: &mut Records, row: Row) -> Vec<Symbol> {
    let CompiledKey { fields, part, chars } = &rule.first;
    let whole: Vec<Symbol> = parts(records, row, fields, *part).collect();
    let is_composed = !rule.and.is_empty();
    let mut values = match (chars, rule.words) {
        (Some(chars), _) => whole.iter().filter_map(|s| cut(records, *s, *chars, is_composed)).collect(),
        (None, true) => {
            whole.iter().take(KEYS_A_RULE).flat_map(|s| words(records, *s, is_composed)).collect()
        }
        (None, false) => whole,
    };
    values.retain(|s| is_composed || records.symbols.text(*s).chars().nth(SHORTEST - 1).is_some());
    for key in &rule.and {
        let mut others: Vec<Symbol> = parts(records, row, &key.fields, key.part).collect();
        if let Some(chars) = key.chars {
            others = others.iter().filter_map(|s| cut(records, *s, chars, true)).collect();
        }
        values.truncate(KEYS_A_RULE);
        others.truncate(KEYS_A_RULE);
        values = joined(records, &values, &others);
    }
    values
}

/// The part of every usable value in the fields of a row.
pub(super) fn parts<'r>(
    records: &'r Records,
    row: Row,
    fields: &'r [FieldId],
    part: Part,
) -> impl Iterator<Item = Symbol> + 'r {
    let values = fields.iter().flat_map(move |field| records.values(records.cell(row, *field)));
    values.filter_map(move |value| value.part(part).present())
}

/// The first characters of a text, or the last ones. A text that is no longer than that is a key only within a composed
/// one: by itself it is what the whole text is.
fn cut(records: &mut Records, symbol: Symbol, chars: i8, is_composed: bool) -> Option<Symbol> {
    let text = records.symbols.text(symbol);
    let (count, keep) = (text.chars().count(), usize::from(chars.unsigned_abs()));
    if count <= keep {
        return is_composed.then_some(symbol);
    }
    let skipped = if chars >= 0 { 0 } else { count - keep };
    let piece: String = text.chars().skip(skipped).take(keep).collect();
    Some(records.symbols.intern(&piece))
}

/// The words of a text. One word alone is what the whole text is.
fn words(records: &mut Records, symbol: Symbol, is_composed: bool) -> Vec<Symbol> {
    let text = records.symbols.text(symbol).to_owned();
    let several = is_composed || text.contains(' ');
    text.split(' ').filter(|_| several).take(KEYS_A_RULE).map(|word| records.symbols.intern(word)).collect()
}

/// Each value together with each other one.
fn joined(records: &mut Records, values: &[Symbol], others: &[Symbol]) -> Vec<Symbol> {
    let mut joined = Vec::with_capacity(values.len() * others.len());
    for value in values {
        for other in others {
            let text = [records.symbols.text(*value), "\u{1f}", records.symbols.text(*other)].concat();
            joined.push(records.symbols.intern(&text));
        }
    }
    joined
}
