//! Rows that could not be read.

use serde::Serialize;

use crate::error::Error;
use crate::messages::Language;

/// A row that was left out, with the reason; kept as it stood, so that nothing is lost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reject {
    /// Line of the file where the row starts, from 1.
    pub line: u64,
    /// Stable code of the reason.
    pub code: &'static str,
    /// The reason in words.
    pub reason: String,
    /// The row as it stands in the file.
    pub raw: String,
}

impl Reject {
    /// A rejected row.
    pub fn new(line: u64, error: &Error, raw: &[u8], language: Language) -> Self {
        let raw = String::from_utf8_lossy(raw).trim_end_matches(['\r', '\n']).to_owned();
        Self { line, code: error.code(), reason: error.message(language), raw }
    }
}
