//! Reading a ruleset document: presets, validation with paths, content hash.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{FieldDef, MatchingDef, PowerDef, Ruleset, Strategy, Unit};
use crate::error::{Error, Result};
use crate::json;
use crate::limits::Limits;
use crate::schema::{FieldKind, splink};

/// The version of the document format that this crate reads and writes.
pub const FORMAT: u32 = 1;

/// The parts of the preset `b2b-cn`, each under its key of the document.
#[cfg(feature = "data")]
const B2B_CN: &[(&str, &str)] = &[
    ("fields", include_str!("../presets/b2b-cn/fields.json")),
    ("checks", include_str!("../presets/b2b-cn/checks.json")),
    ("matching", include_str!("../presets/b2b-cn/matching.json")),
    ("identity", include_str!("../presets/b2b-cn/identity.json")),
    ("events", include_str!("../presets/b2b-cn/events.json")),
    ("entities", include_str!("../presets/b2b-cn/entities.json")),
    ("money", include_str!("../presets/b2b-cn/money.json")),
    ("tags", include_str!("../presets/b2b-cn/tags.json")),
    ("scores", include_str!("../presets/b2b-cn/scores.json")),
    ("segments", include_str!("../presets/b2b-cn/segments.json")),
    ("stages", include_str!("../presets/b2b-cn/stages.json")),
    ("funnel", include_str!("../presets/b2b-cn/funnel.json")),
    ("rules", include_str!("../presets/b2b-cn/rules.json")),
    ("channels", include_str!("../presets/b2b-cn/channels.json")),
    ("relations", include_str!("../presets/b2b-cn/relations.json")),
    ("power", include_str!("../presets/b2b-cn/power.json")),
    ("privacy", include_str!("../presets/b2b-cn/privacy.json")),
];

