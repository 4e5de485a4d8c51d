//! Reading JSON into types, with the path of what does not fit, and writing it.
//!
//! Options and stored changes all pass through [`read`], so that each type is read by one deserializer: every further one
//! would add its whole code to the engine once more. Rulesets, which have many types, pass through [`document`].

mod document;
mod writing;

use std::fmt;
use std::mem;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, map};

use crate::error::Error;
use crate::messages::Language;

pub use document::{Document, document};
pub(crate) use document::{name, object, put, read_names, read_object};
pub use writing::{append, to_text};

/// What does not fit the type that was asked for, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(Error);

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
    fn at(self, place: usize) -> Self {
        self.under(&["[", &place.to_string(), "]"].concat())
    }

    fn named(code: &'static str, name: &str) -> Self {
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

/// Parses a text.
///
/// # Errors
/// Where it ceases to be JSON.
pub fn parse(text: &[u8]) -> Result<Value, Fault> {
    serde_json::from_slice(text)
        .map_err(|e| Fault(Error::new("form/json", "").with("line", e.line()).with("column", e.column())))
}

/// A value as a type.
///
/// ```
/// let error = kehu::json::read::<Vec<Vec<u8>>>(serde_json::json!([[1], [2, "x"]])).unwrap_err();
/// assert_eq!(error.into_error("input/invalid").path(), "[1][1]");
/// ```
///
/// # Errors
/// The first thing in it that does not fit.
pub fn read<T: DeserializeOwned>(mut value: Value) -> Result<T, Fault> {
    T::deserialize(Node(&mut value))
}

/// A value being read; what is read of it is taken out of it.
struct Node<'a>(&'a mut Value);

impl Node<'_> {
    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Number(number) = &*self.0 else { return Err(Fault::mismatch(self.0, &visitor)) };
        match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => visitor.visit_u64(number),
            (_, Some(number)) => visitor.visit_i64(number),
            _ => visitor.visit_f64(number.as_f64().unwrap_or_default()),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Array(values) = self.0 else { return Err(Fault::mismatch(self.0, &visitor)) };
        let mut items = Items { position: 0, rest: values.iter_mut() };
        let list = visitor.visit_seq(&mut items)?;
        match items.rest.len() {
            0 => Ok(list),
            left => Err(de::Error::invalid_length(items.position.saturating_add(left), &"")),
        }
    }

    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Object(entries) = self.0 else { return Err(Fault::mismatch(self.0, &visitor)) };
        visitor.visit_map(Entries::new(entries))
    }
}

/// Methods that read what another method reads.
macro_rules! read_by {
    ($method:ident: $($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.$method(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Number(_) => self.number(visitor),
            Value::String(text) => visitor.visit_string(mem::take(text)),
            Value::Array(_) => self.list(visitor),
            Value::Object(_) => self.object(visitor),
        }
    }

    read_by!(number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64);
    read_by!(list: deserialize_seq);
    read_by!(object: deserialize_map);
    read_by!(deserialize_string: deserialize_str deserialize_identifier);

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Bool(flag) => visitor.visit_bool(*flag),
            other => Err(Fault::mismatch(other, &visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::String(text) => visitor.visit_string(mem::take(text)),
            other => Err(Fault::mismatch(other, &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.object(visitor)
    }

    /// A variant is its name, or an object of its name and its content.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match Variant::of(self.0) {
            Some(variant) => visitor.visit_enum(variant),
            None => Err(Fault::mismatch(self.0, &"form/text")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 char bytes byte_buf unit unit_struct tuple_struct }
}

struct Items<'a> {
    position: usize,
    rest: std::slice::IterMut<'a, Value>,
}

impl<'de> de::SeqAccess<'de> for &mut Items<'_> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        let position = self.position;
        self.position = position.saturating_add(1);
        seed.deserialize(Node(value)).map(Some).map_err(|fault| fault.at(position))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Entries<'a> {
    rest: map::IterMut<'a>,
    current: Option<(&'a str, &'a mut Value)>,
}

impl<'a> Entries<'a> {
    fn new(entries: &'a mut Map<String, Value>) -> Self {
        Self { rest: entries.iter_mut(), current: None }
    }
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.current = Some((key, value));
        seed.deserialize(StrDeserializer::new(key)).map(Some).map_err(|fault: Fault| fault.under(key))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let Some((key, value)) = self.current.take() else {
            return Err(de::Error::custom("a value without a key"));
        };
        seed.deserialize(Node(value)).map_err(|fault| fault.under(key))
    }
}

struct Variant<'a> {
    name: &'a str,
    content: Option<&'a mut Value>,
}

impl<'a> Variant<'a> {
    fn of(value: &'a mut Value) -> Option<Self> {
        match value {
            Value::String(name) => Some(Self { name, content: None }),
            Value::Object(entries) if entries.len() == 1 => {
                let (name, value) = entries.iter_mut().next()?;
                Some(Self { name, content: Some(value) })
            }
            _ => None,
        }
    }

    fn content(self) -> Result<Node<'a>, Fault> {
        self.content.map(Node).ok_or_else(|| Fault::named("form/missing", self.name))
    }
}

