//! Reading a targeting condition of GrowthBook (“mongrule”), which looks like a query of MongoDB.
//!
//! Format: <https://docs.growthbook.io/lib/build-your-own#conditions>. It is two-valued: an absent attribute fails a test and
//! passes a negated one, but is compared with numbers as JavaScript compares its `null`, as 0.

use serde_json::{Map, Value};

use super::{leaf, negation, plain, plain_list, unknown_op};
use crate::error::Result;
use crate::expr::forms::json::parse::{Reader, expected, object};
use crate::expr::tree::ast::{Condition, Literal, Op};
use crate::expr::tree::number::Number;

/// Their comparison, ours, and its outcome for an absent attribute.
const COMPARISONS: [(&str, Op, bool); 8] = [
    ("$eq", Op::Equals, false),
    ("$ne", Op::NotEquals, true),
    ("$lt", Op::Lt, false),
    ("$lte", Op::Lte, false),
    ("$gt", Op::Gt, false),
    ("$gte", Op::Gte, false),
    ("$in", Op::In, false),
    ("$nin", Op::NotIn, true),
];
/// What else can be said of an attribute.
const OTHERS: [&str; 5] = ["$exists", "$not", "$all", "$elemMatch", "$regexi"];
/// What combines conditions; whatever else begins so is no attribute.
const GROUPS: [&str; 4] = ["$and", "$or", "$nor", "$not"];

pub(in crate::expr) fn condition(reader: &mut Reader, json: &Value) -> Result<Condition> {
    reader.nested(|reader| {
        let parts =
            object(json)?.iter().map(|(key, value)| part(reader, key, value).map_err(|e| e.under(key)));
        Ok(together(parts.collect::<Result<_>>()?))
    })
}

/// All parts; one alone stands for itself.
fn together(mut parts: Vec<Condition>) -> Condition {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => Condition::All(parts.into_iter().chain(last).collect()),
    }
}

fn part(reader: &mut Reader, key: &str, value: &Value) -> Result<Condition> {
    match key {
        "$and" => list(reader, value).map(Condition::All),
        "$or" => either(reader, value),
        "$nor" => either(reader, value).map(negation),
        "$not" => condition(reader, value).map(negation),
        _ if key.starts_with('$') => Err(unknown_op(key, "", GROUPS.into_iter())),
        field => attribute(reader, field, value),
    }
}

fn list(reader: &mut Reader, json: &Value) -> Result<Vec<Condition>> {
    let parts = json.as_array().ok_or_else(|| expected("", "form/list"))?;
    let each = |(i, part)| condition(reader, part).map_err(|e| e.under(&format!("[{i}]")));
    parts.iter().enumerate().map(each).collect()
}

/// At least one part; without parts it holds, unlike ours.
fn either(reader: &mut Reader, json: &Value) -> Result<Condition> {
    let parts = list(reader, json)?;
    Ok(if parts.is_empty() { Condition::All(parts) } else { Condition::Any(parts) })
}

fn attribute(reader: &mut Reader, field: &str, json: &Value) -> Result<Condition> {
    reader.count()?;
    match json {
        Value::Null => Ok(leaf(field, Op::Missing, Literal::None, false)),
        Value::Object(tests) => tested(reader, field, tests),
        value => {
            let value = plain(value)?;
            // Written without an operator a value is compared as JavaScript converts it.
            let missing = match &value {
                Literal::Number(number) => number.raw() == 0,
                Literal::Text(text) => text == "null",
                _ => false,
            };
            Ok(leaf(field, Op::Equals, value, missing))
        }
    }
}

fn tested(reader: &mut Reader, field: &str, tests: &Map<String, Value>) -> Result<Condition> {
    if tests.is_empty() {
        return Err(expected("", "form/operator"));
    }
    let each = tests.iter().map(|(op, value)| test(reader, field, op, value).map_err(|e| e.under(op)));
    Ok(together(each.collect::<Result<_>>()?))
}

