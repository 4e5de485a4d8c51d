//! What JavaScript gives an engine: options, records, events.

use js_sys::Reflect;
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::convert::js_error;
use super::options::language_of;
use crate::engine::Input;
use crate::error::{Error, Result};
use crate::json::{self, Document};
use crate::messages::Language;

/// A plain object as a Rust value; nothing stands for the default.
pub(super) fn from_js<T: Document + Default>(
    value: JsValue,
    language: Language,
) -> std::result::Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    let value = value_of(&value).and_then(|value| json::document(value, "input/invalid"));
    value.map_err(|error| js_error(&error, language))
}

/// Options of what has a language of its own; what is wrong with them is told in that language already.
pub(super) fn own_options<T: Document + Default>(options: JsValue) -> std::result::Result<T, JsValue> {
    let named = Reflect::get(&options, &"language".into()).ok().and_then(|name| language_of(&name).ok());
    from_js(options, named.unwrap_or_default())
}

/// A record; the path of what is wrong with it starts with `record`.
pub(super) fn record_from_js(value: &JsValue, language: Language) -> std::result::Result<Input, JsValue> {
    let record = value_of(value).and_then(Input::from_value);
    record.map_err(|error| js_error(&error.under("record"), language))
}

/// Records or events, as `name` says.
pub(super) fn list_from_js(
    value: &JsValue,
    name: &str,
    language: Language,
) -> std::result::Result<Vec<Input>, JsValue> {
    let list = value_of(value).and_then(Input::list);
    list.map_err(|error| js_error(&error.under(name), language))
}

/// It becomes a JSON value first, so that each type is read by one deserializer only.
pub(super) fn value_of(value: &JsValue) -> Result<Value> {
    serde_wasm_bindgen::from_value(value.clone())
        .map_err(|e| Error::new("input/invalid", "").with("reason", e))
}
