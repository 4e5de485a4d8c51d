//! The few small objects that calls without an engine take, read member by member: a deserializer would weigh as much as
//! the normalizers of an edge build.

use std::borrow::Cow;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::convert::js_error;
use crate::error::{Error, Result};
use crate::messages::Language;
use crate::normalize::Context;
use crate::reason::Reason;

/// How to clean a value, and the language of errors.
#[derive(Default)]
pub(super) struct Settings {
    pub context: Context,
    pub language: Language,
}

impl Settings {
    /// Of an object with any of `country`, `referenceDate`, `utcOffset`, `parts` and `language`, or of nothing.
    pub(super) fn of(object: &JsValue) -> std::result::Result<Self, JsValue> {
        Self::read(object).map_err(|error| js_error(&error, Language::default()))
    }

    fn read(object: &JsValue) -> Result<Self> {
        let mut settings = Self::default();
        if is_absent(object) {
            return Ok(settings);
        }
        if !object.is_object() {
            return Err(unfit("", "not an object"));
        }
        settings.language = language_of(&member(object, "language"))?;
        settings.context.reference_date = text(object, "referenceDate")?;
        if let Some(country) = text(object, "country")? {
            settings.context.country = country;
        }
        if let Some(minutes) = whole(object, "utcOffset")? {
            settings.context.utc_offset = minutes;
        }
        settings.context.parts = texts(object, "parts");
        Ok(settings)
    }
}

/// The language that a text names; Chinese where nothing does.
pub(super) fn language_of(value: &JsValue) -> Result<Language> {
    match value.as_string().as_deref() {
        Some("zh") => Ok(Language::Zh),
        Some("en") => Ok(Language::En),
        None if is_absent(value) => Ok(Language::default()),
        _ => Err(unfit("language", "neither zh nor en")),
    }
}

/// What is needed of a reason to put it into words.
pub(super) fn reason_of(object: &JsValue) -> Result<Reason> {
    let mut reason = Reason::new("");
    reason.code = Cow::Owned(text(object, "code")?.unwrap_or_default());
    let params = member(object, "params");
    let entries = params.dyn_ref::<Object>().map(Object::entries).unwrap_or_default();
    for entry in entries.iter().filter_map(|entry| entry.dyn_into::<Array>().ok()) {
        if let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
            reason.params.insert(Cow::Owned(name), value);
        }
    }
    Ok(reason)
}

fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

fn member(object: &JsValue, name: &'static str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn text(object: &JsValue, name: &'static str) -> Result<Option<String>> {
    let value = member(object, name);
    if is_absent(&value) {
        return Ok(None);
    }
    value.as_string().map(Some).ok_or_else(|| unfit(name, "not a string"))
}

/// The texts of a list; the boundary takes lists of texts only.
fn texts(object: &JsValue, name: &'static str) -> Option<Vec<String>> {
    let list = member(object, name);
    list.dyn_ref::<Array>().map(|list| list.iter().filter_map(|item| item.as_string()).collect())
}

fn whole(object: &JsValue, name: &'static str) -> Result<Option<i32>> {
    let value = member(object, name);
    if is_absent(&value) {
        return Ok(None);
    }
    let number = value.as_f64().unwrap_or(f64::NAN);
    let rounded = number as i32;
    if f64::from(rounded) == number { Ok(Some(rounded)) } else { Err(unfit(name, "not a whole number")) }
}

fn unfit(name: &'static str, reason: &'static str) -> Error {
    Error::new("input/invalid", name).with("reason", reason)
}