fn test(reader: &mut Reader, field: &str, op: &str, value: &Value) -> Result<Condition> {
    if let Some(&(_, op, missing)) = COMPARISONS.iter().find(|(known, _, _)| *known == op) {
        return compared(field, op, value, missing);
    }
    let contains = |value| leaf(field, Op::Contains, value, false);
    match op {
        "$exists" => {
            let op = if value.as_bool() == Some(false) { Op::Missing } else { Op::Exists };
            Ok(leaf(field, op, Literal::None, false))
        }
        "$not" => reader.nested(|reader| attribute(reader, field, value)).map(negation),
        "$all" => {
            let all: Vec<Condition> = plain_list(value)?.into_iter().map(contains).collect();
            // Of nothing each list has all, but there must be one.
            Ok(if all.is_empty() {
                leaf(field, Op::Exists, Literal::None, false)
            } else {
                Condition::All(all)
            })
        }
        "$elemMatch" => element(field, object(value)?),
        "$regexi" => pattern(field, value.as_str().ok_or_else(|| expected("", "form/text"))?),
        _ => Err(unknown_op(op, "", COMPARISONS.iter().map(|(known, _, _)| *known).chain(OTHERS))),
    }
}

fn compared(field: &str, op: Op, value: &Value, missing: bool) -> Result<Condition> {
    Ok(match (op, value) {
        (Op::Equals, Value::Null) => leaf(field, Op::Missing, Literal::None, false),
        (Op::NotEquals, Value::Null) => leaf(field, Op::Exists, Literal::None, false),
        (Op::In | Op::NotIn, Value::Array(items)) if items.contains(&Value::Null) => {
            let rest = items.iter().filter(|item| !item.is_null()).cloned().collect();
            leaf(field, op, Literal::List(plain_list(&Value::Array(rest))?), !missing)
        }
        (Op::In | Op::NotIn, list) => leaf(field, op, Literal::List(plain_list(list)?), missing),
        (Op::Equals | Op::NotEquals, value) => leaf(field, op, plain(value)?, missing),
        (op, value) => {
            let value = plain(value)?;
            let missing = compares_zero(op, &value);
            leaf(field, op, value, missing)
        }
    })
}

/// Whether 0 passes the comparison with a number.
fn compares_zero(op: Op, value: &Literal) -> bool {
    let number = match value {
        Literal::Number(number) => Some(*number),
        Literal::Text(text) => Number::parse(text),
        _ => None,
    };
    number.is_some_and(|number| match op {
        Op::Lt => number.raw() > 0,
        Op::Lte => number.raw() >= 0,
        Op::Gt => number.raw() < 0,
        _ => number.raw() <= 0,
    })
}

/// That one of several values is this, or one of these.
fn element(field: &str, test: &Map<String, Value>) -> Result<Condition> {
    let contains = |value| leaf(field, Op::Contains, value, false);
    match (test.get("$eq"), test.get("$in"), test.len()) {
        (Some(value), None, 1) => Ok(contains(plain(value)?)),
        (None, Some(values), 1) => {
            Ok(Condition::Any(plain_list(values)?.into_iter().map(contains).collect()))
        }
        _ => Err(expected("", "$eq, $in")),
    }
}

/// A pattern that only says where a text begins, ends or contains another.
fn pattern(field: &str, pattern: &str) -> Result<Condition> {
    let (start, rest) = pattern.strip_prefix('^').map_or((false, pattern), |rest| (true, rest));
    let (end, text) = rest.strip_suffix('$').map_or((false, rest), |rest| (true, rest));
    let is_plain = !text.is_empty()
        && !text.contains(['\\', '^', '$', '.', '|', '?', '*', '+', '(', ')', '[', ']', '{', '}']);
    let op = match (start, end) {
        (false, false) => Op::Contains,
        (true, false) => Op::StartsWith,
        (false, true) => Op::EndsWith,
        (true, true) => return Err(expected("", "^abc, abc$, abc")),
    };
    if !is_plain {
        return Err(expected("", "^abc, abc$, abc"));
    }
    Ok(leaf(field, op, Literal::Text(text.to_owned()), false))
}
