//! Scores that foretell: what, and with which model.

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{ConditionDef, Period, Unit};

/// What is foretold of a customer, from what it did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PredictDef {
    /// What the score tells.
    pub what: Foretold,
    /// The event that is a purchase.
    pub event: String,
    /// Which of those events count, by a condition on their properties; all, where absent.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<ConditionDef>,
    /// Its property that holds the amount: needed for `lifetime_value`, and one more thing to look at for `propensity`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// How far ahead; a year, where absent.
    #[serde(default = "year")]
    pub horizon: Period,
    /// For `propensity`: the fields that are looked at; region and industry, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<String>>,
    /// The model of buying, once it was fitted; without it those scores that need it have no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ForetellingModel>,
    /// For `next_purchase` and `cycle_elapsed`: the rhythm of those who have none of their own, once it was fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<CycleModel>,
    /// For `propensity`: what was learned, once it was; without it the score has no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub propensity: Option<PropensityModel>,
}

read_object! {
    PredictDef, PredictDef { horizon: year(), ..PredictDef::default() },
    must { "what": what, "event": event }
    may {
        "where": filter, "amount": amount, "horizon": horizon, "fields": fields, "model": model, "cycle": cycle,
        "propensity": propensity
    }
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
    /// How many purchases there will probably be within the horizon.
    Purchases,
    /// In how many days the next purchase is due by the customer's own rhythm; negative when it is overdue.
    NextPurchase,
    /// How much of the usual time between purchases has passed since the last one, in per cent; above 100 it is overdue.
    CycleElapsed,
    /// The probability of such an event within the horizon, in per cent, learned from what customers did before others.
    Propensity,
}

read_names! {
    Foretold, {
        "purchase": Purchase, "churn": Churn, "lifetime_value": LifetimeValue, "purchases": Purchases,
        "next_purchase": NextPurchase, "cycle_elapsed": CycleElapsed, "propensity": Propensity
    }
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

/// The usual time between purchases, in days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CycleModel {
    /// The median.
    pub gap: f64,
    /// The lower quartile.
    pub low: f64,
    /// The upper quartile.
    pub high: f64,
}

read_object! {
    CycleModel, CycleModel::default(),
    must { "gap": gap, "low": low, "high": high }
    may {}
}

/// Log-odds as a sum over features.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PropensityModel {
    /// The log-odds of a customer that is average in all.
    pub intercept: f64,
    /// What each feature adds.
    pub features: Vec<FeatureDef>,
}

read_object! {
    PropensityModel, PropensityModel::default(),
    must { "intercept": intercept, "features": features }
    may {}
}

/// A feature, and what it adds to the log-odds: `weight` for each `deviation` above the `mean`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FeatureDef {
    /// What is looked at.
    pub feature: FeatureName,
    /// The type of event or the field.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// For `count`: how many days back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// For `field`: the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The mean among the customers that were learned from.
    pub mean: f64,
    /// The standard deviation among them.
    pub deviation: f64,
    /// What one standard deviation adds.
    pub weight: f64,
}

read_object! {
    FeatureDef, FeatureDef::default(),
    must { "feature": feature, "mean": mean, "deviation": deviation, "weight": weight }
    may { "name": name, "days": days, "value": value }
}

/// What is looked at of a customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeatureName {
    /// How lately the last event of a type was: 1 / (1 + days / 30), and 0 where there was none.
    #[default]
    Recency,
    /// How many events of a type there were lately: the logarithm of 1 + their number.
    Count,
    /// What was spent: the logarithm of 1 + the sum of the amounts.
    Money,
    /// How often it did before what is foretold: the logarithm of 1 + that number.
    Before,
    /// How long it is known: the logarithm of 1 + the days since its first event.
    Known,
    /// Whether a field has a value.
    Field,
}

read_names! {
    FeatureName, {
        "recency": Recency, "count": Count, "money": Money, "before": Before, "known": Known, "field": Field
    }
}
