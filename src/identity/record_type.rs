//! Whether a record is of a person or of a company, where it says so.

use crate::columns::{FieldId, Row};
use crate::normalize::Records;
use crate::reason::Reason;
use crate::schema::ruleset::Ruleset;
use crate::text;

/// Reads what records say.
#[derive(Debug)]
pub(super) struct RecordTypes {
    field: Option<FieldId>,
    person: Vec<String>,
    company: Vec<String>,
}

impl RecordTypes {
    pub(super) fn new(ruleset: &Ruleset) -> Self {
        let def = ruleset.identity.record_type.as_ref();
        let folded = |names: &[String]| names.iter().map(|name| text::fold(name)).collect();
        Self {
            field: def.and_then(|def| ruleset.field(&def.field)).map(|(place, _)| place),
            person: def.map(|def| folded(&def.person)).unwrap_or_default(),
            company: def.map(|def| folded(&def.company)).unwrap_or_default(),
        }
    }

    /// Why two clusters must stay apart: one is of a person, the other of a company.
    pub(super) fn objection(&self, records: &Records, left: &[Row], right: &[Row]) -> Option<Reason> {
        let (left, right) = (self.is_company(records, left)?, self.is_company(records, right)?);
        (left != right).then(|| Reason::new("guard/type"))
    }

    /// What the records of a cluster say; nothing where none does, or they disagree.
    fn is_company(&self, records: &Records, rows: &[Row]) -> Option<bool> {
        let field = self.field?;
        let mut says: Vec<bool> = Vec::new();
        for value in rows.iter().flat_map(|row| records.values(records.cell(*row, field))) {
            let said = text::fold(records.symbols.text(value.text));
            if self.person.contains(&said) {
                says.push(false);
            } else if self.company.contains(&said) {
                says.push(true);
            }
        }
        let first = says.first().copied()?;
        says.iter().all(|said| *said == first).then_some(first)
    }
}
