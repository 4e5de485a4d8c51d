//! Scores: a number made of points, with a reason for each, and its buckets.

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{ClusterDef, ConditionDef, Label, Period, PredictDef};

/// A score.
///
/// Either points (`base` plus those of the `rules` that hold, held within `min` and `max`), or with `rfm` the sum of three
/// ranks among all customers, or with `predict` what a model foretells, or with `cluster` the number of the
/// group of alike customers.
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
    /// Tells the group of alike customers instead of adding points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Box<ClusterDef>>,
}

read_object! {
    ScoreDef, ScoreDef::default(),
    must { "id": id, "name": name }
    may { "base": base, "rules": rules, "min": min, "max": max, "buckets": buckets, "rfm": rfm, "predict": predict,
        "cluster": cluster }
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
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub each: bool,
    /// At most so many points, without sign, all events together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<u32>,
    /// How the points fade with the age of the events; the condition must then count events. Without `each` the age of the
    /// last one counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decay: Option<DecayDef>,
}

read_object! {
    PointsDef, PointsDef::default(),
    must { "when": when, "points": points }
    may { "name": name, "each": each, "cap": cap, "decay": decay }
}

/// How points fade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecayKind {
    /// To half in each period.
    #[default]
    HalfLife,
    /// Evenly, to nothing at the end of the period.
    Linear,
}

read_names! { DecayKind, { "half_life": HalfLife, "linear": Linear } }

/// How points fade with age, in whole days; in whole minutes or hours where the period is told in those.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DecayDef {
    /// How.
    pub kind: DecayKind,
    /// The half-life, or the time after which nothing is left, in minutes, hours, days or weeks.
    pub over: Period,
}

read_object! {
    DecayDef, DecayDef::default(),
    must { "kind": kind, "over": over }
    may {}
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
/// Each is ranked: from 1 to `bins` by equal shares of all who ever bought (`quantile`), from 1 on by `thresholds`
/// (`fixed`), or 1 and 2 for not above and above the mean of all (`mean`). The ranks decide on the class (`scheme`).
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
    /// How many ranks there are by `quantile`.
    #[serde(default = "five")]
    pub bins: u8,
    /// What decides on ranks.
    #[serde(default)]
    pub basis: RfmBasis,
    /// Where the ranks begin, by `fixed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds: Option<RfmThresholds>,
    /// Which classes there are.
    #[serde(default)]
    pub scheme: RfmScheme,
}

read_object! {
    RfmDef, RfmDef { bins: five(), ..RfmDef::default() },
    must { "event": event, "amount": amount }
    may { "within": within, "bins": bins, "basis": basis, "thresholds": thresholds, "scheme": scheme }
}

/// What decides on ranks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RfmBasis {
    /// Equal shares of all who ever bought.
    #[default]
    Quantile,
    /// Thresholds of the ruleset.
    Fixed,
    /// The mean of all who ever bought.
    Mean,
}

read_names! { RfmBasis, { "quantile": Quantile, "fixed": Fixed, "mean": Mean } }

/// Which classes the ranks lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RfmScheme {
    /// The eight of Chinese practice, by whether each rank is above the average of all.
    #[default]
    Eight,
    /// Ten customary elsewhere, from champions to lost, by intervals of five ranks.
    Ten,
}

read_names! { RfmScheme, { "eight": Eight, "ten": Ten } }

/// Where ranks begin, as many for each measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RfmThresholds {
    /// Days of 24 hours since the last purchase, rising: below the first is the highest rank.
    pub recency: Vec<u32>,
    /// Purchases, rising: the least number of each rank from the second on.
    pub frequency: Vec<u32>,
    /// Whole units of the currency, rising: the least amount of each rank from the second on.
    pub money: Vec<u32>,
}

read_object! {
    RfmThresholds, RfmThresholds::default(),
    must { "recency": recency, "frequency": frequency, "money": money }
    may {}
}

fn five() -> u8 {
    5
}
