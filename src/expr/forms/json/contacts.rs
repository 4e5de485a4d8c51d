//! Reading a test of contacts: `{contacts: {any | all | none: …}}` or `{contacts: {where, count}}`.

use serde_json::{Map, Value};

use super::event::{count, one_of};
use super::parse::{Reader, expected, object, only};
use crate::error::Result;
use crate::expr::tree::ast::{Condition, ContactsTest, Measure, Quantifier};

pub(in crate::expr) fn contacts(reader: &mut Reader, node: &Map<String, Value>) -> Result<Condition> {
    only(node, &["contacts"])?;
    test(reader, node.get("contacts").unwrap_or(&Value::Null)).map_err(|e| e.under("contacts"))
}

fn test(reader: &mut Reader, json: &Value) -> Result<Condition> {
    let node = object(json)?;
    let part = |key: &str| node.get(key).unwrap_or(&Value::Null);
    let key = one_of(node, &["any", "all", "none", "count"])?;
    let quantifier = match key {
        Some("any") => Quantifier::Any,
        Some("all") => Quantifier::All,
        Some("none") => Quantifier::None,
        Some(_) => match count(part("count")).map_err(|e| e.under("count"))? {
            Measure::Count { op, value } => Quantifier::Count { op, value },
            _ => return Err(expected("count", "form/object")),
        },
        None => return Err(expected("", "any, all, none, count")),
    };
    let inner = match quantifier {
        Quantifier::Count { .. } => {
            only(node, &["count", "where"])?;
            "where"
        }
        _ => {
            only(node, &[quantifier.name()])?;
            quantifier.name()
        }
    };
    // All people are counted where nothing is asked of them.
    let condition = match node.get(inner) {
        None => Condition::All(Vec::new()),
        Some(part) => reader.condition(part).map_err(|e| e.under(inner))?,
    };
    Ok(Condition::Contacts(Box::new(ContactsTest { quantifier, condition })))
}
