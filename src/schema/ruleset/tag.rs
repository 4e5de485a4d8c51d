//! Tags: short statements about a customer, each there for an action.

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{ConditionDef, Label, Period};

/// Where a tag comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TagKind {
    /// From what the customer is: region, industry, source.
    #[default]
    Fact,
    /// From what the customer does: orders, visits, complaints.
    Behaviour,
    /// From a score.
    Score,
    /// From a score that foretells.
    Predictive,
    /// From people, who give it and take it off.
    Manual,
}

read_names! { TagKind, { "fact": Fact, "behaviour": Behaviour, "score": Score, "predictive": Predictive, "manual": Manual } }

/// A tag and when a customer bears it.
///
/// It needs a condition, a field whose value it shows, or both; or other tags whose parent it is; or it is `manual`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TagDef {
    /// Name in conditions and results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// Where it comes from.
    #[serde(default)]
    pub kind: TagKind,
    /// The group that it is listed under.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Whether it yields to an earlier exclusive tag of its group that holds as well.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub exclusive: bool,
    /// When a customer bears it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<ConditionDef>,
    /// The field whose value it shows; without a value there is no tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The tag above it, which every customer bears that bears this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// How long it holds: of a manual tag after it was given, of another after its condition last became true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Period>,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The rules that act on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<String>,
    /// What it is good for: the action that people take on seeing it.
    #[serde(default)]
    pub purpose: Label,
}

read_object! {
    TagDef, TagDef::default(),
    must { "id": id, "name": name }
    may {
        "kind": kind, "group": group, "exclusive": exclusive, "when": when, "value": value, "parent": parent,
        "expires": expires, "owner": owner, "actions": actions, "purpose": purpose
    }
}
