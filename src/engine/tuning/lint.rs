//! What a ruleset says to no purpose.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::engine::Engine;
use crate::expr::{Condition, FieldTest, Literal, Op, parse, parse_text, to_json};
use crate::json;
use crate::reason::Reason;

/// Something in a ruleset that is of no use, or cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LintFinding {
    /// What it is; stable.
    pub code: String,
    /// Where, as in `tags[3].when`.
    pub path: String,
    /// In words, in the engine's language.
    pub text: String,
}

/// Names that conditions and rules use: the key that they stand under, and the name.
type Used = BTreeSet<(&'static str, String)>;

/// Keys under which a name stands, and what it names.
const KEYS: [(&str, &str); 4] =
    [("tag", "tag"), ("segment", "segment"), ("enter", "segment"), ("leave", "segment")];

impl Engine {
    /// Looks for what is to no purpose in the ruleset: tags and segments that nobody uses, conditions that can never hold or
    /// are there twice, exclusive groups of one, tags for rules that are not there.
    pub fn lint(&self) -> Vec<LintFinding> {
        // As text first: to serialize into a tree would take the serializer of all definitions a second time.
        let document = json::parse(json::to_text(&self.ruleset).as_bytes()).unwrap_or_default();
        let mut found = Vec::new();
        self.unused(&document, &mut found);
        self.lone(&mut found);
        self.for_no_rule(&mut found);
        for (part, key) in [("tags", "when"), ("segments", "when"), ("stages", "when"), ("rules", "when")] {
            conditions(&document, part, key, &mut found);
        }
        let language = self.language();
        let told = |reason: Reason| LintFinding {
            text: reason.text(language),
            code: reason.code.into_owned(),
            path: reason.path.unwrap_or_default(),
        };
        found.into_iter().map(told).collect()
    }

    /// Tags and segments that nothing builds on and of which it is not said what they are good for.
    fn unused(&self, document: &Value, found: &mut Vec<Reason>) {
        let mut used = Used::new();
        names(document, &mut used);
        used.extend(self.ruleset.tags.iter().filter_map(|tag| Some(("tag", tag.parent.clone()?))));
        let is_used = |key, id: &String| used.contains(&(key, id.clone()));
        for (place, tag) in self.ruleset.tags.iter().enumerate() {
            let told = [&tag.purpose.zh, &tag.purpose.en].iter().any(|text| !text.is_empty());
            if !told && tag.actions.is_empty() && !is_used("tag", &tag.id) {
                found.push(at("lint/unused_tag", "tags", place, "").with("name", &tag.id));
            }
        }
        for (place, segment) in self.ruleset.segments.iter().enumerate() {
            let told = [&segment.description.zh, &segment.description.en].iter().any(|text| !text.is_empty());
            if !told && !is_used("segment", &segment.id) {
                found.push(at("lint/unused_segment", "segments", place, "").with("name", &segment.id));
            }
        }
    }

    /// Exclusive tags that exclude nobody.
    fn lone(&self, found: &mut Vec<Reason>) {
        for (place, tag) in self.ruleset.tags.iter().enumerate().filter(|(_, tag)| tag.exclusive) {
            let members =
                self.ruleset.tags.iter().filter(|other| other.exclusive && other.group == tag.group);
            if members.count() == 1 {
                found.push(at("lint/lone_exclusive", "tags", place, ".exclusive").with("name", &tag.id));
            }
        }
    }

    /// Tags for rules that are not there.
    fn for_no_rule(&self, found: &mut Vec<Reason>) {
        for (place, tag) in self.ruleset.tags.iter().enumerate() {
            for (i, rule) in tag.actions.iter().enumerate() {
                if self.ruleset.rules.iter().all(|known| known.id != *rule) {
                    let path = format!(".actions[{i}]");
                    found.push(at("lint/unknown_rule", "tags", place, &path).with("name", rule));
                }
            }
        }
    }
}

fn at(code: &'static str, part: &str, place: usize, rest: &str) -> Reason {
    Reason::new(code).at(format!("{part}[{place}]{rest}"))
}

/// Adds the names that a document uses, typed conditions included.
fn names(json: &Value, used: &mut Used) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| names(item, used)),
        Value::Object(map) => {
            for (key, value) in map {
                let known = KEYS.iter().find(|(known, _)| known == key);
                used.extend(known.zip(value.as_str()).map(|((_, of), name)| (*of, name.to_owned())));
                if let ("text", Some(Ok(typed))) = (key.as_str(), value.as_str().map(parse_text)) {
                    names(&to_json(&typed), used);
                }
                names(value, used);
            }
        }
        _ => {}
    }
}

/// Conditions of a part that can never hold, or that stood there before.
fn conditions(document: &Value, part: &str, key: &str, found: &mut Vec<Reason>) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (place, of) in document.get(part).and_then(Value::as_array).into_iter().flatten().enumerate() {
        let Some(condition) = of.get(key).and_then(|when| parse(when).ok()) else { continue };
        let (path, id) = ([".", key].concat(), of.get("id").and_then(Value::as_str).unwrap_or_default());
        if is_never(&condition) {
            found.push(at("lint/never", part, place, &path).with("name", id));
        }
        // Two rules may well act on the same customers.
        let known = (part != "rules").then(|| known.insert(to_json(&condition).to_string(), id));
        if let Some(other) = known.flatten() {
            found.push(at("lint/duplicate", part, place, &path).with("name", id).with("other", other));
        }
    }
}

/// Whether a condition can hold for nobody, as far as that is plain to see.
fn is_never(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().any(is_never) || contradicts(parts),
        Condition::Any(parts) => parts.iter().all(is_never),
        Condition::AtLeast(count, parts) => {
            parts.iter().filter(|part| !is_never(part)).count() < *count as usize
        }
        Condition::Not(part) => **part == Condition::All(Vec::new()),
        Condition::Field(test) => {
            test.op == Op::Between && test.default != Some(true) && is_reversed(&test.value)
        }
        _ => false,
    }
}

/// Whether nothing lies between two numbers.
fn is_reversed(value: &Literal) -> bool {
    matches!(value, Literal::List(items)
        if matches!(items.as_slice(), [Literal::Number(low), Literal::Number(high)] if low > high))
}

/// Whether two of the parts exclude each other.
fn contradicts(parts: &[Condition]) -> bool {
    let pairs = parts
        .iter()
        .enumerate()
        .flat_map(|(place, part)| parts.iter().skip(place + 1).map(move |other| (part, other)));
    pairs.into_iter().any(|(a, b)| match (a, b) {
        (Condition::Not(inner), other) | (other, Condition::Not(inner)) => **inner == *other,
        (Condition::Stage(a), Condition::Stage(b)) => a != b,
        (Condition::Field(a), Condition::Field(b)) => a.field == b.field && excludes(a, b),
        _ => false,
    })
}

/// Whether a value cannot pass both tests: there is one and there is none.
fn excludes(a: &FieldTest, b: &FieldTest) -> bool {
    let missing = |test: &FieldTest| test.op == Op::Missing;
    let known = |test: &FieldTest| test.op != Op::Missing && test.default != Some(true);
    missing(a) && known(b) || missing(b) && known(a)
}
