//! What conditions of a document are made of, where the document holds more than their bare JSON.

use serde::Serialize;
use serde_json::Value;

use crate::json::{Document, Fault, read_names, read_object};

/// A condition as written: the canonical tree or an imported query; `expr` reads it and reports faults with their path.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ConditionDef(pub Value);

impl Document for ConditionDef {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        Ok(Self(value.take()))
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours, or a day of the calendar.
    #[default]
    Day,
    /// 7 days, or a week of the calendar, which starts on Monday (ISO 8601).
    Week,
    /// A month of the calendar, to the same day of another month.
    Month,
    /// Twelve months.
    Year,
}

read_names! {
    Unit, {
        "minute": Minute, "hour": Hour, "day": Day, "week": Week, "month": Month, "year": Year
    }
}

impl Unit {
    /// All units, shortest first.
    pub const ALL: [Self; 6] = [Self::Minute, Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The name used in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The unit of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// A stretch of time that ends now: `{"last": 30, "unit": "day"}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Period {
    /// How many units.
    pub last: u32,
    /// Of what length.
    pub unit: Unit,
    /// Whether whole units of the calendar are meant, the current one included, rather than a stretch up to the minute.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub calendar: bool,
}

impl Period {
    /// Its length in days, months and years at their mean.
    pub fn mean_days(self) -> f64 {
        let length = match self.unit {
            Unit::Minute => 1.0 / 1440.0,
            Unit::Hour => 1.0 / 24.0,
            Unit::Day => 1.0,
            Unit::Week => 7.0,
            Unit::Month => 365.25 / 12.0,
            Unit::Year => 365.25,
        };
        f64::from(self.last) * length
    }
}

read_object! {
    Period, Period::default(),
    must { "last": last, "unit": unit }
    may { "calendar": calendar }
}
