//! Conditions as others write them, one file a format. What has no counterpart here is refused with its path, never left
//! out.

pub(in crate::expr) mod json_rules;
pub(in crate::expr) mod mongrule;
pub(in crate::expr) mod query;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::expr::forms::json::parse::{expected, literal};
use crate::expr::names::nearest::nearest;
use crate::expr::tree::ast::{Condition, FieldTest, Literal, Op};

/// A leaf of a two-valued language: `missing` is the outcome for a customer without a value.
fn leaf(field: &str, op: Op, value: Literal, missing: bool) -> Condition {
    let default = (!matches!(op, Op::Exists | Op::Missing)).then_some(missing);
    Condition::Field(FieldTest { field: field.to_owned(), op, value, default })
}

fn negation(part: Condition) -> Condition {
    Condition::Not(Box::new(part))
}

/// A single value.
fn plain(json: &Value) -> Result<Literal> {
    match json {
        Value::String(_) | Value::Number(_) | Value::Bool(_) => literal(json),
        _ => Err(expected("", "form/value")),
    }
}

/// Several single values.
fn plain_list(json: &Value) -> Result<Vec<Literal>> {
    let items = json.as_array().ok_or_else(|| expected("", "form/list"))?;
    items.iter().enumerate().map(|(i, item)| plain(item).map_err(|e| e.under(&format!("[{i}]")))).collect()
}

fn unknown_op<'a>(name: &str, path: &str, known: impl Iterator<Item = &'a str>) -> Error {
    Error::new("condition/unknown_op", path).with("name", name).with("suggestion", nearest(name, known))
}
