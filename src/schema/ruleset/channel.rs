//! Channels: the ways to reach a customer, how often and when they may be used, and with whose consent.

use serde::Serialize;

use super::{ConditionDef, Label, Period};
use crate::json::read_object;

/// A way to reach a customer: SMS, mail, a call.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ChannelDef {
    /// Name in actions.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// The fields that hold addresses for it: a customer with a usable value in none of them cannot be reached this way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// How often it may be used for a customer, whatever the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<FrequencyDef>,
    /// When it must not be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<QuietDef>,
    /// What must hold for a customer to be reached this way. What is not known is no consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConditionDef>,
}

read_object! {
    ChannelDef, ChannelDef::default(),
    must { "id": id, "name": name }
    may { "address": address, "frequency": frequency, "quiet": quiet, "consent": consent }
}

/// A cap on how often something is done for a customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FrequencyDef {
    /// At most so often.
    pub most: u32,
    /// In that time.
    pub within: Period,
}

read_object! {
    FrequencyDef, FrequencyDef::default(),
    must { "most": most, "within": within }
    may {}
}

/// Quiet hours and days.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct QuietDef {
    /// From this time of day, `HH:MM`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Until before this time of day; of the next day where it is the earlier one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// These days of the week as a whole, from 1 (Monday) to 7.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<u8>,
}

read_object! {
    QuietDef, QuietDef::default(),
    must {}
    may { "from": from, "to": to, "days": days }
}
