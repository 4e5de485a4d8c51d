//! What does not fit, told in the terms of the caller's document.

use std::fmt;

use serde::de::{self, Expected, Unexpected};
use serde_json::Value;

use super::to_text;
use crate::error::Error;
use crate::messages::Language;

/// What does not fit the type that was asked for, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub(super) Error);

impl Fault {
    /// The fault as an error of the given code.
    pub fn into_error(self, code: &'static str) -> Error {
        self.0.under_code(code)
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn mismatch(value: &Value, expected: &dyn Expected) -> Self {
        Self::of_type(&found(value), expected)
    }

    fn of_type(found: &str, expected: &dyn Expected) -> Self {
        let expected = expected.to_string();
        Self(Error::new("form/type", "").with("expected", term(&expected)).with("found", found))
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn under(self, head: &str) -> Self {
        Self(self.0.under(head))
    }

    /// The fault of an element of a list.
    #[cold]
    #[inline(never)]
    pub(super) fn at(self, place: usize) -> Self {
        self.under(&["[", &place.to_string(), "]"].concat())
    }

    pub(super) fn named(code: &'static str, name: &str) -> Self {
        Self(Error::new(code, "").with("name", name))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message(Language::En))
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self(Error::new("form/other", "").with("reason", reason))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::of_type(&Found(found).to_string(), expected)
    }

    fn invalid_value(found: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self(Error::new("form/range", "").with("found", Found(found)))
    }

    fn invalid_length(length: usize, _: &dyn Expected) -> Self {
        Self(Error::new("form/length", "").with("actual", length))
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self(Self::named("form/unknown", name).0.with("known", known.join(", ")))
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::unknown_variant(name, known)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::named("form/missing", name)
    }
}

/// How much of a text is told that stands where it does not belong.
const TOLD: usize = 40;

/// What stands there: as it is written, but lists and objects.
fn found(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(_) => "form/list".to_owned(),
        Value::Object(_) => "form/object".to_owned(),
        plain => to_text(plain),
    }
}

fn quoted(text: &str) -> String {
    let told: String = text.chars().take(TOLD).collect();
    ["“", &told, "”"].concat()
}

/// The text that says in both languages what serde's types and ours expect.
fn term(expected: &str) -> &str {
    const TERMS: [(&str, &str); 18] = [
        ("form/", ""),
        ("tuple", "form/list"),
        ("seq", "form/list"),
        ("list", "form/list"),
        ("struct", "form/object"),
        ("object", "form/object"),
        ("map", "form/object"),
        ("bool", "form/boolean"),
        ("str", "form/text"),
        ("name", "form/text"),
        ("enum", "form/text"),
        ("f64", "form/number"),
        ("number", "form/number"),
        ("8", "form/whole"),
        ("16", "form/whole"),
        ("32", "form/whole"),
        ("64", "form/whole"),
        ("size", "form/whole"),
    ];
    let found = TERMS.iter().find(|(part, _)| expected.contains(part));
    found.map_or(expected, |(_, code)| if code.is_empty() { expected } else { code })
}

/// What stands there instead. `Unexpected` prints fractions by the standard library, whose code for it is as large as a
/// normalizer; JSON's own is there anyway.
struct Found<'a>(Unexpected<'a>);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Unexpected::Bool(flag) => write!(f, "{flag}"),
            Unexpected::Unsigned(number) => write!(f, "{number}"),
            Unexpected::Signed(number) => write!(f, "{number}"),
            Unexpected::Float(number) => write!(f, "{}", Value::from(number)),
            Unexpected::Str(text) => f.write_str(&quoted(text)),
            Unexpected::Seq => f.write_str("form/list"),
            Unexpected::Map => f.write_str("form/object"),
            _ => f.write_str("null"),
        }
    }
}
