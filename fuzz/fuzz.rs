//! One target under libFuzzer; `cargo xtask fuzz` builds this with coverage and names the target.

#![no_main]

mod targets;

use std::sync::LazyLock;
use std::{env, fs, path::Path};

static TARGET: LazyLock<String> = LazyLock::new(|| env::var("KEHU_FUZZ_TARGET").unwrap_or_default());

/// libFuzzer reads the folder after this, so the seeds are part of what it starts from. The target `?` tells all names.
fn write_seeds() {
    if *TARGET == "?" {
        println!("{}", targets::names().collect::<Vec<_>>().join(" "));
        std::process::exit(0);
    }
    let folder = env::var("KEHU_FUZZ_SEEDS").unwrap_or_default();
    if folder.is_empty() {
        return;
    }
    for (number, seed) in targets::seeds::of(&TARGET).iter().enumerate() {
        let file = Path::new(&folder).join(format!("seed-{number:04}"));
        fs::write(file, seed).unwrap_or_else(|error| panic!("{folder}: {error}"));
    }
}

libfuzzer_sys::fuzz_target!(init: write_seeds(), |data: &[u8]| targets::run(&TARGET, data));
