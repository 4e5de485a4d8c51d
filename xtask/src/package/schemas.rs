//! JSON Schema of the ruleset and of what crosses the boundary, printed by the crate itself.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use super::put;
use crate::stamp::{self, Digest};
use crate::{shell, workspace};

const SOURCES: [&str; 4] = ["src", "examples/json_schemas.rs", "Cargo.toml", "Cargo.lock"];

/// The files in `pkg/dist` and the key of each in what the crate prints.
const FILES: [(&str, &str); 2] = [("ruleset", "ruleset.schema.json"), ("types", "types.schema.json")];

/// The files in `pkg/dist`.
pub fn outputs() -> Vec<PathBuf> {
    FILES.iter().map(|(_, name)| workspace::dist().join(name)).collect()
}

/// Writes the schemas.
pub fn write() -> Result<()> {
    let inputs = Digest::default().sources(&SOURCES)?;
    stamp::once("write the JSON schemas", &inputs, &outputs(), || {
        let mut cargo = shell::cargo();
        cargo.args([
            "run",
            "--quiet",
            "--package",
            "kehu",
            "--features",
            "schema",
            "--example",
            "json_schemas",
        ]);
        let schemas: Value = serde_json::from_str(&shell::output(&mut cargo)?)?;
        FILES.iter().try_for_each(|(key, name)| {
            let schema = schemas.get(key).with_context(|| format!("the crate printed no schema `{key}`"))?;
            put(name, serde_json::to_string_pretty(schema)? + "\n")
        })
    })
}
