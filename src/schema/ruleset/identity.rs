//! Identifiers: what tells one customer from another, and how far it may be trusted.

use serde::Serialize;

use crate::json::read_object;

/// The identity part of a ruleset.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IdentityDef {
    /// Kinds of identifier, strongest first.
    #[serde(default)]
    pub identifiers: Vec<IdentifierDef>,
}

read_object! {
    IdentityDef, IdentityDef::default(),
    must {}
    may { "identifiers": identifiers }
}

/// A kind of identifier.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IdentifierDef {
    /// Name of the kind.
    pub kind: String,
    /// Fields whose values are identifiers of this kind.
    pub fields: Vec<String>,
    /// Whether a customer has at most one: records with two different valid values never become one customer.
    #[serde(default)]
    pub unique: bool,
    /// Values that identify nobody, compared in canonical form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<String>,
}

read_object! {
    IdentifierDef, IdentifierDef::default(),
    must { "kind": kind, "fields": fields }
    may { "unique": unique, "blocked": blocked }
}
