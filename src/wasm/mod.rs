//! The boundary: the only place that names a JavaScript host.
//!
//! Nothing is decided here. Arguments become Rust values, the façade is called, answers become plain objects, and an
//! error becomes a JavaScript `Error` with the properties `code` and `path`. Bulk data crosses as bytes.

#[cfg(feature = "engine")]
mod analyses;
#[cfg(feature = "engine")]
mod cleaner;
mod convert;
#[cfg(feature = "engine")]
mod customer_file;
#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "engine")]
mod input;
mod many;
#[cfg(feature = "engine")]
mod memory;
mod options;
#[cfg(feature = "engine")]
mod presets;
mod values;

use wasm_bindgen::prelude::*;

#[cfg(feature = "engine")]
pub use cleaner::Cleaner;
#[cfg(feature = "engine")]
pub use customer_file::CustomerFile;
#[cfg(feature = "engine")]
pub use engine::Engine;
pub use many::normalize_many;
#[cfg(feature = "engine")]
pub use presets::{preset, presets};
pub use values::{kinds, load_pack, normalize, normalize_lines, reason_text};

/// Where only single values are cleaned, little is held at a time: an allocator serves that is a fifth of the usual one.
#[cfg(all(target_family = "wasm", not(feature = "engine")))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Makes a panic throw an `Error` with the panic's message; where only single values are cleaned, a trap does.
#[cfg(feature = "engine")]
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        wasm_bindgen::throw_val(js_sys::Error::new(&format!("rust panic: {info}")).into());
    }));
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
