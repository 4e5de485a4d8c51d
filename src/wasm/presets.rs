//! The rulesets that come with the engine.

use wasm_bindgen::prelude::*;

use super::convert::js_error;
use super::options::language_of;
use crate::json;
use crate::messages::Language;
use crate::schema::ruleset::Ruleset;

/// Names of the rulesets that come with the engine.
#[wasm_bindgen]
pub fn presets() -> Vec<String> {
    Ruleset::PRESETS.iter().map(|name| (*name).to_owned()).collect()
}

/// A ruleset that comes with the engine, as JSON text; what is wrong is told in the given language.
#[wasm_bindgen]
pub fn preset(name: &str, language: JsValue) -> std::result::Result<String, JsValue> {
    let language = language_of(&language).map_err(|error| js_error(&error, Language::default()))?;
    let ruleset = Ruleset::preset(name).map_err(|error| js_error(&error, language))?;
    Ok(json::to_text(&ruleset))
}
