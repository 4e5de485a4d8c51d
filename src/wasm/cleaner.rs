//! Streaming `kehu clean`.

use wasm_bindgen::prelude::*;

use super::convert::{Answer, answer, js_error};
use super::input::own_options;
use crate::engine::{self, CleanerOptions, rejects_csv};
use crate::messages::Language;
use crate::schema::ruleset::Ruleset;

/// Cleans a CSV file in one pass.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Cleaner {
    cleaner: engine::Cleaner,
    language: Language,
}

type Bytes = std::result::Result<Vec<u8>, JsValue>;

#[wasm_bindgen]
impl Cleaner {
    /// With a ruleset given as JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(ruleset: &str, options: JsValue) -> std::result::Result<Self, JsValue> {
        let options: CleanerOptions = own_options(options)?;
        let language = options.language;
        let cleaner = Ruleset::from_json(ruleset).and_then(|ruleset| engine::Cleaner::new(ruleset, options));
        Ok(Self { cleaner: cleaner.map_err(|error| js_error(&error, language))?, language })
    }

    /// The next bytes of the file in, the next bytes of the cleaned one out.
    pub fn push(&mut self, chunk: &[u8]) -> Bytes {
        self.cleaner.push(chunk).map_err(|error| js_error(&error, self.language))
    }

    /// The rest of the cleaned file.
    pub fn finish(&mut self) -> Bytes {
        self.cleaner.finish().map_err(|error| js_error(&error, self.language))
    }

    /// What was done so far.
    pub fn report(&self) -> Answer {
        answer(self.cleaner.report(), self.language)
    }

    /// The rows left out so far, as CSV: `line,reason,raw`.
    pub fn rejects(&self) -> Vec<u8> {
        rejects_csv(self.cleaner.rejects())
    }
}
