//! When a record was written.

use crate::columns::{FieldId, Row};
use crate::normalize::Records;
use crate::schema::ruleset::FieldDef;

/// Names of the fields that say when a record was last written, the best first.
pub const WRITTEN: [&str; 2] = ["updated_at", "created_at"];

/// Finds out when records were last written.
#[derive(Clone, Debug)]
pub struct Written(Vec<FieldId>);

impl Written {
    /// For records with these fields.
    pub fn new(fields: &[FieldDef]) -> Self {
        let place = |name: &str| fields.iter().position(|field| field.name == name);
        Self(WRITTEN.into_iter().filter_map(place).collect())
    }

    /// When a record was last written, as ISO 8601; empty when it does not say.
    pub fn at<'r>(&self, records: &'r Records, row: Row) -> &'r str {
        let mut values = self.0.iter().flat_map(|field| records.values(records.cell(row, *field)));
        values.find(|value| value.usable()).map_or("", |value| records.symbols.text(value.text))
    }
}
