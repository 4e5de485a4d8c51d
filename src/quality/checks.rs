//! The checks of a ruleset: what must hold of a record as a whole, of every one or where a condition holds.

use super::derive::{agrees, derive, tells};
use super::rules::{Breach, given, known};
use super::subject::RecordSubject;
use super::valid::less;
use crate::columns::{FieldId, Row};
use crate::error::{Error, Result};
use crate::expr::{
    Condition, NEVER, Op, Plan, Truth, ValueType, Vocabulary, compile_for_record, parse, print,
};
use crate::messages::Language;
use crate::normalize::civil::Timestamp;
use crate::normalize::{Context, Records, normalize};
use crate::schema::ruleset::{
    CheckDef, ConditionDef, Fact, FieldDef, Label, Relation, Ruleset, Severity, Strategy,
};

/// The checks of a ruleset, compiled.
#[derive(Clone, Debug)]
pub(super) struct Checks {
    checks: Vec<Check>,
    types: Vec<ValueType>,
    language: Language,
    zone: i32,
}

#[derive(Clone, Debug)]
struct Check {
    field: FieldId,
    severity: Severity,
    when: Option<Plan>,
    demand: Demand,
    told: Told,
}

/// What a check asks of a record.
#[derive(Clone, Debug)]
enum Demand {
    /// How the field stands to another one, and what that one tells of the field where they must agree.
    Relation(Relation, FieldId, Option<Fact>),
    /// What must hold, and the code of the reason where it does not.
    Must(Plan, &'static str),
}

/// The conditions of a check in words of both languages; empty where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    must: Label,
    when: Label,
}

impl Told {
    /// The words by the names that texts have for them.
    pub fn params(&self) -> [(&'static str, &Label); 2] {
        [("must", &self.must), ("when", &self.when)]
    }
}

impl Checks {
    pub(super) fn compile(ruleset: &Ruleset, language: Language, zone: i32) -> Result<Self> {
        let compiler =
            Compiler { ruleset, vocabulary: Vocabulary::new(&ruleset.fields, &[], language), zone };
        let each = |(i, def)| compiler.check(i, def).map_err(|e: Error| e.under(&format!("checks[{i}]")));
        let checks = ruleset.checks.iter().enumerate().map(each).collect::<Result<_>>()?;
        let types = ruleset
            .fields
            .iter()
            .map(|field| ValueType { kind: field.kind, list: field.survivorship == Strategy::Union });
        Ok(Self { checks, types: types.collect(), language, zone })
    }

    /// Tells every check that a record breaks. Checks that ask what day it is need to be told.
    pub(super) fn breaches<'r>(
        &'r self,
        records: &Records,
        row: Row,
        now: Option<Timestamp>,
        tell: &mut dyn FnMut(Breach<'r>),
    ) {
        let subject = RecordSubject { records, row, types: &self.types, zone: self.zone };
        let truth = |plan: &Plan| match now {
            None if plan.asks_today() => Truth::Unknown,
            now => plan.answer(&subject, now.unwrap_or(NEVER)).truth,
        };
        for (place, check) in self.checks.iter().enumerate() {
            if check.when.as_ref().is_some_and(|when| truth(when) != Truth::True) {
                continue;
            }
            let broken = match &check.demand {
                Demand::Must(must, code) => (truth(must) == Truth::False).then(|| (*code, String::new())),
                Demand::Relation(relation, other, fact) => {
                    self.broken(check.field, (*relation, *other, *fact), records, row)
                }
            };
            if let Some((code, value)) = broken {
                let (field, severity) = (check.field, check.severity);
                tell(Breach { field, severity, code, check: Some(place), value, told: Some(&check.told) });
            }
        }
    }

