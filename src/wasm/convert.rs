//! Conversions between Rust and JavaScript values.

use std::cell::RefCell;

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
///
/// The text is written where the one before was: to find room anew for one that grows takes as long as to write it.
pub(super) fn to_js<T: Serialize>(value: &T) -> Answer {
    TEXT.with_borrow_mut(|text| {
        text.clear();
        json::append(text, value);
        let answer = js_sys::JSON::parse(std::str::from_utf8(text).unwrap_or_default());
        text.shrink_to(ROOM);
        answer
    })
}

thread_local! {
    /// The last answer as JSON.
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Bytes that the room for answers keeps at most.
const ROOM: usize = 1 << 16;
