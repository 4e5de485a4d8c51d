//! Adding records, or giving them anew, a few at a time.

use std::borrow::Cow;

use serde::Serialize;

use crate::columns::{FieldId, Row};
use crate::engine::{Engine, Input, Mode};
use crate::error::Result;
use crate::identity::RecordRef;
use crate::normalize::Value;
use crate::quality::{self, Deadlines, Issue, Texts};
use crate::schema::mapping::Headers;

/// What became of the records.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UpsertOutcome {
    /// One result a record, in order.
    pub results: Vec<UpsertResult>,
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UpsertResult {
    /// The record's id.
    pub record_id: String,
    /// The customer that it now belongs to.
    pub customer_id: String,
    /// Ids of the customer's other records.
    pub merged: Vec<String>,
    /// What is wrong with the record.
    pub issues: Vec<Issue>,
}

/// What a record gives: the field that each name means, the name and the text.
pub(super) type Given<'r> = Vec<(Option<FieldId>, &'r str, &'r str)>;

impl Engine {
    /// Adds records, all or none; a record with a known source and id replaces the former one.
    ///
    /// `source` stands for records that do not name theirs. A record without an id gets the next number. A row's
    /// clean form, its issues and its customer come back in order.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `limits/rows`.
    pub fn upsert(&mut self, records: &[Input], source: &str, now: &str) -> Result<UpsertOutcome> {
        self.idle()?;
        let at = self.now(now)?;
        let deadlines = self.deadlines(now)?;
        let mut staging = self.begin_staging();
        let (mut rows, mut issues) = (Vec::with_capacity(records.len()), Vec::with_capacity(records.len()));
        for record in records {
            let given = self.read_names(record);
            match self.stage_input(&mut staging, &given, source) {
                Ok(row) => {
                    rows.push(row);
                    issues.push(self.issues(row, &given, &deadlines));
                }
                Err(error) => {
                    self.abort_staging(staging);
                    return Err(error.under(&format!("[{}]", rows.len())));
                }
            }
        }
        self.commit_staging(staging);
        self.log_records(&rows, at);
        let results = rows.iter().zip(issues).map(|(row, issues)| self.upsert_result(*row, issues));
        Ok(UpsertOutcome { results: results.collect() })
    }

    pub(super) fn stage_input(
        &mut self,
        staging: &mut crate::engine::state::Staging,
        given: &Given<'_>,
        source: &str,
    ) -> Result<Row> {
        let source = self.source_named(self.given(given, "source"), source.trim());
        let id = self.given(given, "id").map_or_else(|| self.free_id(source), str::to_owned);
        self.stage_input_as(staging, given, source, &id)
    }

    /// The source that a record names, else that of the call; of files that are linked each is one, whatever its records name,
    /// which often is how a customer was won.
    pub(super) fn source_named<'s>(&self, named: Option<&'s str>, call: &'s str) -> &'s str {
        let is_linked = self.options.mode == Mode::Link && !call.is_empty();
        named.filter(|_| !is_linked).unwrap_or(call)
    }

    /// Stages a record under a source and an id that are not its own to say.
    pub(super) fn stage_input_as(
        &mut self,
        staging: &mut crate::engine::state::Staging,
        given: &Given<'_>,
        source: &str,
        id: &str,
    ) -> Result<Row> {
        let mut values = self.field_values(given);
        self.rules.steps.apply(&mut values, &mut |_, _| {});
        self.stage(staging, (source, id), values.iter().map(|(field, text)| (*field, text.as_ref())))
    }

    /// What a record gives, its names looked up once.
    pub(super) fn read_names<'r>(&self, record: &'r Input) -> Given<'r> {
        record.iter().map(|(name, text)| (self.known_field(name), name, text)).collect()
    }

    /// What a record gives for the field of that name, under any of the field's names.
    pub(super) fn given<'r>(&self, given: &Given<'r>, name: &str) -> Option<&'r str> {
        let wanted = self.ruleset.field(name).map(|(field, _)| field);
        let means =
            |field: Option<FieldId>, given: &str| given == name || wanted.is_some() && field == wanted;
        let texts = given.iter().filter(|(field, given, _)| means(*field, given));
        texts.map(|(.., text)| text.trim()).find(|text| !text.is_empty())
    }

    /// The next number that is no record's id in that source.
    fn free_id(&self, source: &str) -> String {
        let free = |id: &String| self.row_in(source, id).is_none();
        (self.records.rows() + 1..).map(|number| number.to_string()).find(free).unwrap_or_default()
    }

    /// The record of that id in a source.
    pub(super) fn row_in(&self, source: &str, id: &str) -> Option<Row> {
        let symbol = |text: &str| self.records.symbols.find(text);
        self.directory.row(RecordRef { source: symbol(source)?, id: symbol(id)? })
    }

    /// A record's values with the fields they belong to: by name, by header, or a field of their own. What it gives
    /// for one field under several names is kept together.
    fn field_values<'r>(&mut self, given: &Given<'r>) -> Texts<'r> {
        let mut values = Texts::new();
        for (field, name, text) in given.iter().filter(|(.., text)| !text.trim().is_empty()) {
            let field = field.unwrap_or_else(|| self.field_or_new(name));
            add_text(&mut values, field, Cow::Borrowed(*text));
        }
        values
    }

    /// The field that a caller's name means.
    pub(in crate::engine) fn known_field(&self, name: &str) -> Option<FieldId> {
        let by_name = self.fields.iter().position(|field| field.name == name);
        by_name.or_else(|| Headers::field(&self.headers, name))
    }

    /// What is wrong with a record that was just staged, its values in the order in which it gives them.
    pub(super) fn issues(&self, row: Row, given: &Given<'_>, deadlines: &Deadlines) -> Vec<Issue> {
        let (language, mut issues, mut seen) = (self.language(), Vec::new(), Vec::new());
        let given = given.iter().filter_map(|(field, ..)| *field);
        for field in given.chain(0..self.ruleset.fields.len()) {
            let Some(def) = self.ruleset.fields.get(field).filter(|_| !seen.contains(&field)) else {
                continue;
            };
            seen.push(field);
            let cell = self.records.cell(row, field);
            // Most values are in order; of the others it is found out again what is wrong.
            if self.records.values(cell).first().is_some_and(Value::is_doubted) {
                let normalized = self.rules.read(field, def.kind, self.records.text(cell), &self.context);
                issues.extend(quality::issues_of(def, &normalized, language));
            }
        }
        self.rules.breaches(&self.records, row, deadlines, &mut |breach| {
            issues.extend(breach.issue(&self.ruleset, language));
        });
        issues
    }

    pub(super) fn upsert_result(&self, row: Row, issues: Vec<Issue>) -> UpsertResult {
        let anchor = self.clusters.anchor(row);
        let others = self.clusters.members(anchor).iter().filter(|other| **other != row);
        UpsertResult {
            record_id: self.record_id(row),
            customer_id: self.customer_id(anchor),
            merged: others.map(|other| self.record_id(*other)).collect(),
            issues,
        }
    }
}

/// Adds a text to what a field is given already.
pub(super) fn add_text<'t>(texts: &mut Texts<'t>, field: FieldId, text: Cow<'t, str>) {
    match texts.iter_mut().find(|(known, _)| *known == field) {
        Some((_, known)) if known.trim().is_empty() => *known = text,
        Some((_, known)) if !text.trim().is_empty() => known.to_mut().extend(["；", &text]),
        Some(_) => {}
        None => texts.push((field, text)),
    }
}
