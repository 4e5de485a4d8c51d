//! Records and events as JavaScript gives them.

use wasm_bindgen::JsValue;

use super::convert::{js_error, value_of};
use crate::engine::Input;
use crate::messages::Language;

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
