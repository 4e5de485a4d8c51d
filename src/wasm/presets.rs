//! The rulesets that come with the engine.

use wasm_bindgen::prelude::*;

use super::convert::js_error;
use crate::json;
use crate::messages::Language;
use crate::schema::ruleset::Ruleset;

/// Names of the rulesets that come with the engine.
#[wasm_bindgen]
pub fn presets() -> Vec<String> {
    Ruleset::PRESETS.iter().map(|name| (*name).to_owned()).collect()
}

/// A ruleset that comes with the engine, as JSON text.
#[wasm_bindgen]
pub fn preset(name: &str) -> std::result::Result<String, JsValue> {
    let ruleset = Ruleset::preset(name).map_err(|error| js_error(&error, Language::default()))?;
    Ok(json::to_text(&ruleset))
}
