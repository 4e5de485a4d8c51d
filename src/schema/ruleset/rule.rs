//! Rules: what should be done for whom, when, and how often.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ConditionDef, Label, Period};

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RuleDef {
    /// Name in results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// For whom.
    pub when: ConditionDef,
    /// On what occasion.
    #[serde(default)]
    pub on: Trigger,
    /// What should be done.
    pub then: Vec<ActionDef>,
    /// What comes first when much is to be done: the larger number.
    #[serde(default)]
    pub priority: i32,
    /// How long the rule rests for a customer after it acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooldown: Option<Period>,
    /// In what time it acts only once for a customer.
    #[serde(default)]
    pub once_per: OncePer,
    /// For whom not, although the condition holds: those with an open complaint, those who bought already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppress: Option<ConditionDef>,
    /// The day from which it holds, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// The last day on which it holds, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// Whether it is in force.
    #[serde(default = "yes")]
    pub enabled: bool,
}

fn yes() -> bool {
    true
}

/// On what occasion a rule looks at a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Trigger {
    /// Whenever the actions due are asked for: the condition describes a state.
    #[default]
    State,
    /// When the customer enters the segment of that name.
    Enter(String),
    /// When the customer leaves the segment of that name.
    Leave(String),
    /// When an event of that type arrives.
    Event(String),
}

/// In what time a rule acts only once for a customer; days, weeks, months and years of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OncePer {
    /// Ever.
    Customer,
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    #[default]
    Month,
    /// A quarter of the year.
    Quarter,
    /// A year.
    Year,
}

/// What a rule asks somebody, or some system, to do; the engine itself delivers nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ActionDef {
    /// The kind of action, by which the host decides who carries it out.
    pub action: String,
    /// What people call it.
    pub name: Label,
    /// What to do, in words. `{{field}}` stands for a value of the customer, `{{event.count}}` or
    /// `{{event.sum.property}}` for an aggregate of the customer's events.
    #[serde(default)]
    pub template: Label,
    /// What the host needs to know besides; may use the same placeholders.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
    /// How many days there are to do it.
    #[serde(default)]
    pub due_days: u32,
}
