//! A customer as a reader sees it, for texts that are filled with its values.

use std::cell::OnceCell;

use crate::expr::{EventId, FieldId, PropertyId, Subject, Value, Vocabulary, text_of};
use crate::normalize::civil::Timestamp;
use crate::privacy::View;
use crate::schema::ruleset::FieldDef;

/// A customer whose values are masked where the reader may not see them.
pub(super) struct Shown<'a> {
    subject: &'a dyn Subject,
    view: View<'a>,
    fields: &'a [FieldDef],
    zone: i32,
    /// Properties of events that are named like a field that the reader may not see.
    hidden: Vec<PropertyId>,
    masked: Vec<OnceCell<Option<String>>>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(
        subject: &'a dyn Subject,
        view: View<'a>,
        fields: &'a [FieldDef],
        vocabulary: &Vocabulary,
        zone: i32,
    ) -> Self {
        let unseen = || fields.iter().filter(|field| !view.shows(field));
        let hidden = unseen().filter_map(|field| vocabulary.find_property(&field.name)).collect();
        let masked = if view.is_full() { Vec::new() } else { vec![OnceCell::new(); fields.len()] };
        Self { subject, view, fields, zone, hidden, masked }
    }

    fn mask(&self, field: FieldId) -> Option<String> {
        let def = self.fields.get(field.index())?;
        match self.subject.field(field) {
            Value::Missing => None,
            value => self.view.shown(def, &text_of(&value, self.zone)),
        }
    }
}

impl Subject for Shown<'_> {
    fn field(&self, field: FieldId) -> Value<'_> {
        let Some(cell) = self.masked.get(field.index()) else { return self.subject.field(field) };
        if self.fields.get(field.index()).is_some_and(|def| self.view.shows(def)) {
            return self.subject.field(field);
        }
        cell.get_or_init(|| self.mask(field)).as_deref().map_or(Value::Missing, Value::Text)
    }

    fn field_change(&self, field: FieldId) -> Timestamp {
        self.subject.field_change(field)
    }

    fn times(&self, event: EventId) -> &[Timestamp] {
        self.subject.times(event)
    }

    fn property(&self, event: EventId, index: usize, property: PropertyId) -> Value<'_> {
        if self.hidden.contains(&property) {
            return Value::Missing;
        }
        self.subject.property(event, index, property)
    }
}
