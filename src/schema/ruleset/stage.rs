//! Lifecycle stages: how far a customer has come.

use serde::Serialize;

use crate::json::read_object;

use super::{ConditionDef, Label};

/// A lifecycle stage.
///
/// A customer is in the last stage, in the order of the ruleset, whose condition holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StageDef {
    /// Name in conditions and results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// Who has come that far; everybody, where there is no condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<ConditionDef>,
}

read_object! {
    StageDef, StageDef::default(),
    must { "id": id, "name": name }
    may { "when": when }
}
