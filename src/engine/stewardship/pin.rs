//! Golden values that somebody fixes by hand.

use super::decide::Splits;
use crate::columns::{CellId, FieldId, Row};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::identity::OperationKind;
use crate::normalize::Status;
use crate::schema::ruleset::FieldDef;
use crate::store::Change;

impl Engine {
    /// Fixes the golden value of a customer's field, whatever its strategy; without a value sets it free again. The pin
    /// is bound to the customer's first record and goes where that goes.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `field/unknown`, `pin/invalid` for what is no value of the field, `time/invalid`.
    pub fn pin(
        &mut self,
        customer: &str,
        field: &str,
        value: Option<&str>,
        actor: &str,
        reason: &str,
        now: &str,
    ) -> Result<Splits> {
        let deed = self.deed(OperationKind::Pin, actor, reason, now)?;
        let row = self.clusters.senior(self.anchor_of(customer)?);
        let known = self.ruleset.field(field);
        let (place, def) = known.ok_or_else(|| Error::new("field/unknown", "field").with("name", field))?;
        let value = value.unwrap_or_default().trim();
        self.pinnable(place, def, value)?;
        let name = self.full_name(row);
        let operation = self.begin(deed, [name.as_str(), field, value].into_iter());
        let pinned_rows = self.pinned_rows(row, place);
        self.pin_by(operation, row, place, value);
        if value.is_empty() {
            // Pins that came with other records are set free as well.
            pinned_rows.into_iter().for_each(|other| self.pin_by(operation, other, place, value));
        }
        Ok(self.splits(&[row], operation))
    }

    /// Whether a text is a value of the field; of a doubtful one whoever fixes it is sure.
    fn pinnable(&self, place: FieldId, def: &FieldDef, text: &str) -> Result<()> {
        let value = self.rules.read(place, def.kind, text, &self.context);
        if value.status != Status::Invalid {
            return Ok(());
        }
        let why = value.reasons.first().map(|reason| reason.text(self.language())).unwrap_or_default();
        let name = def.title(self.language());
        Err(Error::new("pin/invalid", "value").with("value", text).with("name", name).with("reason", why))
    }

    /// The other rows of a customer at which the field is fixed.
    fn pinned_rows(&self, row: Row, field: FieldId) -> Vec<Row> {
        let members = self.clusters.members(self.clusters.anchor(row)).iter();
        members.copied().filter(|other| *other != row && self.pins.of(&[*other], field).is_some()).collect()
    }

    /// Fixes a value as a part of an operation.
    pub(in crate::engine) fn pin_by(&mut self, operation: u32, row: Row, field: FieldId, value: &str) {
        let at = self.operations.get(operation).map_or(0, |operation| operation.deed.at);
        let cell = if value.is_empty() { CellId::EMPTY } else { self.cell(field, value) };
        self.pins.set((row, field), cell, operation, at);
        let change = self.pin_change((row, field), cell, operation);
        self.log(&change);
        self.automation.forget([self.clusters.anchor(row)]);
    }

    pub(in crate::engine) fn pin_change(
        &self,
        (row, field): (Row, FieldId),
        cell: CellId,
        operation: u32,
    ) -> Change {
        Change::Pin {
            record: self.origin(row),
            field: self.fields.get(field).map(|field| field.name.clone()).unwrap_or_default(),
            value: self.records.text(cell).to_owned(),
            operation: self.operation_id(operation),
        }
    }
}
