//! What calls without an engine take besides values: how to clean them, as one text, since to read an object member by
//! member takes longer than to clean a value; and reasons, read member by member all the same, since a deserializer would
//! weigh as much as the normalizers of an edge build.

use std::borrow::Cow;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::convert::js_error;
use crate::error::{Error, Result};
use crate::messages::Language;
use crate::normalize::{Context, normalizer};
use crate::reason::Reason;
use crate::schema::FieldKind;

/// What stands between the texts of a list.
pub(super) const SEPARATOR: char = '\u{1f}';

/// How to clean a value, and the language of errors.
pub(super) struct Settings {
    pub kind: FieldKind,
    pub context: Context,
    pub language: Language,
}

impl Settings {
    /// Of the name of a kind, and perhaps a language, a country, a reference date, an offset from UTC, each empty where
    /// nothing is said, and an empty text with the names of parts after it where only those are asked for.
    pub(super) fn of(text: &str) -> std::result::Result<Self, JsValue> {
        Self::read(text).map_err(|error| {
            let language = text.split(SEPARATOR).nth(1).and_then(|name| language_named(name).ok());
            js_error(&error, language.unwrap_or_default())
        })
    }

    fn read(text: &str) -> Result<Self> {
        let mut texts = text.split(SEPARATOR);
        let kind = kind(texts.next().unwrap_or_default())?;
        let mut settings = Self { kind, context: Context::default(), language: Language::default() };
        let mut next = || texts.next().filter(|text| !text.is_empty());
        settings.language = next().map_or(Ok(settings.language), language_named)?;
        if let Some(country) = next() {
            country.clone_into(&mut settings.context.country);
        }
        settings.context.reference_date = next().map(str::to_owned);
        if let Some(minutes) = next() {
            let unfit = |_| unfit("utcOffset", "form/whole");
            settings.context.utc_offset = minutes.parse().map_err(unfit)?;
        }
        settings.context.parts = texts.next().map(|_| texts.map(str::to_owned).collect());
        Ok(settings)
    }
}

/// The kinds that this build cleans.
pub(super) fn built() -> Vec<FieldKind> {
    FieldKind::ALL.into_iter().filter(|kind| normalizer(*kind).is_some()).collect()
}

fn kind(name: &str) -> Result<FieldKind> {
    FieldKind::from_name(name).filter(|kind| normalizer(*kind).is_some()).ok_or_else(|| {
        let known: Vec<&str> = built().iter().map(|kind| kind.name()).collect();
        Error::new("kind/unknown", "kind").with("name", name).with("known", known.join(" "))
    })
}

/// The language that a text names; Chinese where nothing does.
pub(super) fn language_of(value: &JsValue) -> Result<Language> {
    match value.as_string() {
        None if is_absent(value) => Ok(Language::default()),
        name => language_named(name.as_deref().unwrap_or_default()),
    }
}

fn language_named(name: &str) -> Result<Language> {
    match name {
        "zh" => Ok(Language::Zh),
        "en" => Ok(Language::En),
        _ => Err(unfit("language", "form/language")),
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
    value.as_string().map(Some).ok_or_else(|| unfit(name, "form/text"))
}

fn unfit(name: &'static str, expected: &'static str) -> Error {
    Error::new("input/invalid", name).with("reason", "form/wanted").with("expected", expected)
}
