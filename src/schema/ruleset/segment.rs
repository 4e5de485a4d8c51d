//! Segments: sets of customers that a condition describes.

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{ConditionDef, Label};

/// How a segment is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Customers to be glad of.
    Good,
    /// Customers to keep an eye on.
    Warning,
    /// Customers in danger.
    Danger,
    /// Neither.
    Neutral,
}

read_names! { Tone, { "good": Good, "warning": Warning, "danger": Danger, "neutral": Neutral } }

/// A segment and who is in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SegmentDef {
    /// Name in conditions and results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// Who is in it, in words.
    #[serde(default)]
    pub description: Label,
    /// Who is in it.
    pub when: ConditionDef,
    /// How it is to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
}

read_object! {
    SegmentDef, SegmentDef::default(),
    must { "id": id, "name": name, "when": when }
    may { "description": description, "tone": tone }
}
