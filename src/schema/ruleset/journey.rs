//! Journeys: what is done with a customer step by step.

use serde::Serialize;

use super::{ActionDef, ConditionDef, Label, Period};
use crate::json::read_object;

/// A journey: a customer enters it once its condition holds and goes from step to step.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct JourneyDef {
    /// Name in results; no rule has the same.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// Who enters.
    pub when: ConditionDef,
    /// The steps, the first one first.
    pub steps: Vec<JourneyStepDef>,
    /// Who leaves before the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<ConditionDef>,
    /// Who has come where the journey leads to, and leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<ConditionDef>,
    /// How long after leaving a customer may enter again; never, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reentry: Option<Period>,
    /// What comes first when much is to be done: the larger number.
    #[serde(default)]
    pub priority: i32,
}

read_object! {
    JourneyDef, JourneyDef::default(),
    must { "id": id, "name": name, "when": when, "steps": steps }
    may { "exit": exit, "goal": goal, "reentry": reentry, "priority": priority }
}

/// A step of a journey: exactly one of `action`, `wait` and `branch`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct JourneyStepDef {
    /// Name in the journey.
    pub id: String,
    /// An action; the customer goes on when it was taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionDef>,
    /// A wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<WaitDef>,
    /// Ways to go on: the first whose condition holds when the customer comes here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Vec<ArmDef>>,
    /// The step after it, or `end`; the one behind it in the list, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

read_object! {
    JourneyStepDef, JourneyStepDef::default(),
    must { "id": id }
    may { "action": action, "wait": wait, "branch": branch, "next": next }
}

/// How long is waited: `for` some time, or `until` the day that a field names.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct WaitDef {
    /// So long.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Until the start of the day that this field names; as long as it names none, the customer waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// So many days before or after that day.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub days: i32,
}

read_object! {
    WaitDef, WaitDef::default(),
    must {}
    may { "for": period, "until": until, "days": days }
}

/// One of the ways to go on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ArmDef {
    /// For whom.
    pub when: ConditionDef,
    /// The step that it leads to, or `end`.
    pub to: String,
}

read_object! {
    ArmDef, ArmDef::default(),
    must { "when": when, "to": to }
    may {}
}
