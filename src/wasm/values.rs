//! Single values and small questions that need no engine.

use wasm_bindgen::prelude::*;

use super::convert::{Answer, js_error, to_js};
use super::options::{SEPARATOR, Settings, built, language_of, reason_of};
use crate::error::{Error, Result};
use crate::json;
use crate::messages::Language;
use crate::normalize::{Context, Normalized, Status, normalize as normalize_value};
use crate::schema::FieldKind;
use crate::tables::packs;

/// The canonical form of a value, cleaned as [`Settings::of`] tells: an answer with which nothing is wrong as a list of
/// texts, any other as JSON.
#[wasm_bindgen]
pub fn normalize(how: &str, input: &str) -> std::result::Result<String, JsValue> {
    let Settings { kind, context, .. } = Settings::of(how)?;
    let found = asked(kind, input, &context);
    Ok(plain(&found).unwrap_or_else(|| json::to_text(&found)))
}

/// The value where it is not the input, what to show where that is not the value, and the names and texts of the parts, each
/// after a separator. Most answers say no more, and to make JSON of them and to read it takes longer than to clean them.
fn plain(found: &Normalized) -> Option<String> {
    let value = found.value.as_deref().filter(|value| found.status == Status::Valid && !value.is_empty())?;
    if !(found.reasons.is_empty() && found.steps.is_empty() && found.also.is_empty()) {
        return None;
    }
    let mut out = String::with_capacity(256);
    let display = if found.display == value { "" } else { found.display.as_str() };
    let value = if found.input == value { "" } else { value };
    let parts = found.parts.iter().flat_map(|(name, text)| [name, text]);
    for text in [value, display].into_iter().chain(parts) {
        if text.bytes().any(|byte| char::from(byte) == SEPARATOR) {
            return None;
        }
        out.push(SEPARATOR);
        out.push_str(text);
    }
    Some(out)
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
pub fn normalize_lines(how: &str, bytes: &[u8], jsonl: bool) -> std::result::Result<Vec<u8>, JsValue> {
    let Settings { kind, context, language } = Settings::of(how)?;
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
    let value = js_sys::JSON::parse(line).ok().and_then(|value| value.as_string());
    let error = || {
        Error::new("input/invalid", ["line ", &number.to_string()].concat()).with("reason", "form/json_text")
    };
    value.ok_or_else(error)
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
