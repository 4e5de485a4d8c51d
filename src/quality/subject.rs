//! A single record as the subject of a condition.

use super::rules::given;
use crate::columns::Row;
use crate::expr::{EventId, FieldId, PropertyId, Subject, Value, ValueType};
use crate::normalize::Records;
use crate::normalize::civil::Timestamp;

/// What conditions ask of a record. A value that cannot be read, or only fills its field, is there all the same: it is not
/// missing, but nothing can be told of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordSubject<'a> {
    pub records: &'a Records,
    pub row: Row,
    /// What each field holds.
    pub types: &'a [ValueType],
    pub zone: i32,
}

impl Subject for RecordSubject<'_> {
    fn field(&self, field: FieldId) -> Value<'_> {
        let Some(first) = given(self.records, self.row, field.index()) else { return Value::Missing };
        let symbols = &self.records.symbols;
        let Some(of) = self.types.get(field.index()).filter(|_| first.usable()) else {
            return Value::Unclear;
        };
        if of.list {
            let all = self.records.values(self.records.cell(self.row, field.index())).iter();
            let usable = all.filter(|value| value.usable());
            return Value::List(usable.map(|value| symbols.text(value.text)).collect());
        }
        Value::read(symbols.text(first.text), *of, self.zone)
    }

    fn times(&self, _: EventId) -> &[Timestamp] {
        &[]
    }

    fn property(&self, _: EventId, _: usize, _: PropertyId) -> Value<'_> {
        Value::Missing
    }
}
