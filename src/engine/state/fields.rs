//! The fields of an engine's records, and where those are that it asks for itself.

use std::ops::Deref;

use crate::columns::FieldId;
use crate::identity::Seniority;
use crate::profile::{Guides, PersonFields};
use crate::schema::ruleset::{FieldDef, PowerDef};

/// The ruleset's fields, then those that files brought along.
///
/// The engine knows some fields by name. They are looked up when fields come or go, which is seldom, so that nobody looks for
/// them who takes in one event or one record.
#[derive(Debug)]
pub(in crate::engine) struct Fields {
    all: Vec<FieldDef>,
    places: Places,
}

#[derive(Debug)]
struct Places {
    created: Option<FieldId>,
    guides: Guides,
    people: PersonFields,
}

impl Places {
    fn of(fields: &[FieldDef], power: Option<&PowerDef>) -> Self {
        Self {
            created: Seniority::created_in(fields),
            guides: Guides::new(fields),
            people: PersonFields::new(fields, power),
        }
    }
}

impl Deref for Fields {
    type Target = [FieldDef];

    fn deref(&self) -> &[FieldDef] {
        &self.all
    }
}

impl Fields {
    pub(in crate::engine) fn new(all: Vec<FieldDef>, power: Option<&PowerDef>) -> Self {
        let places = Places::of(&all, power);
        Self { all, places }
    }

    pub(super) fn push(&mut self, field: FieldDef, power: Option<&PowerDef>) {
        self.all.push(field);
        self.look_up(power);
    }

    /// Forgets all but the first `count`.
    pub(super) fn truncate(&mut self, count: usize, power: Option<&PowerDef>) {
        if count < self.all.len() {
            self.all.truncate(count);
            self.look_up(power);
        }
    }

    /// Looks the fields up that the engine asks for, where they, or the power map, are other ones now.
    pub(in crate::engine) fn look_up(&mut self, power: Option<&PowerDef>) {
        self.places = Places::of(&self.all, power);
    }

    /// The field that says when a record was made.
    pub(in crate::engine) fn created(&self) -> Option<FieldId> {
        self.places.created
    }

    /// The fields that golden values are chosen by.
    pub(in crate::engine) fn guides(&self) -> &Guides {
        &self.places.guides
    }

    /// The fields that speak of people.
    pub(in crate::engine) fn people(&self) -> PersonFields {
        self.places.people
    }
}
