//! One record cleaned: its canonical values, what was changed, what is wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Engine, Input};
use crate::normalize::{Normalized, Status, Step, normalize};
use crate::quality::{self, Issue};
use crate::schema::ruleset::FieldDef;

/// A cleaned record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CleanResult {
    /// The record with canonical values; what has none is kept as given.
    pub record: BTreeMap<String, String>,
    /// What the normalizer says of each field.
    pub fields: BTreeMap<String, Normalized>,
    /// What is wrong.
    pub issues: Vec<Issue>,
    /// What was changed.
    pub steps: Vec<FieldStep>,
}

/// A change made to a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldStep {
    /// Name of the field.
    pub field: String,
    /// The change.
    #[serde(flatten)]
    pub step: Step,
}

impl Engine {
    /// Cleans a record without keeping it. Names that the ruleset does not know stay as they are.
    pub fn clean(&self, record: &Input) -> CleanResult {
        let mut result = CleanResult {
            record: BTreeMap::new(),
            fields: BTreeMap::new(),
            issues: Vec::new(),
            steps: Vec::new(),
        };
        for (name, text) in record.iter() {
            match self.known_field(name).and_then(|field| self.ruleset.fields.get(field)) {
                Some(field) => self.clean_field(field, text, &mut result),
                None => {
                    result.record.insert(name.to_owned(), text.to_owned());
                }
            }
        }
        let absent = |field: &&FieldDef| {
            field.required && result.fields.get(&field.name).is_none_or(|n| n.status == Status::Empty)
        };
        let missing =
            self.ruleset.fields.iter().filter(absent).map(|field| quality::missing(field, self.language()));
        result.issues.extend(missing);
        result
    }

    fn clean_field(&self, field: &FieldDef, text: &str, result: &mut CleanResult) {
        let normalized = normalize(field.kind, text, &self.context);
        let values: Vec<&str> = normalized
            .each()
            .filter_map(|n| if n.is_exact() { n.value.as_deref() } else { Some(n.display.as_str()) })
            .collect();
        let cleaned = if values.is_empty() { normalized.display.clone() } else { values.join("；") };
        result.record.insert(field.name.clone(), cleaned);
        result.issues.extend(quality::issues_of(field, &normalized, self.language()));
        let steps = normalized.steps.iter().cloned();
        result.steps.extend(steps.map(|step| FieldStep { field: field.name.clone(), step }));
        result.fields.insert(field.name.clone(), normalized);
    }
}
