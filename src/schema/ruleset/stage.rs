//! Lifecycle stages: how far a customer has come.

use serde::Serialize;

use crate::json::read_object;

use super::{ConditionDef, Label};

/// A lifecycle stage.
///
/// A customer is in the last stage, in the order of the ruleset, whose condition holds and which it has not left.
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
    /// Who is not, or no longer, in it although `when` holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<ConditionDef>,
    /// How probable it is that an open deal of a customer in this stage is won, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// What helps customers on from here, for when the funnel is narrowest here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Label>,
}

read_object! {
    StageDef, StageDef::default(),
    must { "id": id, "name": name }
    may { "when": when, "exit": exit, "probability": probability, "advice": advice }
}

/// How the funnel counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FunnelDef {
    /// The sum of `money` that says how much is at stake with a customer, such as its open opportunities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
}

read_object! {
    FunnelDef, FunnelDef::default(),
    must {}
    may { "amount": amount }
}
