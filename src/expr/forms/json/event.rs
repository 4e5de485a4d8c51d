//! Reading an event leaf: `{event, where, within | between | ever, count | agg | streak | …}`.

use serde_json::{Map, Value};

use super::parse::{Reader, expected, flag, literal_at, object, only, op, text};
use crate::error::{Error, Result};
use crate::expr::names::nearest::nearest;
use crate::expr::tree::ast::{Condition, EventTest, Function, Literal, Measure, Op, Window};
use crate::expr::tree::number::Number;
use crate::schema::ruleset::{Period, Unit};

const KEYS: [&str; 15] = [
    "event",
    "where",
    "within",
    "not_within",
    "between",
    "since",
    "ever",
    "count",
    "agg",
    "streak",
    "first_time",
    "stopped",
    "restarted",
    "regularly",
    "default",
];

/// The keys that say what is tested.
const MEASURES: [&str; 7] = ["count", "agg", "streak", "first_time", "stopped", "restarted", "regularly"];

/// How many periods a regular activity may be looked for in.
const MOST_PERIODS: u64 = 60;

/// How many units of the calendar a streak may ask for; a hundred years of days.
const LONGEST_STREAK: u64 = 36_525;

pub(in crate::expr) fn event(reader: &mut Reader, node: &Map<String, Value>) -> Result<Condition> {
    only(node, &KEYS)?;
    let (window, measure) = (window(node)?, measure(node)?);
    let own_time = match measure {
        Measure::FirstTime(_) => Some("first_time"),
        Measure::Stopped { .. } => Some("stopped"),
        Measure::Restarted { .. } => Some("restarted"),
        Measure::Regularly { .. } => Some("regularly"),
        _ => None,
    };
    if let (Some(key), true) = (own_time, window != Window::Ever) {
        let keys = format!("within, not_within, between, since, {key}");
        return Err(Error::new("condition/conflict", key).with("keys", keys));
    }
    let (events, filter) = what(reader, node)?;
    Ok(Condition::Event(Box::new(EventTest {
        events,
        filter,
        window,
        measure,
        default: flag(node, "default")?,
    })))
}

/// The types of the events, and which of them count.
pub(in crate::expr) fn what(
    reader: &mut Reader,
    node: &Map<String, Value>,
) -> Result<(Vec<String>, Option<Condition>)> {
    let filter = match node.get("where") {
        None => None,
        Some(part) => Some(reader.condition(part).map_err(|e| e.under("where"))?),
    };
    Ok((events(node)?, filter))
}

/// One type, several, or `*` for all.
fn events(node: &Map<String, Value>) -> Result<Vec<String>> {
    let wrong = || expected("event", "form/texts");
    match node.get("event") {
        Some(Value::String(all)) if all == "*" => Ok(Vec::new()),
        Some(Value::String(one)) => Ok(vec![one.clone()]),
        Some(Value::Array(names)) if !names.is_empty() => {
            names.iter().map(|name| name.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
        }
        _ => Err(wrong()),
    }
}

/// The one of `keys` that the node has, if any.
pub(in crate::expr) fn one_of<'a>(node: &Map<String, Value>, keys: &[&'a str]) -> Result<Option<&'a str>> {
    let mut found = keys.iter().filter(|key| node.contains_key(**key));
    let first = found.next().copied();
    match found.next() {
        None => Ok(first),
        Some(second) => Err(Error::new("condition/conflict", *second).with("keys", keys.join(", "))),
    }
}

pub(in crate::expr) fn window(node: &Map<String, Value>) -> Result<Window> {
    let part = |key| node.get(key).unwrap_or(&Value::Null);
    let head = one_of(node, &["within", "between", "since", "ever"])?;
    if node.contains_key("not_within") {
        one_of(node, &["not_within", "between", "since", "ever"])?;
        let outer = head.map(|_| period_at(node, "within")).transpose()?;
        return Ok(Window::Before(outer, period_at(node, "not_within")?));
    }
    match head {
        Some("within") => period_at(node, "within").map(Window::Within),
        Some("between") => between(part("between")).map_err(|e| e.under("between")),
        Some("since") => since(part("since")).map_err(|e| e.under("since")),
        Some(_) if part("ever").as_bool() != Some(true) => Err(expected("ever", "true")),
        _ => Ok(Window::Ever),
    }
}

pub(in crate::expr) fn period_at(node: &Map<String, Value>, key: &str) -> Result<Period> {
    period(node.get(key).unwrap_or(&Value::Null)).map_err(|e| e.under(key))
}

fn period(json: &Value) -> Result<Period> {
    let node = object(json)?;
    only(node, &["last", "unit", "calendar"])?;
    let last = whole(node, "last", u64::from(u16::MAX))?;
    Ok(Period { last, unit: unit(node)?, calendar: flag(node, "calendar")?.unwrap_or(false) })
}

