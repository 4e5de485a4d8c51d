//! Blocking keys: what two records must share to be compared at all.

use super::model::{CompiledRule, Model};
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
    let whole = parts(records, row, &rule.fields, rule.part);
    let mut values = match (rule.chars, rule.words) {
        (Some(chars), _) => whole.iter().filter_map(|s| cut(records, *s, chars)).collect(),
        (None, true) => whole.iter().flat_map(|s| words(records, *s)).collect(),
        (None, false) => whole,
    };
    values.retain(|s| records.symbols.text(*s).chars().nth(SHORTEST - 1).is_some());
    match rule.and {
        Some(field) => with(records, row, &values, field),
        None => values,
    }
}

/// The part of every usable value in the fields of a row.
fn parts(records: &Records, row: Row, fields: &[FieldId], part: Part) -> Vec<Symbol> {
    let values = fields.iter().flat_map(|field| records.values(records.cell(row, *field)));
    values.filter_map(|value| value.part(part).present()).collect()
}

/// The first characters of a text, or the last ones; nothing when the text is not longer than that.
fn cut(records: &mut Records, symbol: Symbol, chars: i8) -> Option<Symbol> {
    let text: Vec<char> = records.symbols.text(symbol).chars().collect();
    let keep = usize::from(chars.unsigned_abs());
    let rest = text.len().checked_sub(keep).filter(|rest| *rest > 0)?;
    let piece = if chars >= 0 { text.get(..keep) } else { text.get(rest..) };
    Some(records.symbols.intern(&piece?.iter().collect::<String>()))
}

/// The words of a text that has several; one word alone is what the whole text is.
fn words(records: &mut Records, symbol: Symbol) -> Vec<Symbol> {
    let text = records.symbols.text(symbol).to_owned();
    let several = text.contains(' ');
    text.split(' ').filter(|_| several).map(|word| records.symbols.intern(word)).collect()
}

/// Each value together with each value of another field.
fn with(records: &mut Records, row: Row, values: &[Symbol], field: FieldId) -> Vec<Symbol> {
    let others = parts(records, row, &[field], Part::Value);
    let mut joined = Vec::new();
    for value in values {
        for other in &others {
            let text = format!("{}\u{1f}{}", records.symbols.text(*value), records.symbols.text(*other));
            joined.push(records.symbols.intern(&text));
        }
    }
    joined
}
