//! A condition back as JSON, in the canonical form.

use serde_json::{Map, Value};

use super::event::at_least_one;
use crate::expr::tree::ast::{
    Condition, ContactsTest, EventTest, FieldTest, Literal, Measure, Op, Quantifier, ScoreTest, SequenceTest,
    Step, Window,
};
use crate::expr::tree::number::Number;
use crate::schema::ruleset::Period;

/// A condition in the canonical form; [`parse`](crate::expr::parse()) reads it back as it was.
///
/// ```
/// use kehu::expr::{parse, to_json};
/// use serde_json::json;
/// let query = json!({"combinator": "and", "rules": [{"field": "city", "operator": "=", "value": "上海"}]});
/// let own = json!({"all": [{"field": "city", "op": "equals", "value": "上海"}]});
/// assert_eq!(to_json(&parse(&query).unwrap()), own);
/// ```
pub fn to_json(condition: &Condition) -> Value {
    let named = |head: &str, name: &str| node([(head, Some(Value::from(name)))]);
    match condition {
        Condition::All(parts) => node([("all", Some(list(parts)))]),
        Condition::Any(parts) => node([("any", Some(list(parts)))]),
        Condition::Not(part) => node([("not", Some(to_json(part)))]),
        Condition::AtLeast(count, parts) => {
            node([("at_least", Some(Value::from(*count))), ("of", Some(list(parts)))])
        }
        Condition::Field(test) => field(test),
        Condition::Event(test) => event(test),
        Condition::Sequence(test) => sequence(test),
        Condition::Contacts(test) => node([("contacts", Some(contacts(test)))]),
        Condition::Tag(name) => named("tag", name),
        Condition::Segment(name) => named("segment", name),
        Condition::Stage(name) => named("stage", name),
        Condition::Score(test) => score(test),
    }
}

fn list(parts: &[Condition]) -> Value {
    Value::Array(parts.iter().map(to_json).collect())
}

/// An object of those entries that have a value.
fn node<const N: usize>(entries: [(&str, Option<Value>); N]) -> Value {
    let mut map = Map::new();
    for (key, value) in entries {
        map.extend(value.map(|value| (key.to_owned(), value)));
    }
    Value::Object(map)
}

fn contacts(test: &ContactsTest) -> Value {
    let condition = to_json(&test.condition);
    match &test.quantifier {
        Quantifier::Count { op: by, value } => {
            let asked = test.condition != Condition::All(Vec::new());
            let count = node([("op", op(*by)), ("n", literal(value))]);
            node([("where", asked.then_some(condition)), ("count", Some(count))])
        }
        other => node([(other.name(), Some(condition))]),
    }
}

fn field(test: &FieldTest) -> Value {
    node([
        ("field", Some(Value::from(test.field.as_str()))),
        ("op", op(test.op)),
        ("value", literal(&test.value)),
        ("default", test.default.map(Value::from)),
    ])
}

fn score(test: &ScoreTest) -> Value {
    match test {
        ScoreTest::Value { score, op: by, value } => {
            node([("score", Some(Value::from(score.as_str()))), ("op", op(*by)), ("value", literal(value))])
        }
        ScoreTest::Bucket { score, bucket } => node([
            ("score", Some(Value::from(score.as_str()))),
            ("bucket", Some(Value::from(bucket.as_str()))),
        ]),
    }
}

fn op(op: Op) -> Option<Value> {
    Some(Value::from(op.name()))
}

/// A value as it is written; nothing where none was.
pub(in crate::expr) fn literal(value: &Literal) -> Option<Value> {
    match value {
        Literal::None => None,
        Literal::Flag(flag) => Some(Value::from(*flag)),
        Literal::Number(number) => Some(self::number(*number)),
        Literal::Text(text) => Some(Value::from(text.as_str())),
        Literal::List(items) => Some(Value::Array(items.iter().filter_map(literal).collect())),
    }
}

/// A number; as text where JSON's would be another, which tests of numbers read as well.
fn number(number: Number) -> Value {
    let text = number.to_string();
    let json = text.parse::<i64>().map(serde_json::Number::from).ok();
    let json = json.or_else(|| serde_json::Number::from_f64(text.parse().ok()?));
    match json.filter(|json| Number::from_json(json) == Some(number)) {
        Some(json) => Value::Number(json),
        None => Value::from(text),
    }
}

