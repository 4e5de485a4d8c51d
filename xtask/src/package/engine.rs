//! The engine's wasm and its JavaScript glue.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::toolchain::{self, Toolchain};
use super::{Options, glue, optimise, put};
use crate::{shell, stamp, workspace};

const GLUE: &str = "core.js";
const TYPES: &str = "core.d.ts";
const WASM: &str = "kehu_bg.wasm";
const WASM_TYPES: &str = "kehu_bg.wasm.d.ts";

const SOURCES: [&str; 5] = ["src", "Cargo.toml", "Cargo.lock", "package-lock.json", "xtask/src/package"];

/// The files in `pkg/dist`.
pub fn outputs() -> Vec<PathBuf> {
    [GLUE, TYPES, WASM, WASM_TYPES].iter().map(|name| workspace::dist().join(name)).collect()
}

/// Compiles, binds, optimises and patches.
pub fn build(toolchain: &Toolchain, options: &Options) -> Result<()> {
    let inputs = toolchain.digest()?.text(&format!("{options:?}")).sources(&SOURCES)?;
    stamp::once("build the engine's wasm", &inputs, &outputs(), || {
        let wasm = compile(toolchain, options)?;
        bind(&wasm, options)
    })
}

fn compile(toolchain: &Toolchain, options: &Options) -> Result<PathBuf> {
    let profile = Profile::of(options);
    let mut cargo = toolchain.cargo_rustc();
    shell::run(cargo.args(["--package", "kehu", "--features", "wasm", "--profile", profile.name]))?;
    Ok(toolchain::artifact("kehu", profile.folder))
}

/// A cargo profile and the folder that cargo gives it.
pub struct Profile {
    pub name: &'static str,
    pub folder: &'static str,
}

impl Profile {
    pub fn of(options: &Options) -> Self {
        if options.dev {
            Self { name: "dev", folder: "debug" }
        } else {
            Self { name: "release", folder: "release" }
        }
    }
}

/// The `web` target without a default path: each entry of the package says itself where the wasm is, so that no
/// bundler finds a second copy.
fn bind(wasm: &Path, options: &Options) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).web(true)?.typescript(true).omit_default_module_path(true);
    bindgen.reset_state_function(true).remove_producers_section(true).out_name("core");
    let mut output = bindgen.generate_output().context("wasm-bindgen failed")?;
    put(GLUE, glue::patch(output.js())?)?;
    put(TYPES, output.ts().unwrap_or_default())?;
    put(WASM, optimise::optimise(&output.wasm_mut().emit_wasm(), options)?)?;
    put(WASM_TYPES, WASM_MODULE_TYPES)
}

/// What an `import` of the wasm gives in a bundler or an edge runtime that compiles it.
const WASM_MODULE_TYPES: &str = "declare const module: WebAssembly.Module;\nexport default module;\n";
