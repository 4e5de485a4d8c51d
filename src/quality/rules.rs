//! The quality rules of a ruleset, compiled: what is asked of each value, and of each record as a whole.

use super::derive::{agrees, derive, tells};
use super::steps::Steps;
use super::valid::{Valid, less};
use super::written::Written;
use crate::columns::{CellClass, FieldId, Row};
use crate::error::{Error, Result};
use crate::messages::Language;
use crate::normalize::civil::Date;
use crate::normalize::{Context, Normalized, Records, Status, Value, normalize};
use crate::reason::Reason;
use crate::schema::FieldKind;
use crate::schema::ruleset::{
    CheckDef, DeriveDef, Fact, FieldDef, Period, Relation, Ruleset, Severity, Unit, ValidDef,
};

use super::issue::Issue;

/// The quality rules of a ruleset.
#[derive(Clone, Debug)]
pub struct Rules {
    /// What is done with texts before they are read.
    pub steps: Steps,
    fields: Vec<FieldRules>,
    checks: Vec<Check>,
    written: Written,
    language: Language,
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

#[derive(Clone, Debug)]
struct Check {
    place: usize,
    field: FieldId,
    other: FieldId,
    relation: Relation,
    /// What the other field tells of the field, where they must agree.
    fact: Option<Fact>,
    severity: Severity,
}

/// A rule that a record breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The field that breaks it.
    pub field: FieldId,
    /// How much it matters.
    pub severity: Severity,
    /// Code of the reason.
    pub code: &'static str,
    /// The check of the ruleset, with the field that the first one is compared with.
    pub check: Option<(usize, FieldId)>,
    /// What the other field says; when the record was written.
    pub value: String,
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

/// The day before which each field's values are stale.
pub type Deadlines = Vec<Option<String>>;

impl Rules {
    /// Checks and compiles the quality rules of a ruleset.
    ///
    /// # Errors
    /// `ruleset/pattern`, `ruleset/value`, `ruleset/range`, `ruleset/no_order`, `ruleset/step`, `ruleset/derive`,
    /// `ruleset/check`, `ruleset/unknown_field`, `ruleset/duplicate`, each with its path.
    pub fn compile(ruleset: &Ruleset, language: Language) -> Result<Self> {
        let field = |(i, def)| field_rules(ruleset, def).map_err(|e: Error| e.under(&format!("fields[{i}]")));
        let check =
            |(i, def)| compile_check(ruleset, i, def).map_err(|e: Error| e.under(&format!("checks[{i}]")));
        Ok(Self {
            steps: Steps::compile(ruleset)?,
            fields: blocked(ruleset, ruleset.fields.iter().enumerate().map(field).collect::<Result<_>>()?)?,
            checks: ruleset.checks.iter().enumerate().map(check).collect::<Result<_>>()?,
            written: Written::new(&ruleset.fields),
            language,
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

    /// The day before which each field's values are stale.
    pub fn deadlines(&self, today: Option<Date>) -> Deadlines {
        let deadline = |rules: &FieldRules| Some(before(today?, rules.fresh_for?).to_string());
        self.fields.iter().map(deadline).collect()
    }

    /// When a record was last written, as ISO 8601; empty when it does not say.
    pub fn written_at<'r>(&self, records: &'r Records, row: Row) -> &'r str {
        self.written.at(records, row)
    }

    /// Tells every rule that a record breaks as a whole; what is wrong with single values, those tell themselves.
    pub fn breaches(&self, records: &Records, row: Row, deadlines: &Deadlines, tell: &mut dyn FnMut(Breach)) {
        let written = self.written_at(records, row);
        for ((field, rules), deadline) in self.fields.iter().enumerate().zip(deadlines) {
            let breach = |code, severity, value| Breach { field, severity, code, check: None, value };
            let given = given(records, row, field);
            if given.is_none() && rules.required {
                tell(breach("quality/required", rules.severity, String::new()));
            }
            let is_old = |deadline: &&String| !written.is_empty() && written < deadline.as_str();
            if given.is_some() && deadline.as_ref().is_some_and(|deadline| is_old(&deadline)) {
                let day = written.get(..10).unwrap_or(written).to_owned();
                tell(breach("quality/stale", Severity::Warning, day));
            }
        }
        for check in &self.checks {
            if let Some((code, value)) = self.broken(check, records, row) {
                let other = Some((check.place, check.other));
                tell(Breach { field: check.field, severity: check.severity, code, check: other, value });
            }
        }
    }

    /// The code of a check that a record breaks, with what the other field says.
    fn broken(&self, check: &Check, records: &Records, row: Row) -> Option<(&'static str, String)> {
        let usable = |field| given(records, row, field).filter(|value| value.usable);
        let (value, other) = (usable(check.field)?, usable(check.other)?);
        let kind = |field: FieldId| self.fields.get(field).map_or(FieldKind::Text, |rules| rules.kind);
        let symbols = &records.symbols;
        if let Some(fact) = check.fact {
            let derived = derive(fact, kind(check.other), other, symbols, self.language)?;
            let agree = agrees(fact, kind(check.field), value, &derived, symbols)?;
            return (!agree).then(|| ("quality/disagrees", self.read_derived(check.field, &derived).display));
        }
        let (a, b) = (symbols.text(value.text), symbols.text(other.text));
        let (lt, gt) = (less(kind(check.field), a, b), less(kind(check.field), b, a));
        let code = match check.relation {
            Relation::Equals if a != b => "quality/must_equal",
            Relation::NotEquals if a == b => "quality/must_differ",
            Relation::Lt if !lt => "quality/must_be_less",
            Relation::Lte if gt => "quality/must_not_be_more",
            Relation::Gt if !gt => "quality/must_be_more",
            Relation::Gte if lt => "quality/must_not_be_less",
            _ => return None,
        };
        Some((code, symbols.text(other.display).to_owned()))
    }

    /// A derived text as a value of its field.
    fn read_derived(&self, field: FieldId, derived: &str) -> Normalized {
        let kind = self.fields.get(field).map_or(FieldKind::Text, |rules| rules.kind);
        normalize(kind, derived, &Context::default())
    }

    /// The values that a record lacks, but that follow from others; never one for a field that has a usable value.
    pub fn derived(&self, records: &Records, row: Row) -> Vec<Derived> {
        let mut found = Vec::new();
        for (field, rules) in self.fields.iter().enumerate() {
            let Some((fact, from)) = &rules.derive else { continue };
            if given(records, row, field).is_some_and(|value| value.usable) {
                continue;
            }
            let tell = |from: &FieldId| {
                let kind = self.fields.get(*from)?.kind;
                let value = given(records, row, *from)?;
                let text = derive(*fact, kind, value, &records.symbols, self.language)?;
                let read = self.read_derived(field, &text);
                Some(Derived { field, value: read.value?, display: read.display, from: *from })
            };
            found.extend(from.iter().find_map(tell));
        }
        found
    }
}

/// The first value of a record's field, if anything is given.
fn given(records: &Records, row: Row, field: FieldId) -> Option<&Value> {
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

fn compile_check(ruleset: &Ruleset, place: usize, def: &CheckDef) -> Result<Check> {
    if ruleset.checks.iter().take(place).any(|earlier| earlier.id == def.id) {
        return Err(Error::new("ruleset/duplicate", "id").with("name", &def.id));
    }
    let (field, judged) = known(ruleset, &def.field, "field")?;
    let (other, against) = known(ruleset, &def.to, "to")?;
    let fact = match def.is {
        Relation::Agrees => Some(fact_of(judged, against)?),
        _ if judged.kind != against.kind => {
            return Err(Error::new("ruleset/check", "to").with("name", &def.to).with("field", &def.field));
        }
        _ => None,
    };
    Ok(Check { place, field, other, relation: def.is, fact, severity: def.severity })
}

/// What the one field tells of the other, as the other's `derive` says.
fn fact_of(field: &FieldDef, from: &FieldDef) -> Result<Fact> {
    let fact = field.derive.as_ref().map(|def| def.fact).filter(|fact| tells(from.kind, *fact));
    let wrong = || Error::new("ruleset/check", "to").with("name", &from.name).with("field", &field.name);
    fact.ok_or_else(wrong)
}

fn known<'r>(ruleset: &'r Ruleset, name: &str, path: &str) -> Result<(FieldId, &'r FieldDef)> {
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

impl Breach {
    /// The breach as an issue of its field.
    pub fn issue(&self, ruleset: &Ruleset, language: Language) -> Option<Issue> {
        let field = ruleset.fields.get(self.field)?;
        let mut reason = Reason::new(self.code).with("field", field.title(language));
        if !self.value.is_empty() {
            reason = reason.with("value", &self.value);
        }
        let Some((check, other)) = self.check else {
            return Some(Issue::new(field, self.severity, reason, language));
        };
        let other = ruleset.fields.get(other).map_or("", |field| field.title(language));
        let check = ruleset.checks.get(check)?;
        let mut issue = Issue::new(field, self.severity, reason.with("other", other).at(&check.id), language);
        let own = check.label.get(language);
        if !own.is_empty() {
            own.clone_into(&mut issue.text);
        }
        Some(issue)
    }
}