fn event(test: &EventTest) -> Value {
    let [within, not_within, between, since] = window(&test.window);
    let mut event = node([
        ("event", Some(events(&test.events))),
        ("where", test.filter.as_ref().map(to_json)),
        ("within", within),
        ("not_within", not_within),
        ("between", between),
        ("since", since),
        ("default", test.default.map(Value::from)),
    ]);
    if let (Some(map), Some((key, value))) = (event.as_object_mut(), measure(&test.measure)) {
        map.insert(key.to_owned(), value);
    }
    event
}

fn sequence(test: &SequenceTest) -> Value {
    let [within, not_within, between, since] = window(&test.window);
    let steps = Value::Array(test.steps.iter().map(step).collect());
    node([
        ("sequence", Some(steps)),
        ("within", within),
        ("not_within", not_within),
        ("between", between),
        ("since", since),
    ])
}

fn step(step: &Step) -> Value {
    let bond = |same| {
        let bond = step.bond.as_ref().filter(|bond| bond.same == same);
        bond.map(|bond| Value::from(bond.property.as_str()))
    };
    node([
        ("event", Some(events(&step.events))),
        ("where", step.filter.as_ref().map(to_json)),
        ("gap", step.gap.map(period)),
        ("same", bond(true)),
        ("other", bond(false)),
    ])
}

fn events(names: &[String]) -> Value {
    match names {
        [] => Value::from("*"),
        [one] => Value::from(one.as_str()),
        several => Value::from(several.to_vec()),
    }
}

/// What `within`, `not_within`, `between` and `since` say.
fn window(window: &Window) -> [Option<Value>; 4] {
    match window {
        Window::Ever => [None, None, None, None],
        Window::Within(within) => [Some(period(*within)), None, None, None],
        Window::Before(outer, inner) => [outer.map(period), Some(period(*inner)), None, None],
        Window::Since(stage) => {
            let stage = stage.as_deref().map_or(Value::from(true), Value::from);
            [None, None, None, Some(node([("stage", Some(stage))]))]
        }
        Window::Between(from, to) => {
            let end = |text: &Option<String>| text.as_deref().map(Value::from);
            [None, None, Some(node([("from", end(from)), ("to", end(to))])), None]
        }
    }
}

fn period(period: Period) -> Value {
    node([
        ("last", Some(Value::from(period.last))),
        ("unit", Some(Value::from(period.unit.name()))),
        ("calendar", period.calendar.then_some(Value::from(true))),
    ])
}

/// The key and value of what is tested; nothing for the usual test that there is some event.
fn measure(measure: &Measure) -> Option<(&'static str, Value)> {
    if *measure == at_least_one() {
        return None;
    }
    let count = |by: Op, value: &Literal| node([("op", op(by)), ("n", literal(value))]);
    Some(match measure {
        Measure::Count { op, value } => ("count", count(*op, value)),
        Measure::Aggregate { function, field, op: by, value } => {
            let field = field.as_deref().map(Value::from);
            let function = Some(Value::from(function.name()));
            ("agg", node([("fn", function), ("field", field), ("op", op(*by)), ("n", literal(value))]))
        }
        Measure::Streak { unit, length } => {
            let (unit, length) = (Value::from(unit.name()), Value::from(*length));
            ("streak", node([("unit", Some(unit)), ("n", Some(length))]))
        }
        Measure::FirstTime(within) => ("first_time", period(*within)),
        Measure::Stopped { silent, active } => ("stopped", pause(*active, *silent)),
        Measure::Restarted { active, silent } => ("restarted", pause(*active, *silent)),
        Measure::Regularly { every, min, of, op, value } => {
            let (min, of) = (Some(Value::from(*min)), Some(Value::from(*of)));
            let every = Some(period(*every));
            (
                "regularly",
                node([("every", every), ("min", min), ("of", of), ("count", Some(count(*op, value)))]),
            )
        }
    })
}

fn pause(active: Period, silent: Period) -> Value {
    node([("active", Some(period(active))), ("silent", Some(period(silent)))])
}
