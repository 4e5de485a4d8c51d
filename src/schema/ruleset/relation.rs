//! Relations between customers that stay customers of their own: a group and its subsidiary, a company and its branch.

use serde::Serialize;

use super::Label;
use crate::json::read_object;

/// A kind of relation, seen from one side: of customer A, customer B is the group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RelationDef {
    /// Name in results; conditions call the number of such customers `relation.ID`.
    pub id: String,
    /// What people call the other customer.
    pub name: Label,
    /// The same seen from the other side; where absent, both sides are alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inverse: Option<InverseDef>,
    /// The field of company names by which a record names the other customer, beside what people relate by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Whether the field names a branch, and the other customer is the company whose branch it is.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub branch: bool,
}

read_object! {
    RelationDef, RelationDef::default(),
    must { "id": id, "name": name }
    may { "inverse": inverse, "field": field, "branch": branch }
}

/// A kind of relation seen from the other side.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InverseDef {
    /// Name in results; conditions call the number of such customers `relation.ID`.
    pub id: String,
    /// What people call the other customer.
    pub name: Label,
}

read_object! {
    InverseDef, InverseDef::default(),
    must { "id": id, "name": name }
    may {}
}

impl RelationDef {
    /// Name and label of the relation, seen from this side or the other.
    pub fn side(&self, forward: bool) -> (&str, &Label) {
        match &self.inverse {
            Some(inverse) if !forward => (&inverse.id, &inverse.name),
            _ => (&self.id, &self.name),
        }
    }
}
