//! Reading a condition from JSON: the canonical tree, and queries of react-querybuilder.

use serde_json::{Map, Value};

use super::{contacts, event, sequence};
use crate::error::{Error, Result, join_path};
use crate::expr::forms::import::{json_rules, mongrule, query};
use crate::expr::forms::typed;
use crate::expr::names::nearest::nearest;
use crate::expr::tree::ast::{Condition, FieldTest, Literal, Op, ScoreTest};
use crate::expr::tree::number::Number;
use crate::limits::Limits;

/// Reads a condition.
///
/// The canonical form is a tree of `all`, `any`, `not` and `at_least` with leaves `{field, op, value}`, `{event, …}`,
/// `{sequence, …}`, `{contacts}`, `{tag}`, `{segment}`, `{stage}` and `{score, …}`. A react-querybuilder query `{combinator, not, rules}` is read as well,
/// alone or as a part.
///
/// ```
/// use kehu::expr::parse;
/// use serde_json::json;
/// let own = json!({"all": [{"field": "city", "op": "equals", "value": "上海"}]});
/// let query = json!({"combinator": "and", "rules": [{"field": "city", "operator": "=", "value": "上海"}]});
/// assert_eq!(parse(&own).unwrap(), parse(&query).unwrap());
/// let error = parse(&json!({"any": [{"tag": "vip"}, {"field": "city", "op": "equal"}]})).unwrap_err();
/// assert_eq!((error.code(), error.path()), ("condition/unknown_op", "any[1].op"));
/// ```
///
/// # Errors
/// `condition/…` with the path of what cannot be read; `limits/depth` and `limits/nodes` for what is too large.
pub fn parse(json: &Value) -> Result<Condition> {
    Reader::default().condition(json)
}

/// What is read so far, against the limits.
#[derive(Default)]
pub(in crate::expr) struct Reader {
    limits: Limits,
    depth: usize,
    nodes: usize,
}

/// The keys by which a node is told, of which each has exactly one.
const HEADS: [&str; 15] = [
    "all",
    "any",
    "not",
    "at_least",
    "field",
    "event",
    "sequence",
    "contacts",
    "tag",
    "segment",
    "stage",
    "score",
    "mongrule",
    "json_rules",
    "text",
];

impl Reader {
    pub(in crate::expr) fn condition(&mut self, json: &Value) -> Result<Condition> {
        self.nested(|reader| reader.node(json.as_object().ok_or_else(|| expected("", "form/condition"))?))
    }

    /// Reads a node one level further down.
    pub(in crate::expr) fn nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Condition>,
    ) -> Result<Condition> {
        self.enter()?;
        let read = read(self);
        self.leave();
        read
    }

    /// Goes one level further down, for a node.
    pub(in crate::expr) fn enter(&mut self) -> Result<()> {
        self.count()?;
        if self.depth >= self.limits.condition_depth {
            return Err(Error::new("limits/depth", "").with("limit", self.limits.condition_depth));
        }
        self.depth += 1;
        Ok(())
    }

    /// Comes back up.
    pub(in crate::expr) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Counts a node.
    pub(in crate::expr) fn count(&mut self) -> Result<()> {
        self.nodes += 1;
        if self.nodes > self.limits.condition_nodes {
            return Err(Error::new("limits/nodes", "").with("limit", self.limits.condition_nodes));
        }
        Ok(())
    }

    fn node(&mut self, node: &Map<String, Value>) -> Result<Condition> {
        if node.contains_key("combinator") || node.contains_key("rules") {
            return query::query(self, node);
        }
        let mut heads = HEADS.iter().filter(|head| node.contains_key(**head));
        let (Some(head), None) = (heads.next(), heads.next()) else {
            return Err(head_error(node));
        };
        match *head {
            "all" => only(node, &["all"]).and_then(|()| Ok(Condition::All(self.parts(node, "all")?))),
            "any" => only(node, &["any"]).and_then(|()| Ok(Condition::Any(self.parts(node, "any")?))),
            "not" => only(node, &["not"]).and_then(|()| self.negation(node)),
            "at_least" => self.at_least(node),
            "field" => field(node),
            "mongrule" | "json_rules" => only(node, &[head]).and_then(|()| self.foreign(node, head)),
            "text" => {
                only(node, &["text"])?;
                typed::read(self, &text(node, "text")?).map_err(|e| e.under("text"))
            }
            "sequence" => sequence::sequence(self, node),
            "contacts" => contacts::contacts(self, node),
            "event" => event::event(self, node),
            "score" => score(node),
            head => only(node, &[head]).and_then(|()| named(node, head)),
        }
    }

    /// A condition in a format of others.
    fn foreign(&mut self, node: &Map<String, Value>, head: &str) -> Result<Condition> {
        let part = node.get(head).unwrap_or(&Value::Null);
        let read = if head == "mongrule" { mongrule::condition } else { json_rules::condition };
        read(self, part).map_err(|e| e.under(head))
    }

    fn parts(&mut self, node: &Map<String, Value>, key: &str) -> Result<Vec<Condition>> {
        let parts = node.get(key).and_then(Value::as_array).ok_or_else(|| expected(key, "form/list"))?;
        self.list(parts, key)
    }

    /// Reads each part, faults under `key[i]`.
    pub(in crate::expr) fn list(&mut self, parts: &[Value], key: &str) -> Result<Vec<Condition>> {
        let each = |(i, part)| self.condition(part).map_err(|e| e.under(&format!("{key}[{i}]")));
        parts.iter().enumerate().map(each).collect()
    }

    fn at_least(&mut self, node: &Map<String, Value>) -> Result<Condition> {
        only(node, &["at_least", "of"])?;
        let parts = self.parts(node, "of")?;
        let count = event::whole(node, "at_least", parts.len().max(1) as u64)?;
        Ok(Condition::AtLeast(count, parts))
    }

    fn negation(&mut self, node: &Map<String, Value>) -> Result<Condition> {
        let part = self.condition(node.get("not").unwrap_or(&Value::Null)).map_err(|e| e.under("not"))?;
        Ok(Condition::Not(Box::new(part)))
    }
}

