//! Scores: a number made of points, with a reason for each, and its buckets.

use serde::Serialize;

use crate::json::read_object;

use super::{ConditionDef, Label, Period, PredictDef};

/// A score.
///
/// Either points (`base` plus those of the `rules` that hold, held within `min` and `max`), or with `rfm` the sum of three
/// ranks among all customers, or with `predict` what a model foretells.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ScoreDef {
    /// Name in conditions and results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// Points to start from.
    #[serde(default)]
    pub base: i32,
    /// Points to add.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<PointsDef>,
    /// The least that the score can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    /// The most that the score can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
    /// Ranges with a name, each from its least score upwards, in rising order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buckets: Vec<BucketDef>,
    /// Ranks the customer by recency, frequency and money instead of adding points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rfm: Option<RfmDef>,
    /// Foretells instead of adding points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predict: Option<Box<PredictDef>>,
}

read_object! {
    ScoreDef, ScoreDef::default(),
    must { "id": id, "name": name }
    may { "base": base, "rules": rules, "min": min, "max": max, "buckets": buckets, "rfm": rfm, "predict": predict }
}

/// Points for a condition that holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PointsDef {
    /// What the points are for, as a reason tells it.
    #[serde(default)]
    pub name: Label,
    /// The condition.
    pub when: ConditionDef,
    /// How many points; may be negative.
    pub points: i32,
    /// Whether every event that the condition counts gives the points; the condition must then count events.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each: bool,
    /// With `each`: at most so many points, without sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<u32>,
}

read_object! {
    PointsDef, PointsDef::default(),
    must { "when": when, "points": points }
    may { "name": name, "each": each, "cap": cap }
}

/// A range of a score.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BucketDef {
    /// Name in conditions and results.
    pub id: String,
    /// What people call it.
    pub name: Label,
    /// The least score in it.
    pub min: i32,
}

read_object! {
    BucketDef, BucketDef::default(),
    must { "id": id, "name": name, "min": min }
    may {}
}

/// Recency, frequency, money: when a customer bought last, how often, and for how much.
///
/// Each is ranked from 1 to `bins` among all customers who ever bought, by equal shares (quantiles). Whether the rank
/// is above the average of all decides which of the eight classes customary in Chinese practice the customer is in.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RfmDef {
    /// The event that is a purchase.
    pub event: String,
    /// Its property that holds the amount.
    pub amount: String,
    /// How far back purchases count for frequency and money; without it, all do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Period>,
    /// How many ranks.
    #[serde(default = "five")]
    pub bins: u8,
}

read_object! {
    RfmDef, RfmDef { bins: five(), ..RfmDef::default() },
    must { "event": event, "amount": amount }
    may { "within": within, "bins": bins }
}

fn five() -> u8 {
    5
}
