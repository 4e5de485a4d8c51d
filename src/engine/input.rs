//! Records and events as callers give them.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::sort::gather;

/// An object whose values are texts: a record or an event as a caller gives it.
///
/// Numbers and booleans become their text, `null` is left out, and a list of plain values is joined; a nested object
/// is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input(BTreeMap<String, String>);

impl Input {
    /// From names and values.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(gather(pairs))
    }

    /// From a JSON object.
    ///
    /// # Errors
    /// `input/invalid` for a nested object, `input/name` for a name that cannot be a field's, `limits/bytes`.
    pub fn from_json(object: Map<String, Value>) -> Result<Self> {
        let mut fields = BTreeMap::new();
        for (name, value) in object {
            let text = text_of(&value)
                .ok_or_else(|| Error::new("input/invalid", &name).with("reason", "nested object"))?;
            if let Some(text) = text {
                fields.insert(name, text);
            }
        }
        let input = Self(fields);
        input.check()?;
        Ok(input)
    }

    fn check(&self) -> Result<()> {
        let limits = Limits::default();
        if self.0.len() > limits.fields {
            return Err(Error::new("import/too_many_fields", "").with("limit", limits.fields));
        }
        for (name, value) in &self.0 {
            if !crate::schema::ruleset::is_safe_name(name) {
                return Err(Error::new("input/name", "").with("name", name));
            }
            if value.len() > limits.field_bytes {
                let error = Error::new("limits/bytes", name);
                return Err(error.with("limit", limits.field_bytes).with("actual", value.len()));
            }
        }
        Ok(())
    }

    /// A value by name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// All names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let object = Map::<String, Value>::deserialize(deserializer)?;
        Self::from_json(object).map_err(serde::de::Error::custom)
    }
}

/// The text of a JSON value: `Some(None)` for null, `None` for an object.
fn text_of(value: &Value) -> Option<Option<String>> {
    Some(match value {
        Value::Null => None,
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let texts: Option<Vec<_>> = list.iter().map(text_of).collect();
            Some(texts?.into_iter().flatten().collect::<Vec<_>>().join("；"))
        }
        Value::Object(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(json: &str) -> Result<Input> {
        Input::from_json(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn plain_values_become_text() {
        let input = input(r#"{"a": 1, "b": true, "c": null, "d": ["x", 2]}"#).unwrap();
        assert_eq!(input.iter().collect::<Vec<_>>(), [("a", "1"), ("b", "true"), ("d", "x；2")]);
    }

    #[test]
    fn dangerous_names_and_nested_objects_are_refused() {
        assert_eq!(input(r#"{"__proto__": "x"}"#).unwrap_err().code(), "input/name");
        assert_eq!(input(r#"{"a": {"b": 1}}"#).unwrap_err().path(), "a");
    }
}