impl Ruleset {
    /// Names of the rulesets that come with the crate; none without the feature `data`.
    pub const PRESETS: &'static [&'static str] = if cfg!(feature = "data") { &["b2b-cn"] } else { &[] };

    /// A ruleset that comes with the crate.
    ///
    /// # Errors
    /// `ruleset/unknown_preset`.
    pub fn preset(name: &str) -> Result<Self> {
        #[cfg(feature = "data")]
        if name == "b2b-cn" {
            return Self::b2b_cn();
        }
        let known = Self::PRESETS.join(", ");
        Err(Error::new("ruleset/unknown_preset", "").with("name", name).with("known", known))
    }

    #[cfg(feature = "data")]
    fn b2b_cn() -> Result<Self> {
        let head = include_str!("../presets/b2b-cn/ruleset.json");
        let Value::Object(mut document) = parse(head, "")? else {
            return Err(Error::new("ruleset/json", ""));
        };
        for (key, text) in B2B_CN {
            document.insert((*key).to_owned(), parse(text, key)?);
        }
        Self::from_value(Value::Object(document))
    }

    /// Reads a ruleset document. A [Splink model](splink) may stand in the place of its matching model.
    ///
    /// # Errors
    /// `ruleset/json` when it is no JSON, `ruleset/invalid` with the path of what does not fit the format,
    /// `ruleset/format` when it was written for another version, `ruleset/duplicate` and
    /// `ruleset/unknown_field` when names clash or are missing, `splink/…` when a Splink model says what no test can ask,
    /// `limits/bytes` when it is too long.
    pub fn from_json(text: &str) -> Result<Self> {
        Limits::default().check_ruleset_bytes(text.len())?;
        Self::from_value(parse(text, "")?)
    }

    fn from_value(mut value: Value) -> Result<Self> {
        let foreign = value.get("matching").is_some_and(splink::is_model);
        let foreign = value.as_object_mut().filter(|_| foreign).and_then(|parts| parts.remove("matching"));
        let mut ruleset: Self = json::document(value, "ruleset/invalid")?;
        if let Some(model) = foreign {
            ruleset.matching = splink::import(&model, &ruleset).map_err(|e| e.under("matching"))?;
        }
        ruleset.validate()?;
        Ok(ruleset)
    }

    fn validate(&self) -> Result<()> {
        if self.format != FORMAT {
            return Err(Error::new("ruleset/format", "format")
                .with("actual", self.format)
                .with("expected", FORMAT));
        }
        self.validate_fields()?;
        self.validate_events()?;
        self.validate_relations()?;
        for (key, name) in self.power.iter().flat_map(PowerDef::fields) {
            self.known(name.map(std::slice::from_ref).unwrap_or_default(), &[], &format!("power.{key}"))?;
        }
        let stances = self.power.iter().flat_map(|power| &power.stances);
        different(&mut stances.map(|stance| &stance.id), "power.stances", "id")?;
        self.validate_survivorship()?;
        self.validate_matching(&self.matching).map_err(|e| e.under("matching"))?;
        self.validate_identity().map_err(|e| e.under("identity"))
    }

    fn validate_identity(&self) -> Result<()> {
        let mut seen = BTreeSet::new();
        for (i, identifier) in self.identity.identifiers.iter().enumerate() {
            let path = |key: &str| format!("identifiers[{i}].{key}");
            self.known(&identifier.fields, &[], &path("fields"))?;
            self.known(identifier.per.as_slice(), &[], &path("per"))?;
            if !seen.insert(&identifier.kind) {
                return Err(Error::new("ruleset/duplicate", path("kind")).with("name", &identifier.kind));
            }
            if identifier.limit == Some(0) {
                return Err(Error::new("ruleset/limit", path("limit")));
            }
            if matches!(identifier.period, Some(Unit::Minute | Unit::Hour)) {
                return Err(Error::new("ruleset/limit", path("period")));
            }
        }
        match &self.identity.record_type {
            Some(says) => self.known(std::slice::from_ref(&says.field), &[], "recordType.field"),
            None => Ok(()),
        }
    }

    fn validate_fields(&self) -> Result<()> {
        if let Some(i) = self.fields.iter().position(|field| !is_safe_name(&field.name)) {
            let name = self.fields.get(i).map_or("", |field| field.name.as_str());
            return Err(Error::new("ruleset/name", format!("fields[{i}].name")).with("name", name));
        }
        different(&mut self.fields.iter().map(|field| &field.name), "fields", "name")
    }

    fn validate_events(&self) -> Result<()> {
        different(&mut self.events.iter().map(|event| &event.id), "events", "id")?;
        for (i, event) in self.events.iter().enumerate() {
            let names = &mut event.properties.iter().map(|property| &property.name);
            different(names, &format!("events[{i}].properties"), "name")?;
        }
        Ok(())
    }

    fn validate_relations(&self) -> Result<()> {
        let mut seen = BTreeSet::new();
        for (i, relation) in self.relations.iter().enumerate() {
            let path = format!("relations[{i}]");
            let inverse = relation.inverse.as_ref().map(|inverse| &inverse.id);
            if let Some(name) = inverse.into_iter().chain([&relation.id]).find(|name| !seen.insert(*name)) {
                return Err(Error::new("ruleset/duplicate", path).with("name", name));
            }
            self.known(relation.field.as_slice(), &[], &format!("{path}.field"))?;
        }
        Ok(())
    }

    /// What strategies need: a field to follow, but not in a circle; a field that tells what was verified; numbers to add.
    fn validate_survivorship(&self) -> Result<()> {
        for (i, field) in self.fields.iter().enumerate() {
            let path = |key: &str| format!("fields[{i}].{key}");
            let (guide, key) = match field.survivorship {
                Strategy::Follow => (&field.follows, "follows"),
                Strategy::VerifiedFirst => (&field.verified, "verified"),
                Strategy::Sum if !matches!(field.kind, FieldKind::Number | FieldKind::Amount) => {
                    let error = Error::new("ruleset/strategy", path("survivorship"));
                    return Err(error.with("name", &field.name).with("kind", field.kind.name()));
                }
                _ => continue,
            };
            let Some(guide) = guide else {
                return Err(Error::new("ruleset/strategy", path(key)).with("name", &field.name));
            };
            self.known(std::slice::from_ref(guide), &[], &path(key))?;
            if self.follows_itself(field) {
                return Err(Error::new("ruleset/strategy", path(key)).with("name", guide));
            }
        }
        Ok(())
    }

    fn follows_itself(&self, field: &FieldDef) -> bool {
        let mut leader = Some(field);
        for _ in 0..self.fields.len() {
            let follows =
                leader.filter(|f| f.survivorship == Strategy::Follow).and_then(|f| f.follows.as_ref());
            leader = follows.and_then(|name| self.field(name)).map(|(_, field)| field);
        }
        leader.is_some_and(|field| field.survivorship == Strategy::Follow)
    }

    /// Checks a matching model against the fields of this ruleset.
    ///
    /// # Errors
    /// `ruleset/unknown_field`, `ruleset/probability`, `ruleset/last_level`, each with its path in the model.
    pub fn validate_matching(&self, model: &MatchingDef) -> Result<()> {
        let unsafe_name = model.columns.iter().position(|name| !is_safe_name(name));
        if let Some(i) = unsafe_name {
            return Err(Error::new("ruleset/name", format!("columns[{i}]")));
        }
        let known = |names: &[String], path: &str| self.known(names, &model.columns, path);
        different(&mut model.blocking.iter().map(|rule| &rule.name), "blocking", "name")?;
        different(&mut model.comparisons.iter().map(|comparison| &comparison.name), "comparisons", "name")?;
        for (i, rule) in model.blocking.iter().enumerate() {
            known(&rule.fields, &format!("blocking[{i}].fields"))?;
            for (j, part) in rule.and.iter().enumerate() {
                known(&part.fields, &format!("blocking[{i}].and[{j}].fields"))?;
            }
        }
        for (i, rule) in model.rules.iter().enumerate() {
            for (j, condition) in rule.when.iter().enumerate() {
                known(&condition.fields, &format!("rules[{i}].when[{j}].fields"))?;
            }
        }
        for (i, comparison) in model.comparisons.iter().enumerate() {
            let path = format!("comparisons[{i}]");
            known(&comparison.fields, &format!("{path}.fields"))?;
            for (j, level) in comparison.levels.iter().enumerate() {
                for (t, test) in level.tests.iter().enumerate() {
                    known(test.with.as_slice(), &format!("{path}.levels[{j}].tests[{t}].with"))?;
                }
                probability(level.m, || format!("{path}.levels[{j}].m"))?;
                probability(level.u, || format!("{path}.levels[{j}].u"))?;
                for (likelihood, name) in
                    level.given.iter().flat_map(|g| [(g.agree, "agree"), (g.differ, "differ")])
                {
                    probability(likelihood.m, || format!("{path}.levels[{j}].given.{name}.m"))?;
                    probability(likelihood.u, || format!("{path}.levels[{j}].given.{name}.u"))?;
                }
            }
            let is_known = |other: &&String| model.comparisons.iter().any(|c| c.name == **other);
            if let Some(other) = comparison.depends.iter().find(|other| !is_known(other)) {
                return Err(
                    Error::new("ruleset/unknown_comparison", format!("{path}.depends")).with("name", other)
                );
            }
            if comparison.levels.last().is_none_or(|level| !level.tests.is_empty()) {
                return Err(Error::new("ruleset/last_level", format!("{path}.levels")));
            }
        }
        if model.comparisons.is_empty() {
            return Ok(());
        }
        probability(model.prior, || "prior".to_owned())
    }

    fn known(&self, names: &[String], columns: &[String], path: &str) -> Result<()> {
        match names.iter().find(|name| self.field(name).is_none() && !columns.contains(name)) {
            None => Ok(()),
            Some(name) => Err(Error::new("ruleset/unknown_field", path).with("name", name)),
        }
    }
}

