//! The one shape of every explanation: why a value is suspect, two records match, a customer is in a segment.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::messages::{self, Language};
use crate::named::Named;

/// One reason of a result: a stable code, what it concerns, and the parameters of its text.
///
/// ```
/// use kehu::messages::Language;
/// use kehu::reason::Reason;
/// let reason = Reason::new("value/placeholder").with("value", "13800138000");
/// assert_eq!(reason.text(Language::En), "“13800138000” is a placeholder, not a real value");
/// assert_eq!(reason.text(Language::Zh), "“13800138000”是占位值，不是真实数据");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// Stable, `area/what`; every code has a text in the message table.
    pub code: Cow<'static, str>,
    /// The field, comparison or part of a condition that the reason speaks of; absent when it is clear from context.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Parameters of the text.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, String>"))]
    pub params: Named<Cow<'static, str>>,
    /// How much this reason counts, in units of 1/1024 bit of evidence for matches and in points for scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<i32>,
}

impl Reason {
    /// A reason with nothing but its code.
    pub fn new(code: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), path: None, params: Named::default(), weight: None }
    }

    /// Names what the reason speaks of.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Adds a parameter of the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.params.insert(Cow::Borrowed(name), value.to_string());
        self
    }

    /// Says how much the reason counts.
    #[must_use]
    pub fn weighing(mut self, weight: i32) -> Self {
        self.weight = Some(weight);
        self
    }

    /// The reason in words.
    pub fn text(&self, language: Language) -> String {
        messages::render(&self.code, language, |name| self.params.get(name))
    }
}
