//! Reading JSON into types, with the path of what does not fit, and writing it.
//!
//! Options and stored changes all pass through [`read`], so that each type is read by one deserializer: every further one
//! would add its whole code to the engine once more. Rulesets, which have many types, pass through [`document`].

mod document;
mod fault;
mod node;
mod writing;

use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

use crate::digits::significant;
use crate::error::Error;

pub use document::{Document, document};
pub(crate) use document::{name, object, put, read_names, read_object};
pub use fault::Fault;
use node::Node;
pub use writing::{append, to_text};

/// Parses a text.
///
/// # Errors
/// Where it ceases to be JSON.
pub fn parse(text: &[u8]) -> Result<Value, Fault> {
    serde_json::from_slice(text)
        .map_err(|e| Fault(Error::new("form/json", "").with("line", e.line()).with("column", e.column())))
}

/// The digits of which a number can be sure to be read as it was written.
pub const SURE_DIGITS: i32 = 15;

/// Gives all numbers of a document so many digits as are sure to be read again as they are, so that a document that was written
/// and read is the same.
///
/// ```
/// let mut document = kehu::json::parse(b"[0.9099999999999999]").unwrap();
/// kehu::json::settle(&mut document);
/// assert_eq!(document.to_string(), "[0.91]");
/// ```
pub fn settle(document: &mut Value) {
    match document {
        Value::Array(items) => items.iter_mut().for_each(settle),
        Value::Object(entries) => entries.values_mut().for_each(settle),
        Value::Number(number) if number.is_f64() => {
            let short = number.as_f64().map(|value| significant(value, SURE_DIGITS));
            *number = short.and_then(Number::from_f64).unwrap_or_else(|| number.clone());
        }
        _ => {}
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;
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
