//! Identifiers: what tells one customer from another, and how far it may be trusted.

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{Label, Period, Unit};

/// The identity part of a ruleset.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IdentityDef {
    /// Kinds of identifier, strongest first.
    #[serde(default)]
    pub identifiers: Vec<IdentifierDef>,
    /// Which record of a customer lends it its id.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub survivor: SurvivorRule,
    /// How records say whether they are of a person or of a company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_type: Option<RecordTypeDef>,
}

read_object! {
    IdentityDef, IdentityDef::default(),
    must {}
    may { "identifiers": identifiers, "survivor": survivor, "recordType": record_type }
}

/// Which record of a customer comes first: it lends the customer its id. Ties go to the smaller id, in the order in which
/// people read numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SurvivorRule {
    /// The one created first (`created_at`); those that do not say when come last.
    #[default]
    Oldest,
    /// The one of the most trusted source, then the oldest.
    SourcePriority,
    /// The one that fills most fields, then the oldest.
    MostComplete,
}

read_names! {
    SurvivorRule, { "oldest": Oldest, "source_priority": SourcePriority, "most_complete": MostComplete }
}

/// A kind of identifier.
///
/// How strong a kind is, is its place in the list: where two kinds lead to different customers, the earlier one decides.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IdentifierDef {
    /// Name of the kind.
    pub kind: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub label: Label,
    /// Fields whose values are identifiers of this kind.
    pub fields: Vec<String>,
    /// The field that names the system within which values are unique, as each WeChat app has its own OpenIDs: the same
    /// value in another system is another identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// Whether two records with the same value are one customer for certain; else the value is evidence among other.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub certain: bool,
    /// Whether a customer has at most one: records with two different valid values never become one customer.
    #[serde(default)]
    pub unique: bool,
    /// Most values that a customer has; what would break the limit does not join it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The calendar unit within which `limit` counts, by when records were written; for ever, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Unit>,
    /// How long a value holds: a `certain` one joins no records written further apart, nor those that do not say when;
    /// an event is led by it to no record written further away from it, but to one that does not say when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<Period>,
    /// Whether an event that names nobody known but has such an identifier makes a customer of its own, an anonymous one,
    /// which becomes part of whoever turns out to have the identifier.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub anonymous: bool,
    /// Values that identify nobody, as written or in canonical form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<String>,
    /// Patterns of values that identify nobody, as a field's `format` writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<String>,
}

read_object! {
    IdentifierDef, IdentifierDef::default(),
    must { "kind": kind, "fields": fields }
    may {
        "label": label, "per": per, "certain": certain, "unique": unique, "limit": limit, "period": period,
        "lifetime": lifetime, "anonymous": anonymous, "blocked": blocked, "patterns": patterns
    }
}

/// The field that says whether a record is of a person or of a company. A person and a company never become one customer;
/// a record that does not say may be either.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RecordTypeDef {
    /// The field.
    pub field: String,
    /// What it says of a person.
    pub person: Vec<String>,
    /// What it says of a company.
    pub company: Vec<String>,
}

read_object! {
    RecordTypeDef, RecordTypeDef::default(),
    must { "field": field, "person": person, "company": company }
    may {}
}
