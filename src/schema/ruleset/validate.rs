//! What must hold of a ruleset document beyond its form: names that are known and differ, numbers within their bounds.

use std::collections::BTreeSet;

use super::{Comparison, FORMAT, FieldDef, Level, Likelihood, PowerDef, Ruleset, Strategy, Unit};
use crate::error::{Error, Result};
use crate::schema::FieldKind;

impl Ruleset {
    /// # Errors
    /// Those of [`Ruleset::from_json`], each with the path of what is wrong.
    pub(super) fn validate(&self) -> Result<()> {
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
        self.validate_matching().map_err(|e| e.under("matching"))?;
        self.validate_identity().map_err(|e| e.under("identity"))
    }

    fn validate_fields(&self) -> Result<()> {
        if let Some((i, field)) = self.fields.iter().enumerate().find(|(_, field)| !is_safe_name(&field.name))
        {
            return Err(Error::new("ruleset/name", format!("fields[{i}].name")).with("name", &field.name));
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

    fn validate_identity(&self) -> Result<()> {
        let identifiers = &self.identity.identifiers;
        different(&mut identifiers.iter().map(|identifier| &identifier.kind), "identifiers", "kind")?;
        for (i, identifier) in identifiers.iter().enumerate() {
            let path = |key: &str| format!("identifiers[{i}].{key}");
            self.known(&identifier.fields, &[], &path("fields"))?;
            self.known(identifier.per.as_slice(), &[], &path("per"))?;
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

    fn validate_matching(&self) -> Result<()> {
        let model = &self.matching;
        if let Some(i) = model.columns.iter().position(|name| !is_safe_name(name)) {
            return Err(Error::new("ruleset/name", format!("columns[{i}]")));
        }
        different(&mut model.blocking.iter().map(|rule| &rule.name), "blocking", "name")?;
        different(&mut model.comparisons.iter().map(|comparison| &comparison.name), "comparisons", "name")?;
        let known = |names: &[String], path: &str| self.known(names, &model.columns, path);
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
            self.validate_comparison(comparison).map_err(|e| e.under(&format!("comparisons[{i}]")))?;
        }
        if model.comparisons.is_empty() { Ok(()) } else { probability(model.prior, "prior") }
    }

    fn validate_comparison(&self, comparison: &Comparison) -> Result<()> {
        let model = &self.matching;
        self.known(&comparison.fields, &model.columns, "fields")?;
        for (i, level) in comparison.levels.iter().enumerate() {
            for (t, test) in level.tests.iter().enumerate() {
                let path = format!("levels[{i}].tests[{t}].with");
                self.known(test.with.as_slice(), &model.columns, &path)?;
            }
            validate_level(level).map_err(|e| e.under(&format!("levels[{i}]")))?;
        }
        let is_known = |other: &&String| model.comparisons.iter().any(|c| c.name == **other);
        if let Some(other) = comparison.depends.iter().find(|other| !is_known(other)) {
            return Err(Error::new("ruleset/unknown_comparison", "depends").with("name", other));
        }
        match comparison.levels.last() {
            Some(level) if level.tests.is_empty() => Ok(()),
            _ => Err(Error::new("ruleset/last_level", "levels")),
        }
    }

    fn known(&self, names: &[String], columns: &[String], path: &str) -> Result<()> {
        match names.iter().find(|name| self.field(name).is_none() && !columns.contains(name)) {
            None => Ok(()),
            Some(name) => Err(Error::new("ruleset/unknown_field", path).with("name", name)),
        }
    }
}

fn validate_level(level: &Level) -> Result<()> {
    probability(level.m, "m")?;
    probability(level.u, "u")?;
    let given = level.given.iter().flat_map(|given| [("agree", given.agree), ("differ", given.differ)]);
    for (name, Likelihood { m, u }) in given {
        probability(m, "m")
            .and_then(|()| probability(u, "u"))
            .map_err(|e| e.under(&format!("given.{name}")))?;
    }
    Ok(())
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

fn probability(value: f64, path: &str) -> Result<()> {
    if value > 0.0 && value <= 1.0 {
        return Ok(());
    }
    Err(Error::new("ruleset/probability", path).with("value", value))
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
