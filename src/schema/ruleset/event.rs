//! Events: what customers do, and what is done with them.

use serde::Serialize;

use crate::json::read_object;

use super::Label;
use crate::schema::FieldKind;

/// A type of event.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EventDef {
    /// The `type` that events of this type carry.
    pub id: String,
    /// What people call it.
    #[serde(default)]
    pub name: Label,
    /// What such an event tells besides its time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyDef>,
}

read_object! {
    EventDef, EventDef::default(),
    must { "id": id }
    may { "name": name, "properties": properties }
}

/// A property of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PropertyDef {
    /// The column or key that holds it.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// What people call it.
    #[serde(default)]
    pub label: Label,
}

read_object! {
    PropertyDef, PropertyDef::default(),
    must { "name": name, "kind": kind }
    may { "label": label }
}
