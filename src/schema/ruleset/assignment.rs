//! Assignment: who of us looks after which customer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ConditionDef;
use crate::json::{read_names, read_object};

/// Who of us looks after which customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AssignmentDef {
    /// The field that names a customer's owner, by the id or name of an agent.
    pub field: String,
    /// Those who can be owners, in the order of their turns.
    pub agents: Vec<AgentDef>,
    /// How an owner is found: the first policy that finds one decides.
    pub policies: Vec<PolicyDef>,
}

read_object! {
    AssignmentDef, AssignmentDef::default(),
    must { "field": field, "agents": agents, "policies": policies }
    may {}
}

/// Somebody who can own customers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AgentDef {
    /// Names the agent for good; what is written into the owner's field.
    pub id: String,
    /// What people call the agent.
    pub name: String,
    /// What policies match by: regions, industries, levels that the agent looks after.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Vec<String>>,
    /// How many customers the agent can own; as many as come, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// Whether the agent gets no new customers at present.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub away: bool,
}

read_object! {
    AgentDef, AgentDef::default(),
    must { "id": id, "name": name }
    may { "attributes": attributes, "capacity": capacity, "away": away }
}

/// How an owner is found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PolicyDef {
    /// Name in results.
    pub id: String,
    /// For which customers; for all, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<ConditionDef>,
    /// By field of the customer, the attribute of agents that must have its value.
    #[serde(default, rename = "match", skip_serializing_if = "BTreeMap::is_empty")]
    pub matches: BTreeMap<String, String>,
    /// Which of those who are left.
    pub by: AssignBy,
}

read_object! {
    PolicyDef, PolicyDef::default(),
    must { "id": id, "by": by }
    may { "when": when, "match": matches }
}

/// Which of several agents is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssignBy {
    /// The one that a record of the customer names already.
    Sticky,
    /// One after the other, in the order of the ruleset.
    #[default]
    RoundRobin,
    /// The one who owns the fewest customers; of equals the first.
    LeastLoad,
}

read_names! { AssignBy, { "sticky": Sticky, "round_robin": RoundRobin, "least_load": LeastLoad } }
