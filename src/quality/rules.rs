//! The quality rules of a ruleset, compiled: what is asked of each value, and of each record as a whole.

use super::checks::{Checks, Told};
use super::derive::{derive, tells};
use super::steps::Steps;
use super::valid::Valid;
use super::written::Written;
use crate::columns::{CellClass, FieldId, Row};
use crate::error::{Error, Result};
use crate::messages::Language;
use crate::normalize::civil::{Date, Timestamp};
use crate::normalize::{Context, Normalized, Records, Status, Value, normalize};
use crate::reason::Reason;
use crate::schema::FieldKind;
use crate::schema::ruleset::{DeriveDef, Fact, FieldDef, Period, Ruleset, Severity, Unit, ValidDef};

use super::issue::Issue;

/// The quality rules of a ruleset.
#[derive(Clone, Debug)]
pub struct Rules {
    /// What is done with texts before they are read.
    pub steps: Steps,
    fields: Vec<FieldRules>,
    checks: Checks,
    written: Written,
    language: Language,
    zone: i32,
}

#[derive(Clone, Debug)]
struct FieldRules {
    kind: FieldKind,
    required: bool,
    severity: Severity,
    valid: Option<Valid>,
    derive: Option<(Fact, Vec<FieldId>)>,
    fresh_for: Option<Period>,
}

/// A rule that a record breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach<'r> {
    /// The field that breaks it.
    pub field: FieldId,
    /// How much it matters.
    pub severity: Severity,
    /// Code of the reason.
    pub code: &'static str,
    /// The check of the ruleset.
    pub check: Option<usize>,
    /// What the other field says; when the record was written.
    pub value: String,
    /// The conditions of the check, in words.
    pub told: Option<&'r Told>,
}

/// A value that a record does not give, but that follows from another of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The field that may be given the value.
    pub field: FieldId,
    /// The value in canonical form.
    pub value: String,
    /// The value as it is shown.
    pub display: String,
    /// The field that it follows from.
    pub from: FieldId,
}

/// What rules ask of the present, where it is told.
#[derive(Clone, Debug, Default)]
pub struct Deadlines {
    /// The day before which each field's values are stale.
    days: Vec<Option<String>>,
    pub(super) now: Option<Timestamp>,
}

impl Deadlines {
    /// The day before which a field's values are stale.
    pub fn of(&self, field: FieldId) -> Option<&str> {
        self.days.get(field)?.as_deref()
    }
}

impl Rules {
    /// Checks and compiles the quality rules of a ruleset.
    ///
    /// # Errors
    /// `ruleset/pattern`, `ruleset/value`, `ruleset/range`, `ruleset/no_order`, `ruleset/step`, `ruleset/derive`,
    /// `ruleset/check`, `ruleset/check_form`, `ruleset/unknown_field`, `ruleset/duplicate`, `condition/…`, each with its path.
    pub fn compile(ruleset: &Ruleset, language: Language) -> Result<Self> {
        let field = |(i, def)| field_rules(ruleset, def).map_err(|e: Error| e.under(&format!("fields[{i}]")));
        let zone = Context::default().utc_offset;
        Ok(Self {
            steps: Steps::compile(ruleset)?,
            fields: blocked(ruleset, ruleset.fields.iter().enumerate().map(field).collect::<Result<_>>()?)?,
            checks: Checks::compile(ruleset, language, zone)?,
            written: Written::new(&ruleset.fields),
            language,
            zone,
        })
    }

    /// What a text is as a value of a field: by its kind, and by what the field demands besides.
    pub fn read(&self, field: FieldId, kind: FieldKind, text: &str, context: &Context) -> Normalized {
        let mut value = normalize(kind, text, context);
        if let Some(valid) = self.fields.get(field).and_then(|rules| rules.valid.as_ref()) {
            valid.judge(&mut value);
        }
        value
    }

    /// Which cells a field's texts share: those of its kind, or its own where it demands more.
    pub fn class(&self, field: FieldId, kind: FieldKind) -> CellClass {
        let strict = self.fields.get(field).is_some_and(|rules| rules.valid.is_some());
        if strict { CellClass::of_field(field) } else { CellClass::of_kind(kind) }
    }

    /// What rules ask of the present.
    pub fn deadlines(&self, now: Option<Timestamp>) -> Deadlines {
        let today = now.map(|now| now.date(self.zone));
        let deadline = |rules: &FieldRules| Some(before(today?, rules.fresh_for?).to_string());
        Deadlines { days: self.fields.iter().map(deadline).collect(), now }
    }

    /// When a record was last written, as ISO 8601; empty when it does not say.
    pub fn written_at<'r>(&self, records: &'r Records, row: Row) -> &'r str {
        self.written.at(records, row)
    }

    /// Tells every rule that a record breaks as a whole; what is wrong with single values, those tell themselves.
    pub fn breaches<'r>(
        &'r self,
        records: &Records,
        row: Row,
        deadlines: &Deadlines,
        tell: &mut dyn FnMut(Breach<'r>),
    ) {
        let written = self.written_at(records, row);
        for (field, rules) in self.fields.iter().enumerate() {
            let breach =
                |code, severity, value| Breach { field, severity, code, check: None, value, told: None };
            let given = given(records, row, field);
            if given.is_none() && rules.required {
                tell(breach("quality/required", rules.severity, String::new()));
            }
            let is_old = |deadline: &str| !written.is_empty() && written < deadline;
            if given.is_some() && deadlines.of(field).is_some_and(is_old) {
                let day = written.get(..10).unwrap_or(written).to_owned();
                tell(breach("quality/stale", Severity::Warning, day));
            }
        }
        self.checks.breaches(records, row, deadlines.now, tell);
    }

    /// The values that a record lacks, but that follow from others; never one for a field that has a usable value.
    pub fn derived(&self, records: &Records, row: Row) -> Vec<Derived> {
        let mut found = Vec::new();
        for (field, rules) in self.fields.iter().enumerate() {
            let Some((fact, from)) = &rules.derive else { continue };
            if given(records, row, field).is_some_and(|value| value.usable()) {
                continue;
            }
            let tell = |from: &FieldId| {
                let kind = self.fields.get(*from)?.kind;
                let value = given(records, row, *from)?;
                let text = derive(*fact, kind, value, &records.symbols, self.language)?;
                let read = normalize(rules.kind, &text, &Context::default());
                Some(Derived { field, value: read.value?, display: read.display, from: *from })
            };
            found.extend(from.iter().find_map(tell));
        }
        found
    }
}