/// Whether no two of a list have the same name, which stands under that key.
///
/// # Errors
/// `ruleset/duplicate`.
#[inline(never)]
fn different(names: &mut dyn Iterator<Item = &String>, list: &str, key: &str) -> Result<()> {
    let mut seen = BTreeSet::new();
    match names.enumerate().find(|(_, name)| !seen.insert(*name)) {
        None => Ok(()),
        Some((i, name)) => {
            Err(Error::new("ruleset/duplicate", format!("{list}[{i}].{key}")).with("name", name))
        }
    }
}

fn probability(value: f64, path: impl Fn() -> String) -> Result<()> {
    if value > 0.0 && value <= 1.0 {
        return Ok(());
    }
    Err(Error::new("ruleset/probability", path()).with("value", value))
}

/// Whether a name may be a key of results: short, and nothing that JavaScript objects treat specially.
pub(crate) fn is_safe_name(name: &str) -> bool {
    let reserved = ["__proto__", "constructor", "prototype"];
    !name.is_empty() && name.len() <= 200 && !reserved.contains(&name.trim())
}

/// Whether what stands at the path has an id, and one that nothing before it has.
///
/// # Errors
/// `ruleset/name`, `condition/duplicate`.
pub(crate) fn new_name(path: &str, id: &str, is_new: bool) -> Result<()> {
    let code = match () {
        () if id.trim().is_empty() => "ruleset/name",
        () if !is_new => "condition/duplicate",
        () => return Ok(()),
    };
    Err(Error::new(code, format!("{path}.id")).with("name", id))
}

fn parse(text: &str, path: &str) -> Result<Value> {
    json::parse(text.as_bytes()).map_err(|fault| fault.into_error("ruleset/json").under(path))
}

/// The content hash that every result carries: FNV-1a (64 bit) over the document as this crate
/// writes it, 16 hex digits.
///
/// ```
/// use kehu::schema::ruleset::{Ruleset, content_hash};
/// let preset = Ruleset::preset("b2b-cn").unwrap();
/// let again = Ruleset::from_json(&serde_json::to_string(&preset).unwrap()).unwrap();
/// assert_eq!(content_hash(&preset), content_hash(&again));
/// ```
pub fn content_hash(ruleset: &Ruleset) -> String {
    // Serializing plain data into memory cannot fail; an empty text would only make hashes equal.
    let text = json::to_text(ruleset);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}