impl<'de> de::EnumAccess<'de> for Variant<'_> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Fault> {
        let variant = seed.deserialize(StrDeserializer::new(self.name))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.content {
            None | Some(Value::Null) => Ok(()),
            Some(content) => Err(Fault::mismatch(content, &"null").under(self.name)),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        let name = self.name;
        seed.deserialize(self.content()?).map_err(|fault| fault.under(name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        let name = self.name;
        self.content()?.list(visitor).map_err(|fault| fault.under(name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let name = self.name;
        self.content()?.object(visitor).map_err(|fault| fault.under(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shelf {
        name: String,
        #[serde(default)]
        width: Option<f64>,
        #[serde(default)]
        pairs: Vec<(u8, i64)>,
        #[serde(default)]
        things: std::collections::BTreeMap<String, Thing>,
        #[serde(default)]
        rest: Value,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Thing {
        Plain,
        Heavy(u32),
        Shaped { round: bool },
    }

    #[test]
    fn whatever_fits_reads_as_serde_json_reads_it() {
        let cases = [
            json!({"name": "a"}),
            json!({"name": "客户", "width": null, "pairs": [[1, -2], [255, 3]], "rest": {"x": [1, 2.5, null, true, "t"]}}),
            json!({"name": "", "width": 3, "things": {"a": "plain", "b": {"heavy": 7}, "c": {"shaped": {"round": true}}}}),
        ];
        for case in cases {
            let expected: Shelf = serde_json::from_value(case.clone()).unwrap();
            assert_eq!(read::<Shelf>(case).unwrap(), expected);
        }
    }

    #[test]
    fn a_fault_tells_where_it_is() {
        let cases = [
            (json!([]), "", "expected an object, got a list"),
            (json!({}), "", "“name” is missing"),
            (json!({"name": 1}), "name", "expected a text, got 1"),
            (json!({"name": null}), "name", "expected a text, got null"),
            (
                json!({"name": "a", "high": 1}),
                "high",
                "there is no “high”; there are: name, width, pairs, things, rest",
            ),
            (json!({"name": "a", "pairs": [[1, 2], [256, 1]]}), "pairs[1][0]", "256 is out of range"),
            (json!({"name": "a", "pairs": [[1, 2, 3]]}), "pairs[0]", "there cannot be 3 elements"),
            (json!({"name": "a", "pairs": [[1]]}), "pairs[0]", "there cannot be 1 element"),
            (json!({"name": "a", "pairs": [[1.5, 1]]}), "pairs[0][0]", "expected a whole number, got 1.5"),
            (
                json!({"name": "a", "things": {"x": "odd"}}),
                "things.x",
                "there is no “odd”; there are: plain, heavy, shaped",
            ),
            (
                json!({"name": "a", "things": {"x": {"heavy": true}}}),
                "things.x.heavy",
                "expected a whole number, got true",
            ),
            (json!({"name": "a", "things": {"x": "heavy"}}), "things.x", "“heavy” is missing"),
            (json!({"name": "a", "things": {"x": {"plain": 1}}}), "things.x.plain", "expected null, got 1"),
            (json!({"name": "a", "things": {"x": {"shaped": {}}}}), "things.x.shaped", "“round” is missing"),
            (json!({"name": "a", "things": {"x": 5}}), "things.x", "expected a text, got 5"),
        ];
        for (case, path, reason) in cases {
            let fault = read::<Shelf>(case.clone()).unwrap_err();
            assert!(serde_json::from_value::<Shelf>(case.clone()).is_err(), "{case} is refused for nothing");
            assert_eq!(fault.to_string(), reason, "{case}");
            assert_eq!(fault.into_error("input/invalid").path(), path, "{case}");
        }
    }

    #[test]
    fn a_fault_is_told_in_both_languages() {
        let told = |value: Value, language| {
            let error = document::<crate::schema::ruleset::Label>(value, "input/invalid").unwrap_err();
            [error.path(), ": ", &error.message(language)].concat()
        };
        for (value, zh, en) in [
            (
                json!({"zh": "a"}),
                ": 输入不符合格式：缺少“en”",
                ": the input has the wrong form: “en” is missing",
            ),
            (
                json!({"zh": [], "en": "b"}),
                "zh: 输入不符合格式：应为文本，实际为列表",
                "zh: the input has the wrong form: expected a text, got a list",
            ),
            (
                json!({"zh": "a", "en": "b", "fr": "c"}),
                "fr: 输入不符合格式：没有“fr”；可用：zh, en",
                "fr: the input has the wrong form: there is no “fr”; there are: zh, en",
            ),
        ] {
            assert_eq!(told(value.clone(), Language::Zh), zh);
            assert_eq!(told(value, Language::En), en);
        }
        let error = parse(b"{\n oops").unwrap_err().into_error("input/invalid");
        assert_eq!(error.message(Language::Zh), "输入不符合格式：第 2 行第 2 列不是 JSON");
        assert_eq!(error.message(Language::En), "the input has the wrong form: no JSON at line 2, column 2");
    }
}