/// The first value of a record's field, if anything is given.
pub(super) fn given(records: &Records, row: Row, field: FieldId) -> Option<&Value> {
    records.values(records.cell(row, field)).first().filter(|value| value.status != Status::Empty)
}

/// Adds what identifiers block to the rules of their fields.
fn blocked(ruleset: &Ruleset, mut fields: Vec<FieldRules>) -> Result<Vec<FieldRules>> {
    for (i, identifier) in ruleset.identity.identifiers.iter().enumerate() {
        if identifier.blocked.is_empty() && identifier.patterns.is_empty() {
            continue;
        }
        for name in &identifier.fields {
            let (place, field) = known(ruleset, name, "fields")?;
            let Some(rules) = fields.get_mut(place) else { continue };
            let path = format!("identity.identifiers[{i}]");
            if rules.valid.is_none() {
                rules.valid = Some(Valid::compile(field, &ValidDef::default())?);
            }
            rules
                .valid
                .iter_mut()
                .try_for_each(|valid| valid.block(identifier))
                .map_err(|e| e.under(&path))?;
        }
    }
    Ok(fields)
}

fn field_rules(ruleset: &Ruleset, field: &FieldDef) -> Result<FieldRules> {
    let valid = field.valid.as_ref().map(|def| Valid::compile(field, def).map_err(|e| e.under("valid")));
    let derive =
        field.derive.as_ref().map(|def| compile_derive(ruleset, field, def).map_err(|e| e.under("derive")));
    Ok(FieldRules {
        kind: field.kind,
        required: field.required,
        severity: field.severity,
        valid: valid.transpose()?,
        derive: derive.transpose()?,
        fresh_for: field.fresh_for,
    })
}

fn compile_derive(ruleset: &Ruleset, field: &FieldDef, def: &DeriveDef) -> Result<(Fact, Vec<FieldId>)> {
    if !fits(def.fact, field.kind) {
        return Err(Error::new("ruleset/derive", "fact").with("name", &field.name));
    }
    let source = |(i, name): (usize, &String)| {
        let path = format!("from[{i}]");
        let (place, source) = known(ruleset, name, &path)?;
        let telling = tells(source.kind, def.fact);
        telling.then_some(place).ok_or_else(|| Error::new("ruleset/derive", path).with("name", name))
    };
    Ok((def.fact, def.from.iter().enumerate().map(source).collect::<Result<_>>()?))
}

/// Whether a field of that kind can hold the fact.
fn fits(fact: Fact, kind: FieldKind) -> bool {
    match fact {
        Fact::Province | Fact::City | Fact::County => kind == FieldKind::Region,
        Fact::BirthDate => kind == FieldKind::Date,
        Fact::Gender => kind == FieldKind::Text,
        Fact::Domain => kind == FieldKind::Url,
        Fact::Industry => kind == FieldKind::Industry,
    }
}

pub(super) fn known<'r>(ruleset: &'r Ruleset, name: &str, path: &str) -> Result<(FieldId, &'r FieldDef)> {
    ruleset.field(name).ok_or_else(|| Error::new("ruleset/unknown_field", path).with("name", name))
}

/// The day that lies a period before another.
fn before(today: Date, period: Period) -> Date {
    let count = i64::from(period.last);
    match period.unit {
        Unit::Minute | Unit::Hour => today,
        Unit::Day => today.add_days(-count),
        Unit::Week => today.add_days(count.saturating_mul(-7)),
        Unit::Month => today.add_months(-count),
        Unit::Year => today.add_months(count.saturating_mul(-12)),
    }
}

impl Breach<'_> {
    /// The breach as an issue of its field.
    pub fn issue(&self, ruleset: &Ruleset, language: Language) -> Option<Issue> {
        let field = ruleset.fields.get(self.field)?;
        let mut reason = Reason::new(self.code).with("field", field.title(language));
        if !self.value.is_empty() {
            reason = reason.with("value", &self.value);
        }
        let Some(check) = self.check.and_then(|place| ruleset.checks.get(place)) else {
            return Some(Issue::new(field, self.severity, reason, language));
        };
        if let Some((_, other)) = check.to.as_ref().and_then(|to| ruleset.field(to)) {
            reason = reason.with("other", other.title(language));
        }
        for (name, told) in self.told.iter().flat_map(|told| told.params()) {
            let told = told.get(language);
            if !told.is_empty() {
                reason = reason.with(name, told);
            }
        }
        let mut issue = Issue::new(field, self.severity, reason.at(&check.id), language);
        let own = check.label.get(language);
        if !own.is_empty() {
            own.clone_into(&mut issue.text);
        }
        Some(issue)
    }
}
