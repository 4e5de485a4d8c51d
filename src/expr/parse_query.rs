//! Reading a query of react-querybuilder, as its user interface stores it.
//!
//! Format: <https://react-querybuilder.js.org/docs/typescript#rulegrouptype>, operators: its default list.

use serde_json::{Map, Value};

use super::ast::{Condition, FieldTest, Literal, Op};
use super::nearest::nearest;
use super::parse::{Reader, expected, flag, literal_at, object, only, text};
use crate::error::{Error, Result};

/// What the user interface keeps on every node and conditions have no use for.
const DECOR: [&str; 4] = ["id", "path", "level", "disabled"];

/// Their operator, ours, and whether it is ours negated.
const OPERATORS: [(&str, Op, bool); 18] = [
    ("=", Op::Equals, false),
    ("!=", Op::NotEquals, false),
    ("<", Op::Lt, false),
    ("<=", Op::Lte, false),
    (">", Op::Gt, false),
    (">=", Op::Gte, false),
    ("contains", Op::Contains, false),
    ("beginsWith", Op::StartsWith, false),
    ("endsWith", Op::EndsWith, false),
    ("doesNotContain", Op::Contains, true),
    ("doesNotBeginWith", Op::StartsWith, true),
    ("doesNotEndWith", Op::EndsWith, true),
    ("null", Op::Missing, false),
    ("notNull", Op::Exists, false),
    ("in", Op::In, false),
    ("notIn", Op::NotIn, false),
    ("between", Op::Between, false),
    ("notBetween", Op::Between, true),
];

/// Reads a group; a rule without `operator` is a canonical condition.
pub(super) fn query(reader: &mut Reader, node: &Map<String, Value>) -> Result<Condition> {
    only(node, &[&["combinator", "rules", "not"], &DECOR[..]].concat())?;
    let rules = node.get("rules").and_then(Value::as_array).ok_or_else(|| expected("rules", "array"))?;
    let mut parts = Vec::with_capacity(rules.len());
    for (i, part) in rules.iter().enumerate() {
        if !is_disabled(part) {
            parts.push(rule(reader, part).map_err(|e| e.under(&format!("rules[{i}]")))?);
        }
    }
    let group = match text(node, "combinator")?.as_str() {
        "and" => Condition::All(parts),
        // An empty group filters nothing, whatever its combinator.
        "or" if parts.is_empty() => Condition::All(parts),
        "or" => Condition::Any(parts),
        _ => return Err(expected("combinator", "and, or")),
    };
    Ok(negate_if(flag(node, "not")?.unwrap_or(false), group))
}

fn is_disabled(part: &Value) -> bool {
    part.get("disabled").and_then(Value::as_bool).unwrap_or(false)
}

fn rule(reader: &mut Reader, json: &Value) -> Result<Condition> {
    let node = object(json)?;
    if !node.contains_key("operator") {
        return reader.condition(json);
    }
    reader.count()?;
    only(node, &[&["field", "operator", "value", "valueSource"], &DECOR[..]].concat())?;
    if node.get("valueSource").is_some_and(|source| source != "value") {
        return Err(expected("valueSource", "value"));
    }
    let name = text(node, "operator")?;
    let Some(&(_, op, negated)) = OPERATORS.iter().find(|(known, _, _)| *known == name) else {
        let suggestion = nearest(&name, OPERATORS.iter().map(|(known, _, _)| *known));
        return Err(Error::new("condition/unknown_op", "operator")
            .with("name", name)
            .with("suggestion", suggestion));
    };
    let value = value(node, op)?;
    Ok(negate_if(
        negated,
        Condition::Field(FieldTest { field: text(node, "field")?, op, value, default: None }),
    ))
}

fn negate_if(negated: bool, condition: Condition) -> Condition {
    if negated { Condition::Not(Box::new(condition)) } else { condition }
}

/// The value; several may be joined with commas, and those that test for a value carry an idle one.
fn value(node: &Map<String, Value>, op: Op) -> Result<Literal> {
    let several = matches!(op, Op::In | Op::NotIn | Op::Between);
    match literal_at(node, "value")? {
        _ if matches!(op, Op::Exists | Op::Missing) => Ok(Literal::None),
        Literal::Text(joined) if several => {
            Ok(Literal::List(joined.split(',').map(|part| Literal::Text(part.trim().to_owned())).collect()))
        }
        value => Ok(value),
    }
}
