//! Roles and masks.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{Label, Sensitivity};

/// The privacy part of a ruleset.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PrivacyDef {
    /// Roles by name. A role that is not here sees nothing.
    #[serde(default)]
    pub roles: BTreeMap<String, RoleDef>,
}

read_object! {
    PrivacyDef, PrivacyDef::default(),
    must {}
    may { "roles": roles }
}

/// What a role may see.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RoleDef {
    /// What people call it.
    #[serde(default)]
    pub label: Label,
    /// Fields up to this sensitivity are shown in full; the others are masked.
    pub sees: Sensitivity,
    /// Exceptions by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Mask>,
    /// Purposes for which the role may read at all; none named: every purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<String>,
}

read_object! {
    RoleDef, RoleDef::default(),
    must { "sees": sees }
    may { "label": label, "fields": fields, "purposes": purposes }
}

/// How a field is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Mask {
    /// In full.
    Show,
    /// With its telling part hidden, by the form of its kind.
    Mask,
    /// Not at all.
    Hide,
}

read_names! { Mask, { "show": Show, "mask": Mask, "hide": Hide } }