fn unit(node: &Map<String, Value>) -> Result<Unit> {
    let name = text(node, "unit")?;
    Unit::from_name(&name).ok_or_else(|| {
        let suggestion = nearest(&name, Unit::ALL.iter().map(|unit| unit.name()));
        Error::new("condition/unknown_unit", "unit").with("name", &name).with("suggestion", suggestion)
    })
}

/// A whole number from 1 to `max`.
pub(in crate::expr) fn whole(node: &Map<String, Value>, key: &str, max: u64) -> Result<u32> {
    let number = node.get(key).and_then(Value::as_u64).filter(|n| (1..=max).contains(n));
    number
        .and_then(|n| u32::try_from(n).ok())
        .ok_or_else(|| expected(key, "form/whole_to").with("least", 1).with("most", max))
}

/// `{"stage": NAME}`, or `{"stage": true}` for the one in which the customer is.
fn since(json: &Value) -> Result<Window> {
    let node = object(json)?;
    only(node, &["stage"])?;
    match node.get("stage") {
        Some(Value::Bool(true)) => Ok(Window::Since(None)),
        Some(Value::String(name)) => Ok(Window::Since(Some(name.clone()))),
        _ => Err(expected("stage", "form/stage")),
    }
}

fn between(json: &Value) -> Result<Window> {
    let node = object(json)?;
    only(node, &["from", "to"])?;
    let end = |key| node.contains_key(key).then(|| text(node, key)).transpose();
    Ok(Window::Between(end("from")?, end("to")?))
}

fn measure(node: &Map<String, Value>) -> Result<Measure> {
    let part = |key| node.get(key).unwrap_or(&Value::Null);
    match one_of(node, &MEASURES)? {
        Some("count") => count(part("count")).map_err(|e| e.under("count")),
        Some("agg") => aggregate(part("agg")).map_err(|e| e.under("agg")),
        Some("streak") => streak(part("streak")).map_err(|e| e.under("streak")),
        Some("first_time") => period_at(node, "first_time").map(Measure::FirstTime),
        Some("regularly") => regularly(part("regularly")).map_err(|e| e.under("regularly")),
        Some(key) => pause(part(key), key).map_err(|e| e.under(key)),
        None => Ok(at_least_one()),
    }
}

pub(in crate::expr) fn at_least_one() -> Measure {
    Measure::Count { op: Op::Gte, value: Number::whole(1).map_or(Literal::None, Literal::Number) }
}

pub(in crate::expr) fn count(json: &Value) -> Result<Measure> {
    let node = object(json)?;
    only(node, &["op", "n"])?;
    Ok(Measure::Count { op: op(node, "op")?, value: literal_at(node, "n")? })
}

/// The number to compare with is `n`; a text or date may as well be called `value`.
fn aggregate(json: &Value) -> Result<Measure> {
    let node = object(json)?;
    only(node, &["fn", "field", "op", "n", "value"])?;
    let name = text(node, "fn")?;
    let function = Function::from_name(&name).ok_or_else(|| {
        let suggestion = nearest(&name, Function::ALL.iter().map(|function| function.name()));
        Error::new("condition/unknown_function", "fn").with("name", &name).with("suggestion", suggestion)
    })?;
    let value = literal_at(node, one_of(node, &["n", "value"])?.unwrap_or("n"))?;
    let field = node.contains_key("field").then(|| text(node, "field")).transpose()?;
    Ok(Measure::Aggregate { function, field, op: op(node, "op")?, value })
}

fn streak(json: &Value) -> Result<Measure> {
    let node = object(json)?;
    only(node, &["unit", "n"])?;
    let unit = unit(node)?;
    if matches!(unit, Unit::Minute | Unit::Hour | Unit::Year) {
        return Err(expected("unit", "day, week, month"));
    }
    Ok(Measure::Streak { unit, length: whole(node, "n", LONGEST_STREAK)? })
}

/// `stopped` and `restarted`: a time of activity and a time of silence.
fn pause(json: &Value, key: &str) -> Result<Measure> {
    let node = object(json)?;
    only(node, &["active", "silent"])?;
    let (active, silent) = (period_at(node, "active")?, period_at(node, "silent")?);
    Ok(match key {
        "stopped" => Measure::Stopped { silent, active },
        _ => Measure::Restarted { active, silent },
    })
}

fn regularly(json: &Value) -> Result<Measure> {
    let node = object(json)?;
    only(node, &["every", "min", "of", "count"])?;
    let of = whole(node, "of", MOST_PERIODS)?;
    let min = whole(node, "min", u64::from(of))?;
    let test = match node.get("count") {
        None => at_least_one(),
        Some(part) => count(part).map_err(|e| e.under("count"))?,
    };
    let Measure::Count { op, value } = test else { return Err(expected("count", "form/object")) };
    Ok(Measure::Regularly { every: period_at(node, "every")?, min, of, op, value })
}
