//! Single values and small questions that need no engine.

use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::convert::{Answer, answer, from_js, js_error, to_js};
use crate::error::{Error, Result};
use crate::json;
use crate::messages::Language;
use crate::normalize::{Context, normalize as normalize_value, normalizer};
use crate::reason::Reason;
use crate::schema::FieldKind;
use crate::tables::packs;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ContextInput {
    country: Option<String>,
    reference_date: Option<String>,
    utc_offset: Option<i32>,
    pub(super) language: Language,
}

impl From<ContextInput> for Context {
    fn from(input: ContextInput) -> Self {
        let default = Self::default();
        Self {
            country: input.country.unwrap_or(default.country),
            reference_date: input.reference_date,
            utc_offset: input.utc_offset.unwrap_or(default.utc_offset),
        }
    }
}

fn built() -> Vec<FieldKind> {
    FieldKind::ALL.into_iter().filter(|kind| normalizer(*kind).is_some()).collect()
}

pub(super) fn kind(name: &str) -> Result<FieldKind> {
    FieldKind::from_name(name).filter(|kind| normalizer(*kind).is_some()).ok_or_else(|| {
        let known: Vec<&str> = built().iter().map(|kind| kind.name()).collect();
        Error::new("kind/unknown", "kind").with("name", name).with("known", known.join(" "))
    })
}

/// The canonical form of a value.
#[wasm_bindgen]
pub fn normalize(kind_name: &str, input: &str, context: JsValue) -> Answer {
    let context: ContextInput = from_js(context, Language::default())?;
    let language = context.language;
    answer(kind(kind_name).map(|kind| normalize_value(kind, input, &context.into())), language)
}

/// The canonical forms of many values: whole lines in, one JSON object a line out. With `jsonl` each line is a JSON
/// string, so that a value may hold line ends.
#[wasm_bindgen(js_name = normalizeLines)]
pub fn normalize_lines(
    kind_name: &str,
    bytes: &[u8],
    jsonl: bool,
    context: JsValue,
) -> std::result::Result<Vec<u8>, JsValue> {
    let context: ContextInput = from_js(context, Language::default())?;
    let language = context.language;
    let kind = kind(kind_name).map_err(|error| js_error(&error, language))?;
    let context = context.into();
    let mut out = Vec::with_capacity(bytes.len().saturating_mul(8));
    let lines = bytes.strip_suffix(b"\n").unwrap_or(bytes).split(|b| *b == b'\n');
    for (number, line) in (1_u64..).zip(lines).filter(|_| !bytes.is_empty()) {
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
        let input = if jsonl {
            json_string(&line, number).map_err(|e| js_error(&e, language))?
        } else {
            line.into_owned()
        };
        // Plain data into memory cannot fail to be written.
        let _ = serde_json::to_writer(&mut out, &normalize_value(kind, &input, &context));
        out.push(b'\n');
    }
    Ok(out)
}

fn json_string(line: &str, number: u64) -> Result<String> {
    let error = || Error::new("input/invalid", format!("line {number}"));
    match json::parse(line.as_bytes()) {
        Ok(Value::String(text)) => Ok(text),
        Ok(_) => Err(error().with("reason", "no string")),
        Err(e) => Err(error().with("reason", e)),
    }
}

/// Makes the tables of a data pack usable; its name.
#[wasm_bindgen(js_name = loadPack)]
pub fn load_pack(text: &str) -> std::result::Result<String, JsValue> {
    let pack = packs::load(text).map_err(|error| js_error(&error, Language::default()))?;
    Ok(pack.name().to_owned())
}

/// A reason in words.
#[wasm_bindgen(js_name = reasonText)]
pub fn reason_text(reason: JsValue, language: JsValue) -> std::result::Result<String, JsValue> {
    let language: Language = from_js(language, Language::default())?;
    let reason: Option<Reason> = from_js(reason, language)?;
    Ok(reason.map(|reason| reason.text(language)).unwrap_or_default())
}

/// The kinds of field that this build cleans.
#[wasm_bindgen]
pub fn kinds() -> Answer {
    to_js(&built())
}
