//! Single values and small questions that need no engine.

use wasm_bindgen::prelude::*;

use super::convert::{Answer, answer, js_error, to_js};
use super::options::{Settings, language_of, reason_of};
use crate::error::{Error, Result};
use crate::json;
use crate::messages::Language;
use crate::normalize::{Context, Normalized, normalize as normalize_value, normalizer};
use crate::schema::FieldKind;
use crate::tables::packs;

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
    let Settings { context, language } = Settings::of(&context)?;
    answer(kind(kind_name).map(|kind| asked(kind, input, &context)), language)
}

/// The canonical form of a value, with the parts that are asked for.
fn asked(kind: FieldKind, input: &str, context: &Context) -> Normalized {
    let mut found = normalize_value(kind, input, context);
    found.keep_parts(context);
    found
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
    let Settings { context, language } = Settings::of(&context)?;
    let kind = kind(kind_name).map_err(|error| js_error(&error, language))?;
    let mut out = Vec::with_capacity(bytes.len().saturating_mul(8));
    let lines = bytes.strip_suffix(b"\n").unwrap_or(bytes).split(|b| *b == b'\n');
    for (number, line) in (1_u64..).zip(lines).filter(|_| !bytes.is_empty()) {
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
        let input = if jsonl {
            json_string(&line, number).map_err(|e| js_error(&e, language))?
        } else {
            line.into_owned()
        };
        json::append(&mut out, &asked(kind, &input, &context));
        out.push(b'\n');
    }
    Ok(out)
}

fn json_string(line: &str, number: u64) -> Result<String> {
    let error = || Error::new("input/invalid", format!("line {number}"));
    let value = js_sys::JSON::parse(line).map_err(|_| error().with("reason", "no JSON"))?;
    value.as_string().ok_or_else(|| error().with("reason", "no string"))
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
    let text = language_of(&language).and_then(|language| Ok(reason_of(&reason)?.text(language)));
    text.map_err(|error| js_error(&error, Language::default()))
}

/// The kinds of field that this build cleans.
#[wasm_bindgen]
pub fn kinds() -> Answer {
    to_js(&built())
}
