//! One record cleaned: its canonical values, what was changed, what is wrong, and what follows for fields left empty.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::upsert::add_text;
use crate::columns::Row;
use crate::engine::{Engine, Input};
use crate::error::Result;
use crate::messages::{self, Language};
use crate::normalize::{Normalized, Records, Status, Step, Value};
use crate::quality::{self, Deadlines, Issue, Severity, Texts};
use crate::schema::ruleset::FieldDef;

/// A cleaned record.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// Values for fields without a usable one, that follow from other fields; taken over by whoever agrees.
    pub suggestions: Vec<Suggestion>,
    /// What the record calls a field, where that is not the field's own name.
    pub names: BTreeMap<String, String>,
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

/// A value that follows from another field of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suggestion {
    /// Name of the field that may be given the value.
    pub field: String,
    /// The value in canonical form.
    pub value: String,
    /// The value as it is shown.
    pub display: String,
    /// Name of the field that it follows from.
    pub from: String,
    /// The same in words.
    pub text: String,
}

impl CleanResult {
    /// The first name counts.
    fn rename(&mut self, field: &FieldDef, name: &str) {
        if field.name != name {
            self.names.entry(field.name.clone()).or_insert_with(|| name.to_owned());
        }
    }

    /// Whether there is anything in a field.
    fn gives(&self, name: &str) -> bool {
        match self.fields.get(name) {
            Some(value) => value.status != Status::Empty,
            None => self.record.get(name).is_some_and(|text| !text.trim().is_empty()),
        }
    }
}

impl Engine {
    /// Cleans a record without keeping it. Names that the ruleset does not know stay as they are. With `now`, an ISO
    /// 8601 instant, values that are older than they may be are told as well.
    ///
    /// # Errors
    /// `time/invalid`.
    pub fn clean(&self, record: &Input, now: &str) -> Result<CleanResult> {
        self.clean_as(record, now, self.language(), &[])
    }

    /// As [`clean`](Self::clean), in a language of the caller's choice and with more required fields than the ruleset
    /// has; those may be named as the record names them.
    ///
    /// # Errors
    /// `time/invalid`.
    pub fn clean_as(
        &self,
        record: &Input,
        now: &str,
        language: Language,
        required: &[String],
    ) -> Result<CleanResult> {
        let mut result = self.cleaned(record, &self.deadlines(now)?, language);
        for name in required {
            self.require(name, language, &mut result);
        }
        Ok(result)
    }

    fn require(&self, name: &str, language: Language, result: &mut CleanResult) {
        let field = self.known_field(name).and_then(|field| self.ruleset.fields.get(field));
        let (own, label) = field.map_or((name, name), |field| (&field.name, field.title(language)));
        let is_refused = |issue: &Issue| issue.field == own && issue.severity == Severity::Error;
        if result.gives(own) || result.issues.iter().any(is_refused) {
            return;
        }
        result.issues.push(quality::required(own, label, language));
        if let Some(field) = field.filter(|_| !result.fields.contains_key(own)) {
            result.rename(field, name);
        }
    }

    pub(super) fn cleaned(&self, record: &Input, deadlines: &Deadlines, language: Language) -> CleanResult {
        let mut result = CleanResult::default();
        let (records, row) = self.clean_fields(record, language, &mut result);
        self.judge_record(&records, row, (deadlines, language), &mut result);
        self.suggest(&records, row, language, &mut result);
        result
    }

    /// Cleans each field by itself; gives the values as a row of its own.
    fn clean_fields(&self, record: &Input, language: Language, result: &mut CleanResult) -> (Records, Row) {
        let mut texts = Texts::new();
        for (name, text) in record.iter() {
            let field = self.known_field(name);
            match field.and_then(|field| Some((field, self.ruleset.fields.get(field)?))) {
                Some((field, def)) => {
                    result.rename(def, name);
                    add_text(&mut texts, field, Cow::Borrowed(text));
                }
                None => {
                    result.record.insert(name.to_owned(), text.to_owned());
                }
            }
        }
        self.take_steps(&mut texts, result);
        let mut records = Records::default();
        self.ruleset.fields.iter().for_each(|field| {
            records.add_column(field.kind);
        });
        let row = records.push_row();
        for (field, text) in &texts {
            if let Some(def) = self.ruleset.fields.get(*field) {
                let normalized = self.rules.read(*field, def.kind, text, &self.context);
                let values = |symbols: &mut _| Value::each(def.kind, &normalized, symbols);
                let cell = records.intern_cell(self.rules.class(*field, def.kind), text.trim(), values);
                records.set(row, *field, cell);
                self.clean_field(def, normalized, language, result);
            }
        }
        (records, row)
    }

    fn take_steps(&self, texts: &mut Texts, result: &mut CleanResult) {
        self.rules.steps.apply(texts, &mut |field, step| {
            let field = self.ruleset.fields.get(field).map(|def| def.name.clone()).unwrap_or_default();
            result.steps.push(FieldStep { field, step });
        });
    }

    fn clean_field(
        &self,
        field: &FieldDef,
        normalized: Normalized,
        language: Language,
        result: &mut CleanResult,
    ) {
        let values: Vec<&str> = normalized
            .each()
            .filter_map(|n| if n.is_exact() { n.value.as_deref() } else { Some(n.display.as_str()) })
            .collect();
        let cleaned = if values.is_empty() { normalized.display.clone() } else { values.join("；") };
        result.record.insert(field.name.clone(), cleaned);
        result.issues.extend(quality::issues_of(field, &normalized, language));
        let steps = normalized.steps.iter().cloned();
        result.steps.extend(steps.map(|step| FieldStep { field: field.name.clone(), step }));
        result.fields.insert(field.name.clone(), normalized);
    }

    /// What is wrong with the record as a whole.
    fn judge_record(
        &self,
        records: &Records,
        row: Row,
        (deadlines, language): (&Deadlines, Language),
        result: &mut CleanResult,
    ) {
        let ruleset = &self.ruleset;
        self.rules.breaches(records, row, deadlines, &mut |breach| {
            result.issues.extend(breach.issue(ruleset, language));
        });
    }

    /// What follows for the empty fields of the record.
    fn suggest(&self, records: &Records, row: Row, language: Language, result: &mut CleanResult) {
        let field = |place: usize| self.ruleset.fields.get(place);
        for derived in self.rules.derived(records, row) {
            let (Some(to), Some(from)) = (field(derived.field), field(derived.from)) else { continue };
            let text = messages::render("quality/derived", language, |name| match name {
                "field" => Some(to.title(language)),
                "other" => Some(from.title(language)),
                _ => Some(derived.display.as_str()),
            });
            let (field, from) = (to.name.clone(), from.name.clone());
            let (value, display) = (derived.value, derived.display);
            result.suggestions.push(Suggestion { field, value, display, from, text });
        }
    }
}
