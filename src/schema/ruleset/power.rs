//! The power map: who decides at a customer, and whether somebody talks to them.

use serde::Serialize;

use super::{Label, Period};
use crate::json::read_object;

/// How contacts are read as a power map.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PowerDef {
    /// The field that tells a contact's part in buying decisions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The field that tells what a contact thinks of us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<String>,
    /// The field that tells how close we are to a contact, from 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<String>,
    /// The field that names, by name or mobile number, whom a contact reports to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports_to: Option<String>,
    /// The parts in buying decisions.
    #[serde(default)]
    pub roles: Vec<BuyingRoleDef>,
    /// What contacts may think of us.
    #[serde(default)]
    pub stances: Vec<StanceDef>,
    /// A contact is reached when there was an interaction within this time; ever, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<Period>,
    /// The types of event that are interactions with a contact; all, where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interactions: Vec<String>,
}

read_object! {
    PowerDef, PowerDef::default(),
    must {}
    may {
        "role": role, "stance": stance, "strength": strength, "reportsTo": reports_to, "roles": roles,
        "stances": stances, "reached": reached, "interactions": interactions
    }
}

impl PowerDef {
    /// The fields that it names, each with the key that names it.
    pub fn fields(&self) -> [(&'static str, Option<&String>); 4] {
        [
            ("role", self.role.as_ref()),
            ("stance", self.stance.as_ref()),
            ("strength", self.strength.as_ref()),
            ("reportsTo", self.reports_to.as_ref()),
        ]
    }
}

/// A part in buying decisions.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BuyingRoleDef {
    /// Name in conditions and results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// Texts of the field that mean it, besides its id and names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The say of a job title that means it where the field is empty: `decision`, `influence`, `use` or `gate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether a customer is only covered when somebody in this part is known and reached.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub wanted: bool,
}

read_object! {
    BuyingRoleDef, BuyingRoleDef::default(),
    must { "id": id, "name": name }
    may { "values": values, "title": title, "wanted": wanted }
}

/// What a contact may think of us.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StanceDef {
    /// Name in results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// Texts of the field that mean it, besides its id and names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Above 0 for us, below 0 against us.
    #[serde(default)]
    pub weight: i32,
}

read_object! {
    StanceDef, StanceDef::default(),
    must { "id": id, "name": name }
    may { "values": values, "weight": weight }
}
