//! Queries of react-querybuilder, as its user interface stores them, read and written.
//!
//! Format: <https://react-querybuilder.js.org/docs/typescript#rulegrouptype>, operators: its default list.

use serde_json::{Map, Value, json};

use super::unknown_op;
use crate::error::{Error, Result};
use crate::expr::forms::json::parse::{Reader, expected, flag, literal_at, object, only, text};
use crate::expr::forms::json::write;
use crate::expr::tree::ast::{Condition, FieldTest, Literal, Op};

/// What the user interface keeps on every node and conditions have no use for; what is disabled there cannot be edited, but
/// counts. `muted` is looked at beforehand.
const DECOR: [&str; 5] = ["id", "path", "level", "disabled", "muted"];

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
    let rules = node.get("rules").and_then(Value::as_array).ok_or_else(|| expected("rules", "form/list"))?;
    if is_muted(node.get("muted")) {
        return Ok(Condition::All(Vec::new()));
    }
    let group = if node.contains_key("combinator") {
        let parts = parts(reader, rules)?;
        match text(node, "combinator")?.as_str() {
            "and" => Condition::All(parts),
            "or" if parts.is_empty() => Condition::All(parts),
            "or" => Condition::Any(parts),
            _ => return Err(expected("combinator", "and, or")),
        }
    } else {
        independent(reader, rules)?
    };
    // An empty group filters nothing, whatever its combinator, and negated as well.
    let negated = flag(node, "not")?.unwrap_or(false) && group != Condition::All(Vec::new());
    Ok(negate_if(negated, group))
}

fn is_muted(muted: Option<&Value>) -> bool {
    muted.and_then(Value::as_bool).unwrap_or(false)
}

/// The rules that count.
fn parts(reader: &mut Reader, rules: &[Value]) -> Result<Vec<Condition>> {
    let mut parts = Vec::with_capacity(rules.len());
    for (i, part) in rules.iter().enumerate().filter(|(_, part)| !is_muted(part.get("muted"))) {
        parts.push(rule(reader, part).map_err(|e| e.under(&format!("rules[{i}]")))?);
    }
    Ok(parts)
}

/// Rules with a combinator of its own between each two. `and` binds more tightly than `or`, as in SQL.
fn independent(reader: &mut Reader, rules: &[Value]) -> Result<Condition> {
    let mut groups = vec![Vec::new()];
    for (i, part) in rules.iter().enumerate() {
        let under = |e: Error| e.under(&format!("rules[{i}]"));
        match (i % 2, part.as_str()) {
            (0, _) => groups.last_mut().into_iter().try_for_each(|group| {
                group.push(rule(reader, part).map_err(under)?);
                Ok::<(), Error>(())
            })?,
            (_, Some("and")) if i + 1 < rules.len() => {}
            (_, Some("or")) if i + 1 < rules.len() => groups.push(Vec::new()),
            _ => return Err(under(expected("", "and, or"))),
        }
    }
    let mut groups: Vec<Condition> = groups.into_iter().map(Condition::All).collect();
    Ok(if groups.len() > 1 {
        Condition::Any(groups)
    } else {
        groups.pop().unwrap_or(Condition::All(Vec::new()))
    })
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
            let parts = joined.split(',').map(str::trim).filter(|part| !part.is_empty());
            some(Literal::List(parts.map(|part| Literal::Text(part.to_owned())).collect()))
        }
        value if several => some(value),
        value => Ok(value),
    }
}

/// Several values. The package leaves a rule without any out; what is incomplete is told here.
fn some(value: Literal) -> Result<Literal> {
    if value == Literal::List(Vec::new()) { Err(expected("value", "form/list")) } else { Ok(value) }
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
        Condition::All(parts) if parts.is_empty() && negated => return None,
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
