//! How many values of an identifier a customer may have.

use std::collections::BTreeMap;

use crate::columns::{FieldId, Row, Symbol};
use crate::normalize::civil::Date;
use crate::normalize::{Records, Status};
use crate::quality::Written;
use crate::reason::Reason;
use crate::schema::ruleset::{IdentifierDef, Part, Ruleset, Unit};

/// The limits of a ruleset's identifiers.
#[derive(Debug)]
pub(super) struct Limits<'a> {
    records: &'a Records,
    kinds: Vec<Limited<'a>>,
    written: Written,
}

#[derive(Debug)]
struct Limited<'a> {
    def: &'a IdentifierDef,
    fields: Vec<FieldId>,
}

impl<'a> Limits<'a> {
    pub(super) fn new(ruleset: &'a Ruleset, records: &'a Records) -> Self {
        let place = |name: &str| ruleset.field(name).map(|(place, _)| place);
        let limited = ruleset.identity.identifiers.iter().filter(|def| def.unique || def.limit.is_some());
        let kinds = limited
            .map(|def| Limited { def, fields: def.fields.iter().filter_map(|name| place(name)).collect() });
        Self { records, kinds: kinds.collect(), written: Written::new(&ruleset.fields) }
    }

    /// Why two clusters must stay apart, if they must: together they would break a limit that neither breaks as much by
    /// itself.
    pub(super) fn objection(&self, left: &[Row], right: &[Row]) -> Option<Reason> {
        self.kinds
            .iter()
            .find_map(|kind| self.conflict(kind, left, right).or_else(|| self.excess(kind, left, right)))
    }

    /// Both have valid values of a unique identifier, and none in common.
    fn conflict(&self, kind: &Limited, left: &[Row], right: &[Row]) -> Option<Reason> {
        if !kind.def.unique {
            return None;
        }
        let (a, b) = (self.valid_values(left, kind), self.valid_values(right, kind));
        let (first, other) = (a.first()?, b.first()?);
        let text = |symbol: &Symbol| self.records.symbols.text(*symbol);
        let reason = || {
            Reason::new("guard/conflict")
                .with("kind", &kind.def.kind)
                .with("left", text(first))
                .with("right", text(other))
        };
        (!a.iter().any(|value| b.contains(value))).then(reason)
    }

    fn excess(&self, kind: &Limited, left: &[Row], right: &[Row]) -> Option<Reason> {
        let limit = kind.def.limit? as usize;
        let both = [left, right].concat();
        let count = |rows: &[Row]| self.most_in_a_period(rows, kind);
        let together = count(&both);
        let worse = together > limit && together > count(left).max(count(right));
        worse.then(|| {
            Reason::new("guard/limit")
                .with("kind", &kind.def.kind)
                .with("limit", limit)
                .with("actual", together)
        })
    }

    /// The most distinct values that fall into one period.
    fn most_in_a_period(&self, rows: &[Row], kind: &Limited) -> usize {
        let mut periods: BTreeMap<String, Vec<Symbol>> = BTreeMap::new();
        for row in rows {
            let period = kind.def.period.map(|unit| self.period(*row, unit)).unwrap_or_default();
            let known = periods.entry(period).or_default();
            for value in self.valid_values(std::slice::from_ref(row), kind) {
                if !known.contains(&value) {
                    known.push(value);
                }
            }
        }
        periods.values().map(Vec::len).max().unwrap_or_default()
    }

    /// The calendar unit in which a record was written; those that do not say count together.
    fn period(&self, row: Row, unit: Unit) -> String {
        let text = self.written.at(self.records, row);
        let length = match unit {
            Unit::Year => 4,
            Unit::Month => 7,
            Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => 10,
        };
        let start = text.get(..length).unwrap_or(text);
        match Date::parse(start).filter(|_| unit == Unit::Week) {
            Some(day) => day.add_days(1 - i64::from(day.weekday())).to_string(),
            None => start.to_owned(),
        }
    }

    /// The valid values of an identifier in a cluster; of a unique one more than one only where a person joined them.
    fn valid_values(&self, rows: &[Row], kind: &Limited) -> Vec<Symbol> {
        let mut found = Vec::new();
        let cells =
            rows.iter().flat_map(|row| kind.fields.iter().map(move |field| self.records.cell(*row, *field)));
        for value in cells
            .flat_map(|cell| self.records.values(cell))
            .filter(|v| v.usable() && v.status == Status::Valid)
        {
            found.extend(
                value
                    .part(Part::Value, &self.records.symbols)
                    .present()
                    .filter(|symbol| !found.contains(symbol)),
            );
        }
        found
    }
}
