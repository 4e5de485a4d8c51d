//! Scores that foretell: what, and with which model.

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{Period, Unit};

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
