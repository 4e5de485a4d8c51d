//! What the crate itself prints for the package: JSON Schemas, data packs and presets.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use super::put;
use crate::stamp::{self, Digest};
use crate::{shell, workspace};

const SOURCES: [&str; 4] = ["src", "examples/package_data.rs", "Cargo.toml", "Cargo.lock"];

/// The files in `pkg/dist` and the key of each in what the crate prints.
const FILES: [(&str, &str); 3] =
    [("ruleset", "ruleset.schema.json"), ("types", "types.schema.json"), ("packs", "packs.json")];

/// The files in `pkg/dist`.
pub fn outputs() -> Vec<PathBuf> {
    FILES.iter().map(|(_, name)| workspace::dist().join(name)).collect()
}

/// Writes the files.
pub fn write() -> Result<()> {
    let inputs = Digest::default().sources(&SOURCES)?;
    stamp::once("write schemas and data packs", &inputs, &outputs(), || {
        let mut cargo = shell::cargo();
        cargo.args([
            "run",
            "--quiet",
            "--package",
            "kehu",
            "--features",
            "schema",
            "--example",
            "package_data",
        ]);
        let data: Value = serde_json::from_str(&shell::output(&mut cargo)?)?;
        FILES.iter().try_for_each(|(key, name)| {
            let part = data.get(key).with_context(|| format!("the crate printed no `{key}`"))?;
            put(name, serde_json::to_string_pretty(part)? + "\n")
        })
    })
}
