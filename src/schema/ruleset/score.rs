//! Scores: a number made of points, with a reason for each, and its buckets.

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{ConditionDef, Label, Period, Unit};

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

/// What is foretold of a customer's purchases, from how often and how lately they bought.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PredictDef {
    /// What the score tells.
    pub what: Foretold,
    /// The event that is a purchase.
    pub event: String,
    /// Its property that holds the amount, for `lifetime_value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// How far ahead; a year, where absent.
    #[serde(default = "year")]
    pub horizon: Period,
    /// The model, once it was fitted; without it the score has no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ForetellingModel>,
}

read_object! {
    PredictDef, PredictDef { horizon: year(), ..PredictDef::default() },
    must { "what": what, "event": event }
    may { "amount": amount, "horizon": horizon, "model": model }
}

fn year() -> Period {
    Period { last: 1, unit: Unit::Year, calendar: false }
}

/// What can be foretold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Foretold {
    /// The probability of a purchase within the horizon, in per cent.
    #[default]
    Purchase,
    /// The probability that the customer has left, in per cent.
    Churn,
    /// What the customer will probably spend within the horizon, in whole units of the currency.
    LifetimeValue,
}

read_names! {
    Foretold, { "purchase": Purchase, "churn": Churn, "lifetime_value": LifetimeValue }
}

/// A fitted model: BG/NBD of purchases, times in days, and gamma–gamma of their values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ForetellingModel {
    /// Shape of the distribution of buying rates.
    pub r: f64,
    /// Rate of the distribution of buying rates.
    pub alpha: f64,
    /// First parameter of the distribution of leaving.
    pub a: f64,
    /// Second parameter of the distribution of leaving.
    pub b: f64,
    /// Values of purchases, where they were fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spending: Option<SpendingModel>,
}

read_object! {
    ForetellingModel, ForetellingModel::default(),
    must { "r": r, "alpha": alpha, "a": a, "b": b }
    may { "spending": spending }
}

/// A fitted gamma–gamma model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SpendingModel {
    /// Shape of a customer's values.
    pub p: f64,
    /// Shape of the distribution among customers.
    pub q: f64,
    /// Scale of the distribution among customers.
    pub gamma: f64,
}

read_object! {
    SpendingModel, SpendingModel::default(),
    must { "p": p, "q": q, "gamma": gamma }
    may {}
}
