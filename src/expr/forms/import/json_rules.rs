//! Reading the conditions of a rule of json-rules-engine.
//!
//! Format: <https://github.com/CacheControl/json-rules-engine/blob/master/docs/rules.md>. It is two-valued: an undefined
//! fact fails a comparison and passes a negated one, as with `allowUndefinedFacts`.

use serde_json::{Map, Value};

use super::{leaf, negation, plain, plain_list, unknown_op};
use crate::error::Result;
use crate::expr::forms::json::parse::{Reader, expected, object, only, text};
use crate::expr::tree::ast::{Condition, Literal, Op};

/// Their operator, ours, and its outcome for an undefined fact.
const OPERATORS: [(&str, Op, bool); 10] = [
    ("equal", Op::Equals, false),
    ("notEqual", Op::NotEquals, true),
    ("lessThan", Op::Lt, false),
    ("lessThanInclusive", Op::Lte, false),
    ("greaterThan", Op::Gt, false),
    ("greaterThanInclusive", Op::Gte, false),
    ("in", Op::In, false),
    ("notIn", Op::NotIn, true),
    ("contains", Op::Contains, false),
    ("doesNotContain", Op::Contains, false),
];

/// What says nothing of when the condition holds.
const DECOR: [&str; 3] = ["name", "priority", "id"];

pub(in crate::expr) fn condition(reader: &mut Reader, json: &Value) -> Result<Condition> {
    reader.nested(|reader| {
        let node = object(json)?;
        let group = ["all", "any", "not"].into_iter().find(|key| node.contains_key(*key));
        let Some(key) = group else { return fact(node) };
        only(node, &[&[key], &DECOR[..]].concat())?;
        let parts = node.get(key).unwrap_or(&Value::Null);
        match key {
            "not" => condition(reader, parts).map(negation).map_err(|e| e.under(key)),
            "all" => list(reader, parts, key).map(Condition::All),
            _ => list(reader, parts, key).map(Condition::Any),
        }
    })
}

fn list(reader: &mut Reader, json: &Value, key: &str) -> Result<Vec<Condition>> {
    let parts = json.as_array().ok_or_else(|| expected(key, "form/list"))?;
    let each = |(i, part)| condition(reader, part).map_err(|e| e.under(&format!("{key}[{i}]")));
    parts.iter().enumerate().map(each).collect()
}

fn fact(node: &Map<String, Value>) -> Result<Condition> {
    only(node, &[&["fact", "operator", "value"], &DECOR[..]].concat())?;
    let (field, name) = (text(node, "fact")?, text(node, "operator")?);
    let Some(&(_, op, missing)) = OPERATORS.iter().find(|(known, _, _)| *known == name) else {
        return Err(unknown_op(&name, "operator", OPERATORS.iter().map(|(known, _, _)| *known)));
    };
    let value = node.get("value").unwrap_or(&Value::Null);
    let value = match op {
        Op::In | Op::NotIn => plain_list(value).map(Literal::List),
        _ => plain(value),
    };
    let test = leaf(&field, op, value.map_err(|e| e.under("value"))?, missing);
    if name != "doesNotContain" {
        return Ok(test);
    }
    // Neither does an undefined fact contain a value, nor does it pass the test that it does not.
    let known = leaf(&field, Op::Exists, Literal::None, false);
    Ok(Condition::All(vec![known, negation(test)]))
}
