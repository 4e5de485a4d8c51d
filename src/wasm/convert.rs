//! Conversions between Rust and JavaScript values.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::error::Error;
use crate::messages::Language;

/// What a function of the boundary returns.
pub(super) type Answer = std::result::Result<JsValue, JsValue>;

/// An error as a JavaScript `Error` with `code` and `path`.
pub(super) fn js_error(error: &Error, language: Language) -> JsValue {
    let value = js_sys::Error::new(&error.message(language));
    for (name, text) in [("code", error.code()), ("path", error.path())] {
        // Setting a property of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&value, &name.into(), &text.into());
    }
    value.into()
}

/// A result as an answer.
pub(super) fn answer<T: Serialize>(result: crate::error::Result<T>, language: Language) -> Answer {
    result.map_err(|error| js_error(&error, language)).and_then(|value| to_js(&value))
}

/// A Rust value as a plain object.
pub(super) fn to_js<T: Serialize + ?Sized>(value: &T) -> Answer {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

/// A plain object as a Rust value; nothing stands for the default.
pub(super) fn from_js<T: DeserializeOwned + Default>(value: JsValue, language: Language) -> std::result::Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    serde_wasm_bindgen::from_value(value).map_err(|e| js_error(&Error::new("input/invalid", "").with("reason", e), language))
}
