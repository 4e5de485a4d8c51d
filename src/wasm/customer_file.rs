//! Conditions asked of a file of customers.

use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::convert::{Answer, answer, js_error};
use super::input::from_js;
use crate::engine;
use crate::messages::Language;
use crate::schema::ruleset::Ruleset;

/// A file of customers, as `kehu customers` writes it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct CustomerFile {
    file: engine::CustomerFile,
    language: Language,
}

#[wasm_bindgen]
impl CustomerFile {
    /// With a ruleset given as JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(ruleset: &str, language: JsValue) -> std::result::Result<Self, JsValue> {
        let language: Language = from_js(language, Language::default())?;
        let file = Ruleset::from_json(ruleset).and_then(|ruleset| engine::CustomerFile::new(&ruleset));
        file.map(|file| Self { file, language }).map_err(|error| js_error(&error, language))
    }

    /// The next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.file.push(chunk);
    }

    /// Says that no more bytes come; returns the lines that hold no customer, as CSV: `line,reason,raw`.
    pub fn finish(&mut self) -> Vec<u8> {
        engine::rejects_csv(self.file.finish())
    }

    /// The customers that meet a condition, or are in a segment of the ruleset given by its id.
    pub fn segment(&self, condition: JsValue, now: &str) -> Answer {
        let condition: Value = from_js(condition, self.language)?;
        answer(self.file.segment(&condition, now), self.language)
    }
}
