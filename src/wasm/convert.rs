//! Conversions between Rust and JavaScript values.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::error::Error;
use crate::json;
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
#[cfg(feature = "engine")]
pub(super) fn answer<T: Serialize>(result: crate::error::Result<T>, language: Language) -> Answer {
    result.map_err(|error| js_error(&error, language)).and_then(|value| to_js(&value))
}

/// A Rust value as a plain object. It crosses as JSON, which is quicker than building the object property by property,
/// and makes `__proto__` a key like any other.
pub(super) fn to_js<T: Serialize>(value: &T) -> Answer {
    js_sys::JSON::parse(&json::to_text(value))
}
