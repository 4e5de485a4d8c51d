//! Entities: what several events tell of, such as a contract; and what entities are worth.

use serde::Serialize;

use super::{ConditionDef, Label};
use crate::json::{read_names, read_object};

/// A sort of entity. Events that have the same key tell of one; what later ones tell overrides what earlier ones told.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EntityDef {
    /// Name in results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// The types of event that tell of it.
    pub events: Vec<String>,
    /// The property that says of which one an event tells; an event without it tells of one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// When one is over: a condition on its properties, as in the `where` of a test of events. Without it, never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ConditionDef>,
}

read_object! {
    EntityDef, EntityDef::default(),
    must { "id": id, "name": name, "events": events }
    may { "key": key, "closed": closed }
}

/// A sum over the entities of a customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MoneyDef {
    /// Name in results; conditions call it `money.ID`.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// The sort of entity.
    pub entity: String,
    /// The property that is summed.
    #[serde(default = "amount")]
    pub property: String,
    /// Which of them count; all, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<OpenState>,
    /// A condition on the properties of those that count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<ConditionDef>,
    /// What is taken off each of them, down to nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub less: Option<LessDef>,
}

read_object! {
    MoneyDef, MoneyDef::default(),
    must { "id": id, "name": name, "entity": entity }
    may { "property": property, "only": only, "when": when, "less": less }
}

impl Default for MoneyDef {
    fn default() -> Self {
        let (id, name, entity) = Default::default();
        Self { id, name, entity, property: amount(), only: None, when: None, less: None }
    }
}

fn amount() -> String {
    "amount".to_owned()
}

/// Whether an entity is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OpenState {
    /// It is not over.
    #[default]
    Open,
    /// It is over.
    Closed,
}

read_names! { OpenState, { "open": Open, "closed": Closed } }

/// Other entities that are taken off one, as payments are off an invoice.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LessDef {
    /// Their sort.
    pub entity: String,
    /// Their property that holds the key of what they are taken off.
    pub by: String,
}

read_object! {
    LessDef, LessDef::default(),
    must { "entity": entity, "by": by }
    may {}
}
