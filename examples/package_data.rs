//! Prints what the npm package is made from besides the engine, as one JSON object: the JSON Schemas of ruleset documents
//! and of the types that cross the boundary, the text of each data pack, and each preset's ruleset:
//! `cargo run --features schema --example package_data`.

use std::collections::BTreeMap;

use kehu::error::Result;
use kehu::schema::ruleset::Ruleset;
use kehu::tables::packs::{Pack, dump};

fn main() -> Result<()> {
    let packs: BTreeMap<&str, String> = Pack::ALL.into_iter().map(|pack| (pack.name(), dump(pack))).collect();
    let presets: BTreeMap<&str, Ruleset> =
        Ruleset::PRESETS.iter().map(|name| Ok((*name, Ruleset::preset(name)?))).collect::<Result<_>>()?;
    let data = serde_json::json!({
        "ruleset": kehu::engine::ruleset_schema(),
        "types": kehu::engine::types_schema(),
        "packs": { "packs": packs, "presets": presets },
    });
    println!("{data}");
    Ok(())
}
