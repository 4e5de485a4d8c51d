//! Reading a sequence: `{sequence: [{event, where, gap, same | other}, …], within | between | ever}`.

use serde_json::{Map, Value};

use super::event::{one_of, period_at, what, window};
use super::parse::{Reader, expected, object, only, text};
use crate::error::Result;
use crate::expr::tree::ast::{Bond, Condition, SequenceTest, Step};

/// How many steps a sequence may have.
const MOST_STEPS: usize = 20;

pub(in crate::expr) fn sequence(reader: &mut Reader, node: &Map<String, Value>) -> Result<Condition> {
    only(node, &["sequence", "within", "not_within", "between", "since", "ever"])?;
    let steps = node.get("sequence").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if !(2..=MOST_STEPS).contains(&steps.len()) {
        return Err(expected("sequence", "form/steps").with("most", MOST_STEPS));
    }
    let each = |(i, part)| step(reader, part, i).map_err(|e| e.under(&format!("sequence[{i}]")));
    let steps = steps.iter().enumerate().map(each).collect::<Result<_>>()?;
    Ok(Condition::Sequence(Box::new(SequenceTest { steps, window: window(node)? })))
}

fn step(reader: &mut Reader, json: &Value, place: usize) -> Result<Step> {
    reader.count()?;
    let node = object(json)?;
    // Before the first step there is none that it could follow.
    let keys = ["event", "where", "gap", "same", "other"];
    only(node, if place == 0 { &keys[..2] } else { &keys })?;
    let (events, filter) = what(reader, node)?;
    let gap = node.contains_key("gap").then(|| period_at(node, "gap")).transpose()?;
    let bond = |key| Ok(Bond { same: key == "same", property: text(node, key)? });
    let bond = one_of(node, &["same", "other"])?.map(bond).transpose()?;
    Ok(Step { events, filter, gap, bond })
}