    /// The code of a relation that a record breaks, with what the other field says.
    fn broken(
        &self,
        field: FieldId,
        (relation, other, fact): (Relation, FieldId, Option<Fact>),
        records: &Records,
        row: Row,
    ) -> Option<(&'static str, String)> {
        let usable = |field| given(records, row, field).filter(|value| value.usable());
        let (value, told) = (usable(field)?, usable(other)?);
        let kind = |field: FieldId| records.kind(field);
        let symbols = &records.symbols;
        if let Some(fact) = fact {
            let derived = derive(fact, kind(other), told, symbols, self.language)?;
            let agree = agrees(fact, kind(field), value, &derived, symbols)?;
            let display = || normalize(kind(field), &derived, &Context::default()).display;
            return (!agree).then(|| ("quality/disagrees", display()));
        }
        let (a, b) = (symbols.text(value.text), symbols.text(told.text));
        let (lt, gt) = (less(kind(field), a, b), less(kind(field), b, a));
        let code = match relation {
            Relation::Equals if a != b => "quality/must_equal",
            Relation::NotEquals if a == b => "quality/must_differ",
            Relation::Lt if !lt => "quality/must_be_less",
            Relation::Lte if gt => "quality/must_not_be_more",
            Relation::Gt if !gt => "quality/must_be_more",
            Relation::Gte if lt => "quality/must_not_be_less",
            _ => return None,
        };
        Some((code, told.shown(symbols).to_owned()))
    }
}

/// What checks are compiled with.
struct Compiler<'a> {
    ruleset: &'a Ruleset,
    vocabulary: Vocabulary,
    zone: i32,
}

impl Compiler<'_> {
    fn check(&self, place: usize, def: &CheckDef) -> Result<Check> {
        if self.ruleset.checks.iter().take(place).any(|earlier| earlier.id == def.id) {
            return Err(Error::new("ruleset/duplicate", "id").with("name", &def.id));
        }
        let (field, judged) = known(self.ruleset, &def.field, "field")?;
        let (when, when_told) = self.condition(def.when.as_ref(), "when")?.unzip();
        let (must, must_told) = self.condition(def.must.as_ref(), "must")?.unzip();
        let demand = match (def.is, &def.to, must) {
            (Some(relation), Some(to), None) => self.relation(judged, relation, to)?,
            (None, None, Some((read, plan))) => {
                Demand::Must(plan, must_code(&read, &def.field, when.is_some()))
            }
            _ => return Err(Error::new("ruleset/check_form", "").with("name", &def.id)),
        };
        let told = Told { must: must_told.unwrap_or_default(), when: when_told.unwrap_or_default() };
        Ok(Check { field, severity: def.severity, when: when.map(|(_, plan)| plan), demand, told })
    }

    /// A condition of a check, read and compiled, and in words.
    fn condition(&self, def: Option<&ConditionDef>, key: &str) -> Result<Option<((Condition, Plan), Label)>> {
        let Some(def) = def else { return Ok(None) };
        let read = parse(&def.0).map_err(|e| e.under(key))?;
        let plan = compile_for_record(&read, &self.vocabulary, self.zone).map_err(|e| e.under(key))?;
        let words = |language| print(&read, &self.vocabulary, language);
        let told = Label { zh: words(Language::Zh), en: words(Language::En) };
        Ok(Some(((read, plan), told)))
    }

    fn relation(&self, judged: &FieldDef, relation: Relation, to: &str) -> Result<Demand> {
        let (other, against) = known(self.ruleset, to, "to")?;
        let wrong = || Error::new("ruleset/check", "to").with("name", to).with("field", &judged.name);
        let fact = judged.derive.as_ref().map(|def| def.fact).filter(|fact| tells(against.kind, *fact));
        match relation {
            Relation::Agrees => Ok(Demand::Relation(relation, other, Some(fact.ok_or_else(wrong)?))),
            _ if judged.kind != against.kind => Err(wrong()),
            _ => Ok(Demand::Relation(relation, other, None)),
        }
    }
}

/// The code of the reason that a condition does not hold; those that ask whether the field itself is given have their own.
fn must_code(must: &Condition, field: &str, conditional: bool) -> &'static str {
    let asked = match must {
        Condition::Field(test) if test.field == field => Some(test.op),
        _ => None,
    };
    match (asked, conditional) {
        (Some(Op::Exists), false) => "quality/required",
        (Some(Op::Exists), true) => "quality/required_when",
        (Some(Op::Missing), true) => "quality/unwanted",
        (_, false) => "quality/must_hold",
        (_, true) => "quality/must_hold_when",
    }
}