fn head_error(node: &Map<String, Value>) -> Error {
    let unknown = node.keys().find(|key| !HEADS.contains(&key.as_str()));
    match unknown {
        Some(key) => Error::new("condition/unknown_key", key.as_str())
            .with("name", key)
            .with("suggestion", nearest(key, HEADS)),
        None => expected(
            "",
            "all, any, not, at_least, field, event, sequence, contacts, tag, segment, stage, score",
        ),
    }
}

fn field(node: &Map<String, Value>) -> Result<Condition> {
    only(node, &["field", "op", "value", "default"])?;
    let field = text(node, "field")?;
    let op = op(node, "op")?;
    Ok(Condition::Field(FieldTest {
        field,
        op,
        value: literal_at(node, "value")?,
        default: flag(node, "default")?,
    }))
}

fn score(node: &Map<String, Value>) -> Result<Condition> {
    only(node, &["score", "op", "value", "bucket"])?;
    let score = text(node, "score")?;
    if !node.contains_key("bucket") {
        let (op, value) = (op(node, "op")?, literal_at(node, "value")?);
        return Ok(Condition::Score(ScoreTest::Value { score, op, value }));
    }
    only(node, &["score", "bucket"])?;
    Ok(Condition::Score(ScoreTest::Bucket { score, bucket: text(node, "bucket")? }))
}

fn named(node: &Map<String, Value>, head: &str) -> Result<Condition> {
    let name = text(node, head)?;
    Ok(match head {
        "tag" => Condition::Tag(name),
        "segment" => Condition::Segment(name),
        _ => Condition::Stage(name),
    })
}

/// That something other than what was found is expected at `path`.
pub(in crate::expr) fn expected(path: &str, what: &str) -> Error {
    Error::new("condition/expected", path).with("expected", what)
}

pub(in crate::expr) fn object(json: &Value) -> Result<&Map<String, Value>> {
    json.as_object().ok_or_else(|| expected("", "form/object"))
}

/// Refuses keys that the node does not have, so that a slip is not silently ignored.
pub(in crate::expr) fn only(node: &Map<String, Value>, keys: &[&str]) -> Result<()> {
    match node.keys().find(|key| !keys.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => {
            let suggestion = nearest(key, keys.iter().copied());
            Err(Error::new("condition/unknown_key", key.as_str())
                .with("name", key)
                .with("suggestion", suggestion))
        }
    }
}

pub(in crate::expr) fn text(node: &Map<String, Value>, key: &str) -> Result<String> {
    node.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| expected(key, "form/text"))
}

pub(in crate::expr) fn flag(node: &Map<String, Value>, key: &str) -> Result<Option<bool>> {
    match node.get(key) {
        None => Ok(None),
        Some(value) => value.as_bool().map(Some).ok_or_else(|| expected(key, "form/boolean")),
    }
}

pub(in crate::expr) fn op(node: &Map<String, Value>, key: &str) -> Result<Op> {
    let name = text(node, key)?;
    Op::from_name(&name).ok_or_else(|| {
        let suggestion = nearest(&name, Op::ALL.iter().map(|op| op.name()));
        Error::new("condition/unknown_op", key).with("name", &name).with("suggestion", suggestion)
    })
}

pub(in crate::expr) fn literal_at(node: &Map<String, Value>, key: &str) -> Result<Literal> {
    node.get(key).map_or(Ok(Literal::None), |value| literal(value).map_err(|e| e.under(key)))
}

/// A value as written; no objects, and lists of single values only.
pub(in crate::expr) fn literal(json: &Value) -> Result<Literal> {
    let Value::Array(items) = json else { return single(json) };
    let each = |(i, item)| single(item).map_err(|e: Error| e.under(&join_path("", &format!("[{i}]"))));
    items.iter().enumerate().map(each).collect::<Result<_>>().map(Literal::List)
}

fn single(json: &Value) -> Result<Literal> {
    match json {
        Value::Null => Ok(Literal::None),
        Value::Bool(flag) => Ok(Literal::Flag(*flag)),
        Value::String(text) => Ok(Literal::Text(text.clone())),
        Value::Number(n) => {
            Number::from_json(n).map(Literal::Number).ok_or_else(|| expected("", "form/smaller"))
        }
        Value::Array(_) | Value::Object(_) => Err(expected("", "form/value")),
    }
}
