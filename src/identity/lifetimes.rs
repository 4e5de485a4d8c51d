//! How long after a record was written, or before, its identifiers lead events to it.

use super::stitch::days;
use crate::columns::Row;
use crate::matching::{Index, Model};
use crate::normalize::Records;
use crate::normalize::civil::{Date, Timestamp};
use crate::quality::Written;
use crate::schema::ruleset::{FieldDef, IdentityDef};

/// The lifetimes of a ruleset's identifiers, by the blocking rule whose keys their values are.
#[derive(Debug)]
pub struct Lifetimes {
    days: Vec<(u16, i64)>,
    written: Option<Written>,
    zone: i32,
}

impl Lifetimes {
    /// For records with these fields, in a time zone.
    pub fn new(identity: &IdentityDef, model: &Model, fields: &[FieldDef], zone: i32) -> Self {
        let mut all = Vec::new();
        for (def, lifetime) in identity.identifiers.iter().filter_map(|def| Some((def, def.lifetime?))) {
            let places =
                def.fields.iter().filter_map(|name| fields.iter().position(|field| field.name == *name));
            let rules = places.filter_map(|place| Index::rule_of_field(model, place));
            all.extend(rules.map(|(rule, _)| (rule, i64::from(days(lifetime)))));
        }
        let written = (!all.is_empty()).then(|| Written::new(fields));
        Self { days: all, written, zone }
    }

    /// Whether a key of that rule leads an event at that time to a record: one that does not say when it was written is
    /// never too far away.
    pub fn reach(&self, rule: u16, (records, row): (&Records, Row), at: Timestamp) -> bool {
        self.near(rule, || (self.day(records, row), Some(at.date(self.zone))))
    }

    /// Whether a key of that rule may bind two records to each other.
    pub fn bind(&self, rule: u16, records: &Records, (a, b): (Row, Row)) -> bool {
        self.near(rule, || (self.day(records, a), self.day(records, b)))
    }

    fn near(&self, rule: u16, when: impl FnOnce() -> (Option<Date>, Option<Date>)) -> bool {
        let Some((_, most)) = self.days.iter().find(|(known, _)| *known == rule) else { return true };
        let (Some(a), Some(b)) = when() else { return true };
        (a.days() - b.days()).abs() <= *most
    }

    /// The day on which a record was written.
    fn day(&self, records: &Records, row: Row) -> Option<Date> {
        Date::parse(self.written.as_ref()?.at(records, row).get(..10)?)
    }

    /// Whether no identifier has one.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }
}
