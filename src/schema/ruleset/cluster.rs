//! Scores that say to which group of alike customers one belongs.

use serde::Serialize;

use crate::json::read_object;

use super::{ConditionDef, Label};

/// By what customers are grouped, and the groups that were found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterDef {
    /// The numbers in which those of a group are alike.
    pub features: Vec<ClusterFeatureDef>,
    /// How many groups; from two to eight whatever divides them best, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub k: Option<u32>,
    /// The groups, once they were found; without them the score has no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ClusterModel>,
}

read_object! {
    ClusterDef, ClusterDef::default(),
    must { "features": features }
    may { "k": k, "model": model }
}

/// A number of a customer: a field or figure, or what a test of events measures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterFeatureDef {
    /// The field or figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Else a test of events, of which what is tested is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<ConditionDef>,
    /// What people call what is measured.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub name: Label,
}

read_object! {
    ClusterFeatureDef, ClusterFeatureDef::default(),
    must {}
    may { "field": field, "measure": measure, "name": name }
}

/// Groups that were found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClusterModel {
    /// The mean of each number among the customers that were grouped.
    pub means: Vec<f64>,
    /// Its standard deviation among them.
    pub deviations: Vec<f64>,
    /// Whether it is taken as the logarithm of one more: where a few numbers are far above the others, each of those few would
    /// be a group of its own. None is, where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub logarithmic: Vec<bool>,
    /// The centre of each group, in standard deviations from the mean.
    pub centres: Vec<Vec<f64>>,
}

read_object! {
    ClusterModel, ClusterModel::default(),
    must { "means": means, "deviations": deviations, "centres": centres }
    may { "logarithmic": logarithmic }
}

impl ClusterModel {
    fn is_logarithmic(&self, place: usize) -> bool {
        self.logarithmic.get(place).copied().unwrap_or_default()
    }

    /// The mean and the standard deviation of a number; the latter 1 of what never varies.
    fn scale(&self, place: usize) -> (f64, f64) {
        let of = |list: &[f64]| list.get(place).copied().unwrap_or_default();
        let deviation = of(&self.deviations);
        (of(&self.means), if deviation > 0.0 { deviation } else { 1.0 })
    }

    /// How many standard deviations a number is above the mean.
    pub(crate) fn standing(&self, place: usize, number: f64) -> f64 {
        let (mean, deviation) = self.scale(place);
        let told = if self.is_logarithmic(place) { libm::log1p(number.max(0.0)) } else { number };
        (told - mean) / deviation
    }

    /// The number that is so many standard deviations above the mean.
    pub(crate) fn number(&self, place: usize, standing: f64) -> f64 {
        let (mean, deviation) = self.scale(place);
        let told = mean + standing * deviation;
        if self.is_logarithmic(place) { libm::exp(told) - 1.0 } else { told }
    }
}
