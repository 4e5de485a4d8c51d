//! Queries of react-querybuilder, as its user interface stores them, read and written.
//!
//! Format: <https://react-querybuilder.js.org/docs/typescript#rulegrouptype>, operators: its default list.

use serde_json::{Map, Value, json};

use super::unknown_op;
use crate::error::Result;
use crate::expr::ast::{Condition, FieldTest, Literal, Op};
use crate::expr::parse::{Reader, expected, flag, literal_at, object, only, text};
use crate::expr::write;

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
pub(in crate::expr) fn query(reader: &mut Reader, node: &Map<String, Value>) -> Result<Condition> {
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
        return Err(unknown_op(&name, "operator", OPERATORS.iter().map(|(known, _, _)| *known)));
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

/// A condition as a query that react-querybuilder can edit. What it has no operator for stays a node of the canonical
/// form among its rules; [`parse`](crate::expr::parse()) reads both.
///
/// ```
/// use kehu::expr::{parse, to_query};
/// use serde_json::json;
/// let own = json!({"all": [{"not": {"field": "city", "op": "contains", "value": "上海"}}, {"tag": "active"}]});
/// let query = to_query(&parse(&own).unwrap());
/// assert_eq!(query["rules"][0], json!({"field": "city", "operator": "doesNotContain", "value": "上海"}));
/// assert_eq!(parse(&query), parse(&own));
/// ```
pub fn to_query(condition: &Condition) -> Value {
    match group(condition) {
        Some(query) => query,
        None => json!({"combinator": "and", "rules": [rule_of(condition)]}),
    }
}

/// A combination as a group; an empty *any* has no counterpart, for an empty group filters nothing.
fn group(condition: &Condition) -> Option<Value> {
    let (negated, inner) = match condition {
        Condition::Not(part) => (true, part.as_ref()),
        condition => (false, condition),
    };
    let (combinator, parts) = match inner {
        Condition::All(parts) => ("and", parts),
        Condition::Any(parts) if !parts.is_empty() => ("or", parts),
        _ => return None,
    };
    let rules: Vec<Value> = parts.iter().map(rule_of).collect();
    let mut query = json!({"combinator": combinator, "rules": rules});
    if let (true, Some(query)) = (negated, query.as_object_mut()) {
        query.insert("not".to_owned(), Value::from(true));
    }
    Some(query)
}

fn rule_of(condition: &Condition) -> Value {
    group(condition).or_else(|| field_rule(condition)).unwrap_or_else(|| write::to_json(condition))
}

/// A test of a field as a rule, where there is an operator for it.
fn field_rule(condition: &Condition) -> Option<Value> {
    let (negated, test) = match condition {
        Condition::Field(test) => (false, test),
        Condition::Not(part) => match part.as_ref() {
            Condition::Field(test) => (true, test),
            _ => return None,
        },
        _ => return None,
    };
    let (name, ..) = OPERATORS.iter().find(|(_, op, not)| (*op, *not) == (test.op, negated))?;
    let value = write::literal(&test.value).unwrap_or_else(|| Value::from(""));
    test.default.is_none().then(|| json!({"field": test.field, "operator": name, "value": value}))
}
