//! The engine's wasm in its editions, and their JavaScript glue.

use std::fs;
use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::toolchain::Toolchain;
use super::{Options, glue, optimise, put, unheard};
use crate::{stamp, workspace};

const GLUE: &str = "core.js";
const TYPES: &str = "core.d.ts";
const WASM_TYPES: &str = "kehu_bg.wasm.d.ts";

const SOURCES: [&str; 6] =
    ["src", "build.rs", "Cargo.toml", "Cargo.lock", "package-lock.json", "xtask/src/package"];

/// One way to build the engine.
struct Edition {
    title: &'static str,
    wasm: &'static str,
    features: &'static [&'static str],
    opt_level: &'static str,
    /// Whether a panic ends in an error with its message; else it is a trap, and [what is unheard](unheard) is left out.
    tells_panics: bool,
}

/// With all tables and presets. Built for size, but not at any price: on the sample (`cargo xtask bench`) the wasm of
/// `3` is a fifth larger and 8 % faster, that of `z` a tenth smaller and half as fast.
const WHOLE: Edition = Edition {
    title: "build the engine's wasm",
    wasm: "kehu_bg.wasm",
    features: &["--features", "wasm"],
    opt_level: "s",
    tells_panics: true,
};

/// Without tables and presets, for the edge: there records come one at a time, and every byte is loaded at every start.
const SLIM: Edition = Edition {
    title: "build the slim engine's wasm",
    wasm: "slim_bg.wasm",
    features: &["--no-default-features", "--features", "wasm,engine,all-kinds"],
    opt_level: "z",
    tells_panics: true,
};

/// Single values of every kind, for forms.
const FIELDS: Edition = Edition {
    title: "build the wasm of the fields alone",
    wasm: "fields_bg.wasm",
    features: &["--no-default-features", "--features", "wasm,all-kinds"],
    opt_level: "z",
    tells_panics: false,
};

/// The kinds by which customers are told apart, and no other.
const KEYS: Edition = Edition {
    title: "build the wasm of the keys alone",
    wasm: "keys_bg.wasm",
    features: &["--no-default-features", "--features", "wasm,kind-phone,kind-email,kind-uscc"],
    opt_level: "z",
    tells_panics: false,
};

/// Editions that export the same functions, and what the name of their glue begins with.
const FAMILIES: [(&str, &[Edition]); 2] = [("", &[WHOLE, SLIM]), ("fields-", &[FIELDS, KEYS])];

/// The files in `pkg/dist`.
pub fn outputs() -> Vec<PathBuf> {
    let glue = FAMILIES.iter().flat_map(|(prefix, _)| [GLUE, TYPES].map(|name| format!("{prefix}{name}")));
    let wasm =
        FAMILIES.iter().flat_map(|(_, editions)| editions.iter().map(|edition| edition.wasm.to_owned()));
    glue.chain(wasm).chain([WASM_TYPES.to_owned()]).map(|name| workspace::dist().join(name)).collect()
}

/// Compiles, binds, optimises and patches.
pub fn build(toolchain: &Toolchain, options: &Options) -> Result<()> {
    // The last steps of a build keep one core busy for minutes. Those for speed and those for size go side by side.
    let all = FAMILIES.iter().flat_map(|(_, editions)| *editions);
    let (whole, small): (Vec<_>, Vec<_>) = all.partition(|edition| edition.opt_level == WHOLE.opt_level);
    let build = |editions: Vec<&Edition>| editions.iter().try_for_each(|one| one.build(toolchain, options));
    thread::scope(|scope| {
        let whole = scope.spawn(|| build(whole));
        let small = build(small);
        whole.join().map_err(|_| anyhow!("a build panicked"))?.and(small)
    })?;
    for (prefix, editions) in FAMILIES {
        for edition in editions {
            put(edition.wasm, edition.read(edition.wasm)?)?;
        }
        for name in [GLUE, TYPES] {
            put(&format!("{prefix}{name}"), shared(editions, name)?)?;
        }
    }
    put(WASM_TYPES, WASM_MODULE_TYPES)
}

/// A file that all editions of a family have in common.
fn shared(editions: &[Edition], name: &str) -> Result<Vec<u8>> {
    let files = editions.iter().map(|edition| edition.read(name)).collect::<Result<Vec<_>>>()?;
    ensure!(files.windows(2).all(|pair| pair.first() == pair.last()), "the editions need a {name} each");
    files.into_iter().next().context("a family without editions")
}

impl Edition {
    fn build(&self, toolchain: &Toolchain, options: &Options) -> Result<()> {
        let inputs = toolchain.digest(self.opt_level)?.text(&format!("{options:?}")).sources(&SOURCES)?;
        let outputs = [GLUE, TYPES, self.wasm].map(|name| self.folder().join(name));
        stamp::once(self.title, &inputs, &outputs, || {
            let wasm = toolchain.compile("kehu", self.features, self.opt_level, options)?;
            self.bind(wasm, options)
        })
    }

    /// The `web` target without a default path: each entry of the package says itself where the wasm is, so that no
    /// bundler finds a second copy.
    fn bind(&self, wasm: PathBuf, options: &Options) -> Result<()> {
        let mut bindgen = Bindgen::new();
        bindgen.input_path(wasm).web(true)?.typescript(true).omit_default_module_path(true);
        bindgen.reset_state_function(true).remove_producers_section(true).out_name("core");
        let mut output = bindgen.generate_output().context("wasm-bindgen failed")?;
        fs::create_dir_all(self.folder())?;
        self.write(GLUE, glue::patch(output.js())?)?;
        if !options.dev {
            glue::minify(&self.folder().join(GLUE))?;
        }
        self.write(TYPES, output.ts().unwrap_or_default())?;
        let module = output.wasm_mut();
        if !self.tells_panics {
            let is_unheard = |name: &Option<String>| name.as_deref().is_some_and(unheard::is_unheard);
            for function in module.funcs.iter_mut().filter(|function| is_unheard(&function.name)) {
                let mut body = function.kind.unwrap_local_mut().builder_mut().func_body();
                body.instrs_mut().clear();
                body.unreachable();
            }
        }
        self.write(self.wasm, optimise::optimise(self.wasm, &module.emit_wasm(), options)?)
    }

    /// Where its files lie until all are built.
    fn folder(&self) -> PathBuf {
        workspace::scratch().join(self.wasm).with_extension("")
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
        Ok(fs::write(self.folder().join(name), content)?)
    }

    fn read(&self, name: &str) -> Result<Vec<u8>> {
        Ok(fs::read(self.folder().join(name))?)
    }
}

/// What an `import` of the wasm gives in a bundler or an edge runtime that compiles it.
const WASM_MODULE_TYPES: &str = "declare const module: WebAssembly.Module;\nexport default module;\n";
