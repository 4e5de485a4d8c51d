//! What a visitor downloads.

use std::fs;

use anyhow::Result;

use super::{engine, generated, sample};
use crate::stamp::Digest;
use crate::{node, shell, workspace};

/// A table of each wasm and the glue: raw, gzip and brotli, as `tests/size.mjs` measures them.
pub fn table() -> Result<String> {
    let files = [engine::outputs(), sample::outputs()].concat();
    let digest = generated().iter().try_fold(Digest::default(), |digest, file| digest.path(file))?.finish();
    let cache = workspace::scratch().join("sizes");
    if let Some(table) = read_cache(&cache, &digest) {
        return Ok(table);
    }
    let measured =
        files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "wasm" || kind == "js"));
    let table = shell::output(node::node().arg(workspace::path("tests/size.mjs")).args(measured))?;
    fs::write(&cache, format!("{digest}\n{table}"))?;
    Ok(table)
}

fn read_cache(cache: &std::path::Path, digest: &str) -> Option<String> {
    let text = fs::read_to_string(cache).ok()?;
    let (found, table) = text.split_once('\n')?;
    (found == digest).then(|| table.to_owned())
}
