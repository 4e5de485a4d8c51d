//! Records and events as callers give them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::json::Fault;
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

    /// From JSON that should be an object.
    ///
    /// # Errors
    /// `input/invalid` for anything else, and as [`from_json`](Self::from_json).
    pub fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Object(object) => Self::from_json(object),
            other => Err(Fault::mismatch(&other, &"object").into_error("input/invalid")),
        }
    }

    /// From JSON that should be a list of objects.
    ///
    /// # Errors
    /// As [`from_value`](Self::from_value), with the place in the list.
    pub fn list(value: Value) -> Result<Vec<Self>> {
        let Value::Array(values) = value else {
            return Err(Fault::mismatch(&value, &"list").into_error("input/invalid"));
        };
        let at = |(place, value)| Self::from_value(value).map_err(|error| error.under(&format!("[{place}]")));
        values.into_iter().enumerate().map(at).collect()
    }

    /// From a JSON object.
    ///
    /// # Errors
    /// `input/nested` for a value that is no plain one, `input/name` for a name that cannot be a field's,
    /// `import/too_many_fields`, `limits/bytes`.
    pub fn from_json(object: Map<String, Value>) -> Result<Self> {
        let mut fields = BTreeMap::new();
        for (name, value) in object {
            let text = text_of(&value).ok_or_else(|| Error::new("input/nested", &name))?;
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
        let nested = input(r#"{"a": {"b": 1}}"#).unwrap_err();
        assert_eq!((nested.code(), nested.path()), ("input/nested", "a"));
    }

    #[test]
    fn the_place_in_a_list_is_told() {
        let list = |json: &str| Input::list(serde_json::from_str(json).unwrap());
        let error = list(r#"[{"a": 1}, {"b": [{}]}]"#).unwrap_err();
        assert_eq!((error.code(), error.path()), ("input/nested", "[1].b"));
        assert_eq!(list(r#"[{}, 1]"#).unwrap_err().path(), "[1]");
        assert_eq!(list("{}").unwrap_err().code(), "input/invalid");
    }
}
